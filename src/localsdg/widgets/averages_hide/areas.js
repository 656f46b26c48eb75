// The list of areas with their numbers: a row each, with fields when the list is open.
import { markWords } from "../kit/keeping.js";
import { field, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { newArea } from "./entry.js";
import { MOST_AREAS } from "./limits.js";

const NUMBERS = ["people", "counted"];

function rowOf(area, strings, { changed, remove, mark }) {
  const name = h("input", { type: "text", autocomplete: "off", oninput: () => set("name", name.value) });
  name.value = area.name;
  const boxes = NUMBERS.map((each) => {
    const part = numberField(strings, { min: 0, unit: () => (each === "counted" ? "%" : "") }, {
      oninput: () => set(each, part.box.value),
    });
    part.write(area[each]);
    const element = field(strings[each], part.box);
    element.append(part.note);
    return element;
  });
  const sign = h("b.small.taken");
  function set(key, value) {
    area[key] = value;
    changed();
    paint();
  }
  function paint() {
    const taken = mark(area.id);
    sign.textContent = taken ? markWords(taken, strings) : "";
    button.setAttribute("aria-label", `${strings.remove}: ${area.name.trim() || strings.no_name}`);
  }
  const button = h("button.quiet", { type: "button", onclick: () => remove(area) }, strings.remove);
  paint();
  return { area, paint, name, element: h("div.area", null, field(strings.name, name), ...boxes, button, sign) };
}

// owner: changed(), record(), mark(id).
export function areasPart(strings, owner) {
  const list = h("div");
  const more = h("button", { type: "button", onclick: () => add([newArea()], true) }, strings.add);
  const notes = h("div");
  const say = h("p.small", null, strings.areas_say);
  const body = h(
    "details.fold",
    { ontoggle: build },
    h("summary", null, strings.areas),
    say,
    notes,
    list,
    h("p", null, more),
  );
  let areas = [];
  let rows = [];

  // Fields are made when the list is open: a city has many areas.
  function build() {
    if (!body.open || rows.length) return;
    rows = areas.map((area) => rowOf(area, strings, { ...owner, remove }));
    list.replaceChildren(...rows.map(({ element }) => element));
    more.disabled = areas.length >= MOST_AREAS;
  }
  function put(given, open = body.open) {
    areas = given.map((area) => ({ ...area }));
    rows = [];
    list.replaceChildren();
    body.open = open;
    build();
    more.disabled = areas.length >= MOST_AREAS;
  }
  function add(added, typed) {
    put([...areas, ...added.slice(0, MOST_AREAS - areas.length)], true);
    owner.changed();
    if (typed) rows.at(-1)?.name.focus();
    owner.record();
  }
  function remove(area) {
    const at = areas.indexOf(area);
    put(areas.filter((each) => each !== area));
    owner.changed();
    (rows[at] ?? rows[at - 1] ?? { name: more }).name.focus();
    owner.record();
  }
  return {
    element: body,
    areas: () => areas,
    put,
    add,
    room: () => MOST_AREAS - areas.length,
    // words: what the owner of the numbers should know.
    paint(words) {
      notes.replaceChildren(...words);
      rows.forEach((row) => row.paint());
    },
  };
}
