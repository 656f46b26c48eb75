// Which rows of a table are its heading. The rules of localsdg.owndata.layout.
import { isNumberCell } from "./beside.js";
import { holdsFigures, holdsYears, numberKind } from "./kinds.js";
import { cellsAt, isLarge, isYearCell, makeLayout, notUnderstood, share } from "./layout.js";
import {
  COLUMNS,
  isUnit,
  namesPlaces,
  namesTime,
  NUMBERED,
  OPEN_SDG,
  plainName,
  roleOf,
  TIDY,
  WIDE,
  withoutLetter,
  yearOf,
} from "./names.js";
import { isPlain } from "./numbers.js";
import { FIRST_YEAR } from "./limits.js";
import { range, strip, stripSigns, tidySpaces, unique } from "./words.js";
import { readYear, yearInside } from "./years.js";

const filledOf = (record) => record.filter(strip);
const padded = (record, width) => [...record, ...Array(Math.max(width - record.length, 0)).fill("")];
const widthOf = (records) => Math.max(0, ...records.map((record) => record.length));

function isRowOfYears(record) {
  const years = record.map(yearOf).filter(Boolean);
  return years.length >= 3 && Math.max(...years) >= FIRST_YEAR && new Set(years).size === years.length &&
    record.filter(isNumberCell).length === years.length;
}

// Whether a first row is data: large or broken numbers stand in it where the rows below have figures too.
function isLikeBelow(record, few) {
  const cellsAt = (place) => few.filter((row) => place < row.length).map((row) => row[place]);
  const figures = range(record.length).filter((place) => holdsFigures(cellsAt(place)));
  const here = figures.map((place) => strip(record[place])).filter(isPlain);
  return few.length > 2 && here.some(isLarge) && here.length >= 0.8 * figures.length;
}

// Which record is the heading; null if the first rows are data.
function headingRow(records) {
  const few = records.slice(0, 20);
  const rolesIn = (record) => new Set(record.map(roleOf));
  const both = few.findIndex((record) => {
    const roles = rolesIn(record);
    return roles.has("year") && roles.has("value");
  });
  if (both >= 0) return both;
  const ofYears = few.findIndex(isRowOfYears);
  if (ofYears >= 0) return ofYears;
  const one = few.findIndex((record) => {
    const filled = filledOf(record);
    if (filled.some((cell) => numberKind(cell) === "number" && !yearOf(cell))) return false;
    return filled.length >= 2 && filled.some((cell) => ["year", "value"].includes(roleOf(cell)));
  });
  if (one >= 0) return one;
  const widest = widthOf(few);
  const first = few.findIndex((record) =>
    filledOf(record).length >= Math.min(2, widest) && !(widest > 2 && isTitle(record))
  );
  if (first < 0) return records.length ? 0 : null;
  const record = few[first];
  if (!record.length) return first;
  const isData = isYearCell(record[0]) && isNumberCell(record.at(-1)) && record.length > 1;
  return isData || isLikeBelow(record, few.slice(first)) ? null : first;
}

// Whether the names of all columns stand in a row, and the years of some in the row below, which has no others. So
// budgets are written: “Area; Actual; Planned; Planned”, and below “; 2022; 2023; 2024”.
function areYearsBelowNames(upper, lower) {
  const placesOf = (record) => range(record.length).filter((place) => strip(record[place]));
  const [years, names] = [placesOf(lower), placesOf(upper)];
  if (years.length < 2 || !years[0] || years[0] >= upper.length || !years.every((place) => yearOf(lower[place]))) {
    return false;
  }
  if (!names.every((place) => numberKind(upper[place]) === "text") || names.length < 3) return false;
  return range(years[0] + 1).every((place) => names[place] === place) && names.at(-1) <= years.at(-1);
}

// Whether words stand right below the years of a heading: names, so that the heading has two rows.
function wordsBelow(layout, records) {
  const row = records[(layout.header ?? 0) + 1] ?? [];
  const cells = layout.values.filter((place) => place < row.length).map((place) => row[place]);
  return cells.length > 0 && cells.every((cell) => strip(cell) && numberKind(cell) === "text");
}

