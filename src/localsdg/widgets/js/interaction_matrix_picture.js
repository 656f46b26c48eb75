// The network of six targets: an arrow for every link that is strong or hinders.
import { fill, h, s } from "./kit.js";

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
  const said = ({ row, column, score }) => fill(strings.link, { row: targets[row], column: targets[column], score: signed(score) });
  const message = drawn.length ? fill(strings.network_says, { links: drawn.map(said).join(", ") }) : strings.network_empty;
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": message },
    ...drawn.flatMap(({ row, column, score }) => link(nodes[row], nodes[column], score)),
    ...nodes.flatMap(({ code, x, y }) => [
      s("circle", { cx: x, cy: y, r: NODE, fill: "var(--paper)", stroke: "var(--edge)", "stroke-width": 1.5 }),
      s("text", { x, y: y + 5, "text-anchor": "middle", "font-size": 14, "font-weight": 600, fill: "var(--ink)" }, code),
    ]),
  );
  return h("figure", null, h("figcaption", null, strings.network), picture);
}
