// Scores between bounds, an index, ranks, and how far a rank moves when one thing is changed; the same as
// localsdg.monitoring.normalise, bounds_from_values, overall_index, ranks and rank_sensitivity. Pure.
import { GEOMETRIC_FLOOR, SDSN_TAIL } from "./limits.js";

const CLOSE = 1e9; // scores that differ only by rounding are equal
const HAIR = 1e-12; // and so are bounds, of which this part is nothing
const sum = (values) => values.reduce((all, value) => all + value, 0);
const average = (values) => sum(values) / values.length;

// The value below which a share of the values lies, in per cent, on a straight line between ordered values.
export function percentile(values, share) {
  const ordered = values.filter(Number.isFinite).sort((one, other) => one - other);
  const place = ((ordered.length - 1) * share) / 100;
  const before = Math.floor(place);
  const after = Math.min(before + 1, ordered.length - 1);
  return ordered[before] + (ordered[after] - ordered[before]) * (place - before);
}
export const median = (values) => percentile(values, 50);

// Between such bounds no score lies.
export const areEqual = (low, high) => Math.abs(high - low) <= HAIR * Math.max(Math.abs(low), Math.abs(high));

// Bounds from the data, [worst, best]; undefined where no score lies between them.
export function boundsFrom(values, less, tail = SDSN_TAIL) {
  const ends = [percentile(values, tail), percentile(values, 100 - tail)];
  if (!(ends[0] < ends[1]) || areEqual(...ends)) return undefined;
  return less ? ends.reverse() : ends;
}
export function bestFive(values, less) {
  const ordered = values.filter(Number.isFinite).sort((one, other) => (less ? one - other : other - one));
  return ordered.length < 5 ? NaN : average(ordered.slice(0, 5));
}

export function score(value, [worst, best], cap = true) {
  const found = ((value - worst) * 100) / (best - worst);
  return cap && !Number.isNaN(found) ? Math.min(Math.max(found, 0), 100) : found;
}

// The weighted mean of one place, arithmetic or geometric; NaN where a score is missing.
export function indexOf(scores, weights, geometric = false) {
  const of = geometric ? scores.map((each) => Math.log(Math.max(each, GEOMETRIC_FLOOR))) : scores;
  const mean = sum(of.map((each, at) => each * weights[at])) / sum(weights);
  return geometric ? Math.exp(mean) : mean;
}

// 1 is the highest; equal values share the better rank, and what is missing has none.
export function ranks(values) {
  const rounded = values.map((value) => Math.round(value * CLOSE) / CLOSE);
  return rounded.map((value) => Number.isNaN(value) ? NaN : 1 + rounded.filter((other) => other > value).length);
}

// values[place][indicator]; bounds[indicator] = [worst, best]; weights[indicator].
export function ranking(values, { bounds, weights, geometric = false, cap = true }) {
  const scores = values.map((row) => row.map((value, at) => score(value, bounds[at], cap)));
  const index = scores.map((row) => indexOf(row, weights, geometric));
  const medians = scores.map((row) => (row.some(Number.isNaN) ? NaN : median(row)));
  return { scores, index, rank: ranks(index), medians, medianRank: ranks(medians) };
}

// The ranks of all places for each single change: { kind: "given", "bounds", "half", "double" or "mean"; at: the tail
// or the place of the indicator; rank }.
export function rankVariants(values, setting) {
  const { bounds, weights, geometric = false } = setting;
  const ranked = (change) => ranking(values, { ...setting, ...change }).rank;
  const fromData = (tail) =>
    bounds.map(([worst, best], at) => boundsFrom(values.map((row) => row[at]), worst > best, tail) ?? [worst, best]);
  const weighed = (at, times) => weights.map((weight, place) => (place === at ? times * weight : weight));
  return [
    { kind: "given", rank: ranked({}) },
    ...[0, SDSN_TAIL].map((tail) => ({ kind: "bounds", at: tail, rank: ranked({ bounds: fromData(tail) }) })),
    ...weights.flatMap((_, at) => [
      { kind: "half", at, rank: ranked({ weights: weighed(at, 0.5) }) },
      { kind: "double", at, rank: ranked({ weights: weighed(at, 2) }) },
    ]),
    { kind: "mean", rank: ranked({ geometric: !geometric }) },
  ];
}

// For each place its best, median and worst rank over the variants.
export const rankSensitivity = (variants) =>
  variants[0].rank.map((_, place) => {
    const own = variants.map(({ rank }) => rank[place]).filter(Number.isFinite);
    if (!own.length) return { best: NaN, median: NaN, worst: NaN };
    return { best: Math.min(...own), median: median(own), worst: Math.max(...own) };
  });
