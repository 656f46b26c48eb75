// The goals, targets and indicators of the 2030 Agenda.
import { GOALS, TARGETS } from "./agenda_words.js";

const JUDGED = ["own", "shared", "not ours"];
const titles = {};

// Each target: { code, goal, title, names, phrases, indicators: [{ code, unsd, title }] }; a search looks at the names
// of its goal, and at the phrases.
export const targets = TARGETS.split("\n").map((line) => {
  const [code, title, keywords, ...listed] = line.split("|");
  const indicators = listed.map((words, at) => {
    const own = `${code}.${at + 1}`;
    const unsd = words.startsWith("=") ? words.slice(1) : own;
    titles[own] = titles[unsd] ?? words;
    return { code: own, unsd, title: titles[own] };
  });
  const phrases = [title, ...keywords.split(";").filter(Boolean), ...indicators.map((each) => each.title)];
  const goal = parseInt(code, 10);
  return { code, goal, title, names: GOALS[goal - 1], phrases, indicators };
});

// Each goal: its official name, and this course's short title.
export const goals = GOALS.map(([name, title], at) => ({
  number: at + 1,
  name,
  title,
  targets: targets.filter(({ goal }) => goal === at + 1),
}));

// Judgements by the code of the target, from the digits that example_judgements in agenda_words.py writes.
export const judgementsOf = (digits) => Object.fromEntries(targets.map(({ code }, at) => [code, JUDGED[digits[at]]]));
