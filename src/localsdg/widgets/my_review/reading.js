// Reading a workbook for the review: whatever stands in a field becomes plain text, marked if it is made up. The same
// as localsdg/review/reading.py.
//
// What Python has as a dict by names that learners give is a Map here, by name: records("pin").get("11.1"). What stands
// in one record is a plain object without a prototype.
import { typedNumber } from "../kit/typed_numbers.js";
import { bare, same } from "../kit/workbook.js";
import { asciiDigits, strip } from "../table_check/words.js";
import { FICTIONAL_WORDS, LONGEST, MEANINGS, MOST_RECORDS } from "./limits.js";
import { casefold, digits, fixed, inOrder, pattern, words } from "./words.js";

// Signs that no document can hold, or that turn its text round; and halves of letters.
// deno-lint-ignore no-control-regex
const UNSEEN = new RegExp(
  "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u200b\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]",
  "g",
);
const HALVES = /\p{Cs}/gu;
const PRINTABLE = /^[ -~]*$/;
const FICTIONAL = pattern(FICTIONAL_WORDS, "i");
const LARGEST_WHOLE = 1e21; // from there on JavaScript writes a power of ten

export const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const MAYBE = new RegExp(FICTIONAL_WORDS.replaceAll("\\b", ""), "iu");
const judged = new Map(); // names and sources come again in many rows
export function isFictional(text) {
  let found = judged.get(text);
  if (found === undefined) {
    found = MAYBE.test(text) && FICTIONAL.test(text);
    if (judged.size > 5000) judged.clear();
    judged.set(text, found);
  }
  return found;
}

// What a field holds as text that every document can hold; what is neither text nor number is empty.
export function plain(value) {
  let text = value;
  if (typeof value === "number") {
    text = Number.isInteger(value) && Math.abs(value) < LARGEST_WHOLE ? String(value) : digits(value);
  } else if (typeof value !== "string") return "";
  if (text.length <= LONGEST && PRINTABLE.test(text)) return strip(text);
  text = strip(text.replace(HALVES, "\ufffd").replace(/\r\n?/g, "\n").replace(UNSEEN, ""));
  if (text.length <= LONGEST) return text;
  const signs = [...text];
  return signs.length <= LONGEST ? text : `${signs.slice(0, LONGEST).join("")} ...`;
}

// The same in one line.
const ONE_LINE = /^[!-~]+(?: [!-~]+)*$/;
export function oneLine(value) {
  if (typeof value === "string" && value.length <= LONGEST && (value === "" || ONE_LINE.test(value))) return value;
  return words(plain(value)).join(" ");
}

// The year that a text begins with or holds, such as 2018 of "2018/19"; null if there is none.
const YEAR = /[12]\p{Nd}{3}/u;
export function yearOf(text) {
  const found = YEAR.exec(text);
  return found ? Number(asciiDigits(found[0])) : null;
}

