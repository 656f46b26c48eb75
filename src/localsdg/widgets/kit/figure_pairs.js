// Fields for the years and values of one indicator, in pairs, with their unit.
import { markWords } from "./keeping.js";
import { field, h } from "./kit.js";
import { numberField } from "./number_field.js";

const PAIRS = 3; // baseline, latest value, target: each a year and a value

// names: the fields, pair by pair; what stands after the pairs is placed by box(name). legends: the names of the pairs.
// typed(name) is called after every letter; without a name, when the unit changes.
export function figurePairs(strings, { names, legends, typed }) {
  const fields = {};
  const signs = {};
  const unit = h("input", { type: "text", oninput: unitTyped, autocomplete: "off" });

  function box(name) {
    const rules = name.endsWith("year") ? { min: 1900, max: 2200 } : { unit: () => unit.value };
    fields[name] = numberField(strings, rules, { oninput: () => typed(name) });
    signs[name] = h("p.taken.small", { hidden: true });
    const element = field(strings[name], fields[name].box);
    element.append(fields[name].note, signs[name]);
    return element;
  }
  function unitTyped() {
    for (const { update } of Object.values(fields)) update();
    typed();
  }
  const pair = (legend, at) =>
    h(
      "fieldset",
      null,
      h("legend", null, strings[legend]),
      h("div.pair", null, ...names.slice(2 * at, 2 * at + 2).map(box)),
    );
  return {
    elements: [...legends.map(pair), field(strings.unit, unit)],
    box,
    rest: names.slice(2 * PAIRS),
    fields,
    unit,
    read: () => Object.fromEntries(names.map((name) => [name, fields[name].read()])),
    typed: () => ({ ...Object.fromEntries(names.map((name) => [name, fields[name].box.value])), unit: unit.value }),
    write(values) {
      unit.value = values.unit;
      for (const name of names) fields[name].write(values[name]);
    },
    // mark(name): where a number is taken from, if it is not the learner's own.
    sign(mark) {
      for (const [name, sign] of Object.entries(signs)) {
        const taken = mark(name);
        sign.hidden = !taken;
        sign.textContent = taken ? markWords(taken, strings) : "";
      }
    },
  };
}
