// The choices and fields beside the map: which boundary, what is looked at, and where each thing stands.
import { field, h, radios } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { fold } from "../kit/parts.js";
import { nameOf } from "./city.js";
import { parkName, rowShown, stopName } from "./picture.js";

const BOUNDARIES = ["centre", "built", "admin", "own"];
const SIDES = ["west", "north", "east", "south"]; // in the order of the state

// A list to choose from: options are [value, words].
function choice(options, onchange) {
  return h("select", { onchange }, ...options.map(([value, words]) => h("option", { value }, words)));
}

function placeFields(city, strings, typed) {
  const whole = (max) => numberField(strings, { min: 1, max, whole: true }, { oninput: typed });
  const [column, row] = [whole(city.columns), whole(city.lines)];
  const note = h("p.small", { "aria-live": "polite" });
  const parts = [[strings.column, column], [strings.row, row]].map(([words, each]) => {
    const element = field(words, each.box);
    element.append(each.note);
    return element;
  });
  return { column, row, note, element: h("div.sides-of-city", null, ...parts) };
}

// Which thing is moved, its column and row, and for a stop whether it is a bus or a train.
function mover(city, strings, { state, changed }) {
  const things = [
    ...state().stops.map((_, at) => [`stops ${at}`, stopName(at, strings)]),
    ...state().parks.map((_, at) => [`parks ${at}`, parkName(at, strings)]),
  ];
  const what = choice(things, show);
  const kind = choice(Object.entries(strings.kinds), turn);
  const kindField = field(strings.kind, kind);
  const place = placeFields(city, strings, typed);
  const chosen = () => {
    const [list, at] = what.value.split(" ");
    return { list, at: Number(at), now: state()[list][Number(at)] };
  };
  function put(values) {
    const { list, at } = chosen();
    const all = [...state()[list]];
    all[at] = values;
    changed({ ...state(), [list]: all });
  }
  function typed() {
    const { list, now } = chosen();
    const [column, row] = [place.column.read() - 1, city.lines - place.row.read()];
    place.note.textContent = "";
    if (!Number.isInteger(column) || !Number.isInteger(row)) return;
    if (!city.byName.has(nameOf(column, row))) place.note.textContent = strings.no_street;
    else put(list === "stops" ? [now[0], column, row] : [column, row]);
  }
  function turn() {
    const { now } = chosen();
    put([kind.value, ...now.slice(1)]);
  }
  function show() {
    const { list, now } = chosen();
    const [column, row] = now.slice(-2);
    kindField.hidden = list !== "stops";
    if (list === "stops") kind.value = now[0];
    place.note.textContent = "";
    place.column.write(column + 1);
    place.row.write(rowShown(city, row));
  }
  return {
    element: fold(
      strings.move,
      h("div.form", null, field(strings.what, what), place.element, place.note, kindField),
    ),
    show,
    typing: () => [place.column.box, place.row.box].includes(document.activeElement),
  };
}

// The four sides of one's own boundary.
function sides(city, strings, { state, changed }) {
  const across = [0, 2];
  const fields = SIDES.map((_, side) =>
    numberField(strings, { min: 1, max: across.includes(side) ? city.columns : city.lines, whole: true }, {
      oninput: typed,
    })
  );
  const note = h("p.small", { "aria-live": "polite" });
  const shown = (value, side) => (across.includes(side) ? value + 1 : rowShown(city, value));
  function typed() {
    const own = fields.map((each, side) => (across.includes(side) ? each.read() - 1 : city.lines - each.read()));
    const [west, north, east, south] = own;
    note.textContent = west > east || north > south ? strings.turned : "";
    if (west <= east && north <= south) changed({ ...state(), own });
  }
  const parts = SIDES.map((name, side) => {
    const element = field(strings[name], fields[side].box);
    element.append(fields[side].note);
    return element;
  });
  const element = h(
    "fieldset",
    null,
    h("legend", null, strings.own_sides),
    h("div.sides-of-city", null, ...parts),
    note,
  );
  return {
    element,
    show() {
      note.textContent = "";
      element.hidden = state().boundary !== "own";
      state().own.forEach((value, side) => fields[side].write(shown(value, side)));
    },
    typing: () => fields.some(({ box }) => box === document.activeElement),
  };
}

// state() is the present state; changed(state) is called with the one after a choice.
export function cityControls(city, strings, owner) {
  const { state, changed } = owner;
  const moves = mover(city, strings, owner);
  const box = sides(city, strings, owner);
  const choices = h("div.columns");
  const circles = h("input", {
    type: "checkbox",
    onchange: () => changed({ ...state(), circles: circles.checked }),
  });
  function ask() {
    const { boundary, look } = state();
    const options = (names, words) => names.map((name) => [name, words[name]]);
    choices.replaceChildren(
      radios(
        strings.boundary,
        options(BOUNDARIES, strings.boundaries),
        boundary,
        (name) => changed({ ...state(), boundary: name }),
      ),
      radios(
        strings.look,
        options(["transport", "space"], strings.looks),
        look,
        (name) => changed({ ...state(), look: name }),
      ),
    );
  }
  return {
    elements: [choices, box.element, h("label.option", null, circles, strings.circles), moves.element],
    // Fields in which somebody is typing stay as they are.
    show() {
      const { boundary, look } = state();
      const chosen = [...choices.querySelectorAll("input:checked")].map((each) => each.value);
      if (chosen.join() !== [boundary, look].join()) ask();
      circles.checked = state().circles;
      if (!moves.typing()) moves.show();
      if (!box.typing()) box.show();
    },
  };
}
