// Workbooks of earlier versions, read as today's: the rules are those of localsdg/workbook/earlier.py.
import { addressOf } from "./records.js";

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

// Pairs of address and field of a document of version 2, which is known to be sound. later(one, other): which of two
// fields stays; same(one, other): whether two values are the same.
export function fromVersion2(document, { later, same }) {
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
