// The linear and the constant-rate path from a baseline to a target. Pure: numbers in, functions and numbers out. Its
// Python twin is localsdg.implementation.target_path; both are tested against the same vectors.

import { AHEAD_FROM, BEHIND_BELOW } from "./limits.js";

// The compound rate in per cent a year; null if a value is zero or the sign changes.
function rate(first, last, years) {
  return first * last > 0 ? 100 * Math.expm1(Math.log(last / first) / years) : null;
}

// Null if a number is missing, the years are not in order or no years, or baseline and target are the same.
/** @param {Record<string, number>} numbers */
export function targetPath({ baseline, baseline_year, target, target_year }) {
  const years = target_year - baseline_year;
  if (![baseline, baseline_year, target, target_year].every(Number.isFinite) || years <= 0 || target === baseline) {
    return null;
  }
  if (baseline_year < 1900 || target_year > 2200) return null; // a slip of the hand, such as 20300
  const constant_rate = rate(baseline, target, years);
  const direction = Math.sign(target - baseline);
  const way = (year) => Math.min((year - baseline_year) / years, 1);
  const linear = (year) => baseline + (target - baseline) * way(year);
  const constant = (year) =>
    constant_rate === null ? null : baseline * Math.exp(Math.log(target / baseline) * way(year));

  function label(value, expected) {
    if (direction * (value - target) >= 0) return "target reached";
    if (direction * (value - baseline) < 0) return "wrong way";
    const share = (value - baseline) / (expected - baseline);
    if (share > AHEAD_FROM) return "ahead";
    return share < BEHIND_BELOW ? "behind" : "on the path";
  }

  // How a value stands in a year after the baseline year; null if a number is missing or the year is not later.
  function position(year, value) {
    if (!Number.isFinite(year) || !Number.isFinite(value) || year <= baseline_year) return null;
    const expected_linear = linear(year);
    const expected_constant = constant(year);
    const label_linear = label(value, expected_linear);
    const left = target_year - year;
    const reached = label_linear === "target reached";
    const late = !reached && left <= 0;
    return {
      expected_linear,
      expected_constant,
      label_linear,
      label_constant: expected_constant === null ? null : label(value, expected_constant),
      needed_change: reached ? 0 : late ? direction * Infinity : (target - value) / left,
      needed_rate: reached ? 0 : late ? null : rate(value, target, left),
    };
  }
  return { linear_change: (target - baseline) / years, constant_rate, linear, constant, position };
}
