// Diagnosis of one indicator in three statements, as localsdg.implementation.three_statements gives them.
export const WANTED = ["increase", "decrease", "value"];

const shortfall = (value, target, wanted) =>
  wanted === "value" ? Math.abs(target - value) : Math.max(0, wanted === "increase" ? target - value : value - target);

// How much worse a group is than the whole; below 0 if it is better off.
function worse(value, whole, target, wanted) {
  if (wanted === "value") return target === null ? 0 : Math.abs(target - value) - Math.abs(target - whole);
  return wanted === "increase" ? whole - value : value - whole;
}

function way(first, last, target, wanted) {
  if (wanted === "value" && target === null) return null;
  const nearer = wanted === "value"
    ? Math.abs(target - first) - Math.abs(target - last)
    : wanted === "increase"
    ? last - first
    : first - last;
  return nearer === 0 ? "no change" : nearer > 0 ? "right way" : "wrong way";
}

// values: [[year, value], ...], one at least; target: a number or null; groups: [[name, value], ...] of the latest
// year.
// Where nobody has said what is wanted, nothing is far, worse or the wrong way.
export function threeStatements(values, target, wanted, groups) {
  const series = [...values].sort(([one], [other]) => one - other);
  const [[firstYear, first], [lastYear, last]] = [series[0], series.at(-1)];
  let worst = null;
  for (const [name, value] of groups) {
    const gap = wanted ? worse(value, last, target, wanted) : 0;
    if (gap > 0 && (!worst || gap > worst[2])) worst = [name, value, gap];
  }
  const several = series.length > 1;
  return {
    baseline_year: firstYear,
    baseline: first,
    year: lastYear,
    value: last,
    distance: target === null || !wanted ? null : shortfall(last, target, wanted),
    worst: worst?.[0] ?? null,
    worst_value: worst?.[1] ?? null,
    worst_gap: worst?.[2] ?? null,
    change: several ? last - first : null,
    moves: several && wanted ? way(first, last, target, wanted) : null,
  };
}
