// "In your municipality" of lesson 1.5: what it takes over from the exercise, and what it says of the entries.
import { fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { called, matrixOf, PAIRS, unpack } from "./board.js";
import { interactions } from "./method.js";

const countsOf = ({ targets = [], scores = {} }) => ({
  targets: targets.length,
  helping: Object.values(scores).filter((score) => score > 0).length,
  hindering: Object.values(scores).filter((score) => score < 0).length,
});
// The target with the highest influence, unless all have the same.
function leverOf(board) {
  const { influence, top } = interactions(matrixOf(board), board.second_order);
  return new Set(influence).size > 1 ? called(board, top) : "";
}

function known(entry, strings) {
  const board = unpack(entry);
  const scored = Object.keys(board?.scores ?? {}).length;
  return [{
    names: ["lever", "targets", "helping", "hindering"],
    values: scored ? { lever: leverOf(board), ...countsOf(board) } : undefined,
    says: fill(strings.known_says, { scored, pairs: PAIRS.length }),
    none: strings.known_none,
  }];
}

export default municipality({
  exercise: "interaction_matrix",
  part: "interactions",
  known,
  take: ({ top_lever, ...board }) => ({ ...countsOf(board), lever: top_lever }),
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
