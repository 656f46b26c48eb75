// The formulas of the review, and every figure of an annex computed again from its rows; the same as
// localsdg/review/recomputing.py. Formulas and faults come from there.
import { DERIVED, FORMULA_FAULTS, FORMULA_TEXTS, SUPPRESSED, TOLERANCE, ZERO } from "./limits.js";
import { digits } from "./words.js";

// What Python refuses, JavaScript counts as infinite.
class NoNumber extends Error {}
function over(one, other) {
  if (other === 0) throw new NoNumber();
  return one / other;
}
// The last digits of powers and logarithms differ from one computer to another.
const steady = (number) => Number.isFinite(number) ? Number(digits(number, 13)) : number;
function power(base, exponent) {
  if (base === 0 && exponent < 0) throw new NoNumber();
  const found = base ** exponent;
  if (Math.abs(found) === Infinity && Number.isFinite(base) && Number.isFinite(exponent)) throw new NoNumber();
  return steady(found);
}
function log(number) {
  if (number <= 0) throw new NoNumber();
  return steady(Math.log(number));
}

const per = (times) => (numerator, denominator) => over(times * numerator, denominator);
function growth(first, last, years) {
  if (first === 0 || last / first < 0) throw new NoNumber();
  return power(last / first, over(1, years)) - 1;
}
function pace(baseYear, base, year, latest, targetYear, target, wanted) {
  const sign = wanted * (base < 0 ? -1 : 1);
  return over(sign * growth(base, latest, year - baseYear), Math.abs(growth(base, target, targetYear - baseYear)));
}
const canada = (baseYear, base, year, latest, targetYear, target, wanted) =>
  pace(baseYear, base || ZERO, year, latest, targetYear, target || ZERO, wanted);
function basque(baseYear, base, year, latest, targetYear, target, wanted) {
  const expected = latest * power(1 + growth(base, latest, year - baseYear), targetYear - year);
  return over(wanted * (expected - base), Math.abs(target - base));
}
const land = (y0, p0, v0, y1, p1, v1) => over(over(over(v1 - v0, v0), y1 - y0), over(log(over(p1, p0)), y1 - y0));
const landEarlier = (y0, p0, v0, y1, p1, v1) =>
  over(over(log(over(v1, v0)), y1 - y0), over(log(over(p1, p0)), y1 - y0));

const COMPUTE = {
  "share": per(100),
  "rate of 1,000": per(1000),
  "rate of 10,000": per(10_000),
  "rate of 100,000": per(100_000),
  "ratio": per(1),
  "8.6.1": (youth, employed, studying) => over(100 * (youth - employed - studying), youth),
  "11.5.1": (deaths, missing, affected, population) => over(100_000 * (deaths + missing + affected), population),
  "11.6.1": (generated, controlled) => over(100 * controlled, generated),
  "11.7.1": (space, streets, area) => over(100 * (space + streets), area),
  "11.3.1": land,
  "11.3.1, earlier": landEarlier,
  "distance upward": (latest, target) => Math.max(target - latest, 0),
  "distance downward": (latest, target) => Math.max(latest - target, 0),
  "distance to a value": (latest, target) => Math.abs(target - latest),
  "change": (baseline, latest) => latest - baseline,
  "way done": (baseline, latest, target) => over(100 * (latest - baseline), target - baseline),
  "gap to all": (group, everybody) => group - everybody,
  "UN progress chart": pace,
  "Statistics Canada": canada,
  "Basque Country": basque,
};

// By id: { components, unit, words, version, compute }.
export const FORMULAS = Object.fromEntries(
  FORMULA_TEXTS.map(([name, components, unit, words, version]) => [
    name,
    { components, unit, words, version, compute: COMPUTE[name] },
  ]),
);

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
// What a person should read of a figure that cannot be computed.
export class FigureError extends Error {
  constructor(fault, values) {
    super(filled(FORMULA_FAULTS[fault], values));
  }
}

// The result of a formula; components: numbers by name, as a plain object. Throws a FigureError, whose message says why
// there is none.
export function compute(formula, components) {
  if (!Object.hasOwn(FORMULAS, formula)) {
    throw new FigureError("no formula", { formula, formulas: Object.keys(FORMULAS).join(", ") });
  }
  const known = FORMULAS[formula];
  const lacking = known.components.filter((name) => !(name in components));
  if (lacking.length) throw new FigureError("lacks", { formula, lacking: lacking.join(", ") });
  let found = NaN;
  try {
    found = known.compute(...known.components.map((name) => components[name]));
  } catch (error) {
    if (!(error instanceof NoNumber)) throw error;
  }
  if (!Number.isFinite(found)) throw new FigureError("no number", { formula });
  return found;
}

export function isClose(one, other, relative = TOLERANCE, absolute = 0) {
  if (one === other) return true;
  const apart = Math.abs(one - other);
  return apart <= Math.max(relative * Math.max(Math.abs(one), Math.abs(other)), absolute) && apart !== Infinity;
}
const isSame = (one, other) => isClose(one, other, TOLERANCE, TOLERANCE);

function numberIn(text) {
  const bare = text.replace(/^'+/, "").trim();
  const found = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : NaN;
  return Number.isFinite(found) ? found : null;
}

// Every derived figure of an annex computed again, from its rows alone: { figure, said, found, fault } for each that is
// shown. The fault is empty if the annex says what comes out here.
export function recomputed(rows) {
  const [figures, parts, found] = [new Map(), new Map(), new Map()];
  for (const row of rows) {
    if (!row.component) figures.set(row.figure, row);
    else if (parts.has(row.figure)) parts.get(row.figure).push(row);
    else parts.set(row.figure, [row]);
  }
  function valueOf(name, before = []) {
    if (found.has(name)) return found.get(name);
    if (before.includes(name) || !figures.has(name)) throw new FigureError("no figure", { name });
    const row = figures.get(name);
    const number = row.kind === DERIVED ? compute(row.formula, componentsOf(name, before)) : numberIn(row.value);
    if (number === null) throw new FigureError("empty", { name });
    found.set(name, number);
    return number;
  }
  function componentsOf(name, before) {
    const numbers = {};
    for (const row of parts.get(name) ?? []) {
      const said = numberIn(row.value);
      const number = row.from ? valueOf(row.from, [...before, name]) : said;
      if (number === null) throw new FigureError("empty", { name: `${row.component} of ${name}` });
      if (row.from && (said === null || !isSame(said, number))) {
        const { component, value, from: origin } = row;
        throw new FigureError("differs", { component, value, origin, name, number: digits(number) });
      }
      numbers[row.component] = number;
    }
    return numbers;
  }
  const check = ([name, row]) => {
    const said = numberIn(row.value);
    try {
      const number = valueOf(name);
      const fault = said !== null && isSame(said, number) ? "" : FORMULA_FAULTS["another value"];
      return { figure: name, said, found: number, fault };
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      return { figure: name, said, found: null, fault: error.message };
    }
  };
  const isShown = ([, row]) => row.kind === DERIVED && row.status !== SUPPRESSED;
  return [...figures].filter(isShown).map(check);
}
