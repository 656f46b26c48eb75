// Codes of points, and what a group has gained: the rules of localsdg.workshop.codes and localsdg.workshop.gain.
import { FACTOR, ITEMS, LETTERS, NOT_TAKEN, PRIME, RARE, SMALL, SURE } from "./limits.js";

// before, after: points, or undefined for a test that was not taken.
export function codeOf(before, after) {
  const points = [before, after].map((each) => each ?? NOT_TAKEN).join("-");
  const rest = [...points].reduce((sum, sign) => (sum * FACTOR + sign.charCodeAt(0)) % PRIME, 0);
  return `${points}-${LETTERS[Math.floor(rest / LETTERS.length)]}${LETTERS[rest % LETTERS.length]}`;
}

// Gives { before, after }, or undefined if the text is no code, or one with a slip.
export function readCode(text) {
  const written = (text.toUpperCase().match(/[0-9A-Z]+/g) ?? []).join("-");
  const found = /^(\d{1,2}|X)-(\d{1,2}|X)-[A-Z]{2}$/.exec(written);
  if (!found) return undefined;
  const [before, after] = found.slice(1).map((each) => (each === NOT_TAKEN ? undefined : Number(each)));
  const whole = [before, after].every((each) => each === undefined || each <= ITEMS);
  return whole && codeOf(before, after) === written ? { before, after } : undefined;
}

function choose(all, some) {
  let ways = 1;
  for (let at = 1; at <= some; at += 1) ways = (ways * (all - some + at)) / at;
  return ways;
}

// The exact two-sided test of signs; who stayed the same says nothing.
function signs(rose, fell) {
  const moved = rose + fell;
  let tail = 0;
  for (let each = 0; each <= Math.min(rose, fell); each += 1) tail += choose(moved, each);
  return Math.min(1, (2 * tail) / 2 ** moved);
}

// The narrowest pair of ordered gains that holds the median with 95 % or more; undefined if there is none.
function interval(gains) {
  const count = gains.length;
  let outside = 0;
  let cut = 0;
  for (let below = 0; below < Math.floor(count / 2); below += 1) {
    outside += choose(count, below);
    if ((2 * outside) / 2 ** count > 1 - SURE) break;
    cut = below + 1;
  }
  return cut ? [gains[cut - 1], gains[count - cut]] : undefined;
}

const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
function median(ordered) {
  const half = Math.floor(ordered.length / 2);
  return ordered.length % 2 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

// pairs: [{ before, after }] of those who took both tests, one at least.
export function gainOf(pairs) {
  const gains = pairs.map(({ before, after }) => after - before).sort((one, other) => one - other);
  const [rose, fell] = [gains.filter((each) => each > 0).length, gains.filter((each) => each < 0).length];
  return {
    people: pairs.length,
    before: mean(pairs.map(({ before }) => before)),
    after: mean(pairs.map(({ after }) => after)),
    rose,
    fell,
    median: median(gains),
    interval: interval(gains),
    chance: signs(rose, fell),
  };
}

const signed = (value) => (value < 0 ? `${value}` : `+${value}`);
// As Python writes it: a tie goes to the even digit.
function rounded(value, digits) {
  const units = value * 10 ** digits;
  const tie = Number.isInteger(value * 4 * (digits ? 1 : 25)) && units % 1 === 0.5;
  return (tie ? (Math.floor(units) % 2 ? Math.ceil(units) : Math.floor(units)) / 10 ** digits : value).toFixed(digits);
}
function inHundred(chance, strings) {
  if (chance < RARE) return strings.hardly;
  return chance >= SMALL ? rounded(100 * chance, 0) : `${Number((100 * chance).toPrecision(1))}`;
}

// What can be said of a gain, in words that suit a small group: the name of each sentence, and what is filled in.
export function gainSentences(gain, strings) {
  const { people, rose, fell, chance } = gain;
  const said = (key, values = {}) => ({ key, values });
  const [low, high] = (gain.interval ?? []).map(signed);
  const key = fell > rose ? "worse" : chance <= 1 - SURE ? "sure" : "unsure";
  return [
    said("people", { people }),
    said("means", { before: rounded(gain.before, 1), after: rounded(gain.after, 1) }),
    said("moved", { rose, fell, same: people - rose - fell }),
    said(gain.interval ? "interval" : "no_interval", { median: signed(gain.median), low, high }),
    rose + fell ? said(key, { people, chance: inHundred(chance, strings) }) : said("nothing"),
    said("limits"),
  ];
}
