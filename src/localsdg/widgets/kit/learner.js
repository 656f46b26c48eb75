// Who works in this browser: names, the change from one person to another, and what is said of the last copy.
import { LONGEST_NAME } from "./limits.js";
import { belongTo, CURRENT, ids, keyOf, learner, NOBODY, PAUSE, readKey, withId } from "./whose.js";

export const NAME = "localsdg.author";
export const COPY = "localsdg.copy"; // when the workbook was last saved to a file, and since when it is not
export const FIGURES = "localsdg.figures"; // how many figures the table of the workbook has, if there is one
const THREE_DAYS = 3 * 24 * 3_600_000;
const ONE_DAY = 24 * 3_600_000;

let chosen = readKey(CURRENT);
// Keeps a text, or removes it; whether the browser let us.
export function writeKey(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
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

// This page's work goes on as that of another person, or of nobody: the page begins again.
export function turnTo(id) {
  writeKey(CURRENT, id ?? NOBODY);
  chosen = readKey(CURRENT); // this tab knows
  belongTo(id);
  location.reload();
}
export const turnAway = () => writeKey(CURRENT, "");
// After another page has emptied the storage.
export function comeBack() {
  writeKey(keyOf(NAME), known);
  if (learner) writeKey(CURRENT, learner);
  chosen = readKey(CURRENT);
}

// A page that was left open on a shared browser: whoever touches it after a pause is asked.
if (learner !== undefined && learners().length > 1) {
  let last = Date.now();
  for (const event of ["pointerdown", "keydown", "wheel"]) {
    addEventListener(event, () => {
      if (Date.now() - last > PAUSE) turnTo();
      last = Date.now();
    });
  }
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
