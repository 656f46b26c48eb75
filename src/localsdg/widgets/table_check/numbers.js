// What a cell says as a number: the rules of localsdg.owndata.numbers, tested against it.
import { areThousands } from "../kit/typed_numbers.js";
import { ERROR_CELLS, MISSING_WORDS } from "./limits.js";
import { asciiDigits, casefold, strip, tidySpaces, unique } from "./words.js";

// A number that every program reads in the same way, if the point is the decimal sign.
export const isPlain = (text) => /^[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)$/.test(text);

const MISSING = new Set(MISSING_WORDS);
// Whether a word in small letters says that there is no figure.
export const isNoFigure = (word) => MISSING.has(word) || FLAGGED_GAP.test(word);
const ERRORS = new Set(ERROR_CELLS);
const MINUS = "\\-\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212\\ufe63\\uff0d"; // in a set
const NARROW = " \\u00a0\\u2007\\u2008\\u2009\\u200a\\u202f'\\u2019\\u02bc\\u066c_"; // signs that can only group digits
const IS_NARROW = new RegExp(`^[${NARROW}]$`, "u");
const BEFORE = `(?:[A-Z]{1,3}(?=\\$))?[^\\p{L}\\p{N}_\\s.,()\\[\\]<>=~≈≤≥±%+${MINUS}]?`;
const AFTER = "%|٪|per ?cent|pct\\.?|[^\\p{L}\\p{N}_\\s%*†‡§#()\\[\\]]?";
const NOTE = "[*†‡§#]+|\\([bcdefnprsuz]{1,2}\\)|\\[[bcdefnprsuz]{1,2}\\]" + // Eurostat's flags; no letter for a scale
  "|(?<=[0-9%.] )(?:[bdefnpruz]|b[cdenpruz]|d[benpru]|e[bdnpru]|p[bdenru]|u[bdenpr])"; // or for seconds
const FLAGGED_GAP = /^:\s?\(?[bcdefnprsuz]{1,2}\)?$/; // Eurostat's sign for no figure, with its flag: ": u"
const WORD = new RegExp(
  `^([+${MINUS}]?)\\s*(${BEFORE})\\s*([+${MINUS}]?)([0-9.,\\u066b${NARROW}]*[0-9]\\.?)\\s*(${AFTER})\\s*(${NOTE})?$`,
  "u",
);
const PERCENT = ["%", "٪", "percent", "pct", "per cent", "pct."];
const LIMIT = /^(?:[<>≤≥~≈±]|ca\.?|circa|about|approx\.?|less than|more than|up to|over|under)\s*=?\s*[0-9].*$/i;
const RANGE = new RegExp(`^[0-9][0-9.,]*\\s*(?:[${MINUS}]|to|bis|a|à)\\s*[0-9][0-9.,]*\\s*%?$`, "u");
const MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|okt|dez";
const LETTERS = "[\\p{L}\\p{N}_]*";
const DATE = new RegExp(
  "^(?:\\d{4}-\\d{1,2}-\\d{1,2}(?:[ t]\\d.*)?|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}" +
    `|\\d{1,2}[- ](?:${MONTH})${LETTERS}\\.?(?:[- ]\\d{2,4})?|(?:${MONTH})${LETTERS}\\.?[- ]\\d{1,4})$`,
  "iu",
);
const ALL_DIGITS = 7; // in a number such as 8.128125e-05: then none was lost
const SURELY_WHOLE = 4; // in a number such as 7.5e-05
const SCIENTIFIC = /^[+-]?[0-9]+[.,]?[0-9]*[eE][+-]?[0-9]{1,3}$/;
const ACCOUNTS = new RegExp(`^(?:\\(([0-9][0-9.,]*)\\)|([0-9][0-9.,]*)[${MINUS}])$`, "u");

// A number as people write it: 12.0 is "12", never in scientific notation.
export function numberText(number) {
  if (Number.isNaN(number)) return "";
  if (!Number.isFinite(number)) return number < 0 ? "-inf" : "inf";
  const size = Math.abs(number);
  if (Number.isInteger(number)) {
    if (size < 1e15) return String(number);
    return size < 1e16 ? `${number}.0` : String(BigInt(number));
  }
  if (size >= 1e-4) return String(number);
  const text = number.toFixed(20).replace(/0+$/, "").replace(/\.$/, "");
  return text;
}