// The row below a full heading with a time at its left and else figures only, however few; null if there is none.
function belowFullHeading(records) {
  const startsData = (record, row) => {
    const names = record.map(tidySpaces);
    if (names.length < 3 || !names.every(Boolean) || new Set(names).size < names.length) return false;
    if (names.some((name) => numberKind(name) !== "text" || yearOf(name))) return false;
    const next = records[row + 1] ?? [];
    const time = next.slice(0, 3).findIndex((cell) => !Number.isNaN(readYear(cell).order));
    if (time < 0 || !next.slice(0, time).every(strip)) return false;
    const figures = filledOf(next.slice(time + 1));
    return figures.every((cell) => numberKind(cell) === "number") && !(figures.length && figures.every(isYearCell));
  };
  const heading = records.slice(0, 20).findIndex(startsData);
  return heading < 0 ? null : heading + 1;
}

// The first of the rows above that are data too, though few of their cells are filled. Such a row has figures or days
// where the rows below have them, and no words there.
function firstOfSparse(records, from, figures) {
  let row = from;
  for (; row > 0; row -= 1) {
    const record = records[row - 1];
    const filled = figures.filter((place) => strip(record[place] ?? ""));
    const kinds = filled.map((place) => numberKind(record[place]));
    const names = filledOf(record).filter((cell) => numberKind(cell) === "text");
    const numbers = filled.filter((_, at) => kinds[at] === "number");
    if (!numbers.length || kinds.includes("text") || numbers.every((place) => yearOf(record[place]))) break;
    const isHeading = names.length === unique(names).length && names.length > 0.5 * filledOf(record).length;
    if (isHeading && numbers.length < 2) break; // a heading with a number among its words
  }
  return row;
}

// The first row with figures, in columns that hold figures to the end; null if there is none.
function firstData(records) {
  const width = widthOf(records);
  const columns = range(width).map((place) => records.map((record) => record[place] ?? ""));
  const below = (place, row) => holdsFigures(columns[place].slice(row, row + 60).filter((cell) => cell.length < 60));
  const yearsBelow = (place, row) => {
    const filled = columns[place].slice(row + 1, row + 20).filter(strip);
    return filled.length > 0 && filled.every(isYearCell);
  };
  const isData = (record, row) => {
    const filled = range(record.length).filter((place) => strip(record[place]));
    if (filled.length < 2) return false;
    const years = filled.filter((place) => yearOf(record[place]));
    if (years.length >= 2 && new Set(years.map((place) => yearOf(record[place]))).size > 1) {
      const sides = years.filter((place) => below(place, row + 1) && !yearsBelow(place, row));
      const second = filled.slice(1, 2).every((place) => isYearCell(record[place]));
      if (sides.length === years.length && !second) return false; // years side by side are a heading
      if (years.length >= 0.5 * (filled.length - 1)) return false;
    }
    const sure = filled.filter((place) => numberKind(record[place]) === "number" && below(place, row));
    const figures = range(width).filter((place) => below(place, row));
    const words = sure.filter((place) => numberKind((records[row + 1] ?? [])[place] ?? "") === "text");
    if (sure.length > 2 && 2 * words.length > sure.length) return false; // numbers above a heading
    return sure.length > 0 && sure.length >= 0.4 * Math.max(figures.length, 1) && filled.length >= 0.4 * figures.length;
  };
  const sparse = belowFullHeading(records);
  const found = records.slice(0, 40).findIndex((record, row) => row === sparse || isData(record, row));
  if (found < 0) return null;
  if (found === sparse) return found;
  return firstOfSparse(records, found, range(width).filter((place) => below(place, found)));
}

// Whether a row of short codes stands above a row that says in words what they mean: REG, then Region code.
function areLabels(upper, lower) {
  const pairs = upper.map((cell, at) => [strip(cell), strip(lower[at] ?? "")])
    .slice(0, lower.length).filter(([code]) => code);
  if (new Set(pairs.map(([code]) => code)).size < pairs.length) return false; // each code is of one column
  if (pairs.length < 4 || !pairs.every(([code]) => /^(?![0-9])[\p{L}\p{N}_]{1,12}$/u.test(code))) return false;
  const longer = pairs.filter(([code, label]) => label.length > code.length && numberKind(label) === "text");
  const spaced = pairs.filter(([, label]) => label.includes(" "));
  return longer.length >= 0.8 * pairs.length && spaced.length >= 0.6 * pairs.length;
}

