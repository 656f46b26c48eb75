// The points of a person in the short tests, as this browser keeps them until the second test: by edition. They do not
// go into her workbook, which others may read.
import { keyOf, readKey, writeKey } from "../kit/whose.js";
import { ITEMS } from "./limits.js";

const KEY = "localsdg.short-test";
const isPoints = (value) => Number.isInteger(value) && value >= 0 && value <= ITEMS;

function all() {
  try {
    const found = JSON.parse(readKey(keyOf(KEY)) ?? "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {}; // somebody else has written it
  }
}

// Gives { before, after }; each undefined until it is taken.
export function pointsOf(edition) {
  const { before, after } = all()[edition] ?? {};
  return { before: isPoints(before) ? before : undefined, after: isPoints(after) ? after : undefined };
}
// Whether this browser keeps them.
export const keepPoints = (edition, points) => writeKey(keyOf(KEY), JSON.stringify({ ...all(), [edition]: points }));
