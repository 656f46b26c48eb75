// The picture of "Target path": both paths, the latest value, and where it should be. The widget adds a table twin.
import { fill, number, s } from "../kit/kit.js";

const LEFT = 44;
const RIGHT = 214;
const TOP = 16;
const BOTTOM = 196;

/** @param {Record<string, number>} numbers */
export function paths({ baseline, baseline_year, target, target_year, year, value }, path, digits, strings) {
  const steps = Array.from({ length: 25 }, (_, index) => baseline_year + ((target_year - baseline_year) * index) / 24);
  const drawn = [baseline, target, value];
  const high = Math.max(...drawn);
  const smallest = Math.min(...drawn);
  const low = smallest > 0 && smallest < 0.4 * high ? 0 : smallest; // show zero where it is near
  const span = high - low || 1;
  const last = Math.max(target_year, year);
  const x = (at) => LEFT + ((at - baseline_year) / (last - baseline_year)) * (RIGHT - LEFT);
  const y = (amount) => BOTTOM - ((amount - low) / span) * (BOTTOM - TOP);
  const line = (amount) =>
    steps.map((at, index) => `${index ? "L" : "M"}${x(at).toFixed(1)} ${y(amount(at)).toFixed(1)}`).join("");
  const text = (at, height, words, extra) =>
    s("text", { x: at, y: height, "font-size": 14, fill: "var(--soft)", ...extra }, words);
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
  return s(
    "svg",
    { viewBox: "0 0 310 240", width: 310, height: 240, role: "img", "aria-label": message },
    s("path", { d: `M${LEFT} ${BOTTOM}H${RIGHT}`, stroke: "var(--edge)" }),
    s("path", { d: `M${x(year)} ${TOP}V${BOTTOM}`, stroke: "var(--edge)", "stroke-dasharray": "2 4" }),
    path.constant_rate === null ? null : s("path", {
      d: line(path.constant),
      fill: "none",
      stroke: "var(--edge)",
      "stroke-width": 2.5,
      "stroke-dasharray": "7 5",
    }),
    s("path", { d: line(path.linear), fill: "none", stroke: "var(--ink)", "stroke-width": 2.5 }),
    s("circle", { cx: x(baseline_year), cy: y(baseline), r: 4.5, fill: "var(--ink)" }),
    s("rect", { x: x(target_year) - 5, y: y(target) - 5, width: 10, height: 10, fill: "var(--ink)" }),
    s("circle", { cx: x(year), cy: y(value), r: 7, fill: "var(--brand)", stroke: "var(--panel)", "stroke-width": 2 }),
    text(LEFT - 6, y(baseline) + 5, number(baseline, digits), { "text-anchor": "end" }),
    text(x(target_year) + 11, y(target) + 5, fill(strings.target_is, { value: number(target, digits) }), {
      "font-weight": 600,
      fill: "var(--ink)",
    }),
    text(x(year) + 12, y(value) + 5, number(value, digits), { "font-weight": 600, fill: "var(--brand)" }),
    text(LEFT, BOTTOM + 19, String(baseline_year), { "text-anchor": "middle" }),
    Math.abs(x(year) - LEFT) > 38 && Math.abs(x(year) - x(target_year)) > 38
      ? text(x(year), BOTTOM + 19, String(year), { "text-anchor": "middle" })
      : null,
    text(x(target_year), BOTTOM + 19, String(target_year), { "text-anchor": "middle" }),
    s("path", { d: `M${LEFT} 232h22`, stroke: "var(--ink)", "stroke-width": 2.5 }),
    text(LEFT + 28, 236, strings.linear),
    path.constant_rate === null
      ? null
      : s("path", { d: "M166 232h22", stroke: "var(--edge)", "stroke-width": 2.5, "stroke-dasharray": "7 5" }),
    path.constant_rate === null ? null : text(194, 236, strings.constant_short),
  );
}
