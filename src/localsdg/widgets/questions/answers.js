// What was checked and what was typed since, as it is kept: only what still fits the questions counts.
import { keeper } from "../kit/keeping.js";
import { fits } from "./method.js";

// A draft that this question could have: an order or pairs of its length, else a text, a number or places.
function begun({ kind = "one", items, pairs }, draft) {
  const length = { order: items?.length, match: pairs?.length }[kind];
  const whole = Array.isArray(draft) ? [...draft].sort((one, other) => one - other) : [];
  if (kind === "order") {
    return whole.length === length && whole.every((place, at) => place === at + 1) ? draft : undefined;
  }
  if (kind === "match") return whole.length === length ? draft : undefined;
  return draft;
}

// Gives { line (that says what is kept), of(question), add(id, result), draft(id, chosen), all() }.
export function answersOf(view, { lesson, questions }, strings) {
  const ours = /^\d/.test(lesson); // the kit's questions belong to no lesson, so they are not kept
  const parts = ours ? ["questions", "question_drafts"] : ["questions"];
  const book = keeper(view, strings, ours ? lesson : undefined, parts);
  const found = book.open();
  const entries = { ...found.questions };
  // An answer that was not checked yet is kept too, and counts for nothing.
  const drafts = { ...found.question_drafts };
  const store = () => book.later({ questions: entries, question_drafts: drafts });
  for (const question of questions) {
    if (entries[question.id] && !fits(question, entries[question.id].chosen)) delete entries[question.id];
  }
  return {
    line: book.element,
    all: () => ({ ...entries }),
    of: (question) => ({ entry: entries[question.id], draft: begun(question, drafts[question.id]) }),
    add(id, result) {
      entries[id] = result;
      delete drafts[id];
      store();
    },
    draft(id, chosen) {
      drafts[id] = chosen ?? null;
      store();
    },
  };
}
