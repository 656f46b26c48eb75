// Widget "Review calendar": from the day of the council or of the presentation back to the latest day to begin.
import { bring } from "../kit/bring.js";
import { download, field, fill, h, identifier } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { blankOf, calendarOf, exampleOf, freeDays, lengthOf, packer, unpacker, WEEKENDS } from "./entry.js";
import { dayOf, textOf } from "./method.js";
import { bars, calendarTable, sheet } from "./picture.js";
import { stepList } from "./steps.js";
import { longDate, verdictOf } from "./words.js";

// The day on the clock of whoever looks.
const onTheClock = () => {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;
};

// The days that are given: three dates, the weekend, and the days on which nobody works.
function givenPart(strings, changed) {
  const dates = Object.fromEntries(
    ["council", "presentation", "national"].map((key) => [key, h("input", { type: "date", oninput: changed })]),
  );
  const options = Object.keys(WEEKENDS).map((value) => h("option", { value }, strings.weekends[value]));
  const weekend = h("select", { onchange: changed }, ...options);
  const unread = h("p.small.warning", { role: "status" });
  const free = h("textarea", { rows: 2, oninput: changed });
  const boxes = { ...dates, weekend, free };
  // What was written elsewhere in place of a day, such as “in June”, stays until a day is chosen.
  let written = {};
  const days = field(strings.free, free);
  days.append(unread);
  return {
    elements: [
      h(
        "div.columns",
        null,
        ...Object.keys(dates).map((key) => field(strings[key], dates[key])),
        field(strings.weekend, weekend),
      ),
      days,
    ],
    /** @returns {Record<string, any>} */
    read: () =>
      Object.fromEntries(
        Object.entries(boxes).map(([key, box]) => [
          key,
          box.value || (key in dates && Number.isNaN(dayOf(written[key])) ? written[key] : ""),
        ]),
      ),
    write(state) {
      written = state;
      for (const [key, box] of Object.entries(boxes)) {
        box.value = key in dates && Number.isNaN(dayOf(state[key])) ? "" : state[key];
      }
    },
    paint() {
      const lines = freeDays(free.value).unread;
      unread.textContent = lines.length ? fill(strings.unread, { lines: lines.join("; ") }) : "";
    },
  };
}

// What comes of it: the verdict, the bars, the table, and the sheet for paper.
function resultPart(strings) {
  const judged = verdict();
  const picture = h("div");
  const twin = scrolled(strings.caption);
  const table = fold(strings.as_table, twin);
  const paper = h("div.filled");
  return {
    elements: [judged.element, picture, table],
    paper,
    paint(calendar, { steps, rowOf, today, words, notes }) {
      const { title, reasons, said = [] } = words;
      const quiet = calendar && !said.length ? [strings.nothing_collides] : [];
      judged.put(title, [
        ...reasons,
        ...said.map(([about, text]) => h("p", null, h("strong", null, `${about}: `), text)),
        ...quiet,
        ...notes.map((note) => h("p.small", null, note)),
      ]);
      table.hidden = !calendar;
      picture.replaceChildren(...(calendar ? [bars(calendar, today, (id) => rowOf(id).what, strings)] : []));
      twin.replaceChildren(...(calendar ? [calendarTable(calendar, rowOf, strings)] : []));
      paper.replaceChildren(...sheet(steps, calendar, strings));
    },
  };
}

// Why there is no calendar: the name of its sentence.
/** @param {any} state */
function faultOf({ steps, council, presentation }) {
  if (steps.some(({ days }) => Number.isNaN(lengthOf(days)))) return "no_length";
  return [council, presentation].some((day) => /^\d{4,}-\d\d-\d\d$/.test(day)) ? "no_room" : "no_day";
}

