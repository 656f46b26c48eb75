// Widget "Averages hide": areas from the worst to the best, the average, and the worst-off fifth of the people.
import { bring } from "../kit/bring.js";
import { field, h, radios, table, workbook } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { ready, verdict, writingLines } from "../kit/parts.js";
import { atWorkNow } from "../kit/records.js";
import { shell } from "../kit/shell.js";
import { fieldAt } from "../kit/workbook.js";
import { areasPart } from "./areas.js";
import { BLANK, exampleOf, numbersOf, pack, unpack, YEAR } from "./entry.js";
import { digitsOf, pictureOf, rankedTable } from "./picture.js";
import { seenOf } from "./seen.js";
import { faultsOf, reasonsOf, titleOf, togetherWords, yearWords } from "./words.js";

const SHEET_ROWS = 8;
const MOST_ON_PAPER = 30;
const ENDS = [10, 5]; // of many areas, the worst and the best ones on paper

// What is wanted, the smallest number that is shown, of which year all are, and the share of everybody where it was
// published.
function aboutPart(strings, changed) {
  const choice = h("div");
  const fields = {
    smallest: numberField(strings, { min: 2, whole: true }, { oninput: changed }),
    year: numberField(strings, YEAR, { oninput: changed }),
    all: numberField(strings, { min: 0, max: 100, unit: () => "%" }, { oninput: changed }),
  };
  let wanted = "";
  const boxes = Object.entries(fields).map(([name, part]) => {
    const element = field(strings[name], part.box);
    element.className = "ls-about";
    element.append(part.note);
    return element;
  });
  function ask() {
    const options = ["increase", "decrease"].map((each) => [each, strings[each]]);
    choice.replaceChildren(radios(strings.wanted, options, wanted, (value) => {
      wanted = value;
      changed();
    }));
  }
  ask();
  return {
    elements: [choice, boxes[0], boxes[1]],
    read: () => ({
      wanted,
      smallest: fields.smallest.box.value,
      year: fields.year.box.value,
      all: fields.all.box.value,
    }),
    putYear(year) {
      fields.year.write(year);
    },
    write(state) {
      wanted = state.wanted;
      for (const name of Object.keys(fields)) fields[name].write(state[name]);
      ask();
    },
    all: boxes[2],
  };
}

// The box for rows of a spreadsheet comes when it is opened.
function pasteFold(strings, owner) {
  const inside = h("div", null);
  const element = h("details.fold", { ontoggle: open }, h("summary", null, strings.paste), inside);
  let coming;
  function open() {
    if (!element.open) return;
    coming ??= bring("averages_hide_paste_box").then(({ pasteBox, strings: own }) => {
      inside.replaceChildren(...pasteBox({ ...strings, ...own }, owner));
    }).catch((fault) => {
      coming = undefined;
      console.error(fault);
      inside.replaceChildren(h("p", null, strings.part_lost));
    });
  }
  return element;
}

// The year of the latest value of the indicator at work, as lesson 3.3 keeps it.
const latestYear = () =>
  String(fieldAt(workbook(), ["records", "indicator", atWorkNow(), "latest/year"])?.value ?? "").trim();

function sheetOf(seen, title, reasons, smallest, strings) {
  if (!seen?.ranked) {
    const rows = Array.from({ length: SHEET_ROWS }, (_, at) => [String(at + 1), "", "", "", ""]);
    const empty = table(strings.sheet_table, strings.sheet_heads, rows);
    empty.classList.add("ls-sheet");
    return [h("p", null, strings.sheet_lead), empty];
  }
  const many = seen.ranked.length > MOST_ON_PAPER;
  const ranked = many ? [...seen.ranked.slice(0, ENDS[0]), ...seen.ranked.slice(-ENDS[1])] : seen.ranked;
  const together = togetherWords(seen, smallest, strings);
  return [
    h("p", null, h("strong", null, title)),
    ...reasons.map((each) => h("p", null, each)),
    rankedTable({ ranked }, digitsOf(seen), strings),
    ...(many ? [h("p", null, strings.sheet_ends)] : []),
    ...(together ? [h("p", null, together)] : []),
  ];
}

const plainly = (value) => (Number.isFinite(value) ? value : null);
const toldOf = (seen, rows) => ({
  share: plainly(seen?.share),
  worst: seen?.ranked?.[0].name ?? null,
  best: seen?.ranked?.at(-1).name ?? null,
  gap: plainly(seen?.gap),
  ratio: plainly(seen?.ratio),
  fifth: plainly(seen?.fifth),
  adds: plainly(seen?.adds),
  hidden: (seen?.hidden ?? seen?.few ?? []).map(({ name }) => name),
  groups: rows.map(({ name }) => name),
});

function render(view) {
  const strings = view.model.get("strings");
  const judged = verdict();
  const [picture, faults, filled] = ["div", "div", "div.filled"].map((name) => h(name));
  const about = h("p.small.soft");
  const setting = aboutPart(strings, () => changed());
  const list = areasPart(strings, {
    changed: () => changed(),
    record: () => exercise.record(),
    mark: (id) => ["name", "people", "counted"].map((name) => exercise.mark(`areas/${id}/${name}`)).find(Boolean),
  });
  const paste = pasteFold(strings, { ...list, putYear: setting.putYear });
  let other = [];
  const cases = ready(view.model.get("data").cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 10,
    lesson: "3.4",
    part: "gap",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ ...setting.read(), areas: list.areas(), other }),
    write(state) {
      other = state.other;
      setting.write(state);
      list.put(state.areas, !exercise.showing());
      show(false);
    },
    pack,
    unpack,
    label(name, { areas }) {
      const id = /^areas\/([^/]+)\//.exec(name)?.[1];
      return id ? areas.find((area) => area.id === id)?.name || strings.no_name : strings.kept[name] ?? name;
    },
  });

  function changed() {
    exercise.changed();
    show(true);
  }
  function show(acted) {
    const state = { ...setting.read(), areas: list.areas() };
    const numbers = numbersOf(state, strings.no_name);
    const seen = seenOf(numbers, { together: strings.together });
    const example = exercise.showing();
    const isSeen = Boolean(seen?.ranked);
    const title = isSeen ? titleOf(seen, numbers, strings) : seen ? strings.few_title : strings.missing_title;
    const reasons = isSeen ? reasonsOf(seen, numbers, strings) : [seen ? strings.few_reason : strings.missing_reason];
    const apart = example ? "" : yearWords(numbers, latestYear(), strings);
    const together = isSeen ? togetherWords(seen, numbers.smallest, strings) : "";
    about.textContent = example ? strings.cases[example.key].about : "";
    setting.all.hidden = !numbers.onlyShares;
    judged.put(title, [...reasons, together, apart].filter(Boolean));
    picture.replaceChildren(...(isSeen ? [pictureOf(seen, strings)] : []));
    faults.replaceChildren(...faultsOf(numbers, strings));
    filled.replaceChildren(...sheetOf(seen, title, reasons, numbers.smallest, strings));
    list.paint(seen);
    exercise.say(title, acted ? title : "");
    exercise.tell(toldOf(seen, numbers.rows));
  }

  exercise.stand({
    controls: [...setting.elements, setting.all, faults, paste, list.element],
    result: [judged.element, picture],
    resultFirst: true,
    beside: true,
    more: [about],
    paper: [exercise.paper, filled, h("p", null, strings.sheet_sentence), ...writingLines(3)],
  });
}

export default { render };
