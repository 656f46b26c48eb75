// The map: streets, homes, stops, parks and the boundary, all of which can be moved by finger, mouse and arrow keys.
import { fill, h, s } from "../kit/kit.js";
import { plotOf, text } from "../kit/plots.js";
import { insideOf, nameOf, nearest, reachedIn } from "./city.js";

const LEFT = 24; // for the numbers of the rows
const FOOT = 24; // for those of the columns
const MARK = 17; // width of a stop
const WATER = 0.3; // width of the river, as part of a block

const letter = (at) => String.fromCharCode(65 + at);
export const stopName = (at, strings) => fill(strings.stop, { name: at + 1 });
export const parkName = (at, strings) => fill(strings.park, { name: letter(at) });
export const rowShown = (city, row) => city.lines - row;

// From blocks to the units of the picture, and back.
function scaleOf(city, { width, height }) {
  const size = Math.min((width - LEFT) / city.columns, (height - FOOT) / city.lines);
  const left = LEFT + (width - LEFT - size * city.columns) / 2;
  return {
    size,
    x: (column) => left + (column + 0.5) * size,
    y: (row) => (row + 0.5) * size + 2,
    column: (x) => (x - left) / size - 0.5,
    row: (y) => (y - 2) / size - 0.5,
  };
}

function outline(city, inside, { x, y }) {
  const [sides, blocks] = [[], []];
  const there = (column, row) =>
    column >= 0 && row >= 0 && column < city.columns && row < city.lines && inside(column, row);
  for (let row = 0; row < city.lines; row += 1) {
    for (let column = 0; column < city.columns; column += 1) {
      if (!there(column, row)) continue;
      const [west, east, north, south] = [x(column - 0.5), x(column + 0.5), y(row - 0.5), y(row + 0.5)];
      blocks.push(`M${west} ${north}H${east}V${south}H${west}Z`);
      if (!there(column, row - 1)) sides.push(`M${west} ${north}H${east}`);
      if (!there(column, row + 1)) sides.push(`M${west} ${south}H${east}`);
      if (!there(column - 1, row)) sides.push(`M${west} ${north}V${south}`);
      if (!there(column + 1, row)) sides.push(`M${east} ${north}V${south}`);
    }
  }
  return [
    s("path", { d: blocks.join(""), fill: "var(--brand)", "fill-opacity": 0.1 }),
    s("path", { d: sides.join(""), stroke: "var(--ink)", "stroke-width": 2.5, "stroke-linecap": "square" }),
  ];
}

function ground(city, { x, y, size }) {
  const water = s("path", {
    d: `M${x(-0.5)} ${y(city.river + 0.5)}H${x(city.columns - 0.5)}`,
    stroke: "var(--people)",
    "stroke-opacity": 0.45,
    "stroke-width": size * WATER,
  });
  const lines = city.streets.map(([start, end]) => {
    const [from, to] = [city.byName.get(start), city.byName.get(end)];
    return `M${x(from.column)} ${y(from.row)}L${x(to.column)} ${y(to.row)}`;
  });
  const bridges = city.bridges.map((column) => `M${x(column)} ${y(city.river)}V${y(city.river + 1)}`);
  return [
    water,
    s("path", { d: lines.join(""), stroke: "var(--edge)", "stroke-width": 1.2 }),
    s("path", { d: bridges.join(""), stroke: "var(--ink)", "stroke-width": 4 }),
  ];
}

function homes(city, within, inside, { x, y, size }) {
  const most = Math.max(...city.crossings.map(({ people }) => people));
  return city.crossings.map(({ people, column, row }, at) =>
    people > 0 && s("circle", {
      cx: x(column),
      cy: y(row),
      r: Math.max(0.44 * size * Math.sqrt(people / most), 2.2),
      fill: within[at] ? "var(--brand)" : "var(--panel)",
      stroke: within[at] ? "var(--brand)" : "var(--ink)",
      "stroke-width": 1.3,
      opacity: inside(column, row) ? 1 : 0.4,
    })
  );
}

const rings = (city, stops, reach, { x, y, size }) =>
  stops.map(({ kind, column, row }) =>
    s("circle", {
      cx: x(column),
      cy: y(row),
      r: (reach[kind] / city.step) * size,
      fill: "none",
      stroke: "var(--bad)",
      "stroke-width": 1.6,
      "stroke-dasharray": "6 4",
    })
  );

// Buses have a square, trains a square with a second edge, parks a disc; what is not looked at is pale.
function marks({ stops, parks, look }, { x, y }) {
  const sign = (column, row, words, round, shape) => [
    s("rect", {
      x: x(column) - MARK / 2,
      y: y(row) - MARK / 2,
      width: MARK,
      height: MARK,
      rx: round,
      stroke: "var(--paper)",
      ...shape,
    }),
    s("text", {
      x: x(column),
      y: y(row) + 4.5,
      "text-anchor": "middle",
      "font-size": 13,
      "font-weight": 700,
      fill: "var(--paper)",
    }, words),
  ];
  const edge = ([kind, column, row]) =>
    kind === "high" &&
    s("rect", {
      x: x(column) - MARK / 2 - 3,
      y: y(row) - MARK / 2 - 3,
      width: MARK + 6,
      height: MARK + 6,
      fill: "var(--paper)",
      stroke: "var(--people)",
      "stroke-width": 2,
    });
  const drawnStops = stops.flatMap((each, at) => [
    edge(each),
    ...sign(each[1], each[2], at + 1, 1, { fill: "var(--people)" }),
  ]);
  const drawnParks = parks.flatMap(([column, row], at) =>
    sign(column, row, letter(at), MARK / 2, { fill: "var(--land)" })
  );
  return look === "transport" ? [...drawnParks, ...drawnStops] : [...drawnStops, ...drawnParks];
}

