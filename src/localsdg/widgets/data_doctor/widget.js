// Widget "Data doctor": the faults of a table are judged one by one, its figures are read in three statements, and what
// one can stand behind goes into the baseline table.
import { fill, h } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { doctorPart } from "./doctor.js";
import { rowsPart } from "./rows.js";
import { BLANK, FIELDS, FIRST, pack, unpack } from "./state.js";
import { statementsPart } from "./statements.js";
import { tablesOf, verdictOf, worksheet } from "./summary.js";

const CASE_FILE = "port-amani-faulty.csv";

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

// The tables: that of the example, and one's own as long as the page is open. current(): which one is wanted.
function tablesPart(data, doctor, current) {
  const example = { bytes: new TextEncoder().encode(data.table), name: CASE_FILE };
  let own;
  let opened;
  return {
    take: (table) => (own = { ...table, own: true }),
    // The same table is not read again.
    open() {
      const wanted = current() ? example : own;
      if (opened && wanted === opened) return doctor.repaint();
      opened = wanted;
      return doctor.open(wanted);
    },
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const said = h("p.status", { role: "status" });
  const result = resultPart(strings);
  let decisions = {};
  let touched = false; // before that nothing is read aloud

  const rows = rowsPart(strings, {
    changed: () => changed(),
    record: () => exercise.record(),
    mark: (name) => exercise.mark(name),
  });
  const doctor = doctorPart(strings, view.el, {
    decisions: () => decisions,
    decided(made) {
      decisions = { ...decisions, ...made };
      touched = true;
      exercise.changed();
      exercise.record();
    },
    take(table) {
      tables.take(table);
      decisions = {};
      exercise.changed();
      tables.open();
    },
    figures(series) {
      says.put(series, Boolean(exercise.showing()));
      says.element.hidden = !doctor.counts().read;
      show(doctor.progress());
    },
  });
  const says = statementsPart(strings, { add, open: () => doctor.counts().open, aims: data.aims, said: tell });
  const tables = tablesPart(data, doctor, () => exercise.showing());
  const exercise = shell(view, {
    ...deskOf(data, strings),
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
    const title = result.put(rows.shown(), doctor.progress());
    exercise.say(progress || title, touched ? progress || title : "");
    tell();
  }
  function tell() {
    const own = rows.shown().map(({ fields }) => fields);
    exercise.tell({ rows: own, places: doctor.counts(), statements: says.found() });
  }
  exercise.stand({
    controls: [doctor.element, says.element, said, rows.element],
    result: [result.judged],
    more: [result.twin],
    paper: [exercise.paper, ...worksheet(result.filled, strings)],
  });
}

export default { render };
