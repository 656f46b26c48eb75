// The drawn city: its crossings, streets and boundaries, and the figures inside one of them.
import { OPEN_SPACE_REACH, TRANSPORT_REACH } from "./limits.js";
import { access, alongStreets, inLine, openShare } from "./method.js";

const [PARK] = Object.keys(OPEN_SPACE_REACH);
const HECTARE = 10_000; // square metres
export const nameOf = (column, row) => `${column},${row}`;

function crossingsOf({ rows, people, step }) {
  const found = rows.flatMap((signs, row) =>
    [...signs].map((sign, column) => ({ sign, column, row })).filter(({ sign }) => sign !== ".")
  );
  return found.map(({ sign, column, row }) => ({
    at: nameOf(column, row),
    column,
    row,
    x: column * step,
    y: row * step,
    people: Number(sign) * people,
  }));
}

function streetsOf(crossings, { step, river, bridges, closed }) {
  const there = new Set(crossings.map(({ at }) => at));
  const open = (column, row) => column < closed && (row !== river || bridges.includes(column));
  return crossings.flatMap(({ at, column, row }) => {
    const [east, south] = [nameOf(column + 1, row), nameOf(column, row + 1)];
    const found = [];
    if (there.has(east)) found.push([at, east, step]);
    if (there.has(south) && open(column, row)) found.push([at, south, step]);
    return found;
  });
}

export function cityOf(data) {
  const crossings = crossingsOf(data);
  const streets = streetsOf(crossings, data);
  const byName = new Map(crossings.map((each) => [each.at, each]));
  const ends = new Map();
  for (const each of streets.flatMap(([start, end]) => [start, end])) ends.set(each, (ends.get(each) ?? 0) + 1);
  return {
    ...data,
    columns: data.rows[0].length,
    lines: data.rows.length,
    crossings,
    streets,
    byName,
    ends,
    walking: alongStreets(streets),
  };
}

// The crossing that is nearest to a place; of two, the first from the north-west.
export function nearest({ crossings }, column, row) {
  const far = (each) => (each.column - column) ** 2 + (each.row - row) ** 2;
  return crossings.reduce((best, each) => (far(each) < far(best) ? each : best));
}

// Whether a block lies inside a boundary: { boundary, own } as in the state.
export function insideOf(city, { boundary, own }) {
  const box = boundary === "own" ? own : city.boundaries[boundary];
  if (!box) return (column, row) => (city.byName.get(nameOf(column, row))?.people ?? 0) > 0;
  const [west, north, east, south] = box;
  return (column, row) => column >= west && column <= east && row >= north && row <= south;
}

const stopsOf = ({ byName }, { stops }) =>
  stops.map(([kind, column, row]) => ({ kind, ...byName.get(nameOf(column, row)) }));
const parksOf = ({ byName, hectares }, { parks }) =>
  parks.map(([column, row], at) => ({ kind: PARK, hectares: hectares[at], ...byName.get(nameOf(column, row)) }));

// Who is within reach in the whole city, by crossing, for the map.
export function reachedIn(city, state) {
  const [stops, reach] = state.look === "transport"
    ? [stopsOf(city, state), TRANSPORT_REACH]
    : [parksOf(city, state), OPEN_SPACE_REACH];
  const distance = state.circles ? inLine : city.walking;
  return { stops, reach, within: access(city.crossings, stops, reach, distance).within };
}

// Stops and parks beyond the boundary serve those who live inside it.
export function figuresOf(city, state, inside) {
  const homes = city.crossings.filter(({ column, row }) => inside(column, row));
  const [stops, parks] = [stopsOf(city, state), parksOf(city, state)];
  const measured = (places, reach, distance) => access(homes, places, reach, distance);
  const transport = measured(stops, TRANSPORT_REACH, city.walking);
  const space = measured(parks, OPEN_SPACE_REACH, city.walking);
  let blocks = 0;
  for (let row = 0; row < city.lines; row += 1) {
    for (let column = 0; column < city.columns; column += 1) blocks += Number(inside(column, row));
  }
  const area = (blocks * city.step ** 2) / HECTARE;
  const green = parks.filter(({ column, row }) => inside(column, row)).reduce((all, each) => all + each.hectares, 0);
  // Half of each piece of street belongs to the block at each of its ends.
  const pieces = homes.reduce((all, { at }) => all + (city.ends.get(at) ?? 0), 0);
  const streets = (pieces * city.step * city.width) / 2 / HECTARE;
  return {
    people: transport.people,
    area,
    green,
    streets,
    open: openShare(green, streets, area),
    transport,
    space,
    transport_line: measured(stops, TRANSPORT_REACH, inLine).share,
    space_line: measured(parks, OPEN_SPACE_REACH, inLine).share,
  };
}
