// The criteria: their names, and how much the step from worst to best is worth.
import { field, fill, h, number } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { newCriterion } from "./entry.js";
import { MOST_CRITERIA } from "./limits.js";

function criterionPart(criterion, strings, { changed, remove, fixed }) {
  const name = h("input", { type: "text", autocomplete: "off", value: criterion.name, oninput: named });
  const unit = h("input", { type: "text", autocomplete: "off", value: criterion.unit, oninput: measured });
  const less = h("input", { type: "checkbox", checked: criterion.less === "less", onchange: turned });
  const swing = numberField(strings, { min: 0, max: 100 }, { oninput: weighed });
  const step = h("p.small.soft");
  const heading = h("summary");
  swing.write(criterion.swing);

  function named() {
    criterion.name = name.value;
    changed();
  }
  function measured() {
    criterion.unit = unit.value;
    changed();
  }
  function turned() {
    criterion.less = less.checked ? "less" : "";
    changed();
  }
  function weighed() {
    criterion.swing = swing.box.value;
    changed();
  }
  const weight = field(strings.swing, swing.box);
  weight.append(swing.note);
  const about = fixed ? [] : [
    h(
      "details",
      { open: !criterion.name },
      heading,
      field(strings.criterion_name, name),
      field(strings.criterion_unit, unit),
      h("label.option", null, less, strings.less),
      h("p", null, h("button.quiet", { type: "button", onclick: () => remove(criterion) }, strings.remove_criterion)),
    ),
  ];
  const title = h("p.criterion");
  return {
    element: h("div.weight", null, title, step, weight, ...about),
    swing,
    name,
    // ends: the worst and the best value of the actions that are ranked, if there are any.
    paint(ends) {
      const called = criterion.name.trim() || strings.no_name;
      title.textContent = called;
      heading.textContent = fill(strings.about_criterion, { name: called });
      step.hidden = !ends;
      if (!ends) return;
      const words = ends[0] === ends[1] ? strings.no_step : strings.step;
      const shown = ends.map((each) => number(each, each % 1 ? 1 : 0));
      const [worst, best] = criterion.less === "less" ? shown.reverse() : shown;
      step.textContent = fill(words, { worst, best, unit: criterion.unit });
    },
  };
}

export function criteriaPart(strings, changed) {
  const list = h("div");
  const more = h("button", { type: "button", onclick: add }, strings.add_criterion);
  let criteria = [];
  let parts = [];
  let fixed = false;
  function put(given, isCase) {
    criteria = given;
    fixed = isCase;
    parts = criteria.map((each) => criterionPart(each, strings, { changed, remove, fixed }));
    list.replaceChildren(...parts.map(({ element }) => element));
    more.hidden = fixed || criteria.length >= MOST_CRITERIA;
  }
  function add() {
    put([...criteria, newCriterion()], false);
    changed();
    parts.at(-1).name.focus();
  }
  function remove(criterion) {
    put(criteria.filter((each) => each !== criterion), false);
    changed();
    more.focus();
  }
  return {
    element: h(
      "fieldset",
      null,
      h("legend", null, strings.weights),
      h("p.small", null, strings.weights_say),
      list,
      more,
    ),
    criteria: () => criteria,
    swings: () => parts.map(({ swing }) => swing.read() || 0),
    put,
    paint: (ends) => parts.forEach(({ paint }, at) => paint(ends[at])),
  };
}
