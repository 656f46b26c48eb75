// Diagrams of single lessons, kept together so that a phone fetches them once: land per person of "Land and people",
// and the network of six targets. Each carries its message as text; the widget adds a table twin.
import { decimals, fill, h, number, s } from "./kit.js";

const year = (date) => String(Math.floor(date));

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
