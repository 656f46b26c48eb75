// A picture as wide as its place, with points that can be moved: by finger or mouse, and by the arrow keys.
import { h, s } from "./kit.js";

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
    // Words above it that got longer or shorter do not move it away from under the finger, as far as the page can scroll.
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

// points: { label, move, step } each. show(draw): draw({ width, height, held }) gives { message, parts, at }: the words of
// the picture, what is in it, and of each point where it stands. While a point is held, the scale should not change.
export function plotOf(points) {
  const picture = s("svg", { role: "img" });
  const plot = { picture, width: 310, height: HEIGHTS[0], held: false, draw };
  const handles = points.map((each) => handlePart(plot, each));
  const element = h("div.plot", null, picture, ...handles.map((each) => each.element));
  let drawing;
  function draw() {
    if (!drawing) return;
    const { message, parts, at } = drawing(plot);
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
    show(next) {
      drawing = next;
      element.hidden = !next;
      draw();
    },
  };
}
