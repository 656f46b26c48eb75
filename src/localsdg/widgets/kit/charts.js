// Small charts: bars, lines, dots, a matrix and a grid. Each comes as a figure with its message in words, marks that do
// not need colour, and a table twin. Charts take up to 310 units, so that they fit a phone without shrinking the text.
import { decimals, fill, h, number, s, table } from "./kit.js";
import { fold, scrolled } from "./parts.js";

const WIDTH = 310;
const BESIDE = 52; // for the number beside a bar
const INK = "var(--ink)";
const SOFT = "var(--soft)";
const EDGE = "var(--edge)";
const BRAND = "var(--brand)";
const DASHES = [null, "7 5", "2 4", "11 4 2 4"];

// Words in a chart; lines that run behind them leave a gap.
const text = (x, y, words, extra) =>
  s("text", {
    x,
    y,
    "font-size": 14,
    fill: SOFT,
    stroke: "var(--panel)",
    "stroke-width": 4,
    "paint-order": "stroke",
    ...extra,
  }, words);
const scale = (value, digits) => number(value, Number.isInteger(value) ? 0 : digits);

// Where a scale begins and ends: at zero, unless the values lie far from it. Ends that are written with so many digits
// lie where those numbers are.
function range(values, digits = 9) {
  const known = values.filter(Number.isFinite);
  const high = Math.max(...known, 0);
  const low = Math.min(...known);
  const begin = low > 0 && low > 0.6 * high ? low - (high - low) * 0.2 : Math.min(low, 0);
  const step = 10 ** digits;
  const from = Math.floor(begin * step + 1e-9) / step;
  return [from, high === from ? from + 1 : Math.ceil(high * step - 1e-9) / step];
}

// A name that is too long for its place is cut in the picture only; the table twin has all of it.
const cut = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

// A chart with its caption above and its numbers below: { figure, twin }.
export function chart(caption, message, picture, twin, strings) {
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", message);
  return h(
    "div.chart",
    null,
    h("figure", null, h("figcaption", null, caption), picture),
    fold(strings.as_table, twin),
  );
}

// Bars from zero, to the left of it for numbers below; one for each row { name, value, mark }: marked bars are full,
// the others hatched by their outline alone.
export function bars({ caption, message, unit, rows, digits: least = 0, line = null, heads = null }, strings) {
  const digits = decimals([...rows.map(({ value }) => value), ...(line ? [line.value] : [])], least);
  const step = 30;
  const names = 118;
  const [low, high] = range([0, ...rows.map(({ value }) => value), line?.value ?? 0]);
  const left = names + (low < 0 ? BESIDE : 0);
  const x = (value) => left + ((value - low) / (high - low)) * (WIDTH - BESIDE - left);
  const height = rows.length * step + (line ? 34 : 14);
  const marked = rows.some(({ mark }) => mark);
  const drawn = rows.flatMap(({ name, value, mark }, index) => {
    const y = 8 + index * step;
    const known = Number.isFinite(value);
    const below = value < 0;
    return [
      text(names - 8, y + 16, cut(name, 13), { "text-anchor": "end", fill: INK }),
      known
        ? s("rect", {
          x: x(Math.min(value, 0)),
          y,
          width: Math.max(x(Math.abs(value)) - x(0), 1),
          height: 21,
          fill: BRAND,
          "fill-opacity": !marked || mark ? 1 : 0.18,
          stroke: BRAND,
        })
        : null,
      text(x(known ? value : 0) + (below ? -6 : 6), y + 16, known ? number(value, digits) : strings.no_value, {
        "text-anchor": below ? "end" : "start",
        fill: INK,
        "font-weight": mark ? 600 : 400,
      }),
    ];
  });
  if (low < 0) drawn.unshift(s("path", { d: `M${x(0)} 2V${rows.length * step + 8}`, stroke: EDGE }));
  if (line) {
    const at = x(line.value);
    drawn.unshift(s("path", { d: `M${at} 2V${rows.length * step + 8}`, stroke: INK, "stroke-dasharray": "4 4" }));
    drawn.push(
      text(Math.min(at, WIDTH - 60), height - 6, `${line.name} ${number(line.value, digits)}`, {
        "text-anchor": "middle",
        fill: INK,
      }),
    );
  }
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height }, ...drawn.filter(Boolean));
  const cells = rows.map((
    { name, value },
  ) => [name, Number.isFinite(value) ? number(value, digits) : strings.no_value]);
  return chart(caption, message, picture, table(`${caption}, ${unit}`, heads ?? ["", unit], cells), strings);
}

