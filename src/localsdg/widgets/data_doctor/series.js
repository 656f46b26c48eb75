// The series of a table: what can be diagnosed. An empty breakdown, or a word such as "Total", means the whole.
import { EVERYBODY_WORDS, TOTAL_WORDS } from "../table_check/limits.js";

const isTotal = (word) => {
  const plain = word.trim().toLowerCase();
  return !plain || TOTAL_WORDS.includes(plain) || EVERYBODY_WORDS.includes(plain);
};

// Figures with what tells them apart. A breakdown that says the same everywhere tells nothing apart.
function figuresOf({ names, rows, sources }, breakdowns) {
  const column = (name) => names.indexOf(name);
  const places = breakdowns.map(column).filter((place) =>
    place >= 0 && new Set(rows.map((row) => row[place])).size > 1
  );
  const text = (row, name) => String(row[column(name)] ?? "");
  const figures = rows.map((row, at) => ({
    area: text(row, "place"),
    indicator: text(row, "indicator"),
    unit: text(row, "unit"),
    year: row[column("year")],
    value: row[column("value")],
    source: sources?.[at] ?? "",
    groups: places.map((place) => String(row[place] ?? "")).filter((word) => !isTotal(word)),
  }));
  return figures.filter(({ year, value }) => Number.isInteger(year) && Number.isFinite(value));
}

// One value for each key; what has two is left out.
function withoutContradictions(pairs) {
  const found = new Map();
  for (const [key, value] of pairs) found.set(key, found.has(key) && found.get(key) !== value ? undefined : value);
  return [...found].filter(([, value]) => value !== undefined);
}

function subjectOf(indicator, area, figures, whole) {
  const all = figures.filter((each) => each.indicator === indicator);
  const totals = all.filter((each) => each.area === area && !each.groups.length);
  if (!totals.length) return undefined;
  const { unit } = totals.reduce((one, other) => (other.year > one.year ? other : one));
  const values = withoutContradictions(
    totals.filter((each) => each.unit === unit).map(({ year, value }) => [year, value]),
  );
  if (!values.length) return undefined;
  const latest = Math.max(...values.map(([year]) => year));
  const isGroup = (each) =>
    each.year === latest && each.unit === unit &&
    (each.area === area ? each.groups.length > 0 : whole && !each.groups.length);
  const nameOf = (each) => (each.area === area ? each.groups.join(", ") : each.area);
  const groups = withoutContradictions(all.filter(isGroup).map((each) => [nameOf(each), each.value]));
  const sources = totals.filter((each) => each.unit === unit && each.source).map(({ year, source }) => [year, source]);
  return { key: `${indicator}\n${area}`, indicator, area: whole ? "" : area, unit, values, groups, sources };
}

// figures: { names, rows, sources } with place, indicator, year, value and unit, and the source of each row;
// breakdowns: names of columns. Gives one series for each indicator, or for each indicator and place where the table
// has no figure of the whole; sources: the years of a series with what the table names as the source of their figures.
export function subjectsOf(figures, breakdowns) {
  const read = figuresOf(figures, breakdowns);
  const distinct = (name) => [...new Set(read.map((each) => each[name]))];
  const areas = distinct("area");
  const total = areas.find(isTotal);
  const whole = total !== undefined || areas.length === 1;
  const places = whole ? [total ?? areas[0]] : areas;
  return distinct("indicator").flatMap((indicator) =>
    places.map((area) => subjectOf(indicator, area, read, whole)).filter(Boolean)
  );
}
