// "In your municipality" of lesson 1.2: what it takes over from the exercise, and what it says of the entries.
import { fill, number } from "./kit.js";
import { TARGETS } from "./competence_matrix_method.js";
import { municipality } from "./municipality.js";

export default municipality({
  exercise: "competence_matrix",
  take: ({ own, shared, not_ours }) => ({ own, shared, not_ours }),
  sentence(entries, strings) {
    const [own, shared, none] = ["own", "shared", "not_ours"].map((name) => parseFloat(entries[name]));
    if (![own, shared, none].every((count) => count >= 0)) return strings.competence_missing;
    const total = own + shared + none;
    if (total > TARGETS) return fill(strings.competence_too_many, { total: number(total) });
    const share = (weight) => number((100 * (own + weight * shared)) / TARGETS, 1);
    return fill(strings.competence_says, { half: share(0.5), full: share(1), none: share(0) });
  },
});
