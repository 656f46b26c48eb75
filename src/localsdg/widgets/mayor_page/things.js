// Records of which exercises keep many, such as actions and budget lines: one line each, under the heading of their
// kind.
import { fill, h } from "../kit/kit.js";
import { part, typed } from "./parts.js";

// The words of a field and its place among the others: by its name, or by a name with a star for one step that differs,
// such as the code of a target.
function wordsOf({ kind, field, step: named }, strings) {
  const words = strings.things[kind]?.fields ?? {};
  const steps = field.split("/");
  const names = [[field, ""], ...steps.map((step, at) => [steps.with(at, "*").join("/"), step])];
  const found = names.find(([name]) => Object.hasOwn(words, name));
  if (!found) return undefined;
  const [name, at] = found;
  return { words: fill(words[name], { at: named || at }), place: Object.keys(words).indexOf(name), at };
}

const isTitle = ({ title, value, mark }) => !mark && title === String(value);

/** @param {any} each an entry of the rest @returns {boolean} whether it stands in the line of a record */
export const isOfThing = (each, strings) => Boolean(each.kind) && wordsOf(each, strings) !== undefined;

// What a record is called: an id that is no official code says nothing to anybody.
export function called({ kind, id, title }, strings) {
  const { titles, no_name: noName } = strings.things[kind];
  const isBare = title === id && !/^\d+\.\w/.test(id);
  return titles?.[id] ?? (isBare ? noName : undefined) ?? title;
}

// One part for each kind: a line for each record, with what was typed of it.
export function thingParts(entries, strings) {
  const kinds = new Map();
  for (const each of entries) {
    const things = kinds.get(each.kind) ?? kinds.set(each.kind, new Map()).get(each.kind);
    things.set(each.id, [...(things.get(each.id) ?? []), each]);
  }
  const said = (each) => h("span", null, `${wordsOf(each, strings)?.words}: `, typed(each, strings));
  // What is said of one target, or of one offer, stands together.
  const byPlace = (one, other) => {
    const [first, second] = [one, other].map((each) => wordsOf(each, strings) ?? { place: 0, at: "" });
    return (first.at === second.at ? 0 : first.at < second.at ? -1 : 1) || first.place - second.place;
  };
  const line = (fields) => {
    const heading = called(fields[0], strings);
    const more = fields.filter((each) => !isTitle(each) || heading !== each.title).toSorted(byPlace);
    const parts = more.flatMap((each, at) => (at ? ["; ", said(each)] : [said(each)]));
    return h("li", null, h("b", null, h("bdi.typed", null, heading)), more.length ? ": " : "", ...parts);
  };
  return Object.keys(strings.things).filter((kind) => kinds.has(kind)).map((kind) =>
    part(strings.things[kind].title, h("ul", null, ...[...kinds.get(kind).values()].map(line)))
  );
}
