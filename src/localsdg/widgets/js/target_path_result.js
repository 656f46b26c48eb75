// "In your municipality" of lesson 2.6: what it takes over from the exercise, and what it says of the entries.
import { fill, number } from "./kit.js";
import { targetPath } from "./target_path_method.js";
import { municipality } from "./municipality.js";

const NUMBERS = ["baseline_year", "baseline", "year", "value", "target_year", "target"];

export default municipality({
  exercise: "target_path",
  take: ({ unit, numbers = {} }) => ({ unit, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(NUMBERS.map((name) => [name, parseFloat(entries[name])]));
    const position = targetPath(numbers)?.position(numbers.year, numbers.value);
    if (!position) return strings.path_missing;
    const title = strings[`${position.label_linear.replaceAll(" ", "_")}_title`];
    const values = { title, year: numbers.year, unit: entries.unit ?? "", value: number(numbers.value, 1) };
    return fill(strings.path_says, { ...values, expected: number(position.expected_linear, 1) });
  },
});