// The days as other programs read them. sentences: those of the findings, in their order.
/** @param {any} state */
function answerOf({ council, presentation }, planned, rowOf, sentences) {
  const { begin, steps, findings } = planned ?? { steps: [], findings: [] };
  return {
    council,
    presentation,
    begin: planned ? textOf(begin) : "",
    steps: steps.map(({ name, start, end }) => [name, textOf(start), textOf(end), rowOf(name).who]),
    findings: findings.map(({ about, rule }, at) => [about, rule, sentences[at][1]]),
  };
}

// The button that saves the calendar as a file.
function savePart(strings, { origin, steps }) {
  const status = h("p.status", { role: "status" });
  async function saved() {
    try {
      const { calendarFile, strings: texts } = await bring("review_calendar_more");
      const from = origin() ? texts.from_example : "";
      download("review-calendar.ics", calendarFile(steps(), from, new Date()), "text/calendar");
      status.textContent = "";
    } catch {
      status.textContent = strings.not_loaded;
    }
  }
  return { button: h("button.go", { type: "button", onclick: saved }, strings.save), status };
}

function render(view) {
  const strings = view.model.get("strings");
  const { cases: found } = view.model.get("data");
  const words = strings.steps;
  const cases = ready(found, strings.cases, exampleOf(words));
  const todayOf = Object.fromEntries(found.map(({ key, today }) => [key, dayOf(today)]));
  const result = resultPart(strings);
  const given = givenPart(strings, () => changed());
  const list = stepList(Object.keys(words), {
    strings,
    together: identifier("step"),
    owner: {
      changed,
      mark: (id) => ["who", "days"].map((name) => exercise.mark(`steps/${id}/${name}`)).find(Boolean),
      basis: (id) => bring("review_calendar_more").then((more) => more.strings.basis[id], () => strings.not_loaded),
    },
  });
  const save = savePart(strings, {
    origin: () => exercise.origin(),
    steps: () => planned.steps.map((step) => ({ ...step, ...rowOf(step.name) })),
  });
  let other = [];
  let planned;
  const exercise = shell(view, {
    goal: 16,
    lesson: "4.1",
    part: "calendar",
    cases,
    opens: cases[0],
    blank: blankOf(words),
    read: () => ({ ...given.read(), steps: list.read(), other }),
    write(state) {
      other = state.other;
      given.write(state);
      list.write(state.steps);
      show(false);
    },
    pack: packer(words),
    unpack: unpacker(words),
    marked: (name) => !/\/(what|beside|done)$/.test(name),
    label: (name) => words[/^steps\/([^/]+)\//.exec(name)?.[1]] ?? strings[name] ?? name,
  });
  const today = () => todayOf[exercise.showing()?.key] ?? onTheClock();
  const rowOf = (id) => {
    const { what, who } = list.read().find((step) => step.id === id);
    return { what: what.trim() || words[id], who: who.trim() };
  };

  function changed() {
    exercise.changed();
    show(true);
  }
  function show(acted) {
    /** @type {Record<string, any>} */
    const state = { ...given.read(), steps: list.read() };
    const now = today();
    planned = calendarOf(state, now);
    const setting = { weekend: WEEKENDS[state.weekend], free: freeDays(state.free).free };
    const nameOf = (id) => rowOf(id).what;
    const said = verdictOf(planned, { today: now, setting, nameOf, fault: faultOf(state) }, strings);
    const notes = exercise.showing() ? [fill(strings.case_today, { day: longDate(now, strings) })] : [];
    given.paint();
    const findings = planned?.findings ?? [];
    list.paint(planned, (id) => findings.flatMap(({ about }, at) => (about === id ? [said.said[at][1]] : [])));
    result.paint(planned, { steps: state.steps, rowOf, today: now, words: said, notes });
    save.button.disabled = !planned;
    exercise.say(said.title, acted ? said.title : "");
    exercise.tell(answerOf(state, planned, rowOf, said.said));
  }
  exercise.stand({
    result: [...result.elements, h("p.screen", null, save.button), save.status],
    resultFirst: true,
    controls: [...given.elements, h("p.small", null, strings.how), list.element],
    paper: [exercise.paper, result.paper],
  });
}

export default { render };
