// Checks that compare figures with each other: percentages, jumps, zeros, rows twice, gaps, units.
import { headRow } from "./checks_file.js";
import { isSurelyEqual, signOf } from "./inherit.js";
import { STABLE, VERY_STABLE } from "./limits.js";
import { COLUMNS, NO_SHARES, UNKNOWN, WIDE, yearOf } from "./names.js";
import { numberText } from "./numbers.js";
import { cellsOf, contradictingPairs, figuresOf, manyContradict, repeatedRows } from "./series.js";
import { grouped, groupedBy, range } from "./words.js";

const MANY = 3; // percentages outside 0 to 100 that are no slip
const PERCENT = /%|per ?cent|percent|porcent|porcient|pourcent|prozent|\bpct\b/i;
const NO_SHARE = new RegExp(
  "growth|change|increase|decrease|reduction|variation|difference|deviation|index|percent(?:age)? points?|\\bpp\\b" +
    "|crecimiento|variaci|croissance|wachstum|crescimento|veränderung|evolution|ratio|gross enrol|execution|budget",
  "i",
);
const isPercent = (...words) => PERCENT.test(words.join(" ")) && !NO_SHARE.test(words.join(" "));

const bySeries = (cells) => [...groupedBy(cells, ({ series }) => series).values()];
export const powerOf = (step) => Number(`1e${step}`);
export function nearest(number) { // halves go to the even neighbour
  const whole = Math.floor(number);
  const rest = number - whole;
  if (rest !== 0.5) return rest < 0.5 ? whole : whole + 1;
  return whole % 2 === 0 ? whole : whole + 1;
}
// How many decimals a value has, up to six.
export function decimalsOf(value) {
  for (let places = 0; places < 6; places += 1) {
    const scaled = value * 10 ** places;
    if (Math.abs(scaled - nearest(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled) * 1e-6)) return places;
  }
  return 6;
}

export const rounded = (number, digits) => (Math.abs(number) < 1e15 ? Number(number.toFixed(digits)) : number);
const figure = (value, t) => numberText(value) || t("empty_cell");

// Whether a value is per cent of a whole, by unit, sign, indicator or heading.
export function isShare(material, { row, column }) {
  const { roles, form, meanings, values } = material.layout;
  if (form === COLUMNS) return isPercent(material.columns[column].name, meanings[column]?.unit ?? "");
  if (NO_SHARES.has(material.codeOfFile)) return false;
  const unit = roles.unit === undefined ? "" : material.names(roles.unit)[row];
  let found = isPercent(unit);
  if (!unit) {
    const byHeading = values.some((place) => isPercent(material.columns[place].name));
    found = byHeading || values.some((place) => signOf(material, place, row) === "%");
  }
  if (roles.indicator === undefined) return found;
  const indicator = material.names(roles.indicator)[row];
  if (NO_SHARES.has(indicator) || NO_SHARE.test(indicator)) return false;
  return found || (!unit && isPercent(indicator));
}

// Faults in the order of columns, and in a column of rows.
function byColumn(material, cells, faultOf) {
  const sorted = [...cells].sort((a, b) => a.cell.column - b.cell.column || a.cell.row - b.cell.row);
  return sorted.map((each) => ({
    row: material.rows[each.cell.row],
    column: material.columns[each.cell.column].name,
    ...faultOf(each),
  }));
}

function impossiblePercentage(material, t) {
  const cells = cellsOf(material).filter(({ value }) => !Number.isNaN(value));
  const outside = ({ value }) => value < 0 || value > 100;
  if (!cells.some(outside)) return [];
  // Where many figures lie outside, they are no shares of a whole, whatever the unit says.
  const shares = cells.filter((cell) => isShare(material, cell));
  const kinds = groupedBy(shares, ({ unit, column }) => `${unit}\u0001${column}`);
  const found = [];
  for (const kind of kinds.values()) {
    const out = kind.filter(outside);
    if (out.length < MANY || out.length <= 0.05 * kind.length) found.push(...out);
  }
  return byColumn(material, found.map((cell) => ({ cell })), ({ cell: { value } }) => ({
    found: figure(value, t),
    expected: t("expected"),
    repair: t(value < 0 ? "below" : "above"),
  }));
}

