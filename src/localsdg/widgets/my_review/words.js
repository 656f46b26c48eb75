// The words of the review, from the catalogue of a language, and texts and numbers as Python writes them: the same as
// localsdg/review/words.py.
import { isAscii, strip } from "../table_check/words.js";

const THIN = "\u202f";
const SMALL = 1e6; // from here on no decimal is seen
const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // in a set
const WORD = "[\\p{L}\\p{N}_]";
const WHITES = new RegExp(`[${WHITE}]+`, "gu");

const START = new RegExp(`^[${WHITE}]+`, "u");
export const stripStart = (text) => text.replace(START, "");
export const words = (text) => strip(text).split(WHITES).filter(Boolean);

// Python's classes of signs, in a set and outside of one.
const CLASSES = {
  s: [WHITE, `[${WHITE}]`],
  d: ["\\p{Nd}", "\\p{Nd}"],
  w: ["\\p{L}\\p{N}_", WORD],
  D: ["\\P{Nd}", "\\P{Nd}"],
};
const EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;

// A pattern of Python's as one of JavaScript: its classes hold the letters and digits of every script.
export function pattern(source, flags = "") {
  let inSet = false;
  const text = source.replace(/\\(.)|[[\]]/gsu, (found, sign) => {
    if (sign === undefined) inSet = found === "[";
    else if (sign === "b") return EDGE;
    else if (sign in CLASSES) return CLASSES[sign][inSet ? 0 : 1];
    else if (/[-\s]/u.test(sign) && !inSet) return sign;
    return found;
  });
  return new RegExp(text, `${flags}u`);
}
export const fullPattern = (source, flags = "") => pattern(`^(?:${source})$`, flags);

// Cherokee letters fold to capitals; two more letters have a way of their own.
function folded(sign) {
  if (/[\u13a0-\u13fd\uab70-\uabbf]/.test(sign)) return sign.toUpperCase();
  return { "ı": "ı", "ẞ": "ss" }[sign] ?? sign.toUpperCase().toLowerCase();
}
// A text for comparing, in which capitals do not count.
export const casefold = (text) => isAscii(text) ? text.toLowerCase() : [...text].map(folded).join("");

// What stands behind the surrogates by its number stands before them in the order of the letters.
const rank = (unit) => unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
// Compares two texts by the numbers of their letters.
export function inOrder(one, other) {
  const end = Math.min(one.length, other.length);
  for (let at = 0; at < end; at += 1) {
    const [mine, theirs] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (mine !== theirs) return rank(mine) - rank(theirs);
  }
  return one.length - other.length;
}
// Compares two lists of texts and numbers, part by part.
export function partsInOrder(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const found = typeof one[at] === "number" ? one[at] - other[at] : inOrder(one[at], other[at]);
    if (found) return found;
  }
  return one.length - other.length;
}

// The digits of a number above zero to a place behind the point or to a count of digits. Of two that are as near, the
// even one is taken, where JavaScript takes the larger one.
function even(text, long) {
  const rest = long.slice(text.length).replace(/e.*/, "");
  const odd = Number(text.at(-1)) % 2 === 1;
  return /^\.?50*$/.test(rest) && odd ? long.slice(0, text.length) : text;
}
// A number with some decimals.
export function fixed(value, decimals) {
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (size >= 1e21) return `${sign}${BigInt(size)}${decimals ? `.${"0".repeat(decimals)}` : ""}`;
  return sign + even(size.toFixed(decimals), size.toFixed(decimals + 50));
}
// A number with the digits that count, 15 as a rule, as Python writes it: 0.00001 is 1e-05.
export function digits(value, count = 15) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!size) return `${sign}0`;
  const own = String(size);
  if (count === 15 && own.length < 16 && size >= 0.0001 && size < 1e15) return sign + own;
  const [short, power] = rounded(size, count).split("e");
  const exponent = Number(power);
  const plain = short.replace(".", "");
  if (exponent < -4 || exponent >= count) {
    const decimals = plain.slice(1).replace(/0+$/, "");
    const two = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${plain[0]}${decimals && `.${decimals}`}e${exponent < 0 ? "-" : "+"}${two}`;
  }
  const text = exponent < 0
    ? `0.${"0".repeat(-exponent - 1)}${plain}`
    : `${plain.slice(0, exponent + 1)}.${plain.slice(exponent + 1)}`;
  return sign + text.replace(/\.0*$|(\.\d*?)0+$/, "$1");
}
function rounded(size, count) {
  const text = size.toExponential(count - 1);
  const [short, power] = text.split("e");
  const [long, before] = size.toExponential(count + 50).split("e");
  // Rounded up to the next power of ten, no two numbers were as near.
  return power === before ? `${even(short, long)}e${power}` : text;
}

// A number with a thin space between thousands.
export function grouped(text) {
  const sign = text.startsWith("-") ? "−" : "";
  const [bare, ...rest] = text.replace(/^-+/, "").split(/(?=\.)/);
  if (!/^[0-9]+$/.test(bare)) return text;
  return sign + bare.replace(/\B(?=([0-9]{3})+$)/g, THIN) + rest.join("");
}

// A number as a reader sees it, with its unit; exact: with all digits, as it was published.
export function shown(value, unit = "", { exact = false } = {}) {
  const percent = unit.includes("%");
  let text;
  // 12.3 - 10.3 is 2, though a computer finds a little more.
  const near = exact || Math.abs(value) >= SMALL ? value : Number(value.toPrecision(12));
  if (exact || (Number.isInteger(near) && !percent)) text = digits(near);
  else text = fixed(near, percent || Math.abs(near) >= 10 || near === Number(near.toFixed(1)) ? 1 : 2);
  if (Number(text) === 0) text = text.replace("-", "");
  return unit ? `${grouped(text)} ${unit}` : grouped(text);
}

// A sentence of a catalogue by its key, such as "honesty.boundary.found", with its names filled in; each(key) gives a
// group of texts.
export function wordsOf(catalogue, language = "en") {
  const at = (key) => key.split(".").reduce((place, step) => place[step], catalogue);
  function say(key, values = {}) {
    let text = String(at(key));
    // What is filled in may hold braces.
    for (const [name, value] of Object.entries(values)) {
      text = text.replaceAll(`{${name}}`, () => String(value).replaceAll("{", "\0"));
    }
    return text.replaceAll("\0", "{");
  }
  return Object.assign(say, { language, each: (key) => ({ ...at(key) }) });
}
