// The result of the exercise: verdict and the tables beside the picture.
import { decimals, fill, h, number, table } from "../kit/kit.js";
import { words } from "./words.js";

export function verdict(numbers, path, position, unit, digits, strings) {
  const { title, reasons, warnings } = words(numbers, path, position, unit, digits, strings);
  const { expected_linear } = position;
  const expected = number(expected_linear, decimals([expected_linear, numbers.value], digits + 1));
  return [
    h("p.small.soft", null, fill(strings.should_be, { year: numbers.year })),
    h("p.big", null, expected, h("span.small", null, ` ${unit}`)),
    h("p.title", null, title),
    ...reasons.map((text) => h("p", null, text)),
    ...warnings.map((text) => h("p.warning", null, text)),
  ];
}

export function tables(numbers, path, position, digits, strings) {
  const heads = ["", strings.linear, strings.constant];
  const amount = (value) => (value === null ? strings.undefined : number(value, digits + 1));
  const change = (value) => (Number.isFinite(value) ? number(value, digits + 2) : strings.undefined);
  const rate = (value) => (value === null ? strings.undefined : `${number(value, decimals([value], 2))}\u00a0%`);
  const expected = fill(strings.expected_in, { year: numbers.year });
  const count = Math.floor(numbers.target_year - numbers.baseline_year) + 1;
  const years = Array.from({ length: count }, (_, at) => numbers.baseline_year + at);
  return [
    table(strings.pace, heads, [
      [expected, amount(position.expected_linear), amount(position.expected_constant)],
      [strings.pace_planned, change(path.linear_change), rate(path.constant_rate)],
      [strings.pace_needed, change(position.needed_change), rate(position.needed_rate)],
    ]),
    table(strings.by_year, heads, years.map((at) => [String(at), amount(path.linear(at)), amount(path.constant(at))])),
  ];
}
