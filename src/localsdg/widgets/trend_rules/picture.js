// The picture: the series, from its base to its latest value, which can be moved, and the target.
import { decimalsOf, fill, h, number, s } from "../kit/kit.js";
import { plotOf, text } from "../kit/plots.js";

const LEFT = 48;
const RIGHT = 92; // for the words of the target
const TOP = 22;
const BOTTOM = 36; // for the years

const aims = ({ target, target_year }) => Number.isFinite(target) && Number.isFinite(target_year);

function rangeOf(numbers, series) {
  const values = [numbers.base, numbers.last, ...series.map(([, value]) => value)];
  if (aims(numbers)) values.push(numbers.target);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [low > 0 && low < 0.4 * high ? 0 : low, high === low ? low + 1 : high]; // zero where it is near
}

function yearsOf(numbers, series) {
  const years = [numbers.base_year, numbers.last_year, ...series.map(([year]) => year)];
  if (aims(numbers)) years.push(numbers.target_year);
  return [Math.min(...years), Math.max(...years)];
}

function drawn(numbers, series, { x, y, foot }, digits, strings) {
  const { base_year, base, last_year, last, target, target_year } = numbers;
  const shown = [...new Set([base_year, last_year, aims(numbers) ? target_year : last_year])]
    .filter((year, at, all) => all.slice(0, at).every((other) => Math.abs(x(year) - x(other)) > 38));
  const way = aims(numbers) && s("path", {
    d: `M${x(base_year)} ${y(base)}L${x(target_year)} ${y(target)}`,
    stroke: "var(--edge)",
    "stroke-width": 2,
    "stroke-dasharray": "7 5",
  });
  const goal = aims(numbers) && [
    s("rect", { x: x(target_year) - 5, y: y(target) - 5, width: 10, height: 10, fill: "var(--ink)" }),
    text(x(target_year) + 11, y(target) + 5, fill(strings.target_is, { value: number(target, digits) }), {
      "font-weight": 600,
      fill: "var(--ink)",
    }),
  ];
  return [
    s("path", { d: `M${LEFT} ${foot}H${x(Math.max(last_year, base_year))}`, stroke: "var(--line)" }),
    way,
    ...series.map(([year, value]) => s("circle", { cx: x(year), cy: y(value), r: 3, fill: "var(--soft)" })),
    s("path", {
      d: `M${x(base_year)} ${y(base)}L${x(last_year)} ${y(last)}`,
      stroke: "var(--brand)",
      "stroke-width": 3,
    }),
    s("circle", { cx: x(base_year), cy: y(base), r: 5, fill: "var(--ink)" }),
    ...(goal || []),
    s("circle", {
      cx: x(last_year),
      cy: y(last),
      r: 8,
      fill: "var(--brand)",
      stroke: "var(--panel)",
      "stroke-width": 2,
    }),
    text(x(base_year) - 8, y(base) + 5, number(base, digits), { "text-anchor": "end" }),
    text(x(last_year) + 12, y(last) + 18, number(last, digits), { "font-weight": 600, fill: "var(--brand)" }),
    ...shown.map((year) => text(x(year), foot + 19, String(year), { "text-anchor": "middle" })),
  ];
}

// move(year, value) is called when the latest point is moved.
export function seriesPicture(strings, move) {
  let now;
  /** @type {any} */
  let scale;
  const rounded = (value, digits) => Number(value.toFixed(digits));
  const digitsOf = ({ base, last, target }) => {
    const values = [base, last, target].filter(Number.isFinite);
    const fine = Math.max(...values) - Math.min(...values) < 20 ? 1 : 0;
    return Math.min(Math.max(fine, ...values.map(decimalsOf)), 4);
  };
  function put(year, value) {
    const [low, high] = scale.range;
    const third = (high - low) / 3;
    const kept = Math.min(Math.max(value, low > 0 ? 0 : low - third), high + third);
    move(Math.max(Math.round(year), now.base_year + 1), rounded(kept, digitsOf(now)));
  }
  const plot = plotOf([{
    label: strings.point,
    move: ({ x, y }) => put(scale.year(x), scale.amount(y)),
    step: ([years, steps]) => {
      const [low, high] = scale.range;
      put(now.last_year + years, now.last + steps * Math.max((high - low) / 100, 10 ** -digitsOf(now)));
    },
  }]);
  const element = h("figure.chart", null, h("figcaption", null, strings.picture), plot.element);
  return {
    element,
    hide() {
      element.hidden = true;
      plot.show();
    },
    show(numbers, series, unit) {
      now = numbers;
      const digits = digitsOf(numbers);
      const { base_year, base, last_year, last, target, target_year } = numbers;
      const values = { base_year, base: number(base, digits), last_year, last: number(last, digits), unit };
      const message = aims(numbers)
        ? fill(strings.picture_says, { ...values, target_year, target: number(target, digits) })
        : fill(strings.picture_says_no_target, values);
      element.hidden = false;
      plot.show({ range: rangeOf(numbers, series), years: yearsOf(numbers, series) }, (shown, { width, height }) => {
        const [low, high] = shown.range;
        const [first, end] = shown.years;
        const [across, up] = [width - RIGHT - LEFT, height - BOTTOM - TOP];
        scale = {
          range: shown.range,
          foot: height - BOTTOM,
          x: (year) => LEFT + ((year - first) / (end - first || 1)) * across,
          y: (value) => TOP + up - ((value - low) / (high - low)) * up,
          year: (x) => first + ((x - LEFT) / across) * (end - first),
          amount: (y) => low + ((TOP + up - y) / up) * (high - low),
        };
        const words = fill(strings.point_at, { value: `${number(last, digits)} ${unit}`.trim(), year: last_year });
        const at = { x: scale.x(last_year), y: scale.y(last), now: last, from: low, to: high, text: words };
        return { message, parts: drawn(numbers, series, scale, digits, strings), at: [at] };
      });
    },
  };
}
