// The pictures that mislead, and those that the kit does not have: bars from any value, two scales, surfaces, tiles.
import { chart } from "../kit/charts.js";
import { decimals, number, s, table } from "../kit/kit.js";

const WIDTH = 310;
const INK = "var(--ink)";
const SOFT = "var(--soft)";
const EDGE = "var(--edge)";
const BRAND = "var(--brand)";
// The rainbow and the traffic light are what is wrong: they are no colours of the course.
const RAINBOW = ["#7b2fbe", "#2f4fd0", "#1aa7c9", "#2fae3e", "#e6d62a", "#ef8a1d", "#d7261e"];
const SIGNAL = ["#d7261e", "#e0562a", "#e98a2f", "#e6c62a", "#a9c23a", "#5fb245", "#1f9a4a"];

const text = (x, y, words, extra) => s("text", { x, y, "font-size": 14, fill: INK, ...extra }, words);
const svg = (height, ...parts) => s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height }, ...parts);

function twin({ caption, unit }, heads, rows) {
  return table(`${caption}, ${unit}`, heads, rows);
}
const plainRows = (rows, digits) => rows.map(([name, value]) => [name, number(value, digits)]);

// rows: [name, value, what is written beside it, if anything]; from: where the axis begins; high: where it ends. The
// axis and its ends are drawn, so that a reader can find the cut.
export function barsFrom(about, rows, { from, high }, strings) {
  const heads = about.beside ? [about.beside] : [];
  const [left, right, step] = [96, WIDTH - (heads.length ? 106 : 48), 30];
  const x = (value) => left + ((value - from) / (high - from)) * (right - left);
  const foot = rows.length * step + 6;
  const drawn = rows.flatMap(([name, value, count], at) => {
    const y = 6 + at * step;
    return [
      text(left - 8, y + 16, name, { "text-anchor": "end" }),
      s("rect", { x: left, y, width: Math.max(x(value) - left, 1), height: 21, fill: BRAND }),
      text(x(value) + 6, y + 16, number(value, 1)),
      ...heads.map(() => text(WIDTH, y + 16, number(count), { "text-anchor": "end", fill: SOFT })),
    ];
  });
  const picture = svg(
    foot + 24,
    ...drawn,
    s("path", { d: `M${left} 0V${foot}H${right}`, fill: "none", stroke: EDGE }),
    text(left, foot + 18, number(from), { "text-anchor": "middle", fill: SOFT }),
    text(right, foot + 18, number(high), { "text-anchor": "middle", fill: SOFT }),
    ...heads.map((name) => text(WIDTH, foot + 18, name, { "text-anchor": "end", fill: SOFT })),
  );
  const cells = rows.map(([name, value, count]) => [name, number(value, 1), ...heads.map(() => number(count))]);
  return chart(about.caption, about.message, picture, twin(about, ["", about.unit, ...heads], cells), strings);
}

// Two series, { name, points: [[year, value], …] }, each on a scale of its own that runs from its least to its largest.
export function twoScales(about, pair, strings) {
  const [left, right, top, bottom] = [36, WIDTH - 36, 40, 150];
  const years = pair[0].points.map(([year]) => year);
  const x = (year) => left + ((year - years[0]) / (years.at(-1) - years[0])) * (right - left);
  const drawn = pair.flatMap(({ name, points }, at) => {
    const values = points.map(([, value]) => value);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    const path = points.map(([year, value], place) =>
      `${place ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`
    );
    const side = at ? right + 6 : left - 6;
    const anchor = { "text-anchor": at ? "start" : "end", fill: SOFT };
    return [
      s("path", {
        d: path.join(""),
        fill: "none",
        stroke: at ? INK : BRAND,
        "stroke-width": 2.5,
        "stroke-dasharray": at ? "7 5" : null,
      }),
      text(side, bottom + 4, number(low, 1), anchor),
      text(side, top + 4, number(high, 1), anchor),
      text(at ? WIDTH : 0, 16, name, {
        "text-anchor": at ? "end" : "start",
        "font-weight": 600,
        fill: at ? INK : BRAND,
      }),
    ];
  });
  const picture = svg(
    180,
    s("path", { d: `M${left} ${top - 8}V${bottom}H${right}V${top - 8}`, fill: "none", stroke: EDGE }),
    ...drawn,
    text(left, bottom + 20, String(years[0]), { "text-anchor": "middle", fill: SOFT }),
    text(right, bottom + 20, String(years.at(-1)), { "text-anchor": "middle", fill: SOFT }),
  );
  const rows = years.map((year, at) => [String(year), ...pair.map(({ points }) => number(points[at][1], 1))]);
  return chart(
    about.caption,
    about.message,
    picture,
    twin(about, ["", ...pair.map(({ name }) => name)], rows),
    strings,
  );
}

