// Widget "Data doctor": the faults of a table are judged one by one, its figures are read in three statements, and what
// one can stand behind goes into the baseline table.
import { bring } from "../kit/bring.js";
import { fill, h } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { rowsPart } from "./rows.js";
import { BLANK, FIELDS, FIRST, pack, unpack } from "./state.js";
import { tablesOf, verdictOf, worksheet } from "./summary.js";

// The rows of a ready case have the ids that own rows would have.
function exampleOf({ rows, decisions }) {
  const fields = (row) => Object.fromEntries(FIELDS.map((name) => [name, row[name] ?? ""]));
  const id = (at) => (at ? `example ${String(at + 1).padStart(2, "0")}` : FIRST);
  return {
    decisions,
    rows: rows.map((row, at) => ({ id: id(at), gap: !row["baseline/value"], fields: fields(row) })),
  };
}

function deskOf(data, strings) {
  const cases = ready(data.cases, strings.cases, exampleOf);
  const rowOf = (name, { rows }) => rows.find(({ id }) => id === name.split("/")[0]);
  return {
    goal: 17,
    lesson: "2.1",
    part: "indicators",
    cases,
    opens: cases[0],
    blank: BLANK,
    pack,
    unpack,
    // Of a row one reads its name, not each of its fields.
    label: (name, state) => rowOf(name, state)?.fields.name.trim() || strings.no_name,
    marked: (name) => !name.endsWith("/wanted"),
  };
}

// What is said of the baseline table: the verdict, the table behind a fold, and the same on paper.
function resultPart(strings) {
  const judged = verdict();
  const twin = scrolled(strings.table, ".tables");
  const filled = h("div.tables");
  return {
    judged: judged.element,
    twin: fold(strings.as_table, twin),
    filled,
    put(rows, progress) {
      const { title, reasons } = verdictOf(rows, strings);
      judged.put(title, [progress, ...reasons].filter(Boolean));
      for (const place of [twin, filled]) place.replaceChildren(...tablesOf(rows, strings));
      return title;
    },
  };
}

// The part that reads tables comes when somebody opens one. owner: that of tablesPart in doctor.js.
function laterPart(strings, area, owner) {
  const button = h("button.go", { type: "button", onclick: bringIt });
  const trouble = h("p.status", { role: "status" });
  const note = h("p.small.soft", null, strings.open_note);
  const element = h("div", null, h("h4", null, strings.first), h("p.row", null, button), note, trouble);
  let part;
  async function bringIt() {
    try {
      const { tablesPart, strings: texts } = await bring("data_doctor_doctor");
      part ??= tablesPart({ ...strings, ...texts }, area, owner);
    } catch {
      trouble.textContent = strings.no_reader;
      return;
    }
    element.replaceChildren(part.element);
    part.open();
    part.focus();
  }
  return {
    element,
    open() {
      button.textContent = owner.isCase() ? strings.open_table : strings.open_own;
      part?.open();
    },
    counts: () => part?.counts() ?? { all: 0, repaired: 0, left: 0, open: 0, read: false },
    progress: () => part?.progress() ?? "",
    found: () => part?.found() ?? null,
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const said = h("p.status", { role: "status" });
  const result = resultPart(strings);
  let decisions = {};
  let touched = false; // before that nothing is read aloud

  const rows = rowsPart(strings, {
    changed,
    record: () => exercise.record(),
    mark: (name) => exercise.mark(name),
  });
  const tables = laterPart(strings, view.el, {
    view,
    decisions: () => decisions,
    decided(made) {
      decisions = made ? { ...decisions, ...made } : {};
      touched = true;
      exercise.changed();
      exercise.record();
    },
    isCase: () => Boolean(exercise.showing()),
    add,
    changed: () => show(tables.progress()),
  });
  const exercise = shell(view, {
    ...deskOf(view.model.get("data"), strings),
    read: () => ({ decisions, rows: rows.rows() }),
    write(state) {
      decisions = { ...state.decisions };
      rows.put(state.rows);
      tables.open();
      show();
    },
  });

  function add(fields) {
    const there = rows.shown().some((row) => row.fields.name === fields.name);
    if (!there) rows.add(fields);
    said.textContent = fill(there ? strings.there_already : strings.added, fields);
  }
  function changed() {
    touched = true;
    exercise.changed();
    rows.paint();
    show();
  }
  function show(progress = "") {
    const title = result.put(rows.shown(), tables.progress());
    exercise.say(title, touched ? progress || title : "");
    const own = rows.shown().map(({ fields }) => fields);
    exercise.tell({ rows: own, places: tables.counts(), statements: tables.found() });
  }
  exercise.stand({
    controls: [tables.element, said, rows.element],
    result: [result.judged],
    more: [result.twin],
    paper: [exercise.paper, ...worksheet(result.filled, strings)],
  });
}

export default { render };
