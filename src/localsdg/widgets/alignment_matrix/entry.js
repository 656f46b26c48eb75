// The exercise as plain values, as an entry of the workbook, and back. What a file holds in place of an entry, such as
// a list where a reason should be, stays in the workbook as it is: it travels in `other`.
import { fill } from "../kit/kit.js";
import { newId } from "../kit/parts.js";
import { isTarget } from "./method.js";

// The order in which actions stand: the first one keeps its id, the others sort by theirs.
export const FIRST = "first";
export const inOrder = (actions) =>
  [...actions].sort((one, other) =>
    Number(other.id === FIRST) - Number(one.id === FIRST) || (one.id < other.id ? -1 : Number(one.id > other.id))
  );

const TEXTS = ["name", "plan", "law", "agenda"];
const LINK = ["kind", "reason", "resolved"];
const CODES = ["undecided", "rejected"]; // by action, codes of targets
export const BLANK = { plan: "", actions: [], other: {} };
const textsOf = (names, values) => Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
export const newLink = (target, values = {}) => ({ target, ...textsOf(LINK, values) });

// New actions of some names, with ids that sort as they stand; the very first one has an id that other lessons know.
export function newActions(names, plan, there) {
  const stem = newId();
  let free = !there.some(({ id }) => id === FIRST);
  return names.map((name, at) => {
    const id = free ? FIRST : `${stem}${String(at).padStart(2, "0")}`;
    free = false;
    return { id, ...textsOf(TEXTS, { name, plan }), links: [], rejected: [] };
  });
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isCodes = (value) => Array.isArray(value) && value.every(isTarget);
const isIds = (value) => Array.isArray(value) && value.every((id) => typeof id === "string" && id);
// Whether what stands at a name is work of this exercise.
function isOurs([group, id, name, target, part, ...more], value) {
  if (more.length) return false;
  if (group === "blank") return id === undefined && isIds(value);
  if (CODES.includes(group)) return id !== undefined && name === undefined && isCodes(value);
  if (typeof value !== "string") return false;
  if (group === "plan") return id === undefined;
  if (group !== "actions" || id === undefined) return false;
  if (name === "links") return isTarget(target) && LINK.includes(part);
  return target === undefined && TEXTS.includes(name);
}

// The values of an entry with their names, as [[steps], value].
function fieldsOf(entry, before = []) {
  return Object.entries(entry).flatMap(([name, value]) => {
    const steps = [...before, name];
    const inside = isObject(value) && Object.keys(value).length;
    return inside ? fieldsOf(value, steps) : [[steps, value]];
  });
}
// The same as one object, without a prototype, since an id may have any name.
function built(fields) {
  const entry = Object.create(null);
  for (const [steps, value] of fields) {
    const last = steps.at(-1);
    const place = steps.slice(0, -1).reduce((inner, step) => {
      if (!isObject(inner[step])) inner[step] = Object.create(null);
      return inner[step];
    }, entry);
    // What a file holds there comes after what the learner has written.
    if (!(last in place) || place[last] === "") place[last] = value;
  }
  return entry;
}
const texts = (names, values, steps) => names.map((name) => [[...steps, name], values[name]]);

const isEmpty = (names, values) => names.every((name) => !values[name]);

// A workbook keeps no empty fields: actions without any text and links on which nothing is decided are named in lists.
export function pack({ plan, actions, other }) {
  const blank = actions.filter((action) => isEmpty(TEXTS, action) && !action.links.length).map(({ id }) => id);
  const codes = ({ id, rejected, links }) => {
    const undecided = links.filter((link) => isEmpty(LINK, link)).map(({ target }) => target);
    return [["undecided", undecided], ["rejected", rejected]].filter(([, all]) => all.length)
      .map(([group, all]) => [[group, id], all]);
  };
  const fields = actions.flatMap((action) => [
    ...texts(TEXTS, action, ["actions", action.id]),
    ...action.links.flatMap((link) => texts(LINK, link, ["actions", action.id, "links", link.target])),
    ...codes(action),
  ]);
  const lists = [...(plan ? [[["plan"], plan]] : []), ...(blank.length ? [[["blank"], blank]] : [])];
  return built([...lists, ...fields, ...fieldsOf(other)]);
}

// The actions of fields that are work of this exercise, by id.
function actionsOf(fields) {
  const actions = new Map();
  const at = (id) => {
    if (!actions.has(id)) actions.set(id, { id, ...textsOf(TEXTS, {}), links: [], rejected: [] });
    return actions.get(id);
  };
  const linkOf = (action, target) => {
    const found = action.links.find((each) => each.target === target) ?? newLink(target);
    if (!action.links.includes(found)) action.links.push(found);
    return found;
  };
  for (const [[group, id, name, target, part], value] of fields) {
    if (group === "blank") value.forEach(at);
    else if (group === "undecided") value.forEach((code) => linkOf(at(id), code));
    else if (group === "actions" && name === "links") linkOf(at(id), target)[part] = value;
    else if (group === "actions") at(id)[name] = value;
  }
  for (const [[group, id], value] of fields) {
    if (group === "rejected" && actions.has(id)) actions.get(id).rejected = value;
  }
  return actions;
}

export function unpack(entry) {
  const fields = isObject(entry) ? fieldsOf(entry) : [];
  const ours = fields.filter(([steps, value]) => isOurs(steps, value));
  const actions = actionsOf(ours);
  const lost = ([group, id]) => group === "rejected" && !actions.has(id);
  return {
    plan: ours.find(([[group]]) => group === "plan")?.[1] ?? "",
    actions: inOrder(actions.values()),
    other: built(fields.filter(([steps, value]) => value !== null && (!isOurs(steps, value) || lost(steps)))),
  };
}

// A ready case as a state. actions: { code, name, goals (with which it is tagged), links: [[target, kind, reason,
// resolved]] }.
export const exampleOf = ({ actions }, { plan, tagged }) => ({
  ...BLANK,
  plan,
  actions: actions.map(({ code, name, goals, links }, at) => ({
    id: at ? `${String(at + 1).padStart(2, "0")} ${code}` : FIRST,
    ...textsOf(TEXTS, { name: goals ? fill(tagged, { name, goals: goals.join(", ") }) : name, plan }),
    links: links.map(([target, kind, reason, resolved]) => newLink(target, { kind, reason, resolved })),
    rejected: [],
  })),
});

// All links of a state, each with the id of its action.
export const linksOf = (actions) => actions.flatMap(({ id, links }) => links.map((link) => ({ ...link, action: id })));
