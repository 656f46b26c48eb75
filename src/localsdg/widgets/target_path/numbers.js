// Years and values of baseline, latest value and target, their unit, and the slider that varies the latest value.
import { figurePairs } from "../kit/figure_pairs.js";
import { field, h } from "../kit/kit.js";
import { typedDecimals } from "./words.js";

export const NUMBERS = ["baseline_year", "baseline", "year", "value", "target_year", "target"];
const LEGENDS = ["baseline_group", "latest_group", "target_group"];

// The slider runs from a third of the way behind the baseline to a third beyond the target.
/** @param {Record<string, number>} numbers */
const ends = ({ baseline, target }) => [baseline - (target - baseline) / 3, target + (target - baseline) / 3];

/** @param {Record<string, number>} numbers */
function decimalsFor({ baseline, target }) {
  return Math.max(typedDecimals([baseline, target]), Math.abs(target - baseline) < 20 ? 1 : 0);
}

// changed() is called after every letter.
export function numberForm(strings, changed) {
  const { elements, fields, unit, read, typed, write, sign } = figurePairs(strings, {
    names: NUMBERS,
    legends: LEGENDS,
    typed: changed,
  });
  const slider = h("input", { type: "range", min: 0, max: 100, step: 1, oninput: slide });

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
    elements: [...elements, field(strings.vary, slider)],
    unit,
    slider,
    read,
    move,
    step,
    ends,
    typed,
    write,
    sign,
    moveSlider(numbers) {
      const [from, to] = ends(numbers);
      slider.value = ((numbers.value - from) / (to - from)) * 100;
    },
  };
}
