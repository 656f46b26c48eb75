// What the columns of a table are where each indicator has its own: told by their cells, and by their headings.
import {
  AREAS,
  CODE_NAMES,
  DIMENSIONS,
  isArea,
  LAW,
  meaningOf,
  MEASURE_SIGNS,
  MEASURE_STEMS,
  MEASURED,
  namesTime,
  saysArea,
  SURE_CODES,
  TIMES,
  UNITS,
  WANTED,
  YEAR_WORDS,
  YEARS,
} from "./names.js";
import { isNoFigure, NO_CONVENTION, readNumber } from "./numbers.js";
import { casefold, range, strip, tidySpaces, unique } from "./words.js";
import { readYear, yearInside } from "./years.js";

const NO_FIGURE = ["missing-word", "missing-value", "limit-or-range", "error-cell"];
const FIGURE = ["ambiguous-number", "scientific-notation"];

const kindsOfCells = new Map();
// What a cell looks like: "number", "none" for no figure, such as "n/a", or "text".
export function numberKind(cell) {
  let kind = kindsOfCells.get(cell);
  if (kind === undefined) {
    const { value, faults } = readNumber(cell, NO_CONVENTION);
    if (!Number.isNaN(value) || faults.some((each) => FIGURE.includes(each))) kind = "number";
    else kind = faults.some((each) => NO_FIGURE.includes(each)) ? "none" : "text";
    if (kindsOfCells.size > 50_000) kindsOfCells.clear();
    kindsOfCells.set(cell, kind);
  }
  return kind;
}

// Whether a cell is a sign that there is no figure, such as "n/a"; a range such as 0-4 is none.
const isMissing = (cell) => isNoFigure(casefold(tidySpaces(cell)));

// Whether a column holds figures: nearly all filled cells are numbers, or signs that there is none.
export function holdsFigures(cells) {
  const filled = cells.filter(strip);
  const kinds = filled.map(numberKind);
  const count = (kind) => kinds.filter((each) => each === kind).length;
  const numbers = count("number");
  if (numbers && filled.every((cell, at) => kinds[at] === "number" || isMissing(cell))) return true;
  return numbers > 0 && numbers + count("none") >= 0.8 * kinds.length && numbers >= 0.2 * kinds.length;
}

// Whether a column holds years, in whatever form: nearly all cells do, and they lie close together.
export function holdsYears(cells) {
  const filled = cells.filter(strip);
  const sure = filled.map(readYear)
    .filter(({ year, period }) => !Number.isNaN(year) || !["", "time in words"].includes(period));
  const years = sure.map(({ order }) => Math.trunc(order));
  if (!filled.length || years.length < 0.8 * filled.length) return false;
  const distinct = unique(years);
  const wide = Math.max(...distinct) - Math.min(...distinct);
  const whole = wide + 1 === distinct.length; // one year after another, however many
  return wide <= 12 * distinct.length + 5 && (distinct.length <= 60 || filled.length > 120 || whole);
}

// Whether every filled cell of a column names a year, in whatever words: "2010 Jan-Mar".
export function nameTimes(cells) {
  const orders = cells.filter(strip).map((cell) => readYear(cell).order);
  return orders.length > 0 && orders.every((order) => !Number.isNaN(order)) &&
    new Set(orders.map(Math.trunc)).size <= 60;
}

const size = (cells) => new Set(cells).size;
const keysOf = (columns, places) =>
  columns[places[0]].map((_, row) => places.map((place) => columns[place][row]).join("\u0000"));
const sizeOf = (columns, places) => size(keysOf(columns, places));

// Whether a column counts the rows: 0, 1, 2 or 1, 2, 3 and so on.
function isRunning(cells) {
  if (cells.length < 3 || !cells.every((cell) => /^\d+\.?$/.test(cell))) return false;
  const numbers = cells.map((cell) => Number(cell.replace(/\.$/, "")));
  return numbers[0] <= 1 && numbers.every((number, at) => !at || number - numbers[at - 1] === 1);
}

// Whether all cells are whole numbers of four digits or more, of the same length, such as account numbers.
const areLongCodes = (cells) =>
  cells.every((cell) => /^[1-9]\d{3,14}$/.test(cell)) && size(cells.map((cell) => cell.length)) === 1;
