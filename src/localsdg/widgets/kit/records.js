// Where an entry of a lesson stands among the records: the rules are those of localsdg/workbook/places.py.
import { PAIRS } from "./places.js";

const MARKS = /_taken$/;
// In a name, * stands for a part of one step, and ** for all steps that follow.
const HOLES = { "**": "([^\n]+)", "*": "([^/\n]+)" };
const rules = new Map();

function rulesOf(lesson, part) {
  const key = `${lesson} ${part}`;
  const pairs = PAIRS[lesson]?.[part] ?? {};
  if (!rules.has(key)) {
    // A record is written with line breaks between kind, id and name.
    const lines = (record) => record.replace(/^([^/]+)\/([^/]+)\//, "$1\n$2\n");
    rules.set(key, Object.entries(pairs).map(([name, record]) => [name, lines(record)]));
  }
  return rules.get(key);
}
const shapes = {};
function shapeOf(pattern) {
  const inside = () => pattern.replace(/[.()]/g, "\\$&").replace(/\*\*?/g, (hole) => HOLES[hole]);
  return shapes[pattern] ??= new RegExp(`^${inside()}$`);
}
// The form with what stands in the text for the holes of the pattern, or undefined if the two do not fit.
function filled(form, pattern, text) {
  if (!pattern.includes("*")) return pattern === text ? form : undefined;
  const found = text.match(shapeOf(pattern));
  let hole = 0;
  return found ? form.replace(/\*\*?/g, () => found[++hole]) : undefined;
}
function first(list, work) {
  for (const each of list) {
    const found = work(each);
    if (found !== undefined) return found;
  }
}

// Lessons 3.3 to 3.5 work on one indicator at a time, for which @ stands: the first one, until the learner takes
// another.
// & stands for the one by which lesson 2.6 measures an outcome.
const chosen = { "@": "first", "&": "first" };
export const workOn = (id, sign = "@") => (chosen[sign] = id?.match?.(/^[\w.()-]+$/) ? id : "first");
export const atWorkNow = (sign = "@") => chosen[sign];
const lineOf = (record) => record.replace(/[@&]/, atWorkNow);

// The address of an entry. A lesson of "" is the course: its profile, the needs check, the workshop.
export function addressOf([lesson, part], name) {
  const record = first(
    rulesOf(lesson, part.replace(MARKS, "")),
    ([pattern, form]) => filled(lineOf(form), pattern, name),
  );
  if (record === undefined) return ["lessons", lesson, part, name];
  return [MARKS.test(part) ? "marks" : "records", ...record.split("\n")];
}

// The name by which a part of a lesson knows what stands at an address, or undefined.
export function nameAt([lesson, part], address) {
  const [group, ...steps] = address;
  if (group === "lessons") {
    const ours = steps[0] === lesson && steps[1] === part;
    return ours && isUsed(address) ? steps[2] : undefined;
  }
  if (group !== (MARKS.test(part) ? "marks" : "records")) return undefined;
  const text = steps.join("\n");
  return first(rulesOf(lesson, part.replace(MARKS, "")), ([pattern, form]) => filled(pattern, lineOf(form), text));
}

// Whether an entry counts: where a record has taken its place, it is kept and shown, but not used.
export function isUsed(address) {
  const [group, lesson, part, name] = address;
  return group !== "lessons" || addressOf([lesson, part], name)[0] === "lessons";
}

// The lessons and parts that write records; of a lesson the form comes first.
const isForm = (part) => Number(part === "municipality");
export const PARTS = Object.keys(PAIRS).filter(Boolean).flatMap((lesson) =>
  Object.keys(PAIRS[lesson]).sort((one, other) => isForm(other) - isForm(one)).map((part) => [lesson, part])
);

export const pairs = () => PAIRS;

// Whether a part of a lesson writes of the indicator at work, of that by which an outcome is measured, or of the action
// at work, which is the first.
const writesOf = (sign) => ([lesson, part]) =>
  Object.values(PAIRS[lesson]?.[part] ?? {}).some((form) => form.includes(sign));
export const isOfWork = writesOf("@");
export const isOfOutcome = writesOf("&");
export const isOfAction = writesOf("action/first/");
