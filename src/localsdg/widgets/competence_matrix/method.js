// The share of the 169 targets within competence. Pure: judgements in, counts out. Its Python twin is
// localsdg.localizing.competence_share; both are tested against the same vectors.

import { TARGETS } from "./limits.js";

// judgements: by target code, "own", "shared" or "not ours". A target that is missing counts as not ours.
export function competenceShare(judgements, sharedWeight) {
  const counts = { own: 0, shared: 0, "not ours": 0 };
  for (const judgement of Object.values(judgements)) counts[judgement] += 1;
  const points = counts.own + sharedWeight * counts.shared;
  const judged = counts.own + counts.shared + counts["not ours"];
  return {
    own: counts.own,
    shared: counts.shared,
    not_ours: counts["not ours"],
    not_judged: TARGETS - judged,
    points,
    share: (100 * points) / TARGETS,
    judged_share: judged ? (100 * points) / judged : null,
  };
}
