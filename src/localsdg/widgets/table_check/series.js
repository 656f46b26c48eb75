// The figures of a table ordered into series; rows that are the same figure; cells in each other's column.
import { areBrokenNumbers, holdsFigures, namesTimesOf, numbersThings, tellsNothingApart } from "./kinds.js";
import { titleRows } from "./inherit.js";
import { notUnderstood } from "./layout.js";
import { COLUMNS, meaningOf, OPEN_SDG, plainName, roleOf, TIDY, UNKNOWN, WIDE, yearOf } from "./names.js";
import { Material } from "./material.js";
import { cleanWord, groupedBy, numbered, range, strip, unique } from "./words.js";
import { isYear } from "./years.js";

const FEW = 10_000; // rows or names; with more, a fault is not one of single rows
const A_NUMBER = /^-?\d+(?:[.,]\d+)?$/;

const numbersOf = (
  one,
  other,
) => (Number.isNaN(one) ? (Number.isNaN(other) ? 0 : 1) : Number.isNaN(other) ? -1 : one - other);

function timeOf(material, place, row) {
  const { form, roles } = material.layout;
  if (form === WIDE) {
    const year = yearOf(material.columns[place].name) || 0;
    return { period: year, order: year };
  }
  if (form === COLUMNS && roles.year === undefined) {
    const year = material.yearOfColumn(place) || 0;
    return { period: year, order: year };
  }
  return { period: material.periods[row], order: material.year(row).order };
}

// All values, ordered by series and time: { row, column, period, order, value, unit, group, series }. In the wide form
// a row gives one entry for each column of years.
export function cellsOf(material) {
  return material.once("cells", () => {
    const { form, roles, meanings } = material.layout;
    const places = [WIDE, COLUMNS].includes(form) ? material.layout.values : material.layout.values.slice(0, 1);
    const groups = material.combined(material.named.filter((place) => place !== roles.unit));
    const units = roles.unit === undefined ? material.all.map(() => "") : material.names(roles.unit);
    const swapped = swappedRows(material);
    const good = material.usableRows.filter((row) => !swapped.has(row));
    const cells = places.flatMap((column) => {
      const values = material.values(column);
      const { indicator = "", unit = "", place = "" } = meanings[column] ?? {};
      const own = form === COLUMNS ? [indicator, unit, place].join("\u0001") : "";
      return good.map((row) => ({
        row,
        column,
        ...timeOf(material, column, row),
        value: values[row],
        unit: units[row],
        group: groups[row],
        key: `${groups[row]}\u0002${units[row]}\u0002${own}`,
      }));
    });
    const series = numbered(cells.map(({ key }) => key));
    cells.forEach((cell, at) => (cell.series = series[at]));
    return cells.sort((a, b) => a.series - b.series || numbersOf(a.order, b.order));
  });
}

// All values in the order of the table.
export const orderedCells = (material) =>
  [...cellsOf(material)].sort((one, other) => one.row - other.row || one.column - other.column);

// The values, then the further columns of numbers, each ordered by series and time.
export function figuresOf(material) {
  if (material.layout.form === UNKNOWN) return [];
  const cells = cellsOf(material);
  const further = material.layout.measures.map((column) => {
    const values = material.values(column);
    return cells.map((cell) => ({ ...cell, column, value: values[cell.row] }));
  });
  return [cells, ...further];
}

// ---- cells in each other's column

// Rows whose year stands in the column of values, and the value in the column of years.
function swappedYears(material) {
  const [place] = material.layout.values;
  const { year } = material.layout.roles;
  const suspects = material.all.filter((row) => {
    const read = material.year(row);
    return read.faults.length > 0 && Number.isNaN(read.year);
  });
  const values = material.values(place);
  const known = values.filter((value) => !Number.isNaN(value));
  if (!suspects.length || suspects.length > FEW || !known.length) return [];
  const likeYears = known.filter((value) => value >= 1900 && value <= 2100 && value % 1 === 0).length / known.length;
  if (likeYears > 0.5 && known.length > suspects.length) return [];
  return suspects
    .filter((row) => isYear(values[row]) && A_NUMBER.test(material.columns[year].cells[row].trim()))
    .map((row) => [row, place, year]);
}

// Rows whose value stands in a column of names, and the name in the column of values.
function swappedFigures(material) {
  const [place] = material.layout.values;
  const suspects = material.all.filter((row) =>
    !material.isPlainNumber(place, row) && material.number(place, row).faults.includes("text-in-number")
  );
  if (!suspects.length || suspects.length > FEW) return [];
  return material.named.flatMap((other) => {
    const names = material.names(other);
    const known = new Set(material.distinct(other));
    return suspects
      .filter((row) => known.has(cleanWord(material.text(place, row))) && A_NUMBER.test(names[row]))
      .map((row) => [row, place, other]);
  });
}

