// Whose a page is. Several people of one computer are kept apart: each has an id, and all that is kept of her has it at
// the end of its key. The first one has none and need not give a name, so that a person alone meets no question. Each
// page belongs to one person as long as it is open.

export const WORK = "localsdg.workbook";
export const CURRENT = "localsdg.learner";
export const NOBODY = "-"; // whoever comes next is asked
const HERE = "localsdg.here"; // when this tab was last in use
export const PAUSE = 30 * 60_000; // milliseconds after which somebody else may have sat down

export const withId = (base, id) => (id ? `${base}:${id}` : base);
export function readKey(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
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

// Whether this tab begins, not led here by one of our pages, or goes on after a pause.
function arriving() {
  try {
    const last = sessionStorage.getItem(HERE);
    return last ? Date.now() - Number(last) > PAUSE : !document.referrer.startsWith(`${location.origin}/`);
  } catch {
    return false;
  }
}
function whose() {
  const [first = "", ...others] = ids();
  const current = readKey(CURRENT) ?? "";
  if (current === NOBODY && ids().length) return undefined;
  if (!others.length) return first;
  return [first, ...others].includes(current) && !arriving() ? current : undefined;
}
export function stay() {
  try {
    sessionStorage.setItem(HERE, String(Date.now()));
  } catch {
    // Then the next page asks again.
  }
}

// To whom this page belongs; undefined: nobody has said.
export const learner = whose();
if (learner !== undefined) {
  stay();
  addEventListener("pagehide", stay);
}
export const keyOf = (base, id = learner) => withId(base, id ?? NOBODY);