const DIGITS = /^[0-9]{1,15}$/;
const NO_DIGITS = /^(?:[A-Za-z%].*)?$/;
// A typed number; null where there is none, or where it can be read in two ways. whole: for what has no decimals, such
// as people, of which 585,708 can only be many.
export function numberOf(value, unit = "", whole = false) {
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  // Most are plain digits, with a unit that holds none.
  if (typeof value === "string" && DIGITS.test(value) && NO_DIGITS.test(unit)) return Number(value);
  const { readings, value: number } = typedNumber(plain(value), unit);
  return (whole && readings ? readings[0] : number) ?? null;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
function unmistakable(value) {
  let text = Number.isInteger(value) ? fixed(value, 0) : String(value);
  const [, sign, signs, power] = /^(-?)(.*)e-(.*)$/.exec(text) ?? [];
  if (power) text = `${sign}0.${"0".repeat(Number(power) - 1)}${signs.replace(".", "")}`;
  return typedNumber(text).readings ? `${text}0` : text;
}
// How a typed text is read as a number, or why it is not.
export function meaning(text, unit = "") {
  const read = typedNumber(text, unit);
  if (read.readings) {
    const [first, second] = read.readings.map(unmistakable);
    return filled(MEANINGS.two, { whole: first, decimal: second, short: second.replace(/(\..*)0$/, "$1") });
  }
  if ("value" in read) return filled(MEANINGS.one, { value: unmistakable(read.value) });
  return filled(MEANINGS[read.fault ?? ""], { found: read.found ?? "" });
}

const unescaped = (step) => step.replaceAll("~1", "/").replaceAll("~0", "~");
const escaped = (step) => step.replaceAll("~", "~0").replaceAll("/", "~1");
const copied = (value) => value !== null && typeof value === "object" ? structuredClone(value) : value;
const address = (...steps) => steps.join("\0");

// The names of some fields in order, and the record that they make; a name with slashes is a field inside a field.
function nested(fields) {
  const found = bare();
  for (const name of Object.keys(fields).sort(inOrder)) {
    const { value } = fields[name];
    if (value === null) continue;
    const way = name.split("/").map(unescaped);
    const last = way.pop();
    const place = way.reduce((node, step) => (node[step] = isRecord(node[step]) ? node[step] : bare()), found);
    place[last] = copied(value);
  }
  return found;
}

const inside = (place, step) => isRecord(place) && Object.hasOwn(place, step) ? place[step] : undefined;
// Entries that were taken over from an example and not replaced since, by their address: what they are, and of whom.
function takenOf({ marks, records }) {
  const found = new Map();
  for (const [kind, ids] of Object.entries(marks)) {
    for (const [id, fields] of Object.entries(ids)) {
      for (const [name, mark] of Object.entries(fields)) {
        const field = [kind, id, name].reduce(inside, records);
        if (!field || !Array.isArray(mark.value) || mark.value.length !== 3) continue;
        const [value, what, whence] = mark.value;
        if (typeof what !== "string" || typeof whence !== "string" || !same(value, field.value)) continue;
        found.set(address(kind, id, name), [what, whence]);
      }
    }
  }
  return found;
}

// "first" comes before all others.
const firstBefore = (one, other) => Number(other === "first") - Number(one === "first") || inOrder(one, other);

// A workbook as the review reads it: document is that of workbook.schema.json, of version 3.
// whole: whether all of it is fictional, so that single entries need no mark. odd: entries that cannot be read, by
// their place: why not. seen: the marked entries that were read, by their place: whose they are.
export class Reader {
  #document;
  #records = new Map();
  #taken;

  constructor(document) {
    this.#document = document;
    // The indicator by which lesson 2.6 measures the outcome of the action.
    const measured = ["2.6", "working", "first", "value"].reduce(inside, document.lessons);
    this.measured = typeof measured === "string" && /^[\w.()-]+$/.test(measured) ? measured : "first";
    this.#taken = takenOf(document);
    this.odd = new Map();
    this.seen = new Map();
    const here = this.record("municipality", "here");
    this.name = oneLine(here.name);
    const said = casefold(plain(here.fictional));
    this.whole = here.fictional === true || ["yes", "true"].includes(said) || isFictional(this.name);
  }

  // The records of a kind by id; those that are empty are left out.
  records(kind) {
    if (!this.#records.has(kind)) {
      const { records } = this.#document;
      const ids = Object.hasOwn(records, kind) ? records[kind] : {};
      const found = new Map();
      for (const id of Object.keys(ids).sort(inOrder)) {
        const record = nested(ids[id]);
        if (Object.keys(record).length) found.set(unescaped(id), record);
      }
      this.#records.set(
        kind,
        new Map([...found].sort(([one], [other]) => firstBefore(one, other)).slice(0, MOST_RECORDS)),
      );
    }
    return this.#records.get(kind);
  }
  // One record; empty if there is none.
  record(kind, key) {
    return this.records(kind).get(key) ?? bare();
  }
  // What stands at a name such as "baseline/year", whatever it is; null if nothing does.
  raw(kind, key, name) {
    let found = this.record(kind, key);
    for (const step of name.split("/")) {
      if (!isRecord(found) || !Object.hasOwn(found, step)) return null;
      found = found[step];
    }
    return found;
  }
  // The words of an entry, with a mark behind them if they are taken over from an example.
  text(kind, key, name, { marked = true } = {}) {
    const value = this.raw(kind, key, name);
    const text = plain(value);
    if (value !== null && !text && value !== "") this.odd.set(`${kind}/${key}/${name}`, "");
    const mark = text ? this.mark(kind, key, name) : "";
    return mark && marked ? `${text} [${mark}]` : text;
  }
  // The number of an entry; null if there is none.
  number(kind, key, name, { unit = "", whole = false } = {}) {
    const value = this.raw(kind, key, name);
    const number = numberOf(value, unit, whole);
    if (number !== null) this.mark(kind, key, name);
    else if (value !== null && value !== "") {
      const text = plain(value);
      const said = `“${[...text.slice(0, 120)].slice(0, 60).join("")}”: ${meaning(text, unit)}`;
      this.odd.set(`${kind}/${key}/${name}`, text ? said : "");
    }
    return number;
  }
  // The mark of an entry that is taken over: "fictional, from Port Amani"; empty for one's own.
  mark(kind, key, name) {
    const taken = this.#taken.get(address(kind, escaped(key), name)) ?? this.#taken.get(address(kind, key, name));
    if (!taken) return "";
    const [what, whence] = taken;
    const said = what === "fictional" ? "fictional" : "an example";
    const mark = whence ? `${said}, from ${oneLine(whence)}` : said;
    this.seen.set(`${kind}/${key}/${name}`, mark);
    return this.whole ? "" : mark;
  }
  // Lesson, purpose and words of every text.
  texts() {
    const found = [];
    for (const [lesson, record] of this.records("text")) {
      for (const purpose of Object.keys(record).sort(inOrder)) {
        const said = this.text("text", lesson, purpose);
        if (said) found.push([lesson, purpose, said]);
      }
    }
    return found;
  }
}
