// The learner's workbook in the browser: one document, by the rules of localsdg/workbook.py and its schema. Objects are
// made without a prototype, so that a field may have any name.
const KEY = "localsdg.workbook";
const FORMAT = "localsdg workbook";
const VERSION = 2;
export const UNKNOWN_TIME = "1970-01-01T00:00:00.000Z";
const LAST_TIME = "2999-12-31T23:59:59.999Z";
const TIME = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const bare = () => Object.create(null);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
// deno-lint-ignore no-control-regex
const isName = (text) => /^[^\0-\x1f]+$/.test(text) && [...text].length <= 200;
const isLesson = (text) => /^[1-9]\d?\.[1-9]\d?$/.test(text);
const isPart = (text) => /^[a-z][a-z0-9_]*$/.test(text);
const any = () => true;

export function empty() {
  return { format: FORMAT, version: VERSION, profile: bare(), lessons: bare() };
}

// The same text for the same value, in Python and here (RFC 8785).
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs}}`;
}

// The way to what is not as the schema describes it, or undefined.
function inObject(value, place, named, inside) {
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
function inField(field, place) {
  if (!isObject(field) || Object.keys(field).sort().join() !== "time,value") return place;
  if (!TIME.test(field.time)) return [...place, "time"];
  return inValue(field.value, [...place, "value"]);
}
const inFields = (fields, place) => inObject(fields, place, isName, inField);
function inDocument(raw) {
  if (Object.keys(raw).sort().join() !== "format,lessons,profile,version") return [];
  const inParts = (parts, place) => inObject(parts, place, isPart, inFields);
  return inFields(raw.profile, ["profile"]) ?? inObject(raw.lessons, ["lessons"], isLesson, inParts);
}
function inVersion1(raw) {
  if (Object.keys(raw).sort().join() !== "format,lessons,version") return [];
  const inParts = (parts, place) =>
    inObject(parts, place, any, (entry, at) => inObject(entry, at, any, () => undefined));
  return inObject(raw.lessons, ["lessons"], any, inParts);
}

// Fields with their addresses, such as ["lessons", "3.2", "municipality", "place"].
export function fieldsOf(book) {
  const found = Object.keys(book.profile).map((name) => [["profile", name], book.profile[name]]);
  for (const lesson of Object.keys(book.lessons)) {
    for (const part of Object.keys(book.lessons[lesson])) {
      for (const name of Object.keys(book.lessons[lesson][part])) {
        found.push([["lessons", lesson, part, name], book.lessons[lesson][part][name]]);
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
  const place = raw.version === 1 ? inVersion1(raw) : inDocument(raw);
  if (place) return { fault: "wrong", place };
  const book = empty();
  if (raw.version === 2) fieldsOf(raw).forEach(([address, field]) => put(book, address, field));
  else {
    for (const lesson of Object.keys(raw.lessons)) {
      for (const part of Object.keys(raw.lessons[lesson])) {
        for (const [name, value] of leaves(raw.lessons[lesson][part], part === "questions")) {
          if (value !== null) put(book, ["lessons", lesson, part, name], { value, time: UNKNOWN_TIME });
        }
      }
    }
  }
  const wrong = inDocument(book);
  return wrong ? { fault: "wrong", place: wrong } : { book };
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

// The entry as a widget knows it: plain values, by name.
export function entryAt(book, group) {
  const fields = fieldAt(book, group) ?? {};
  return nested(Object.keys(fields).map((name) => [name, fields[name].value]));
}

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

// The time of a new entry: later than the one it replaces, also after a computer with a fast clock.
export function timeAfter(field) {
  const next = field ? Date.parse(field.time) + 1 : 0;
  const time = new Date(Math.max(Date.now(), next || 0)).toISOString();
  return time < LAST_TIME && TIME.test(time) ? time : LAST_TIME;
}

// A book of the fields by which an entry differs. Without since (the entry as the learner found it), fields that the
// entry does not name stay.
export function changes(book, group, entry, since) {
  const whole = group.at(-1) === "questions";
  const now = leaves(entry, whole);
  const before = since && leaves(since, whole);
  const changed = empty();
  for (const name of new Set([...(before?.keys() ?? []), ...now.keys()])) {
    const present = fieldAt(book, [...group, name]);
    const value = now.get(name) ?? null;
    const is = (other) => canonical(value) === canonical(other);
    if (is(present?.value) || (before && is(before.get(name)))) continue;
    put(changed, [...group, name], { value, time: timeAfter(present) });
  }
  return changed;
}

const rank = ({ value, time }) => [time, value === null ? "0" : "1", canonical(value)];
function later(one, other) {
  const [first, second] = [rank(one), rank(other)];
  const at = first.findIndex((part, index) => part !== second[index]);
  return at < 0 || first[at] > second[at] ? one : other;
}

// Of each field the latest entry stays: the rule is that of localsdg.workbook.merge.
export function merge(...books) {
  const found = new Map();
  for (const [address, field] of books.flatMap(fieldsOf)) {
    const key = address.join("\0");
    const values = found.get(key) ?? found.set(key, new Map()).get(key);
    const text = canonical(field.value);
    values.set(text, later(values.get(text) ?? field, field));
  }
  const book = empty();
  const conflicts = [];
  for (const key of [...found.keys()].sort()) {
    const fields = [...found.get(key).values()].sort((one, other) => (later(one, other) === one ? -1 : 1));
    const address = key.split("\0");
    put(book, address, fields[0]);
    if (fields.length > 1) conflicts.push({ address, kept: fields[0], others: fields.slice(1) });
  }
  return { book, conflicts };
}

// What this page could not keep yet, and what it has opened and kept: put back should another page overwrite it at the
// same moment, or the storage be lost while the page shows it.
let unkept = empty();
let mine = empty();
let trouble = "";

// "blocked" or "full" after something could not be kept; the fault of what lies in the storage; or nothing.
export function storageTrouble() {
  return trouble || stored().fault || "";
}

/** @returns {{ text?: string, fault?: string, book?: any }} */
function stored() {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? {} : { text, ...check(text) };
  } catch {
    return { fault: "blocked" };
  }
}

export function load() {
  return merge(stored().book ?? empty(), unkept).book;
}

// The same, for a page that shows the fields of a group from now on.
export function loadShown(group) {
  const book = load();
  const fields = fieldAt(book, group);
  const shown = empty();
  if (fields) put(shown, group, fields);
  mine = merge(mine, shown).book;
  return book;
}

// Adds the fields of a book to the workbook. What lies there and cannot be read is put aside under a name of its own.
export function save(book) {
  const wrong = inDocument(book);
  if (wrong) throw new Error(`A workbook cannot hold this, at ${wrong.join("/")}.`);
  unkept = merge(unkept, book).book;
  try {
    const { text, fault, book: there } = stored();
    if (text && fault) localStorage.setItem(`${KEY}.${fault}.${new Date().toISOString()}`, text);
    const all = merge(there ?? mine, unkept).book;
    if (!there || canonical(all) !== canonical(there)) localStorage.setItem(KEY, JSON.stringify(all));
    mine = merge(mine, unkept).book;
    unkept = empty();
    trouble = "";
  } catch (error) {
    trouble = /quota/i.test(error?.name) ? "full" : "blocked";
  }
  return !trouble;
}

export function erase() {
  mine = empty();
  unkept = empty();
  trouble = "";
  try {
    for (const { key } of setAside()) localStorage.removeItem(key);
    localStorage.removeItem(KEY);
  } catch {
    // A storage that is closed to us holds nothing of ours.
  }
}

// What could not be read and was put aside: { key, fault, time, text }.
export function setAside() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${KEY}.`));
    return keys.sort().map((key) => {
      const [fault, ...time] = key.slice(KEY.length + 1).split(".");
      return { key, fault, time: time.join("."), text: localStorage.getItem(key) };
    });
  } catch {
    return [];
  }
}

// Another page of the course has changed the workbook.
const listeners = [];
export function onchange(listener) {
  listeners.push(listener);
}
addEventListener("storage", ({ key, newValue }) => {
  if (key !== null && key !== KEY) return;
  if (newValue === null) mine = empty();
  else if (stored().book) save(mine);
  for (const listener of listeners) listener();
});
// A page that comes back from the browser's cache has missed what other pages stored in the meantime.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  mine = empty();
  for (const listener of listeners) listener();
});
