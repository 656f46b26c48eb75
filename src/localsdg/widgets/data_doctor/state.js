// The baseline table as plain values: rows with their fields as typed, and the entry of the workbook.
import { newId } from "../kit/parts.js";

export const FIRST = "first"; // the indicator with which lesson 2.6 goes on
export const FIGURE = [
  "unit",
  "wanted",
  "baseline/year",
  "baseline/value",
  "target/year",
  "target/value",
  "source",
  "office",
];
export const GAP = ["missing/why", "missing/plan", "missing/owner", "missing/date"];
export const FIELDS = ["name", ...FIGURE, ...GAP];
export const BLANK = { decisions: {}, rows: [] };

export function newRow(rows, fields = {}, gap = false) {
  const id = rows.some((row) => row.id === FIRST) ? newId() : FIRST;
  return { id, gap, fields: { ...Object.fromEntries(FIELDS.map((name) => [name, ""])), ...fields } };
}

// An indicator of another lesson that has no name here stays as it is, and is not shown.
export const isShown = ({ id, fields }) => !/^\d/.test(id) || fields.name !== "";

// What is empty is no entry: a row begins with its first letter.
function entryOf(fields) {
  const entry = {};
  for (const name of FIELDS.filter((each) => fields[each])) {
    const [head, tail] = name.split("/");
    if (tail) entry[head] = { ...entry[head], [tail]: fields[name] };
    else entry[head] = fields[name];
  }
  return entry;
}
export const pack = ({ rows }) =>
  Object.fromEntries(rows.map(({ id, fields }) => [id, entryOf(fields)]).filter(([, row]) => Object.keys(row).length));

const isPlain = (value) => value && typeof value === "object" && !Array.isArray(value);
function textOf(value) {
  if (value == null) return "";
  if (!["string", "number"].includes(typeof value)) throw new Error("This is no work of the exercise.");
  return String(value);
}

export function unpack(entry) {
  const rows = Object.entries(entry).map(([id, row]) => {
    const values = {};
    for (const [name, value] of Object.entries(isPlain(row) ? row : { "": row })) {
      const inner = isPlain(value)
        ? Object.entries(value).map(([tail, each]) => [`${name}/${tail}`, each])
        : [[name, value]];
      for (const [full, each] of inner) {
        if (!FIELDS.includes(full)) throw new Error("This is no work of the exercise.");
        values[full] = textOf(each);
      }
    }
    const fields = Object.fromEntries(FIELDS.map((name) => [name, values[name] ?? ""]));
    return { id, gap: GAP.some((name) => fields[name]) && !fields["baseline/value"], fields };
  });
  const rank = ({ id }) => (id === FIRST ? "" : id);
  return { decisions: {}, rows: rows.sort((one, other) => (rank(one) < rank(other) ? -1 : 1)) };
}

// What a row lacks before others can use it: names of fields.
export function lacking({ gap, fields }) {
  const needed = gap ? ["name", ...GAP] : ["name", "unit", "baseline/year", "baseline/value", "source"];
  return needed.filter((name) => !fields[name].trim());
}
