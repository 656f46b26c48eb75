// What the position on the two paths says in words.
import { decimals, decimalsOf, fill, number } from "../kit/kit.js";

// As many decimals as the numbers that were typed, and one more for what is computed.
export const typedDecimals = (values) => Math.max(...values.map(decimalsOf));
const word = (label) => label.replaceAll(" ", "_");

function paceOf(numbers, path, position, unit, digits, strings) {
  const changes = [position.needed_change, path.linear_change];
  const [needed, planned] = changes.map((value) => number(value, decimals(changes, digits + 1)));
  const { year, baseline_year } = numbers;
  return fill(strings.needed, {
    needed,
    planned,
    year,
    baseline_year,
    unit: unit.startsWith("%") ? strings.points : unit,
  });
}
function otherPath(path, position, computed, strings) {
  if (position.label_constant === null) return [strings.no_constant];
  if (position.label_constant === position.label_linear) return [];
  return [fill(strings.paths_disagree, {
    title: strings[`${word(position.label_linear)}_title`],
    other: strings[`${word(position.label_constant)}_title`],
    expected: computed(position.expected_constant),
    rate: number(path.constant_rate, decimals([path.constant_rate], 1)),
  })];
}

// Title, reasons and warnings.
export function words(numbers, path, position, unit, digits, strings) {
  const amount = (value) => `${number(value, digits)} ${unit}`.trim();
  // What is computed has one decimal more, and as many as tell it from the value beside it.
  const computed = (value) => `${number(value, decimals([value, numbers.value], digits + 1))} ${unit}`.trim();
  const label = position.label_linear;
  const values = {
    year: numbers.year,
    value: amount(numbers.value),
    expected: computed(position.expected_linear),
    target: amount(numbers.target),
    target_year: numbers.target_year,
    baseline: amount(numbers.baseline),
  };
  const reasons = [fill(strings[`${word(label)}_reason`], values)];
  const warnings = [];
  if (label !== "target reached") {
    if (Number.isFinite(position.needed_change)) reasons.push(paceOf(numbers, path, position, unit, digits, strings));
    else warnings.push(fill(strings.too_late, values));
    warnings.push(...otherPath(path, position, computed, strings));
  }
  if (unit.startsWith("%") && Math.max(numbers.baseline, numbers.value, numbers.target) > 100) {
    warnings.push(strings.over_hundred);
  }
  return { title: strings[`${word(label)}_title`], reasons, warnings };
}
