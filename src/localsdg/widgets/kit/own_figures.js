// What the learner's own table of figures holds of an indicator: its series for the whole, and its values by area or by
// group in one year. Pure: rows of the workbook's table in, plain values out.
import { TOTALS } from "./figure_limits.js";
import { keyOfFigure, sameFigure } from "./figures.js";
import { beginsIn } from "./number_field.js";

export const AREA = "area"; // what the places of a table are called as a breakdown
const PLAIN = /^-?\d+(?:\.\d+)?$/;
const bare = (text) => text.replace(/[\s_]+/gu, " ").trim().replace(/\.+$/, "").toLowerCase();
const isTotal = (text, town) => TOTALS.includes(bare(text)) || (town && bare(text) === bare(town));
const isPercent = (unit) => !unit || unit.trim().startsWith("%");
// A budget year counts as the year in which it begins.
const yearOf = ({ year }) => (/^\d{4}$/.test(year.trim()) ? Number(year) : beginsIn(year));

export const indicatorsIn = (rows) => [...new Set(rows.map(({ indicator }) => indicator).filter(Boolean))];

// The indicator of the table that has one of these names, or "".
export function matching(rows, names) {
  const ours = names.filter(Boolean).map(bare);
  return indicatorsIn(rows).find((each) => ours.includes(bare(each))) ?? "";
}

// "Sexo: Mujeres" as the breakdown and the group; of a group without a heading the breakdown has no name.
function groupOf(text) {
  const at = text.indexOf(":");
  return at < 0 ? ["", text.trim()] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
// Where a row belongs: to the whole, to an area or to a group; nowhere, if to several of them at once.
function placeOf({ area = "", group = "" }, town) {
  const own = isTotal(area, town) ? "" : area;
  if (!group) return own ? { by: AREA, name: own } : { by: "whole", name: "" };
  if (own || group.includes(";")) return undefined;
  const [by, name] = groupOf(group);
  return isTotal(name, town) ? { by: "whole", name: "" } : { by: `group ${by}`, name };
}

// Whether the group of a row is all of its groups together, such as "Sexo: Total".
export const isWholeGroup = (group) => !group.includes(";") && isTotal(groupOf(group)[1], "");

// A value as it is given, or what its components say. What has two different values has none.
function valueOf(rows) {
  const of = (component) => rows.filter((row) => (row.component ?? "") === component && PLAIN.test(row.value));
  const one = (
    found,
  ) => (found.length && found.every((row) => sameFigure(row, found[0])) ? Number(found[0].value) : NaN);
  const [given, counted, people] = ["", "numerator", "denominator"].map((name) => one(of(name)));
  const isShare = isPercent(of("")[0]?.unit ?? "") && people > 0 && counted >= 0 && counted <= people;
  return { value: Number.isNaN(given) && isShare ? 100 * counted / people : given, counted, people, isShare };
}

// Of an indicator: { by: { whole: { year: { "": figure } }, area: ..., "group Sexo": ... }, units, sources }.
export function figuresOf(rows, indicator, town = "") {
  const ours = rows.filter((row) => row.indicator === indicator && yearOf(row));
  const distinct = (name) => [...new Set(ours.map((row) => row[name]).filter(Boolean))];
  const by = {};
  const cells = new Map();
  for (const row of ours) {
    const place = placeOf(row, town);
    if (!place) continue;
    const key = [place.by, yearOf(row), place.name].join("\u0001");
    cells.set(key, [...cells.get(key) ?? [], row]);
  }
  for (const [key, found] of cells) {
    const [kind, year, name] = key.split("\u0001");
    const figure = valueOf(found);
    if (Number.isFinite(figure.value)) ((by[kind] ??= {})[year] ??= {})[name] = figure;
  }
  return { by, units: distinct("unit"), sources: distinct("source"), rows: new Set(ours.map(keyOfFigure)).size };
}

// The years and values of the whole, in order.
export const seriesOf = ({ by }) =>
  Object.entries(by.whole ?? {}).map(([year, cell]) => [Number(year), cell[""].value]);

// The usual base: 2015, or the next year that has a figure; before 2015 the first one.
export function usualYears(series) {
  const years = series.map(([year]) => year);
  const last = years.at(-1);
  const base = years.find((year) => year >= 2015 && year < last) ?? years[0];
  return { base, last };
}

// By what it can be compared: [{ by, years }], the years with two areas or groups at least.
export const comparable = ({ by }) =>
  Object.keys(by).filter((kind) => kind !== "whole").map((kind) => ({
    by: kind,
    years: Object.keys(by[kind]).filter((year) => Object.keys(by[kind][year]).length > 1).map(Number),
  })).filter(({ years }) => years.length);

// The areas or groups of a year, as lesson 3.4 takes them: with people and counted where all have them, else as shares.
export function partsOf({ by }, kind, year) {
  const found = Object.entries(by[kind]?.[year] ?? {});
  const withPeople = found.every(([, { isShare }]) => isShare);
  const areas = found.map(([name, { value, counted, people }]) => ({
    name,
    people: withPeople ? people : NaN,
    counted: withPeople ? counted : value,
  }));
  return { areas, all: withPeople ? NaN : by.whole?.[year]?.[""].value ?? NaN };
}
