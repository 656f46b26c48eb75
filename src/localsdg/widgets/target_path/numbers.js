// Years and values of baseline, latest value and target, their unit, and the slider that varies the latest value.
import { markWords } from "../kit/keeping.js";
import { field, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { typedDecimals } from "./words.js";

export const NUMBERS = ["baseline_year", "baseline", "year", "value", "target_year", "target"];
const GROUPS = [["baseline_group", 0], ["latest_group", 2], ["target_group", 4]];

// The slider runs from a third of the way behind the baseline to a third beyond the target.
/** @param {Record<string, number>} numbers */
const ends = ({ baseline, target }) => [baseline - (target - baseline) / 3, target + (target - baseline) / 3];

/** @param {Record<string, number>} numbers */
function decimalsFor({ baseline, target }) {
  return Math.max(typedDecimals([baseline, target]), Math.abs(target - baseline) < 20 ? 1 : 0);
}

// changed() is called after every letter.
export function numberForm(strings, changed) {
  const fields = {};
  const signs = {};
  const unit = h("input", { type: "text", oninput: unitTyped, autocomplete: "off" });
  const slider = h("input", { type: "range", min: 0, max: 100, step: 1, oninput: slide });

  function box(name) {
    const rules = name.endsWith("year") ? { min: 1900, max: 2200 } : { unit: () => unit.value };
    fields[name] = numberField(strings, rules, { oninput: changed });
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
  const read = () => Object.fromEntries(NUMBERS.map((name) => [name, fields[name].read()]));
  // A value is moved between the ends, with as many decimals as one can tell apart.
  function moveTo(value) {
    const numbers = read();
    const [low, high] = ends(numbers).sort((one, other) => one - other);
    fields.value.write(Number(Math.min(Math.max(value, low), high).toFixed(decimalsFor(numbers))));
  }
  function slide() {
    const [from, to] = ends(read());
    moveTo(from + ((to - from) * slider.value) / 100);
    changed();
  }
  function move({ year, value }) {
    const { baseline_year, target_year } = read();
    fields.year.write(Math.min(Math.max(year, Math.floor(baseline_year) + 1), Math.ceil(target_year)));
    moveTo(value);
    changed();
  }
  function step([years, steps]) {
    const numbers = read();
    const [low, high] = ends(numbers).sort((one, other) => one - other);
    const least = 10 ** -decimalsFor(numbers);
    move({ year: numbers.year + years, value: numbers.value + steps * Math.max((high - low) / 100, least) });
  }
  return {
    elements: [...GROUPS.map(group), field(strings.unit, unit), field(strings.vary, slider)],
    unit,
    slider,
    read,
    move,
    step,
    ends,
    typed: () => ({ ...Object.fromEntries(NUMBERS.map((name) => [name, fields[name].box.value])), unit: unit.value }),
    write(values) {
      unit.value = values.unit;
      for (const name of NUMBERS) fields[name].write(values[name]);
    },
    moveSlider(numbers) {
      const [from, to] = ends(numbers);
      slider.value = ((numbers.value - from) / (to - from)) * 100;
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
