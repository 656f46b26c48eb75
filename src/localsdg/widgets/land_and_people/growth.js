// Growth of people and land, earlier date = 100: two lines, named at their end, whose ends can be moved.
import { plotOf } from "../kit/handle.js";
import { decimals, fill, h, number, s } from "../kit/kit.js";
import { year } from "./cities.js";

const LEFT = 44;
const RIGHT = 114; // for the names of the lines
const TOP = 24;
const BOTTOM = 36; // for the years
const APART = 34; // between the names, whatever the lines do
const LINES = [
  { key: "v", colour: "var(--land)", dash: "7 5", name: "land_short" },
  { key: "p", colour: "var(--people)", dash: null, name: "people" },
];

const valuesOf = (numbers) => LINES.map(({ key }) => (100 * numbers[`${key}1`]) / numbers[`${key}0`]);
const rangeOf = (values) => [Math.min(...values, 90), Math.max(...values, 110)];

// Where the names of the two lines stand.
function namesAt(ends, foot) {
  if (Math.abs(ends[0] - ends[1]) >= APART) return ends;
  const middle = Math.max(TOP + 8, Math.min(foot - 18, (ends[0] + ends[1]) / 2));
  const first = ends[0] <= ends[1] ? -1 : 1;
  return [middle + (first * APART) / 2, middle - (first * APART) / 2];
}

function drawn(numbers, values, { y, right, foot }, strings) {
  const digits = decimals([100, ...values]);
  const names = namesAt(values.map(y), foot);
  const date = (x, words) =>
    s("text", { x, y: foot + 20, "text-anchor": "middle", "font-size": 14, fill: "var(--soft)" }, words);
  return [
    s("path", { d: `M${LEFT} ${TOP - 10}V${foot}M${right} ${TOP - 10}V${foot}`, stroke: "var(--line)" }),
    s("path", { d: `M${LEFT} ${y(100)}H${right}`, stroke: "var(--edge)", "stroke-dasharray": "2 4" }),
    s("text", { x: LEFT - 8, y: y(100) + 5, "text-anchor": "end", "font-size": 14, fill: "var(--soft)" }, "100"),
    ...LINES.flatMap(({ colour, dash, name }, at) => {
      const end = y(values[at]);
      const line = { x1: LEFT, y1: y(100), x2: right, y2: end };
      return [
        s("line", { ...line, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash }),
        dash
          ? s("rect", { x: right - 7, y: end - 7, width: 14, height: 14, fill: colour })
          : s("circle", { cx: right, cy: end, r: 7.5, fill: colour }),
        s(
          "text",
          { x: right + 16, y: names[at] - 2, fill: colour, "font-size": 14 },
          s("tspan", { "font-weight": 600 }, number(values[at], digits)),
          s("tspan", { x: right + 16, dy: 15 }, strings[name]),
        ),
      ];
    }),
    date(LEFT, year(numbers.y0)),
    date(right, year(numbers.y1)),
  ];
}

// move(key, factor) is called with how many times the earlier number the later one is: "p" people, "v" land.
export function growthPicture(strings, move) {
  let amount;
  let held;
  let now;
  const points = LINES.map(({ key, name }, at) => ({
    label: fill(strings.point, { name: strings[name] }),
    move: ({ y }) => move(key, amount(y) / 100),
    step: ([, steps]) => move(key, (now[at] + steps) / 100),
  }));
  const plot = plotOf(points);
  const element = h("figure.chart", null, h("figcaption", null, strings.slope_caption), plot.element);
  return {
    element,
    hide() {
      element.hidden = true;
      plot.show();
    },
    show(numbers) {
      now = valuesOf(numbers);
      const digits = decimals([100, ...now]);
      const [land, people] = now.map((value) => number(value, digits));
      const message = fill(strings.slope_says, { y0: year(numbers.y0), y1: year(numbers.y1), people, land });
      element.hidden = false;
      plot.show((size) => {
        // The scale of a point that is being moved stays, so that it stays under the finger.
        held = size.held && held ? held : rangeOf(now);
        const [low, high] = held;
        const foot = size.height - BOTTOM;
        const right = size.width - RIGHT;
        const y = (value) => foot - ((value - low) / (high - low)) * (foot - TOP);
        amount = (at) => low + ((foot - at) / (foot - TOP)) * (high - low);
        const at = now.map((value) => ({
          x: right,
          y: y(value),
          now: value,
          from: 0,
          to: Math.max(1000, value),
          text: number(value, digits),
        }));
        return { message, parts: drawn(numbers, now, { y, right, foot }, strings), at };
      });
    },
  };
}
