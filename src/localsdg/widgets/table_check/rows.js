// The figures of a checked table as rows of the workbook's table: text by the names of localsdg.workbook.figures.
// Nothing is worked out and nothing guessed: a figure of which the table does not say surely what it is stays out, and
// is counted.
import { keyOfFigure, sameFigure } from "../kit/figures.js";
import { mayInherit, titleRows } from "./inherit.js";
import {
  COLUMNS,
  isFlag,
  isFlagName,
  isTotalPlace,
  letter,
  namesPlaces,
  OPEN_SDG,
  plainName,
  roleOf,
  stem,
  WIDE,
  withoutLetter,
  yearOf,
} from "./names.js";
import { markOf, numberText } from "./numbers.js";
import { unitWithMark } from "./checks_cells.js";
import { orderedCells, swappedRows } from "./series.js";
import { cleanWord, groupedBy, strip, tidySpaces, unique } from "./words.js";
import { yearInside } from "./years.js";

const COMPONENTS = ["numerator", "denominator"];
const SOURCES = [
  "source",
  "sources",
  "data_source",
  "source_of_data",
  "source_des_donnees",
  "source_de_donnees",
  "quelle",
  "datenquelle",
  "fonte",
  "fonte_dos_dados",
  "fonte_de_dados",
  "fuente",
  "fuente_de_datos",
];
const PLAIN = /^-?\d+(?:\.\d+)?$/;

// The value with all its digits, as the table writes it, with a point; and the sign or the note beside it.
function valueAt(material, { row, column, value }) {
  const cell = material.columns[column].cells[row];
  if (material.isPlainNumber(column, row)) {
    const text = material.raw.kind === "csv" ? strip(cell) : numberText(value);
    return { value: PLAIN.test(text) ? text : numberText(value), mark: "", note: "" };
  }
  const read = material.number(column, row);
  const note = read.faults.includes("note-in-number") ? read.mark : "";
  const text = note ? read.hint : read.text;
  return { value: PLAIN.test(text ?? "") ? text : numberText(value), mark: markOf(cell), note };
}

// The year in its digits; a budget year, a quarter or a day as it stands. Empty where none is said.
function yearAt(material, { row, column }) {
  const { form, roles } = material.layout;
  if (form !== WIDE && roles.year !== undefined) {
    const read = material.year(row);
    if (Number.isNaN(read.year)) return "";
    return read.faults.includes("period") ? tidySpaces(material.text(roles.year, row)) : String(read.year);
  }
  const year = form === COLUMNS ? material.yearOfColumn(column) : yearOf(material.columns[column].name);
  return year ? String(year) : "";
}

// Where the names of the rows stand, and what they are: { column, isSure (they are places), whole }. whole: the one
// name for all of it, such as "Total".
function placesOf(material) {
  const { layout } = material;
  const column = layout.region ?? layout.roles.place ?? namedByCodes(material);
  if (column === undefined || column === null) return { column: undefined, isSure: true, whole: "" };
  const isSure = layout.form !== COLUMNS || Object.values(layout.said).includes("place") ||
    namesPlaces(strip(material.columns[column].name));
  const names = material.names(column);
  const totals = unique(material.usableRows.map((row) => names[row]).filter((name) => name && isTotalPlace(name)));
  return { column, isSure, whole: totals.length === 1 ? totals[0] : "" };
}

// In Open SDG's form, the column that has a name for each code of a place, and none where there is no code; undefined
// without one.
function namedByCodes(material) {
  const { form, roles: { geocode }, breakdowns } = material.layout;
  if (form !== OPEN_SDG || geocode === undefined) return undefined;
  const all = (place) => material.usableRows.map((row) => material.names(place)[row]);
  const codes = all(geocode);
  return breakdowns.find((place) => {
    const names = all(place);
    const [count, ...same] = [names.map((name, at) => `${name}\u0000${codes[at]}`), names, codes]
      .map((each) => new Set(each).size);
    return count > 2 && same.every((each) => each === count);
  });
}

// Names that several codes have are told apart by their codes.
function codesOf(material, column) {
  const { geocode } = material.layout.roles;
  if (geocode === undefined) return () => "";
  const codes = material.names(geocode);
  if (column === undefined) return (row) => codes[row];
  const known = new Map();
  const names = material.names(column);
  for (const row of material.usableRows) known.set(names[row], (known.get(names[row]) ?? new Set()).add(codes[row]));
  return (row) => (known.get(names[row])?.size > 1 ? codes[row] : "");
}

// Whether a column has one number for each name of another one, such as the codes of a budget beside its headings, and
// none beside the total at the end.
function numbersNames(material, place, other) {
  const [numbers, names] = [place, other].map((each) => material.usableRows.map((row) => material.names(each)[row]));
  const last = names.length - 1;
  const isNumbered = numbers.every((number, at) =>
    /^\p{Nd}+$/u.test(number) || (!number && at === last && isTotalPlace(names[at]))
  );
  const pairs = numbers.map((number, at) => `${number}\u0000${names[at]}`);
  const [count, ...same] = [pairs, numbers, names].map((each) => new Set(each).size);
  return isNumbered && count > 2 && same.every((each) => each === count) &&
    !names.some((name) => /^\p{Nd}*$/u.test(name));
}

