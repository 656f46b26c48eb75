// The figures of the dashboard as plain values, as an entry of the workbook, and back. Indicators of other lessons are
// among them; they stand on the dashboard once they have a chart or a message. What a file holds in place of a text
// stays in the workbook as it is: it travels in `other`.
import { number, spelled } from "../kit/kit.js";
import { readWithin } from "../kit/number_field.js";
import { newId } from "../kit/parts.js";
import { leaves, nested } from "../kit/workbook.js";
import { CHARTS, FITS, MEASURES } from "./limits.js";

export const FIRST = "first"; // the indicator with which lessons 2.6 and 3.3 work
export const CHART = ["message", "kind", "shows", "points", "measure", "axis", "since", "caption"].map((name) =>
  `chart/${name}`
);
export const POINTS = ["baseline", "latest", "target"].flatMap((point) => [`${point}/year`, `${point}/value`]);
export const FIELDS = ["name", ...CHART, ...POINTS, "unit", "source", "formula"];
export const LISTS = { "chart/kind": CHARTS, "chart/shows": Object.keys(FITS), "chart/measure": MEASURES };
const FIELD = new RegExp(`^([^/]+)/(${FIELDS.join("|")})$`);

export const BLANK = { rows: [], other: [] };
export const newRow = (id, fields = {}) => ({
  id,
  fields: { ...Object.fromEntries(FIELDS.map((name) => [name, ""])), ...fields },
});
export const freeId = (rows) => (rows.some(({ id }) => id === FIRST) ? newId() : FIRST);
export const isOnBoard = ({ fields }) => CHART.some((name) => fields[name].trim() !== "");
const isWritten = (value) => typeof value === "string" || Number.isFinite(value);

export function pack({ rows, other }) {
  const ours = rows.flatMap(({ id, fields }) =>
    FIELDS.filter((name) => fields[name] !== "").map((name) => [`${id}/${name}`, fields[name]])
  );
  const written = new Set(ours.map(([name]) => name));
  return nested([...other.filter(([name]) => !written.has(name)), ...ours]);
}

export function unpack(entry) {
  const rows = new Map();
  const other = [];
  for (const [name, value] of leaves(entry, false)) {
    const [, id, field] = FIELD.exec(name) ?? [];
    const known = LISTS[field];
    if (id && isWritten(value) && (!known || known.includes(value))) {
      const row = rows.get(id) ?? newRow(id);
      row.fields[field] = String(value);
      rows.set(id, row);
    } else if (value !== null) other.push([name, value]);
  }
  const order = ({ id }) => (id === FIRST ? "" : id);
  return { rows: [...rows.values()].sort((one, two) => (order(one) < order(two) ? -1 : 1)), other };
}

const numberOf = (text, unit = "") => readWithin(text, { unit: () => unit }).value ?? NaN;
// A figure as the checks take it.
export function figureOf({ fields }) {
  const text = (name) => fields[name].trim();
  return {
    name: text("name"),
    message: text("chart/message"),
    chart: fields["chart/kind"],
    shows: fields["chart/shows"],
    points: numberOf(fields["chart/points"]),
    measure: fields["chart/measure"],
    axis_from: numberOf(fields["chart/axis"], fields.unit),
    base_year: numberOf(fields["baseline/year"]),
    base_value: numberOf(fields["baseline/value"], fields.unit),
    since: numberOf(fields["chart/since"]),
    target_year: numberOf(fields["target/year"]),
    target_value: numberOf(fields["target/value"], fields.unit),
    note: text("chart/caption"),
    year: numberOf(fields["latest/year"]),
    value: numberOf(fields["latest/value"], fields.unit),
    unit: text("unit"),
    source: text("source"),
    version: text("formula"),
  };
}

// A ready case as a state. texts: its words in the catalogue; the message of a figure has its numbers in it.
export const exampleOf = ({ figures, faults }, { messages }) => ({
  ...BLANK,
  rows: figures.map(({ id, fields, base, year, then, now, goal }) => {
    const said = messages[id].replace("{then}", number(then, 1)).replace("{now}", number(now, 1));
    const points = {
      "baseline/year": String(base),
      "baseline/value": spelled(then),
      "latest/year": String(year),
      "latest/value": spelled(now),
      "target/year": String(goal[0]),
      "target/value": spelled(goal[1]),
    };
    return newRow(id, { ...fields, ...points, "chart/message": said, ...faults[id] });
  }),
});