function numbers(city, { x, y, size }) {
  const columns = [0, 5, 11, city.columns - 1];
  const rows = [0, 6, city.lines - 1];
  return [
    ...columns.map((column) =>
      text(x(column), y(city.lines - 1) + size / 2 + 16, column + 1, { "text-anchor": "middle", "font-size": 13 })
    ),
    ...rows.map((row) =>
      text(x(0) - size / 2 - 5, y(row) + 5, rowShown(city, row), { "text-anchor": "end", "font-size": 13 })
    ),
  ];
}

// The rectangle of one's own boundary, or the one around a ready boundary, from which one's own begins.
function boxOf(city, state) {
  if (state.boundary === "own") return state.own;
  const box = city.boundaries[state.boundary];
  if (box) return box;
  const there = city.crossings.filter(({ people }) => people > 0);
  const [columns, rows] = [there.map(({ column }) => column), there.map(({ row }) => row)];
  return [Math.min(...columns), Math.min(...rows), Math.max(...columns), Math.max(...rows)];
}

// Two corners of the box: north-west and south-east.
function withCorner(city, box, corner, column, row) {
  const [west, north, east, south] = box;
  const within = (value, low, high) => Math.min(Math.max(Math.round(value), low), high);
  return corner === 0
    ? [within(column, 0, east), within(row, 0, south), east, south]
    : [west, north, within(column, west, city.columns - 1), within(row, north, city.lines - 1)];
}

// The next crossing that way; where no street ends there, the one after it.
function onward(city, place, way) {
  const [column, row] = place;
  const [right, up] = way;
  for (let far = 1; far < city.columns; far += 1) {
    const found = city.byName.get(nameOf(column + right * far, row - up * far));
    if (found) return found;
  }
  return undefined;
}

// One block, whatever the key.
const moveOf = (way) => way.map(Math.sign);

// What can be moved: stops, parks and two corners. now: { state, scale } as they are; changed(state) is called after a
// move.
function pointsOf(city, strings, now, changed) {
  const place = (kind, at) => (kind === "stops" ? now.state.stops[at].slice(1) : now.state.parks[at]);
  function put(kind, at, crossing) {
    const [column, row] = place(kind, at);
    if (!crossing || (crossing.column === column && crossing.row === row)) return;
    const list = [...now.state[kind]];
    const where = [crossing.column, crossing.row];
    list[at] = kind === "stops" ? [list[at][0], ...where] : where;
    changed({ ...now.state, [kind]: list });
  }
  const thing = (kind, name) => (_, at) => ({
    label: name(at, strings),
    move: ({ x, y }) => put(kind, at, nearest(city, now.scale.column(x), now.scale.row(y))),
    step: (way) => put(kind, at, onward(city, place(kind, at), moveOf(way))),
  });
  function turn(at, column, row) {
    const box = boxOf(city, now.state);
    const own = withCorner(city, box, at, column, row);
    if (own.some((side, index) => side !== box[index])) changed({ ...now.state, boundary: "own", own });
  }
  const corner = (name, at) => ({
    label: strings[name],
    move: ({ x, y }) => turn(at, now.scale.column(x), now.scale.row(y)),
    step(way) {
      const box = boxOf(city, now.state);
      const [right, up] = moveOf(way);
      turn(at, box[2 * at] + right, box[2 * at + 1] - up);
    },
  });
  return [
    ...now.state.stops.map(thing("stops", stopName)),
    ...now.state.parks.map(thing("parks", parkName)),
    ...["north_west", "south_east"].map(corner),
  ];
}

// Where each of them is, and what that is called.
function placesOf(city, { state, scale }, strings) {
  const where = (column, row, more) => ({
    x: scale.x(column),
    y: scale.y(row),
    now: row * city.columns + column,
    from: 0,
    to: city.columns * city.lines - 1,
    text: fill(strings.at, { column: column + 1, row: rowShown(city, row), more }),
  });
  const [west, north, east, south] = boxOf(city, state);
  const corner = (column, row, out) => ({
    ...where(column, row, strings.boundaries[state.boundary]),
    x: scale.x(column + out),
    y: scale.y(row + out),
  });
  return [
    ...state.stops.map(([kind, column, row]) => where(column, row, strings.kinds[kind])),
    ...state.parks.map(([column, row], at) =>
      where(column, row, fill(strings.hectares, { hectares: city.hectares[at] }))
    ),
    corner(west, north, -0.5),
    corner(east, south, 0.5),
  ];
}

// changed(state) is called with the state after a move.
export function cityPicture(city, strings, changed) {
  const now = { state: undefined, scale: undefined };
  let plot;
  const caption = h("figcaption");
  const key = h("p.small.soft", null, strings.key);
  const element = h("figure.chart.city", null, caption, key);

  function drawn(size) {
    now.scale = scaleOf(city, size);
    const { state, scale } = now;
    const inside = insideOf(city, state);
    const { stops, reach, within } = reachedIn(city, state);
    const at = placesOf(city, now, strings);
    const parts = [
      ...outline(city, inside, scale),
      ...ground(city, scale),
      ...homes(city, within, inside, scale),
      ...(state.circles ? rings(city, stops, reach, scale) : []),
      ...at.slice(-2).map(({ x, y }) => s("rect", { x: x - 5, y: y - 5, width: 10, height: 10, fill: "var(--ink)" })),
      ...marks(state, scale),
      ...numbers(city, scale),
    ];
    return { message: strings.map_says, parts, at };
  }
  return {
    element,
    show(state, words) {
      now.state = state;
      caption.textContent = words;
      if (!plot) {
        plot = plotOf(pointsOf(city, strings, now, changed));
        key.before(plot.element);
      }
      plot.show([0, 1], (_, size) => drawn(size));
    },
  };
}
