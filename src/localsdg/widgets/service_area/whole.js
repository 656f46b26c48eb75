// The drawn city when it is opened: who lives within reach of public transport and of parks, and inside which
// boundary.
import { decimals, fill, h, number, table } from "../kit/kit.js";
import { scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { cityOf, figuresOf, insideOf, nameOf } from "./city.js";
import { cityControls } from "./controls.js";
import { CITY, START } from "./drawn.js";
import { worksheet } from "../kit/worksheet.js";
import { cityPicture } from "./picture.js";

const READY = ["centre", "built", "admin"];
const isPlace = (value, most) => Number.isInteger(value) && value >= 0 && value < most;

// What was left in this tab, if it is a state of this city.
function stateOf(entry, city, start) {
  const there = (place) => city.byName.has(nameOf(place[0], place[1]));
  const { stops, parks, own, boundary, look, circles } = entry;
  const [west, north, east, south] = own;
  const sound = stops.length === start.stops.length && parks.length === start.parks.length &&
    stops.every(([kind, ...place]) => ["low", "high"].includes(kind) && there(place)) && parks.every(there) &&
    [west, east].every((each) => isPlace(each, city.columns)) &&
    [north, south].every((each) => isPlace(each, city.lines)) && west <= east && north <= south &&
    [...READY, "own"].includes(boundary) && ["transport", "space"].includes(look);
  if (!sound) throw new Error("This is no state of the city.");
  return { stops, parks, own, boundary, look, circles: circles === true };
}

const shareOf = (figures, look) => figures[look].share;
const line = (figures, look) => figures[`${look}_line`];

// The figures in all boundaries: the ready ones, and one's own if it is shown.
function allFigures(city, state) {
  const names = state.boundary === "own" ? [...READY, "own"] : READY;
  const of = (boundary) => figuresOf(city, state, insideOf(city, { ...state, boundary }));
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

// The result in a sentence: the share inside this boundary, and inside the one that differs most.
function sentences(all, { boundary, look }, everybody, strings) {
  const here = all[boundary];
  const share = shareOf(here, look);
  const name = strings.boundaries[boundary];
  if (!here.people) return { title: fill(strings.nobody, { boundary: name }), reasons: [strings.nobody_reason] };
  const others = Object.keys(all).filter((each) => each !== boundary && all[each].people);
  const far = (each) => Math.abs(shareOf(all[each], look) - share);
  const other = others.reduce((best, each) => (far(each) > far(best) ? each : best));
  const circle = line(here, look);
  const digits = decimals([share, shareOf(all[other], look)].filter((each) => each !== circle));
  const said = (value, most = digits) => number(value, Math.min(most, 1));
  const title = fill(strings.results[look], {
    boundary: name,
    share: said(share),
    other: strings.boundaries[other],
    other_share: said(shareOf(all[other], look)),
  });
  const counts = here[look];
  const how = fill(strings.counts[look], {
    served: number(counts.served),
    people: number(counts.people),
    low: said(counts.by_kind.low ?? 0, 1),
    high: said(counts.by_kind.high ?? 0, 1),
  });
  const lines = circle - share > 0.05
    ? fill(strings.circles_say, { circle: said(circle, 1), share: said(share, 1), more: said(circle - share, 1) })
    : strings.circles_same;
  const open = fill(strings.open_says, {
    open: said(here.open, 1),
    green: number(here.green),
    streets: number(here.streets, 1),
    area: number(here.area),
  });
  const outside = everybody > here.people ? [fill(strings.outside, { outside: number(everybody - here.people) })] : [];
  return { title, reasons: [how, ...(look === "space" ? [open] : []), ...outside, lines] };
}

function tableOf(all, strings) {
  const share = (value) => (Number.isFinite(value) ? number(value, 1) : strings.no_value);
  const rows = Object.entries(all).map(([name, each]) => [
    strings.boundaries[name],
    number(each.people),
    number(each.area),
    share(each.transport.share),
    share(each.transport_line),
    share(each.space.share),
    share(each.open),
  ]);
  return table(strings.table, strings.heads, rows);
}

// For Python and other widgets: plain numbers, null where there is no share.
function plainly(all) {
  const known = (value) => (Number.isFinite(value) ? value : null);
  return Object.fromEntries(
    Object.entries(all).map(([name, { people, area, transport, space, transport_line, space_line, open }]) => [name, {
      people,
      area,
      transport: known(transport.share),
      transport_line: known(transport_line),
      space: known(space.share),
      space_line: known(space_line),
      open,
    }]),
  );
}

export function renderCity(view) {
  const strings = view.model.get("strings");
  const city = cityOf(CITY);
  const start = START;
  const everybody = city.crossings.reduce((all, { people }) => all + people, 0);
  let state = start;
  const judged = verdict();
  const figures = scrolled(strings.table);
  const controls = cityControls(city, strings, { state: () => state, changed });
  const picture = cityPicture(city, strings, changed);
  const exercise = shell(view, {
    goal: 11,
    part: "service_area", // without a lesson: the city stays as long as the tab
    blank: start,
    read: () => state,
    write(next) {
      state = next;
      show();
    },
    unpack: (entry) => stateOf(entry, city, start),
  });

  function changed(next) {
    state = next;
    exercise.changed();
    show();
  }
  function show() {
    const all = allFigures(city, state);
    const { title, reasons } = sentences(all, state, everybody, strings);
    controls.show();
    const captions = state.circles ? strings.circle_captions : strings.captions;
    picture.show(state, fill(captions[state.look], { boundary: strings.boundaries[state.boundary] }));
    judged.put(title, reasons);
    figures.replaceChildren(tableOf(all, strings));
    exercise.say(title);
    exercise.tell({ boundary: state.boundary, stops: state.stops, parks: state.parks, figures: plainly(all) });
  }

  exercise.stand({
    controls: [],
    both: [picture.element, h("div.screen.form", null, ...controls.elements)],
    result: [judged.element],
    beside: true,
    more: [figures],
    paper: worksheet(strings),
  });
}
