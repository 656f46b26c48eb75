// What the columns of a table are, from its headings and its first rows. The rules of localsdg.owndata.layout.
import { besideYears, isNumberCell } from "./beside.js";
import { hasLeadingZeros, holdsFigures, holdsYears, kindsOf, nameTimes, numberKind, placeByName } from "./kinds.js";
import { LAST_NEAR, OPEN_SDG_NAMES, TIDY_NAMES } from "./limits.js";
import {
  areGroups,
  CODE_NAMES,
  COLUMNS,
  isFlagName,
  isUnit,
  madeName,
  nameAgain,
  namesTime,
  NUMBER_ROLES,
  OPEN_SDG,
  plainName,
  roleOf,
  saysArea,
  TIDY,
  UNKNOWN,
  WIDE,
  yearOf,
} from "./names.js";
import { isPlain } from "./numbers.js";
import { casefold, range, strip, tidySpaces, unique } from "./words.js";
import { isYear, readYear } from "./years.js";

export const isYearCell = (cell) => /^\d{4}$/.test(strip(cell)) && isYear(Number(strip(cell)));

// Headings made unique: a letter is added where one is there twice, and stands for an empty one.
function uniqueNames(headings) {
  const names = [];
  headings.forEach((heading, place) => {
    const name = strip(heading) ? heading : madeName(place);
    names.push(names.includes(name) ? nameAgain(name, place) : name);
  });
  return names;
}

// What a person has said that columns are, by position.
function saidPlaces(said, names) {
  const found = {};
  for (const [name, role] of Object.entries(said?.columns ?? {})) {
    const place = names.findIndex((each) => casefold(tidySpaces(each)) === casefold(tidySpaces(name)));
    if (place >= 0) found[place] = role;
  }
  return found;
}

// Whether a text is a number that no heading is.
export const isLarge = (text) => /^(?:-?\p{Nd}+\.\p{Nd}{2,}|-?\p{Nd}{5,}(?:\.\p{Nd})?)$/u.test(text);

const EXACT = new Set([...Object.values(TIDY_NAMES), ...Object.values(OPEN_SDG_NAMES)]);
// Each role for one column: the exact name first, else the first that means the same.
function rolesOf(names) {
  const roles = {};
  for (const exact of [true, false]) {
    names.forEach((name, place) => {
      const role = roleOf(name);
      if (role && role !== "note" && role !== "measure" && roles[role] === undefined && EXACT.has(name) === exact) {
        roles[role] = place;
      }
    });
  }
  return roles;
}

export const cellsAt = (records, place) =>
  records.filter((record) => place < record.length).map((record) => record[place]);

export function share(cells, test) {
  const filled = cells.filter(strip);
  return filled.length ? filled.filter(test).length / filled.length : 0;
}

// The roles of year and value for the columns whose cells look like it.
function guess(names, records, taken, roles) {
  const free = range(names.length).filter((place) => !taken.has(place) && !roleOf(names[place]));
  const found = {};
  if (roles.year === undefined) {
    const year = free.find((place) => {
      const cells = cellsAt(records, place);
      if (share(cells, isYearCell) >= 0.8 && (cells.length < 5 || holdsYears(cells))) return true;
      return namesTime(plainName(names[place])) && (holdsYears(cells) || nameTimes(cells));
    });
    if (year !== undefined) found.year = year;
  }
  if (roles.value === undefined) {
    const isNumeric = (cells) => share(cells, isNumberCell) >= 0.8 && !hasLeadingZeros(cells);
    const numbers = free.filter((place) => place !== found.year && isNumeric(cellsAt(records, place)));
    if (numbers.length === 1 || (numbers.length && numbers.at(-1) === names.length - 1)) found.value = numbers.at(-1);
  }
  return found;
}

