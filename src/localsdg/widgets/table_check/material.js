// A table made ready for the checks: what its cells say. The rules of localsdg.owndata.table.
import { numberKind } from "./kinds.js";
import { isNumbering } from "./layout.js";
import { EVERYBODY_WORDS, TOTAL_WORDS } from "./limits.js";
import { COLUMNS, OPEN_SDG, TIDY, UNKNOWN, yearOf } from "./names.js";
import { convention, isNoFigure, isPlain, numberText, readNumber } from "./numbers.js";
import { casefold, cleanWord, isAscii, range, strip, tidySpaces, unique } from "./words.js";
import { readYear, understoodYear } from "./years.js";

const SERIES = 3; // different times of one kind, such as budget years, that are no slip
export const TOTALS = new Set(TOTAL_WORDS);
export const EVERYBODY = new Set(EVERYBODY_WORDS);
const CONTROL = /[\u0080-\u009f]/; // signs that no text has: traces of a wrong encoding
const GARBLED = /[ÃÂâÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
const CODES_FOR_MISSING = [-99, -999, -9999, -99999];

function cp1252Bytes(word) {
  const all = Uint8Array.from({ length: 256 }, (_, at) => at);
  const unused = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
  const bytes = new Map([...new TextDecoder("windows-1252").decode(all)].map((sign, at) => [sign, at]));
  const found = [...word].map((sign) => bytes.get(sign));
  return found.some((byte) => byte === undefined || unused.includes(byte)) ? null : Uint8Array.from(found);
}

// What a garbled word probably was; "" if that is lost; null for a sound word.
export function meantWord(word) {
  if (word.includes("\ufffd")) return "";
  if (isAscii(word) || !GARBLED.test(word)) return null;
  const bytes = cp1252Bytes(word);
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

// A heading for comparing with one that stands again, without signs for a note.
const bare = (word) => casefold(tidySpaces(word)).replace(/[ *†‡§#:]+$/, "");

export class Material {
  constructor(raw) {
    this.raw = raw;
    this.layout = raw.layout;
    this.columns = raw.columns;
    this.rows = raw.rows;
    this.size = raw.rows.length;
    this.made = new Map();
  }

  // What is worked out once, when it is first asked for.
  once(name, make) {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name);
  }

  get all() {
    return this.once("all", () => range(this.size));
  }

  // ---- cells

  isPlainNumber(place, row) {
    const { plain } = this.columns[place];
    return plain !== null && !Number.isNaN(plain[row]);
  }

  text(place, row) {
    return this.isPlainNumber(place, row) ? numberText(this.columns[place].plain[row]) : this.columns[place].cells[row];
  }

  row(row) {
    return this.columns.map((_, place) => this.text(place, row));
  }

  isEmpty(place, row) {
    return this.emptyCells(place)[row];
  }

  emptyCells(place) {
    return this.once(`empty ${place}`, () => this.columns[place].cells.map((cell) => !tidySpaces(cell)));
  }

  // The distinct texts of a column that are no plain numbers.
  words(place) {
    return this.once(
      `words ${place}`,
      () => unique(this.columns[place].cells.filter((_, row) => !this.isPlainNumber(place, row))),
    );
  }

  // Rows whose word passes a test; plain numbers do not. The test is made once for each word.
  where(place, test) {
    const passed = new Set(this.words(place).filter(test));
    return this.all.filter((row) => !this.isPlainNumber(place, row) && passed.has(this.columns[place].cells[row]));
  }

  // ---- rows

  get blankRows() {
    return this.once(
      "blank",
      () =>
        this.all.map((row) =>
          this.columns.every((_, place) => this.isEmpty(place, row)) && !this.raw.unread.has(this.rows[row])
        ),
    );
  }

  // Rows that are no data: a second heading below the first, and lines of text below the table.
  get linesOfText() {
    return this.once("lines", () => {
      const found = this.all.map(() => false);
      if (!this.layout.values.length) return found;
      const again = new Set([...this.headingsAgain(), ...this.rowsOfWords()]);
      if (again.size) this.endsOfPages().forEach((row) => again.add(row));
      again.forEach((row) => (found[row] = true));
      const rows = this.all.filter((row) => !this.blankRows[row] && !again.has(row));
      if (rows.length && this.isHeading(rows[0])) found[rows[0]] = true;
      rows.slice(0, 3).filter((row) => isNumbering(this.row(row))).forEach((row) => (found[row] = true));
      for (const row of rows.slice(-300).reverse()) {
        if (!this.isTextLine(row)) break;
        found[row] = true;
      }
      return found;
    });
  }

  // Rows that are the heading once more, as where a table was cut into pages. A cell may be empty there, or have a
  // note.
  headingsAgain() {
    const headings = this.layout.headings.map(bare);
    const named = headings.filter(Boolean).length;
    const same = (place, row) => {
      if (!this.isPlainNumber(place, row)) return bare(this.columns[place].cells[row]) === headings[place];
      return isPlain(headings[place]) && this.columns[place].plain[row] === Number(headings[place]);
    };
    return this.all.filter((row) => {
      let times = 0;
      for (let place = 0; place < this.columns.length; place += 1) {
        const equal = same(place, row);
        if (!equal && !this.isEmpty(place, row)) return false;
        if (equal && headings[place]) times += 1;
      }
      return 2 * times > named;
    });
  }

  // Rows around a heading that stands again, as where a table was cut into pages. Above it they say that the table goes
  // on, under the figures, or are its title once more; below it they are parts of the heading.
  endsOfPages() {
    const again = new Set(this.headingsAgain());
    const titles = new Set(this.raw.above.flat().map(tidySpaces).filter(Boolean));
    const names = this.layout.headings.map(bare);
    const isEnd = (cells, filled) =>
      filled.length === 1 && (this.layout.values.includes(filled[0]) || titles.has(tidySpaces(cells[filled[0]])));
    const found = [];
    for (const [start, step] of [...again].flatMap((row) => [[row, -1], [row, 1]])) {
      for (let row = start + step; row >= 0 && row < this.all.length && Math.abs(row - start) < 6; row += step) {
        if (again.has(row) || this.raw.unread.has(this.rows[row])) break;
        if (this.blankRows[row]) continue;
        const cells = this.row(row);
        const filled = range(cells.length).filter((place) => strip(cells[place]));
        const isPart = step < 0 ? isEnd(cells, filled) : filled.every((place) => bare(cells[place]) === names[place]);
        if (this.hasFigure(row) || !isPart) break;
        found.push(row);
      }
    }
    return found;
  }

  // Rows with words in at least three columns of figures and no figure: more rows of a heading.
  rowsOfWords() {
    const { values } = this.layout;
    if (values.length < 3) return [];
    const isWord = (place, row) => {
      if (this.isPlainNumber(place, row)) return false;
      const { faults } = this.number(place, row);
      return faults.length === 1 && faults[0] === "text-in-number" && /\p{L}/u.test(this.columns[place].cells[row]);
    };
    return this.all.filter((row) => values.filter((place) => isWord(place, row)).length >= 3 && !this.hasFigure(row));
  }

  // The row in which another table with other headings begins, below the figures of this one; else undefined.
  get anotherTable() {
    if (this.layout.form === UNKNOWN) return undefined;
    const again = new Set(this.headingsAgain());
    const words = this.rowsOfWords().filter((row) => !again.has(row));
    if (!words.length) return undefined;
    const columns = this.layout.values.map((place) => this.values(place));
    const figures = this.all.filter((row) => columns.some((values) => !Number.isNaN(values[row])));
    const known = new Set(this.layout.names.flatMap((name) => name.split(/\s+/).filter(Boolean)).map(bare));
    return words.find((row) => {
      const cells = this.layout.values.map((place) => this.text(place, row));
      const texts = unique(cells.filter((cell) => numberKind(cell) === "text").map(tidySpaces));
      const names = texts.filter((text) => [...text].length > 2 && /\p{L}/u.test(text));
      const same = names.filter((name) => known.has(bare(name))).length;
      return names.length >= 3 && 2 * same < names.length && figures[0] < row && row < figures.at(-1);
    });
  }

  hasFigure(row) {
    return this.layout.values.some((place) => {
      if (this.isPlainNumber(place, row)) return true;
      const read = this.number(place, row);
      return !Number.isNaN(read.value) || read.faults.includes("ambiguous-number");
    });
  }

  // Whether a row holds only words where the rows below have figures: units, or the lower half of names.
  isHeading(row) {
    const cells = this.row(row);
    if (this.raw.unread.has(this.rows[row]) || cells.some((cell) => /\p{Nd}{2}/u.test(cell))) return false;
    const texts = this.layout.values.map((place) => cells[place]).filter(strip);
    if (texts.every((text) => isNoFigure(casefold(tidySpaces(text))))) return false; // a row without figures
    return !this.hasFigure(row);
  }

  isTextLine(row) {
    const cells = this.row(row);
    const filled = range(cells.length).filter((place) => strip(cells[place]));
    if (this.raw.unread.has(this.rows[row]) || this.hasFigure(row) || filled.length !== 1) return false;
    const text = cells[filled[0]];
    const isText = /(?:(?!\p{Nd})[\p{L}\p{N}_]){3}/u.test(text) || !/[\p{L}\p{N}]/u.test(text);
    return cells.length > 1 && isText && !this.layout.values.includes(filled[0]);
  }

  // Rows that hold data and could be read.
  get usable() {
    return this.once(
      "usable",
      () =>
        this.all.map((row) => !this.blankRows[row] && !this.linesOfText[row] && !this.raw.unread.has(this.rows[row])),
    );
  }

  get usableRows() {
    return this.once("usable rows", () => this.all.filter((row) => this.usable[row]));
  }

  // ---- words

  // Whether the letters of a word may be others than they seem, so that no repair may touch it.
  lettersInDoubt(word) {
    if (isAscii(word)) return false;
    return this.raw.inDoubt || CONTROL.test(word) || meantWord(word) !== null;
  }

  // How a column of figures writes its numbers; the columns of a wide table are taken together.
  conventionOf(place) {
    const { pointsInDoubt } = this.raw;
    const both = new Set(["."]);
    if (pointsInDoubt.has(place) && !this.raw.decimal) return { decimal: both, thousands: both, pointByDefault: true };
    const all = this.layout.values.includes(place) ? this.layout.values : [place];
    const together = all.filter((each) => !pointsInDoubt.has(each));
    return this.once(`convention ${together}`, () => {
      const { decimal } = this.raw;
      if (decimal) {
        const other = decimal === "," ? "." : ",";
        return { decimal: new Set([decimal]), thousands: new Set([other]), pointByDefault: true };
      }
      const fractions = together.some((each) =>
        this.columns[each].plain?.some((number) => !Number.isNaN(number) && number % 1 !== 0)
      );
      const words = together.flatMap((each) => this.words(each));
      return convention(words, { fractions, pointByDefault: this.raw.pointByDefault });
    });
  }

  // What a word of a column of figures says.
  numberWord(place, word) {
    const known = this.once(`numbers ${place}`, () => new Map());
    if (!known.has(word)) known.set(word, readNumber(word, this.conventionOf(place)));
    return known.get(word);
  }

  // What a cell of a column of figures says, if it is no plain number.
  number(place, row) {
    return this.numberWord(place, this.columns[place].cells[row]);
  }

  // The figures of a column; not a number where a cell gives none.
  values(place) {
    return this.once(`values ${place}`, () => {
      const codes = new Set(this.missingCodes(place));
      return this.all.map((row) => {
        if (codes.has(row)) return NaN;
        return this.isPlainNumber(place, row) ? this.columns[place].plain[row] : this.number(place, row).value;
      });
    });
  }

  // Where a column holds -99, -999 or -9999 although all its other figures are zero or more.
  missingCodes(place) {
    const { plain } = this.columns[place];
    const low = plain ? this.all.filter((row) => plain[row] < 0) : [];
    return low.every((row) => CODES_FOR_MISSING.includes(plain[row])) ? low : [];
  }

  // What each distinct word of the column of years says.
  get yearWords() {
    return this.once("years", () => {
      const { year } = this.layout.roles;
      const words = this.words(year);
      const reads = new Map(words.map((word) => [word, readYear(word)]));
      const times = new Map(words.map((word) => [word, 0]));
      this.columns[year].cells.forEach((cell) => times.has(cell) && times.set(cell, times.get(cell) + 1));
      const sum = (test) => words.filter((word) => test(reads.get(word))).reduce((n, word) => n + times.get(word), 0);
      const plain = sum((read) => !Number.isNaN(read.year));
      const usual = new Set();
      for (const kind of unique([...reads.values()].map(({ period }) => period)).filter(Boolean)) {
        const different = [...reads.values()].filter(({ period }) => period === kind).length;
        const many = sum(({ period }) => period === kind) > plain || different >= SERIES;
        if (many || kind === "provisional year") usual.add(kind);
      }
      for (const [word, read] of reads) if (usual.has(read.period)) reads.set(word, understoodYear(read));
      return reads;
    });
  }

  year(row) {
    return this.yearWords.get(this.columns[this.layout.roles.year].cells[row]);
  }

  get hasPeriods() {
    return this.layout.roles.year !== undefined &&
      [...this.yearWords.values()].some(({ faults }) => faults.includes("period"));
  }

  // The year of a column of figures, where there is no column of years: by its heading, or as said.
  yearOfColumn(place) {
    const meaning = this.layout.meanings[place];
    if (!meaning) return yearOf(this.columns[place].name);
    return meaning.span ? null : meaning.year || this.raw.year;
  }

  // ---- names

  // A column of names for comparing: for each row its name. Totals are the empty name.
  names(place) {
    return this.once(`names ${place}`, () => {
      const known = new Map();
      const isTotal = this.emptyIsTotal.has(place);
      const clean = (word) => {
        const name = cleanWord(word);
        return isTotal && TOTALS.has(casefold(name)) ? "" : name;
      };
      return this.all.map((row) => {
        const word = this.text(place, row);
        if (!known.has(word)) known.set(word, clean(word));
        return known.get(word);
      });
    });
  }

  // The columns that tell series apart.
  get named() {
    return this.once("named", () => {
      const { roles, breakdowns } = this.layout;
      const keys = ["place", "indicator", "unit", "geocode"].map((role) => roles[role]);
      return unique([...keys.filter((place) => place !== undefined), ...breakdowns]);
    });
  }

  // Columns in which an empty cell means the total: in Open SDG's form, and where some cells are empty.
  get emptyIsTotal() {
    return this.once("empty is total", () => {
      const { form, breakdowns } = this.layout;
      if (![OPEN_SDG, TIDY].includes(form)) return new Set();
      return new Set(
        breakdowns.filter((place) => form === OPEN_SDG || this.usableRows.some((row) => this.isEmpty(place, row))),
      );
    });
  }

  // The distinct names of a column, the empty one first, then as they come.
  distinct(place) {
    return this.once(`distinct ${place}`, () => unique(["", ...this.names(place)]));
  }

  // For each name of a column in how many usable rows it stands.
  timesUsed(place) {
    const times = new Map(this.distinct(place).map((name) => [name, 0]));
    for (const row of this.usableRows) times.set(this.names(place)[row], times.get(this.names(place)[row]) + 1);
    return times;
  }

  // For each row a text that is equal where all these columns are equal.
  combined(places) {
    const names = places.map((place) => this.names(place));
    return this.all.map((row) => names.map((each) => each[row]).join("\u0001"));
  }

  // For each row a text that is equal for equal years; not for the wide form.
  get periods() {
    return this.once(
      "periods",
      () => this.all.map((row) => this.year(row).text || cleanWord(this.columns[this.layout.roles.year].cells[row])),
    );
  }

  get hasYears() {
    return this.layout.roles.year !== undefined && this.layout.form !== UNKNOWN;
  }

  // For each row a text that is equal where these columns and the year are equal.
  combinedWithYear(places) {
    const keys = this.combined(places);
    return this.hasYears ? keys.map((key, row) => `${key}\u0002${this.periods[row]}`) : keys;
  }

  // Whether the table may be meant for a site of Open SDG: in its form, and not named as another file.
  get isForOpenSdg() {
    return this.layout.form === OPEN_SDG && (!this.raw.name || this.raw.name.startsWith("indicator_"));
  }

  // The code of the indicator in the name of an Open SDG file; empty if there is none.
  get codeOfFile() {
    const found = /^(?:indicator|archived)_?-?([\p{L}\p{N}_]+)-([\p{L}\p{N}_]+)-([\p{L}\p{N}_]+?)(?:[-_.]|$)/u
      .exec(this.raw.name);
    return found ? found.slice(1).join(".") : "";
  }

  get isByColumn() {
    return this.layout.form === COLUMNS;
  }
}
