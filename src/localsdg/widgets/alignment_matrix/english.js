// Whether a line is English; the same rule as localsdg.core.english.
import { ENGLISH_SMALL, FEWEST_SIGNS, OTHERS_SMALL } from "./english_limits.js";

const WORDS = /[\p{L}\p{Nl}\p{No}]+/gu;
const SIGNS = /[^\p{ASCII}]/u;

// The words of a text, with letters as they are compared.
export const wordsOf = (text) => text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").match(WORDS) ?? [];

export function isEnglish(text) {
  const words = wordsOf(text);
  const others = words.filter((word) => OTHERS_SMALL.includes(word) || SIGNS.test(word)).length;
  return others < FEWEST_SIGNS || others <= 2 * words.filter((word) => ENGLISH_SMALL.includes(word)).length;
}