// The groups that only number the names of another column: they tell nothing apart that the names do not.
const numberings = (material) =>
  material.once(
    "numberings",
    () => material.layout.breakdowns.filter((place) => namesNumbered(material, place) !== undefined),
  );
const namesNumbered = (material, place) =>
  material.named.find((other) => other !== place && numbersNames(material, place, other));

// The names that are numbered are of one list, and a total among them is the whole of it: { column, whole }.
function numberedTotal(material) {
  const [place] = numberings(material);
  if (place === undefined) return { column: undefined, whole: "" };
  const column = namesNumbered(material, place);
  const totals = unique(material.usableRows.map((row) => material.names(column)[row]).filter(isTotalPlace));
  return { column, whole: totals.length === 1 ? totals[0] : "" };
}

const headed = (material, column, word) => `${strip(material.layout.names[column])}: ${word}`;

// For each row its area and its group.
function placing(material, { column, isSure, whole }) {
  const { layout } = material;
  const code = codesOf(material, column);
  const groups = layout.breakdowns.filter((each) =>
    each !== column && !isFlag(layout.names[each]) && !numberings(material).includes(each)
  );
  const nameOf = (row) => {
    const name = column === undefined ? "" : material.names(column)[row];
    return name && name === whole ? "" : name;
  };
  const area = ({ row, column: figures }) => {
    const name = isSure ? nameOf(row) : "";
    const own = [name, layout.meanings[figures]?.place ?? ""].filter(Boolean).join(", ");
    return code(row) ? (own ? `${own} (${code(row)})` : code(row)) : own;
  };
  const total = numberedTotal(material);
  const wordAt = (each, row) => {
    const word = material.names(each)[row];
    return each === total.column && word === total.whole ? "" : word;
  };
  const group = ({ row }) => {
    const words = groups.map((each) => [each, wordAt(each, row)]);
    if (!isSure) words.unshift([column, nameOf(row)]);
    return words.filter(([, word]) => word).map(([each, word]) => headed(material, each, word)).join("; ");
  };
  return { area, group, whole: whole || total.whole, unsure: isSure ? "" : strip(layout.names[column]) };
}

// The columns whose words or numbers stay with a figure: flags, sources, and the components of a ratio.
function besideOf(material) {
  const { names, breakdowns, values, roles, beside, measures, unclear, form, skipped } = material.layout;
  const all = names.map((_, place) => place);
  const taken = new Set([...breakdowns, ...values, ...Object.values(roles), ...beside.map(({ place }) => place)]);
  const rest = all.filter((place) => !taken.has(place));
  const free = rest.filter((place) => !unclear.includes(place));
  // A flag is no group, also where the rows differ in nothing else. Beside several figures it is that of the year in
  // its heading, or of nobody knows which.
  const some = [...free, ...breakdowns].filter((place) => isFlag(names[place]));
  const flags = some.filter((place) => values.length === 1 || yearInside(names[place]) !== null);
  const flagsOf = (year) => flags.filter((place) => values.length === 1 || String(yearInside(names[place])) === year);
  // A source may name years and still be that of its whole row.
  const sources = rest.filter((place) => SOURCES.includes(plainName(names[place])));
  const components = measures.filter((place) => COMPONENTS.includes(roleOf(names[place])));
  const words = (places, row) =>
    unique(places.map((place) => tidySpaces(material.text(place, row))).filter(Boolean)).join("; ");
  const ofYear = (column) => beside.filter((each) => each.year === column);
  const used = new Set([...[...taken].filter((place) => !some.includes(place)), ...flags, ...sources, ...components]);
  return {
    flag: (cell, note) => {
      const { row, column } = cell;
      const own = ofYear(column).filter(({ name }) => roleOf(name) !== "unit").map(({ place, name }) => {
        const text = tidySpaces(material.text(place, row));
        return text && !isFlagName(name) ? `${name}: ${text}` : text;
      });
      return unique([note, words(flagsOf(yearAt(material, cell)), row), ...own]).filter(Boolean).join("; ");
    },
    unit: ({ row, column }) =>
      words(ofYear(column).filter(({ name }) => roleOf(name) === "unit").map(({ place }) => place), row),
    source: ({ row }) => words(sources, row),
    // Further columns of units, of which it is not clear to which figures they belong; not those that a person left
    // out.
    units: all.filter((place) =>
      !taken.has(place) && (form === COLUMNS || !skipped.includes(place)) &&
      roleOf(stem(withoutLetter(names[place]))) === "unit"
    ),
    components,
    lost: all.filter((place) =>
      (!used.has(place) || numberings(material).includes(place)) &&
      material.usableRows.some((row) => !material.isEmpty(place, row))
    )
      .map((place) => strip(names[place]) || letter(place)),
  };
}

