// Texts in the order and in the form that Python gives them, so that both write the same review.
import { fixed, inOrder } from "./words.js";

// The pairs of a record, in the order of their names.
export const byCode = (record) => Object.entries(record).sort(([one], [other]) => inOrder(one, other));

// A text with a capital at its beginning, and small letters after it. A Georgian word begins with no capital.
export function capitalized(text) {
  const [first = ""] = text;
  const [capital = "", ...others] = /[\u10d0-\u10ff]/.test(first) ? first : first.toUpperCase();
  return capital + others.join("").toLowerCase() + text.toLowerCase().slice(first.toLowerCase().length);
}

// A score with its sign, without decimals.
export const signed = (value) => (value < 0 ? "−" : "+") + fixed(Math.abs(value), 0);

// The first day that a text names, such as "2027-03-01", and the day after it; undefined without one.
export function daysOf(text) {
  const found = /[0-9]{4}-[0-9]{2}-[0-9]{2}/.exec(text)?.[0] ?? "";
  const date = new Date(`${found}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== found || found < "0001") return;
  date.setUTCDate(date.getUTCDate() + 1);
  const next = date.toISOString().slice(0, 10);
  return next < found ? undefined : [found, next];
}
