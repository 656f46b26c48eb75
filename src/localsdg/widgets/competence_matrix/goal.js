// One goal of the competence matrix: its targets as chips, which a press or a key judges.
import { goesTo } from "../kit/arrows.js";
import { fill, h } from "../kit/kit.js";
import { asksPart } from "../kit/target_code.js";
import { after, stateOf, STATES } from "./states.js";

// owner: judge(changes by code), judgement(code). move(to) gives the focus to another chip.
function chipPart({ code, title }, index, strings, { owner, count, reach }) {
  const mark = h("span.mark", { "aria-hidden": "true" });
  const word = h("span.hidden");
  const button = h(
    "button.chip",
    { type: "button", tabindex: index ? -1 : 0, onclick: press, onkeydown: keyed },
    mark,
    h("b", null, code),
    h("span", null, title),
    word,
  );
  function press() {
    reach(index);
    owner.judge({ [code]: after(stateOf(owner.judgement(code))).word });
  }
  function keyed(event) {
    const forward = getComputedStyle(button).direction === "rtl" ? -1 : 1;
    const to = goesTo(event.key, index, count, forward);
    const state = STATES.find(({ key }) => key === event.key);
    if (to !== undefined) {
      event.preventDefault();
      if (to >= 0 && to < count) reach(to, true);
    } else if (state) owner.judge({ [code]: state.word });
    else if (event.key === "Delete" || event.key === "Backspace") owner.judge({ [code]: undefined });
  }
  function paint(state) {
    mark.textContent = state.mark;
    word.textContent = `, ${strings.states[state.name]}`;
    button.className = `ls-chip ls-${state.name}`;
  }
  return { button, paint };
}

// later(work): when there is time.
export function goalPart(goal, strings, owner, later) {
  const note = h("span.small.soft");
  const strip = h("span.strip", { "aria-hidden": "true" });
  const bits = goal.targets.map(() => strip.appendChild(h("i")));
  const label = fill(strings.goal_label, { goal: goal.number, name: goal.name });
  const group = h("div.chips", { role: "group", "aria-label": label });
  const rest = h("button.quiet.screen", { type: "button", onclick: judgeRest });
  rest.textContent = fill(strings.rest, { goal: goal.number });
  let chips = [];

  function reach(to, focus = false) {
    chips.forEach(({ button }, at) => (button.tabIndex = at === to ? 0 : -1));
    if (focus) chips[to].button.focus();
  }
  // The targets of a goal are made when it is opened, or when there is time.
  function unfold() {
    if (chips.length) return;
    const count = goal.targets.length;
    chips = goal.targets.map((target, index) => chipPart(target, index, strings, { owner, count, reach }));
    group.append(...chips.map(({ button }) => h("span.cell", { "data-print": strings.print_boxes }, button)));
    paint();
  }
  function judgeRest() {
    const open = goal.targets.filter(({ code }) => !owner.judgement(code));
    owner.judge(Object.fromEntries(open.map(({ code }) => [code, "not ours"])));
  }
  function paint() {
    const states = goal.targets.map(({ code }) => stateOf(owner.judgement(code)));
    states.forEach(({ name }, at) => (bits[at].className = `ls-${name}`));
    chips.forEach((chip, at) => chip.paint(states[at]));
    const count = (name) => states.filter((state) => state.name === name).length;
    const values = { own: count("own"), shared: count("shared"), left: count("open") };
    note.textContent = fill(values.left ? strings.goal_open : strings.goal_done, values);
  }
  const element = h(
    `details.goal-${goal.number}`,
    { open: goal.number === 11, ontoggle: unfold },
    h("summary", null, h("span.tag", null, goal.number), h("span.goal-name", null, goal.name), note, strip),
    group,
    rest,
    ...(globalThis.localsdgBring ? [asksPart(strings.asks_summary, goal.targets, strings)] : []),
  );
  if (element.open) unfold();
  else later(unfold);
  return { element, paint };
}
