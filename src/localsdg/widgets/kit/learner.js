// Who works in this browser: names, the change from one person to another, and what is said of the last copy.
import { LONGEST_NAME } from "./limits.js";
import { CURRENT, ids, keyOf, learner, NOBODY, readKey, turn, withId, writeKey } from "./whose.js";

export const NAME = "localsdg.author";
export const COPY = "localsdg.copy"; // when the workbook was last saved to a file, and since when it is not
export const FIGURES = "localsdg.figures"; // how many figures the table of the workbook has, if there is one
const THREE_DAYS = 3 * 24 * 3_600_000;
const ONE_DAY = 24 * 3_600_000;

let chosen = readKey(CURRENT);
export const clean = (name) => [...name ?? ""].slice(0, LONGEST_NAME).join("").trim();
const nameOf = (id) => clean(readKey(withId(NAME, id)));
// All of whom this browser keeps something: { id, name }, the name "" if she has given none.
export const learners = () => ids().map((id) => ({ id, name: nameOf(id) }));

// What a tab keeps while it is open.
export const tabKey = (name) => `${withId("localsdg", learner ?? NOBODY)}.${name}`;

// Who writes here, "" without a name: in Jupyter the file says it.
let writer;
export const writeAs = (name) => (writer = name);
export const nameTyped = () => writer ?? known;
export const author = () => writer ?? (learner === undefined ? "" : nameOf(learner));
let known = readKey(keyOf(NAME)) ?? "";
export function rename(name) {
  known = name; // as it was typed
  return writeKey(keyOf(NAME), known);
}
export const isTurned = () => readKey(CURRENT) !== chosen;
export function turnTo(id) {
  turn(id);
  chosen = readKey(CURRENT); // this tab knows
}
export const turnAway = () => writeKey(CURRENT, "");
// After another page has emptied the storage.
export function comeBack() {
  writeKey(keyOf(NAME), known);
  if (learner) writeKey(CURRENT, learner);
  chosen = readKey(CURRENT);
}

// { saved, since, later }: when it was last saved to a file, since when it is not, when the reminder was put off.
export function copyNote(id = learner) {
  try {
    return JSON.parse(readKey(keyOf(COPY, id))) ?? {};
  } catch {
    return {};
  }
}
export const noteCopy = (note, id = learner) => writeKey(keyOf(COPY, id), JSON.stringify(note));
export function noteChange(id) {
  const note = copyNote(id);
  if (!note.since) noteCopy({ ...note, since: Date.now() }, id);
}
// Whether changes have been in no file for three days, and nobody has put the reminder off today.
export function isDue({ since, later = 0 } = copyNote()) {
  return Boolean(since) && Date.now() - since >= THREE_DAYS && Date.now() - later >= ONE_DAY;
}