const least = (values) => values.reduce((a, b) => (b < a ? b : a), Infinity);
const largest = (values) => values.reduce((a, b) => (b > a ? b : a), -Infinity);

// Whether a series says one thing for each time: others do not go on in time.
const isInTime = (cells) =>
  cells.every(({ order, value }, at) => !at || order !== cells[at - 1].order || value === cells[at - 1].value);

// Figures that stand about 10, 100 or 1000 times above or below the rest of an otherwise stable series: { cell, power,
// low, high }, the last two being of the other figures.
function jumpsIn(series) {
  const cells = series.filter(({ value }) => value > 0);
  if (!isInTime(cells)) return [];
  const values = cells.map(({ value }) => value);
  if (values.length < 3 || largest(values) < 4 * least(values)) return [];
  const middle = [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  const powers = values.map((value) => nearest(Math.log10(value / middle)));
  const calm = values.filter((_, at) => powers[at] === 0);
  const [low, high] = [least(calm), largest(calm)];
  const stable = (power) =>
    Math.abs(power) === 1 ? high <= VERY_STABLE * low && calm.length >= 3 : high <= STABLE * low && calm.length >= 2;
  const isNear = (value, power) => value / powerOf(power) >= low * 0.8 && value / powerOf(power) <= high * 1.25;
  // A series with other leaps has no usual size.
  if (values.some((value, at) => powers[at] !== 0 && !isNear(value, powers[at]))) return [];
  return cells.flatMap((cell, at) => {
    const [power, { value }] = [powers[at], cell];
    if (power === 0 || Math.abs(power) > 3 || !stable(power)) return [];
    const scaled = value / powerOf(power);
    const big = Math.min(value, low) >= 20 || value % 1 !== 0 || low % 1 !== 0; // no counts of few cases
    const within = Math.abs(power) === 1 ? 1.15 : 1.34;
    const goesOn = [powers.lastIndexOf(0, at), powers.indexOf(0, at)].filter((other) => other >= 0).every((other) => {
      const ratio = scaled / values[other]; // the figure before, and the one after
      return ratio <= within && ratio >= 1 / within;
    });
    return big && goesOn ? [{ cell, power, low, high }] : [];
  });
}

// Whether a jump is a fraction among percentages, or a percentage among fractions.
const isFraction = ({ cell: { value }, power, low, high }) =>
  (power === -2 && value <= 1 && high <= 100 && low > 1) || (power === 2 && value <= 100 && value > 1 && high <= 1);

function around({ low, high }, t) {
  const [first, last] = [numberText(low), numberText(high)];
  return low === high ? t("around_one", { first }) : t("around", { first, last });
}

function percentAndFraction(material, t) {
  const jumps = bySeries(cellsOf(material)).flatMap(jumpsIn).filter(isFraction);
  return byColumn(material, jumps, (jump) => {
    const { cell: { value }, power } = jump;
    const meant = numberText(rounded(value / powerOf(power), 10));
    return {
      found: figure(value, t),
      expected: around(jump, t),
      repair: t(power < 0 ? "fraction" : "percentage", { value: numberText(value), meant }),
    };
  });
}

function unitJump(material, t) {
  return figuresOf(material).flatMap((cells, number) => {
    let jumps = bySeries(cells).flatMap(jumpsIn);
    if (!number) { // those are said already
      jumps = jumps.filter((jump) => !isFraction(jump) && !(jump.cell.value > 100 && isShare(material, jump.cell)));
    }
    return byColumn(material, jumps, (jump) => ({
      found: figure(jump.cell.value, t),
      expected: around(jump, t),
      repair: t(jump.power > 0 ? "large" : "small", { times: 10 ** Math.abs(jump.power) }),
    }));
  });
}

function zeroAmongFigures(material, t) {
  return figuresOf(material).flatMap((cells) => {
    const found = bySeries(cells).flatMap((series) => {
      const known = series.filter(({ value }) => value >= 0);
      if (!isInTime(known)) return [];
      const zeros = known.filter(({ value }) => value === 0);
      const values = known.map(({ value }) => value);
      const low = least(values.filter((value) => value !== 0));
      const high = largest(values);
      const whole = values.every((value) => value % 1 === 0);
      const steps = low / powerOf(-Math.max(0, ...values.map(decimalsOf))); // how far the smallest is from zero
      const odd = zeros.length > 0 && known.length - zeros.length >= 3 * zeros.length &&
        high <= VERY_STABLE * low && steps >= (whole ? 10 : 50);
      return odd ? zeros.map((cell) => ({ cell, low, high })) : [];
    });
    return byColumn(material, found, (each) => ({ found: "0", expected: around(each, t), repair: t("repair") }));
  });
}

function duplicateRow(material, t) {
  const pairs = repeatedRows(material).filter(({ equal }) => equal);
  return pairs.map(({ row, first }) => {
    const safe = isSurelyEqual(material, row, first);
    return {
      row: material.rows[row],
      found: t("found", { row: material.rows[first] }),
      expected: t("expected"),
      repair: t(safe ? "repair" : "look"),
      safe,
    };
  });
}

function contradictingRows(material, t) {
  const { form, values: [place] } = material.layout;
  if (form === UNKNOWN) return [];
  const pairs = contradictingPairs(material);
  if ([COLUMNS, WIDE].includes(form)) {
    if (manyContradict(material)) { // a person has said what the columns are, and they do not tell the rows apart
      const [row, other] = [pairs[0].row, pairs[0].first].map((each) => material.rows[each]);
      const found = t("many_found", { count: grouped(pairs.length), row, other });
      return [{ found, expected: t("many_expected"), repair: t("many_repair"), severity: "warning" }];
    }
    const kind = form === COLUMNS ? "columns" : "wide";
    return pairs.map(({ row, first }) => ({
      row: material.rows[row],
      found: t(`${kind}_found`, { row: material.rows[first] }),
      expected: t(`${kind}_expected`),
      repair: t("columns_repair"),
      severity: "warning",
    }));
  }
  const values = material.values(place);
  return pairs.map(({ row, first }) => {
    const [mine, other] = [numberText(values[row]), numberText(values[first])];
    const texts = { mine: mine || t("empty_cell"), row: material.rows[first], other: other || t("nothing") };
    const found = mine === other ? t("found_same", { ...texts, mine }) : t("found", texts);
    const column = material.columns[place].name;
    return { row: material.rows[row], column, found, expected: t("expected"), repair: t("repair") };
  });
}

// ---- gaps

// A year, or a decimal one, as people write it.
const yearText = (number) => String(Number(number.toPrecision(15)));
function yearsBetween(first, step, end) {
  return range(Math.max(Math.ceil((end - first - step) / step), 0)).map((at) => yearText(first + step * (at + 1)));
}

// Years that have no column of their own.
function wideGaps(material, t) {
  const years = [...new Set(material.layout.values.map((place) => yearOf(material.columns[place].name) || 0))]
    .sort((a, b) => a - b);
  const steps = years.slice(1).map((year, at) => year - years[at]);
  if (steps.length < 2) return [];
  const usual = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)];
  return steps.flatMap((step, at) => {
    if (step <= usual) return [];
    const [first, next] = [years[at], years[at + 1]];
    const texts = { found: t("found", { first, next }), repair: t("wide_repair") };
    const expected = t("wide_expected", { years: yearsBetween(first, usual, next).join(", ") });
    return [{ row: headRow(material), column: String(first), expected, ...texts }];
  });
}

