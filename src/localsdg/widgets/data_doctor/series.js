// The series of a table: what can be diagnosed. An empty breakdown, or a word such as "Total", means the whole.
import { EVERYBODY_WORDS, TOTAL_WORDS } from "../table_check/limits.js";

const isTotal = (word) => {
  const plain = word.trim().toLowerCase();
  return !plain || TOTAL_WORDS.includes(plain) || EVERYBODY_WORDS.includes(plain);
};

// Figures with what tells them apart. A breakdown that says the same everywhere tells nothing apart.
function figuresOf({ names, rows }, breakdowns) {
  const at = (name) => names.indexOf(name);
  const places = breakdowns.map(at).filter((place) => place >= 0 && new Set(rows.map((row) => row[place])).size > 1);
  const text = (row, name) => String(row[at(name)] ?? "");
  const figures = rows.map((row) => ({
    area: text(row, "place"),
    indicator: text(row, "indicator"),
    unit: text(row, "unit"),
    year: row[at("year")],
    value: row[at("value")],
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
  return { key: `${indicator}\n${area}`, indicator, area: whole ? "" : area, unit, values, groups };
}

// The sources that the table names for one figure of a series. rows: those of the workbook, which keep their source.
export function sourcesOf({ indicator, area }, [year, value], rows) {
  const isIt = (row) =>
    (row.indicator ?? "") === indicator && row.year === String(year) && Number(row.value) === value && !row.group &&
    (!area || row.area === area);
  return [...new Set(rows.filter(isIt).map(({ source }) => source).filter(Boolean))];
}

// figures: { names, rows } with place, indicator, year, value and unit; breakdowns: names of columns. Gives one series
// for each indicator, or for each indicator and place where the table has no figure of the whole.
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
