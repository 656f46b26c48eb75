// The controls of the catalogue: a limit as a slider and as a number, a text, and the order of the bars.
import { cases, decimalsOf, field, fill, h, number, radios } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";

export const perCent = (value) => number(value, decimalsOf(value));

// act(change) is called with what the learner has changed of { people, order, name }.
export function limitPart(state, strings, act) {
  const slider = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    oninput: () => act({ people: Number(slider.value) }),
  });
  const typed = () => Number.isFinite(exact.read()) && act({ people: exact.read() });
  const exact = numberField(strings, { min: 0, max: 100, unit: () => "%" }, { oninput: typed });
  const name = h("input", { type: "text", autocomplete: "off", onchange: () => act({ name: name.value }) });
  const orders = [["lowest", strings.lowest_first], ["name", strings.by_name]];
  const choice = radios(strings.order, orders, state.order, (order) => act({ order }));
  const tries = [[40, strings.low, strings.low_hint], [80, strings.target, strings.target_hint]];
  return {
    elements: [
      cases(strings.worth_trying, tries, (people) => act({ people })),
      h(
        "div.columns",
        null,
        field(strings.limit, slider),
        h("div", null, field(strings.limit_number, exact.box), exact.note),
        field(strings.your_name, name),
      ),
      choice,
    ],
    paint({ people, order, name: typedName }) {
      slider.value = people;
      slider.setAttribute("aria-valuetext", fill(strings.per_cent, { value: perCent(people) }));
      if (document.activeElement !== exact.box) exact.write(people);
      name.value = typedName;
      for (const option of choice.querySelectorAll("input")) option.checked = option.value === order;
    },
  };
}
