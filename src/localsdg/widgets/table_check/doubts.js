// Looks at a reading once more: where it is not the only sensible one, nothing is read, and it is asked or said why.
// The rules of localsdg.owndata.doubts.
import { hasLeadingZeros, holdsFigures, isWanted, namesTimesOf, numberKind } from "./kinds.js";
import { notUnderstood } from "./layout.js";
import {
  CODE_NAMES,
  COLUMNS,
  isUnit,
  MEASURE_SIGNS,
  MEASURE_STEMS,
  namesPlaces,
  namesTime,
  NUMBERED,
  PART_OF_YEAR,
  plainName,
  roleOf,
  saysArea,
  UNKNOWN,
  WIDE,
  WORDS_OF_MEASURES,
  YEAR_WORDS,
  yearOf,
} from "./names.js";
import { Material } from "./material.js";
import { contradictingPairs, manyContradict, materialOf } from "./series.js";
import { isAscii, range, strip, tidySpaces, unique } from "./words.js";
import { readYear } from "./years.js";

const LONG_STEMS = MEASURE_STEMS.filter((stem) => [...stem].length > 4);
const SHORT_STEMS = MEASURE_STEMS.filter((stem) => [...stem].length < 5);
const MEASURE_WORDS = new Set([
  ...WORDS_OF_MEASURES,
  ...SHORT_STEMS.flatMap((stem) => [stem, `${stem}s`, `${stem}es`]),
]);
const DAY = /^(?:[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[ T].*)?|[0-9][0-9]?[./][0-9][0-9]?[./][0-9]{2,4}(?: .*)?)$/;
const NO_NAME = /https?:\/\/|www\.|@|\(\(|[[{]\s*[-0-9"']/;
const LETTER = "(?:(?!\\p{Nd})[\\p{L}\\p{N}])";
const [TWO_LETTERS, FIVE_LETTERS] = [new RegExp(`${LETTER}{2}`, "u"), new RegExp(`^${LETTER}{5,}$`, "u")];
const A_LETTER = new RegExp(LETTER, "gu");
const LONG_SIGNS = /[\u3040-\u9fff\uac00-\ud7af]/; // each is a word
const FIGURE = /^[+-]?[0-9]+(?:[.,][0-9]+)?%?$/;

const doubt = (key, columns = [], count = 0, of = 0, rows = []) => ({ key, columns, count, of, rows });
const lengthOf = (text) => [...text].length;
const isLower = (text) => text === text.toLowerCase() && text !== text.toUpperCase();

// Whether a heading has a word, a unit or a sign of what is counted.
function hasWordOrSign(heading) {
  let words = wordsOf(heading);
  // The H of "WangH" says nothing.
  if (heading !== heading.toLowerCase() && heading !== heading.toUpperCase()) {
    words = words.filter((word) => lengthOf(word) > 1 || !isAscii(word));
  }
  return words.some(isMeasure) || MEASURE_SIGNS.test(plainName(heading)) || /%|‰|[€$£]|[([]/.test(heading);
}

// Whether a heading tells by a word, a number or a unit that it names what is counted, and no place. areVariables:
// whether the name of a variable tells it too, such as grain_prod or pop12.
function saysMeasure(fullHeading, areVariables = true) {
  const heading = fullHeading.replace(/\s*\([0-9]+\)$/, ""); // without the number of a place, or of a footnote
  if (hasWordOrSign(heading) || (areVariables && /\p{Nd}/u.test(heading))) return true;
  // As programs name variables.
  if (areVariables && (isLower(heading) || /^[a-z]+[A-Z]/.test(heading)) && /^[\x20-\x7e]*$/.test(heading)) return true;
  const small = tidySpaces(heading).split(" ").slice(1).filter((word) => FIVE_LETTERS.test(word));
  return small.some(isLower) && !wordsOf(heading).some(saysArea);
}

// Whether a heading has a word for what is counted, and none for years.
const countsWhat = (heading) =>
  hasWordOrSign(heading) && !plainName(heading).split("_").some((word) => YEAR_WORDS.has(word));

// Cells of a column, evenly spread over the rows that hold data.
function sample(material, place, most = 400) {
  const used = material.usableRows;
  const last = used.length - 1;
  const rows = used.length > most ? unique(range(most).map((at) => used[Math.floor((at * last) / (most - 1))])) : used;
  return rows.map((row) => strip(material.text(place, row)));
}

// Most rows have more or fewer cells than the heading: it is not that of these rows.
function rowsUnread(material) {
  const count = material.raw.unread.size;
  const of = material.blankRows.filter((isBlank) => !isBlank).length;
  return count > 5 && count > 0.5 * of ? doubt("rows_unread", [], count, of) : null;
}

function areSteps(numbers) {
  const steps = numbers.slice(1).map((number, at) => (number - numbers[at]).toFixed(6));
  return numbers.length > 2 && new Set(steps).size === 1;
}

// Doubt columns of which the headings are numbers without even steps, if there are enough of them.
function unevenNumbers(names, places, least) {
  const numbers = places.filter((place) => FIGURE.test(tidySpaces(names[place])));
  const read = (place) => Number(tidySpaces(names[place]).replace(/%+$/, "").replaceAll(",", "."));
  return numbers.length < least || areSteps(numbers.map(read)) ? null : doubt("number_headings", numbers);
}

// Headings of figures that are numbers without even steps: a row of data or of years was taken for their names. Beside
// years in headings, such numbers show that a row of data was taken for the heading, whose year is its own.
function numbersForHeadings({ layout: { form, header, figures, names, breakdowns, skipped } }) {
  if (header === null) return null;
  if (form === WIDE) {
    const others = unique([...breakdowns, ...skipped]).sort((a, b) => a - b);
    return unevenNumbers(names, others.filter((place) => !yearOf(names[place])), 2);
  }
  const years = figures.filter((place) => yearOf(names[place]));
  if (years.length && years.length < figures.length) return doubt("number_headings", years);
  return unevenNumbers(names, figures, 1);
}

const TIME_NAME = /^(?:19|20)[0-9]{2}_(?:0?[1-9]|1[0-2])$/; // of a quarter or a month, as programs name it
const SHORT_TIMES = ["day", "month", "quarter", "decimal year"];
// Whether a heading is a day, a month or a quarter and nothing else: 2019-03, 1_trimestre_2019, Ene.
function isShortTime(heading) {
  if (TIME_NAME.test(strip(heading))) return true;
  const words = plainName(heading).replace(/(?:^|_)(?:(?:19|20)[0-9]{2})(?=_|$)/g, "");
  return PART_OF_YEAR.test(words.replace(/^_+|_+$/g, "")) || SHORT_TIMES.includes(readYear(heading).period);
}

// Headings of figures that are days, months or quarters: the figures of one series, beside each other.
function timesForHeadings({ layout: { form, values, names } }) {
  if (form !== COLUMNS) return null;
  const found = values.filter((place) => isShortTime(names[place]));
  return found.length > 1 ? doubt("time_headings", found) : null;
}

// Figures of which the heading says their year, and no more than a letter beside it.
function hardlyNamed({ layout: { values, meanings, roles } }) {
  if (roles.indicator !== undefined) return null;
  const found = values.filter((place) => {
    const meaning = meanings[place];
    if (!meaning || meaning.year === null || meaning.budget || meaning.place) return false;
    return (meaning.indicator.match(A_LETTER) ?? []).length < 2 && !LONG_SIGNS.test(meaning.indicator);
  });
  return found.length ? doubt("number_headings", found) : null;
}

// Figures with names of their own left of years in headings: nothing says what the figures of the years are.
function figuresBesideYears(material) {
  const { form, roles, breakdowns, names } = material.layout;
  if (form !== WIDE || roles.indicator !== undefined) return null;
  const cellsOf = new Map(breakdowns.map((place) => [place, sample(material, place)]));
  const figures = breakdowns.filter((place) => {
    const [plain, cells] = [plainName(names[place]), cellsOf.get(place)];
    return !CODE_NAMES.test(plain) && !isWanted(plain) && !hasLeadingZeros(cells) && holdsFigures(cells);
  });
  const measured = figures.filter((place) => saysMeasure(names[place], false));
  const isBroken = (place) => cellsOf.get(place).some((cell) => /[0-9][.,][0-9]*[1-9]/.test(cell));
  const broken = figures.filter((place) => !measured.includes(place) && isBroken(place));
  if (!measured.length && broken.length < 2) return null;
  return doubt("beside_years", [...measured, ...broken].sort((a, b) => a - b));
}

// A column is called one of times, but no times can be read in it, and no other column holds the year.
function timesUnread(material) {
  const { form, roles, breakdowns, skipped, names, meanings } = material.layout;
  if (roles.year !== undefined || form === WIDE) return null;
  if (Object.values(meanings).some(({ year }) => year !== null)) return null;
  const places = unique([...breakdowns, ...skipped, ...Object.values(roles)]);
  const found = places.sort((a, b) => a - b).filter((place) => {
    const plain = plainName(names[place]);
    return namesTime(plain) && plain !== "period" && !namesTimesOf(plain) && !material.emptyCells(place).every(Boolean);
  });
  return found.length ? doubt("times_unread", found) : null;
}

const isWord = (text) =>
  !/^Unnamed: [0-9]+$/.test(text) && !NUMBERED.test(text) && TWO_LETTERS.test(text) && numberKind(text) === "text" &&
  !isUnit(text);

// Whether a row below a full heading says in more words what each column holds, so that no name is lost.
function explains(row, names) {
  const isFull = names.every(Boolean) && new Set(names).size === names.length;
  const size = (words) => words.reduce((sum, word) => sum + lengthOf(word), 0);
  return isFull && row.filter((word) => word.includes(" ")).length > 0.6 * row.length && size(row) > size(names);
}

// Words above or right below the heading, over several columns of figures: a part of their names was not read.
function wordsBesideHeading(material) {
  const { header, headings, upper, values } = material.layout;
  if (header === null || values.length < 2) return null;
  let above = material.raw.above.slice(0, header - upper);
  const isApart = above.length > 0 && !above.at(-1).some(strip);
  while (above.length && !above.at(-1).some(strip)) above = above.slice(0, -1);
  // Each year stands there once: no groups of years are named above an empty row.
  if (isApart && material.layout.form === WIDE) above = [];
  const blank = above.findLastIndex((record) => !record.some(strip));
  const start = Math.max(-1, above.length - 4, blank) + 1; // what stands further above belongs to no heading
  const found = above.findIndex((record, at) => {
    if (at < start) return false;
    const words = unique(values.filter((place) => place < record.length).map((place) => tidySpaces(record[place])));
    return words.filter((word) => isWord(word) && lengthOf(word) < 60).length > 1;
  });
  if (found >= 0) return doubt("heading_rows", [], found + 1);
  const again = new Set(material.headingsAgain());
  const shown = material.all.filter((row) => !material.blankRows[row]).slice(0, 3);
  const below = shown.find((row) => {
    if (!material.linesOfText[row] || again.has(row)) return false;
    const words = values.map((place) => tidySpaces(material.text(place, row)));
    if (explains(words, values.map((place) => tidySpaces(headings[place])))) return false;
    return unique(words).filter(isWord).length > 1;
  });
  return below === undefined ? null : doubt("heading_rows", [], material.rows[below]);
}

// Figures that are nothing but years, which their headings do not say to be amounts; and groups of years.
function yearsForFigures(material) {
  const { form, values, names, roles, breakdowns } = material.layout;
  if (form !== COLUMNS) return null;
  const isYear = (cell) => /^[0-9]{4}(?:\.0)?$/.test(cell) && Number(cell) >= 1900 && Number(cell) <= 2100;
  const places = roles.year === undefined
    ? [...values.filter((place) => !countsWhat(names[place])), ...breakdowns].sort((a, b) => a - b)
    : values.filter((place) => !saysMeasure(names[place]));
  const found = places.filter((place) => {
    const cells = sample(material, place).filter(Boolean);
    return cells.length >= 5 && cells.every(isYear);
  });
  return found.length ? doubt("years", found) : null;
}

const isMeasure = (word) => MEASURE_WORDS.has(word) || LONG_STEMS.some((stem) => word.startsWith(stem));
const wordsOf = (text) => plainName(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// Whether most names say by a word what is measured: the indicators of a table that was turned on its side.
function nameMeasures(cells) {
  const names = unique(cells.filter(Boolean));
  const said = names.filter((name) => wordsOf(name).some((word) => lengthOf(word) > 2 && isMeasure(word)));
  return names.length > 3 && said.length > 0.5 * names.length;
}

// Headings of figures may be names of places: no column is called one of places, and few say what is measured.
function placesAcross(material) {
  const { form, roles, names, meanings, values } = material.layout;
  if (form !== COLUMNS || material.raw.headings) return null;
  if (Object.values(meanings).some(({ place }) => place)) return null;
  const silent = values.filter((place) => !saysMeasure(names[place]));
  if (roles.place !== undefined && namesPlaces(names[roles.place])) {
    const isTurned = values.length > 2 && 2 * silent.length > values.length;
    return isTurned && nameMeasures(sample(material, roles.place)) ? doubt("across", silent) : null;
  }
  const isAlone = roles.place === undefined && silent.length === values.length && values.length > 1;
  const areMany = silent.length > 2 && 2 * silent.length >= values.length;
  return isAlone || areMany ? doubt("across", silent) : null;
}

const placeColumn = ({ layout: { region, roles } }) => region ?? roles.place;

// The column of places holds many days, decimal numbers, addresses or sentences.
function oddPlaces(material) {
  const place = placeColumn(material);
  if (place === undefined) return null;
  const names = unique(sample(material, place).filter(Boolean));
  const isNamed = namesPlaces(material.layout.names[place]);
  const odd = names.filter((name) =>
    (lengthOf(name) > 80 && isNamed) || DAY.test(name) || NO_NAME.test(name) ||
    /^-?[0-9]+[.,][0-9]*[1-9][0-9]*$/.test(name)
  );
  const lettered = names.filter((name) => name.match(A_LETTER));
  const years = names.filter((name) => /^(?:19|20)[0-9]{2}(?:\.0)?$/.test(name)).map(Number);
  if (material.layout.form === COLUMNS && years.length && lettered.length > 0.7 * names.length) {
    return doubt("year_among_names", [place], Math.min(...years));
  }
  return names.length && odd.length > 0.2 * names.length ? doubt("odd_places", [place]) : null;
}

// Whether nearly all words are short names: of one to four words, with a capital letter, no digits.
function areShortNames(names) {
  const tidy = names.filter(Boolean).map(tidySpaces);
  const good = tidy.filter((name) => name.split(" ").length < 5 && !/\p{Nd}/u.test(name) && !isLower(name));
  return tidy.length > 0 && good.length >= 0.9 * tidy.length;
}

// Another column may be that of the places: its heading says so, or it names each row within a larger area.
function finerPlaces(material) {
  const { form, breakdowns, skipped, codes, names, roles } = material.layout;
  const place = placeColumn(material);
  if (place === undefined || ![COLUMNS, WIDE].includes(form)) return null;
  const area = namesPlaces(names[place])
    ? undefined
    : breakdowns.find((each) => each !== place && saysArea(plainName(names[each])));
  if (area !== undefined) return doubt("finer", [place, area]);
  const cells = sample(material, place);
  const times = roles.year === undefined ? cells.map(() => "") : sample(material, roles.year);
  const pairs = (one, other) => new Set(one.map((cell, at) => `${cell}\u0000${other[at]}`)).size;
  const other = [...breakdowns, ...skipped].find((each) => {
    if (each === place || codes.includes(each) || roleOf(names[each]) === "note") return false;
    const fine = sample(material, each);
    if (holdsFigures(fine) || !fine.every(Boolean)) return false;
    const [count, coarse] = [new Set(fine).size, new Set(cells).size];
    return pairs(fine, cells) === count && count >= 2 * coarse && 2 * coarse > 2 && fine.length > 5 &&
      pairs(fine, times) >= 0.95 * fine.length && areShortNames(unique(fine));
  });
  return other === undefined ? null : doubt("finer", [place, other]);
}

// The columns with cells that are in no use at all: neither figure nor name nor code nor remark.
export function leftOut(material) {
  const { roles, figures, breakdowns, codes, mixed, region, beside, names, blank } = material.layout;
  const used = new Set([...Object.values(roles), ...figures, ...breakdowns, ...codes, ...mixed, region]);
  beside.forEach(({ place }) => used.add(place));
  return range(names.length).filter((place) =>
    !used.has(place) && !blank.includes(place) && roleOf(names[place]) !== "note" &&
    !material.emptyCells(place).every(Boolean)
  );
}

// Most of the columns were of no use: a list of things, such as addresses, and no table of figures.
function hardlyUsed(material) {
  const { names, codes, figures } = material.layout;
  const left = leftOut(material);
  const used = names.length - left.length - codes.length;
  return left.length > Math.min(Math.max(5, used), Math.max(7, 3 * figures.length))
    ? doubt("left_columns", left)
    : null;
}

// Whether a long column holds two or three whole numbers only, as numbers of groups and answers do.
function areLikeGroups(cells) {
  const count = new Set(cells).size;
  return cells.length >= 30 && cells.every((cell) => /^[1-9]$/.test(cell)) && count >= 2 && count <= 3;
}

// Whether numbers are whole and of one length, and begin alike or are there again and again, as codes are.
function areLikeLongCodes(cells) {
  if (cells.length < 10 || !cells.every((cell) => /^[1-9][0-9]{3,14}$/.test(cell))) return false;
  const isAgain = 2 * new Set(cells).size <= cells.length;
  const kinds = (part) => new Set(cells.map(part)).size;
  return kinds((cell) => cell.length) === 1 && (isAgain || kinds((cell) => cell.slice(0, 2)) === 1);
}

// Whether whole numbers stand among names and codes, where other figures stand elsewhere.
function areAmongCodes({ layout: { roles, breakdowns, codes, values } }, place, cells) {
  const names = new Set([...Object.values(roles), ...breakdowns, ...codes]);
  const numbers = cells.filter((cell) => /^[0-9]{1,15}$/.test(cell));
  const isWhole = cells.length >= 10 && numbers.length >= 0.95 * cells.length; // remarks may stand below the table
  return isWhole && values.length > 1 && [place - 1, place + 1].every((each) => each < 0 || names.has(each));
}

// Numbers that look like those of things or groups, under a heading that does not say what is counted.
function likeCodes(material) {
  const { form, values, names, roles, breakdowns } = material.layout;
  const isNamed = roles.place !== undefined || roles.indicator !== undefined || breakdowns.length;
  if (form !== COLUMNS || !isNamed) return null;
  const [found, groups] = [[], []];
  for (const place of values.filter((each) => !saysMeasure(names[each], false))) {
    const cells = sample(material, place).filter(Boolean).map((cell) => cell.replace(/\.0$/, ""));
    if (areLikeLongCodes(cells) || areAmongCodes(material, place, cells)) found.push(place);
    else if (areLikeGroups(cells)) groups.push(place);
  }
  if (groups.length < 3) found.push(...groups); // many columns of few numbers are answers or marks
  found.sort((a, b) => a - b);
  return found.length ? doubt("codes_or_figures", found) : null;
}

// Many rows have the place, the time and the groups of another row, with other figures.
function repeated(material) {
  if (!manyContradict(material)) return null;
  const pairs = contradictingPairs(material);
  const rows = [pairs[0].first, pairs[0].row].map((each) => material.rows[each]);
  return doubt("repeated", [], pairs.length, material.usableRows.length, rows);
}

const LOOKS = [
  rowsUnread,
  timesForHeadings,
  numbersForHeadings,
  hardlyNamed,
  figuresBesideYears,
  wordsBesideHeading,
  yearsForFigures,
  timesUnread,
  placesAcross,
  oddPlaces,
  finerPlaces,
  hardlyUsed,
  likeCodes,
  repeated,
];

// The first doubt about a reading; null if there is none, or if a person has said what the columns are.
function doubtOf(material) {
  if (material.layout.form === UNKNOWN || Object.keys(material.layout.said).length) return null;
  for (const look of LOOKS) {
    const found = look(material);
    if (found) return found;
  }
  return null;
}

// A table made ready for the checks; where another reading is as sensible, nothing of it is read.
export function makeMaterial(raw) {
  const material = materialOf(raw);
  const found = doubtOf(material);
  return found ? new Material({ ...material.raw, layout: notUnderstood(material.layout, { doubt: found }) }) : material;
}