// Further columns of numbers: by their names, or because they hold many different numbers.
function measuresOf(names, records, taken) {
  return range(names.length).filter((place) => {
    const cells = cellsAt(records, place).map(strip).filter(Boolean);
    const isMany = cells.length >= 20 && new Set(cells).size > 0.3 * cells.length;
    const many = isMany && !taken.has(place) && plainName(names[place]) !== "id" && !hasLeadingZeros(cells); // 020
    return (many || NUMBER_ROLES.includes(roleOf(names[place]))) && share(cells, isNumberCell) >= 0.8;
  });
}

// The columns of flags that stand right of every column of figures, or left of every one.
function flagsBeside(headings, figures, skipped) {
  const flags = skipped.filter((place) => isFlagName(headings[place]));
  for (const step of [1, -1]) {
    const beside = figures.map((place) => place + step).sort((a, b) => a - b);
    if (flags.length && beside.join() === flags.join()) {
      return figures.map((place) => ({ place: place + step, year: place, name: "Flag" }));
    }
  }
  return [];
}

// The column of the days when the figures were taken, not when the rows were written; undefined if there is none.
function dayAmong(notes, plain, below) {
  const day = notes.find((place) => plain[place] === "date" && holdsYears(cellsAt(below, place)));
  return day !== undefined && new Set(cellsAt(below, day)).size > 1 ? day : undefined;
}

// Whether a column holds days of months, 1 to 31, beside columns of years and months.
function areDaysOfMonths(cells) {
  const filled = cells.map(strip).filter(Boolean);
  return new Set(filled).size > 1 && filled.every((cell) => /^(?:0?[1-9]|[12][0-9]|3[01])$/.test(cell));
}

// The column of years without a heading, left among the first three; undefined if there is none.
function yearUnnamed(blank, below, roles) {
  if (roles.year !== undefined || roles.value !== undefined) return undefined;
  const year = blank.find((place) => place && share(cellsAt(below, place), isYearCell) >= 0.8);
  return year <= 2 && holdsYears(cellsAt(below, year)) ? year : undefined;
}

// The one column of words without a heading, if no other column but codes and figures could name rows; else undefined.
function namesUnnamed(below, unnamed, others) {
  const isOfWords = (place) => {
    const cells = cellsAt(below, place);
    return cells.some(strip) && !holdsFigures(cells);
  };
  if (others.some(isOfWords)) return undefined;
  const found = unnamed.filter((place) => {
    const cells = cellsAt(below, place).map(strip).filter(Boolean);
    return !holdsFigures(cells) && new Set(cells).size > Math.max(2, 0.5 * below.length);
  });
  return found.length === 1 ? found[0] : undefined;
}

// What the columns are if each indicator has its own, or if the figures have no year; else null.
function inColumns({ names, headings, below, roles: byName, blank, told, isAcross }) {
  const plain = names.map((name, place) => (blank.includes(place) ? "" : plainName(name)));
  let notes = range(names.length).filter((place) => roleOf(names[place]) === "note" && told[place] === undefined);
  const day = byName.year === undefined ? dayAmong(notes, plain, below) : undefined;
  notes = notes.filter((place) => place !== day);
  let roles = day === undefined ? byName : { ...byName, year: day };
  notes = notes.filter((place) => plain[place] !== "date" || !areDaysOfMonths(cellsAt(below, place)));
  const unnamed = yearUnnamed(blank, below, roles);
  if (unnamed !== undefined) roles = { ...roles, year: unnamed };
  const known = {};
  for (const role of ["year", "unit", "place", "indicator"]) {
    if (roles[role] !== undefined) known[role] = roles[role];
  }
  const taken = new Set(Object.values(roles));
  const guessed = () => guess(names, below, taken, roles);
  if (roles.value !== undefined && (roles.year !== undefined || guessed().year !== undefined)) return null;
  const lost = blank.filter((place) => place && place !== unnamed);
  const named = namesUnnamed(below, lost, range(names.length).filter((each) => ![...lost, ...notes].includes(each)));
  const apart = new Set([...notes, ...lost.filter((place) => place !== named)]);
  const kinds = kindsOf({ names: plain, headings, below, roles: known, apart, said: told, isAcross });
  if (roles.value !== undefined && kinds.roles.year !== undefined) return null;
  const figures = Object.keys(kinds.figures).map(Number);
  if (figures.some((place) => isLarge(strip(headings[place])))) return null; // a row of data, not a heading
  const isTold = ["place", "year", "indicator"].some((role) => kinds.roles[role] !== undefined);
  if (!figures.length || !(isTold || kinds.breakdowns.length)) return null;
  const beside = figures.filter((place) => ["numerator", "denominator"].includes(roleOf(names[place])));
  if (figures.length - beside.length === 1 && beside.length && guessed().value !== undefined) return null;
  return kinds;
}

