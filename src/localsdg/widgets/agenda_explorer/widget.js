// Widget "Agenda explorer": goals, targets and indicators by everyday words; pinned targets become local, step by step.
import { judgementsOf, targets } from "../kit/agenda.js";
import { counted, fill, h, kept } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { pinboard } from "./method.js";
import { allTargets, namedAnswers, pinCard, pinSheet } from "./pins.js";
import { listed } from "./listed.js";
import { agendaTree } from "./tree.js";

const exampleOf = ({ key, from }, { name, hint, pins }) => ({ key, name, hint, from, state: pins });

// The judgements of lesson 1.2: the learner's own, or those of the example.
function judgements({ model, page }) {
  const data = model.get("data");
  const own = (page ? kept("1.2", "competences")?.judgements : data.judgements) ?? {};
  const mine = Object.keys(own).length > 0;
  const all = mine ? own : judgementsOf(data.example);
  return { mine, judged: ({ code }) => all[code] ?? "open" };
}

// The verdict: its first sentence, and what stands below it.
function verdictOf(pins, result, { mine, judged }, strings) {
  if (!pins.length) return { title: strings.nothing, parts: [h("p", null, strings.nothing_reason)] };
  const { localized, begun, labels, goals, listed, different } = result;
  const counts = { localized: localized.length, begun: begun.length, labels: labels.length };
  const pinned = targets.filter(({ code }) => pins.some(({ target }) => target === code));
  const tally = (word) => pinned.filter((target) => judged(target) === word).length;
  const numbers = {
    goals: Object.keys(goals).length,
    listed,
    different,
    own: tally("own"),
    shared: tally("shared"),
    none: tally("not ours"),
    list: mine ? strings.my_list : strings.example_list,
  };
  const line = ({ about, key }) =>
    h("li", null, h("strong", null, `${about === "choice" ? strings.choice : about}: `), strings.findings[key]);
  const open = result.findings.length
    ? h("ul.findings", null, ...result.findings.map(line))
    : h("p", null, strings.complete);
  const parts = [h("p", null, fill(strings.counts, numbers)), open];
  return { title: counted(strings.verdict, pins.length, counts), parts };
}

function render(view) {
  const strings = view.model.get("strings");
  const [board, verdict, filled, all] = [h("div.board"), h("div"), h("div"), h("div")];
  const list = judgements(view);
  let pins = {}; // by code: the answers in the order of the questions
  let cards = [];
  const tree = agendaTree(strings, {
    ...list,
    page: view.page,
    say: (text) => exercise.voice.say(text),
    pinned: (code) => code in pins,
    toggle,
  });
  const ready = view.model.get("data").cases.map((each) => exampleOf(each, strings.cases[each.key]));
  const exercise = shell(view, {
    goal: 11,
    lesson: "1.1",
    part: "targets",
    cases: ready,
    opens: ready[0],
    blank: {},
    read: () => pins,
    write(state) {
      pins = state;
      draw();
    },
    label: (code) => code,
  });

  const sorted = () => targets.filter(({ code }) => code in pins);
  const owner = (code) => ({
    written(at, text) {
      pins[code][at] = text;
      exercise.changed();
      show();
    },
    toggle,
    mark: exercise.mark,
  });
  function toggle(code) {
    const words = code in pins ? strings.now_unpinned : strings.now_pinned;
    if (code in pins) delete pins[code];
    else pins[code] = ["", "", ""];
    const removed = board.contains(document.activeElement);
    exercise.changed();
    draw();
    exercise.voice.say(fill(words, { code, count: Object.keys(pins).length }));
    if (removed) verdict.querySelector("h4").focus();
    exercise.record();
  }
  function draw() {
    cards = sorted().map((target) => pinCard(target, pins[target.code], strings, owner(target.code)));
    board.replaceChildren(...cards.map(({ element }) => element));
    show();
  }
  function show() {
    tree.paint();
    cards.forEach(({ paint }) => paint());
    const chosen = sorted().map(({ code }) => ({ target: code, ...namedAnswers(pins[code]) }));
    const { findings, ...result } = pinboard(chosen, listed);
    const { title, parts } = verdictOf(chosen, { ...result, findings }, list, strings);
    verdict.replaceChildren(h("h4.title", { tabindex: -1 }, title), ...parts);
    filled.replaceChildren(pinSheet(chosen, strings));
    exercise.say(title, "");
    exercise.tell({ pins: chosen, ...result });
  }

  exercise.stand({
    before: tree.elements,
    controls: [board],
    result: [verdict],
    resultFirst: true,
    paper: [exercise.paper, h("p", null, strings.sheet_lead), filled, h("p", null, strings.sheet_all), all],
  });
  tree.begin();
  exercise.later(() => all.append(...allTargets(strings)));
}

export default { render };
