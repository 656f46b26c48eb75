// One question of the needs check: boxes where many answers fit, else one choice.
import { h, identifier, radios } from "../kit/kit.js";

// Those that take one answer are radio buttons of the kit; those that take many are boxes.
function boxes({ text, options }, answered) {
  const chosen = () => options.filter((_, at) => inputs[at].checked).map(({ id }) => id);
  const inputs = options.map(() => h("input", { type: "checkbox", onchange: () => answered(chosen()) }));
  const labels = options.map((option, at) => h("label.option", null, inputs[at], option.text));
  return h("fieldset", { id: identifier("needs") }, h("legend", null, text), ...labels);
}

// answered(ids or id) is called when the learner answers; paint(ids or id) shows what is kept.
export function questionPart(question, answered) {
  const { text, options, many } = question;
  const element = many
    ? boxes(question, answered)
    : radios(text, options.map(({ id, text: words }) => [id, words]), null, answered);
  const inputs = [...element.querySelectorAll("input")];
  return {
    element,
    paint: (kept) => inputs.forEach((input, at) => (input.checked = [kept].flat().includes(options[at].id))),
  };
}
