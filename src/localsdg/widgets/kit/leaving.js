// Removing all that this browser keeps of a person, and what it holds and could not read: for the page My course alone.
import { COPY, FIGURES, NAME, tabKey, turnAway } from "./learner.js";
import { drop, stored, UNKNOWN_TIME } from "./workbook.js";
import { keyOf, keysOf, learner, readKey, WORK, writeKey } from "./whose.js";

export function forgetTab() {
  for (const key of keysOf(() => sessionStorage)) if (key.startsWith(tabKey(""))) sessionStorage.removeItem(key);
}
export function erase() {
  drop();
  const ours = [WORK, NAME, COPY, FIGURES].map((base) => keyOf(base));
  for (const key of keysOf(() => localStorage)) {
    if (ours.some((base) => key === base || key.startsWith(`${base}.`))) writeKey(key);
  }
  forgetTab();
  if (learner) turnAway();
  dispatchEvent(new Event("workbook-kept"));
}

// What was put aside, and what lies in the place of the workbook and cannot be read: { key, fault, time, text }.
export function setAside() {
  const place = keyOf(WORK);
  const { text, fault } = stored();
  const there = text && fault ? [{ key: place, fault, time: UNKNOWN_TIME, text }] : [];
  const keys = keysOf(() => localStorage).filter((key) => key.startsWith(`${place}.`));
  const aside = keys.sort().map((key) => {
    const [fault, ...time] = key.slice(place.length + 1).split(".");
    return { key, fault, time: time.join("."), text: readKey(key) };
  });
  return [...there, ...aside];
}
