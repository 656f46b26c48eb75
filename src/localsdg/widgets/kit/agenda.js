// The goals and targets of the 2030 Agenda by code and title. What only a search needs stands with the agenda explorer.
import { GOALS, TARGETS } from "./agenda_words.js";

const JUDGED = ["own", "shared", "not ours"];

export const targets = TARGETS.split("\n").map((line) => {
  const [code, title] = line.split("|");
  return { code, goal: parseInt(code, 10), title };
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