// Lines over years, { name, points: [[year, value], …] } each; told apart by dashes and by a name at their end.
export function lines({ caption, message, unit, series, digits: least = 0 }, strings) {
  const digits = decimals(series.flatMap(({ points }) => points.map(([, value]) => value)), least);
  const left = 40;
  const right = 188;
  const top = 14;
  const bottom = 178;
  const years = [...new Set(series.flatMap(({ points }) => points.map(([year]) => year)))].sort((a, b) => a - b);
  const [low, high] = range(series.flatMap(({ points }) => points.map(([, value]) => value)), digits);
  const x = (year) => left + ((year - years[0]) / (years.at(-1) - years[0] || 1)) * (right - left);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  // Names keep a line's height from each other, whatever the lines do.
  const ends = series
    .map(({ points }, index) => ({ index, at: y(points.at(-1)[1]) + 5 }))
    .sort((a, b) => a.at - b.at);
  ends.forEach((end, place) => (end.at = Math.max(end.at, place ? ends[place - 1].at + 17 : 12)));
  const drawn = series.flatMap(({ points }, index) => {
    const path = points.map(([year, value], place) =>
      `${place ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`
    ).join("");
    const [year, value] = points.at(-1);
    return [
      s("path", {
        d: path,
        fill: "none",
        stroke: index ? EDGE : BRAND,
        "stroke-width": 2.5,
        "stroke-dasharray": DASHES[index % DASHES.length],
      }),
      s("circle", { cx: x(year), cy: y(value), r: 4.5, fill: index ? EDGE : BRAND }),
    ];
  });
  const labels = ends.map(({ index, at }) => {
    const { name, points } = series[index];
    return text(right + 9, at, `${number(points.at(-1)[1], digits)} ${cut(name, 10)}`, {
      fill: INK,
      "font-weight": index ? 400 : 600,
    });
  });
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} 208`, width: WIDTH, height: 208 },
    s("path", { d: `M${left} ${bottom}H${right}`, stroke: EDGE }),
    text(left - 6, bottom + 5, scale(low, digits), { "text-anchor": "end" }),
    text(left - 6, top + 5, scale(high, digits), { "text-anchor": "end" }),
    text(left, bottom + 21, String(years[0]), { "text-anchor": "middle" }),
    text(right, bottom + 21, String(years.at(-1)), { "text-anchor": "middle" }),
    ...drawn,
    ...labels,
  );
  const cells = years.map((year) => [
    String(year),
    ...series.map(({ points }) => {
      const point = points.find(([at]) => at === year);
      return point ? number(point[1], digits) : strings.no_value;
    }),
  ]);
  const twin = scrolled(caption, "", table(`${caption}, ${unit}`, ["", ...series.map(({ name }) => name)], cells));
  return chart(caption, message, picture, twin, strings);
}

// Dots, { name, values: [value, …] } for each row: a filled dot, a ring and a square, with the span between them.
export function dots({ caption, message, unit, groups, rows, digits: least = 0 }, strings) {
  const digits = decimals(rows.flatMap(({ values }) => values), least);
  const step = 30;
  const names = 108;
  const right = WIDTH - 16;
  const [low, high] = range(rows.flatMap(({ values }) => values), digits);
  const x = (value) => names + ((value - low) / (high - low)) * (right - names);
  const mark = (value, index, y) =>
    [
      s("circle", { cx: x(value), cy: y, r: 6.5, fill: BRAND }),
      s("circle", { cx: x(value), cy: y, r: 5.5, fill: "var(--panel)", stroke: INK, "stroke-width": 2.5 }),
      s("rect", { x: x(value) - 5.5, y: y - 5.5, width: 11, height: 11, fill: INK }),
    ][index % 3];
  const drawn = rows.flatMap(({ name, values }, place) => {
    const y = 18 + place * step;
    const known = values.filter(Number.isFinite);
    return [
      text(names - 14, y + 5, cut(name, 13), { "text-anchor": "end", fill: INK }),
      known.length > 1
        ? s("path", { d: `M${x(Math.min(...known))} ${y}H${x(Math.max(...known))}`, stroke: EDGE, "stroke-width": 2 })
        : null,
      ...values.map((value, index) => (Number.isFinite(value) ? mark(value, index, y) : null)),
    ];
  });
  const foot = rows.length * step + 18;
  const key = groups.flatMap((name, index) => {
    const at = 14 + index * (WIDTH / groups.length);
    const shape = mark(low, index, foot + 26).cloneNode(true);
    shape.setAttribute("transform", `translate(${at - x(low)} 0)`);
    return [shape, text(at + 12, foot + 31, cut(name, 12), { fill: INK })];
  });
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${foot + 40}`, width: WIDTH, height: foot + 40 },
    s("path", { d: `M${names} ${foot - 8}H${right}`, stroke: EDGE }),
    text(names, foot + 9, scale(low, digits), { "text-anchor": "middle" }),
    text(right, foot + 9, scale(high, digits), { "text-anchor": "end" }),
    ...drawn.filter(Boolean),
    ...key,
  );
  const cells = rows.map((
    { name, values },
  ) => [name, ...values.map((value) => (Number.isFinite(value) ? number(value, digits) : strings.no_value))]);
  return chart(caption, message, picture, table(`${caption}, ${unit}`, ["", ...groups], cells), strings);
}

