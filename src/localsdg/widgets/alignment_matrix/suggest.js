// Targets that the words of an action lead to; the same rule as localsdg.implementation.suggest_targets.
import { targets } from "../kit/agenda.js";
import { ENDINGS, LEADS, PLURAL } from "./suggest_words.js";

const WORDS = /[\p{L}\p{Nl}\p{No}]+/gu;
const SHORTEST = 4; // letters that an ending leaves
const places = new Map(targets.map(({ code }, at) => [code, at]));

export const ENGLISH = {
  plural: PLURAL,
  endings: ENDINGS,
  leads: LEADS.split("\n").map((line) => {
    const [keyword, codes] = line.split("|");
    return [keyword.split(" "), codes.split(" ")];
  }),
};

// Letters as they are compared.
const folded = (text) => text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
const length = (word) => [...word].length;
function stem(word, { plural, endings }) {
  let short = word;
  const isPlural = plural && short.endsWith(plural) && !short.endsWith(plural + plural);
  if (isPlural && length(short) > 3 + length(plural)) short = short.slice(0, -plural.length);
  const ending = endings.find((each) => short.endsWith(each) && length(short) - length(each) >= SHORTEST);
  return ending ? short.slice(0, -ending.length) : short;
}

// language: { plural, endings, leads: [[stems, codes], ...] }. Gives at most so many { target, words }: the words of the
// text that led to the target.
export function suggestTargets(text, language = ENGLISH, most = 5) {
  const words = folded(text).match(WORDS) ?? [];
  const stems = words.map((word) => stem(word, language));
  const found = new Map();
  for (const [keyword, codes] of language.leads) {
    stems.forEach((_, start) => {
      if (!keyword.every((each, at) => stems[start + at] === each)) return;
      const said = words.slice(start, start + keyword.length).join(" ");
      for (const code of codes) found.set(code, (found.get(code) ?? new Set()).add(said));
    });
  }
  return [...found].map(([target, said]) => ({ target, words: [...said] }))
    .sort((one, other) => other.words.length - one.words.length || places.get(one.target) - places.get(other.target))
    .slice(0, most);
}
