// Widget "Competence matrix": each of 169 targets is own, shared or not ours; the share stands beside published claims.
import { goals, judgementsOf } from "../kit/agenda.js";
import { h, radios } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { withBlanks } from "../kit/worksheet.js";
import { goalPart } from "./goal.js";
import { competenceShare } from "./method.js";
import { OPEN, STATES } from "./states.js";
import { comparison, verdictOf } from "./verdict.js";

const WEIGHT = 0.5; // of a shared target, until the learner chooses another

const pack = ({ judgements, weight }) =>
  Object.keys(judgements).length || weight !== WEIGHT ? { judgements, shared_weight: weight } : {};
const unpack = (entry) => ({ judgements: { ...entry.judgements }, weight: entry.shared_weight ?? WEIGHT });

function markKey(strings) {
  const mark = (each) => h("span.mark", { "aria-hidden": "true" }, each);
  return h(
    "p.key",
    null,
    ...[...STATES, OPEN].map((each) => h("span", null, mark(each.mark), ` ${strings.states[each.name]}`)),
  );
}
// How much of a shared target counts: element, and paint(weight).
function ruleOf(strings, onchoice) {
  const options = [[1, strings.rule_full], [0.5, strings.rule_half], [0, strings.rule_none]];
  const element = radios(strings.rule, options, WEIGHT, onchoice);
  element.classList.add("ls-rule");
  return {
    element,
    paint(weight) {
      for (const option of element.querySelectorAll("input")) option.checked = Number(option.value) === weight;
    },
  };
}
// Buttons for the whole list: open all goals, close them, and begin again.
function listButtons(list, clear, strings) {
  const quiet = (words, onclick) => h("button.quiet", { type: "button", onclick }, words);
  const openAll = (open) => () => list.querySelectorAll("details").forEach((part) => (part.open = open));
  return h(
    "div.row",
    null,
    quiet(strings.open_all, openAll(true)),
    quiet(strings.close_all, openAll(false)),
    quiet(strings.clear, clear),
  );
}
const exampleOf = (digits, strings) => ({
  key: "example",
  name: strings.example,
  hint: strings.example_hint,
  from: ["fictional", "Port Amani"],
  state: { judgements: judgementsOf(digits), weight: WEIGHT },
});

function render(view) {
  const strings = view.model.get("strings");
  const { claims, example } = view.model.get("data");
  let judgements = {};
  let weight = WEIGHT;
  const heading = h("div.verdict");
  const beside = comparison(claims, strings);
  const rule = ruleOf(strings, (chosen) => {
    weight = chosen;
    done();
  });
  const exercise = shell(view, {
    goal: 16,
    lesson: "1.2",
    part: "competences",
    cases: [exampleOf(example, strings)],
    blank: { judgements: {}, weight: WEIGHT },
    read: () => ({ judgements, weight }),
    write(state) {
      ({ judgements, weight } = state);
      rule.paint(weight);
      show(false);
    },
    pack,
    unpack,
    label: (name) => name.replace("judgements/", ""),
    marked: (name) => name.startsWith("judgements/"),
  });
  const owner = {
    judgement: (code) => judgements[code],
    judge(changes) {
      for (const [code, word] of Object.entries(changes)) {
        if (word) judgements[code] = word;
        else delete judgements[code];
      }
      done();
    },
  };
  const parts = goals.map((goal) => goalPart(goal, strings, owner, exercise.later));
  const list = h("div.goals", null, ...parts.map(({ element }) => element));

  function done() {
    exercise.changed();
    show(true);
    exercise.record();
  }
  function show(changed) {
    parts.forEach(({ paint }) => paint());
    const result = competenceShare(judgements, weight);
    const { title, reasons, said } = verdictOf(judgements, result, claims, strings);
    heading.replaceChildren(h("p.title", null, title), ...reasons.map((text) => h("p", null, text)));
    beside.paint(result);
    exercise.say(title, changed ? said : "");
    exercise.tell({ judgements: { ...judgements }, shared_weight: weight, ...result });
  }
  function clear() {
    judgements = {};
    done();
  }
  exercise.stand({
    result: [heading, beside.element],
    resultFirst: true,
    controls: [rule.element, h("p.small", null, strings.how), markKey(strings), listButtons(list, clear, strings)],
    both: [list],
    paper: [exercise.paper, h("p", null, ...withBlanks(strings.sheet_lead))],
  });
}

export default { render };
