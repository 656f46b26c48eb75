// "In your municipality" of lesson 3.5: between which ranks one's own town stands is known, and not asked.
import { fill } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { lacking, readState, unpack } from "./entry.js";
import { rankSensitivity, rankVariants } from "./method.js";

function known(entry, strings) {
  const state = unpack(entry);
  const read = readState(state);
  const { values, places } = read.table;
  let range;
  if (!lacking(read)) {
    const at = Math.max(places.indexOf(state.town), 0);
    const variants = rankVariants(values, read.setting);
    const { best, worst } = rankSensitivity(variants)[at];
    const rank = variants[0].rank[at];
    const count = variants[0].rank.filter(Number.isFinite).length;
    const words = best === worst ? strings.known_firm : strings.known_range;
    if (Number.isFinite(rank)) range = fill(words, { town: places[at], rank, count, best, worst });
  }
  return [{
    names: ["range"],
    values: range ? { range } : undefined,
    says: strings.known_says,
    none: strings.known_none,
  }];
}

export default municipality({ exercise: "bounds", part: "index", known });