// One series, [[year, value], …], on a scale of which both ends are written.
export function lineOn(about, points, { low, high, bottom = 150 }, strings) {
  const [left, right, top] = [36, WIDTH - 50, 14];
  const years = points.map(([year]) => year);
  const x = (year) => left + ((year - years[0]) / (years.at(-1) - years[0])) * (right - left);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const path = points.map(([year, value], at) => `${at ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`);
  const [last, latest] = points.at(-1);
  const picture = svg(
    bottom + 30,
    s("path", { d: `M${left} ${top - 8}V${bottom}H${right}`, fill: "none", stroke: EDGE }),
    s("path", { d: path.join(""), fill: "none", stroke: BRAND, "stroke-width": 2.5 }),
    s("circle", { cx: x(last), cy: y(latest), r: 4.5, fill: BRAND }),
    text(x(last) + 9, y(latest) + 5, number(latest, 1), { "font-weight": 600 }),
    ...[low, high].map((each) => text(left - 6, y(each) + 5, number(each), { "text-anchor": "end", fill: SOFT })),
    ...[years[0], last].map((each) =>
      text(x(each), bottom + 20, String(each), { "text-anchor": "middle", fill: SOFT })
    ),
  );
  const rows = points.map(([year, value]) => [String(year), number(value, 1)]);
  return chart(about.caption, about.message, picture, twin(about, ["", about.unit], rows), strings);
}

// Squares: their side follows the value, or their surface.
export function squaresOf(about, rows, bySide, strings) {
  const high = Math.max(...rows.map(([, value]) => value));
  const most = 128;
  const side = (value) => most * (bySide ? value / high : Math.sqrt(value / high));
  const drawn = rows.flatMap(([name, value], at) => {
    const [size, x] = [side(value), at * (WIDTH / 2)];
    return [
      s("rect", { x: x + 1, y: most + 2 - size, width: size, height: size, fill: BRAND }),
      text(x + 1, most + 20, `${name}: ${number(value)}`),
    ];
  });
  const picture = svg(most + 28, ...drawn);
  return chart(about.caption, about.message, picture, twin(about, ["", about.unit], plainRows(rows, 0)), strings);
}

// A tile for each district. colours: "rainbow", "signal" or "one", with the value of each below it.
export function tilesOf(about, rows, colours, strings) {
  const values = rows.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const place = (value) => (value - low) / (high - low);
  const digits = decimals(values, 1);
  const isOne = colours === "one";
  const [across, wide, tall] = [3, WIDTH / 3, isOne ? 82 : 64];
  const fill = (value) => {
    if (isOne) return { fill: BRAND, "fill-opacity": 0.12 + 0.88 * place(value) };
    return { fill: (colours === "rainbow" ? RAINBOW : SIGNAL)[Math.round(place(value) * 6)] };
  };
  const drawn = rows.flatMap(([name, value], at) => {
    const [x, y] = [(at % across) * wide, Math.floor(at / across) * tall];
    return [
      s("rect", { x: x + 2, y: y + 2, width: wide - 8, height: 34, stroke: EDGE, ...fill(value) }),
      text(x + 2, y + 52, name),
      ...(isOne ? [text(x + 2, y + 70, number(value, digits), { fill: SOFT })] : []),
    ];
  });
  const picture = svg(Math.ceil(rows.length / across) * tall, ...drawn);
  return chart(about.caption, about.message, picture, twin(about, ["", about.unit], plainRows(rows, digits)), strings);
}
