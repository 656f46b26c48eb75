// The steps of the calendar: each a line that opens to its words, its working days, who does it, and whether it is
// done.
import { markWords } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { COUNCIL, MOST_DAYS, PRESENT } from "./limits.js";
import { shortDate } from "./words.js";

const isFixed = (id) => id === COUNCIL || id === PRESENT;
const textBox = (oninput) => h("input", { type: "text", autocomplete: "off", oninput });
const tick = (words, onchange) => {
  const box = h("input", { type: "checkbox", onchange });
  return { box, element: h("label.option", null, box, words) };
};

// owner: changed(id) after every change; mark(id); basis(id): a promise of what the proposed length rests on.
function stepPart(id, first, { strings, together, owner }) {
  const [name, when, wrong] = ["span.who", "span.when.small.soft", "span.wrong.small"].map((each) => h(each));
  const sign = h("b.small.taken");
  const changed = () => owner.changed(id);
  const basis = h("p.small");
  const what = textBox(changed);
  const who = textBox(changed);
  const days = numberField(strings, { min: 0, max: MOST_DAYS, whole: true }, { oninput: changed });
  const length = field(strings.days, days.box);
  length.append(days.note);
  const beside = tick(strings.beside, changed);
  const done = tick(strings.done, changed);
  const inside = h(
    "div.form",
    null,
    basis,
    field(strings.what, what),
    isFixed(id) ? null : length,
    field(strings.who, who),
    first || isFixed(id) ? null : beside.element,
    done.element,
  );
  async function opened() {
    if (element.open && !basis.textContent) basis.textContent = await owner.basis(id);
  }
  const summary = h("summary", null, name, when, wrong, sign);
  const element = h("details", { name: together, ontoggle: opened }, summary, inside);
  return {
    id,
    element,
    read: () => ({
      id,
      what: what.value,
      days: days.box.value.trim(),
      who: who.value,
      beside: beside.box.checked,
      done: done.box.checked,
    }),
    write(step) {
      what.value = step.what;
      days.write(step.days);
      who.value = step.who;
      beside.box.checked = step.beside;
      done.box.checked = step.done;
    },
    // span: the step of the calendar, nothing if it is left out; says: what is wrong with it.
    paint(span, planned, says) {
      name.textContent = what.value.trim() || strings.steps[id];
      const dates = span && {
        start: shortDate(span.start, strings),
        end: shortDate(span.end, strings),
        days: span.days,
      };
      const line = span ? fill(span.start === span.end ? strings.on_day : strings.span, dates) : strings.left_out;
      when.textContent = planned ? [line, done.box.checked ? strings.is_done : ""].filter(Boolean).join(" ") : "";
      wrong.replaceChildren(...says.map((text) => h("span", null, text)));
      const taken = owner.mark(id);
      sign.textContent = taken ? markWords(taken, strings) : "";
    },
  };
}

export function stepList(ids, { strings, together, owner }) {
  const parts = ids.map((id, at) => stepPart(id, at === 0, { strings, together, owner }));
  return {
    element: h("div.tasks.opens", null, ...parts.map(({ element }) => element)),
    read: () => parts.map((part) => part.read()),
    write: (steps) => parts.forEach((part, at) => part.write(steps[at])),
    // says(id): what is wrong with a step, in words.
    paint(calendar, says) {
      const spans = Object.fromEntries((calendar?.steps ?? []).map((span) => [span.name, span]));
      for (const part of parts) part.paint(spans[part.id], Boolean(calendar), says(part.id));
    },
  };
}
