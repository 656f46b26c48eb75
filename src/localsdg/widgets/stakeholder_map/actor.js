// One actor of the map: a disc on the grid, and a line of the list that opens to name, sliders and groups.
import { markWords } from "../kit/keeping.js";
import { counted, field, fill, h, identifier } from "../kit/kit.js";
import { listed, newId } from "../kit/parts.js";
import { GROUPS, LONGEST_ACTOR_NAME, MOST } from "./limits.js";
import { quadrantOf, tooMany } from "./method.js";

const SIDES = ["power", "interest"];
const PLACES = MOST + 1; // whole numbers from 0
const middleOf = (value) => `${(100 * (value + 0.5)) / PLACES}%`;

export const newActor = () => ({ id: newId(), name: "", power: 2, interest: 2, groups: [] });

// Where on the grid a pointer is, as { interest, power }.
export function placeOf({ clientX, clientY }, map) {
  const box = map.getBoundingClientRect();
  const whole = (share) => Math.min(MOST, Math.max(0, Math.floor(PLACES * share)));
  return { interest: whole((clientX - box.left) / box.width), power: whole((box.bottom - clientY) / box.height) };
}

// The disc can be dragged. moved(place) and dropped() are called on the way and at the end.
function discOf(map, { grabbed, moved, dropped }) {
  const disc = h("span.disc", {
    onpointerdown: grab,
    onpointermove: drag,
    onpointerup: dropped,
    onpointercancel: dropped,
  });
  function grab(event) {
    event.preventDefault();
    disc.setPointerCapture(event.pointerId);
    grabbed();
  }
  function drag(event) {
    if (disc.hasPointerCapture(event.pointerId)) moved(placeOf(event, map));
  }
  return disc;
}

function slidersOf(strings, change) {
  const values = Object.fromEntries(SIDES.map((side) => [side, h("span")]));
  const inputs = Object.fromEntries(
    SIDES.map((side) => [
      side,
      h("input", {
        type: "range",
        min: 0,
        max: MOST,
        step: 1,
        oninput: (event) => change({ [side]: Number(event.target.value) }),
      }),
    ]),
  );
  return {
    elements: SIDES.map((side) => field(h("span", null, `${strings[side]}: `, values[side]), inputs[side])),
    paint(actor) {
      for (const side of SIDES) {
        inputs[side].value = actor[side];
        values[side].textContent = fill(strings.of_most, { value: actor[side], most: MOST });
      }
    },
  };
}

function groupsOf(strings, chosen, change) {
  const boxes = GROUPS.map((group) =>
    h("input", {
      type: "checkbox",
      checked: chosen.includes(group),
      onchange: () => change({ groups: GROUPS.filter((_, at) => boxes[at].checked) }),
      "data-group": group,
    })
  );
  const summary = h("span");
  const options = GROUPS.map((group, at) => h("label.option", null, boxes[at], strings.groups[group]));
  return {
    element: h("details", null, h("summary", null, summary), ...options),
    paint({ groups }) {
      const names = listed(groups.map((group) => strings.groups[group]));
      summary.textContent = fill(strings.speaks_for, { groups: names || strings.nobody });
    },
  };
}

// board: { strings, map, together }; of the actors of one name (together) one is open at a time. The owner hears of
// what the learner does: changed(actor), record(), remove(part); mark(id) says what is taken over from an example.
export function actorPart(actor, { strings, map, together, owner }) {
  const number = h("span.disc");
  const who = h("span");
  const mark = h("b.small.taken");
  const where = h("span.small.soft");
  const long = h("p.small", { id: identifier("name"), "aria-live": "polite" });
  const name = h("input", {
    type: "text",
    autocomplete: "off",
    "aria-describedby": long.id,
    oninput: () => change({ name: name.value }),
  });
  const sliders = slidersOf(strings, change);
  const groups = groupsOf(strings, actor.groups, change);
  const disc = discOf(map, {
    grabbed: () => (element.open = true),
    moved: (to) => SIDES.some((side) => to[side] !== actor[side]) && change(to),
    dropped: owner.record,
  });
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove);
  const element = h(
    "details",
    { name: together, ontoggle: () => disc.classList.toggle("ls-chosen", element.open) },
    h("summary", null, number, who, mark, where),
    h("div.form", null, field(strings.name, name), long, ...sliders.elements, groups.element, h("p", null, remove)),
  );
  name.value = actor.name;

  function change(values) {
    Object.assign(actor, values);
    owner.changed(actor);
  }
  // at: its place in the list; behind: how many stand at the same place of the grid before it.
  function paint(at, behind) {
    disc.textContent = number.textContent = at + 1;
    disc.style.cssText = `left:${middleOf(actor.interest)};bottom:${middleOf(actor.power)};--behind:${behind}`;
    who.textContent = actor.name.trim() || strings.no_name;
    const more = tooMany(actor.name);
    long.textContent = more ? counted(strings.name_too_long, more, { most: LONGEST_ACTOR_NAME }) : "";
    if (more) name.setAttribute("aria-invalid", "true");
    else name.removeAttribute("aria-invalid");
    where.textContent = strings.quadrants[quadrantOf(actor)];
    const taken = owner.mark(actor.id);
    mark.textContent = taken ? markWords(taken, strings) : "";
    sliders.paint(actor);
    groups.paint(actor);
  }
  const part = { actor, disc, element, name, change, paint };
  return part;
}
