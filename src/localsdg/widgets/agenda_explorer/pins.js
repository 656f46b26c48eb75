// A pinned target on the board, with the three questions that make it local.
import { goals, targets } from "../kit/agenda.js";
import { markWords } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { targetCode } from "../kit/target_code.js";
import { lacks } from "./method.js";

const QUESTIONS = ["here", "who", "sign"];
const EMPTY_LINES = 5;

export const namedAnswers = (answers) => Object.fromEntries(QUESTIONS.map((name, at) => [name, answers[at]]));

// answers: texts in the order of the questions. owner: written(at, text), toggle(code), mark(code).
export function pinCard(target, answers, strings, owner) {
  const tag = h("span.small");
  const sign = h("p.taken.small");
  const control = (name, at) => {
    const box = h(name === "who" ? "input" : "textarea", {
      rows: 2,
      type: name === "who" ? "text" : null,
      autocomplete: "off",
      oninput: () => owner.written(at, box.value),
    });
    box.value = answers[at];
    return field(strings.questions[name], box);
  };
  const unpin = { "aria-label": fill(strings.unpin_label, target), onclick: () => owner.toggle(target.code) };
  const element = h(
    `section.goal-${target.goal}`,
    { "aria-label": fill(strings.target, target) },
    h("h4", { tabindex: -1 }, targetCode(target.code), ` ${target.title} `, tag),
    sign,
    ...QUESTIONS.map(control),
    h("button.quiet", { type: "button", ...unpin }, strings.unpin),
  );
  return {
    element,
    paint() {
      const taken = owner.mark(target.code);
      sign.textContent = taken ? markWords(taken, strings) : "";
      sign.hidden = !taken;
      const open = lacks(namedAnswers(answers)).length;
      tag.textContent = [strings.localized, strings.begun, strings.begun, strings.label][open];
    },
  };
}

// The board on paper: what is pinned, and empty lines.
export function pinSheet(pins, strings) {
  const title = (code) => targets.find((target) => target.code === code).title;
  const filled = pins.map((
    { target, ...said },
  ) => [`${target} ${title(target)}`, ...QUESTIONS.map((name) => said[name])]);
  const blank = Array.from({ length: EMPTY_LINES }, () => strings.sheet_heads.map(() => ""));
  const row = (cells) => h("tr", null, ...cells.map((cell) => h("td", null, cell || "\u00a0")));
  return h(
    "table.sheet.pins",
    null,
    h("thead", null, h("tr", null, ...strings.sheet_heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", null, ...[...filled, ...blank].map(row)),
  );
}

// All targets, for paper.
export function allTargets(strings) {
  return goals.map((goal) => {
    const named = goal.targets.map(({ code, title }) => `${code}\u00a0${title}`).join(" · ");
    return h("p.small", null, h("b", null, fill(strings.sheet_goal, goal)), ` ${named}`);
  });
}
