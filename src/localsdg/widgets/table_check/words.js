// Words as Python sees them: its white space, its small letters, its way to show a cell; and words that are near.

const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // in a set
const WHITES = new RegExp(`[${WHITE}]+`, "gu");
const EDGES = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "gu");

export const strip = (text) => text.replace(EDGES, "");

// Without the signs of a set at both ends.
export function stripSigns(text, signs) {
  let [start, end] = [0, text.length];
  while (start < end && signs.includes(text[start])) start += 1;
  while (end > start && signs.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// Without outer spaces, with single plain spaces inside.
export const tidySpaces = (text) => text.replace(/[\u200b\ufeff]/g, "").replace(WHITES, " ").replace(/^ | $/g, "");

export const isAscii = (text) => !/[\u{80}-\u{10ffff}]/u.test(text);

// Letters for comparing: small, and ß as ss.
export const casefold = (text) =>
  isAscii(text)
    ? text.toLowerCase()
    : [...text].map((sign) => (sign === "ı" ? sign : sign.toUpperCase().toLowerCase())).join("");

const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));
// The digits of a script stand in a row, from 0 to 9.
function digit(sign) {
  const code = sign.codePointAt(0);
  let steps = 0;
  while (isDigit(code - steps - 1)) steps += 1;
  return String(steps % 10);
}

// The digits of every script as 0 to 9.
export const asciiDigits = (text) => (isAscii(text) ? text : text.replace(/\p{Nd}/gu, digit));

const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0655\u0670\u3099\u309a]/g;
export const withoutMarks = (text) => text.normalize("NFD").replace(MARKS, "");

// A name for comparing: outer and double spaces gone, letters composed in one way.
export const cleanWord = (text) => tidySpaces(text).normalize("NFC");

// A sentence with its {names} filled in, as they are.
export const filled = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

// 12,345: whole numbers in sentences.
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
function escaped(sign) {
  const short = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" }[sign];
  if (short) return short;
  if (sign === " " || !HIDDEN.test(sign)) return sign;
  const code = sign.codePointAt(0).toString(16);
  if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
  return code.length < 5 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

// A cell for a message: spaces made visible where they matter, long ones cut.
export function cellWords(cell) {
  const signs = [...cell];
  const shown = signs.length <= 60 ? cell : `${signs.slice(0, 57).join("")}...`;
  if (shown === tidySpaces(shown)) return shown;
  const text = [...shown].map(escaped).join("");
  return text.includes("'") && text.includes('"') ? text.replaceAll("'", "\\'") : text;
}

// How alike two words are, from 0 to 1: twice the signs of their common blocks, the longest first, by all signs.
function ratio(one, other) {
  const places = new Map();
  other.forEach((sign, at) => places.set(sign, [...(places.get(sign) ?? []), at]));
  const common = (start, end, from, to) => {
    let [best, at, place] = [0, start, from];
    let lengths = new Map();
    for (let i = start; i < end; i += 1) {
      const next = new Map();
      for (const j of places.get(one[i]) ?? []) {
        if (j < from || j >= to) continue;
        const length = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > best) [best, at, place] = [length, i - length + 1, j - length + 1];
      }
      lengths = next;
    }
    return best ? best + common(start, at, from, place) + common(at + best, end, place + best, to) : 0;
  };
  const all = one.length + other.length;
  return all ? (2 * common(0, one.length, 0, other.length)) / all : 1;
}

// The words most like one, the nearest first.
export function closeMatches(word, options, most = 3, least = 0.6) {
  const scored = [...options].map((option) => [ratio([...option], [...word]), option]);
  const good = scored.filter(([score]) => score >= least);
  good.sort(([a, x], [b, y]) => b - a || (x < y ? 1 : x > y ? -1 : 0));
  return good.slice(0, most).map(([, option]) => option);
}

// For each item its number, equal items having the same one, in the order in which they first come.
export function numbered(items) {
  const known = new Map();
  return items.map((item) => {
    if (!known.has(item)) known.set(item, known.size);
    return known.get(item);
  });
}

// Items in groups by a key, in the order in which the keys first come.
export function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export const unique = (items) => [...new Set(items)];
export const range = (count, from = 0) => Array.from({ length: count }, (_, at) => at + from);
