// The line chart of an indicator: its points, the ends of its axes, and its drawing; the same as lines.py and line.svg.
import { escaped } from "./escaping.js";
import { yearOf } from "./reading.js";
import { digits, fixed, grouped } from "./words.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 300, 64, 24, 16, 36];
const STEPS = [1, 2, 2.5, 5, 10, 20];
const MOST_LINES = 5;
const LEAST = 1e-9;

// Round numbers that span an axis.
function ticksOf(low, high) {
  const end = high - low < LEAST ? low + 1 : high;
  const span = end - low;
  const size = Number(`1e${Math.floor(Math.log10(span / MOST_LINES))}`);
  const step = STEPS.map((each) => each * size).find((each) => span / each <= MOST_LINES);
  const [first, last] = [Math.floor(low / step), Math.ceil(end / step)];
  const count = Math.max(last, first + 1) - first + 1;
  return Array.from({ length: count }, (_, at) => Number(digits((first + at) * step, 12)));
}

// The points of a chart, in the order of their years: { series: [[year, value]], goal: [year, value] or null, years:
// the ends of one axis, ticks: the lines of the other }.
export function pointsOf(block) {
  const byYear = new Map(block.series.map(({ year, value }) => [yearOf(year) ?? 0, value]));
  const series = [...byYear].sort(([one], [other]) => one - other);
  const { target } = block;
  const year = target ? yearOf(target.year) : null;
  const [begin, end] = [series[0][0], series.at(-1)[0]];
  const goal = target && year && year > end ? [year, target.value] : null;
  const values = [0, ...series.map(([, value]) => value), ...(target ? [target.value] : [])];
  return {
    series,
    goal,
    years: [begin, Math.max(goal ? goal[0] : end, begin + 1)],
    ticks: ticksOf(Math.min(...values), Math.max(...values)),
  };
}

// A place in the drawing, written with its decimal.
const written = (number) => Number.isInteger(number) ? number.toFixed(1) : String(number);

// The chart as SVG, to stand in a page; its alternative text is that of the block.
export function drawing(block) {
  const { series, goal, years: [begin, end], ticks } = pointsOf(block);
  const [low, high] = [ticks[0], ticks.at(-1)];
  const round = (number) => Number(fixed(number, 1));
  const across = (year) => round(LEFT + (WIDTH - LEFT - RIGHT) * (year - begin) / (end - begin));
  const up = (value) => round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low));
  const at = (point) => `${written(across(point[0]))} ${written(up(point[1]))}`;
  const every = Math.max(1, Math.ceil((end - begin) / 8));
  const lines = [
    `<svg role="img" aria-label="${escaped(block.alt)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" class="line">`,
    `<text x="8" y="12">${escaped(block.unit)}</text>`,
  ];
  for (const value of ticks) {
    const y = up(value);
    const label = escaped(grouped(digits(value, 12)));
    const words = `<text x="${LEFT - 6}" y="${written(y + 4)}" text-anchor="end">${label}</text>`;
    lines.push(`<path class="grid" d="M${LEFT} ${written(y)}H${WIDTH - RIGHT}"/>${words}`);
  }
  for (let year = begin; year <= end; year += every) {
    const [x, bottom] = [written(across(year)), HEIGHT - BOTTOM];
    const words = `<text x="${x}" y="${bottom + 20}" text-anchor="middle">${year}</text>`;
    lines.push(`<path class="grid" d="M${x} ${bottom}v5"/>${words}`);
  }
  if (goal) {
    lines.push(`<path class="way" d="M${at(series.at(-1))}L${at(goal)}"/>`);
    const tip = `${written(across(goal[0]))} ${written(up(goal[1]) - 6)}`;
    lines.push(`<path class="goal" d="M${tip}l6 6l-6 6l-6 -6z"/>`);
  }
  lines.push(`<path class="values" d="${series.map((point, place) => `${place ? "L" : "M"}${at(point)}`).join("")}"/>`);
  for (const [year, value] of series) {
    lines.push(`<circle cx="${written(across(year))}" cy="${written(up(value))}" r="4"/>`);
  }
  return [...lines, "</svg>"].join("\n");
}
