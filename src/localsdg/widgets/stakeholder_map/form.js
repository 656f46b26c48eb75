// "In your municipality" of lesson 1.3: what it takes over from the exercise, and the share of women in the council.
import { counted, decimals, fill, number } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { actorsOf } from "./entry.js";
import { QUADRANTS } from "./limits.js";
import { placed, stakeholderMap, womenInCouncil } from "./method.js";

const FIELDS = ["close", "satisfied", "voice", "follow"];
const quadrantsOf = (quadrants) =>
  Object.fromEntries(FIELDS.map((name, at) => [name, listed(quadrants[QUADRANTS[at]] ?? [])]));

function known(entry, strings) {
  const actors = placed(actorsOf(entry));
  const { quadrants, missing } = stakeholderMap(actors);
  const begun = actors.length > 0;
  const silent = listed(missing.map((group) => strings.groups[group]));
  return [
    {
      names: FIELDS,
      values: begun ? quadrantsOf(quadrants) : undefined,
      says: counted(strings.known_says, actors.length),
      none: strings.known_none,
    },
    { names: ["missing"], values: begun ? { missing: silent } : undefined, says: strings.known_missing },
  ];
}

export default municipality({
  exercise: "stakeholder_map",
  part: "stakeholders",
  known,
  take: ({ quadrants = {}, missing = [] }) => ({ ...quadrantsOf(quadrants), missing: listed(missing) }),
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
