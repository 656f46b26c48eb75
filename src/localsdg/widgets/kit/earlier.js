// Workbooks of earlier versions, read as today's: the rules are those of localsdg/workbook/earlier.py. The host brings
// this before anything else where there is such a workbook.
import { addressOf } from "./records.js";
import {
  any,
  bare,
  has,
  inFields,
  inLessons,
  inObject,
  later,
  leaves,
  put,
  readEarlierWith,
  same,
  UNKNOWN_TIME,
} from "./workbook.js";

const MARKS = "_taken";
const FICTIONAL = /\(fictional\)/i;

function* entriesOf({ profile, lessons }) {
  for (const name of Object.keys(profile)) {
    const [, part, inside] = name.match(/^(needs|workshop)\/(.+)$/) ?? [null, "profile", name];
    yield [["", part, inside], { ...profile[name] }];
  }
  for (const lesson of Object.keys(lessons)) {
    for (const part of Object.keys(lessons[lesson])) {
      for (const name of Object.keys(lessons[lesson][part])) {
        yield [[lesson, part, name], { ...lessons[lesson][part][name] }];
      }
    }
  }
}

const placeOf = ([lesson, part, name]) => addressOf([lesson, part], name);

function inVersion2(raw) {
  if (!has(raw, "format,lessons,profile,version")) return [];
  return inFields(raw.profile, ["profile"]) ?? inLessons(raw.lessons);
}
function inVersion1(raw) {
  if (!has(raw, "format,lessons,version")) return [];
  const inEntries = (parts, place) =>
    inObject(parts, place, any, (entry, at) => inObject(entry, at, any, () => undefined));
  return inObject(raw.lessons, ["lessons"], any, inEntries);
}
function fromVersion1({ format, lessons }) {
  const found = bare();
  for (const lesson of Object.keys(lessons)) {
    for (const part of Object.keys(lessons[lesson])) {
      for (const [name, value] of leaves(lessons[lesson][part], part === "questions")) {
        if (value !== null) put(found, [lesson, part, name], { value, time: UNKNOWN_TIME });
      }
    }
  }
  return { format, version: 2, profile: bare(), lessons: found };
}

// Pairs of address and field of a document of version 2, which is known to be sound.
function fromVersion2(document) {
  const entries = [...entriesOf(document)];
  const byName = new Map(entries.map((entry) => [entry[0].join("\n"), entry]));
  const markOf = ([lesson, part, name]) => byName.get([lesson, part + MARKS, name].join("\n"));
  function worth([where, { value }]) {
    const [lesson] = where;
    const mark = markOf(where)?.[1].value;
    const taken = Array.isArray(mark) && same(mark[0], value);
    return [value !== null, lesson === "", !taken, !(typeof value === "string" && FICTIONAL.test(value))].map(Number);
  }
  function better(one, other) {
    const [first, second] = [worth(one), worth(other)];
    const at = first.findIndex((part, index) => part !== second[index]);
    if (at >= 0) return first[at] > second[at];
    if (canonicalField(one[1]) === canonicalField(other[1])) return one[0].join("\n") > other[0].join("\n");
    return later(one[1], other[1]) === one[1];
  }
  const canonicalField = ({ value, time }) => JSON.stringify([value, time]);

  const places = new Map();
  for (const entry of entries) {
    const [where] = entry;
    if (where[1].endsWith(MARKS)) continue;
    const key = placeOf(where).join("\n");
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(entry);
  }
  const found = [];
  for (const all of places.values()) {
    const [best, ...others] = all.sort((one, other) => (better(one, other) ? -1 : 1));
    // A mark belongs to its entry: that of another entry would say nothing of this one.
    for (const entry of [best, markOf(best[0])].filter(Boolean)) found.push([placeOf(entry[0]), entry[1]]);
    for (const [where, field] of others) {
      if (field.value !== null && !same(field.value, best[1].value)) found.push([["lessons", ...where], field]);
    }
  }
  return found;
}

export function readsEarlier() {
  readEarlierWith((raw) => {
    const unsound = raw.version === 1 && inVersion1(raw);
    if (unsound) return { place: unsound };
    const document = raw.version === 1 ? fromVersion1(raw) : raw;
    const place = inVersion2(document);
    return place ? { place } : { fields: fromVersion2(document) };
  });
}
readsEarlier();
