// What "In your municipality" says about the entries of each lesson, as they are typed.
import { fill, number } from "./kit.js";
import { assess } from "./land_and_people_method.js";
import { ratioText, words } from "./land_and_people_words.js";
import { targetPath } from "./target_path_method.js";

const landNumbers = ["y0", "p0", "v0", "y1", "p1", "v1"];

const land_and_people = {
  exercise: "land_and_people",
  take: ({ place, numbers = {} }) => ({ place, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(landNumbers.map((name) => [name, parseFloat(entries[name])]));
    const result = assess(numbers);
    if (!result) return strings.land_missing;
    return fill(strings.land_says, {
      current: ratioText(result.versions["2021"].ratio, strings),
      earlier: ratioText(result.versions.earlier.ratio, strings),
      title: words(numbers, result, "2021", strings).title,
    });
  },
};

const pathNumbers = ["baseline_year", "baseline", "year", "value", "target_year", "target"];

const target_path = {
  exercise: "target_path",
  take: ({ unit, numbers = {} }) => ({ unit, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(pathNumbers.map((name) => [name, parseFloat(entries[name])]));
    const position = targetPath(numbers)?.position(numbers.year, numbers.value);
    if (!position) return strings.path_missing;
    const title = strings[`${position.label_linear.replaceAll(" ", "_")}_title`];
    const values = { title, year: numbers.year, unit: entries.unit ?? "", value: number(numbers.value, 1) };
    return fill(strings.path_says, { ...values, expected: number(position.expected_linear, 1) });
  },
};

export const results = { land_and_people, target_path };