// Every way to read a body: digits with "." as decimal sign.
function readings(body) {
  const signs = [...body].filter((sign) => !/[0-9]/.test(sign));
  const groups = body.split(/[^0-9]/);
  if (!signs.length) return [{ text: body, decimal: "", thousands: "" }];
  const kinds = signs.map((sign) => (IS_NARROW.test(sign) ? "_" : sign));
  if (new Set(kinds.slice(0, -1)).size > 1) return [];
  if (signs.length > 1 && kinds[0] === "_" && new Set(signs.slice(0, -1)).size > 1) return [];
  const found = [];
  const [first, last] = [kinds[0], kinds.at(-1)];
  const same = first === last && new Set(signs).size === 1;
  if (same && areThousands(groups, first)) found.push({ text: groups.join(""), decimal: "", thousands: first });
  const head = groups.slice(0, -1);
  if (last !== "_" && (signs.length === 1 || (!same && first !== last && areThousands(head, first)))) {
    const [whole, tail] = [head.join("") || "0", groups.at(-1)];
    const text = tail ? `${whole}.${tail}` : whole;
    found.push({ text, decimal: last, thousands: signs.length > 1 ? first : "" });
  }
  return found;
}

const isCurrency = (sign) => /^\p{Sc}$/u.test(sign);

function split(word) {
  const found = WORD.exec(word);
  if (!found || (found[1] && found[3])) return null;
  const [, sign, before, inner, body, after, note] = found;
  const last = [...before].at(-1) ?? "";
  if ((last && !isCurrency(last)) || (after && !PERCENT.includes(after) && !isCurrency(after))) return null;
  return { sign: sign || inner, before, body, after, note: note ?? "" };
}

const markOfSplit = (parts) => (PERCENT.includes(parts.after) ? "%" : parts.before || parts.after);

// The percent or currency sign of a cell that holds a number; "" if it has none.
export function markOf(word) {
  const parts = split(asciiDigits(tidySpaces(word)));
  return parts ? markOfSplit(parts) : "";
}

// How a column writes its numbers, from the cells that can be read in one way only.
export function convention(words, { fractions = false, pointByDefault = true } = {}) {
  const decimal = new Set(fractions ? ["."] : []);
  const thousands = new Set();
  for (const word of words) {
    const parts = split(asciiDigits(tidySpaces(word)));
    const found = parts ? readings(parts.body) : [];
    if (found.length !== 1) continue;
    if ([".", ","].includes(found[0].decimal)) decimal.add(found[0].decimal);
    if ([".", ","].includes(found[0].thousands)) thousands.add(found[0].thousands);
  }
  return { decimal, thousands, pointByDefault };
}

// What nothing is known of: as for the first look at a cell.
// Whether the points of a column may stand between thousands, although most files like it mean decimals. Decimals are
// cut to the same number of digits, or lose the zeros at their end. Neither gives a column in which every number with a
// point has three digits behind it, and others have none and are smaller than a thousand.
export function pointsMayGroup(words) {
  const tidy = unique(words.map(tidySpaces));
  const pointed = tidy.filter((word) => /^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(word));
  const whole = tidy.filter((word) => /^[+-]?[0-9]+$/.test(word)).map((word) => Math.abs(Number(word)));
  const known = new Set(pointed);
  if (tidy.some((word) => word.includes(".") && /\p{N}/u.test(word) && !known.has(word))) return false;
  return pointed.length > 2 && whole.every((number) => number < 1000) &&
    whole.some((number) => ![0, 1, 100].includes(number));
}

// Whether a number with two points or more, each before three digits, stands among words: 2.151.166.
export const groupSurely = (words) =>
  words.some((word) => /^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}$/.test(strip(word)));

