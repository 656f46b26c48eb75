// Gaps between areas, the worst-off fifth, and which small numbers to hide: the rules of localsdg.monitoring.groups and
// localsdg.monitoring.suppression.
import { GROUP } from "./limits.js";

const sum = (list) => list.reduce((all, each) => all + each, 0);
// Rounded, so that equal shares stay in the order given, despite the noise of floats.
const rounded = (value) => Math.round(value * 1e9) / 1e9;

// rows: { people, counted }, people above 0. wanted: "increase" if a higher share is better, else "decrease". Gives
// { share, areas: [{ at, share, gap, adds }] from the worst on, gap, ratio, adds }; ratio is NaN if it divides by zero.
export function compare(rows, wanted) {
  const people = sum(rows.map((row) => row.people));
  const share = (100 * sum(rows.map((row) => row.counted))) / people;
  const towards = wanted === "decrease" ? -1 : 1;
  const areas = rows.map((row, at) => {
    const own = (100 * row.counted) / row.people;
    const gap = rounded(towards * (own - share));
    return { at, share: own, gap, adds: (Math.max(0, -gap) * row.people) / people };
  }).sort((one, other) => one.gap - other.gap);
  const [low, high] = [areas[0].share, areas.at(-1).share].sort((one, other) => one - other);
  return { share, areas, gap: high - low, ratio: low ? high / low : NaN, adds: sum(areas.map(({ adds }) => adds)) };
}

// Of the areas from the worst on, how much of each is in the worst-off fifth of the people (0 to 1), and their share.
export function worstFifth(rows, { areas }) {
  const fifth = sum(rows.map((row) => row.people)) / 5;
  let left = fifth;
  let counted = 0;
  const parts = areas.map(({ at, share }) => {
    const taken = Math.min(left, rows[at].people);
    left -= taken;
    counted += (taken * share) / 100;
    return taken / rows[at].people;
  });
  return { share: (100 * counted) / fifth, parts };
}

// Tables have their totals in the last row and column.
function withTotals(rows) {
  const wide = rows.map((row) => [...row, sum(row)]);
  return [...wide, wide[0].map((_, column) => sum(wide.map((row) => row[column])))];
}
function linesOf(values) {
  const rows = values.map((row, at) => row.map((_, column) => [at, column]));
  return [...rows, ...values[0].map((_, column) => rows.map((row) => row[column]))];
}
const at = (grid, [row, column]) => grid[row][column];

function lacks(line, values, hidden, smallest) {
  const gone = line.filter((cell) => at(hidden, cell));
  if (gone.length < 2) return gone.length > 0;
  return !at(hidden, line.at(-1)) && sum(gone.map((cell) => at(values, cell))) < smallest;
}
// Hides the smallest cell above zero that is shown; else the first zero, else the total.
function hideOneOf(line, values, hidden) {
  const open = line.filter((cell) => !at(hidden, cell));
  const inner = open.filter((cell) => cell !== line.at(-1));
  const [first] = (inner.length ? inner : open).sort((one, other) => {
    const [a, b] = [at(values, one), at(values, other)];
    return Number(a === 0) - Number(b === 0) || a - b;
  });
  if (first) hidden[first[0]][first[1]] = true;
  return Boolean(first);
}

// How a hidden cell can change: from one station to another if it grows, back if it shrinks. Rows and columns are the
// stations; a total counts the other way round.
function waysOf([row, column], values) {
  const turned = (row === values.length - 1) !== (column === values[0].length - 1);
  const ends = [`r${row}`, `c${column}`];
  return turned ? ends.reverse() : ends;
}
function leads(ways, start, end) {
  const seen = new Set([start]);
  for (const station of seen) {
    for (const next of ways[station] ?? []) {
      if (next === end) return true;
      seen.add(next);
    }
  }
  return false;
}
// Whether the shown numbers leave a hidden cell only its own value: it lies on no ring of hidden cells that can be, in
// turn, one more and one less.
function isFixed(cell, cells, values) {
  const ways = {};
  for (const each of cells) {
    if (each === cell) continue;
    const [from, to] = waysOf(each, values);
    (ways[from] ??= []).push(to);
    if (at(values, each) > 0) (ways[to] ??= []).push(from);
  }
  const [from, to] = waysOf(cell, values);
  return !leads(ways, to, from) && !(at(values, cell) > 0 && leads(ways, from, to));
}

// Each time from the first row on: what completes a row comes before what the next column lacks.
function hidesOne(lines, values, hidden, smallest) {
  const lacking = lines.some((line) => lacks(line, values, hidden, smallest) && hideOneOf(line, values, hidden));
  if (lacking) return true;
  const cells = lines.slice(0, values.length).flat().filter((cell) => at(hidden, cell));
  return cells.some((cell) => {
    const across = [lines[cell[0]], lines[values.length + cell[1]]];
    return isFixed(cell, cells, values) && across.some((line) => hideOneOf(line, values, hidden));
  });
}
function protect(values, small, smallest) {
  const hidden = small.map((row) => [...row]);
  const lines = linesOf(values);
  while (hidesOne(lines, values, hidden, smallest));
  return hidden;
}
const isSmall = (value, smallest) => value > 0 && value < smallest;

// rows: lists of whole numbers, without totals. Gives which cells to hide, with the totals as last row and column.
export function suppressTable(rows, smallest) {
  const values = withTotals(rows);
  return protect(values, values.map((row) => row.map((value) => isSmall(value, smallest))), smallest);
}

// rows: { people, counted }. Gives { small, hidden } for the columns counted, rest and people, with the totals last.
export function suppressShares(rows, smallest) {
  const values = withTotals(rows.map(({ people, counted }) => [counted, people - counted]));
  const small = values.map((row) => {
    const found = row.map((value) => isSmall(value, smallest));
    const pair = found[0] || found[1] || isSmall(row[2], GROUP * smallest);
    return [pair, pair, found[2]];
  });
  return { small, hidden: protect(values, small, smallest) };
}
