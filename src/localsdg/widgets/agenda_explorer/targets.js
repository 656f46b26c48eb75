// The targets with all that the search looks at, and the titles of their indicators: { code, goal, title, names,
// phrases, indicators: [{ code, unsd, title }] }; a search looks at the names of the goal, at words of
// everyday life, and at the phrases.
import { goals } from "../kit/agenda.js";
import { ENGLISH_ALONE } from "../kit/english.js";
import { findTargets } from "./find.js";
import { listed } from "./listed.js";
import { SEARCHED } from "./search_words.js";

const titles = {};

export const searchable = SEARCHED.split("\n").map((line, at) => {
  const { code, goal, title, indicators: codes } = listed[at];
  const words = line.split("|");
  const indicators = codes.map(({ code: own, unsd }, place) => {
    titles[own] = titles[unsd] ?? words[place];
    return { code: own, unsd, title: titles[own] };
  });
  const { name, title: ours } = goals[goal - 1];
  return { code, goal, title, names: [name, ours], phrases: indicators.map((each) => each.title), indicators };
});

export const find = (words) => findTargets(words, searchable, ENGLISH_ALONE);