// Rows in which two names stand in each other's column: rare here, common there, both of them.
function swappedNames(material) {
  const places = material.named.filter((place) => {
    const { length } = material.distinct(place);
    return length > 1 && length <= FEW;
  });
  const counts = new Map(places.map((place) => [place, material.timesUsed(place)]));
  return places.flatMap((place, at) =>
    places.slice(at + 1).flatMap((other) => {
      const [here, there] = [counts.get(place), counts.get(other)];
      const common = [...here.keys()].filter((word) => word && there.has(word));
      const strays = new Set(common.filter((word) => here.get(word) <= 2 && there.get(word) >= 5));
      const back = new Set(common.filter((word) => there.get(word) <= 2 && here.get(word) >= 5));
      return material.usableRows
        .filter((row) => strays.has(material.names(place)[row]) && back.has(material.names(other)[row]))
        .map((row) => [row, place, other]);
    })
  );
}

// Rows with cells in each other's column: [row, the one column, the other column].
export function swappedCells(material) {
  return material.once("swapped", () => {
    if (![OPEN_SDG, TIDY].includes(material.layout.form)) return [];
    const found = [...swappedYears(material), ...swappedFigures(material), ...swappedNames(material)];
    const different = [...new Map(found.map((each) => [each.join(), each])).values()];
    return different.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  });
}

export function swappedRows(material) {
  return material.once("swapped rows", () => new Set(swappedCells(material).map(([row]) => row)));
}

// ---- rows that are the same figure

function sameCell(material, place, row, first) {
  const { layout, columns } = material;
  if (layout.figures.includes(place)) {
    const [mine, other] = [material.values(place)[row], material.values(place)[first]];
    if (mine === other) return true;
    return Number.isNaN(mine) && Number.isNaN(other) && sameText(material, place, row, first);
  }
  if (place === layout.roles.year) return true;
  if (!sameText(material, place, row, first)) return false;
  return !material.isPlainNumber(place, row) || columns[place].plain[row] === columns[place].plain[first];
}

// Whether two cells have the same text; two plain numbers count as the same here, whatever they are.
function sameText(material, place, row, first) {
  const [mine, other] = [material.isPlainNumber(place, row), material.isPlainNumber(place, first)];
  return mine || other ? mine === other : material.columns[place].cells[row] === material.columns[place].cells[first];
}

// Rows whose series and year an earlier row has: [{ row, first, equal }], equal saying whether all is the same.
export function repeatedRows(material) {
  return material.once("repeated", () => {
    const { form } = material.layout;
    if (form === UNKNOWN) return [];
    let entries;
    if (form === WIDE || form === COLUMNS) {
      const keys = material.combined(material.named);
      const years = material.layout.roles.year === undefined ? null : material.periods;
      entries = material.usableRows.map((row) => ({ row, key: years ? `${keys[row]}\u0002${years[row]}` : keys[row] }));
    } else {
      entries = cellsOf(material).map(({ row, series, period }) => ({ row, key: `${series}\u0002${period}` }));
    }
    const others = range(material.columns.length).filter((place) => !material.named.includes(place));
    const found = [];
    for (const group of groupedBy(entries, ({ key }) => key).values()) {
      const rows = group.map(({ row }) => row).sort((a, b) => a - b);
      for (const row of rows.filter((each) => each !== rows[0])) {
        found.push({ row, first: rows[0], equal: others.every((place) => sameCell(material, place, row, rows[0])) });
      }
    }
    return found.sort((a, b) => a.row - b.row);
  });
}

// Rows whose series and year an earlier row has, with other figures: [{ row, first }]. A title has no figures.
export function contradictingPairs(material) {
  return material.once("contradicting", () => {
    const pairs = repeatedRows(material).filter(({ equal }) => !equal);
    if (![WIDE, COLUMNS].includes(material.layout.form)) return pairs;
    const titles = titleRows(material);
    return pairs.filter(({ row, first }) => !titles[row] && !titles[first]);
  });
}

// Whether so many rows contradict others that these are no slips: something that was not read differs.
export function manyContradict(material) {
  const { length } = contradictingPairs(material);
  return length > 2 && length >= 0.2 * material.usableRows.length;
}

const differing = (material, pairs, place) =>
  pairs.filter(({ row, first }) => material.names(place)[row] !== material.names(place)[first]).length / pairs.length;

const sorted = (places) => [...places].sort((a, b) => a - b);

// Whether a column counts the rows from 0 or 1, as ranks and numbers of rows do: it splits nothing.
function countsRows(material, place) {
  const cells = material.usableRows.map((row) => strip(material.text(place, row)));
  if (cells.length < 3 || !cells.every((cell) => /^[0-9]{1,9}$/.test(cell))) return false;
  const steps = cells.slice(1).map((cell, at) => Number(cell) - Number(cells[at]));
  return Number(cells[0]) <= 1 && steps.every((step) => step > 0) &&
    steps.filter((step) => step === 1).length > 0.9 * steps.length;
}

