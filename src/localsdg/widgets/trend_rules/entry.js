// An entry of the workbook as the numbers that the rules take.
import { typedNumber } from "../kit/typed_numbers.js";

export const NUMBERS = ["base_year", "base", "last_year", "last", "target_year", "target", "worst", "best", "green"];

const isPercent = (unit) => String(unit ?? "").trim().startsWith("%");

// What belongs to the numbers: whether they are per cent, and the limit that a rising share has.
/** @returns {Record<string, any>} */
export function withUnit(numbers, unit, wanted) {
  const percentage = isPercent(unit);
  return { ...numbers, wanted, percentage, limit: percentage && wanted === "increase" ? 100 : NaN };
}

export function numbersOf(entry) {
  const read = NUMBERS.map((name) => [name, typedNumber(String(entry[name] ?? ""), entry.unit ?? "").value ?? NaN]);
  return withUnit(Object.fromEntries(read), entry.unit, entry.wanted);
}
