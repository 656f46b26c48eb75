// Widget "Stakeholder map": actors on a grid of power and interest, placed by pointer or by sliders; who is missing.
import { counted, fill, h, identifier, table } from "../kit/kit.js";
import { fold, listed, ready, scrolled, verdict, writingLines } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { actorPart, newActor, placeOf } from "./actor.js";
import { actorsOf } from "./entry.js";
import { GROUPS, QUADRANTS } from "./limits.js";
import { placed, quadrantOf, stakeholderMap } from "./method.js";

const pack = (actors) =>
  Object.fromEntries(actors.map(({ id, name, power, interest, groups }) => [id, [name, power, interest, ...groups]]));
const exampleOf = ({ actors }, { names }) =>
  actors.map(([power, interest, ...groups], at) => ({
    id: `${String(at + 1).padStart(2, "0")} ${names[at]}`,
    name: names[at],
    power,
    interest,
    groups,
  }));

const quadrant = (name, strings) => h("div.quadrant", null, h("span", null, strings.quadrants[name]));
function axes(map, strings) {
  const along = h("span.along.small.soft", null, strings.interest_axis);
  return h("div.axes", null, h("span.up.small.soft", null, strings.power_axis), map, along);
}

// The verdict in one sentence, and the sentences below it.
function verdictOf({ actors, left_out, empty, missing }, strings) {
  const holes = empty.length ? counted(strings.empty, empty.length) : strings.none_empty;
  const silent = missing.length
    ? counted(strings.missing, missing.length, { all: GROUPS.length })
    : strings.none_missing;
  const more = left_out ? [counted(strings.left_out, left_out)] : [];
  if (!actors.length) return { title: strings.nothing, reasons: [...more, strings.nothing_reason] };
  if (empty.length) more.push(fill(strings.ask, { quadrants: listed(empty.map((name) => strings.quadrants[name])) }));
  if (missing.length) more.push(fill(strings.who, { groups: listed(missing.map((group) => strings.groups[group])) }));
  if (!empty.length && !missing.length) more.push(strings.complete);
  return { title: `${holes} ${silent}`, reasons: more };
}

function tableOf(actors, strings) {
  const row = ({ name, power, interest, groups, ...rest }) => [
    name,
    power,
    interest,
    strings.quadrants[quadrantOf({ power, interest, ...rest })],
    listed(groups.map((group) => strings.groups[group])) || "\u2014",
  ];
  return table(strings.table, strings.columns, actors.map(row));
}

function worksheet(filled, strings) {
  const map = h("div.map", null, ...QUADRANTS.map((name) => quadrant(name, strings)));
  const line = (group) => h("li", null, `\u2610 ${strings.groups[group]}: `, h("span.blank"));
  return [
    filled,
    h("p", null, strings.sheet_lead),
    ...writingLines(1),
    axes(map, strings),
    h("p", null, strings.sheet_groups),
    h("ul.sheet-groups", null, ...GROUPS.map(line)),
  ];
}

// The actors on the grid and in the list.
function board(strings, owner) {
  const panels = Object.fromEntries(QUADRANTS.map((name) => [name, quadrant(name, strings)]));
  // The picture is for pointers; the sliders and the table say the same to everybody.
  const map = h("div.map", { "aria-hidden": "true", onclick: tapped }, ...Object.values(panels));
  const list = h("div.actors.opens");
  const together = identifier("actor");
  const more = h("button", { type: "button", onclick: add }, strings.add);
  let parts = [];

  function tapped(event) {
    const open = parts.find(({ element }) => element.open);
    if (!open || event.target.closest(".ls-disc")) return;
    open.change(placeOf(event, map));
    owner.record();
  }
  function put(actors) {
    const open = parts.findIndex(({ element }) => element.open);
    parts = actors.map((actor) =>
      actorPart({ ...actor, groups: [...actor.groups] }, { strings, map, together, owner: { ...owner, remove } })
    );
    list.replaceChildren(...parts.map(({ element }) => element));
    map.replaceChildren(...Object.values(panels), ...parts.map(({ disc }) => disc));
    if (parts[open]) parts[open].element.open = true;
  }
  function add() {
    put([...actors(), newActor()]);
    owner.changed();
    const { element, name } = parts.at(-1);
    element.open = true;
    name.focus();
    owner.record();
  }
  function remove(part) {
    const at = parts.indexOf(part);
    put(actors().filter((actor) => actor !== part.actor));
    owner.changed();
    (parts[at] ?? parts[at - 1])?.element.querySelector("summary").focus();
    if (!parts.length) more.focus();
    owner.record();
  }
  const actors = () => parts.map(({ actor }) => actor);
  return {
    element: h(
      "div.sides",
      null,
      h("figure", null, h("figcaption", null, strings.map), axes(map, strings)),
      h("div", null, list, h("p", null, more)),
    ),
    actors,
    put,
    paint(empty) {
      const there = new Map();
      parts.forEach(({ actor, paint }, at) => {
        const place = `${actor.power} ${actor.interest}`;
        paint(at, there.get(place) ?? 0);
        there.set(place, (there.get(place) ?? 0) + 1);
      });
      for (const name of QUADRANTS) panels[name].classList.toggle("ls-empty", empty.includes(name));
    },
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const judged = verdict();
  const whys = h("ul");
  const why = fold(strings.why, whys);
  const twin = scrolled(strings.table, ".placed");
  const filled = h("div.placed");
  const places = board(strings, {
    changed(actor) {
      exercise.changed();
      show(true, actor);
    },
    record: () => exercise.record(),
    mark: (id) => exercise.mark(id),
  });
  const cases = ready(view.model.get("data").cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 16,
    lesson: "1.3",
    part: "stakeholders",
    cases,
    opens: cases[0],
    blank: [],
    read: places.actors,
    write(actors) {
      places.put(actors);
      show(false);
    },
    pack,
    unpack: actorsOf,
    label: (id, actors) => actors.find((actor) => actor.id === id)?.name ?? id,
  });

  function show(changed, moved) {
    const all = places.actors();
    const actors = placed(all).map((actor) => ({ ...actor, name: actor.name.trim() }));
    const { quadrants, empty, missing } = stakeholderMap(actors);
    places.paint(empty);
    const { title, reasons } = verdictOf({ actors, left_out: all.length - actors.length, empty, missing }, strings);
    judged.put(title, reasons);
    const reason = (group) => h("li", null, h("strong", null, `${strings.groups[group]}: `), strings.whys[group]);
    whys.replaceChildren(...missing.map(reason));
    why.hidden = !missing.length;
    twin.replaceChildren(tableOf(actors, strings));
    filled.replaceChildren(...(actors.length ? [tableOf(actors, strings)] : []));
    const name = moved && (moved.name.trim() || strings.no_name);
    const said = moved ? fill(strings.said, { name, quadrant: strings.quadrants[quadrantOf(moved)], title }) : title;
    exercise.say(title, changed ? said : "");
    exercise.tell({ actors: actors.map(({ id: _id, ...actor }) => actor), quadrants, missing });
  }

  exercise.stand({
    controls: [places.element],
    result: [judged.element],
    resultFirst: true,
    more: [why, fold(strings.as_table, twin)],
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
