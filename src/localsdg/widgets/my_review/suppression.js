// Small numbers of people are hidden, with all that would give them away. The same as localsdg/review/suppression.py,
// which says the rules.
import { strip } from "../table_check/words.js";
import { Figure, keyOf, sameIndicator, valuesOf } from "./figures.js";
import { GROUP, HIDDEN, NO_PEOPLE, SMALLEST_COUNT, THINGS } from "./limits.js";
import { fixedIn } from "./linear.js";
import { casefold, inOrder, words } from "./words.js";

const BUSY = ["employed", "not employed, in education or training"];

// Whether the components of a figure may be people. What is not known to be a thing is taken for people.
export function countsPeople(figure) {
  if (NO_PEOPLE.some((code) => sameIndicator(figure.key.indicator, code))) return false;
  const units = [...figure.parts.values()].map((part) => casefold(part.unit)).join(" ");
  const each = words(units);
  return !THINGS.some((word) => each.includes(word) || (word.length > 3 && units.includes(word)));
}

// How many people a figure counts, and of how many; null if its components do not say it.
export function countsOf(figure) {
  const parts = valuesOf(figure.parts);
  const has = (name) => figure.parts.has(name);
  if (has("numerator") && has("denominator")) return [parts.numerator, parts.denominator];
  if (!has("youth")) return null;
  const busy = BUSY.reduce((sum, name) => sum + (has(name) ? parts[name] : 0), 0);
  return [parts.youth - busy, parts.youth];
}

// Pairs of a breakdown and its word, in order: ["area", "North"], ["sex", "female"].
function placeOf({ key: { group, area } }) {
  const found = new Map();
  const add = (name, word) => found.set(`${name}\n${word}`, [name, word]);
  for (const part of group.split("; ").filter(Boolean)) {
    const at = part.indexOf(":");
    if (at < 0) add("group", strip(part));
    else add(strip(part.slice(0, at)), strip(part.slice(at + 1)));
  }
  if (area) add("area", area);
  return [...found.keys()].sort(inOrder).map((text) => found.get(text));
}
const textOf = (place) => place.map((pair) => pair.join("\n")).join("\n\n");

const isSmall = ([counted, of], least) =>
  (counted > 0 && counted < least) || (of - counted > 0 && of - counted < least) || of < GROUP * least;

// Hides what must be hidden among the figures of one indicator; gives how many are hidden.
export function suppress(figures, least = SMALLEST_COUNT) {
  const byYear = new Map();
  for (const figure of figures) {
    if (!figure.formula || !countsPeople(figure) || !countsOf(figure)) continue;
    const { year } = figure.key;
    if (byYear.has(year)) byYear.get(year).push(figure);
    else byYear.set(year, [figure]);
  }
  return [...byYear.values()].map((each) => oneYear(each, least)).reduce((sum, each) => sum + each, 0);
}

function oneYear(figures, least) {
  const counts = new Map(figures.map((each) => [each, countsOf(each)]));
  for (const each of figures) each.hidden = isSmall(counts.get(each), least) ? HIDDEN : "";
  const sums = sumsOf(figures, counts);
  for (;;) {
    let more = 0;
    for (const [total, members] of sums) more += Number(oneLine(total, members, counts, least));
    if (!more && !openOneMore(sums, counts)) break;
  }
  return figures.filter((each) => each.hidden).length;
}

// Each total with its parts. Of a total that the table does not have, readers may know it from elsewhere.
function sumsOf(figures, counts) {
  const places = new Map(
    figures.map((each) => placeOf(each)).map((place, at) => [textOf(place), [place, figures[at]]]),
  );
  const lines = new Map();
  for (const [place, each] of places.values()) {
    for (const pair of place) {
      const total = textOf(place.filter((other) => other !== pair));
      const key = `${total}\n\n\n${pair[0]}`;
      if (!lines.has(key)) lines.set(key, [total, []]);
      lines.get(key)[1].push(each);
    }
  }
  for (const [total, members] of lines.values()) {
    if (places.has(total)) continue;
    const unknown = new Figure(keyOf("", ""));
    places.set(total, [[], unknown]);
    const sum = (side) => members.reduce((all, each) => all + counts.get(each)[side], 0);
    counts.set(unknown, [sum(0), sum(1)]);
  }
  return [...lines.values()].map(([total, members]) => [places.get(total)[1], members]);
}

// How many people a figure counts, or how many of them it does not count.
function sideOf(counts, figure, side) {
  const [counted, of] = counts.get(figure);
  return side ? of - counted : counted;
}

// Hides one more figure of a line with a total, if the hidden one could be found by subtraction.
function oneLine(total, members, counts, least) {
  const hidden = members.filter((each) => each.hidden);
  // Of one part alone, nothing can be subtracted.
  if (!hidden.length || total.hidden || members.length === 1) return false;
  const sums = [0, 1].map((side) => hidden.reduce((sum, each) => sum + sideOf(counts, each, side), 0));
  if (hidden.length > 1 && Math.min(...sums) >= least) return false;
  hideOneOf(total, members, counts, Number(hidden.length > 1 && sums[0] >= least));
  return true;
}

function hideOneOf(total, members, counts, side) {
  const left = members.filter((each) => !each.hidden);
  const shown = left.length ? left : [total];
  if (shown[0].hidden) return false;
  const size = (each) => sideOf(counts, each, side) || Infinity; // a zero protects nobody, so it is hidden last
  const smallest = shown.reduce((best, each) => size(each) < size(best) ? each : best);
  smallest.hidden = HIDDEN;
  return true;
}

// Hides one more figure, if the shown numbers of all lines together leave a hidden one only its own value.
function openOneMore(all, counts) {
  const sums = all.filter(([, members]) => members.length > 1);
  const times = new Map();
  for (const each of sums.flatMap(([total, members]) => [total, ...members])) {
    if (each.hidden) times.set(each, (times.get(each) ?? 0) + 1);
  }
  // Lines that share no hidden figure were judged one by one.
  if (![...times.values()].some((count) => count > 1)) return false;
  for (const side of [0, 1]) {
    const fixed = fixedOf(sums, [...times.keys()], (each) => sideOf(counts, each, side) === 0);
    for (const [total, members] of sums) {
      if ([total, ...members].some((each) => fixed.has(each)) && hideOneOf(total, members, counts, side)) return true;
    }
  }
  return false;
}

// The hidden figures that have the same value in every table with the same shown numbers.
function fixedOf(sums, hidden, isZero) {
  const places = new Map(hidden.map((each, place) => [each, place]));
  const rows = sums.map(([total, members]) => {
    const row = hidden.map(() => 0);
    if (total.hidden) row[places.get(total)] -= 1;
    for (const each of members) if (each.hidden) row[places.get(each)] += 1;
    return row;
  });
  const fixed = fixedIn(rows, hidden.map(isZero));
  return new Set(hidden.filter((_, place) => fixed[place]));
}
