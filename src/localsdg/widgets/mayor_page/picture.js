// The stakeholder map as a picture: numbers on a grid of power and interest, in the places that the exercise gives
// them.
// The list beside it says who each number is.
import { s } from "../kit/kit.js";
import { MIDDLE, MOST } from "../stakeholder_map/limits.js";

const SIZE = 220;
const EDGE = 16;
const ABOVE = 26; // room for the names of two parts, in two lines
const STEP = SIZE / (MOST + 1);
const middle = (value) => STEP * (value + 0.5);
const words = (x, y, text, more) => s("text", { x, y, "font-size": 10, fill: "var(--soft, #333)", ...more }, text);

// The four parts are named outside of the grid, where nobody stands. A long name takes two lines.
const NAMES = [
  ["keep satisfied", 0, 0],
  ["work closely together", SIZE, 0],
  ["follow from time to time", 0, ABOVE + SIZE],
  ["keep informed and give voice", SIZE, ABOVE + SIZE],
];
/** @param {any[]} place */
function nameOf([key, x, y], strings) {
  const anchor = x ? "end" : "start";
  const parts = strings.quadrants[key].split(/ (?=\S+ \S+$)/);
  return parts.map((text, at) => words(EDGE + x, y + 10 + 11 * at, text, { "text-anchor": anchor }));
}
// Two that stand in one place lie a little beside each other.
function discs(actors) {
  const there = new Map();
  return actors.flatMap(({ power, interest }, at) => {
    const place = `${power} ${interest}`;
    const behind = there.get(place) ?? 0;
    there.set(place, behind + 1);
    const [x, y] = [EDGE + middle(interest) + behind * 5, ABOVE + SIZE - middle(power) + behind * 5];
    const number = { "text-anchor": "middle", "font-weight": 600, fill: "var(--paper, #fff)" };
    return [
      s("circle", { cx: x, cy: y, r: 8, fill: "var(--brand, #14584f)", stroke: "var(--paper, #fff)" }),
      words(x, y + 3.5, String(at + 1), number),
    ];
  });
}

// strings: those of the stakeholder map; message: the picture in words.
export function mapPicture(actors, message, strings) {
  const across = ABOVE + SIZE - STEP * MIDDLE;
  const upward = EDGE + STEP * MIDDLE;
  const lines = { stroke: "var(--edge, #555)", fill: "none" };
  const [width, height] = [SIZE + EDGE + 2, 2 * ABOVE + SIZE + EDGE];
  const turned = { "text-anchor": "middle", transform: `rotate(-90 10 ${ABOVE + SIZE / 2})` };
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": message },
    s("rect", { x: EDGE, y: ABOVE, width: SIZE, height: SIZE, ...lines }),
    s("path", {
      d: `M${EDGE} ${across}h${SIZE}M${upward} ${ABOVE}v${SIZE}`,
      ...lines,
      "stroke-dasharray": "3 3",
    }),
    ...NAMES.flatMap((name) => nameOf(name, strings)),
    words(10, ABOVE + SIZE / 2, strings.power_axis, turned),
    words(EDGE + SIZE / 2, height - 4, strings.interest_axis, { "text-anchor": "middle" }),
    ...discs(actors),
  );
}
