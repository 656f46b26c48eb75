// What headings mean: roles by name, units, and years in them. The rules of localsdg.owndata.layout and meanings.
import { FLAGS, MEASURES, RULES, TOTAL_PLACES, ZONES } from "./limits.js";
import { asciiDigits, casefold, strip, stripSigns, tidySpaces, unique, withoutMarks } from "./words.js";
import { readYear, western, yearInside } from "./years.js";

export const OPEN_SDG = "Open SDG";
export const TIDY = "tidy";
export const WIDE = "wide";
export const COLUMNS = "columns";
export const UNKNOWN = "unknown";

const ROLE = new Map();
for (const [role, names] of Object.entries(RULES.roles)) {
  for (const name of names.split(" ")) ROLE.set(name, role);
}
export const UNITS = new Set(RULES.roles.unit.split(" "));
export const AREAS = new Set(RULES.areas.split(" "));
const [OF_NAMES, OF_YEARS] = [RULES.of_names, RULES.of_years].map((words) => new Set(words.split(" ")));
const NAMES = new Set(RULES.names.split(" "));
export const SURE_CODES = new RegExp(RULES.sure_codes);
const SURE_AREAS = new Set([...AREAS].filter((name) => !RULES.unsure_areas.split(" ").includes(name)));
const NAMED_AREA = /^[a-z]{2,8}\d\dnm$/; // as the statistics office of the United Kingdom names them: lad19nm
const WORD_FOR_NAME = /(?<=[\p{L}\p{N}_]{4})s?(?:name|namn|navn|naam)$/u;
const BUDGET_YEAR = new RegExp(
  [
    "(?<![\\w.,-])(?:FY\\s?)((?:19|20)\\d\\d\\s?[-–/]\\s?(?:(?:19|20)\\d\\d|\\d\\d))(?![\\d.,-])",
    "(?<![\\p{L}\\p{N}.,/-])(?:FY\\s?(?:(?:19|20)\\d\\d|['’]?\\d\\d))(?![\\p{L}\\p{N}.,/-])",
    "(?<![\\w.,/-])(?:19|20)\\d\\d\\s?[-–/]\\s?(?:(?:19|20)\\d\\d|\\d\\d)(?![\\w.,/-])",
  ].join("|").replaceAll("\\w", "\\p{L}\\p{N}_"),
  "iu",
);
const SHORT_DATE = /^(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)$/; // of a heading: 3/12/20
export const YEARS = new Set(RULES.years.split(" "));
export const YEAR_WORDS = new Set([...RULES.roles.year.split(" "), ...YEARS]);
export const CODE_NAMES = new RegExp(RULES.codes);
export const LAW = new RegExp(RULES.codes_of_law);
export const DIMENSIONS = new RegExp(RULES.dimensions);
export const MEASURED = new Set(RULES.measured.split(" "));
export const WANTED = new Set(RULES.wanted.split(" "));
export const PART_OF_YEAR = new RegExp(`^(?:${RULES.months}|${RULES.parts_of_year})$`);
export const TIMES = new RegExp(`^(?:${RULES.times})$`);
// Beginnings of words, whole words and signs that say what is counted.
export const MEASURE_STEMS = RULES.measure_stems.split(" ");
export const WORDS_OF_MEASURES = RULES.measure_words.split(" ");
export const MEASURE_SIGNS = new RegExp(RULES.measure_signs, "u");
export const ENDS_OF_PLACES = RULES.ends_of_places;
export const NUMBER_ROLES = MEASURES;
export const NO_SHARES = new Set(RULES.not_shares);
const UNIT = new RegExp(`^(?:${RULES.units})$`, "i");
const TOTALS = new RegExp(`^(?:${TOTAL_PLACES.replaceAll("\\w", "[\\p{L}\\p{N}_]")})$`, "iu");
const YEAR_NAME = /^((?:1[789]|20)\d\d)(?:\.0| \[YR\d{4}\])?$/;
const SPAN = /(?<!\d)(?:19|20)\d\d\s*(?:[-–—/]|to|bis|a|à|au|al)\s*(?:(?:19|20)\d\d|\d\d)(?!\d)/;
const BOUNDED = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:${
    RULES.bounds_of_time.replaceAll(" ", "|").replaceAll("_", " ")
  })[\\s-]+(?:19|20)\\d\\d(?!\\d)` +
    "|(?<!\\d)(?:19|20)\\d\\d\\s+(?:or|and)\\s+(?:earlier|later|before|after)(?![\\p{L}\\p{N}_])",
  "iu",
);
const ZONE_WORDS = new Set(ZONES);

// The names that spreadsheets give to columns without one.
export const NUMBERED = /^(?:Column|Columna|Coluna|Colonne|Colonna|Spalte|Kolom|Kolumna|Kolonne) ?\p{Nd}{1,3}$/u;

// The letter of a column as spreadsheet programs show it: A, B, ..., Z, AA.
export function letter(place) {
  let [letters, rest] = ["", place + 1];
  while (rest) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

let made = { empty: "", again: "" };
// Take the names of columns that have no heading of their own from the texts.
export function setMadeNames(texts) {
  made = texts.made_names;
}
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// The name of a column that has no heading.
export const madeName = (place) => fill(made.empty, { letter: letter(place) });
// The name of a column whose heading another one has too.
export const nameAgain = (name, place) => fill(made.again, { name, letter: letter(place) });
// The heading of a column whose heading another one has too, as the table has it.
export function withoutLetter(name) {
  const pattern = made.again.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace("{name}", "(.*)").replace(
    "{letter}",
    "[A-Z]+",
  );
  return new RegExp(`^${pattern}$`, "s").exec(name)?.[1] ?? name;
}

// A heading without the type that dBase files add: "ANNEE,N,19,8".
const withoutType = (heading) => heading.replace(/,[CNDFLM](?:,\d+){0,2}$/, "");

const plainNames = new Map();
// A heading for comparing: small letters without accents, words joined, nothing in brackets.
export function plainName(name) {
  let found = plainNames.get(name);
  if (found === undefined) {
    const bare = stripSigns(withoutType(tidySpaces(name)).replace(/\(.*?\)|\[.*?\]/g, ""), " :*#._-");
    const words = casefold(bare.replace(/(?<=[a-z])(?=[A-Z])/g, "_")); // DistrictName
    found = strip(withoutMarks(words).normalize("NFC")).replace(/[\s\-._]+/g, "_");
    if (plainNames.size > 5000) plainNames.clear();
    plainNames.set(name, found);
  }
  return found;
}

// What a column is by its heading; "" for a breakdown.
export const roleOf = (name) => ROLE.get(plainName(name)) ?? "";

// Whether a heading is a word for places, or holds one: "name of the district". The name of something else, such as a
// project, is no place.
export function saysArea(plain) {
  if (AREAS.has(plain) || NAMED_AREA.test(plain)) return true;
  const parts = plain.split(/_|\//).filter(Boolean);
  const words = unique([...parts, ...parts.map((word) => word.replace(WORD_FOR_NAME, ""))]); // Regionsname
  if (words.some((word) => SURE_AREAS.has(word) && !NAMES.has(word))) return true;
  return words.some((word) => NAMES.has(word)) && words.every((word) => NAMES.has(word) || OF_NAMES.has(word));
}

// Whether a heading is a word for years, with a word that says of what: "budget fiscal year", "yearperiod".
export function namesTime(plain) {
  if (YEAR_WORDS.has(plain) || plain === "yearperiod") return true;
  const words = plain.split("_").filter(Boolean);
  return words.some((word) => YEAR_WORDS.has(word)) &&
    words.every((word) => YEAR_WORDS.has(word) || OF_YEARS.has(word));
}

// Whether a heading is nothing but a word for places.
export const isArea = (plain) => AREAS.has(plain) || NAMED_AREA.test(plain);

// Whether a heading is a word for places, or for their codes.
export function namesPlaces(heading) {
  const plain = plainName(heading);
  return roleOf(heading) === "place" || saysArea(plain) || CODE_NAMES.test(plain);
}

// The year that a heading is, such as 2019; null for other headings.
export function yearOf(name) {
  const found = YEAR_NAME.exec(asciiDigits(tidySpaces(name)));
  if (found) return Number(found[1]);
  const { period, hint, order } = readYear(name); // such as "2018 г." and "2019(p)"
  return period === "provisional year" || hint.startsWith("the_year:") ? Math.trunc(order) : null;
}

// Whether a text is a unit, such as "%" or "in km²".
export const isUnit = (text) => UNIT.test(stripSigns(tidySpaces(text), "()[]").replace(/^in /i, ""));

// Whether the name of a row is a word for the whole.
export const isTotalPlace = (name) => TOTALS.test(tidySpaces(name));

// Whether a column of places holds parts of a place, such as urban and rural.
export function areGroups(cells) {
  const words = new Set(cells.map((cell) => casefold(tidySpaces(cell))));
  words.delete("");
  return words.size > 0 && [...words].every((word) => ZONE_WORDS.has(word));
}

export const YEAR_IN_NAME = /(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/g;

// A heading without a year and without the number that programs add to equal headings: Flag.1, Flag_2.
export function stem(heading) {
  const bare = asciiDigits(tidySpaces(heading)).replace(YEAR_IN_NAME, "");
  return stripSigns(bare.replace(/[._][0-9]{1,3}$|^Unnamed: [0-9]+$/, ""), " _-–:.,;()[]/*");
}

export const isFlag = (name) => FLAGS.includes(plainName(name));

export function isFlagName(heading) {
  const last = plainName(stem(heading)).split("_").at(-1);
  return FLAGS.includes(last) || ["footnote", "footnotes", "note", "notes"].includes(last);
}

function unitInside(text) {
  for (const found of text.matchAll(/\(([^()]*)\)|\[([^\[\]]*)\]/g)) {
    const inner = strip(found[1] || found[2] || "");
    if (!isUnit(inner)) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { unit: inner, text: tidySpaces(rest) };
  }
  const behind = /(?:,| in| -)\s*([^,\s]+(?: \d+)?)$/.exec(text);
  if (behind) {
    const isOne = UNIT.test(behind[1]) && !/^\p{L}+$/u.test(behind[1]);
    return isOne ? { unit: behind[1], text: strip(text.slice(0, behind.index)) } : { unit: "", text };
  }
  const before = /^(%|‰|€)\s+(.+)$/.exec(text);
  return { unit: before ? before[1] : "", text };
}

// The year in which the budget year of a heading begins, with what else it says: 2015 for "2015-16"; null for none.
function budgetYear(text) {
  const found = BUDGET_YEAR.exec(asciiDigits(text));
  const read = found && readYear(found[1] ?? found[0]);
  if (!read || read.period !== "budget year" || Number.isNaN(read.start)) return null;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { year: read.start, rest: stripSigns(tidySpaces(rest), " _-–:.,;/") };
}

// A heading such as "Unemployment rate 2019 (%)": { indicator, unit, year, place, span, budget }. A span is a time from
// one year to another, so that the figures have no single year.
export function meaningOf(heading, byYear) {
  const { unit, text: words } = unitInside(withoutType(tidySpaces(heading)));
  const text = byYear ? words.replace(SHORT_DATE, (_, day, year) => `${day}20${year}`) : words;
  const meaning = (indicator, more = {}) => ({
    indicator,
    unit,
    year: null,
    place: "",
    span: false,
    budget: false,
    ...more,
  });
  if (!byYear) return meaning(text || heading);
  const budget = budgetYear(text);
  if (budget) return meaning(budget.rest, { year: budget.year, budget: true });
  const digits = asciiDigits(text);
  if (SPAN.test(digits) || BOUNDED.test(digits)) return meaning(text, { span: true }); // such as "built before 1940"
  const outside = text.replace(/\([^()]*\)|\[[^[\]]*\]/g, " "); // dollars of (2017) say nothing of the time of a figure
  const year = yearInside(text) ?? yearInside(outside);
  if (year === null) {
    const years = text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? [];
    return meaning(text || heading, { span: years.length > 1 });
  }
  const bare = asciiDigits(western(text))
    .replace(new RegExp(`[(\\[]?(?<!\\d)${year}(?!\\d)(?:年度?|년)?[)\\]]?`, "g"), " ");
  return meaning(stripSigns(tidySpaces(bare), " _-–:.,;/") || text, { year });
}
