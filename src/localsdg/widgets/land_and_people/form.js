// "In your municipality" of lesson 3.2: what it takes over from the exercise, and what it says of the entries.
import { fill } from "../kit/kit.js";
import { assess } from "./method.js";
import { ratioText, secondary, words } from "./words.js";
import { municipality } from "../municipality/widget.js";

const NUMBERS = ["y0", "p0", "v0", "y1", "p1", "v1"];

export default municipality({
  exercise: "land_and_people",
  part: "land",
  // A city of the Atlas lends its numbers, not its name.
  take: ({ numbers = {} }) => numbers,
  sentence(entries, strings) {
    const numbers = Object.fromEntries(NUMBERS.map((name) => [name, entries[name]]));
    const result = assess(numbers);
    if (!result) return strings.land_missing;
    return fill(strings.land_says, {
      current: ratioText(result.versions["2021"].ratio, strings),
      earlier: ratioText(result.versions.earlier.ratio, strings),
      title: words(numbers, result, "2021", strings).title,
      ...secondary(result),
    });
  },
});