// Whether numbers with zeros before their digits stand in a column, as codes have them: 007, 0000.1198.
export const hasLeadingZeros = (cells) => cells.some((cell) => /^(?:0\d+|0\d{3,}\.\d{2,})$/.test(strip(cell)));
const LOOSE_CODE = /^[A-Za-z]{0,4}\d[\d.\-/]*(?:[Ee]\+\d+)?[A-Za-z]?$/;
const DAY_NUMBER = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

// Whether long numbers of one length stand each once and all begin alike, as numbers of areas and schools do.
function areAlike(cells) {
  const whole = cells.map((cell) => cell.replace(/\.0$/, ""));
  if (whole.length < 10 || !whole.every((cell) => /^[1-9]\d{7,14}$/.test(cell))) return false;
  return size(whole.map((cell) => cell.length)) === 1 && size(whole.map((cell) => cell.slice(0, 2))) === 1 &&
    size(whole) === whole.length;
}

// Whether a column counts, and begins anew again and again, as numbers of rows within a group do.
function counts(cells) {
  if (cells.length < 10 || !cells.every((cell) => /^\d{1,6}(?:\.0)?$/.test(cell))) return false;
  const numbers = cells.map(Number);
  const steps = numbers.slice(1).map((number, at) => [numbers[at], number]);
  const on = steps.filter(([a, b]) => b === a + 1).length;
  const anew = steps.filter(([a, b]) => b === 1 && a !== 0).length;
  return numbers[0] <= 1 && on + anew >= 0.95 * steps.length && on >= 0.5 * steps.length;
}

