// What a cell says as a year: the rules of localsdg.owndata.years, tested against it.
import { FIRST_YEAR, LAST_YEAR } from "./limits.js";
import { asciiDigits, tidySpaces, unique } from "./words.js";

const FOUR = "(?:19|20)\\d\\d";
const LAST_CENTURY = 70; // a budget year of two digits from here on is one of the last century
const DAY = 86_400_000;
const EXCEL_START = Date.UTC(1899, 11, 30);

export const isYear = (number) => number >= FIRST_YEAR && number <= LAST_YEAR && Number.isInteger(number);

const ERAS = { "民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925 };
// The year before the first of the calendar of Taiwan, the only one in which a year of ours is 1xx.
const TAIWAN = 1911;
const ERA = new RegExp(`(${Object.keys(ERAS).join("|")})\\s?(\\d{1,3}|元)(?=\\s?年)`, "g");

// A text with the years of eras as years of the common calendar: 平成29年度 becomes 2017年度.
export function western(text) {
  if (!text.includes("年")) return text;
  const ofEra = (_, era, number) => String(ERAS[era] + Number(number.replace("元", "1")));
  return asciiDigits(text).replace(ERA, ofEra)
    .replace(/(?<![\d.,])1[0-4]\d(?=年)/g, (number) => String(TAIWAN + Number(number)));
}

// The one year that a text names; null if it names none or several.
export function yearInside(text) {
  const found = unique(asciiDigits(western(text)).match(new RegExp(`(?<![0-9])${FOUR}(?![0-9])`, "g")) ?? []);
  return found.length === 1 ? Number(found[0]) : null;
}

const year = (number, order, text, faults, hint = "", period = "", start = NaN) => ({
  year: number,
  order,
  text,
  faults,
  hint,
  period,
  start,
});
const EARLY = "year before 1900";
const fault = (order, hint, period = "", start = NaN) => year(NaN, order, null, ["not-a-year"], hint, period, start);

// A time other than a plain year with the year in which it begins.
export const understoodYear = (word) =>
  word.period === EARLY
    ? { ...word, year: word.order, text: String(word.order), faults: [], period: "" }
    : { ...word, year: word.start, faults: ["period"] };

// An ISO date. A year that a spreadsheet shows as a date lies in June or July 1905.
function date([, whole, month, day]) {
  const [y, m, d] = [Number(whole), Math.min(Math.max(Number(month), 1), 12), Math.min(Math.max(Number(day), 1), 28)];
  const time = new Date(0);
  time.setUTCFullYear(y, m - 1, d);
  const number = Math.round((time.getTime() - EXCEL_START) / DAY);
  if (y === 1905 && isYear(number)) return fault(number, `shown_as_date:${number}`);
  return fault(y, `date_in:${y}`, "day", y);
}

// Year and quarter of "2024Q4", "2024-T4", "Q4 2024", "4. Quartal 2024" and the like.
function quarter(clean) {
  let found = new RegExp(`^(${FOUR})[\\s\\-/]*[QTKV]\\s?([1-4])$`, "i").exec(clean);
  if (found) return [Number(found[1]), Number(found[2])];
  found = new RegExp(`^(?:[QTKV]\\s?([1-4])|([1-4])\\.?\\s?(?:Q|T|Quartal|trimestre))[\\s\\-/]*(${FOUR})$`, "i")
    .exec(clean);
  return found ? [Number(found[3]), Number(found[1] ?? found[2])] : null;
}

function rangeOf([, begin, end]) {
  const first = Number(begin);
  const last = end.length === 4 ? Number(end) : Number(begin.slice(0, 2) + end);
  if (last === first + 1 || (end === "00" && begin.endsWith("99"))) {
    return fault(first, "two_years", "budget year", first);
  }
  if (end.length === 2 && Number(end) >= 1 && Number(end) <= 12) {
    return fault(first + (Number(end) - 1) / 12, `month_of:${begin}`, "month", first);
  }
  return last > first ? fault(first, "two_years", "span of years", first) : fault(first, "two_years");
}

const isoDay = (days) => new Date(EXCEL_START + days * DAY).toISOString().slice(0, 10);

// Each form of time, in the order in which they are tried; one may decline.
/** @type {[RegExp, (found: any) => any][]} */
const FORMS = [
  [/^1[0-8]\d\d$/, ([text]) => fault(Number(text), "", EARLY, Number(text))],
  [/^(?:(\d{4})[.,]0*|(\d)[., ](\d{3}))$/, (found) => {
    const text = found[1] ?? found[2] + found[3];
    return isYear(Number(text)) ? year(Number(text), Number(text), text, ["not-a-year"], `whole_number:${text}`) : null;
  }],
  [new RegExp(`^(${FOUR})\\s*[-–—/]\\s*((?:${FOUR})|\\d\\d)$`), rangeOf],
  [
    new RegExp(`^(?:FY|AF|EF)\\s?(${FOUR})$`, "i"),
    ([, begin]) => fault(Number(begin), `budget_year:${begin}`, "budget year", Number(begin)),
  ],
  [/^FY\s?['’]?(\d\d)(?:\s?[-–/]\s?(\d\d))?$/i, ([, first, last]) => {
    if (last !== undefined && Number(last) !== (Number(first) + 1) % 100) return null;
    const start = Number(first) + (Number(first) >= LAST_CENTURY ? 1900 : 2000);
    return fault(start, `budget_year:${start}`, "budget year", start);
  }],
  [
    new RegExp(`^(${FOUR})\\s?(?:年度?|년|г\\.?|год)$`),
    ([, text]) => year(Number(text), Number(text), text, ["not-a-year"], `the_year:${text}`),
  ],
  [
    new RegExp(`^(${FOUR})\\s?(?:\\(?(?:p|pr|prov|prel|e|r|b)\\.?\\)?|\\*+|\\(?[1-9]\\)|[¹²³])$`, "i"),
    ([, text]) => fault(Number(text), `with_a_sign:${text}`, "provisional year", Number(text)),
  ],
  [/^.*$/s, ([clean]) => {
    const found = quarter(clean);
    return found ? fault(found[0] + (found[1] - 1) / 4, `quarter_of:${found[0]}`, "quarter", found[0]) : null;
  }],
  [
    new RegExp(`^(${FOUR})\\s?[-/M]\\s?(\\d{1,2})$`),
    ([, text, month]) =>
      Number(month) >= 1 && Number(month) <= 12
        ? fault(Number(text) + (Number(month) - 1) / 12, `month_of:${text}`, "month", Number(text))
        : null,
  ],
  [new RegExp(`^(?:(${FOUR})(0[1-9]|1[0-2])|(1[0-4]\\d)/(0?[1-9]|1[0-2]))$`), ([, text, month, other, its]) => {
    const first = text ? Number(text) : TAIWAN + Number(other);
    return fault(first + (Number(month ?? its) - 1) / 12, `month_of:${first}`, "month", first);
  }],
  [
    new RegExp(`^(${FOUR})年\\s?(0?[1-9]|1[0-2])月$`),
    ([, text, month]) => fault(Number(text) + (Number(month) - 1) / 12, `month_of:${text}`, "month", Number(text)),
  ],
  [new RegExp(`^(${FOUR})[.,](\\d+)$`), ([, whole, rest]) => {
    const number = Number(`${whole}.${rest}`);
    return fault(number, "decimal_year", "decimal year", number);
  }],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/, date],
  [
    new RegExp(`^(${FOUR})([/.])(\\d{1,2})\\2(\\d{1,2})$`),
    ([, text, , month, day]) =>
      month >= 1 && month <= 12 && day >= 1 && day <= 31
        ? fault(Number(text), `date_in:${text}`, "day", Number(text))
        : null,
  ],
  [
    new RegExp(`^\\d{1,2}([./-])\\d{1,2}\\1(${FOUR})$`),
    ([, , text]) => fault(Number(text), `date_in:${text}`, "day", Number(text)),
  ],
  [/^['’]?(\d\d)$/, ([, text]) => fault(NaN, `two_digits:${text}`)],
  [/^\d{5}$/, ([text]) => {
    const days = Number(text);
    if (days < 32874 || days >= 62093) return null; // the days of 1990 to 2069, counted as Excel counts them
    const day = isoDay(days);
    return fault(Number(day.slice(0, 4)), `counted_day:${day}`);
  }],
  [
    new RegExp(`^(${FOUR})(?:/\\d\\d)?\\s*(?:[-–—]|to|until|bis|a|à|au|al)\\s*${FOUR}(?:/\\d\\d)?$`, "i"),
    ([, first]) => fault(Number(first), "several_years", "span of years", Number(first)),
  ],
  [new RegExp(`(?<!\\d)(${FOUR})(?!\\d)`), (found) => {
    const first = Number(found[1]);
    const hint = `names_the_year:${first}`;
    return yearInside(found.input) === null ? fault(first, hint) : fault(first, hint, "time in words", first);
  }],
];

// A cell of a column of years: { year, order in time, text, faults, hint, period, start }.
export function readYear(word) {
  const tidy = tidySpaces(word);
  const clean = asciiDigits(western(tidy));
  if (!clean) return year(NaN, NaN, null, ["missing-value"]);
  const ofOurCalendar = new RegExp(`^(${FOUR}.*?)\\s+(?:AD|A\\.D\\.|CE)$`).exec(clean);
  if (ofOurCalendar) return readYear(ofOurCalendar[1]);
  if (/^\d{4}$/.test(clean) && isYear(Number(clean))) {
    const faults = [["spaces", word !== tidy], ["other-digits", clean !== tidy]].filter(([, here]) => here);
    return year(Number(clean), Number(clean), clean, faults.map(([name]) => name));
  }
  for (const [form, read] of FORMS) {
    const found = form.exec(clean);
    const said = found && read(found);
    if (said) return said;
  }
  return fault(NaN, "");
}
