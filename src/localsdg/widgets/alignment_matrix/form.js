// "In your municipality" of lesson 2.2: what it takes over from the exercise, and the numbers for one's own paragraph.
import { counted, decimals, fill, number, shared } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { linksOf, unpack } from "./entry.js";
import { alignPlan, titleOf } from "./method.js";
import { ownJudgements, relevantOf } from "./relevant.js";
import { nameOf } from "./result.js";

function alignmentOf(entry, judgements) {
  const { actions } = unpack(entry);
  const { codes } = relevantOf(judgements);
  return { actions, codes, ...alignPlan(actions.map(({ id }) => id), linksOf(actions), codes) };
}
// Which actions stand alone, and which work against a target, as texts.
function textsOf({ actions, orphan_actions, against }, strings) {
  const named = (id) => nameOf(actions.find((action) => action.id === id), strings);
  return {
    alone: listed(orphan_actions.map(named)) || strings.none_alone,
    against: listed(against.map(({ action, target }) => `${named(action)}: ${target} ${titleOf(target)}`)) ||
      strings.none_against,
  };
}

function known(entry, strings) {
  const found = alignmentOf(entry, {});
  const begun = found.actions.length > 0;
  return [{
    names: ["alone", "against"],
    values: begun ? textsOf(found, strings) : undefined,
    says: counted(strings.known_says, found.actions.length),
    none: strings.known_none,
    rests: (name) => name.startsWith("actions/"),
  }];
}

export default municipality({
  exercise: "alignment_matrix",
  part: "alignment",
  known,
  take: ({ actions = [], orphan_actions = [], against = [] }) => {
    const named = (id) => actions.find((action) => action.id === id)?.name ?? "";
    return {
      alone: listed(orphan_actions.map(named)),
      against: listed(against.map(({ action, target }) => `${named(action)}: ${target} ${titleOf(target)}`)),
    };
  },
  sentence({ paragraph }, strings) {
    const own = shared("alignment_matrix")?.own?.().entry ?? {};
    const { actions, codes, direct, direct_coverage, against, unresolved } = alignmentOf(own, ownJudgements(true));
    if (!actions.length) return strings.paragraph_missing;
    const numbers = fill(strings.paragraph_numbers, {
      actions: counted(strings.count_actions, actions.length),
      direct: direct.length,
      relevant: codes.length,
      share: number(direct_coverage ?? 0, direct_coverage ? decimals([direct_coverage], 1) : 0),
      against: counted(strings.count_against, against.length),
      unresolved: counted(strings.count_unresolved, unresolved.length),
    });
    return paragraph.trim() ? numbers : `${numbers} ${strings.paragraph_open}`;
  },
});