function formOf({ names, wide, kinds, roles }) {
  if (wide) return WIDE;
  if (kinds) return COLUMNS;
  if (roles.year === undefined || roles.value === undefined) return UNKNOWN;
  const atEnds = names[0] === "Year" && names.at(-1) === "Value";
  return roles.indicator !== undefined || (roles.place !== undefined && !atEnds) ? TIDY : OPEN_SDG;
}

// Whether the only figures of a table stand under a year, beside names and perhaps their codes.
function isOneYear(names, years, below, roles) {
  if (years.length !== 1 || roles.year !== undefined) return false;
  const others = range(names.length).filter((place) => place !== years[0]);
  const numeric = others.filter((place) => holdsFigures(cellsAt(below, place)));
  const isCoded = (place) => CODE_NAMES.test(plainName(names[place])) || hasLeadingZeros(cellsAt(below, place));
  const isNamed = (place) => !numeric.includes(place) && new Set(cellsAt(below, place)).size > 2;
  const cells = cellsAt(below, years[0]);
  return numeric.every(isCoded) && others.some(isNamed) && holdsFigures(cells) && share(cells, isYearCell) < 0.5;
}

// The column of names whose heading speaks of the years beside it: the corner of a table of years; null if there is
// none.
function belowCorner(names, below, places) {
  const found = places.filter((place) => {
    const cells = cellsAt(below, place).map(strip).filter(Boolean);
    return namesTime(plainName(names[place])) && !holdsFigures(cells) && share(cells, isNoTime) >= 0.8;
  });
  return found.length === 1 ? found[0] : null;
}

// Whether the cells of a column of units are names: more than five, most of them once, hardly one a unit; or numbers of
// things, such as 69134.
function areManyNames(cells) {
  const filled = cells.filter(strip).map(tidySpaces);
  const words = unique(filled);
  if (words.length && words.every((word) => /^\d{4,}$/.test(word))) return true;
  return words.length > Math.max(5, 0.5 * filled.length) && words.filter(isUnit).length < 0.2 * words.length;
}

const isNoTime = (cell) => Number.isNaN(readYear(cell).order);
const nameNoTime = (cells) => share(cells, isNoTime) === 1;

// Whether a column holds years of another calendar, which lie far in the future of ours: 2068 is 2011.
function isOfAnotherCalendar(cells) {
  const years = cells.map((cell) => readYear(cell).order).filter((order) => !Number.isNaN(order));
  return years.length > 0 && Math.min(...years) > LAST_NEAR;
}

