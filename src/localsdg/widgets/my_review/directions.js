// Which way a text runs, and marks that keep its signs in their places; the same as localsdg/review/directions.py.
import { AFTER_NAME, BEFORE_NUMBER, TURNED } from "./limits.js";
import { pattern } from "./words.js";

const MARK = "\u200e"; // unseen: what stands beside it runs from left to right
const turnedLetter = pattern(`[${TURNED}]`);
const nameEnd = pattern(`([${TURNED}])${AFTER_NAME}`, "g");
const negative = pattern(BEFORE_NUMBER, "g");

// Which way a text runs by most of its letters: "rtl" or "ltr"; "auto" if none of them is turned.
export function way(text) {
  if (!turnedLetter.test(text)) return "auto";
  const letters = text.match(/\p{L}/gu) ?? [];
  return 2 * letters.filter((letter) => turnedLetter.test(letter)).length > letters.length ? "rtl" : "ltr";
}

// isTurned: whether the document runs from right to left. isOurs: whether the text runs as the document does, whatever
// its letters, such as a caption.
export function marked(text, isTurned, isOurs) {
  const runs = isOurs && !isTurned ? "ltr" : way(text);
  if (isTurned || runs === "rtl") return text.replace(negative, `$1${MARK}$2`);
  return runs === "ltr" ? text.replace(nameEnd, `$1${MARK}`) : text;
}