// A matrix of signed numbers: the number stands in every cell, its strength as a bar of its own. It is its own table.
export function matrix({ caption, heads, rows, highest, corner = "" }) {
  const sign = (value) => (value > 0 ? `+${number(value)}` : number(value));
  const cell = (value) => {
    if (value === null) return h("td.own", null, "·");
    const kind = value > 0 ? ".plus" : value < 0 ? ".minus" : "";
    return h(`td.score${kind}`, { style: `--strength: ${Math.abs(value) / highest}` }, sign(value));
  };
  const head = h(
    "tr",
    null,
    corner ? h("th", { scope: "col" }, corner) : h("td"),
    ...heads.map((name) => h("th", { scope: "col" }, name)),
  );
  const body = rows.map(({ name, values }) => h("tr", null, h("th", { scope: "row" }, name), ...values.map(cell)));
  return scrolled(
    caption,
    "",
    h("table.matrix", null, h("caption", null, caption), h("thead", null, head), h("tbody", null, ...body)),
  );
}

// A grid of small squares, for a part of a whole that can be counted: parts are { name, count }, told apart by fill.
export function grid({ caption, message, parts, total }, strings) {
  const across = 20;
  const size = WIDTH / across;
  const fills = [{ fill: BRAND }, { fill: BRAND, "fill-opacity": 0.3 }, { fill: "none" }];
  const named = parts.reduce((sum, { count }) => sum + count, 0);
  const all = named < total ? [...parts, { name: strings.the_rest, count: total - named }] : parts;
  const kinds = all.flatMap(({ count }, index) => Array(count).fill(index));
  const squares = kinds.map((kind, place) =>
    s("rect", {
      x: (place % across) * size + 1,
      y: Math.floor(place / across) * size + 1,
      width: size - 3,
      height: size - 3,
      stroke: kind < all.length - 1 || kind < 2 ? BRAND : EDGE,
      ...fills[Math.min(kind, 2)],
    })
  );
  const height = Math.ceil(total / across) * size;
  const picture = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height }, ...squares);
  const cells = all.map((
    { name, count },
  ) => [name, number(count), fill(strings.per_cent, { value: number((100 * count) / total, 1) })]);
  return chart(caption, message, picture, table(caption, ["", strings.count, strings.share], cells), strings);
}
