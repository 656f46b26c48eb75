// The stakeholder map as a picture: numbers on a grid of power and interest, in the places that the exercise gives them.
// The list beside it says who each number is.
import { s } from "../kit/kit.js";
import { MIDDLE, MOST } from "../stakeholder_map/limits.js";

const SIZE = 220;
const EDGE = 16;
const STEP = SIZE / (MOST + 1);
const middle = (value) => STEP * (value + 0.5);
const words = (x, y, text, more) => s("text", { x, y, "font-size": 10, fill: "var(--soft, #333)", ...more }, text);

// The four parts are named at their outer edge.
const NAMES = [
  ["keep satisfied", 4, 11, "start"],
  ["work closely together", SIZE - 4, 11, "end"],
  ["follow from time to time", 4, SIZE - 5, "start"],
  ["keep informed and give voice", SIZE - 4, SIZE - 5, "end"],
];
// Two that stand in one place lie a little beside each other.
function discs(actors) {
  const there = new Map();
  return actors.flatMap(({ power, interest }, at) => {
    const place = `${power} ${interest}`;
    const behind = there.get(place) ?? 0;
    there.set(place, behind + 1);
    const [x, y] = [EDGE + middle(interest) + behind * 5, SIZE - middle(power) + behind * 5];
    const number = { "text-anchor": "middle", "font-weight": 600, fill: "var(--paper, #fff)" };
    return [
      s("circle", { cx: x, cy: y, r: 8, fill: "var(--brand, #14584f)", stroke: "var(--paper, #fff)" }),
      words(x, y + 3.5, String(at + 1), number),
    ];
  });
}

// strings: those of the stakeholder map; message: the picture in words. A long name takes two lines.
export function mapPicture(actors, message, strings) {
  const cut = SIZE - STEP * MIDDLE;
  const side = EDGE + STEP * MIDDLE;
  const lines = { stroke: "var(--edge, #555)", fill: "none" };
  const name = ([key, x, y, anchor]) => {
    const [first, ...rest] = strings.quadrants[key].split(/ (?=\S+ \S+$)/);
    const up = y > SIZE / 2 && rest.length ? y - 11 : y;
    const extra = { "text-anchor": anchor, "font-size": 9 };
    return [first, ...rest].map((text, at) => words(EDGE + x, up + 11 * at, text, extra));
  };
  const turned = { "text-anchor": "middle", transform: `rotate(-90 10 ${SIZE / 2})` };
  return s(
    "svg",
    { viewBox: `0 0 ${SIZE + EDGE + 2} ${SIZE + EDGE + 2}`, width: SIZE + EDGE, role: "img", "aria-label": message },
    s("rect", { x: EDGE, y: 1, width: SIZE, height: SIZE, ...lines }),
    s("path", { d: `M${EDGE} ${cut}H${EDGE + SIZE}M${side} 1V${SIZE}`, ...lines, "stroke-dasharray": "3 3" }),
    ...NAMES.flatMap(name),
    words(10, SIZE / 2, strings.power_axis, turned),
    words(EDGE + SIZE / 2, SIZE + 13, strings.interest_axis, { "text-anchor": "middle" }),
    ...discs(actors),
  );
}
