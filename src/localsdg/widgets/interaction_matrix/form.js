// "In your municipality" of lesson 1.5: what it takes over from the exercise, and what it says of the entries.
import { fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";

export default municipality({
  exercise: "interaction_matrix",
  take: ({ targets = [], scores = {}, top_lever }) => ({
    targets: targets.length,
    helping: Object.values(scores).filter((score) => score > 0).length,
    hindering: Object.values(scores).filter((score) => score < 0).length,
    lever: top_lever,
  }),
  sentence(entries, strings) {
    const [targets, helping, hindering] = ["targets", "helping", "hindering"].map((name) => entries[name]);
    if (!(targets > 1 && helping >= 0 && hindering >= 0)) return strings.interactions_missing;
    const pairs = targets * (targets - 1);
    const values = {
      targets: number(targets),
      pairs: number(pairs),
      helping: number(helping),
      hindering: number(hindering),
    };
    if (helping + hindering > pairs) return fill(strings.interactions_too_many, values);
    return fill(strings.interactions_say, { ...values, none: number(pairs - helping - hindering) });
  },
});
