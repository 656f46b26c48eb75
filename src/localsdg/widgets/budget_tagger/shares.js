// What the tags of a line say: the names of its targets, and the shares that count.
import { targets } from "../kit/agenda.js";
import { shareOf } from "./entry.js";
import { restOf } from "./method.js";

const titles = new Map(targets.map(({ code, title }) => [code, title]));
export const titleOf = (code) => titles.get(code);
export const codeAndTitle = (code) => `${code} ${titleOf(code)}`;

// Shares of a line that count: a map by target; empty where they are more than 1 together.
export function sharesOf({ tags }) {
  const shares = tags.map(([code, text]) => [code, shareOf(text)]).filter(([, share]) => share >= 0);
  return restOf(shares.map(([, share]) => share)) < 0 ? new Map() : new Map(shares);
}
// What stands in the way: "more" (than 100 %, with the sum), "unread", or nothing.
export function faultOf({ tags }) {
  const shares = tags.map(([, text]) => shareOf(text));
  if (shares.some(Number.isNaN)) return { fault: "unread" };
  const sum = shares.reduce((all, share) => all + share, 0);
  return restOf(shares) < 0 ? { fault: "more", sum: 100 * sum } : {};
}
