// Widget "Chart doctor": seven charts that mislead, to be repaired, and the checks of one's own dashboard.
import { bring } from "../kit/bring.js";
import { fill, h } from "../kit/kit.js";
import { fold, ready, scrolled, verdict, writingLines } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { BLANK, exampleOf, figureOf, isOnBoard, pack, unpack } from "./entry.js";
import { checkDashboard } from "./method.js";
import { rowsPart } from "./rows.js";
import { boardPage, boardTable, findingWords, nameOf, verdictOf } from "./words.js";

// What stands below the figures: the verdict, the page and the table; and the sheet for paper. What the page draws from
// the whole table comes when it is opened; then opened() is called.
function resultPart(strings, opened) {
  const judged = verdict();
  const page = h("div.twin.board-page");
  const twin = scrolled(strings.table, ".tables");
  const filled = h("div.tables");
  const leaf = fold(strings.page, page);
  let whole;
  leaf.addEventListener("toggle", async () => {
    if (!leaf.open || whole) return;
    try {
      const { wholePictures, strings: own } = await bring("chart_doctor_board");
      whole = await wholePictures({ ...strings, ...own });
      opened();
    } catch (fault) {
      console.error(fault); // the page stays with the base, the latest value and the target
    }
  });
  return {
    judged: judged.element,
    more: [leaf, fold(strings.board_table, twin)],
    filled,
    // ids: of the learner's own figures; none of a case.
    put(figures, findings, ids) {
      const { title, reasons } = verdictOf(figures, findings, strings);
      judged.put(title, reasons);
      page.replaceChildren(...boardPage(figures, (at) => ids && whole?.(figures[at], ids[at]), strings));
      twin.replaceChildren(boardTable(figures, strings));
      filled.replaceChildren(boardTable(figures, strings));
      return title;
    },
  };
}

// The seven charts are fetched when one gets near them: { element, paper, progress(), answer() }.
function chartsPart(strings, charts, { changed, came }) {
  const trouble = h("p.status", { role: "status" });
  const button = h("button", { type: "button", onclick: open }, strings.open_charts);
  const element = h("section.seven-near", null, h("h4", null, strings.first), h("p.screen", null, button), trouble);
  const paper = h("div.seven-paper", null, h("p", null, strings.sheet_early));
  const near = (entries) => entries.some(({ isIntersecting }) => isIntersecting) && open();
  const watcher = new IntersectionObserver(near, { rootMargin: "600px 0px" });
  let doctor;
  async function open() {
    watcher.disconnect();
    try {
      const { doctorPart, strings: texts } = await bring("chart_doctor_doctor");
      if (doctor) return;
      doctor = doctorPart({ ...strings, ...texts }, charts, { changed });
      const hadFocus = element.contains(document.activeElement);
      element.replaceWith(doctor.element);
      if (hadFocus) doctor.element.querySelector("button")?.focus();
      paper.replaceChildren(...doctor.paper());
      came();
    } catch (fault) {
      console.error(fault);
      trouble.textContent = strings.not_loaded;
    }
  }
  watcher.observe(element);
  return { element, paper, progress: () => doctor?.progress() ?? "", answer: () => doctor?.answer() ?? {} };
}

function worksheet(strings, filled, charts) {
  return [
    h("p", null, strings.sheet_lead),
    charts,
    h("p", null, strings.sheet_board),
    filled,
    h("ul", null, ...strings.sheet_checks.map((each) => h("li", null, each))),
    ...writingLines(3),
  ];
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const result = resultPart(strings, () => show(undefined, undefined, false));
  const doctor = chartsPart(strings, data.charts, {
    changed: (words) => show(words),
    came: () => show(undefined, undefined, false),
  });
  let atCharts = false; // what was worked with last says what is in sight below
  const rows = rowsPart(strings, { changed, record: () => exercise.record(), mark: (name) => exercise.mark(name) });
  const cases = ready(data.cases, strings.cases, exampleOf);
  let other = [];
  const exercise = shell(view, {
    goal: 17,
    lesson: "3.6",
    part: "dashboard",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ rows: rows.rows(), other }),
    write(state) {
      other = state.other;
      rows.put(state.rows);
      show(undefined, undefined, false);
    },
    pack,
    unpack,
    // Of a figure one reads its name, not each of its fields.
    label(name, state) {
      const row = state.rows.find(({ id }) => name.startsWith(`${id}/`));
      return row ? nameOf(row, strings) : name;
    },
  });
  function changed(row) {
    atCharts = false;
    exercise.changed();
    show(undefined, row);
  }
  // chart: what was said of a chart, if one was worked with; moved: the row that was changed.
  function show(chart, moved, acted = true) {
    const board = rows.rows().filter(isOnBoard);
    const figures = board.map(figureOf);
    const findings = checkDashboard(figures);
    const says = (each) => findingWords(each, figures[each.figure], strings);
    rows.paint((row) => findings.filter(({ figure }) => board[figure]?.id === row.id).map(says));
    const title = result.put(
      figures,
      findings,
      view.page && !exercise.showing() ? board.map(({ id }) => id) : undefined,
    );
    if (chart) atCharts = true;
    const said = chart ?? (moved ? fill(strings.said, { name: nameOf(moved, strings), title }) : title);
    exercise.say((atCharts && doctor.progress()) || title, acted ? said : "");
    const plain = (figure) => Object.fromEntries(Object.entries(figure).filter(([, value]) => !Number.isNaN(value)));
    exercise.tell({
      charts: doctor.answer(),
      figures: figures.map(plain),
      findings: findings.map((each) => [figures[each.figure]?.name ?? "", each.rule, says(each)]),
    });
  }

  exercise.stand({
    before: [doctor.element, h("h4", null, strings.second), h("p.small", null, strings.second_how)],
    controls: [rows.element],
    result: [result.judged],
    resultFirst: true,
    more: result.more,
    paper: [exercise.paper, ...worksheet(strings, result.filled, doctor.paper)],
  });
}

export default { render };
