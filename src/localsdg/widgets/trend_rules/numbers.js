// The series: years and values of base, latest value and target, the unit, what is wanted, and the bounds of the
// arrows.
import { figurePairs } from "../kit/figure_pairs.js";
import { h, radios } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { NUMBERS, withUnit } from "./entry.js";

const LEGENDS = ["base_group", "last_group", "target_group"];

// changed() is called after every letter. series(): the years and values of a ready case, from which a year that is
// typed takes its value.
export function seriesForm(strings, { changed, series }) {
  const pairs = figurePairs(strings, { names: NUMBERS, legends: LEGENDS, typed });
  const { fields, unit } = pairs;
  const choice = h("div");
  let wanted = "";

  function typed(name) {
    const value = { base_year: "base", last_year: "last" }[name];
    const found = value && series().find(([year]) => year === fields[name].read());
    if (found) fields[value].write(found[1]);
    changed();
  }
  function choose(value) {
    wanted = value;
    changed();
  }
  function ask() {
    const options = ["increase", "decrease", "value"].map((each) => [each, strings.directions[each]]);
    choice.replaceChildren(radios(strings.wanted, options, wanted, choose));
  }
  const bounds = fold(strings.bounds, h("p.small", null, strings.bounds_say), ...pairs.rest.map(pairs.box));
  ask();
  return {
    elements: [...pairs.elements, choice, bounds],
    unit,
    sign: pairs.sign,
    read: () => withUnit(pairs.read(), unit.value, wanted),
    move(year, value) {
      fields.last_year.write(year);
      fields.last.write(value);
      changed();
    },
    typed: () => ({ ...pairs.typed(), wanted }),
    write(values) {
      pairs.write(values);
      wanted = values.wanted;
      ask();
    },
  };
}