// Whether nobody knows to which name above it a figure belongs: an empty cell beside it may mean the cell above, or it
// stands below a name in a row of its own, and no column holds the places. An empty unit is none. A row that is the
// heading once more has no names at all.
function isUnnamed(material, { column, isSure }) {
  const { form, roles, breakdowns } = material.layout;
  const places = [...mayInherit(material).keys()].filter((place) =>
    place !== roles.unit && !(form === OPEN_SDG && [...breakdowns, roles.geocode].includes(place)) &&
    !numberings(material).includes(place)
  );
  const named = column !== undefined && isSure;
  const title = named
    ? -1
    : material.all.findIndex((row) =>
      titleRows(material)[row] && material.columns.filter((_, place) => !material.isEmpty(place, row)).length === 1
    );
  const isHeading = (place, row) => cleanWord(material.text(place, row)) === cleanWord(material.layout.names[place]);
  return ({ row }) =>
    (title >= 0 && row > title) || places.some((place) => material.isEmpty(place, row)) ||
    (material.named.length > 0 && material.named.every((place) => isHeading(place, row)));
}

function indicatorAt(material, { row, column }) {
  const { roles, meanings } = material.layout;
  const named = roles.indicator === undefined ? "" : material.names(roles.indicator)[row];
  if (named || roles.indicator !== undefined) return named;
  return cleanWord(meanings[column]?.indicator ?? "") || material.codeOfFile;
}

// The unit: beside the row, in the heading, or beside the value. null where the table says more than one.
function unitAt(material, cell, mark, beside) {
  const { row, column } = cell;
  const { roles, meanings } = material.layout;
  const named = roles.unit === undefined ? "" : material.names(roles.unit)[row];
  const said = named || beside.unit(cell) || meanings[column]?.unit || "";
  if (beside.units.some((place) => tidySpaces(material.text(place, row)) !== named)) return null;
  // A number where the unit should stand: a figure was cut in two, or the row is not in its columns.
  if (/^[\p{Nd}.,\s]+$/u.test(said)) return null;
  if (!mark || material.lettersInDoubt(mark)) return said;
  return unitWithMark(mark, said);
}

const filledOnly = (row) => Object.fromEntries(Object.entries(row).filter(([, text]) => text));

// Rows of which each figure has one alone; those that contradict one another are all left out.
function withoutContradictions(rows) {
  const isGood = ([first, ...others]) => others.every((each) => sameFigure(each, first));
  const groups = [...groupedBy(rows, keyOfFigure).values()];
  const good = groups.filter(isGood);
  const bad = groups.filter((each) => !isGood(each)).flat();
  const disputed = unique(bad.map(({ indicator }) => indicator).filter(Boolean));
  return { kept: good.map(([first]) => first), contradicting: bad.length, disputed };
}

// The rows of one figure: its own, and one for each component, which has no unit that the table would say.
function rowsOf(material, cell, { value, unit, year, note }, { places, beside }) {
  const flag = beside.flag(cell, note);
  const [area, group, source] = [places.area(cell), places.group(cell), beside.source(cell)];
  const row = (own) => ({
    indicator: indicatorAt(material, cell),
    year,
    ...filledOnly({ ...own, group, area, source }),
  });
  const further = beside.components.flatMap((column) => {
    const number = material.values(column)[cell.row];
    if (Number.isNaN(number)) return [];
    const read = valueAt(material, { row: cell.row, column, value: number });
    const component = roleOf(material.layout.names[column]);
    return [row({ component, value: read.value, unit: read.mark, flag: read.note })];
  });
  return [row({ value, unit, flag }), ...further];
}

// The source that the table names for each of its figures, in their order; empty where it names none.
export function sourcesOf(material) {
  if (!material.layout.values.length) return [];
  const { source } = besideOf(material);
  return orderedCells(material).map(source);
}

// { rows; left: how many figures stay out, by reason; disputed: the indicators of those that contradict one another;
// lost: the columns that stay out; whole and unsure: see placing }.
export function workbookRows(material) {
  const left = { empty: 0, no_year: 0, unnamed: 0, unit: 0, contradicting: 0, unread: 0 };
  left.unread = material.raw.unread.size + (material.layout.values.length ? swappedRows(material).size : 0);
  if (!material.layout.values.length) return { rows: [], left, disputed: [], lost: [], whole: "", unsure: "" };
  const where = placesOf(material);
  const [places, beside, unnamed] = [placing(material, where), besideOf(material), isUnnamed(material, where)];
  const rows = [];
  for (const cell of orderedCells(material)) {
    const said = Number.isNaN(cell.value) ? null : valueAt(material, cell);
    const unit = said && unitAt(material, cell, said.mark, beside);
    const year = yearAt(material, cell);
    const fault = !said ? "empty" : unnamed(cell) ? "unnamed" : unit === null ? "unit" : year ? "" : "no_year";
    if (fault) left[fault] += 1;
    else rows.push(...rowsOf(material, cell, { ...said, unit, year }, { places, beside }));
  }
  const { kept, contradicting, disputed } = withoutContradictions(rows);
  const { whole, unsure } = places;
  return { rows: kept, left: { ...left, contradicting }, disputed, lost: beside.lost, whole, unsure };
}
