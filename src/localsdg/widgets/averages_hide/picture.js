// Few areas are bars with their names; many stand side by side, each as wide as it has people. The full ones hold the
// worst-off fifth of the people.
import { bars, chart } from "../kit/charts.js";
import { decimals, fill, h, number, s, table } from "../kit/kit.js";
import { scrolled } from "../kit/parts.js";
import { text } from "../kit/plots.js";

export const FEW = 12; // areas whose names fit beside their bars
const WIDTH = 310;
const HEIGHT = 210;
const [LEFT, RIGHT, TOP, FOOT] = [40, 300, 16, 178];

// Many shares lie close together: one decimal is enough for them.
export const digitsOf = ({ ranked }) => ranked.length > FEW ? 1 : decimals(ranked.map(({ share }) => share), 1);
export const perCent = (value, digits, strings) => fill(strings.per_cent, { value: number(value, digits) });

// The numbers of every row that is shown; hidden areas stand together in one of them.
export function rankedTable({ ranked }, digits, strings) {
  const known = (value, places = 0) => (Number.isFinite(value) ? number(value, places) : "\u2013");
  const rows = ranked.map(({ name, people, counted, share, adds }) => [
    name,
    known(people),
    known(counted),
    perCent(share, digits, strings),
    known(adds, 2),
  ]);
  return table(strings.table, strings.heads, rows);
}

function skyline({ ranked, share }, strings) {
  const isCounted = ranked.every((row) => row.people > 0); // of shares alone, each area is as wide as any other
  const sizeOf = (row) => (isCounted ? row.people : 1);
  const people = ranked.reduce((all, row) => all + sizeOf(row), 0);
  const isKnown = Number.isFinite(share);
  const high = Math.max(...ranked.map((row) => row.share), isKnown ? share : 0) || 1;
  const y = (value) => FOOT - (value / high) * (FOOT - TOP);
  let before = 0;
  const columns = ranked.flatMap((row) => {
    const x = LEFT + (before / people) * (RIGHT - LEFT);
    const width = (sizeOf(row) / people) * (RIGHT - LEFT);
    before += sizeOf(row);
    const box = { x, y: y(row.share), width, height: Math.max(FOOT - y(row.share), 0.5) };
    return [
      s("rect", { ...box, fill: "var(--brand)", "fill-opacity": 0.25 }, s("title", null, row.name)),
      row.part > 0 ? s("rect", { ...box, width: width * row.part, fill: "var(--brand)" }) : null,
    ];
  });
  const fifth = LEFT + (RIGHT - LEFT) / 5;
  const level = y(share);
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "ls-skyline" },
    ...columns.filter(Boolean),
    s("path", { d: `M${LEFT} ${FOOT}H${RIGHT}`, stroke: "var(--edge)" }),
    ...(isKnown
      ? [
        s("path", { d: `M${LEFT} ${level}H${RIGHT}`, stroke: "var(--ink)", "stroke-dasharray": "4 4" }),
        text(LEFT - 5, level + 5, number(share, 1), { "text-anchor": "end", fill: "var(--ink)" }),
      ]
      : [text(LEFT - 5, TOP + 5, number(high, 1), { "text-anchor": "end", fill: "var(--ink)" })]),
    ...(isCounted
      ? [
        s("path", { d: `M${fifth} ${TOP - 8}V${FOOT + 8}`, stroke: "var(--ink)" }),
        text(LEFT, FOOT + 26, strings.fifth_short, { fill: "var(--ink)" }),
        text(RIGHT, FOOT + 26, strings.all_people, { "text-anchor": "end" }),
      ]
      : []),
  );
}

export function pictureOf(seen, strings) {
  const digits = digitsOf(seen);
  const message = fill(strings.picture_says, {
    worst: seen.ranked[0].name,
    low: perCent(seen.ranked[0].share, digits, strings),
    best: seen.ranked.at(-1).name,
    high: perCent(seen.ranked.at(-1).share, digits, strings),
    count: seen.ranked.length,
  });
  if (seen.ranked.length > FEW) {
    return chart(
      seen.ranked.every(({ people }) => people > 0) ? strings.picture_many : strings.picture_many_shares,
      message,
      skyline(seen, strings),
      scrolled(strings.table, "", rankedTable(seen, digits, strings)),
      strings,
    );
  }
  const rows = seen.ranked.map(({ name, share, part }) => ({ name, value: share, mark: part > 0 }));
  const line = Number.isFinite(seen.share) ? { name: strings.average, value: seen.share } : null;
  const caption = seen.ranked.some(({ part }) => part > 0) ? strings.picture_few : strings.picture_shares;
  return h("div", null, bars({ caption, message, unit: "%", rows, digits: 1, line }, strings));
}
