// The list of areas when it is open: a row each, with fields, and what the owner of the numbers should know of them.
import { markWords } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { MOST_AREAS } from "./limits.js";
import { namesOf } from "./words.js";

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
  return { paint, name, element: h("div.area", null, field(strings.name, name), ...boxes, button, sign) };
}

// Which areas are hidden, and why: it stands here, and on no sheet.
function hiddenNotes(seen, strings) {
  const hidden = seen?.hidden ?? seen?.few ?? [];
  const of = (isSmall) => hidden.filter(({ small }) => small === isSmall).map(({ name }) => name);
  return [[of(true), strings.hidden_small], [of(false), strings.hidden_others]]
    .filter(([list]) => list.length)
    .map(([list, words]) => h("p.warning", null, fill(words, { names: namesOf(list, strings) })));
}

// owner: changed(), add(), remove(area), mark(id).
export function areaList(strings, owner) {
  const list = h("div");
  const notes = h("div");
  const more = h("button", { type: "button", onclick: owner.add }, strings.add);
  let rows = [];
  function paint(seen) {
    notes.replaceChildren(...hiddenNotes(seen, strings));
    rows.forEach((row) => row.paint());
  }
  function clear() {
    rows = [];
    list.replaceChildren();
  }
  return {
    elements: [h("p.small", null, strings.areas_say), notes, list, h("p", null, more)],
    clear,
    paint,
    build(areas, seen) {
      if (!rows.length) {
        rows = areas.map((area) => rowOf(area, strings, owner));
        list.replaceChildren(...rows.map(({ element }) => element));
      }
      more.disabled = areas.length >= MOST_AREAS;
      paint(seen);
    },
    // The name of a row, or of the one before it.
    focus: (at) => (rows[at] ?? rows[at - 1] ?? { name: more }).name.focus(),
  };
}
