// What is kept of one's own work: the table as it was typed, and beside it bounds and weights by the place of the
// column.
import { typedNumber, unmistakable } from "../kit/typed_numbers.js";
import { areEqual, boundsFrom } from "./method.js";
import { MOST_INDICATORS, readTable } from "./table.js";

const ENDS = ["worst", "best", "weight"];
const TEXTS = ["table", "town", "mean", "cap"];

export const BLANK = { table: "", town: "", mean: "", cap: "", columns: [] };
export const newColumn = () => ({ worst: "", best: "", weight: "" });

function textOf(value) {
  if (value !== undefined && value !== null && typeof value === "object") throw new TypeError("a text is expected");
  return String(value ?? "");
}

// A ready case as a person would have typed it; its texts may have short names of the indicators.
export function exampleOf({ names, rows, bounds, town }, texts) {
  const lines = [
    ["", ...(texts.names ?? names)],
    ...rows.map(([name, ...values]) => [name, ...values.map(unmistakable)]),
  ];
  const columns = bounds.map(([worst, best]) => ({
    worst: unmistakable(worst),
    best: unmistakable(best),
    weight: "1",
  }));
  return { ...BLANK, table: lines.map((line) => line.join("\t")).join("\n"), town, columns };
}

/** @returns {typeof BLANK} */
export function unpack(entry) {
  const columns = [];
  for (let at = 0; at < MOST_INDICATORS; at += 1) {
    const given = entry.columns?.[String(at + 1)];
    if (given !== undefined && (given === null || typeof given !== "object")) {
      throw new TypeError("fields are expected");
    }
    columns.push(Object.fromEntries(ENDS.map((name) => [name, textOf(given?.[name])])));
  }
  while (columns.length && !ENDS.some((name) => columns.at(-1)[name])) columns.pop();
  const texts = Object.fromEntries(TEXTS.map((name) => [name, textOf(entry[name])]));
  return /** @type {any} */ ({ ...texts, columns });
}

export function pack({ columns, ...texts }) {
  const filled = (fields) => Object.fromEntries(Object.entries(fields).filter(([, text]) => text));
  const all = columns.map((each, at) => [String(at + 1), filled(each)]).filter(([, each]) => Object.keys(each).length);
  return { ...filled(texts), ...(all.length ? { columns: Object.fromEntries(all) } : {}) };
}

const numberOf = (text, missing) => (text?.trim() ? typedNumber(text, "%").value ?? NaN : missing);

// The table and the setting as numbers: { table, setting, plain, own }. Where no bounds are typed they come from the
// table; own names the columns of which that holds. plain: bounds from the table, equal weights, arithmetic mean.
export function readState(state) {
  const table = readTable(state.table);
  const column = (at) => table.values.map((row) => row[at]);
  const typed = table.names.map((_, at) => state.columns[at] ?? newColumn());
  const own = typed.map(({ worst, best }) => !worst.trim() && !best.trim());
  const fallen = [NaN, NaN];
  const given = typed.map(({ worst, best }) => [numberOf(worst, NaN), numberOf(best, NaN)]);
  const less = given.map(([worst, best]) => worst > best);
  const ends = table.names.map((_, at) => boundsFrom(column(at), less[at], 0) ?? fallen);
  const bounds = given.map((
    [worst, best],
    at,
  ) => (own[at] ? ends[at] : areEqual(worst, best) ? fallen : [worst, best]));
  const weights = typed.map(({ weight }) => numberOf(weight, 1));
  const setting = { bounds, weights, geometric: state.mean === "geometric", cap: state.cap !== "no" };
  const plain = { bounds: ends, weights: weights.map(() => 1), geometric: false, cap: true };
  return { table, setting, plain, own };
}

// Whether there is anything to rank, or what is missing: "table", "bounds" or "weights".
export function lacking({ table, setting }) {
  if (table.places.length < 2 || !table.names.length) return "table";
  if (setting.bounds.some((pair) => !pair.every(Number.isFinite))) return "bounds";
  const { weights } = setting;
  return weights.every((each) => each >= 0) && weights.some(Boolean) ? "" : "weights";
}
