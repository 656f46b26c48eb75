// Whose a page is. Several people of one computer are kept apart: each has an id, and all that is kept of her has it at
// the end of its key. The first one has none and need not give a name, so that a person alone meets no question. Each
// page belongs to one person as long as it is open.

export const WORK = "localsdg.workbook";
export const CURRENT = "localsdg.learner";
export const NOBODY = "-"; // whoever comes next is asked
const HERE = "localsdg.here"; // when this tab was last in use, and the key of its workbook
const PAUSE = 30 * 60_000; // milliseconds after which somebody else may have sat down

export const withId = (base, id) => (id ? `${base}:${id}` : base);
export function readKey(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
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
export function keysOf(storage) {
  try {
    return Object.keys(storage());
  } catch {
    return [];
  }
}

// The ids of all of whom this browser keeps something.
export function ids() {
  const found = keysOf(() => localStorage).map((key) => key.match(/^localsdg\.(?:workbook|author)(?::(\w+))?(?:\.|$)/));
  return [...new Set(found.filter(Boolean).map(([, id = ""]) => id))];
}

// When this tab was last in use, in milliseconds; undefined: not yet.
function readTab() {
  try {
    return sessionStorage.getItem(HERE);
  } catch {
    return `${Date.now()}`; // a browser that keeps nothing has one person's work
  }
}
function lastHere() {
  const said = readTab();
  return said === null ? undefined : parseInt(said);
}
// Whether this tab begins, not led here by one of our pages, or goes on after a pause.
function arriving() {
  const last = lastHere();
  return last === undefined ? !document.referrer.startsWith(`${location.origin}/`) : Date.now() - last > PAUSE;
}
// To whom the tab belongs now; undefined: nobody has said.
export function whose() {
  const [first = "", ...others] = ids();
  const current = readKey(CURRENT) ?? "";
  if (current === NOBODY && ids().length) return undefined;
  if (!others.length) return first;
  return [first, ...others].includes(current) && !arriving() ? current : undefined;
}

// To whom this page belongs.
export const learner = whose();
let here = learner;
// time: when the tab was last in use, 0 for somebody who only looks around, whatever the next page is.
function note(time, key) {
  try {
    if (time === undefined) sessionStorage.removeItem(HERE);
    else sessionStorage.setItem(HERE, `${time} ${key}`);
  } catch {
    // Then the next page asks again.
  }
}
const stay = () => here === undefined || note(Date.now(), withId(WORK, here));
// The tab goes on as that of a person, or of nobody.
export function belongTo(id) {
  here = id;
  if (id === undefined) note();
  else stay();
}
// This page's work goes on as that of another person, or of nobody: the page begins again.
export function turn(id) {
  writeKey(CURRENT, id ?? NOBODY);
  belongTo(id);
  location.reload();
}
export function lookAround() {
  if (here === undefined) note(0, "");
}
export const isLookingAround = learner === undefined && lastHere() === 0;
stay();
// A page may hold this module twice, and the tab may have been turned to somebody else by the other one.
const isHere = () => here !== undefined && readTab()?.endsWith(` ${withId(WORK, here)}`);
const isLeft = () => arriving() && ids().length > 1;
// Whoever touches a page of a shared browser that was left open is asked.
function touched({ type }) {
  if (!isHere()) return;
  if (!isLeft()) stay();
  else if (type !== "pagehide") turn();
}
for (const event of ["pointerdown", "keydown", "wheel", "pagehide"]) addEventListener(event, touched);
export const keyOf = (base, id = learner) => withId(base, id ?? NOBODY);