const ROLES_SAID = ["place", "indicator", "year", "value", "unit"];
// The roles by name and as said, and what a table without columns of years has.
function firstRoles(names, below, told) {
  const roles = {};
  for (const [role, place] of Object.entries(rolesOf(names))) {
    if (told[place] === undefined) roles[role] = place;
  }
  if (roles.place !== undefined && areGroups(cellsAt(below, roles.place))) delete roles.place; // urban and rural
  if (roles.unit !== undefined && areManyNames(cellsAt(below, roles.unit))) delete roles.unit; // regional units
  if (roles.year !== undefined && plainName(names[roles.year]) === "period" && nameNoTime(cellsAt(below, roles.year))) {
    delete roles.year; // such as "Quarterly"
  } else if (roles.year !== undefined && isOfAnotherCalendar(cellsAt(below, roles.year))) {
    const others = range(names.length).filter((place) => roleOf(names[place]) === "year" && told[place] === undefined);
    roles.year = others.find((place) => !isOfAnotherCalendar(cellsAt(below, place))) ?? roles.year;
  } else if (roles.year !== undefined && nameNoTime(cellsAt(below, roles.year))) { // 24 for 2024, beside days
    const others = range(names.length).filter((place) => place !== roles.year && told[place] === undefined);
    const isTime = (place) => namesTime(plainName(names[place])) && holdsYears(cellsAt(below, place));
    roles.year = others.find(isTime) ?? roles.year;
  }
  if (roles.indicator !== undefined && roles.year === undefined && holdsYears(cellsAt(below, roles.indicator))) {
    roles.year = roles.indicator; // a table turned on its side: indicators in columns, years below them
    delete roles.indicator;
  }
  for (const [place, role] of Object.entries(told)) {
    if (ROLES_SAID.includes(role)) roles[role] = Number(place);
  }
  return roles;
}

// The column without a heading that names the places of which the column left of it has the codes; undefined if there
// is none. So the yearbook of the United Nations writes countries: “Region/Country/Area” stands over their numbers.
function namesBesideCodes(headings, below, blank) {
  return blank.find((place) => {
    if (!place || !saysArea(plainName(headings[place - 1]))) return false;
    const rows = below.filter((record) => place < record.length && strip(record[place - 1]) && strip(record[place]));
    const codes = rows.map((record) => record[place - 1]);
    const named = rows.map((record) => record[place]);
    if (!codes.every((code) => /^[0-9]{1,9}$/.test(strip(code))) || named.some((name) => numberKind(name) !== "text")) {
      return false;
    }
    const pairs = new Set(codes.map((code, at) => `${code}\u0000${named[at]}`)).size;
    return pairs > 1 && new Set(codes).size === pairs && new Set(named).size === pairs;
  });
}

function columnsFound({ header, names, headings, below, told, blank, isAcross }) {
  let roles = firstRoles(names, below, told);
  const years = range(names.length).filter((place) => yearOf(names[place]) && told[place] === undefined);
  const isWide = years.length >= 2 || isOneYear(names, years, below, roles);
  const wide = isWide && roles.value === undefined && !Object.values(told).includes("figure");
  const kinds = wide || header === null ? null : inColumns({ names, headings, below, roles, blank, told, isAcross });
  const taken = new Set([...Object.values(roles), ...Object.keys(told).map(Number)]);
  const guessed = wide || kinds ? {} : guess(names, below, taken, roles);
  roles = { ...roles, ...guessed };
  const form = formOf({ names, wide, kinds, roles });
  if (wide) delete roles.year;
  if (kinds) roles = kinds.roles;
  if (form === OPEN_SDG) delete roles.place;
  const values = wide ? years : kinds ? Object.keys(kinds.figures).map(Number) : form === UNKNOWN ? [] : [roles.value];
  return { roles, years, wide, kinds, guessed, form, values };
}

// The column that names places though no heading of a known role says so.
const regionOf = ({ names, below, breakdowns, wide }) =>
  placeByName(names.map(plainName), below, breakdowns) ?? (wide ? belowCorner(names, below, breakdowns) : null);