// Whether a row above a heading is a title and not part of it: its only words stand at the left. A unit in brackets may
// stand at the right.
function isTitle(record) {
  const filled = range(record.length).filter((place) => strip(record[place]));
  if (filled.length === 2 && filled[1] > 1 && /^[（(].*[）)]$/s.test(strip(record[filled[1]]))) return filled[0] === 0;
  return filled.length < 2 && (!filled.length || filled[0] === 0);
}

const BAND = /^\p{Nd}{1,3}\s?[-–~～]\s?\p{Nd}{1,3}$/u; // of ages: 30-39
const LAST_BAND = /^(?:[-–<≤>≥]\s?\p{Nd}{1,3}|\p{Nd}{1,3}\s?[-–+～~])$/u;
// Whether a row of words is one more row of a heading, and not the first row of data.
function goesOn(upper, lower) {
  const filled = filledOf(lower);
  let odd = filled.filter((cell) => numberKind(cell) !== "text" && !yearOf(cell));
  if (odd.filter((cell) => BAND.test(strip(cell))).length > 1) {
    odd = odd.filter((cell) => !BAND.test(strip(cell)) && !LAST_BAND.test(strip(cell)));
  }
  if (odd.length > (filled.length >= 8 ? 0.2 * filled.length : 0)) return false;
  // A name of the column stands in each row of the heading, as in merged cells that were filled.
  const first = tidySpaces(lower[0] ?? "");
  if (first && first === tidySpaces(upper[0] ?? "") && !yearOf(first)) return true;
  if (areYearsBelowNames(upper, lower)) return true;
  const width = Math.max(0, ...range(lower.length).filter((place) => strip(lower[place]))) + 1;
  return padded(upper, width).slice(1, width).some((cell) => !strip(cell)) || filled.every(isUnit);
}

// Whether a cell of the upper row stands over the inside of a group that begins left of it: a subtitle does. The name
// of a larger group stands over the beginning of its first one.
function beginsInside(upper, middle, lower) {
  const has = (row, from, to) => row.slice(from, to).some(tidySpaces);
  return range(upper.length).slice(1).some((place) => {
    if (!tidySpaces(upper[place]) || tidySpaces(middle[place]) || !tidySpaces(lower[place])) return false;
    const left = range(place).findLast((each) => tidySpaces(middle[each]));
    return left !== undefined && !has(upper, 0, left + 1) && has(lower, left, place);
  });
}

// Whether years in the upper row of a heading stand over unequal numbers of columns: nobody knows which. One year
// throughout is clear.
function isUneven(row) {
  const filled = range(row.length).filter((place) => tidySpaces(row[place]));
  if (new Set(filled.map((place) => yearInside(row[place])).filter(Boolean)).size < 2) return false;
  const ends = [...filled.slice(1), row.length];
  const sizes = filled.flatMap((place, at) => (yearInside(row[place]) ? [ends[at] - place] : []));
  return new Set(sizes).size > 1;
}

// One heading for each column from several rows: an upper cell stands over the empty ones right of it.
function joined(rows) {
  const lowest = rows.at(-1);
  const spread = rows.map((row, number) => {
    let last = "";
    return row.map((cell, place) => {
      const text = tidySpaces(cell);
      if (rows.slice(0, number).some((upper) => tidySpaces(upper[place]))) {
        last = ""; // no name reaches below another one of the rows above
      }
      if (text) last = text;
      else if (number === rows.length - 1 || !tidySpaces(lowest[place]) || (place && !last)) return "";
      return last;
    });
  });
  return range(rows[0].length).map((place) => {
    const parts = unique(spread.map((cells) => cells[place]).filter(Boolean));
    if (parts.length > 1 && isUnit(parts.at(-1))) parts.push(`(${stripSigns(parts.pop(), "()[]")})`);
    return parts.join(" ");
  });
}

// Whether words stand in a row again and again, as below names of groups: total, men, women, total, men ...
function isAgain(record) {
  const words = filledOf(record).map(tidySpaces);
  return words.length > 3 && new Set(words).size <= 0.5 * words.length;
}

