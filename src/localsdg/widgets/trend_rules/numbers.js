// The series: years and values of base, latest value and target, the unit, what is wanted, and the bounds of the arrows.
import { markWords } from "../kit/keeping.js";
import { field, h, radios } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { fold } from "../kit/parts.js";
import { NUMBERS, withUnit } from "./entry.js";

const GROUPS = [["base_group", 0], ["last_group", 2], ["target_group", 4]];

// changed() is called after every letter. series(): the years and values of a ready case, from which a year that is
// typed takes its value.
export function seriesForm(strings, { changed, series }) {
  const fields = {};
  const signs = {};
  const unit = h("input", { type: "text", oninput: unitTyped, autocomplete: "off" });
  const choice = h("div");
  let wanted = "";

  function typed(name) {
    const value = { base_year: "base", last_year: "last" }[name];
    const found = value && series().find(([year]) => year === fields[name].read());
    if (found) fields[value].write(found[1]);
    changed();
  }
  function box(name) {
    const rules = name.endsWith("year") ? { min: 1900, max: 2200 } : { unit: () => unit.value };
    fields[name] = numberField(strings, rules, { oninput: () => typed(name) });
    signs[name] = h("p.taken.small", { hidden: true });
    const element = field(strings[name], fields[name].box);
    element.append(fields[name].note, signs[name]);
    return element;
  }
  const group = ([legend, at]) =>
    h("fieldset", null, h("legend", null, strings[legend]), h("div.pair", null, ...NUMBERS.slice(at, at + 2).map(box)));
  function unitTyped() {
    for (const { update } of Object.values(fields)) update();
    changed();
  }
  function choose(value) {
    wanted = value;
    changed();
  }
  function ask() {
    const options = ["increase", "decrease"].map((each) => [each, strings[each]]);
    choice.replaceChildren(radios(strings.wanted, options, wanted, choose));
  }
  const elements = [
    ...GROUPS.map(group),
    field(strings.unit, unit),
    choice,
    fold(strings.bounds, h("p.small", null, strings.bounds_say), ...NUMBERS.slice(6).map(box)),
  ];
  ask();
  return {
    elements,
    unit,
    read() {
      return withUnit(Object.fromEntries(NUMBERS.map((name) => [name, fields[name].read()])), unit.value, wanted);
    },
    move(year, value) {
      fields.last_year.write(year);
      fields.last.write(value);
      changed();
    },
    typed: () => ({
      ...Object.fromEntries(NUMBERS.map((name) => [name, fields[name].box.value])),
      unit: unit.value,
      wanted,
    }),
    write(values) {
      unit.value = values.unit;
      for (const name of NUMBERS) fields[name].write(values[name]);
      wanted = values.wanted;
      ask();
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
