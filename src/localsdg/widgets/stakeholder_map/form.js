// "In your municipality" of lesson 1.3: what it takes over from the exercise, and the share of women in the council.
import { decimals, fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { QUADRANTS } from "./limits.js";
import { womenInCouncil } from "./method.js";

const FIELDS = ["close", "satisfied", "voice", "follow"];

export default municipality({
  exercise: "stakeholder_map",
  take: ({ quadrants = {}, missing = [] }) => ({
    ...Object.fromEntries(FIELDS.map((name, at) => [name, quadrants[QUADRANTS[at]]?.join("; ")])),
    missing: missing.join("; "),
  }),
  sentence({ women, men, seats }, strings) {
    const found = womenInCouncil(women, men, seats);
    if (!found) return strings.council_missing;
    if (found.fault) return strings.council_faults[found.fault];
    return fill(strings.council_says, {
      share: number(found.share, decimals([found.share], 1)),
      held: number(found.held),
      women: number(women),
    });
  },
});
