// The questions as one form. What is left empty counts as wrong, and no answer is judged before the end.
import { counted, h } from "../kit/kit.js";
import { controls } from "../questions/controls.js";
import { judge } from "../questions/method.js";

function part(question, place, strings) {
  const control = controls[question.kind](question, strings.ask, () => {});
  const right = () => !control.missing() && judge(question, control.chosen()).right;
  const element = h("fieldset.sitting", null, h("legend", null, `${place}. ${question.text}`), ...control.lines);
  return { element, empty: () => Boolean(control.missing()), right };
}

// finished(points) is called once the learner hands it in.
export function sittingOf(questions, strings, finished) {
  const parts = questions.map((question, at) => part(question, at + 1, strings));
  const status = h("p.status", { role: "alert" });
  let asked = false;
  function finish(event) {
    event.preventDefault();
    const empty = parts.filter((each) => each.empty());
    if (empty.length && !asked) {
      asked = true;
      status.textContent = counted(strings.empty, empty.length);
      return;
    }
    finished(parts.filter((each) => each.right()).length);
  }
  return h(
    "form.screen",
    { novalidate: true, onsubmit: finish },
    ...parts.map(({ element }) => element),
    h("p.row", null, h("button.go", { type: "submit" }, strings.finish)),
    status,
  );
}
