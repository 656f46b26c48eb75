// Amounts and shares as they are shown.
import { fill, number } from "../kit/kit.js";

// Hundredths, to the cent, as the page writes numbers.
export const money = (units) => number(units / 100, 2);
// An amount with its currency, if that is known.
export const inUnit = (text, unit) => (unit ? `${text} ${unit}` : text);
// One decimal, or as many as tell a share from nothing and from the whole; none for a whole number.
export function perCent(value, strings) {
  let digits = Number.isInteger(Number(value.toFixed(6))) ? 0 : 1;
  const told = () => [0, 100].every((limit) => value === limit || number(value, digits) !== number(limit, digits));
  while (digits > 0 && digits < 6 && !told()) digits += 1;
  return fill(strings.per_cent, { value: number(value, digits) });
}
