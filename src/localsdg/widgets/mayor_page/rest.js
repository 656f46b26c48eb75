// What was typed and has no place of its own on the page: lesson by lesson, so that nothing is lost.
import { targets } from "../kit/agenda.js";
import { fill, h } from "../kit/kit.js";
import { signed } from "../interaction_matrix/signed.js";
import { lines, part } from "./parts.js";
import { called, isOfThing, thingParts } from "./things.js";

const ITEM = ["title", "targets", "minutes", "group_work", "cases"]; // of an agenda: what is typed

// The items of an agenda as one entry each, in their order; what else stands in parts is left as it is.
function together(rest, known, strings) {
  const items = new Map();
  const found = [];
  for (const each of rest) {
    const [group, id, field] = each.name.split("/");
    if (group !== "items" || !field) {
      found.push(each);
      continue;
    }
    if (!items.has(id)) {
      items.set(id, { lesson: each.lesson, part: each.part, name: group });
      found.push(items.get(id));
    }
    items.get(id)[field] = each.value;
    if (field === "title" && each.mark) items.get(id).mark = each.mark;
  }
  // Nothing, or no minutes, is what an item begins with.
  const said = (item) => (name) => {
    if (item[name] === undefined || item[name] === "" || item[name] === 0) return [];
    return name === "title"
      ? item[name]
      : fill(strings.grouped, { group: known.plain("", `items/${name}`), label: item[name] });
  };
  for (const item of items.values()) item.value = ITEM.flatMap(said(item));
  return found.sort((one, other) => (one.day ?? 0) - (other.day ?? 0) || (one.place ?? 0) - (other.place ?? 0));
}

function nameOf({ lesson, part: kind, name, of }, known, strings) {
  if (of) {
    const group = called({ kind: "indicator", ...of }, strings);
    return fill(strings.grouped, { group, label: known.label(lesson, name) });
  }
  if (kind !== "targets") return known.label(lesson, name);
  const target = targets.find(({ code }) => code === name);
  return target ? `${target.code} ${target.title}` : fill(strings.unknown_target, { code: name });
}

// A score without a reason stands beside the picture.
const ofPair = ({ pair, score, reason, mark }) => [
  pair,
  { value: [score === null ? "" : signed(score), reason].filter((text) => text.trim()), mark },
];

export function restPart({ rest, links }, known, strings) {
  const lessons = new Map();
  const put = (lesson, pair) => lessons.set(lesson, [...(lessons.get(lesson) ?? []), pair]);
  const things = rest.filter((each) => isOfThing(each, strings));
  const others = rest.filter((each) => !isOfThing(each, strings));
  for (const each of together(others, known, strings)) put(each.lesson, [nameOf(each, known, strings), each]);
  for (const pair of links?.pairs ?? []) if (pair.reason) put("1.5", ofPair(pair));
  if (!lessons.size && !things.length) return null;
  const sorted = [...lessons.keys()].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  return h(
    "div.mayor-rest",
    null,
    h("h4", null, strings.rest),
    ...sorted.map((lesson) => part(known.lesson(lesson), lines(lessons.get(lesson), strings))),
    ...thingParts(things, strings),
  );
}
