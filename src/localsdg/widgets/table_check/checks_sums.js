// Checks of figures that belong together: totals and their parts, values and their numerator and denominator.
import { decimalsOf, isShare, nearest, powerOf, rounded } from "./checks_series.js";
import { WHOLE_SETS } from "./limits.js";
import { COLUMNS, UNKNOWN, WIDE } from "./names.js";
import { numberText } from "./numbers.js";
import { swappedRows } from "./series.js";
import { casefold, grouped, groupedBy } from "./words.js";

const isUsable = (material, row) => material.usable[row] && !swappedRows(material).has(row);

// 5, 10, 100 or 1000 where offices round most counts to it, so that nobody is recognised; else 0.
function roundedTo(values) {
  const counts = values.filter((value) => value % 1 === 0 && Math.abs(value) >= 20);
  if (counts.length < 10 || counts.length < 0.5 * values.length) return 0;
  const bases = [[1000, 0.9], [100, 0.9], [10, 0.9], [5, 0.4]]; // by chance, one in five is divisible by 5
  const found = bases.find(([base, part]) =>
    counts.filter((value) => value % base === 0).length / counts.length >= part
  );
  return found ? found[0] : 0;
}

// Whether the parts of a total are a whole by their names, such as female and male.
function isWholeByName(names) {
  const small = names.map(casefold);
  return WHOLE_SETS.some((set) =>
    names.length === set.length && small.filter((name) => set.includes(name)).length === set.length
  );
}

// The totals and their parts: [{ row, outer, which, sum, gap, agrees, whole }].
function totalsWithParts(material, place, values, good) {
  const names = material.names(place);
  const others = material.named.filter((each) => each !== place);
  const [outer, keys] = [material.combined(others), material.combinedWithYear(others)];
  const wholes = groupedBy(good.filter((row) => !names[row]), (row) => keys[row]);
  const parts = groupedBy(good.filter((row) => names[row]), (row) => keys[row]);
  // Two totals for one figure are reported elsewhere.
  const pairs = [...wholes].filter(([, rows]) => rows.length === 1).map((
    [key, [row]],
  ) => [key, row, parts.get(key) ?? []]);
  const base = roundedTo(pairs.flatMap(([, row, own]) => [row, ...own]).map((row) => values[row]));
  const found = [];
  for (const [, row, own] of pairs) {
    if (own.length < 2) continue;
    const sum = own.reduce((total, part) => total + values[part], 0);
    const decimals = Math.max(decimalsOf(values[row]), ...own.map((part) => decimalsOf(values[part])));
    const isRounded = base > 0 && [row, ...own].every((each) => values[each] % base === 0);
    const digit = isRounded ? base : powerOf(-decimals);
    found.push({
      row,
      sum,
      key: `${outer[row]}\u0002${own.map((part) => names[part]).sort().join("\u0001")}`,
      agrees: Math.abs(values[row] - sum) <=
        Math.max(0.5 * (own.length + 1) * digit, 1e-5 * Math.abs(values[row])),
      isWhole: decimals === 0 && isWholeByName(own.map((part) => names[part])) &&
        Math.abs(sum - values[row]) / Math.max(values[row], 1e-12) <= 0.1,
    });
  }
  return found;
}

function totalsOf(material, t, place, figures, good) {
  const values = material.values(figures);
  const { name } = material.columns[place];
  const wrong = [];
  for (const group of groupedBy(totalsWithParts(material, place, values, good), ({ key }) => key).values()) {
    const times = group.filter(({ agrees }) => agrees).length;
    const complete = times / group.length >= (group.length < 6 ? 0.6 : 0.8) && times >= 2;
    for (const each of group.filter(({ agrees }) => !agrees)) {
      const byName = each.isWhole && (times === 0 || complete) && group.length <= 2;
      if (complete || byName) wrong.push(each);
    }
  }
  return wrong.sort((a, b) => a.row - b.row).map(({ row, sum }) => ({
    row: material.rows[row],
    column: material.columns[figures].name,
    found: t("found", { total: numberText(values[row]), name, sum: numberText(rounded(sum, 6)) }),
    expected: t("expected"),
    repair: t("repair", { name }),
  }));
}

