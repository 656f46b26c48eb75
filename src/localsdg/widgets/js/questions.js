// "Check yourself": native radio buttons; every option owns a reason. No score, no penalty, no colour-only mark.
import { frame, h, identifier } from "./kit.js";

function ask(question, place, strings, told) {
  const name = identifier("question");
  const status = h("p.status", { role: "alert" });
  const voice = h("div.hidden", { role: "status" });
  const reasons = question.options.map((option) =>
    h(
      `p.why${option.right ? ".right" : ""}.screen`,
      { hidden: true },
      h("b", null, option.right ? strings.right : strings.wrong),
      ` ${option.reason}`,
    ),
  );
  const options = question.options.map((option, index) => [
    h("label.option", null, h("input", { type: "radio", name, value: index }), h("span", null, option.text)),
    reasons[index],
  ]);
  const all = h("button.quiet", { type: "button", hidden: true, onclick: showAll }, strings.show_all);
  const form = h(
    "form.ask",
    { novalidate: true, onsubmit: check },
    h("fieldset", null, h("legend", null, `${place}. ${question.text}`), ...options.flat()),
    h("p.row.screen", null, h("button.go", { type: "submit" }, strings.check), all),
    status,
    voice,
  );

  function check(event) {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) {
      status.textContent = strings.choose_first;
      form.querySelector("input").focus();
      return;
    }
    status.textContent = "";
    reasons.forEach((reason, index) => (reason.hidden = index !== Number(chosen.value)));
    voice.textContent = reasons[chosen.value].textContent;
    all.hidden = false;
    told(question.id, { chosen: Number(chosen.value) + 1, right: Boolean(question.options[chosen.value].right) });
  }
  function showAll() {
    reasons.forEach((reason) => (reason.hidden = false));
    voice.textContent = strings.all_shown;
  }
  return form;
}

function render({ model, el }) {
  const strings = model.get("strings");
  const questions = model.get("data").questions;
  // The learner's choices by question, for Python and for the trainer: the last one checked.
  const told = (id, result) => {
    model.set("answer", { ...model.get("answer"), [id]: result });
    model.save_changes();
  };
  const forms = questions.map((question, index) => ask(question, index + 1, strings, told));
  el.append(frame(".plain.long", null, strings.title, strings.lead, ...forms));
}

export default { render };
