// Widget "Stakeholder map": actors on a grid of power and interest, placed by pointer or by sliders; who is missing.
import { desk } from "../kit/desk.js";
import { markWords } from "../kit/keeping.js";
import { counted, field, fill, frame, h, identifier, share, speaker, table } from "../kit/kit.js";
import { GROUPS, MOST, QUADRANTS } from "./limits.js";
import { placed, quadrantOf, stakeholderMap } from "./method.js";

const PLACES = MOST + 1; // whole numbers from 0
const middleOf = (value) => `${(100 * (value + 0.5)) / PLACES}%`;

// Actors are known by an id, since two may have the same name; ids of new ones sort by the time they were added.
const newId = () => `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
const pack = (actors) =>
  Object.fromEntries(actors.map(({ id, name, power, interest, groups }) => [id, [name, power, interest, ...groups]]));
// Earlier workbooks know an actor by its name.
const unpack = (entry) =>
  Object.entries(entry).map(([id, rest]) => {
    const [name, power, interest, ...groups] = typeof rest[0] === "number" ? [id, ...rest] : rest;
    return { id, name, power, interest, groups };
  });

function render({ model, el, page }) {
  const strings = model.get("strings");
  const data = model.get("data");
  const voice = speaker();
  const verdict = h("div.verdict");
  const whys = h("ul");
  const twin = h("div.scroll.placed", { role: "region", tabindex: 0, "aria-label": strings.table });
  const filled = h("div.placed");
  const list = h("div.actors");
  const only_one = identifier("actor"); // of the actors one is open at a time
  const panels = Object.fromEntries(
    QUADRANTS.map((name) => [name, h("div.quadrant", null, h("span", null, strings.quadrants[name]))]),
  );
  // The picture is for pointers; the sliders and the table say the same to everybody.
  const map = h("div.map", { "aria-hidden": "true", onclick: tapped }, ...Object.values(panels));
  let parts = [];

  function part(actor) {
    const disc = h("span.disc", { onpointerdown: grab, onpointermove: drag, onpointerup: drop, onpointercancel: drop });
    const number = h("span.disc");
    const who = h("span");
    const mark = h("b.small.taken");
    const where = h("span.small.soft");
    const speaks = h("span");
    const name = h("input", { type: "text", autocomplete: "off", oninput: () => change({ name: name.value }) });
    const slider = (side) =>
      h("input", {
        type: "range",
        min: 0,
        max: MOST,
        step: 1,
        oninput: (event) => change({ [side]: Number(event.target.value) }),
      });
    const sliders = { power: slider("power"), interest: slider("interest") };
    const values = { power: h("span"), interest: h("span") };
    const boxes = GROUPS.map((group) =>
      h("input", {
        type: "checkbox",
        onchange: () => change({ groups: GROUPS.filter((_, at) => boxes[at].checked) }),
        "data-group": group,
      })
    );
    const side = (word) => field(h("span", null, `${strings[word]}: `, values[word]), sliders[word]);
    const element = h(
      "details",
      { name: only_one, ontoggle: () => disc.classList.toggle("ls-chosen", element.open) },
      h("summary", null, number, who, mark, where),
      h(
        "div.form",
        null,
        field(strings.name, name),
        side("power"),
        side("interest"),
        h(
          "details",
          null,
          h("summary", null, speaks),
          ...GROUPS.map((group, at) => h("label.option", null, boxes[at], strings.groups[group])),
        ),
        h("p", null, h("button.quiet", { type: "button", onclick: remove }, strings.remove)),
      ),
    );
    name.value = actor.name;
    boxes.forEach((box, at) => (box.checked = actor.groups.includes(GROUPS[at])));
    const self = { actor, disc, element, name, change, paint };

    function change(values) {
      Object.assign(actor, values);
      show(true, actor);
    }
    function paint(place, behind) {
      disc.textContent = number.textContent = place + 1;
      disc.style.cssText = `left:${middleOf(actor.interest)};bottom:${middleOf(actor.power)};--behind:${behind}`;
      who.textContent = actor.name.trim() || strings.no_name;
      where.textContent = strings.quadrants[quadrantOf(actor)];
      const taken = work.mark(actor.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      speaks.textContent = fill(strings.speaks_for, {
        groups: listed(actor.groups.map((group) => strings.groups[group])) || strings.nobody,
      });
      for (const word of ["power", "interest"]) {
        sliders[word].value = actor[word];
        values[word].textContent = fill(strings.of_most, { value: actor[word], most: MOST });
      }
    }
    function grab(event) {
      event.preventDefault();
      disc.setPointerCapture(event.pointerId);
      element.open = true;
    }
    function drag(event) {
      if (!disc.hasPointerCapture(event.pointerId)) return;
      const place = placeOf(event);
      if (place.power !== actor.power || place.interest !== actor.interest) change(place);
    }
    function drop() {
      work.record();
    }
    function remove() {
      const at = parts.indexOf(self);
      put(parts.filter((each) => each !== self).map((each) => each.actor));
      (parts[at] ?? parts[at - 1])?.element.querySelector("summary").focus();
      if (!parts.length) more.focus();
      work.record();
    }
    return self;
  }

  function placeOf({ clientX, clientY }) {
    const box = map.getBoundingClientRect();
    const whole = (share) => Math.min(MOST, Math.max(0, Math.floor(PLACES * share)));
    return { interest: whole((clientX - box.left) / box.width), power: whole((box.bottom - clientY) / box.height) };
  }
  function tapped(event) {
    const open = parts.find(({ element }) => element.open);
    if (!open || event.target.closest(".ls-disc")) return;
    open.change(placeOf(event));
    work.record();
  }
  function add() {
    put([...parts.map(({ actor }) => actor), { id: newId(), name: "", power: 2, interest: 2, groups: [] }]);
    const { element, name } = parts.at(-1);
    element.open = true;
    name.focus();
    work.record();
  }

  // A list of names as it is read aloud: with a semicolon, since names hold commas.
  const listed = (names) => names.join("; ");
  function show(changed, moved) {
    if (changed) work.changed();
    const actors = placed(parts.map(({ actor }) => actor)).map((actor) => ({ ...actor, name: actor.name.trim() }));
    const { quadrants, empty, missing } = stakeholderMap(actors);
    const there = new Map();
    parts.forEach(({ actor, paint }, at) => {
      const place = `${actor.power} ${actor.interest}`;
      paint(at, there.get(place) ?? 0);
      there.set(place, (there.get(place) ?? 0) + 1);
    });
    for (const name of QUADRANTS) panels[name].classList.toggle("ls-empty", empty.includes(name));
    const left_out = parts.length - actors.length;
    const title = !actors.length
      ? strings.nothing
      : `${empty.length ? counted(strings.empty, empty.length) : strings.none_empty} ${
        missing.length ? counted(strings.missing, missing.length, { all: GROUPS.length }) : strings.none_missing
      }`;
    const reasons = [
      left_out ? counted(strings.left_out, left_out) : null,
      actors.length && empty.length
        ? fill(strings.ask, { quadrants: listed(empty.map((name) => strings.quadrants[name])) })
        : null,
      actors.length && missing.length
        ? fill(strings.who, { groups: listed(missing.map((group) => strings.groups[group])) })
        : null,
      actors.length && !empty.length && !missing.length ? strings.complete : null,
      actors.length ? null : strings.nothing_reason,
    ];
    verdict.replaceChildren(h("p.title", null, title), ...reasons.filter(Boolean).map((text) => h("p", null, text)));
    whys.replaceChildren(
      ...missing.map((group) => h("li", null, h("strong", null, `${strings.groups[group]}: `), strings.whys[group])),
    );
    why.hidden = !missing.length;
    const rows = actors.map((
      actor,
    ) => [
      actor.name,
      actor.power,
      actor.interest,
      strings.quadrants[quadrantOf(actor)],
      listed(actor.groups.map((group) => strings.groups[group])) || "\u2014",
    ]);
    const drawn = () => table(strings.table, strings.columns, rows);
    twin.replaceChildren(drawn());
    filled.replaceChildren(...(rows.length ? [drawn()] : []));
    if (changed) {
      voice.say(
        moved
          ? fill(strings.said, {
            name: moved.name.trim() || strings.no_name,
            quadrant: strings.quadrants[quadrantOf(moved)],
            title,
          })
          : title,
      );
    }
    const answer = { actors: actors.map(({ id: _id, ...actor }) => actor), quadrants, missing };
    share("stakeholder_map", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  function put(actors, changed = true) {
    const open = parts.findIndex(({ element }) => element.open);
    parts = actors.map(({ groups, ...actor }) => part({ ...actor, groups: [...groups] }));
    list.replaceChildren(...parts.map(({ element }) => element));
    map.replaceChildren(...Object.values(panels), ...parts.map(({ disc }) => disc));
    if (parts[open]) parts[open].element.open = true;
    show(changed);
  }
  const read = (actors) =>
    actors.map(([name, power, interest, ...groups], at) => ({
      id: `${String(at + 1).padStart(2, "0")} ${name}`,
      name,
      power,
      interest,
      groups,
    }));
  const ready = data.cases.map(({ name, hint, from, actors }) => ({
    key: name,
    name,
    hint,
    from,
    state: read(actors),
  }));
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.3",
      part: "stakeholders",
      cases: ready,
      opens: ready[0],
      blank: [],
      read: () => parts.map(({ actor }) => actor),
      write: (actors) => put(actors, false),
      pack,
      unpack,
      label: (id, actors) => actors.find((actor) => actor.id === id)?.name ?? id,
    },
  );
  const more = h("button", { type: "button", onclick: add }, strings.add);
  const why = h("details.fold", null, h("summary", null, strings.why), whys);
  const axes = (board) =>
    h(
      "div.axes",
      null,
      h("span.up.small.soft", null, strings.power_axis),
      board,
      h("span.along.small.soft", null, strings.interest_axis),
    );
  const empty_map = h(
    "div.map",
    null,
    ...QUADRANTS.map((name) => h("div.quadrant", null, h("span", null, strings.quadrants[name]))),
  );

  el.append(
    frame(
      ".long",
      16,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        verdict,
        h(
          "div.sides",
          null,
          h("figure", null, h("figcaption", null, strings.map), axes(map)),
          h("div", null, list, h("p", null, more)),
        ),
        work.buttons,
        why,
        h("details.fold", null, h("summary", null, strings.as_table), twin),
        work.saved,
        voice,
      ),
      h(
        "div.print",
        null,
        work.paper,
        filled,
        h("p", null, strings.sheet_lead),
        h("div.line"),
        axes(empty_map),
        h("p", null, strings.sheet_groups),
        h(
          "ul.sheet-groups",
          null,
          ...GROUPS.map((group) => h("li", null, `\u2610 ${strings.groups[group]}: `, h("span.blank"))),
        ),
      ),
    ),
  );
  work.begin();
  el.addEventListener("change", work.record);
}

export default { render };