// Totals that differ from the sum of their parts, where the parts are known to be complete counts: they add up in most
// of the years, or are a whole by their names. Percentages are left out.
function totalNotSum(material, t) {
  const { form, values: columns, measures, breakdowns } = material.layout;
  if ([WIDE, COLUMNS, UNKNOWN].includes(form)) return [];
  return [columns[0], ...measures].flatMap((figures) => {
    const values = material.values(figures);
    const isFigure = columns.includes(figures);
    const good = material.all.filter((row) =>
      isUsable(material, row) && !Number.isNaN(values[row]) &&
      !(isFigure && isShare(material, { row, column: figures }))
    );
    if (!good.length) return [];
    return breakdowns.filter((place) => material.distinct(place).length > 2)
      .flatMap((place) => totalsOf(material, t, place, figures, good));
  });
}

// The last digit that most of some values are given to: 0.1 for one decimal.
function usualDigit(values) {
  const decimals = values.map(decimalsOf).sort((a, b) => a - b);
  return powerOf(-decimals[Math.floor(0.9 * (decimals.length - 1))]);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

// The rows of an indicator that do not agree, where most do; where they do not, the columns mean something else.
function ratiosOf(rows) {
  const power = nearest(median(rows.map(({ value, ratio }) => Math.log10(value / ratio))));
  const digits = ["value", "upper", "lower"].map((name) => usualDigit(rows.map((each) => each[name])));
  const checked = rows.map((each) => {
    const right = each.ratio * powerOf(power);
    const rounding = digits[1] / each.upper + digits[2] / each.lower;
    const agrees = Math.abs(each.value - right) <= 0.6 * digits[0] + 0.6 * Math.abs(right * rounding);
    return { ...each, right, power, agrees };
  });
  const isUsual = checked.filter(({ agrees }) => agrees).length / checked.length >= 0.8;
  return { digit: digits[0], wrong: isUsual ? checked.filter(({ agrees }) => !agrees) : [] };
}

// Values that do not agree with the numerator and the denominator beside them. The factor, such as 100 for per cent, is
// taken from most rows of an indicator; the tolerance follows from the digits that are given.
function valueNotRatio(material, t) {
  const { form, roles, values: [place] } = material.layout;
  if ([WIDE, COLUMNS, UNKNOWN].includes(form) || roles.numerator === undefined || roles.denominator === undefined) {
    return [];
  }
  const [value, upper, lower] = [place, roles.numerator, roles.denominator].map((each) => material.values(each));
  const rows = material.all.filter((row) => isUsable(material, row))
    .map((row) => ({ row, value: value[row], upper: upper[row], lower: lower[row], ratio: upper[row] / lower[row] }))
    .filter((each) => Number.isFinite(each.value / each.ratio) && each.value / each.ratio > 0);
  if (!rows.length) return [];
  const names = roles.indicator === undefined ? null : material.names(roles.indicator);
  const groups = [...groupedBy(rows, ({ row }) => (names ? names[row] : "")).values()].map(ratiosOf);
  const digits = Math.trunc(-Math.log10(Math.min(...groups.map(({ digit }) => digit)))) + 1;
  const wrong = groups.flatMap((group) => group.wrong).sort((a, b) => a.row - b.row);
  const [one, other] = [roles.numerator, roles.denominator].map((each) => material.columns[each].name);
  return wrong.map((each) => ({
    row: material.rows[each.row],
    column: material.columns[place].name,
    found: t(each.power ? "found_times" : "found", {
      value: numberText(each.value),
      upper: numberText(each.upper),
      lower: numberText(each.lower),
      factor: grouped(nearest(powerOf(each.power))),
      right: numberText(rounded(each.right, digits)),
    }),
    expected: t("expected", { one, other }),
    repair: t("repair"),
  }));
}

export const SUM_CHECKS = { "total-not-sum": totalNotSum, "value-not-ratio": valueNotRatio };
