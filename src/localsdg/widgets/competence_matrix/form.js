// "In your municipality" of lesson 1.2: what it takes over from the exercise, and what it says of the entries.
import { ENOUGH_JUDGED, TARGETS } from "./limits.js";
import { decimals, fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { competenceShare } from "./method.js";

const counts = ({ own, shared, not_ours }) => ({ own, shared, not_ours });

function known({ judgements = {} }, strings) {
  const judged = Object.keys(judgements).length;
  return [{
    names: ["own", "shared", "not_ours"],
    values: judged ? counts(competenceShare(judgements, 0)) : undefined,
    says: fill(strings.known_says, { judged, all: TARGETS }),
    none: strings.known_none,
  }];
}

export default municipality({
  exercise: "competence_matrix",
  part: "competences",
  known,
  take: counts,
  sentence(entries, strings) {
    const [own, shared, none] = ["own", "shared", "not_ours"].map((name) => entries[name]);
    const total = own + shared + none;
    if (![own, shared, none].every((count) => count >= 0) || total === 0) return strings.competence_missing;
    if (total > TARGETS) return fill(strings.competence_too_many, { total: number(total) });
    const few = total < ENOUGH_JUDGED;
    const shares = [0.5, 1, 0].map((weight) => (100 * (own + weight * shared)) / (few ? total : TARGETS));
    const [half, full, not] = shares.map((share) => number(share, decimals(shares, few ? 0 : 1)));
    return fill(few ? strings.competence_judged : strings.competence_says, {
      total: number(total),
      half,
      full,
      none: not,
    });
  },
});
