// What the numbers of a series say, beside the verdicts of the rules.
import { decimalsOf, fill, number } from "../kit/kit.js";
import { distanceOf } from "./method.js";

const SHORT = 5; // years from base to latest value below which a rule rests on little: this course's choice
const MOST_DIGITS = 4;
const LEAST_WAY = -0.005; // what is rounded to less than nothing

// How far it is, and what part of the way is done.
export function distanceWords(numbers, unit, strings) {
  const found = distanceOf(numbers);
  if (!found) return "";
  const said = strings.distance;
  if (!found.units) return said.reached;
  const digits = Math.min(Math.max(...[numbers.last, numbers.target].map(decimalsOf)), MOST_DIGITS);
  const value = number(found.units, digits);
  const units = unit.trim().startsWith("%") ? fill(said.points, { value }) : `${value} ${unit}`.trim();
  const way = !Number.isFinite(found.way)
    ? ""
    : found.way < LEAST_WAY
    ? said.back
    : fill(said.way, { way: number(100 * found.way, 0) });
  return [fill(said.away, { units }), way].filter(Boolean).join(" ");
}

// What a reader should know before she believes a verdict.
export function notesOf(numbers, rules, strings) {
  const { base, base_year, last_year, target, target_year } = numbers;
  const notes = [];
  if (!Number.isFinite(target)) notes.push(strings.no_target);
  if (last_year - base_year < SHORT) notes.push(fill(strings.short, { years: last_year - base_year }));
  if (base === 0) notes.push(strings.zero_base);
  if (target === 0) notes.push(strings.zero_target);
  if (Number.isFinite(target) && last_year >= target_year) notes.push(fill(strings.late, { year: target_year }));
  if (Number.isFinite(target) && target_year !== 2030) notes.push(fill(strings.other_year, { year: target_year }));
  if (Number.isNaN(rules.sdsn.value) && rules.sdsn.place === 4) notes.push(strings.no_bounds);
  return notes;
}

export function valueWords(name, { value }, aims, strings) {
  if (!Number.isFinite(value)) return strings.no_value;
  if (!aims && name !== "sdsn") return fill(strings.growth, { value: number(100 * value, 2) });
  if (name === "basque") return fill(strings.way, { value: number(100 * value, 0) });
  return fill(strings.times, { value: number(value, 2) });
}