// Whether the row above an empty one names columns that the row below it leaves without a name.
function fillsGaps(records, empty, lower) {
  const upper = empty ? records[empty - 1] : [];
  const places = range(lower.length).filter((place) => strip(lower[place]));
  const lacking = range(lower.length).filter((place) =>
    place > places[0] && place < places.at(-1) && !strip(lower[place])
  );
  const named = lacking.some((place) => strip(upper[place] ?? "") && numberKind(upper[place]) === "text");
  return filledOf(upper).length > 1 && named;
}

// The rows of words directly above the data, and whether the last one says what the codes above it mean.
function rowsAbove(records, start) {
  const rows = [];
  for (let place = start - 1; place >= 0 && rows.length < 4; place -= 1) {
    const filled = filledOf(records[place]);
    let isNone = filled.length < 2 || filled.some((cell) => tidySpaces(cell).length > 120);
    if (!rows.length && place && areLabels(records[place - 1], records[place])) isNone = false;
    if (isNone && !rows.length && start - place < 3) continue; // empty, the title of the first rows, or definitions
    const isEmptyInside = rows.length && !filled.length; // below the names of groups
    if (isEmptyInside && (isAgain(records[rows[0]]) || fillsGaps(records, place, records[rows[0]]))) continue;
    if (isNone) break;
    const numbers = filled.filter((cell) => numberKind(cell) === "number" && !yearOf(cell));
    if (rows.length && (isTitle(records[place]) || 2 * numbers.length > filled.length)) break;
    rows.unshift(place);
  }
  if (rows.length > 1 && areLabels(records[rows.at(-2)], records[rows.at(-1)])) {
    return { rows: rows.slice(-2), labels: true };
  }
  const end = rows.findIndex((row, at) => at > 0 && !goesOn(records[rows[at - 1]], records[row]));
  return { rows: end < 0 ? rows : rows.slice(0, end), labels: false };
}

// A heading of one row or several, found by the figures below it; null if there is none.
function byCells(records, said) {
  const start = firstData(records);
  const { rows, labels } = start ? rowsAbove(records, start) : { rows: [], labels: false };
  if (!rows.length) return null;
  const header = rows.at(-1);
  const below = records.slice(header + 1);
  const width = widthOf(rows.map((row) => records[row]));
  const lower = padded(records[header], width);
  if (rows.length === 1) return makeLayout(header, lower, below, said);
  const block = rows.map((row) => padded(records[row], width));
  while (block.length > 2 && beginsInside(block[0], block[1], block[2])) block.shift();
  if (block.slice(0, -1).some(isUneven)) return null;
  return makeLayout(header, labels ? lower : joined(block), below, said, { upper: rows.length - 1, written: lower });
}

// Whether two tables stand beside each other: years and names of groups are both there twice.
function areSideBySide({ headings, breakdowns, blank }) {
  const years = headings.map(yearOf).filter(Boolean);
  const names = breakdowns.filter((place) => !blank.includes(place)).map((place) => plainName(headings[place]));
  return new Set(years).size < years.length && new Set(names).size < names.length;
}

const UNNAMED = /^Unnamed: \p{Nd}+$/u; // as pandas writes the empty cells of a first row
const withoutUnnamed = (record) => record.map((cell) => (UNNAMED.test(cell) ? "" : cell));

// Columns of figures without a heading: two or more, or one with a word above or right below the heading. They say that
// the heading has more rows than were found, so that other columns are named wrongly too.
function withoutHeading(layout, records) {
  const { header, form, roles, beside, region, blank, values, upper, said } = layout;
  if (header === null || ![COLUMNS, WIDE].includes(form) || Object.keys(said).length) return [];
  const below = records.slice(header + 1);
  const used = new Set([...Object.values(roles), ...beside.map(({ place }) => place), 0, region]);
  const first = values.length ? values[0] : -1;
  const lost = blank.filter((place) => !used.has(place) && place > first && holdsFigures(cellsAt(below, place)));
  const around = records.slice(Math.max(header - upper - 3, 0), header + 3);
  const isWord = (cell) => cell.length < 60 && numberKind(cell) === "text" && strip(cell);
  return lost.length > 1 || lost.some((place) => cellsAt(around, place).some(isWord)) ? lost : [];
}

