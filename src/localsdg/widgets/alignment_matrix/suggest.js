// Targets that the words of an action lead to; the same rule as localsdg.implementation.suggest_targets.
import { ENGLISH, ENGLISH_ALONE } from "../kit/english.js";
import { languageOf, leadsTo, stemOf } from "../kit/leads.js";
import { FEW_WORDS } from "./suggest_limits.js";
import { isEnglish, wordsOf } from "./english.js";

// given: a language as languageOf takes it, ours without one. Gives at most so many { target, words }: the words of the
// text that led to the target.
export function suggestTargets(text, given = null, most = 5) {
  if (!given && !isEnglish(text)) return [];
  const words = wordsOf(text);
  const ours = words.length > FEW_WORDS ? ENGLISH : ENGLISH_ALONE;
  const language = given ? languageOf(given) : ours;
  const found = leadsTo(words.map((word) => stemOf(word, language)), language);
  const enough = Math.max(...found.map(({ points }) => points)) / 4;
  return found.filter(({ points }) => points > enough).slice(0, most).map(({ target, places }) => (
    { target, words: [...new Set(places.map((span) => words.slice(...span).join(" ")))] }
  ));
}
