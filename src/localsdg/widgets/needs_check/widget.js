// Widget "Needs check": questions about work and time, and the path through the lessons that the answers propose.
import { counted, h } from "../kit/kit.js";
import { verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { propose } from "./method.js";
import { pathOf } from "./path.js";
import { questionPart } from "./question.js";

function titleOf({ now, minutes }, begun, strings) {
  if (now.length) return counted(strings.path, now.length, { minutes });
  return begun ? strings.no_lesson : strings.nothing;
}

function worksheet(questions, strings) {
  const sheet = ({ text, options }) => [
    h("p", null, h("b", null, text)),
    h("p", null, options.map((option) => `☐ ${option.text}`).join("   ")),
  ];
  return [h("p", null, strings.sheet_lead), ...questions.flatMap(sheet)];
}

function render(view) {
  const strings = view.model.get("strings");
  const { questions, lessons } = view.model.get("data");
  const path = verdict();
  let needs = {};
  const exercise = shell(view, {
    goal: 17,
    plain: true,
    lesson: "",
    part: "needs",
    blank: {},
    read: () => needs,
    write(state) {
      needs = state;
      parts.forEach(({ paint }, at) => paint(needs[questions[at].id]));
      show(false);
    },
  });
  const parts = questions.map((question) => questionPart(question, (answer) => answered(question.id, answer)));

  function answered(id, answer) {
    if (answer.length) needs[id] = answer;
    else delete needs[id];
    exercise.changed();
    show(true);
    exercise.record();
  }
  function show(changed) {
    const found = propose(needs, questions, lessons);
    const begun = Object.keys(needs).length > 0;
    const title = titleOf(found, begun, strings);
    const reasons = begun ? [] : [strings.nothing_reason];
    path.put(title, [...reasons, ...pathOf(found, { needs, questions, lessons, page: view.page }, strings)]);
    exercise.say(title, changed ? title : "");
    exercise.tell({
      needs: structuredClone(needs),
      now: found.now.map(({ lesson }) => lesson),
      later: found.later.map(({ lesson }) => lesson),
      minutes: found.minutes,
    });
  }

  exercise.stand({
    controls: [h("div.asked", null, ...parts.map(({ element }) => element))],
    result: [path.element],
    paper: worksheet(questions, strings),
  });
}

export default { render };
