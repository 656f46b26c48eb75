// How far an indicator has come from its baseline, how far the target is, and what a rule says of it.
import { LAND, sameIndicator } from "./figures.js";
import { AGENDA, FEWEST_VALUES, FEWEST_YEARS, RULE_WORDS, WAYS } from "./limits.js";
import { verdict } from "./progress.js";
import { yearOf } from "./reading.js";
import { FORMULAS } from "./recomputing.js";
import { casefold } from "./words.js";

const [RIGHT, WRONG, STILL] = WAYS;
const DISTANCES = { increase: "distance upward", decrease: "distance downward", value: "distance to a value" };

const numberOfYear = ({ year }) => yearOf(year) ?? 0;

// A figure that is computed here, with its value; null where it cannot be.
export function derived(annex, about, formula, parts, cells) {
  const figure = annex.derived(about, formula, parts, cells);
  return figure ? { figure, value: annex.value(figure) } : null;
}

// Whether a series is too short to say much of it.
function isShort({ series, baseline, latest, code }) {
  if (!latest || sameIndicator(code, LAND)) return false;
  const points = [...series, baseline, latest].filter(Boolean);
  const years = [...new Set(points.map(numberOfYear))].sort((one, other) => one - other);
  return years.length < FEWEST_VALUES || years.at(-1) - years[0] < FEWEST_YEARS;
}

// Which way a step goes; "" where it is not known which way is wanted.
function wayOf({ latest: last, target: goal, wanted }, first) {
  if (!wanted || (wanted === "value" && !goal)) return "";
  const step = {
    increase: () => last.value - first.value,
    decrease: () => first.value - last.value,
    value: () => Math.abs(goal.value - first.value) - Math.abs(goal.value - last.value),
  }[wanted]();
  if (step === 0) return STILL;
  return step > 0 ? RIGHT : WRONG;
}

// The point from which a figure moves the wrong way that is better than at an early baseline: in 2015, where the Agenda
// begins, or in the next year that has a figure; null if there is none.
function backOf(found) {
  const { baseline, latest, moves, reached, series } = found;
  if (moves !== RIGHT || reached || numberOfYear(baseline) >= AGENDA) return null;
  const later = series.filter((each) =>
    each.value !== null && numberOfYear(each) >= AGENDA && numberOfYear(each) < numberOfYear(latest)
  );
  const base = later.reduce((best, each) => best && numberOfYear(best) <= numberOfYear(each) ? best : each, undefined);
  return base && base.unit === latest.unit && wayOf(found, base) === WRONG ? base : null;
}

export function movement(annex, about, found) {
  const { baseline: first, latest: last, target: goal, wanted } = found;
  Object.assign(found, { distance: null, way: null, change: null, moves: "", back: null, reached: false });
  const pairOf = (point) => [point.value, point.figure];
  if (last && goal && wanted) {
    const parts = { latest: pairOf(last), target: pairOf(goal) };
    found.distance = derived(annex, about, DISTANCES[wanted], parts, { year: last.year });
    found.reached = found.distance !== null && found.distance.value === 0;
  }
  found.short = isShort(found);
  if (!first || !last || numberOfYear(last) <= numberOfYear(first)) return;
  const pair = { baseline: pairOf(first), latest: pairOf(last) };
  found.change = derived(annex, about, "change", pair, { year: last.year });
  found.moves = wayOf(found, first);
  found.back = backOf(found);
  if (!goal || goal.value === first.value) return;
  found.way = derived(annex, about, "way done", { ...pair, target: pairOf(goal) }, { year: last.year });
}

// Judges the progress by the rule that was chosen; by that of the UN if none was.
export function rule({ reader, key, annex }, about, found) {
  found.progress = null;
  const { baseline: first, latest: last, target: goal, wanted } = found;
  if (!first || !last || !goal || !["increase", "decrease"].includes(wanted)) return;
  const [start, end, aim] = [first, last, goal].map(numberOfYear);
  if (!(start > 0 && start < Math.min(end, aim))) return;
  const said = casefold(found.trend_words.rule);
  const chosen = RULE_WORDS.find(([word]) => said.startsWith(word))?.[1] ?? "";
  found.rule_chosen = Boolean(chosen);
  const name = chosen || "UN progress chart";
  if (name === "straight line") return;
  const [worst, best, green] = ["worst", "best", "good"].map((each) =>
    reader.number("indicator", key, `thresholds/${each}`)
  );
  const judged = verdict(name, {
    base_year: start,
    base: first.value,
    last_year: end,
    last: last.value,
    target: goal.value,
    target_year: aim,
    wanted,
    percentage: found.unit.includes("%"),
    worst,
    best,
    green,
  });
  if (!judged) return;
  const { label, reason, method, value } = judged;
  const parts = {
    "baseline year": [start, ""],
    "baseline": [first.value, first.figure],
    "latest year": [end, ""],
    "latest": [last.value, last.figure],
    "target year": [aim, ""],
    "target": [goal.value, goal.figure],
    "wanted": [wanted === "increase" ? 1 : -1, ""],
  };
  const isFormula = Object.hasOwn(FORMULAS, name) && value !== null;
  const figure = isFormula ? annex.derived(about, name, parts, { year: last.year }) : "";
  found.progress = { rule: name, label, reason, method, figure };
}
