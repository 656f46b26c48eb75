// A review as it is read: no line of it ends between a number and its unit. The same as localsdg/review/words.py.
import { marked } from "./directions.js";
import { RIGHT_TO_LEFT } from "./plan.js";
import { pattern, words } from "./words.js";

const LONGEST = 20; // letters of a unit that stays with its number
const NO_TEXT = ["annex", "indicators"]; // parts of a review that hold figures and no text

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

export const isTurnedLanguage = (language) => RIGHT_TO_LEFT.includes(language.split("-")[0]);

// What keeps the signs of a text in their places. A no-break space stands between each number and its unit: the sign %,
// or the first word of a unit. Beside names in letters that run from right to left, the signs are marked.
export function tying({ indicators, language }) {
  const isTurned = isTurnedLanguage(language);
  const firsts = ["%", ...indicators.flatMap(({ unit }) => words(unit).slice(0, 1))];
  const units = firsts.filter((word) => [...word].length <= LONGEST).map(escaped).join("|");
  const found = pattern(`([0-9]) (?=(?:${units})(?!\\w))`, "g");
  const tie = (value, own = "") => {
    if (typeof value === "string") return marked(value.replace(found, "$1\u00a0"), isTurned, own === "caption");
    if (Array.isArray(value)) return value.map((each) => tie(each));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tie(each, name)]));
  };
  return tie;
}

export function tied(review) {
  const tie = tying(review);
  const parts = Object.entries(review).map(([name, value]) => [name, NO_TEXT.includes(name) ? value : tie(value)]);
  return /** @type {typeof review} */ (Object.fromEntries(parts));
}
