// "In your municipality" of lesson 2.6: what it takes over from the exercise, and what it says of the entries.
import { decimals, decimalsOf, fill, number } from "../kit/kit.js";
import { targetPath } from "./method.js";
import { municipality } from "../municipality/widget.js";

const NUMBERS = ["baseline_year", "baseline", "year", "value", "target_year", "target"];

export default municipality({
  exercise: "target_path",
  part: "path",
  take: ({ unit, numbers = {} }) => ({ unit, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(NUMBERS.map((name) => [name, entries[name]]));
    const position = targetPath(numbers)?.position(numbers.year, numbers.value);
    if (!position) return strings.path_missing;
    const title = strings[`${position.label_linear.replaceAll(" ", "_")}_title`];
    const { value, year } = numbers;
    const digits = decimals([value, position.expected_linear], Math.max(1, decimalsOf(value)));
    const values = { title, year, unit: entries.unit ?? "", value: number(value, digits) };
    return fill(strings.path_says, { ...values, expected: number(position.expected_linear, digits) });
  },
});
