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

// A ready case: its rows have the ids that own rows would have, and names that nobody can take for the town's own.
function exampleOf({ rows, decisions }) {
  const fields = (row) => Object.fromEntries(FIELDS.map((name) => [name, row[name] ?? ""]));
  const id = (at) => (at ? `example ${String(at + 1).padStart(2, "0")}` : FIRST);
  return {
    decisions,
    rows: rows.map((row, at) => ({ id: id(at), gap: !row["baseline/value"], fields: fields(row) })),
  };
}

// Of a taken row one reads its name, not each of its fields.
function label(name, { rows }, strings) {
  const row = rows.find(({ id }) => id === name.split("/")[0]);
  return row?.fields.name.trim() || strings.no_name;
}

function render(view) {
  const { model, el } = view;
  const strings = model.get("strings");
  const data = model.get("data");
  const judged = verdict();
  const twin = scrolled(strings.table, ".tables");
  const filled = h("div.tables");
  const ownTable = { now: undefined };
  const caseTable = { bytes: new TextEncoder().encode(data.table), name: CASE_FILE };
  let decisions = {};
  let opened; // the table on the desk

  const rows = rowsPart(strings, {
    changed,
    record: () => exercise.record(),
    mark: (name) => exercise.mark(name),
  });
  const doctor = doctorPart(strings, el, {
    decisions: () => decisions,
    decided(made) {
      decisions = { ...decisions, ...made };
      changed(doctor.progress);
      exercise.record();
    },
    take(table) {
      ownTable.now = { ...table, own: true };
      decisions = {};
      exercise.changed();
      open();
    },
    figures(found) {
      says.put(found, Boolean(exercise.showing()));
      show(doctor.progress() || undefined);
    },
  });
  const says = statementsPart(strings, { add, open: () => doctor.counts().open, aims: data.aims, said: tell });
  const cases = ready(data.cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "2.1",
    part: "indicators",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ decisions, rows: rows.rows() }),
    write(state) {
      decisions = { ...state.decisions };
      rows.put(state.rows);
      open();
      show();
    },
    pack,
    unpack,
    label: (name, state) => label(name, state, strings),
    marked: (name) => !name.endsWith("/wanted"),
  });

  // The table of the case, or one's own; the same one is not read again.
  function open() {
    const wanted = exercise.showing() ? caseTable : ownTable.now;
    if (wanted === opened && opened) return doctor.repaint();
    opened = wanted;
    return doctor.open(wanted);
  }
  function add(fields) {
    const there = rows.shown().some((row) => row.fields.name === fields.name);
    if (!there) rows.add(fields);
    exercise.voice.say(fill(there ? strings.there_already : strings.added, fields));
    note.textContent = fill(there ? strings.there_already : strings.added, fields);
  }
  function changed(said) {
    exercise.changed();
    rows.paint();
    show(typeof said === "function" ? said() : undefined);
  }
  function show(said) {
    const shown = rows.shown();
    const { title, reasons } = verdictOf(shown, strings);
    judged.put(title, [doctor.progress(), ...reasons].filter(Boolean));
    twin.replaceChildren(...tablesOf(shown, strings));
    filled.replaceChildren(...tablesOf(shown, strings));
    exercise.say(said ?? title, said ?? title);
    tell();
  }
  function tell() {
    exercise.tell({
      rows: rows.shown().map(({ fields }) => fields),
      places: doctor.counts(),
      statements: says.found(),
    });
  }
  const note = h("p.status", { role: "status" });
  exercise.stand({
    controls: [doctor.element, says.element, note, rows.element],
    result: [judged.element],
    more: [fold(strings.as_table, twin)],
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
