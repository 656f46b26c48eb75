// The network of six targets: an arrow for every link that is strong or hinders.
import { chart } from "./charts.js";
import { fill, s, table } from "./kit.js";

const WIDTH = 310;
const HEIGHT = 286;
const [MIDDLE_X, MIDDLE_Y, AROUND, NODE] = [155, 143, 112, 25];

// From the edge of one node to the edge of the other, bent to its left, so that both directions can be seen.
function link(from, to, score) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const bend = 16;
  const middle = { x: (from.x + to.x) / 2 + uy * bend, y: (from.y + to.y) / 2 - ux * bend };
  const edge = (node, room) => {
    const [ex, ey] = [middle.x - node.x, middle.y - node.y];
    const far = Math.hypot(ex, ey);
    return { x: node.x + (ex / far) * room, y: node.y + (ey / far) * room };
  };
  const start = edge(from, NODE);
  const tip = edge(to, NODE + 1);
  const base = edge(to, NODE + 11);
  const colour = score > 0 ? "var(--brand)" : "var(--bad)";
  const [wx, wy] = [(tip.y - base.y) * 0.45, (base.x - tip.x) * 0.45];
  return [
    s("path", { d: `M${start.x.toFixed(1)} ${start.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${base.x.toFixed(1)} ${base.y.toFixed(1)}`, fill: "none", stroke: colour, "stroke-width": 0.8 + Math.abs(score), "stroke-dasharray": score < 0 ? "5 4" : null }),
    s("path", { d: `M${tip.x.toFixed(1)} ${tip.y.toFixed(1)}L${(base.x + wx).toFixed(1)} ${(base.y + wy).toFixed(1)}L${(base.x - wx).toFixed(1)} ${(base.y - wy).toFixed(1)}Z`, fill: colour }),
  ];
}

export function network({ targets, scores, signed }, strings) {
  const nodes = targets.map((code, place) => {
    const turn = (place / targets.length) * 2 * Math.PI - Math.PI / 2;
    return { code, x: MIDDLE_X + AROUND * Math.cos(turn), y: MIDDLE_Y + AROUND * Math.sin(turn) };
  });
  const drawn = scores.flatMap((line, row) => line.map((score, column) => ({ row, column, score }))).filter(({ score }) => score > 1 || score < 0);
  const words = drawn.map(({ row, column, score }) => fill(strings.network_link, { row: targets[row], column: targets[column], score: signed(score) }));
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
    ...drawn.flatMap(({ row, column, score }) => link(nodes[row], nodes[column], score)),
    ...nodes.flatMap(({ code, x, y }) => [
      s("circle", { cx: x, cy: y, r: NODE, fill: "var(--paper)", stroke: "var(--edge)", "stroke-width": 1.5 }),
      s("text", { x, y: y + 5, "text-anchor": "middle", "font-size": 14, "font-weight": 600, fill: "var(--ink)" }, code),
    ]),
  );
  const message = drawn.length ? fill(strings.network_says, { links: words.join(", ") }) : strings.network_empty;
  const twin = table(strings.network, [strings.link, strings.score], drawn.map(({ row, column, score }) => [fill(strings.link_names, { row: targets[row], column: targets[column] }), signed(score)]));
  return chart(strings.network, message, picture, twin, strings);
}
