// The result in words: the gap, the worst-off fifth, what closing the gap adds, and what is hidden.
import { counted, fill, h, number } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { digitsOf, perCent } from "./picture.js";

const NAMED = 6; // areas that are named in a sentence

const names = (list, strings) =>
  list.length > NAMED
    ? fill(strings.and_more, { names: listed(list.slice(0, NAMED)), count: list.length - NAMED })
    : listed(list);

export function titleOf(seen, strings) {
  const digits = digitsOf(seen);
  const [worst, best] = [seen.ranked[0], seen.ranked.at(-1)];
  if (seen.gap === 0) return fill(strings.title_same, { share: perCent(worst.share, digits, strings) });
  const values = {
    worst: worst.name,
    best: best.name,
    low: perCent(worst.share, digits, strings),
    high: perCent(best.share, digits, strings),
    share: perCent(seen.share, digits, strings),
    gap: number(seen.gap, digits),
  };
  return fill(Number.isFinite(seen.share) ? strings.title : strings.title_without, values);
}

export function reasonsOf(seen, { wanted, onlyShares }, strings) {
  const digits = digitsOf(seen);
  const words = [];
  if (seen.gap > 0) {
    words.push(Number.isFinite(seen.ratio) ? fill(strings.ratio, { ratio: number(seen.ratio, 1) }) : strings.no_ratio);
  }
  if (onlyShares) return [...words, strings.no_people];
  words.push(fill(strings.fifth, { fifth: perCent(seen.fifth, digits, strings) }));
  const towards = wanted === "decrease" ? -1 : 1;
  const most = seen.ranked.reduce((one, other) => (other.adds > one.adds ? other : one));
  if (seen.adds > 0) {
    words.push(fill(strings.adds[wanted], {
      adds: number(seen.adds, digits),
      to: perCent(seen.share + towards * seen.adds, digits, strings),
      most: most.name,
    }));
  }
  return words;
}

// What the owner of the numbers should know: it stands beside the controls, and on no sheet.
export function notesOf(seen, { left, smallest, rows, onlyShares }, strings) {
  const notes = left.map(({ name, fault }) => fill(strings.left_out[fault], { name }));
  const hidden = seen?.hidden ?? seen?.few ?? [];
  const small = hidden.filter((each) => each.small).map(({ name }) => name);
  const others = hidden.filter((each) => !each.small).map(({ name }) => name);
  if (small.length) notes.push(fill(strings.hidden_small, { names: names(small, strings), smallest }));
  if (others.length) notes.push(fill(strings.hidden_others, { names: names(others, strings) }));
  const parts = !onlyShares && rows.some((row) => !Number.isInteger(row.people) || !Number.isInteger(row.counted));
  if (parts) notes.push(strings.parts);
  return notes.map((each) => h("p.warning", null, each));
}

// The same, for others: it does not say which areas are small.
export const togetherWords = ({ together }, smallest, strings) =>
  together ? counted(strings.together_says, together, { smallest }) : "";
