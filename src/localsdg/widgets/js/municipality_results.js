// What "In your municipality" says about the entries of each lesson, as they are typed.
import { fill } from "./kit.js";
import { assess } from "./land_and_people_method.js";
import { ratioText, words } from "./land_and_people_words.js";

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

export const results = { land_and_people };