// The gaps of a series that has a figure each year, or every second year and so on: { first, step, usual, row }.
function gapsIn(cells) {
  const steps = [];
  cells.slice(1).forEach(({ order }, at) => {
    const step = order - cells[at].order;
    if (step > 0) steps.push({ step, first: cells[at].order, row: cells[at].row });
  });
  const long = steps.map(({ step }) => step);
  if (long.length < 2 || least(long) === largest(long)) return [];
  const usual = [...long].sort((a, b) => a - b)[Math.floor((long.length - 1) / 2)];
  return steps.filter(({ step }) => step > usual).map((each) => ({ ...each, usual }));
}

function missingYears(material, t) {
  const { form, roles } = material.layout;
  if (form === UNKNOWN) return [];
  if (form === WIDE) return wideGaps(material, t);
  const known = cellsOf(material).filter(({ order }) => !Number.isNaN(order));
  const names = roles.indicator === undefined ? null : material.names(roles.indicator);
  const gaps = bySeries(known).flatMap(gapsIn).map((gap) => ({ ...gap, name: names ? names[gap.row] : "" }));
  const places = new Map((names ? material.distinct(roles.indicator) : [""]).map((name, at) => [name, at]));
  const groups = [
    ...groupedBy(gaps, ({ name, first, step, usual }) => [name, first, step, usual].join("\u0001")).values(),
  ];
  groups.sort(([a], [b]) =>
    places.get(a.name) - places.get(b.name) || a.first - b.first || a.step - b.step || a.usual - b.usual
  );
  return groups.map((group) => {
    const [{ name, first, step, usual }] = group;
    const next = first + step;
    const values = { first: yearText(first), next: yearText(next), name, series: grouped(group.length) };
    return {
      row: least(group.map(({ row }) => material.rows[row])),
      column: roles.year === undefined ? "" : material.columns[roles.year].name,
      found: t("found", values) + (name ? ` ${t("of", values)}` : "") +
        (group.length > 1 ? t("in_series", values) : ""),
      expected: t("expected", { years: yearsBetween(first, usual, next).join(", ") }),
      repair: t("repair"),
    };
  });
}