// Columns that were not read tell rows apart, where rows of one place and time differ in them.
function toldApart(start) {
  let material = start;
  for (let turn = 0; turn < 4; turn += 1) {
    const { layout } = material;
    const pairs = repeatedRows(material).filter(({ equal }) => !equal);
    const free = layout.skipped.filter((place) =>
      roleOf(layout.names[place]) !== "note" && !layout.blank.includes(place) && layout.said[place] === undefined &&
      !tellsNothingApart(plainName(layout.names[place])) &&
      !countsRows(material, place) &&
      !areBrokenNumbers(material.all.slice(0, LOOKED_AT).map((row) => strip(material.text(place, row))))
    );
    if (!pairs.length || !free.length) break;
    const shares = new Map(free.map((place) => [place, differing(material, pairs, place)]));
    const best = free.reduce((a, b) => (shares.get(b) > shares.get(a) ? b : a));
    if (shares.get(best) < 0.5) break;
    const skipped = layout.skipped.filter((place) => place !== best);
    const breakdowns = sorted([...layout.breakdowns, best]);
    material = new Material({ ...material.raw, layout: { ...layout, breakdowns, skipped } });
  }
  return material;
}

const LOOKED_AT = 200; // rows from which the kinds of the columns were told

// Whether a column that was not read may hold figures further below, by its heading.
function mayHoldFigures(material, place) {
  const { said, blank, codes, names } = material.layout;
  if (said[place] !== undefined || blank.includes(place) || codes.includes(place)) return false;
  const plain = plainName(names[place]);
  if (roleOf(names[place]) === "note" || tellsNothingApart(plain) || namesTimesOf(plain)) return false;
  return !material.emptyCells(place).every(Boolean);
}

// Numbers from 0 to the last, evenly spread.
const spreadOver = (count, most) => unique(range(most).map((at) => Math.trunc((at * (count - 1)) / (most - 1))));

// Some rows of some columns as texts, by column.
const cellsIn = (material, places, rows) =>
  Object.fromEntries(places.map((place) => [place, rows.map((row) => strip(material.text(place, row)))]));

// The figures in columns whose first cells stand further below.
function lateFigures(material, plain, named) {
  const { layout } = material;
  const added = {};
  for (const place of layout.skipped.filter((each) => mayHoldFigures(material, each))) {
    const filled = material.all.filter((row) => !material.isEmpty(place, row));
    const rows = spreadOver(filled.length, LOOKED_AT).map((at) => filled[at]);
    const cells = cellsIn(material, unique([...named, place]), rows);
    const texts = named.filter((each) => each !== place && !holdsFigures(cells[each]));
    if (holdsFigures(cells[place]) && !numbersThings(plain, cells, place, texts)) {
      added[place] = meaningOf(layout.headings[place], layout.roles.year === undefined);
    }
  }
  return added;
}

// Rows further below are looked at too, where the first rows did not show what a column is: it may be empty in them, or
// all of them may have the same code.
function lookedFurther(material) {
  const { layout, size } = material;
  if (size <= LOOKED_AT) return material;
  const plain = layout.names.map(plainName);
  const spread = spreadOver(size, 2 * LOOKED_AT);
  const named = [...layout.skipped, ...layout.breakdowns, ...Object.values(layout.roles)];
  const added = lateFigures(material, plain, named);
  const figures = layout.values.filter((place) => layout.said[place] === undefined);
  const cells = cellsIn(material, unique([...named, ...figures]), spread);
  const texts = named.filter((place) => !holdsFigures(cells[place]));
  const codes = figures.filter((place) => numbersThings(plain, cells, place, texts));
  if (!Object.keys(added).length && !codes.length) return material;
  const meanings = { ...layout.meanings, ...added };
  codes.forEach((place) => delete meanings[place]);
  const values = sorted(Object.keys(meanings).map(Number));
  if (!values.length) return new Material({ ...material.raw, layout: notUnderstood(layout) });
  const skipped = sorted(unique([...layout.skipped, ...codes])).filter((place) => added[place] === undefined);
  const found = { ...layout, meanings, values, figures: [...values, ...layout.measures], skipped };
  return new Material({
    ...material.raw,
    layout: { ...found, codes: sorted(unique([...layout.codes, ...codes])) },
  });
}

// A table made ready for the checks. A column called "source" or the like is a remark, unless rows that are otherwise
// the same figure differ in it again and again: then it says where water or energy comes from, and tells series apart.
export function materialOf(raw) {
  const material = new Material(raw);
  const { layout } = raw;
  const another = material.anotherTable;
  if (another !== undefined) {
    return new Material({ ...raw, layout: notUnderstood(layout, { another: material.rows[another] }) });
  }
  if (layout.form === COLUMNS) return toldApart(lookedFurther(material));
  if (![OPEN_SDG, TIDY].includes(layout.form)) return material;
  const pairs = repeatedRows(material).filter(({ equal }) => !equal);
  if (pairs.length < 2) return material;
  const notes = range(layout.names.length).filter((place) => roleOf(layout.names[place]) === "note");
  const splits = notes.filter((place) => differing(material, pairs, place) >= 0.8);
  if (!splits.length) return material;
  return new Material({ ...raw, layout: { ...layout, breakdowns: sorted([...layout.breakdowns, ...splits]) } });
}
