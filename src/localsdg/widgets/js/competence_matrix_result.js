// "In your municipality" of lesson 1.2: what it takes over from the exercise, and what it says of the entries.
import { decimals, fill, number } from "./kit.js";
import { TARGETS } from "./competence_matrix_method.js";
import { municipality } from "./municipality.js";

export default municipality({
  exercise: "competence_matrix",
  take: ({ own, shared, not_ours }) => ({ own, shared, not_ours }),
  sentence(entries, strings) {
    const [own, shared, none] = ["own", "shared", "not_ours"].map((name) => entries[name]);
    if (![own, shared, none].every((count) => count >= 0)) return strings.competence_missing;
    const total = own + shared + none;
    if (total > TARGETS) return fill(strings.competence_too_many, { total: number(total) });
    const shares = [0.5, 1, 0].map((weight) => (100 * (own + weight * shared)) / TARGETS);
    const [half, full, not] = shares.map((share) => number(share, decimals(shares, 1)));
    return fill(strings.competence_says, { half, full, none: not });
  },
});
