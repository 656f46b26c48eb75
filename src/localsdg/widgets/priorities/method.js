// Gates, swing weights, the ranking, and how often each action is among the first over all weightings; the same as
// localsdg.implementation.failed_gates, rank_options and weighting_shares. Pure.
import { FIRST, GATES, TENTHS } from "./limits.js";

const CLOSE = 1e9; // sums that differ only by rounding are a tie
const rounded = (value) => Math.round(value * CLOSE) / CLOSE + 0;
const sum = (values) => values.reduce((all, value) => all + value, 0);

// gates: { ours, harm } true or false, { "left out" } words, { cost } a number; what is missing fails.
export function failedGates(gates) {
  const passes = {
    ours: gates.ours === true,
    harm: gates.harm === true,
    "left out": Boolean((gates["left out"] ?? "").trim()),
    cost: Number.isFinite(gates.cost) && gates.cost >= 0,
  };
  return GATES.filter((gate) => !passes[gate]);
}

// values[action][criterion], numbers; less[criterion] says that less is better. Each criterion runs from 0 to 100
// between its worst and its best value; where all are equal there is no step, and all get 0.
export function points(values, less) {
  const ends = less.map((_, at) => {
    const column = values.map((row) => row[at]);
    return [Math.min(...column), Math.max(...column)];
  });
  return values.map((row) =>
    row.map((value, at) => {
      const [low, high] = ends[at];
      if (low === high) return 0;
      const scaled = 100 * ((value - low) / (high - low));
      return less[at] ? 100 - scaled : scaled;
    })
  );
}

// The swings, of which the first step taken has 100, as weights that sum to 1; 0 where there is no step.
function swingWeights(swings, scaled) {
  const given = swings.map((swing, at) => scaled.some((row) => row[at]) ? swing : 0);
  const all = sum(given);
  return given.map((swing) => (all ? swing / all : 0));
}

const firstOf = (count) => FIRST.find(([more]) => count > more)[1];

// Every way to share the tenths among some criteria.
function shared(criteria, tenths) {
  if (criteria === 1) return [[tenths]];
  return Array.from(
    { length: tenths + 1 },
    (_, own) => shared(criteria - 1, tenths - own).map((rest) => [own, ...rest]),
  )
    .flat();
}

function shares(scaled, places) {
  const weightings = shared(scaled[0].length, TENTHS);
  const times = scaled.map(() => 0);
  for (const weights of weightings) {
    const scores = scaled.map((row) =>
      rounded(weights.reduce((all, weight, at) => all + (row[at] * weight) / TENTHS, 0))
    );
    const last = Float64Array.from(scores).sort().at(-places);
    scores.forEach((score, at) => (times[at] += Number(score >= last)));
  }
  return times.map((time) => (100 * time) / weightings.length);
}

// values and less as above; swings[criterion]. Null without an action, a criterion or a weight. Gives for each action
// its score, rank and share, and which criterion separates the first from the second most (-1: none does).
export function ranking(values, less, swings) {
  if (!values.length || !swings.some((swing) => swing > 0)) return null;
  const scaled = points(values, less);
  const weights = swingWeights(swings, scaled);
  const parts = scaled.map((row) => row.map((value, at) => value * weights[at]));
  const scores = parts.map((row) => rounded(sum(row)));
  const rank = scores.map((score) => 1 + scores.filter((other) => other > score).length);
  const order = scores.map((_, at) => at).sort((one, other) => rank[one] - rank[other] || one - other);
  const [first, second] = order;
  const leads = order.length > 1 && scores[first] > scores[second]
    ? parts[first].map((value, at) => value - parts[second][at])
    : [];
  const places = firstOf(values.length);
  return {
    weights,
    scores,
    rank,
    order,
    places,
    shares: shares(scaled, places),
    deciding: leads.length ? leads.indexOf(Math.max(...leads)) : -1,
  };
}
