// The picture of "Target path": both paths, the latest value, which can be moved, and where it should be. The widget
// adds a table twin.
import { plotOf, text } from "../kit/plots.js";
import { fill, h, number, s } from "../kit/kit.js";

const LEFT = 44;
const RIGHT = 96; // for the words of the target
const TOP = 22;
const BOTTOM = 36; // for the years
const STEPS = 24;

// From which value to which the picture goes.
function rangeOf({ baseline, target, value }) {
  const drawn = [baseline, target, value];
  const high = Math.max(...drawn);
  const smallest = Math.min(...drawn);
  return [smallest > 0 && smallest < 0.4 * high ? 0 : smallest, high]; // zero where it is near
}
const lastOf = ({ target_year, year }) => Math.max(target_year, year);

// Where years and values stand, and back.
function scaleOf(numbers, [low, high], last, { width, height }) {
  const { baseline_year } = numbers;
  const [across, up] = [width - RIGHT - LEFT, height - BOTTOM - TOP];
  return {
    x: (at) => LEFT + ((at - baseline_year) / (last - baseline_year)) * across,
    y: (amount) => TOP + up - ((amount - low) / (high - low || 1)) * up,
    year: (x) => baseline_year + ((x - LEFT) / across) * (last - baseline_year),
    amount: (y) => low + ((TOP + up - y) / up) * (high - low || 1),
  };
}

// The name of a line beside it, on the side away from the other line.
function nameOf(words, { x, y }, above, rising, bold) {
  const before = above === rising;
  return text(x + (before ? -8 : 8), y + (above ? -8 : 18), words, {
    "text-anchor": before ? "end" : "start",
    fill: "var(--ink)",
    "font-weight": bold ? 600 : 400,
  });
}

function linesOf({ baseline_year, target_year, baseline, target }, path, { x, y }, strings) {
  const years = Array.from(
    { length: STEPS + 1 },
    (_, at) => baseline_year + ((target_year - baseline_year) * at) / STEPS,
  );
  const line = (amount) =>
    years.map((at, index) => `${index ? "L" : "M"}${x(at).toFixed(1)} ${y(amount(at)).toFixed(1)}`).join("");
  const both = path.constant_rate !== null;
  const apart = (at) => (both ? Math.abs(path.linear(at) - path.constant(at)) : at === years[STEPS / 2] ? 1 : 0);
  const widest = years.reduce((one, other) => (apart(other) > apart(one) ? other : one));
  const rising = target > baseline;
  const higher = !both || path.linear(widest) >= path.constant(widest);
  const place = (amount) => ({ x: x(widest), y: y(amount(widest)) });
  return [
    both && s("path", {
      d: line(path.constant),
      fill: "none",
      stroke: "var(--edge)",
      "stroke-width": 2.5,
      "stroke-dasharray": "7 5",
    }),
    s("path", { d: line(path.linear), fill: "none", stroke: "var(--ink)", "stroke-width": 2.5 }),
    both && nameOf(strings.constant, place(path.constant), !higher, rising, false),
    nameOf(strings.linear, place(path.linear), higher, rising, true),
  ];
}

function drawn(numbers, path, digits, scale, { height }, strings) {
  const { baseline, baseline_year, target, target_year, year, value } = numbers;
  const { x, y } = scale;
  const expected = path.linear(year);
  const foot = height - BOTTOM;
  const years = [baseline_year, target_year, year].filter((at, place) =>
    place < 2 || [baseline_year, target_year].every((other) => Math.abs(x(at) - x(other)) > 38)
  );
  return [
    s("path", { d: `M${LEFT} ${foot}H${x(target_year)}`, stroke: "var(--edge)" }),
    s("path", { d: `M${x(year)} ${TOP}V${foot}`, stroke: "var(--edge)", "stroke-dasharray": "2 4" }),
    ...linesOf(numbers, path, scale, strings),
    s("circle", { cx: x(baseline_year), cy: y(baseline), r: 4.5, fill: "var(--ink)" }),
    s("rect", { x: x(target_year) - 5, y: y(target) - 5, width: 10, height: 10, fill: "var(--ink)" }),
    s("circle", { cx: x(year), cy: y(expected), r: 5, fill: "var(--panel)", stroke: "var(--ink)", "stroke-width": 2 }),
    s("circle", { cx: x(year), cy: y(value), r: 8, fill: "var(--brand)", stroke: "var(--panel)", "stroke-width": 2 }),
    text(LEFT - 8, y(baseline) + 5, number(baseline, digits), { "text-anchor": "end" }),
    text(x(target_year) + 11, y(target) + 5, fill(strings.target_is, { value: number(target, digits) }), {
      "font-weight": 600,
      fill: "var(--ink)",
    }),
    text(x(year) + 13, y(value) + 5, number(value, digits), { "font-weight": 600, fill: "var(--brand)" }),
    ...years.map((at) => text(x(at), foot + 19, String(at), { "text-anchor": "middle" })),
  ];
}

// move({ year, value }) is called when the point is moved; step([years, steps of the value]) by the keys.
export function pathPicture(strings, { move, step, ends }) {
  let scale;
  const point = {
    label: strings.point,
    move: ({ x, y }) => move({ year: Math.round(scale.year(x)), value: scale.amount(y) }),
    step,
  };
  const plot = plotOf([point]);
  const element = h("figure.chart", null, h("figcaption", null, strings.picture), plot.element);
  return {
    element,
    hide() {
      element.hidden = true;
      plot.show();
    },
    show(numbers, path, digits, unit) {
      const { baseline, baseline_year, target, target_year, year, value } = numbers;
      const message = fill(strings.picture_says, {
        baseline: number(baseline, digits),
        baseline_year: String(baseline_year),
        target: number(target, digits),
        target_year: String(target_year),
        value: number(value, digits),
        year: String(year),
        expected: number(path.linear(year), digits + 1),
        constant: path.constant_rate === null ? strings.undefined : number(path.constant(year), digits + 1),
      });
      const [from, to] = ends(numbers);
      const words = fill(strings.point_at, { value: `${number(value, digits)} ${unit}`.trim(), year });
      element.hidden = false;
      plot.show([rangeOf(numbers), lastOf(numbers)], (range, size) => {
        scale = scaleOf(numbers, ...range, size);
        const at = { x: scale.x(year), y: scale.y(value), now: value, from, to, text: words };
        return { message, parts: drawn(numbers, path, digits, scale, size, strings), at: [at] };
      });
    },
  };
}
