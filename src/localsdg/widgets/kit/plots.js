// Pictures as wide as their place, with points that can be moved: by finger or mouse, and by the arrow keys. The growth
// of people and land stands here too, so that a phone fetches them once.
import { decimals, fill, h, number, s } from "./kit.js";

const LEAST = 280;
const MOST = 760;
const WIDE = 480; // from here on a picture is higher
const HEIGHTS = [240, 300];
const KEYS = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  PageUp: [0, 10],
  PageDown: [0, -10],
};

const told = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

// move({ x, y }) gets the place of the pointer in the units of the picture, step([right, up]) what the keys say.
function handlePart(plot, { label, move, step }) {
  const element = h("div.handle.screen", {
    role: "slider",
    tabindex: 0,
    "aria-label": label,
    "aria-orientation": "vertical",
    onpointerdown: grab,
    onpointermove: drag,
    onpointerup: drop,
    onpointercancel: drop,
    onkeydown: keyed,
  });
  let box; // of the picture when it was taken hold of
  function grab(event) {
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    plot.held = true;
    box = plot.picture.getBoundingClientRect();
  }
  function drag(event) {
    if (!element.hasPointerCapture(event.pointerId)) return;
    move({
      x: ((event.clientX - box.left) / box.width) * plot.width,
      y: ((event.clientY - box.top) / box.height) * plot.height,
    });
    // Words above it that got longer or shorter do not move it away from under the finger, as far as the page can
    // scroll.
    const shift = plot.picture.getBoundingClientRect().top - box.top;
    if (shift) scrollBy({ top: shift, behavior: "instant" });
  }
  function drop() {
    if (!plot.held) return;
    plot.held = false;
    plot.draw();
    told(element);
  }
  function keyed(event) {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    step(way);
    told(element);
  }
  return {
    element,
    // at: { x, y } in the units of the picture; value: { now, from, to, text }
    put(at, { now, from, to, text }) {
      element.style.left = `${(100 * at.x) / plot.width}%`;
      element.style.top = `${(100 * at.y) / plot.height}%`;
      const values = { valuenow: now, valuemin: Math.min(from, to), valuemax: Math.max(from, to), valuetext: text };
      for (const [name, each] of Object.entries(values)) element.setAttribute(`aria-${name}`, each);
    },
  };
}

// Words in a picture; lines that run behind them leave a gap.
export const text = (x, y, words, extra) =>
  s("text", {
    x,
    y,
    "font-size": 14,
    fill: "var(--soft)",
    stroke: "var(--panel)",
    "stroke-width": 4,
    "paint-order": "stroke",
    ...extra,
  }, words);

// points: { label, move, step } each. show(range, draw): range is what the scale shows, and stays as long as a point is
// held, so that it stays under the finger; draw(range, { width, height }) gives { message, parts, at }: the words of
// the picture, what is in it, and of each point where it stands. Nothing is shown without a range.
export function plotOf(points) {
  const picture = s("svg", { role: "img" });
  const plot = { picture, width: 310, height: HEIGHTS[0], held: false, draw };
  const handles = points.map((each) => handlePart(plot, each));
  const element = h("div.plot", null, picture, ...handles.map((each) => each.element));
  let now;
  let range;
  let drawing;
  function draw() {
    if (!now) return;
    if (!plot.held) range = now;
    const { message, parts, at } = drawing(range, plot);
    picture.setAttribute("viewBox", `0 0 ${plot.width} ${plot.height}`);
    picture.setAttribute("aria-label", message);
    picture.replaceChildren(...parts.filter(Boolean));
    at.forEach((each, place) => handles[place].put(each, each));
  }
  function fit() {
    const width = Math.round(Math.min(Math.max(element.clientWidth, LEAST), MOST));
    if (!element.clientWidth || width === plot.width) return;
    plot.width = width;
    plot.height = HEIGHTS[Number(width >= WIDE)];
    draw();
  }
  if (globalThis.ResizeObserver) new ResizeObserver(fit).observe(element);
  return {
    element,
    show(next, drawn) {
      [now, drawing] = [next, drawn];
      draw();
    },
  };
}

// Growth of people and land, earlier date = 100: two lines, named at their end, whose ends can be moved.
const yearOf = (date) => String(Math.floor(date));
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
  const date = (x, words) => text(x, foot + 20, words, { "text-anchor": "middle" });
  return [
    s("path", { d: `M${LEFT} ${TOP - 10}V${foot}M${right} ${TOP - 10}V${foot}`, stroke: "var(--line)" }),
    s("path", { d: `M${LEFT} ${y(100)}H${right}`, stroke: "var(--edge)", "stroke-dasharray": "2 4" }),
    text(LEFT - 8, y(100) + 5, "100", { "text-anchor": "end" }),
    ...LINES.flatMap(({ colour, dash, name }, at) => {
      const end = y(values[at]);
      const line = { x1: LEFT, y1: y(100), x2: right, y2: end };
      return [
        s("line", { ...line, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash }),
        dash
          ? s("rect", { x: right - 7, y: end - 7, width: 14, height: 14, fill: colour })
          : s("circle", { cx: right, cy: end, r: 7.5, fill: colour }),
        text(right + 16, names[at] - 2, number(values[at], digits), { fill: colour, "font-weight": 600 }),
        text(right + 16, names[at] + 13, strings[name], { fill: colour }),
      ];
    }),
    date(LEFT, yearOf(numbers.y0)),
    date(right, yearOf(numbers.y1)),
  ];
}

// move(key, factor) is called with how many times the earlier number the later one is: "p" people, "v" land.
export function growthPicture(strings, move) {
  let amount;
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
      const message = fill(strings.slope_says, { y0: yearOf(numbers.y0), y1: yearOf(numbers.y1), people, land });
      element.hidden = false;
      plot.show(rangeOf(now), ([low, high], { width, height }) => {
        const foot = height - BOTTOM;
        const right = width - RIGHT;
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
