// Widget "Target path": where should we be today, on a straight line and at a constant rate, and what is needed now.
import { fill, h, number } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { unmistakable } from "../kit/typed_numbers.js";
import { worksheet } from "../kit/worksheet.js";
import { targetPath } from "./method.js";
import { numberForm, NUMBERS } from "./numbers.js";
import { pathPicture } from "./picture.js";
import { tables, verdict } from "./result.js";
import { typedDecimals, words } from "./words.js";

const BLANK = { ...Object.fromEntries(NUMBERS.map((name) => [name, ""])), unit: "", place: "", source: "" };
const pack = (state) => Object.fromEntries([...NUMBERS, "unit"].map((name) => [name, String(state[name])]));

// A case, with the words that say where its target is set, what its series counts, and what became of it.
function exampleOf({ key, from, set, source, ...state }, strings) {
  const origin = [fill(strings.target_set, { ...set, source }), set.since].filter(Boolean).join(" ");
  const typed = Object.fromEntries(NUMBERS.map((name) => [name, unmistakable(state[name])]));
  return { key, ...strings.cases[key], from, state: { ...state, ...typed, source: origin } };
}

function render(view) {
  const strings = view.model.get("strings");
  const says = h("div");
  const twin = h("div.twin");
  const source = h("p.small.soft");
  let place = "";
  // Numbers that were changed are no longer those of the source.
  const form = numberForm(strings, () => {
    place = "";
    source.textContent = "";
    exercise.changed();
    show();
  });
  const picture = pathPicture(strings, form);
  const ready = view.model.get("data").cases.map((each) => exampleOf(each, strings));
  const exercise = shell(view, {
    goal: 17,
    plain: true,
    lesson: "2.6",
    part: "path",
    cases: ready,
    opens: ready[0],
    blank: BLANK,
    read: () => ({ ...form.typed(), place, source: source.textContent }),
    write(state) {
      form.write(state);
      place = state.place;
      source.textContent = state.source;
      show();
    },
    pack,
    unpack: (entry) => ({ ...BLANK, ...entry }),
    label: (name) => strings[name] ?? name,
  });

  function nothing() {
    says.replaceChildren(h("p.title", null, strings.missing_title), h("p", null, strings.missing_reason));
    picture.hide();
    twin.replaceChildren();
    exercise.say(strings.missing_title, strings.missing_reason);
    exercise.tell({ place: "", unit: form.unit.value, numbers: {} });
  }
  function show() {
    form.sign(exercise.mark);
    const numbers = form.read();
    const unit = form.unit.value;
    const path = targetPath(numbers);
    const position = path?.position(numbers.year, numbers.value) ?? null;
    form.slider.disabled = !path;
    if (!position) return nothing();
    form.moveSlider(numbers);
    const digits = typedDecimals([numbers.baseline, numbers.value, numbers.target]);
    form.slider.setAttribute("aria-valuetext", `${number(numbers.value, digits)} ${unit}`);
    says.replaceChildren(...verdict(numbers, path, position, unit, digits, strings));
    picture.show(numbers, path, digits, unit);
    twin.replaceChildren(...tables(numbers, path, position, digits, strings));
    const { title } = words(numbers, path, position, unit, digits, strings);
    const expected = number(position.expected_linear, digits + 1);
    exercise.say(fill(strings.said, { title, expected, year: numbers.year }));
    const { linear_change, constant_rate } = path;
    const needed_change = Number.isFinite(position.needed_change) ? position.needed_change : null;
    exercise.tell({ place, unit, numbers, linear_change, constant_rate, ...position, needed_change });
  }

  exercise.stand({
    controls: [h("div.form", null, ...form.elements)],
    result: [says],
    beside: true,
    more: [picture.element, source, h("details.fold", null, h("summary", null, strings.as_table), twin)],
    paper: worksheet(strings),
  });
}

export default { render };