// What the columns of a table are. header: which row is the heading, or null; headings: its cells, of several rows
// joined; below: the first rows below it; said: what a person has said; upper: how many rows above belong to the
// heading; written: the cells of its lowest row, if it has several.
export function makeLayout(header, headings, below, said = null, { upper = 0, written = null } = {}) {
  const names = uniqueNames(headings);
  const all = range(names.length);
  const told = saidPlaces(said, names);
  const blank = all.filter((place) => !strip(headings[place]));
  const isAcross = said?.headings === "places";
  const found = columnsFound({ header, names, headings, below, told, blank, isAcross });
  const { years, wide, kinds, guessed, form, values } = found;
  let { beside, unclear } = wide ? besideYears(headings, years, below) : { beside: [], unclear: [] };
  if (kinds) beside = flagsBeside(headings, values, kinds.skipped);
  const apart = new Set([...beside.map(({ place }) => place), ...unclear]);
  const roles = Object.fromEntries(Object.entries(found.roles).filter(([, place]) => !apart.has(place)));
  const notes = all.filter((place) => roleOf(names[place]) === "note" && told[place] === undefined);
  const skipped = all.filter((place) => told[place] === "skip");
  const taken = new Set([...Object.values(roles), ...values, ...notes, ...blank, ...apart, ...skipped]);
  const measures = form === OPEN_SDG || form === TIDY ? measuresOf(names, below, taken) : [];
  const breakdowns = all.filter((place) => !taken.has(place) && !measures.includes(place));
  const first = cellsAt(below, 0);
  if (wide && blank.includes(0) && !holdsFigures(first) && first.some(strip)) {
    breakdowns.unshift(0); // names of rows often have no heading
  }
  const atEnds = names[0] === "Year" && names.at(-1) === "Value";
  const namesRows = wide || form === TIDY || (form === OPEN_SDG && !atEnds);
  const known = new Set(names.map(roleOf).filter(Boolean)).size + (wide ? 2 : 0);
  const hasPlace = Boolean(kinds) || roles.place !== undefined || form === UNKNOWN;
  const besideCodes = hasPlace ? undefined : namesBesideCodes(headings, below, blank);
  if (besideCodes !== undefined && !breakdowns.includes(besideCodes) && !apart.has(besideCodes)) {
    breakdowns.push(besideCodes);
    breakdowns.sort((a, b) => a - b);
  }
  const byName = namesRows && roles.place === undefined ? regionOf({ names, below, breakdowns, wide }) : null;
  return {
    header,
    headings: written ?? headings,
    names,
    blank,
    form,
    roles,
    values,
    measures,
    figures: [...values, ...measures],
    breakdowns: kinds ? kinds.breakdowns : breakdowns,
    beside,
    unclear,
    guessed: new Set(Object.keys(guessed)),
    known,
    meanings: kinds ? kinds.figures : {},
    upper,
    said: told,
    skipped: kinds ? kinds.skipped : skipped,
    codes: kinds ? kinds.codes : [],
    mixed: kinds ? kinds.mixed : [],
    another: null,
    withoutHeading: [],
    alike: false,
    either: [],
    doubt: null,
    region: breakdowns.includes(besideCodes) ? besideCodes : byName,
  };
}

// A layout of which no column is read. another: the row in which another table begins, if that is why; withoutHeading:
// columns of figures without a heading, if these are why; alike: whether columns of two tables have the same names;
// either: columns that could each hold the year; doubt: why another reading is as sensible.
export const notUnderstood = (
  layout,
  { another = null, withoutHeading = [], alike = false, either = [], doubt = null } = {},
) => ({
  ...layout,
  form: UNKNOWN,
  roles: {},
  values: [],
  figures: [...layout.measures],
  beside: [],
  unclear: [],
  region: null,
  meanings: {},
  codes: [],
  mixed: [],
  another,
  withoutHeading,
  alike,
  either,
  doubt,
});

// Whether a row only numbers the columns: 1, 2, 3 ..., as below the headings of printed tables.
export function isNumbering(record) {
  const filled = record.filter(strip).map((cell) => strip(cell).replace(/\.0$/, "").replace(/[().\s]|\.0$/g, ""));
  if (filled.length < 4 || !filled.every((cell) => /^\d+$/.test(cell)) || Number(filled[0]) > 1) return false;
  return filled.every((cell, at) => Number(cell) === Number(filled[0]) + at);
}

// Whether the cells of a short row stand where they should: a year, a number, nothing else cut off.
export function fits(layout, record) {
  if ([UNKNOWN, WIDE, COLUMNS].includes(layout.form)) return false;
  const { year, value } = layout.roles;
  if (Math.max(year, value) >= record.length || layout.measures.some((place) => place >= record.length)) return false;
  const figure = strip(record[value]);
  return isYearCell(record[year]) && (!figure || isPlain(figure));
}
