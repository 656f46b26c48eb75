// "In your municipality" of lesson 3.4: the groups that are compared and the gap between them are known from the
// exercise.
import { municipality } from "../municipality/widget.js";
import { numbersOf, unpack } from "./entry.js";
import { seenOf } from "./seen.js";
import { namesOf, titleOf } from "./words.js";

function known(entry, strings) {
  const numbers = numbersOf(unpack(entry), strings.no_name);
  const seen = seenOf(numbers, { together: strings.together });
  const values = seen?.ranked
    ? { groups: namesOf(numbers.rows.map(({ name }) => name), strings), gap: titleOf(seen, numbers, strings) }
    : undefined;
  return [{ names: ["groups", "gap"], values, says: strings.known_says, none: strings.known_none }];
}

export default municipality({ exercise: "averages_hide", part: "gap", known });
