// "In your municipality" of lesson 2.3: what one's own ranking says is known, and not asked.
import { counted, fill, number } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { failWords, numberOf, sorted, unpack } from "./entry.js";
import { ranking } from "./method.js";

const NAMED = 5;

function known(entry, strings) {
  const state = unpack(entry);
  const { ranked, failed, unseen } = sorted(state);
  const numbers = ranked.map(({ scores }) => state.criteria.map(({ id, unit }) => numberOf(scores[id], unit)));
  const less = state.criteria.map((each) => each.less === "less");
  const swings = state.criteria.map(({ swing }) => numberOf(swing) || 0);
  const found = state.criteria.length ? ranking(numbers, less, swings) : null;
  const first = found?.order.slice(0, NAMED) ?? [];
  const fails = failed.map(({ action, gates }) =>
    fill(strings.known_failed, { action: action.name, gates: failWords(action, gates, strings).join(", ") })
  );
  const rest = unseen.length ? [counted(strings.known_unseen, unseen.length)] : [];
  const shares = first.map((at) =>
    fill(strings.known_share, { action: ranked[at].name, share: number(found.shares[at], 0) })
  );
  const values = {
    first: listed(first.map((at) => fill(strings.known_first, { rank: found.rank[at], action: ranked[at].name }))),
    firm: listed(shares),
    waits: listed([...fails, ...rest]) || strings.known_no_failed,
  };
  // Each stands below its own field: the form asks something else between them.
  return Object.entries(values).map(([name, value]) => ({
    names: [name],
    values: found ? { [name]: value } : undefined,
    says: strings.known_says,
    none: strings.known_none,
  }));
}

export default municipality({ exercise: "priorities", part: "priorities", known });
