// The learner's workbook in the browser: one document, by the rules of localsdg.workbook and its schema. Objects are
// made without a prototype, so that a field may have any name.
import { author, comeBack, isTurned, noteChange } from "./learner.js";
import { LONGEST_NAME } from "./limits.js";
import { addressOf, nameAt, workOn } from "./records.js";
import { keyOf, learner, WORK } from "./whose.js";

const FORMAT = "localsdg workbook";
const VERSION = 3;
export const UNKNOWN_TIME = "1970-01-01T00:00:00.000Z";
const LAST_TIME = "2999-12-31T23:59:59.999Z";
const TIME = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

export const bare = () => Object.create(null);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
// deno-lint-ignore no-control-regex
const isName = (text) => /^[^\0-\x1f]+$/.test(text) && [...text].length <= LONGEST_NAME;
const isLesson = (text) => /^[1-9]\d?\.[1-9]\d?$/.test(text);
const isPart = (text) => /^[a-z][a-z0-9_]*$/.test(text);
export const any = () => true;

export function empty() {
  return { format: FORMAT, version: VERSION, records: bare(), marks: bare(), lessons: bare() };
}

// The same text for the same value, in Python and here (RFC 8785).
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs}}`;
}

// The way to what is not as the schema describes it, or undefined.
export function inObject(value, place, named, inside) {
  if (!isObject(value)) return place;
  for (const key of Object.keys(value)) {
    const wrong = named(key) ? inside(value[key], [...place, key]) : place;
    if (wrong) return wrong;
  }
}
function inValue(value, place) {
  if (typeof value === "object" && value) return inObject({ ...value }, place, any, inValue);
  if (typeof value === "number" && !Number.isFinite(value)) return place;
}
const isTime = (text) => typeof text === "string" && TIME.test(text);
const isAuthor = (text) => typeof text === "string" && [...text].length <= LONGEST_NAME;
function inEntry(entry, place, further = []) {
  const names = isObject(entry) ? Object.keys(entry) : [];
  const known = ["value", "time", "by", ...further];
  if (!names.includes("value") || !names.includes("time") || names.some((name) => !known.includes(name))) return place;
  if (!isTime(entry.time)) return [...place, "time"];
  if ("by" in entry && !isAuthor(entry.by)) return [...place, "by"];
  return inValue(entry.value, [...place, "value"]);
}
function inField(field, place) {
  const wrong = inEntry(field, place, ["others", "seen"]);
  if (wrong) return wrong;
  const { others = [], seen = {} } = field;
  if (!Array.isArray(others)) return [...place, "others"];
  const inOthers = others.map((each, at) => inEntry(each, [...place, "others", String(at)])).find(Boolean);
  return inOthers ?? inObject(seen, [...place, "seen"], any, (time, at) => (isTime(time) ? undefined : at));
}
export const inFields = (fields, place) => inObject(fields, place, isName, inField);
const inRecords = (ids, place) => inObject(ids, place, isName, inFields);
const inParts = (parts, place) => inObject(parts, place, isPart, inFields);
export const inLessons = (lessons) => inObject(lessons, ["lessons"], isLesson, inParts);
export const has = (raw, names, others = []) =>
  Object.keys(raw).filter((name) => !others.includes(name)).sort().join() === names;
// What stands in the table of figures is looked at when it is taken in: see tables.js.
function inDocument(raw) {
  if (!has(raw, "format,lessons,marks,records,version", ["by", "figures"])) return [];
  if ("by" in raw && !isAuthor(raw.by)) return ["by"];
  if ("figures" in raw && !Array.isArray(raw.figures)) return ["figures"];
  const inGroup = (name) => inObject(raw[name], [name], isName, inRecords);
  return inGroup("records") ?? inGroup("marks") ?? inLessons(raw.lessons);
}
// Fields with their addresses, such as ["records", "municipality", "here", "name"].
export function fieldsOf(book) {
  const found = [];
  for (const group of ["records", "marks", "lessons"]) {
    for (const first of Object.keys(book[group])) {
      for (const second of Object.keys(book[group][first])) {
        for (const name of Object.keys(book[group][first][second])) {
          found.push([[group, first, second, name], book[group][first][second][name]]);
        }
      }
    }
  }
  return found;
}
export function fieldAt(book, address) {
  return address.reduce((place, step) => place?.[step], book);
}
export function put(book, address, field) {
  const last = address.at(-1);
  address.slice(0, -1).reduce((place, step) => (place[step] ??= bare()), book)[last] = field;
}

// Gives the fields of a workbook of an earlier version, or the place of what is wrong there. A page brings it only
// where there is such a workbook: see earlier.js.
let readEarlier;
export const readEarlierWith = (reader) => (readEarlier = reader);

// What a file or the storage holds: { book }, or { fault } with the place if something is wrong there.
export function check(text) {
  let raw;
  try {
    raw = JSON.parse(text);
  } catch {
    return { fault: "damaged" };
  }
  if (!isObject(raw) || raw.format !== FORMAT) return { fault: "foreign" };
  if (!Number.isInteger(raw.version) || raw.version < 1) return { fault: "wrong", place: ["version"] };
  if (raw.version > VERSION) return { fault: "newer" };
  const earlier = raw.version < VERSION;
  if (earlier && !readEarlier) return { fault: "earlier" };
  const { place, fields } = earlier ? readEarlier(raw) : { place: inDocument(raw), fields: undefined };
  if (place) return { fault: "wrong", place };
  const book = empty();
  for (const [address, field] of fields ?? fieldsOf(raw)) put(book, address, field);
  if (raw.by) book.by = raw.by;
  if (raw.figures?.length) book.figures = raw.figures;
  return { book };
}

// The fields of an entry by name; what is empty has the value null.
export function leaves(entry, whole, before = "", found = new Map()) {
  for (const key of Object.keys(entry ?? {})) {
    const name = before + key.replaceAll("~", "~0").replaceAll("/", "~1");
    const value = entry[key] ?? null;
    const size = value === "" ? 0 : typeof value === "object" && value ? Object.keys(value).length : 1;
    if (isObject(value) && size && !whole) leaves(value, whole, `${name}/`, found);
    else found.set(name, size ? value : null);
  }
  return found;
}

// The fields of a part of a lesson, ["1.2", "competences"], by the names under which the lesson knows them; of the
// course itself, ["", "profile"].
export function namedAt(book, group) {
  const named = new Map();
  for (const [address, field] of fieldsOf(book)) {
    const name = nameAt(group, address);
    if (name !== undefined) named.set(name, { address, field });
  }
  return named;
}

// The same as a widget knows it: plain values, by name.
export const entryAt = (book, group) =>
  nested([...namedAt(book, group)].map(([name, { field }]) => [name, field.value]));

// The opposite of leaves: pairs of the name of a field and its value.
export function nested(pairs) {
  const entry = bare();
  const ordered = [...pairs].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, value] of ordered) {
    if (value === null) continue;
    const steps = name.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop();
    steps.reduce((place, step) => (place[step] = isObject(place[step]) ? place[step] : bare()), entry)[last] = value;
  }
  return entry;
}

export const same = (one, other) => canonical(one) === canonical(other);
const entries = (field) => (field ? [field, ...(field.others ?? [])] : []);
const latest = (one, other) => (one > other ? one : other);

// A field with another value, by someone who has seen all that stands there.
export function replaced(field, value, by = author()) {
  const seen = Object.assign(bare(), field?.seen); // an author may have any name
  for (const each of entries(field)) {
    const who = each.by ?? "";
    if (who !== by) seen[who] = latest(seen[who] ?? "", each.time);
  }
  const times = entries(field).map(({ time }) => time).sort();
  return fieldOf({ value, time: timeAfter(times.length ? { time: times.at(-1) } : undefined), by }, [], seen);
}
// Without what is empty.
/** @param {{ value: any, time: string, by?: string }} entry */
function fieldOf({ value, time, by }, others, seen) {
  return {
    value,
    time,
    ...(by ? { by } : {}),
    ...(others.length ? { others } : {}),
    ...(Object.keys(seen).length ? { seen } : {}),
  };
}

// The time of a new entry: later than the one it replaces, also after a computer with a fast clock.
function timeAfter(field) {
  const next = field ? Date.parse(field.time) + 1 : 0;
  const time = new Date(Math.max(Date.now(), next || 0)).toISOString();
  return time < LAST_TIME && TIME.test(time) ? time : LAST_TIME;
}

// A book of the fields by which an entry differs. Without since (the entry as the learner found it), fields that the
// entry does not name stay.
export function changes(book, group, entry, since) {
  const whole = group[1] === "questions";
  const now = leaves(entry, whole);
  const before = since && leaves(since, whole);
  const changed = empty();
  for (const name of new Set([...(before?.keys() ?? []), ...now.keys()])) {
    const address = addressOf(group, name);
    const present = fieldAt(book, address);
    const value = now.get(name) ?? null;
    const is = (other) => canonical(value) === canonical(other);
    if (is(present?.value) || (before && is(before.get(name)))) continue;
    put(changed, address, replaced(present, value));
  }
  return changed;
}

const rank = ({ value, time, by = "" }) => [time, value === null ? "0" : "1", canonical(value), by];
export function later(one, other) {
  const [first, second] = [rank(one), rank(other)];
  const at = first.findIndex((part, index) => part !== second[index]);
  return at < 0 || first[at] > second[at] ? one : other;
}
const latestFirst = (all) => [...all].sort((one, other) => (later(one, other) === one ? -1 : 1));
const plain = ({ value, time, by }) => (by ? { value, time, by } : { value, time });

// What several workbooks hold of one field, as one.
function together(fields) {
  const seen = bare();
  const byAuthor = new Map();
  for (const field of fields) {
    for (const [who, time] of Object.entries(field.seen ?? {})) seen[who] = latest(seen[who] ?? "", time);
    for (const entry of entries(field)) {
      const who = entry.by ?? "";
      byAuthor.set(who, later(byAuthor.get(who) ?? entry, entry));
    }
  }
  const ranked = latestFirst(byAuthor.values()).map(plain);
  const fresh = ranked.filter(({ time, by = "" }) => time > (seen[by] ?? ""));
  const [best, ...others] = fresh.length ? fresh : ranked;
  return fieldOf(best, fresh.length ? others : [], seen);
}
// The entries of different values, the latest first.
function different(fields) {
  const byValue = new Map();
  for (const field of fields) {
    const text = canonical(field.value);
    byValue.set(text, later(byValue.get(text) ?? field, field));
  }
  return latestFirst(byValue.values()).map(plain);
}

// Of each field the latest entry stays, and beside it what other people entered without knowing of it: the rule is that
// of localsdg.workbook.merge.
export function merge(...books) {
  const found = new Map();
  for (const [address, field] of books.flatMap(fieldsOf)) {
    const key = address.join("\0");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(field);
  }
  const book = empty();
  const conflicts = [];
  for (const key of [...found.keys()].sort()) {
    const address = key.split("\0");
    put(book, address, together(found.get(key)));
    const [kept, ...others] = different(found.get(key));
    if (others.length) conflicts.push({ address, kept, others });
  }
  return { book, conflicts };
}

const KEY = keyOf(WORK);

// What this page could not keep yet; what it has opened and kept, put back should another page overwrite it at the same
// moment, or the storage be lost while the page shows it; and all that it has seen, should somebody empty the storage.
let unkept = empty();
let mine = empty();
let whole = empty();
let trouble = "";

// "nobody" if it is not known whose work this is; "blocked" or "full" after something could not be kept; the fault of
// what lies in the storage; or nothing.
export function storageTrouble() {
  return learner === undefined ? "nobody" : trouble || stored().fault || "";
}
export const unsaved = () => unkept;

/** @returns {{ text?: string, fault?: string, book?: any }} */
export function stored(key = KEY) {
  try {
    const text = localStorage.getItem(key);
    return text === null ? {} : { text, ...check(text) };
  } catch {
    return { fault: "blocked" };
  }
}

// On which indicators this page works: what another page chooses meanwhile holds from the next page on.
let begun;
export function load() {
  whole = merge(stored().book ?? empty(), unkept).book;
  begun ??= workOn(entryAt(whole, ["3.3", "working"]).indicator) +
    workOn(entryAt(whole, ["2.6", "working"]).first, "&");
  return whole;
}

// The same, for a page that shows the fields of a group from now on.
export function loadShown(group) {
  const book = load();
  const shown = empty();
  for (const { address, field } of namedAt(book, group).values()) put(shown, address, field);
  mine = merge(mine, shown).book;
  return book;
}

// Adds the fields of a book to the workbook. What lies there and cannot be read is put aside under a name of its own.
export function save(book) {
  const wrong = inDocument(book);
  if (wrong) throw new Error(`A workbook cannot hold this, at ${wrong.join("/")}.`);
  unkept = merge(unkept, book).book;
  return learner !== undefined && saveOf(learner);
}
// This page knows nothing any more.
export function drop() {
  mine = whole = unkept = empty();
  trouble = "";
}
// What nobody's page holds becomes the work of a person.
export const handOver = (id) => !fieldsOf(unkept).length || saveOf(id);
function saveOf(id) {
  const key = keyOf(WORK, id);
  try {
    const { text, fault, book: there } = stored(key);
    if (text && fault) localStorage.setItem(`${key}.${fault}.${new Date().toISOString()}`, text);
    const all = merge(there ?? mine, unkept).book;
    if (!there || canonical(all) !== canonical(there)) {
      localStorage.setItem(key, JSON.stringify(all));
      if (fieldsOf(all).length) noteChange(id);
    }
    // The browser is asked to hold fast what it keeps as soon as there is something to lose.
    if (!text && fieldsOf(all).length) navigator.storage?.persist?.();
    mine = merge(mine, unkept).book;
    whole = all;
    unkept = empty();
    trouble = "";
  } catch (error) {
    trouble = /quota/i.test(error?.name) ? "full" : "blocked";
    addEventListener("beforeunload", warn);
  }
  dispatchEvent(new Event("workbook-kept")); // the menu shows what is finished
  return !trouble;
}
// Whoever leaves is asked first if something would be lost.
function warn(event) {
  if (fieldsOf(unkept).length) event.preventDefault();
}

// Another page of the course, or another widget of this one, has changed the workbook.
const listeners = [];
let announced;
export function onchange(listener) {
  listeners.push(listener);
}
export function announce() {
  clearTimeout(announced);
  announced = setTimeout(() => listeners.forEach((listener) => listener()));
}
// This page is of a person who works here no longer: it begins again, unless it holds what is kept nowhere else.
let turning = false;
function begunAgain() {
  if (!turning && isTurned() && !fieldsOf(unkept).length) {
    turning = true;
    location.reload();
  }
  return turning;
}
addEventListener("storage", ({ key, newValue }) => {
  if (key === null) {
    comeBack();
    save(whole);
  } else if (begunAgain() || key !== KEY) return;
  else if (newValue === null) mine = whole = empty();
  else if (stored().book) save(mine);
  for (const listener of listeners) listener();
});
// A page that comes back from the browser's cache has missed what other pages stored in the meantime.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || begunAgain()) return;
  mine = whole = empty();
  for (const listener of listeners) listener();
});
