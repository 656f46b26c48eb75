// Four published rules of progress on one series, the same as localsdg.monitoring.progress: each gives the place of its
// class, counted from the best, and the value on which it rests. Pure; both languages share their test vectors.
import {
  BASQUE_NEAR,
  BASQUE_WITH_TARGET,
  BASQUE_WITHOUT_TARGET,
  CANADA_LIMIT_POWER,
  CANADA_WITH_TARGET,
  CANADA_WITHOUT_TARGET,
  CANADA_ZERO,
  SDSN_PACE,
  UN_SLACK,
  UN_WITH_TARGET,
  UN_WITHOUT_TARGET,
} from "./limits.js";

// Compound growth a year; NaN where the sign changes or the first value is zero.
function growth(first, last, years) {
  const ratio = last / first;
  return Number.isFinite(ratio) && ratio >= 0 ? ratio ** (1 / years) - 1 : NaN;
}
const below = (value, cuts) => cuts.filter((cut) => value < cut).length;
const notAbove = (value, cuts) => cuts.filter((cut) => value <= cut).length;

// What the rules have in common: direction, and whether there is a target and it is met.
function situation({ base_year, base, last_year, last, target, target_year, wanted }) {
  const sign = wanted === "decrease" ? -1 : 1;
  return {
    sign,
    towards: base < 0 ? -sign : sign, // negative values shrink towards zero when they rise
    years: last_year - base_year,
    whole: target_year - base_year,
    left: target_year - last_year,
    aims: Number.isFinite(target),
    met: sign * (last - target) >= 0,
  };
}

function unRule(numbers, { sign, towards, years, whole, aims }) {
  const { base, last, target } = numbers;
  const pace = towards * growth(base, last, years);
  const value = aims ? pace / Math.abs(growth(base, target, whole)) : pace;
  if (aims && sign * (last - target) >= -UN_SLACK * Math.abs(target)) return { value, place: 0 };
  if (Number.isNaN(value)) return { value, place: 5 };
  return { value, place: 1 + (aims ? below(value, UN_WITH_TARGET) : notAbove(value, UN_WITHOUT_TARGET)) };
}

// Near a natural limit the cuts without a target shrink by this factor.
function limitScale(base, limit) {
  if (!Number.isFinite(limit)) return 1;
  const [size, bound] = [Math.abs(base), Math.abs(limit)];
  if (size >= 2 * bound) return 1;
  return 1 - (size <= bound ? size / bound : (2 * bound - size) / bound) ** CANADA_LIMIT_POWER;
}

function canadaRule(numbers, { sign, towards, years, whole, aims, met }) {
  const { last, limit } = numbers;
  const [base, target] = [numbers.base, numbers.target].map((each) => each === 0 ? CANADA_ZERO : each);
  const pace = towards * growth(base, last, years);
  const value = aims ? pace / Math.abs(growth(base, target, whole)) : pace;
  if (aims && (met || (numbers.target === 0 && sign * (last - CANADA_ZERO) >= 0))) return { value, place: 0 };
  if (Number.isNaN(value)) return { value, place: 5 };
  if (aims) return { value, place: 1 + below(value, CANADA_WITH_TARGET) };
  const scale = limitScale(base, limit);
  const [high, middle, low] = CANADA_WITHOUT_TARGET;
  return { value, place: 1 + below(value, [high * scale, middle * scale, low]) };
}

function basqueRule(numbers, { sign, towards, years, left, aims, met }) {
  const { base, last, target, percentage } = numbers;
  const pace = growth(base, last, years);
  const expected = last * (1 + pace) ** left;
  const value = aims ? (sign * (expected - base)) / Math.abs(target - base) : towards * pace;
  const edge = percentage && (target === 0 || target === 100) && Math.abs(last - target) <= BASQUE_NEAR;
  if (aims && (met || edge)) return { value, place: 0 };
  if (Number.isNaN(value)) return { value, place: 3 };
  return { value, place: below(value, aims ? BASQUE_WITH_TARGET : BASQUE_WITHOUT_TARGET) };
}

// The arrows are linear, on the score between a worst and a best value.
function arrowRule({ base, last, worst, best, green }, { years, whole }) {
  const isKnown = [worst, best, green].every(Number.isFinite) && worst !== best && whole > 0;
  if (!isKnown) return { value: NaN, place: 4 };
  const score = (value) => Math.min(Math.max((value - worst) * (100 / (best - worst)), 0), 100);
  const observed = (score(last) - score(base)) / years;
  const needed = (score(green) - score(base)) / whole;
  const value = needed > 0 ? observed / needed : NaN;
  if (score(last) >= score(green)) return { value, place: 0 };
  if (observed < 0) return { value, place: 3 };
  return { value, place: below(value, SDSN_PACE) };
}

// numbers: base_year, base, last_year, last; target and target_year (NaN: no target); wanted, "increase" or "decrease";
// limit, percentage; worst, best and green for the arrows. Null if something that every rule needs is missing.
export function fourRules(numbers) {
  const { base_year, base, last_year, last, target, target_year, wanted } = numbers;
  if (![base_year, base, last_year, last].every(Number.isFinite) || last_year <= base_year) return null;
  if (!["increase", "decrease"].includes(wanted)) return null;
  const all = { ...numbers, target_year: Number.isFinite(target_year) ? target_year : 2030 };
  if (Number.isFinite(target) && all.target_year <= base_year) return null;
  const known = situation(all);
  return {
    un: unRule(all, known),
    canada: canadaRule(all, known),
    basque: basqueRule(all, known),
    sdsn: arrowRule(all, known),
  };
}

// What is missing to the target in the unit, 0 where it is reached, and the part of the way from the base that is done:
// the same as localsdg.monitoring.distance_to_target. NaN for a part that has no meaning; null without the numbers.
export function distanceOf({ base, last, target, wanted }) {
  const missing = { increase: target - last, decrease: last - target, value: Math.abs(target - last) }[wanted];
  if (!Number.isFinite(missing)) return null;
  return { units: Math.max(0, missing), way: target === base ? NaN : (last - base) / (target - base) };
}

// From the best to the worst, in words of this course, so that the classes of the rules can be compared. The third
// class of the Basque Country is for standing still and for going back: which of the two, the values say.
const LEVELS = {
  un: ["enough", "enough", "slow", "little", "back", null],
  canada: ["enough", "enough", "slow", "little", "back", null],
  basque: ["enough", "slow", "little", null],
  sdsn: ["enough", "slow", "little", "back", null],
};
export const levelsOf = (rules, back) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { place }]) => [
      name,
      name === "basque" && place === 2 && back ? "back" : LEVELS[name][place],
    ]),
  );