const wordsOf = (name) => name.split(/_|\//).filter(Boolean);
// Whether a column has one number for each name of a column with a similar heading: region number, region.
function areNumbersOfNames(names, columns, place, texts) {
  const cells = columns[place];
  if (!cells.every((cell) => /^\d{0,9}(?:\.0)?$/.test(cell))) return false;
  return texts.some((other) => {
    if (!wordsOf(names[other]).some((word) => wordsOf(names[place]).includes(word))) return false;
    const pairs = sizeOf(columns, [place, other]);
    return pairs > 2 && pairs === size(cells) && pairs === size(columns[other]) && pairs <= 0.5 * cells.length;
  });
}

const STEMS = MEASURE_STEMS.filter((stem) => [...stem].length > 3);
// Whether a heading has a word for what is counted.
const countsThings = (heading) =>
  casefold(heading).split(/[^\p{L}\p{N}]+/u).some((word) => STEMS.some((stem) => word.startsWith(stem))) ||
  MEASURE_SIGNS.test(heading);

// Whether numbers stand left of names, one for each of them: 20718, Almond. They are long and of one length; or short,
// in the first column, and there again and again with their names, or rising, as the numbers of a budget do. Left of
// them stands no other figure, and the heading
// has no unit.
function areLeftOfNames({ columns, headings, texts, numeric }, place) {
  const cells = columns[place].map((cell) => cell.replace(/\.0$/, ""));
  const filled = cells.filter(Boolean);
  if (filled.length < 3 || meaningOf(headings[place], false).unit) return false;
  const isLong = areLongCodes(filled);
  const isAgain = place === 0 && size(cells) > 2 && size(cells) <= 0.5 * cells.length;
  const isWhole = cells.every((cell) => /^\d{1,9}$/.test(cell));
  const rises = filled.every((cell, at) => /^\d{1,3}$/.test(cell) && (!at || Number(cell) > Number(filled[at - 1])));
  const isRising = place === 0 && rises && !countsThings(headings[place]);
  if (!isLong && !(isWhole && isAgain) && !isRising) return false;
  return texts.filter((other) => other > place && other <= place + 2).some((other) => {
    if (range(other).slice(place + 1).some((each) => numeric.has(each))) return false;
    const pairs = size(cells.map((cell, row) => `${cell}\u0000${columns[other][row]}`));
    return pairs === size(cells) && pairs === size(columns[other]);
  });
}

// Columns of numbers in which one short sign, the same in three columns or more, stands for no figure.
function withOneSign(columns, places) {
  const numbersOf = new Map();
  for (const place of places) {
    const cells = unique(columns[place].filter(Boolean));
    const others = cells.filter((cell) => numberKind(cell) === "text");
    const numbers = cells.filter((cell) => numberKind(cell) === "number").length;
    if (others.length !== 1 || !numbers || !/^\p{L}{1,2}$/u.test(others[0])) continue;
    numbersOf.set(others[0], [...(numbersOf.get(others[0]) ?? []), { place, numbers }]);
  }
  const sure = [...numbersOf.values()].filter((found) => found.filter(({ numbers }) => numbers > 1).length > 2);
  return sure.flat().map(({ place }) => place);
}

const SIGNED = /^[^\p{L}\p{N}_\s]{0,2}\p{Nd}[\p{Nd}.,]*[^\p{L}\p{N}_\s]{0,2}$/u;
// Whether numbers stand in a column, beside words or with signs, such as *2,113.
function areMixed(cells) {
  const filled = cells.filter(Boolean);
  const sure = filled.filter((cell) => numberKind(cell) === "number").length;
  const signed = filled.filter((cell) => SIGNED.test(cell)).length;
  return filled.length > 2 && sure < filled.length && Math.max(sure, signed) >= 0.3 * filled.length;
}

// Whether half of the cells are broken numbers, with signs or not: such a column names nothing.
export function areBrokenNumbers(cells) {
  const filled = cells.filter(Boolean);
  const broken = filled.filter((cell) => SIGNED.test(cell) && /\p{Nd}[.,]\p{Nd}/u.test(cell));
  return filled.length > 2 && 2 * broken.length >= filled.length;
}

const CODES_INSIDE = 4;
function isOfOneLength(cells) {
  const filled = cells.filter(Boolean);
  return filled.every((cell) => /^[1-9]\d*$/.test(cell)) && new Set(filled.map(({ length }) => length)).size === 1;
}

// Columns of codes each of which begins with that of another column: 38 and 381, 91 and 91002.
function insideOneAnother(columns, places) {
  const fixed = places.filter((place) => isOfOneLength(columns[place]));
  const areInside = (short, long) => {
    const pairs = columns[short].map((cell, row) => [cell, columns[long][row]]).filter(([a, b]) => a && b);
    const different = new Set(pairs.map(([a, b]) => `${a} ${b}`)).size;
    return new Set(pairs.map(([a]) => a)).size > 1 && different >= CODES_INSIDE &&
      pairs.every(([a, b]) => a.length < b.length && b.startsWith(a));
  };
  return fixed.filter((one) => fixed.some((other) => areInside(one, other) || areInside(other, one)));
}

// Columns of long codes of one length, each there again and again, left of the last column of figures.
function namesAgain(columns, headings, figures) {
  const rows = columns[0]?.length ?? 0;
  return figures.filter((place) =>
    place < figures.at(-1) && rows >= 30 && size(columns[place]) <= 0.5 * rows && areLongCodes(columns[place]) &&
    yearInside(headings[place]) === null && !meaningOf(headings[place], false).unit
  );
}

// Whether many long codes stand in their order, each once, most of them one after another.
function areListed(cells) {
  if (cells.length < 30 || !areLongCodes(cells)) return false;
  const steps = cells.slice(1).map((cell, at) => Number(cell) - Number(cells[at]));
  return steps.every((step) => step > 0) && steps.filter((step) => step === 1).length > 0.5 * steps.length;
}

// Whether a column of numbers names things: by its heading, zeros before its digits, or the count of rows.
function isCode(name, cells, place) {
  const filled = cells.filter(Boolean);
  // Without a second heading.
  const below = filled.length > 2 && numberKind(filled[0]) === "text" ? filled.slice(1) : filled;
  const coded = below.filter((cell) => /^[A-Za-z]{0,4}\d+(?:\.0)?$/.test(cell)).length;
  const whole = coded === below.length;
  const loose = below.filter((cell) => LOOSE_CODE.test(cell)).length;
  if (below.length && below.every((cell) => DAY_NUMBER.test(cell))) return true;
  if (areAlike(below) && !countsThings(name)) return true;
  const isNamed = CODE_NAMES.test(name) && !LAW.test(name);
  if (isNamed && SURE_CODES.test(name) && loose >= 0.8 * below.length) return true;
  if (isNamed && (coded >= 0.8 * below.length || /lat|lon|lng|^x$|^y$|breite|lange/.test(name))) {
    return true;
  }
  if (filled.length > 1 && (whole || loose === below.length) && hasLeadingZeros(filled)) return true;
  if (counts(below) && !DIMENSIONS.test(name) && !TIMES.test(name)) return true;
  if (place === 0 && isRunning(filled) && !DIMENSIONS.test(name) && !TIMES.test(name)) return true;
  return place <= 1 && name.length <= 6 && (isRunning(filled) || areListed(filled));
}

const isRising = (cells) => {
  const order = cells.filter(Boolean).map((cell) => readYear(cell).order);
  const steps = order.slice(1).map((each, at) => each - order[at]);
  return order.length > 2 && (steps.every((step) => step > 0) || steps.every((step) => step < 0));
};

// The column of years by name and cells, else by its cells alone.
function yearColumn(names, columns, free, numeric) {
  const named = free.find((place) => YEARS.has(names[place]) && holdsYears(columns[place])) ??
    free.find((place) => namesTime(names[place]) && holdsYears(columns[place])) ??
    free.find((place) => namesTime(names[place]) && nameTimes(columns[place]));
  if (named !== undefined) return named;
  return free.find((place) => {
    const cells = columns[place];
    if (numeric.has(place) && names[place].length > 12) return false; // counts of people or homes can look like years
    if (cells.every((cell) => !cell || /^\d{6}$/.test(cell))) return false; // 201612 people, or December 2016
    const isNear = place <= 2 || place === free.at(-1) || !numeric.has(place);
    if (!isNear || !holdsYears(cells) || CODE_NAMES.test(names[place])) return false;
    return size(cells) < cells.length || isRising(cells) || !numeric.has(place);
  });
}

// A column that splits the places into smaller ones, each within one of them; else the column itself.
function finer(names, columns, place, others) {
  let best = place;
  for (const other of others) {
    const whole = columns[other].every((cell) => cell && cell.length < 60) && !DIMENSIONS.test(names[other]);
    const own = size(columns[other]);
    if (whole && sizeOf(columns, [other, best]) === own && own > size(columns[best])) best = other;
  }
  return best;
}

// The column of names right of the numbers of places; else that of the numbers.
function namedBeside(columns, place, texts) {
  const beside = place + 1;
  if (!texts.includes(beside) || !columns[beside].every(Boolean)) return place;
  const pairs = sizeOf(columns, [place, beside]);
  return pairs === size(columns[place]) && pairs === size(columns[beside]) ? beside : place;
}

const areWhole = (cells) => cells.every((cell) => /^\d{0,6}$/.test(cell));

// Whether numbers have three lengths or more, up to five digits: areas in km², and no numbers of areas.
function areOfManySizes(cells) {
  const lengths = unique(cells.filter(Boolean).map((cell) => cell.length));
  return lengths.length > 2 && Math.max(...lengths) > 4;
}

// Whether a column has several cells, all filled, and no two alike.
const areEachOnce = (cells) => cells.length > 2 && cells.every(Boolean) && size(cells) === cells.length;

// Whether only a word in the heading, which is none for codes, says that numbers name things.
function areNamedByHeadingAlone(name, cells) {
  const filled = cells.filter(Boolean);
  if (SURE_CODES.test(name) || !CODE_NAMES.test(name)) return false;
  if (size(filled) < 2 && !name.endsWith("_num")) return false; // five schools in each year
  if (name.split(/_|\d/).some((word) => YEAR_WORDS.has(word))) return false;
  return !(hasLeadingZeros(filled) || isRunning(filled) || areAlike(filled) || areLongCodes(filled));
}

// The column of places: by its heading, else the column of words that tells most rows apart.
function placeColumn(names, columns, texts, others) {
  const distinct = (place) => size(columns[place].filter(Boolean));
  // Of columns with one name, the last is the smallest place.
  const order = (place) => (distinct(place) === 1 && columns[place].every(Boolean) ? place : -place);
  const isMore = (a, b) => distinct(b) > distinct(a) || (distinct(b) === distinct(a) && order(b) > order(a));
  const most = (places) => places.reduce((a, b) => (isMore(a, b) ? b : a));
  const known = texts.filter((place) => isArea(names[place]));
  const areas = texts.filter((place) => saysArea(names[place]));
  const notCodes = areas.filter((place) => !SURE_CODES.test(names[place]));
  const similar = notCodes.length ? notCodes : areas; // names before codes
  const named = known.length ? known : similar;
  if (named.length) {
    let best = most(named);
    const finest = most(similar);
    const first = distinct(best);
    if (first > 1 && distinct(finest) >= 5 * first) best = finest; // towns beside the few provinces in which they lie
    return finer(names, columns, best, [...similar, ...texts.filter((place) => place === best + 1)]);
  }
  const byNumber = others.find((place) => AREAS.has(names[place]) && size(columns[place]) > 1);
  if (byNumber !== undefined) {
    const beside = namedBeside(columns, byNumber, texts);
    if (beside !== byNumber || areWhole(columns[beside])) return beside;
  }
  if (texts.includes(0) && !names[0] && distinct(0) > 1) return 0; // names of rows often have no heading
  const rows = Object.values(columns)[0]?.length ?? 0;
  const isCoded = (place) => CODE_NAMES.test(names[place]);
  const codesLast = [...texts.filter((place) => !isCoded(place)), ...texts.filter(isCoded)];
  const telling = codesLast.find((place) => {
    const filled = columns[place].filter(Boolean);
    const tells = filled.length > 1 && distinct(place) === filled.length && filled.length >= 0.5 * rows;
    return tells && !holdsYears(filled) && !areMixed(filled) && !/^(?:https?:\/\/|www\.)/i.test(filled[0]);
  });
  return telling ?? texts.find((place) => /^(?:country|region|district|city|municip)/.test(names[place]));
}

// Columns of words that tell rows apart which are the same by place and year.
function telling(columns, keys, texts) {
  const found = [];
  const rows = columns[0].length;
  for (const place of texts) {
    const known = [...keys, ...found];
    const before = known.length ? sizeOf(columns, known) : 1;
    if (before === rows) break;
    if (sizeOf(columns, [...known, place]) > before) found.push(place);
  }
  return found;
}

const areSmall = (cells) => cells.every((cell) => /^\d{0,3}$/.test(cell));

// Columns of few whole numbers, such as ages or months, that tell rows apart.
function dimensions(names, columns, keys, figures) {
  const rows = columns[0].length;
  const found = [];
  for (const place of figures) {
    const known = [...keys, ...found];
    const before = known.length ? sizeOf(columns, known) : Math.min(rows, 1);
    const long = areLongCodes(columns[place]);
    if (!(areSmall(columns[place]) || long) || yearInside(names[place]) !== null) continue;
    const few = rows >= 30 && size(columns[place]) > 1 && size(columns[place]) <= (long ? 0.5 : 0.2) * rows &&
      before <= 0.7 * rows;
    if (!DIMENSIONS.test(names[place]) && !(few && place < figures.at(-1))) continue;
    if (before < rows && sizeOf(columns, [...known, place]) > before) found.push(place);
  }
  return found.length < figures.length ? found : [];
}

function columnsOf(below, places) {
  const rows = below.map((record) => record.map(strip)).filter((record) => record.filter(Boolean).length > 1);
  return Object.fromEntries(places.map((place) => [place, rows.map((row) => row[place] ?? "")]));
}

function codesAmong({ names, columns, numeric, taken, year }) {
  const saysYear = (place) => names[place].split(/_|\d/).some((word) => YEAR_WORDS.has(word));
  return [...numeric].filter((place) =>
    !taken.has(place) && (isCode(names[place], columns[place], place) ||
      (saysYear(place) && (holdsYears(columns[place]) || Math.abs(place - year) === 1)))
  );
}

// The roles of the columns that name, by what is known, said, and seen in the cells; and the codes.
function namingRoles({ names, headings, columns, free, numeric, known, said, apart, isAcross }) {
  const found = { ...known };
  for (const [place, role] of Object.entries(said)) {
    if (!["group", "figure", "skip"].includes(role)) found[role] = Number(place);
  }
  for (const [role, place] of Object.entries(found)) {
    if ((said[place] ?? role) !== role || apart.has(place)) delete found[role];
  }
  if (isAcross && said[found.place] === undefined) delete found.place;
  const taken = () => new Set(Object.values(found));
  if (found.year === undefined) {
    const year = yearColumn(names, columns, free.filter((place) => !taken().has(place)), numeric);
    if (year !== undefined) found.year = year;
  }
  let codes = codesAmong({ names, columns, numeric, taken: taken(), year: found.year ?? NaN });
  const telling = (place) => found.indicator === undefined || !tellsNothingApart(names[place]);
  const texts = free.filter((place) =>
    !numeric.has(place) && !taken().has(place) && columns[place].some(Boolean) && telling(place) &&
    !areBrokenNumbers(columns[place])
  );
  const namedTexts = [...texts, ...[...taken()].filter((place) => !numeric.has(place))];
  const alike = [...numeric].filter((place) =>
    !taken().has(place) && areNumbersOfNames(names, columns, place, namedTexts)
  );
  codes = unique([...codes, ...alike]);
  const seen = { columns, headings, texts: namedTexts, numeric };
  const left = [...numeric].filter((place) => !taken().has(place) && !codes.includes(place));
  codes = unique([
    ...codes,
    ...left.filter((place) => areLeftOfNames(seen, place)),
    ...insideOneAnother(columns, left),
  ]);
  const one = found.place;
  if (one !== undefined && said[one] === undefined && size(columns[one].filter(Boolean)) < 2) {
    // A column with the name of the one city, beside that of its districts.
    if (texts.some((place) => saysArea(names[place]))) delete found.place;
  }
  const isNumbered = one === undefined || said[one] !== undefined || numeric.has(one);
  const few = isNumbered ? 0 : size(columns[one].filter(Boolean));
  if (few > 1 && texts.some((place) => saysArea(names[place]) && size(columns[place].filter(Boolean)) >= 5 * few)) {
    delete found.place; // the few provinces in which many towns lie
    texts.push(one);
    texts.sort((a, b) => a - b);
  }
  if (found.place === undefined && !isAcross) {
    const others = unique([...codes, ...numeric]).sort((a, b) => a - b);
    const place = placeColumn(names, columns, texts, others);
    if (place !== undefined) found.place = place;
  }
  const isTold = texts.some((place) => size(columns[place]) > 1);
  const isOneEachYear = found.year !== undefined && !isTold && areEachOnce(columns[found.year]);
  if (isOneEachYear) { // nothing is left to be named: counts of schools are figures, though called schoolNum
    codes = codes.filter((each) => !each || !areNamedByHeadingAlone(names[each], columns[each]));
  }
  if (found.place === undefined && found.indicator === undefined && !isTold && !isAcross && !isOneEachYear) {
    const year = found.year === undefined ? [] : [found.year];
    const named = codes.filter((each) => strip(headings[each]) || codes.length === 1);
    const place = named.sort((a, b) => a - b)
      .find((each) =>
        columns[each].length > 1 && sizeOf(columns, [each, ...year]) === columns[each].length &&
        !TIMES.test(names[each]) &&
        !holdsYears(columns[each]) && !columns[each].every((cell) => DAY_NUMBER.test(cell))
      );
    if (place !== undefined) found.place = place;
  }
  const areas = [...numeric].filter((place) =>
    UNITS.has(names[place]) ||
    ((AREAS.has(names[place]) || /^[A-Z]+ID$/.test(headings[place])) && areWhole(columns[place]) &&
      !areOfManySizes(columns[place]))
  ); // numbers of areas
  codes = unique([...codes, ...areas]).filter((place) => !taken().has(place));
  // Numbers of rows, or what programs write before them.
  if (headings.length && !strip(headings[0]) && said[0] === undefined && numeric.has(0)) codes.push(0);
  return { found, codes, texts: texts.filter((place) => !taken().has(place)), taken: taken() };
}

// The columns of figures; where there are some, also those in which every figure is missing.
function numericAmong(names, columns, free) {
  const numeric = free.filter((place) => holdsFigures(columns[place]));
  const isEmpty = (place) => columns[place].some(Boolean) && columns[place].filter(Boolean).every(isMissing);
  const empty = free.filter((place) => isEmpty(place) && !CODE_NAMES.test(names[place]));
  const signed = withOneSign(columns, free.filter((place) => !numeric.includes(place) && !empty.includes(place)));
  return new Set(numeric.length ? [...numeric, ...empty, ...signed] : []);
}

// Whether a heading is of what is planned, or of the baseline, which Spanish tables write as L.B.
export function isWanted(name) {
  const words = name.split("_");
  return words.some((word) => WANTED.has(word)) || ["l", "b"].every((each) => words.includes(each));
}

// Whether a heading is of one year, of a baseline or of a plan: such a column says more of a row.
export const tellsNothingApart = (name) => yearInside(name) !== null || isWanted(name);

// The columns of what was measured, where the others hold what is wanted: “Target 2024”, “Actual 2024”. Indicators
// stand in rows, so that other headings would be places. What is wanted is no figure of its year.
function measured(meanings, names) {
  const all = Object.keys(meanings);
  const wanted = all.filter((place) => isWanted(names[place]));
  const rest = all.filter((place) => !wanted.includes(place));
  const actual = rest.filter((place) => names[place].split("_").some((word) => MEASURED.has(word)));
  const years = unique(actual.map((place) => meanings[place].year));
  const isSo = actual.length && wanted.length && actual.length + wanted.length === all.length;
  if (!isSo || years.length < actual.length) return meanings;
  return Object.fromEntries(actual.map((place) => [place, { ...meanings[place], place: "" }]));
}

// Whether a heading is of months, days or other times within a year, or of groups such as ages.
export const namesTimesOf = (name) => TIMES.test(name) || DIMENSIONS.test(name) || name.endsWith("year");

// Whether a column of numbers holds numbers of things, by its heading, its cells and the names beside it.
export const numbersThings = (names, columns, place, texts) =>
  isCode(names[place], columns[place], place) || areNumbersOfNames(names, columns, place, texts);

// What the columns of a table are that has no column of values: { roles, figures, breakdowns, skipped }.
// isAcross: whether a person says that the headings of figures are places.
export function kindsOf({ names, headings, below, roles, apart, said, isAcross = false }) {
  const places = range(headings.length);
  const columns = columnsOf(below, places);
  const free = places.filter((place) => !apart.has(place) && said[place] === undefined);
  const numeric = numericAmong(names, columns, free);
  const known = { known: roles, said, apart, isAcross };
  const { found, codes, texts, taken } = namingRoles({ names, headings, columns, free, numeric, ...known });
  const told = (role) => places.filter((place) => said[place] === role);
  let figures = [...numeric].filter((place) => !taken.has(place) && !codes.includes(place));
  figures = unique([...figures, ...told("figure")]).sort((a, b) => a - b);
  const groups = told("group");
  const keys = ["place", "year", "indicator"].filter((role) => found[role] !== undefined).map((role) => found[role]);
  keys.push(...groups);
  let breakdowns = [...groups, ...telling(columns, keys, texts)];
  for (const place of dimensions(names, columns, [...keys, ...breakdowns], figures)) {
    figures = figures.filter((each) => each !== place);
    breakdowns.push(place);
  }
  const again = namesAgain(columns, headings, figures).filter((place) => said[place] === undefined);
  codes.push(...again);
  figures = figures.filter((place) => !again.includes(place));
  const isTime = (place) => TIMES.test(names[place]) && areSmall(columns[place]);
  if (!figures.every(isTime)) figures = figures.filter((place) => !isTime(place) || said[place] !== undefined);
  const across = found.place === undefined && (isAcross || found.indicator !== undefined);
  let meanings = {};
  for (const place of figures) {
    const meaning = meaningOf(headings[place], found.year === undefined);
    meanings[place] = across ? { ...meaning, indicator: "", unit: "", place: meaning.indicator } : meaning;
  }
  if (across) {
    meanings = measured(meanings, names);
    const left = figures.filter((place) => place in meanings);
    if (left.length < figures.length) breakdowns = breakdowns.filter((place) => !isWanted(names[place]));
    figures = left;
  }
  const used = new Set([...Object.values(found), ...figures, ...breakdowns]);
  const isOpen = (place) =>
    !codes.includes(place) && said[place] === undefined && !apart.has(place) && !numeric.has(place) &&
    !isWanted(names[place]);
  return {
    roles: found,
    figures: meanings,
    breakdowns: breakdowns.sort((a, b) => a - b),
    skipped: places.filter((place) => !used.has(place)),
    codes: places.filter((place) => !used.has(place) && codes.includes(place)),
    mixed: places.filter((place) => !used.has(place) && isOpen(place) && areMixed(columns[place])),
  };
}

// The column of places among columns of names, where its heading says so; else null.
export function placeByName(names, below, places) {
  const columns = columnsOf(below, places);
  const texts = places.filter((place) => columns[place].some(Boolean) && !holdsFigures(columns[place]));
  return texts.some((place) => saysArea(names[place])) ? placeColumn(names, columns, texts, []) ?? null : null;
}
