// Targets that the words of an action lead to; the same rule as localsdg.implementation.suggest_targets.
import { targets } from "../kit/agenda.js";
import { ENDINGS, LEADS, PLURAL } from "./suggest_words.js";

const WORDS = /[\p{L}\p{Nl}\p{No}]+/gu;
const SHORTEST = 4; // letters that an ending leaves
const NEAR = 8; // words between the two parts of a keyword
const WEAK = "?"; // after the code of a target
const places = new Map(targets.map(({ code }, at) => [code, at]));

export const ENGLISH = {
  plural: PLURAL,
  endings: ENDINGS,
  leads: LEADS.split("\n").map((line) => line.split("|"))
    .map(([keyword, codes]) => [keyword, codes ? codes.split(" ") : []]),
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

// Where the words of a part stand side by side: [first, the one after the last].
const spansOf = (part, stems) =>
  stems.map((_, start) => [start, start + part.length])
    .filter(([start]) => part.every((each, at) => stems[start + at] === each));

// Where a keyword stands: a list of the spans of its parts; of two parts, the nearest ones.
function placesOf(parts, stems) {
  const [ones, others] = parts.map((part) => spansOf(part, stems));
  if (!others) return ones.map((span) => [span]);
  const apart = ([one, other]) => Math.abs(one[0] - other[0]);
  const pairs = ones.flatMap((one) => others.map((other) => [one, other]))
    .filter((pair) => apart(pair) > 0 && apart(pair) <= NEAR);
  return pairs.sort((one, other) => apart(one) - apart(other)).slice(0, 1);
}

// Whether a phrase is a piece of a longer one.
const isWithin = (one, other) => {
  if (one.length > 1 || other.length > 1) return false;
  const [[[start, end]], [[first, last]]] = [one, other];
  return first <= start && end <= last && last - first > end - start;
};

function found({ leads }, stems) {
  const known = new Set(stems);
  const all = leads.flatMap(([keyword, codes]) => {
    const parts = keyword.split(" + ").map((part) => part.split(" "));
    if (!parts.every(([first]) => known.has(first))) return [];
    const size = parts.flat().length;
    return placesOf(parts, stems).map((spans) => ({ keyword, codes, size, spans }));
  });
  return all.filter(({ spans }) => !all.some((other) => isWithin(spans, other.spans)));
}

// language: { plural, endings, leads: [[keyword, codes], ...] }. Gives at most so many { target, words }: the words of the
// text that led to the target.
export function suggestTargets(text, language = ENGLISH, most = 5) {
  const words = folded(text).match(WORDS) ?? [];
  const targetsFound = new Map();
  for (const { keyword, codes, size, spans } of found(language, words.map((word) => stem(word, language)))) {
    for (const code of codes) {
      const target = code.replace(WEAK, "");
      if (!targetsFound.has(target)) targetsFound.set(target, { target, points: new Map(), words: new Set() });
      const one = targetsFound.get(target);
      one.points.set(keyword, code === target ? size : 0.5);
      for (const span of spans) one.words.add(words.slice(...span).join(" "));
    }
  }
  const sums = [...targetsFound.values()].map(({ target, points, words: said }) => (
    { target, words: [...said], sum: [...points.values()].reduce((sum, each) => sum + each) }
  ));
  const enough = Math.max(...sums.map(({ sum }) => sum)) / 4;
  return sums.filter(({ sum }) => sum > enough)
    .sort((one, other) => other.sum - one.sum || places.get(one.target) - places.get(other.target))
    .slice(0, most).map(({ target, words: said }) => ({ target, words: said }));
}
