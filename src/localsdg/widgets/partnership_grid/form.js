// "In your municipality" of lesson 2.5: what it takes over from the grid, and the draft agreement in one sentence.
import { counted, fill } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { unpack } from "./entry.js";

// Who answers for which task; tasks without exactly one accountable are left out.
function answersOf(tasks, strings) {
  const clear = tasks.filter(({ what, accountable }) => what.trim() && accountable.length === 1);
  return listed(clear.map(({ what, accountable: [actor] }) => fill(strings.answers, { what: what.trim(), actor })));
}
function known(entry, strings) {
  const { tasks } = unpack(entry);
  const answers = answersOf(tasks, strings);
  return [{
    names: ["answers"],
    values: answers ? { answers } : undefined,
    says: counted(strings.known_says, tasks.length),
    none: strings.known_none,
  }];
}

export default municipality({
  exercise: "partnership_grid",
  part: "grid",
  known,
  sentence({ partner, what, until, ends }, strings) {
    const missing = Object.entries({ partner, what, until, ends }).filter(([, value]) => !value?.trim());
    // The sentence has its own full stops.
    const [bare, day, end] = [what, until, ends].map((text) => text?.trim().replace(/\.+$/, ""));
    if (!missing.length) return fill(strings.agreement, { partner, what: bare, until: day, ends: end });
    return fill(strings.agreement_missing, { missing: listed(missing.map(([name]) => strings.agreement_parts[name])) });
  },
});
