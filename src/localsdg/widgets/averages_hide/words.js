// The result in words: the gap, the worst-off fifth, what closing the gap adds, and what is hidden.
import { counted, fill, h, number } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { digitsOf, perCent } from "./picture.js";

const NAMED = 6; // areas that are named in a sentence

export const namesOf = (list, strings) =>
  list.length > NAMED
    ? fill(strings.and_more, { names: listed(list.slice(0, NAMED)), count: list.length - NAMED })
    : listed(list);

// The gap in one sentence, and of which year it is, if that was said.
export function titleOf(seen, { year }, strings) {
  const title = gapWords(seen, strings);
  return year ? fill(strings.of_year, { title, year }) : title;
}
function gapWords(seen, strings) {
  const digits = digitsOf(seen);
  const [worst, best] = [seen.ranked[0], seen.ranked.at(-1)];
  if (seen.gap === 0) return fill(strings.same_title, { share: perCent(worst.share, digits, strings) });
  const values = {
    worst: worst.name,
    best: best.name,
    low: perCent(worst.share, digits, strings),
    high: perCent(best.share, digits, strings),
    share: perCent(seen.share, digits, strings),
    gap: number(seen.gap, digits),
  };
  return fill(Number.isFinite(seen.share) ? strings.gap_title : strings.gap_title_without, values);
}

// Whether the gap, which is rounded last, is another one than that of the two shares as they are shown.
function isRoundedApart({ gap, ranked }, digits) {
  const inUnits = (value) => Math.round(value * 10 ** digits);
  return Math.abs(inUnits(ranked[0].share) - inUnits(ranked.at(-1).share)) !== inUnits(gap);
}

export function reasonsOf(seen, { wanted, onlyShares }, strings) {
  const digits = digitsOf(seen);
  const words = isRoundedApart(seen, digits) ? [strings.rounded] : [];
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

// Areas and latest value of two years, or areas of a year that nobody has said: the review takes that of the latest
// value.
export function yearWords({ rows, year }, latest, strings) {
  if (!rows.length || !latest || String(year) === latest) return "";
  return fill(year ? strings.other_year : strings.no_year, { latest });
}

const warnings = (list) => list.map((each) => h("p.warning", null, each));

// What cannot be computed with, and why.
export function faultsOf({ left, rows, onlyShares }, strings) {
  const parts = !onlyShares && rows.some((row) => !Number.isInteger(row.people) || !Number.isInteger(row.counted));
  const faults = left.map(({ name, fault }) => fill(strings.left_out[fault], { name }));
  return warnings(parts ? [...faults, strings.parts] : faults);
}

// What is hidden, for others: it does not say which areas are small.
export const togetherWords = ({ together }, smallest, strings) =>
  together ? counted(strings.together_says, together, { smallest }) : "";
