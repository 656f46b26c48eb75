// Numbers as people type them: 12,5 and 12.5, 1 234,5, 1.234,5, 1,23,456, ١٢٫٥, 12,5 %. The same rules as
// localsdg.core.typed_numbers, tested against the same vectors. 1,234 alone is 1234 in some places and a little more
// than one in others: it is never guessed, both readings are given.

const LARGEST = 1e100; // no figure of a city comes near it
const LONGEST = 200; // characters; more is no number that a person types

const SPACE = "\\t\\n\\v\\f\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // in a set
const SPACES = new RegExp(`[${SPACE}]+`, "g");
// What is written in several ways, and the one way in which it is read. ٫ and ٬ have one meaning, as they should.
const SIGNS = [
  [SPACES, " "],
  [/[-\u2010-\u2014\u2212\ufe58\ufe63\uff0d]/g, "-"],
  [/[\uff0b\ufe62]/g, "+"],
  [/[\u2018\u2019\u02bc\uff07]/g, "'"],
  [/[\u060c\uff0c\ufe50]/g, ","],
  [/[\uff0e\ufe52]/g, "."],
];
const BODY = "[.,٫]?[0-9](?:[0-9.,'٫٬ ]*[0-9])?[.,٫]?";
const WHOLE = new RegExp(`^([+-]?) ?(${BODY}) ?(-?)$`);
const PER_CENT = ["%", "٪", "percent", "pct"];

const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));
// The digits of a script stand in a row, from 0 to 9.
function digit(sign) {
  const code = sign.codePointAt(0);
  let steps = 0;
  while (isDigit(code - steps - 1)) steps += 1;
  return steps % 10;
}
const trim = (text) => text.replace(/^ +| +$/g, "");

// Groups of digits are thousands: 1-3 digits, then three each; or the Indian way, 12,34,567.
export function areThousands(groups, sign) {
  if (groups[0].startsWith("0") || groups.includes("")) return false;
  if (groups[0].length <= 3 && groups.slice(1).every((group) => group.length === 3)) return true;
  const middle = groups.slice(1, -1);
  const indian = groups[0].length <= 2 && middle.every((group) => group.length === 2) && groups.at(-1).length === 3;
  return sign === "," && middle.length > 0 && indian;
}

// Every way to read digits with their signs: first as a whole number, then with decimals.
function readings(body) {
  const signs = [...body.replace(/[0-9]/g, "")];
  const groups = body.split(/[^0-9]/);
  if (!signs.length) return [body];
  const found = [];
  if (new Set(signs).size === 1 && signs[0] !== "٫" && areThousands(groups, signs[0])) found.push(groups.join(""));
  const [head, last] = [groups.slice(0, -1), signs.at(-1)];
  const alike = new Set(signs.slice(0, -1)).size === 1 && ![last, "٫"].includes(signs[0]);
  const grouped = head.length === 1 || (alike && areThousands(head, signs[0]));
  if (".,٫".includes(last) && grouped) found.push(`${head.join("") || "0"}.${groups.at(-1) || "0"}`);
  return found;
}

// A unit as it is compared: km² is km2, and blanks and capitals do not count.
const plain = (unit) => unit.normalize("NFKC").replace(SPACES, "").toLowerCase();

// The unit of a field, or its first word, may stand at the end or at the beginning.
function withoutUnit(text, unit) {
  const first = plain(unit.replace(SPACES, " ").trim().split(" ")[0]);
  const names = [plain(unit), first, ...(first === "%" ? PER_CENT : [])].filter((name) => name !== "");
  const signs = [...text];
  for (let place = 0; place < signs.length; place += 1) {
    const [before, after] = [signs.slice(0, place).join(""), signs.slice(place).join("")];
    if (names.includes(plain(after))) return before;
    if (names.includes(plain(before + signs[place]))) return signs.slice(place + 1).join("");
  }
  return text;
}

function fault(text) {
  if (/^\([^()]*[0-9][^()]*\)$/.test(text)) return { fault: "brackets" };
  const body = new RegExp(BODY).exec(text);
  if (!body) return { fault: "digits" };
  const [before, after] = [text.slice(0, body.index), text.slice(body.index + body[0].length)];
  return { fault: "words", found: trim(`${trim(before)} ${trim(after)}`) };
}

// Most numbers are digits with at most a point that cannot stand between thousands: such a text is soon read.
const SIMPLE = /^-?([0-9]{1,60})(?:\.([0-9]{1,60}))?$/;
function simple(text, unit) {
  const [, whole, rest] = SIMPLE.exec(text) ?? [];
  return whole && !(rest && areThousands([whole, rest], ".")) && !/\p{N}/u.test(unit);
}

// What a typed text says: { value }, { readings: [the whole number, the decimal one] }, { fault } or, if empty, {}.
export function typedNumber(text, unit = "") {
  if (simple(text, unit)) return { value: Number(text) || 0 }; // never minus zero
  let seen = text.replace(/\p{Cf}/gu, "");
  if ([...seen].length > LONGEST) return { fault: "digits" };
  for (const [signs, sign] of SIGNS) seen = seen.replace(signs, sign);
  seen = trim(seen.replace(/\p{Nd}/gu, digit));
  if (!seen) return {};
  const number = trim(withoutUnit(seen, unit));
  const [, sign, body, after] = WHOLE.exec(number) ?? [];
  if (!body || (sign && after)) return fault(number);
  const factor = sign === "-" || after ? -1 : 1;
  const values = readings(body).map((reading) => factor * reading || 0); // never minus zero
  if (!values.length || Math.abs(values[0]) > LARGEST) return { fault: "groups" };
  return values.length > 1 ? { readings: values } : { value: values[0] };
}

// A number as a text that can be read in one way only: 1.234 is "1.2340".
export function unmistakable(value) {
  let text = String(value);
  if (text.includes("e-")) text = value.toFixed(20).replace(/0+$/, "");
  else if (text.includes("e")) text = String(BigInt(value));
  return typedNumber(text).readings ? `${text}0` : text;
}