// Columns that could each hold the year, with different years, if no heading and nobody says which does.
function severalYears({ breakdowns, guessed, header, names, roles }, records) {
  if (!guessed.has("year") || header === null || namesTime(plainName(names[roles.year]))) return [];
  const below = records.slice(header + 1);
  const isYears = (cells) => share(cells, isYearCell) >= 0.8 && holdsYears(cells);
  const fit = [roles.year, ...breakdowns].filter((place) => isYears(cellsAt(below, place)));
  const year = cellsAt(below, roles.year).join("\u0000");
  const other = fit.filter((place) => cellsAt(below, place).join("\u0000") !== year);
  return other.length ? unique([roles.year, ...other]).sort((a, b) => a - b) : [];
}

// Whether half of the columns of figures have the name of another: a row of the heading was not found.
function areNamedAlike({ names, values }) {
  const bare = values.map((place) => tidySpaces(withoutLetter(names[place])));
  const alike = bare.filter((name) => bare.filter((each) => each === name).length > 1).length;
  return alike > 2 && 2 * alike >= bare.length;
}

// Whether an empty column stands between two tables: names of places to its left and to its right.
function areTwoBeside({ header, roles, blank, breakdowns, skipped, codes, headings, values }, records) {
  const { place } = roles;
  if (place === undefined || header === null) return false;
  const below = records.slice(header + 1);
  const gaps = blank.filter((gap) =>
    gap > place && !cellsAt(below, gap).some(strip) && values.some((each) => each > gap) &&
    values.some((each) => each < gap)
  );
  return [...breakdowns, ...skipped].some((other) =>
    gaps.some((gap) => gap < other) && namesPlaces(headings[other]) && !codes.includes(other)
  );
}

// The records without the names that spreadsheets give to columns without one, where words stand below: Column1.
const withoutNumbered = (records) =>
  records.map((upper, row) => {
    const lower = row < 19 ? records[row + 1] : undefined;
    const numbered = lower ? range(upper.length).filter((place) => NUMBERED.test(strip(upper[place]))) : [];
    const words = numbered.filter((place) => place < lower.length && numberKind(lower[place]) === "text");
    if (words.length < 2 || words.length < numbered.length) return upper;
    return upper.map((cell, place) => (numbered.includes(place) ? "" : cell));
  });

// The heading among the first rows of a table, and what its columns are.
export function findLayout(all, said = null) {
  const given = withoutNumbered(all);
  const isTitled = given.length > 2 && filledOf(withoutUnnamed(given[0])).length === 1;
  const records = isTitled ? [withoutUnnamed(given[0]), ...given.slice(1)] : given;
  const layout = layoutIn(records, said);
  const lost = withoutHeading(layout, records);
  if (lost.length) return notUnderstood(layout, { withoutHeading: lost });
  const either = severalYears(layout, records);
  if (either.length) return notUnderstood(layout, { either });
  const isFree = layout.form === COLUMNS && !Object.keys(layout.said).length;
  if (isFree && (areNamedAlike(layout) || areTwoBeside(layout, records))) {
    return notUnderstood(layout, { alike: true });
  }
  return layout.form === WIDE && areSideBySide(layout) ? notUnderstood(layout, { alike: true }) : layout;
}

function layoutIn(records, said) {
  const header = headingRow(records);
  const below = records.slice(header === null ? 0 : header + 1);
  if (header === null) {
    const width = records.length ? widthOf(records) : 1;
    return makeLayout(null, Array(width).fill(""), below, said);
  }
  const cells = records[header].map((cell) => (strip(cell) ? cell : tidySpaces(cell)));
  const layout = makeLayout(header, cells, below, said);
  const isSure = [OPEN_SDG, TIDY].includes(layout.form) && !(layout.guessed.size && layout.blank.length > 2);
  const isNamedAbove = layout.form === WIDE && header > 0 && areYearsBelowNames(records[header - 1], cells);
  if (isSure || (layout.form === WIDE && !isNamedAbove && !wordsBelow(layout, records))) return layout;
  const found = byCells(records, said);
  if (!found && layout.form === WIDE) { // over which columns a year stands is not clear
    return notUnderstood(layout);
  }
  return found ?? layout;
}