// ---- units

function mixedUnits(material, t) {
  const { form, roles } = material.layout;
  if (roles.unit === undefined || [WIDE, COLUMNS, UNKNOWN].includes(form)) return [];
  const words = material.distinct(roles.unit);
  if (words.length <= 2) return [];
  const places = new Map(words.map((word, at) => [word, at]));
  const found = [];
  for (const cells of groupedBy(cellsOf(material).filter(({ unit }) => unit), ({ group }) => group).values()) {
    const units = groupedBy(cells, ({ unit }) => unit);
    const years = groupedBy(cells, ({ period }) => period);
    const overlapping = [...years.values()].some((own) => new Set(own.map(({ unit }) => unit)).size > 1);
    if (units.size < 2 || overlapping) continue; // two units in the same year are two series
    const ranked = [...units].sort(([a, own], [b, other]) =>
      own.length - other.length || places.get(a) - places.get(b)
    );
    const [usual] = ranked.at(-1);
    found.push(...cells.filter(({ unit }) => unit !== usual).map((cell) => ({ ...cell, usual })));
  }
  return found.sort((a, b) => a.row - b.row).map(({ row, unit, usual }) => ({
    row: material.rows[row],
    column: material.columns[roles.unit].name,
    found: unit,
    expected: t("expected", { unit: usual }),
    repair: t("repair"),
  }));
}

export const SERIES_CHECKS = {
  "negative-or-over-100": impossiblePercentage,
  "percent-and-fraction": percentAndFraction,
  "unit-jump": unitJump,
  "zero-among-figures": zeroAmongFigures,
  "duplicate-row": duplicateRow,
  "contradicting-rows": contradictingRows,
  "missing-years": missingYears,
  "mixed-units": mixedUnits,
};