// Whether a number with a decimal point stands among words: one point, with other than three digits behind it.
export const breakSurely = (words) =>
  words.some((word) => /^(?:[+-]?[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+)$/.test(strip(word)));

export const NO_CONVENTION = { decimal: new Set(), thousands: new Set(), pointByDefault: true };

// Whether a sign is the "decimal" or the "thousands" sign of a column; null if that is unclear.
function meaning({ decimal, thousands, pointByDefault }, sign) {
  const other = sign === "." ? "," : ".";
  if (decimal.has(sign) || thousands.has(sign)) {
    if (decimal.has(sign) && thousands.has(sign)) return null;
    return decimal.has(sign) ? "decimal" : "thousands";
  }
  if (decimal.has(other) && !thousands.has(other)) return "thousands";
  if (thousands.has(other) && !decimal.has(other)) return "decimal";
  return sign === "." && pointByDefault && !decimal.size ? "decimal" : null;
}

const said = (value, text, faults, mark = "", hint = "") => ({ value, text, faults, mark, hint });

// Why a cell that is neither empty nor a number is none.
function noNumber(word) {
  const low = casefold(word);
  if (ERRORS.has(word.toUpperCase()) || /^#+$/.test(word)) return said(NaN, null, ["error-cell"]);
  if (isNoFigure(low)) return said(NaN, null, ["missing-word"]);
  if (SCIENTIFIC.test(word)) {
    const value = Number(word.replaceAll(",", "."));
    if (Number.isFinite(value)) {
      const digits = word.replace(/[eE].*/, "").replace(/\D/g, "");
      // Spreadsheets write E and may cut digits. Programs write e; those that cut keep six digits or so.
      const whole = digits.length >= ALL_DIGITS || (word.includes("e") && digits.length <= SURELY_WHOLE);
      if (whole) return said(value, null, []);
      return said(value, null, ["scientific-notation"], "", numberText(value));
    }
  }
  if (DATE.test(word)) return said(NaN, null, ["date-in-number"]);
  if (LIMIT.test(low) || RANGE.test(low)) return said(NaN, null, ["limit-or-range"]);
  const found = ACCOUNTS.exec(word);
  return said(NaN, null, ["text-in-number"], "", found ? `-${found[1] ?? found[2]}` : "");
}

function reading(found, parts, how) {
  if (found.length > 1) {
    const means = meaning(how, found[0].decimal || found[0].thousands);
    if (means === null) return { hint: found.map((each) => parts.sign + each.text).join("|") };
    return found.find((each) => Boolean(each.decimal) === (means === "decimal"));
  }
  const [only] = found;
  const unclear = [".", ","].includes(only.decimal) && how.thousands.has(only.decimal) && !only.thousands;
  return unclear ? { hint: `${parts.sign}${only.text}` } : only;
}

// A cell of a column of numbers: { value, text as it should be written or null, faults, mark, hint }.
export function readNumber(word, how) {
  const tidy = tidySpaces(word);
  const clean = asciiDigits(tidy);
  if (!clean) {
    return word ? said(NaN, "", ["spaces", "missing-value"]) : said(NaN, null, ["missing-value"]);
  }
  const parts = split(clean);
  const found = parts ? readings(parts.body) : [];
  if (!parts || !found.length || !Number.isFinite(Number(found[0].text))) return noNumber(clean);
  const chosen = reading(found, parts, how);
  if (chosen.hint !== undefined) return said(NaN, null, ["ambiguous-number"], "", chosen.hint);
  const negative = !["", "+"].includes(parts.sign);
  const text = (negative ? "-" : "") + chosen.text;
  const mark = markOfSplit(parts);
  const faults = [
    ["spaces", word !== tidy],
    ["other-digits", clean !== tidy],
    ["minus-sign", negative && parts.sign !== "-"],
    ["decimal-comma", [",", "\u066b"].includes(chosen.decimal)],
    ["thousands-separator", Boolean(chosen.thousands)],
    ["percent-sign", mark === "%"],
    ["currency-sign", Boolean(mark) && mark !== "%"],
    ["note-in-number", Boolean(parts.note)],
  ].filter(([, here]) => here).map(([name]) => name);
  if (parts.note) return said(Number(text), null, faults, parts.note, text);
  return said(Number(text), text, faults, mark);
}
