// The targets with all that the search looks at, and the titles of their indicators: { code, goal, title, names, phrases,
// indicators: [{ code, unsd, title }] }; a search looks at the names of the goal, and at the phrases.
import { goals } from "../kit/agenda.js";
import { listed } from "./listed.js";
import { SEARCHED } from "./search_words.js";

const titles = {};

export const searchable = SEARCHED.split("\n").map((line, at) => {
  const { code, goal, title, indicators: codes } = listed[at];
  const [keywords, ...words] = line.split("|");
  const indicators = codes.map(({ code: own, unsd }, place) => {
    titles[own] = titles[unsd] ?? words[place];
    return { code: own, unsd, title: titles[own] };
  });
  const phrases = [title, ...keywords.split(";").filter(Boolean), ...indicators.map((each) => each.title)];
  const { name, title: ours } = goals[goal - 1];
  return { code, goal, title, names: [name, ours], phrases, indicators };
});
