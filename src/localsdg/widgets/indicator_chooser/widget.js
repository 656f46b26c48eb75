// Widget "Indicator chooser": five to eight indicators for the review, why each was chosen, its sheet, and what the
// list still lacks.
import { bring } from "../kit/bring.js";
import { fill, h, identifier } from "../kit/kit.js";
import { ready, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import {
  atHand,
  BLANK,
  exampleOf,
  FIELDS,
  filledWith,
  freeId,
  inOrder,
  newRow,
  onList,
  pack,
  toCheck,
  unpack,
} from "./entry.js";
import { LOCAL } from "./limits.js";
import { paperOf } from "./paper.js";
import { rowPart } from "./row.js";
import { faultsOf, nameOf, verdictOf } from "./words.js";

const copyOf = (rows) => rows.map((row) => ({ ...row, fields: { ...row.fields } }));

// The indicators on the list. owner: changed(row), record(), mark(id).
function listPart(strings, owner) {
  const together = identifier("indicator");
  const element = h("div.opens.indicators");
  let rows = [];
  let parts = [];
  function put(all) {
    const open = parts.find((part) => part.element.open)?.row.id;
    rows = inOrder(copyOf(all));
    parts = onList(rows).map((row) => rowPart(row, { strings, together, owner: { ...owner, remove } }));
    element.replaceChildren(...parts.map((part) => part.element));
    const again = parts.find(({ row }) => row.id === open);
    if (again) again.element.open = true;
  }
  // An indicator comes onto the list, with what is known of it.
  function add(id, known) {
    const there = rows.find((row) => row.id === id) ?? newRow(id);
    put([...rows.filter((row) => row !== there), filledWith(there, known)]);
    const part = parts.find(({ row }) => row.id === id);
    owner.changed(part.row);
    owner.record();
    return part;
  }
  // out: what stays of it off the list.
  function remove(part, out) {
    const at = parts.indexOf(part);
    put(rows.map((row) => (row === part.row ? out : row)));
    owner.changed(part.row);
    (parts[at] ?? parts[at - 1])?.summary.focus();
    owner.record();
  }
  return {
    element,
    rows: () => rows,
    parts: () => parts,
    put,
    add,
    choose: (id) => add(id, {}).summary.focus(),
    begin: () => add(freeId(rows), { code: LOCAL }).begin(),
  };
}

// Those that the learner has written and not chosen, such as in lesson 2.1. choose(row)
function ownPart(strings, choose) {
  const list = h("ul.pool");
  const element = h(
    "section",
    null,
    h("h4", null, strings.at_hand),
    h("p.small.soft", null, strings.at_hand_note),
    list,
  );
  const line = (row) =>
    h(
      "li",
      null,
      h("p", null, nameOf(row.fields, strings)),
      h(
        "button",
        { type: "button", onclick: () => choose(row) },
        strings.choose,
        h("span.hidden", null, ` ${nameOf(row.fields, strings)}`),
      ),
    );
  return {
    element,
    paint(rows) {
      element.hidden = !rows.length;
      list.replaceChildren(...rows.map(line));
    },
  };
}

// The list to choose from comes when it is opened.
function poolPart(strings, owner) {
  const trouble = h("p.status", { role: "status" });
  const button = h("button", { type: "button", onclick: open }, strings.open_pool);
  const element = h("div", null, h("p", null, button), trouble);
  let part;
  async function open() {
    try {
      const { poolPart: made, strings: texts } = await bring("indicator_chooser_pool");
      part ??= made({ ...strings, ...texts }, owner);
    } catch {
      trouble.textContent = strings.no_part;
      return;
    }
    element.replaceChildren(h("h4", { tabindex: -1 }, strings.pool), part.element);
    element.querySelector("h4").focus();
  }
  return { element, paint: () => part?.paint() };
}

function render(view) {
  const strings = view.model.get("strings");
  const judged = verdict();
  const filled = h("div.filled");
  let other = [];
  const list = listPart(strings, {
    changed: (row) => changed(row),
    record: () => exercise.record(),
    mark: (id) => FIELDS.map((name) => exercise.mark(`${id}/${name}`)).find(Boolean),
  });
  const own = ownPart(strings, ({ id }) => list.choose(id));
  const pool = poolPart(strings, {
    has: (id) => onList(list.rows()).some((row) => row.id === id),
    choose: ({ id, ...known }) => list.add(id, known),
  });
  const more = h(
    "button",
    { type: "button", onclick: () => list.begin() },
    strings.add,
  );
  const { cases: given, town } = view.model.get("data");
  const stateOf = (each) => exampleOf(each, town, strings.town, strings.town_boundary);
  const cases = ready(given, strings.cases, stateOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "3.1",
    part: "indicators",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ rows: list.rows(), other }),
    write(state) {
      other = state.other;
      list.put(state.rows);
      show(false);
    },
    pack,
    unpack,
    label: (name, { rows }) => {
      const row = rows.find(({ id }) => name.startsWith(`${id}/`));
      return row ? nameOf(row.fields, strings) : name;
    },
    // What the list of the course says of an indicator is no example of a town.
    marked: (name) => /\/(name|office|source|chosen\/why|missing\/.*)$/.test(name),
  });

  function changed(row) {
    exercise.changed();
    show(true, row);
  }
  function show(acted, moved) {
    const rows = list.rows();
    const { title, reasons, found } = verdictOf(rows, strings);
    judged.put(title, reasons);
    list.parts().forEach((part, at) => part.paint(faultsOf(part.row, found.filter((each) => each.at === at), strings)));
    own.paint(atHand(rows));
    pool.paint();
    filled.replaceChildren(...paperOf(onList(rows), title, Boolean(exercise?.showing()), strings));
    const said = moved ? fill(strings.said, { name: nameOf(moved.fields, strings), title }) : title;
    exercise.say(title, acted ? said : "");
    exercise.tell({
      indicators: onList(rows).map((row) => ({ id: row.id, ...toCheck(row) })),
      findings: found.map(({ about, rule }) => [about, rule]),
    });
  }

  exercise.stand({
    result: [judged.element],
    resultFirst: true,
    controls: [h("p.small", null, strings.how), list.element, own.element, pool.element, h("p", null, more)],
    paper: [exercise.paper, filled],
  });
}

export default { render };
