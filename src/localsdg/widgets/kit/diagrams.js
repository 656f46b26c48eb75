// Diagrams of single lessons, kept together so that a phone fetches them once: growth and land per person of "Land and
// people", and the network of six targets. Each carries its message as text; the widget adds a table twin.
import { decimals, fill, h, number, s } from "./kit.js";

const year = (date) => String(Math.floor(date));

// Growth of people and land, earlier date = 100. Lines are labelled at their end.
/** @param {Record<string, number>} numbers */
export function slope({ y0, y1, p0, p1, v0, v1 }, strings) {
  const people = (p1 / p0) * 100;
  const land = (v1 / v0) * 100;
  const digits = decimals([100, people, land]);
  const high = Math.max(people, land, 110);
  const low = Math.min(people, land, 90);
  const height = (value) => 178 - ((value - low) / (high - low)) * 150;
  const base = height(100);
  // Labels need 34 units between them, whatever the lines do.
  let peopleAt = height(people);
  let landAt = height(land);
  if (Math.abs(peopleAt - landAt) < 34) {
    const middle = Math.max(32, Math.min(172, (peopleAt + landAt) / 2));
    landAt = middle + (land >= people ? -17 : 17);
    peopleAt = middle + (land >= people ? 17 : -17);
  }
  const line = (value, colour, dash) =>
    s("line", {
      x1: 44,
      y1: base,
      x2: 196,
      y2: height(value),
      stroke: colour,
      "stroke-width": 3,
      "stroke-dasharray": dash,
    });
  const label = (at, colour, value, text) =>
    s(
      "text",
      { x: 212, y: at - 2, fill: colour, "font-size": 14 },
      s("tspan", { "font-weight": 600 }, number(value, digits)),
      s("tspan", { x: 212, dy: 15 }, text),
    );
  const foot = (x, date) =>
    s("text", { x, y: 208, "text-anchor": "middle", "font-size": 14, fill: "var(--soft)" }, year(date));
  const message = fill(strings.slope_says, {
    y0: year(y0),
    y1: year(y1),
    people: number(people, digits),
    land: number(land, digits),
  });
  return s(
    "svg",
    { viewBox: "0 0 310 214", width: 310, height: 214, role: "img", "aria-label": message },
    s("path", { d: "M44 14V190M196 14V190", stroke: "var(--line)" }),
    s("path", { d: `M44 ${base}H196`, stroke: "var(--edge)", "stroke-dasharray": "2 4" }),
    s("text", { x: 36, y: base + 5, "text-anchor": "end", "font-size": 14, fill: "var(--soft)" }, "100"),
    line(land, "var(--land)", "7 5"),
    line(people, "var(--people)"),
    s("rect", { x: 190, y: height(land) - 6, width: 12, height: 12, fill: "var(--land)" }),
    s("circle", { cx: 196, cy: height(people), r: 6.5, fill: "var(--people)" }),
    label(landAt, "var(--land)", land, strings.land_short),
    label(peopleAt, "var(--people)", people, strings.people),
    foot(44, y0),
    foot(196, y1),
  );
}

// One person, 1.7 m tall, beside her square of built-up land at both dates; all drawn to one scale.
/** @param {Record<string, number>} numbers */
export function squares({ y0, y1 }, { earlier, later }, strings) {
  const metre = 118 / Math.sqrt(Math.max(earlier, later));
  const height = 1.7 * metre;
  const digits = decimals([earlier, later], Math.min(earlier, later) < 10 ? 1 : 0);
  const message = fill(strings.squares_say, {
    then: number(earlier, digits),
    now: number(later, digits),
    y0: year(y0),
    y1: year(y1),
  });
  const share = (area, date, x) => {
    const side = Math.sqrt(area) * metre;
    const body = `M${x + height * 0.34} 130v${-height * 0.46}a${height * 0.21} ${height * 0.21} 0 0 1 ${
      height * 0.42
    } 0v${height * 0.46}z`;
    return [
      s("rect", {
        x,
        y: 130 - side,
        width: side,
        height: side,
        fill: "var(--land)",
        "fill-opacity": 0.22,
        stroke: "var(--land)",
        "stroke-width": 1.5,
      }),
      s("circle", { cx: x + height * 0.55, cy: 130 - height * 0.87, r: height * 0.13, fill: "var(--people)" }),
      s("path", { d: body, fill: "var(--people)" }),
      s("text", { x, y: 154, "font-size": 17, "font-weight": 600, fill: "var(--ink)" }, `${number(area, digits)} m²`),
      s("text", { x, y: 174, "font-size": 14, fill: "var(--soft)" }, fill(strings.per_person, { year: year(date) })),
    ];
  };
  return s(
    "svg",
    { viewBox: "0 0 310 186", width: 310, height: 186, role: "img", "aria-label": message },
    ...share(earlier, y0, 14),
    ...share(later, y1, 166),
  );
}

// The network of six targets: an arrow for every link that is strong or hinders.
const WIDTH = 310;
const HEIGHT = 286;
const AROUND = 112;
const NODE = 25;
const BEND = 16;

const toward = (from, to, far) => {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + ((to.x - from.x) / length) * far, y: from.y + ((to.y - from.y) / length) * far };
};
const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

// From the edge of one node to the edge of the other, bent to its left, so that both directions can be seen.
function link(from, to, score) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const middle = {
    x: (from.x + to.x) / 2 + ((to.y - from.y) / length) * BEND,
    y: (from.y + to.y) / 2 - ((to.x - from.x) / length) * BEND,
  };
  const start = toward(from, middle, NODE);
  const tip = toward(to, middle, NODE + 1);
  const base = toward(to, middle, NODE + 11);
  const side = (way) => ({ x: base.x + way * (tip.y - base.y), y: base.y + way * (base.x - tip.x) });
  const colour = score > 0 ? "var(--brand)" : "var(--bad)";
  const dashes = score < 0 ? "5 4" : null;
  const line = { fill: "none", stroke: colour, "stroke-width": 0.8 + Math.abs(score), "stroke-dasharray": dashes };
  return [
    s("path", { d: `M${at(start)}Q${at(middle)} ${at(base)}`, ...line }),
    s("path", { d: `M${[tip, side(0.45), side(-0.45)].map(at).join("L")}Z`, fill: colour }),
  ];
}

// The matrix above is its table.
export function network({ targets, scores, signed }, strings) {
  const nodes = targets.map((code, place) => {
    const turn = (place / targets.length - 0.25) * 2 * Math.PI;
    return { code, x: WIDTH / 2 + AROUND * Math.cos(turn), y: HEIGHT / 2 + AROUND * Math.sin(turn) };
  });
  const links = scores.flatMap((line, row) => line.map((score, column) => ({ row, column, score })));
  const drawn = links.filter(({ score }) => score > 1 || score < 0);
  const said = ({ row, column, score }) =>
    fill(strings.link, { row: targets[row], column: targets[column], score: signed(score) });
  const message = drawn.length
    ? fill(strings.network_says, { links: drawn.map(said).join(", ") })
    : strings.network_empty;
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": message },
    ...drawn.flatMap(({ row, column, score }) => link(nodes[row], nodes[column], score)),
    ...nodes.flatMap(({ code, x, y }) => [
      s("circle", { cx: x, cy: y, r: NODE, fill: "var(--paper)", stroke: "var(--edge)", "stroke-width": 1.5 }),
      s(
        "text",
        { x, y: y + 5, "text-anchor": "middle", "font-size": 14, "font-weight": 600, fill: "var(--ink)" },
        code,
      ),
    ]),
  );
  return h("figure", null, h("figcaption", null, strings.network), picture);
}
