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
  leads: LEADS.split("\n").map((line) => line.split("|")).map(([codes, ...keywords]) => [codes, keywords]),
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

// Where the words of a part stand side by side: [first, the one after the last]. at: the places of each stem.
const spansOf = (part, stems, at) =>
  (at.get(part[0]) ?? []).filter((start) => part.every((each, place) => stems[start + place] === each))
    .map((start) => [start, start + part.length]);

// Where a keyword stands: a list of the spans of its parts; of two parts, the nearest ones.
function placesOf(parts, stems, at) {
  const [ones, others] = parts.map((part) => spansOf(part, stems, at));
  if (!others) return ones.map((span) => [span]);
  const ends = new Map(others);
  for (let apart = 1; apart <= NEAR; apart += 1) {
    for (const one of ones) {
      const start = [one[0] - apart, one[0] + apart].find((each) => ends.has(each));
      if (start !== undefined) return [[one, [start, ends.get(start)]]];
    }
  }
  return [];
}

// The order of words in the text.
const inText = ([one], [other]) => one - other;
function byPlace(one, other) {
  const at = one.findIndex((each, place) => each !== other[place]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
}

// The keywords in a text, without those that are a piece of a longer phrase.
function found({ leads }, stems) {
  const at = new Map();
  stems.forEach((each, place) => at.has(each) ? at.get(each).push(place) : at.set(each, [place]));
  const all = leads.flatMap(([codes, keywords]) =>
    keywords.flatMap((keyword) => {
      const parts = keyword.split(" + ").map((part) => part.split(" "));
      if (!parts.every(([first]) => at.has(first))) return [];
      const size = parts.flat().length;
      return placesOf(parts, stems, at).map((spans) => (
        { keyword, codes: codes ? codes.split(" ") : [], size, spans: spans.toSorted(inText) }
      ));
    })
  ).sort((one, other) => byPlace(one.spans.flat(), other.spans.flat()));
  const phrases = all.filter(({ spans }) => spans.length === 1);
  const longest = new Map(); // by the first word, where the longest phrase ends
  for (const { spans: [[start, end]] } of phrases) longest.set(start, Math.max(end, longest.get(start) ?? 0));
  const most = phrases.reduce((size, phrase) => Math.max(size, phrase.size), 0);
  const isHidden = ({ size, spans: [[start, end], other] }) => {
    if (other) return false;
    for (let first = end - most; first <= start; first += 1) {
      const last = longest.get(first);
      if (last >= end && last - first > size) return true;
    }
    return false;
  };
  return all.filter((each) => !isHidden(each));
}

// language: { plural, endings, leads: [[codes, keywords], ...] }, codes with spaces between them. Gives at most so many { target, words }: the words of the
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
