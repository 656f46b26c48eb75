// One action at a time: its gates, and its scores with their evidence. Above it the list from which one is chosen.
import { bring } from "../kit/bring.js";
import { remember, remembered } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { newAction } from "./entry.js";

function choice(label, options, chosen, onchange) {
  const box = h(
    "select",
    { onchange: () => onchange(box.value) },
    ...options.map(([value, text]) => {
      return h("option", { value, selected: value === chosen }, text);
    }),
  );
  return field(label, box);
}
function words(label, value, oninput) {
  const box = h("input", { type: "text", autocomplete: "off", value, oninput: () => oninput(box.value) });
  return field(label, box);
}
function amount(strings, label, value, rules, oninput) {
  const part = numberField(strings, rules, { oninput: () => oninput(part.box.value) });
  part.write(value);
  const element = field(label, part.box);
  element.append(part.note);
  return element;
}

// found: what other lessons say of the gates.
function gatesOf(action, found, strings, changed) {
  const set = (name) => (value) => {
    action[name] = value;
    changed();
  };
  const options = (names) => [["", strings.choose], ...names.map((name) => [name, strings.gate_answers[name]])];
  const known = (name) => (found[name] && found[name] === action[name] ? h("p.small", null, found.says) : "");
  return h(
    "fieldset",
    null,
    h("legend", null, strings.gates),
    choice(strings.gate_ours, options(["yes", "no"]), action.ours, set("ours")),
    known("ours"),
    choice(strings.gate_harm, options(["none", "resolved", "open"]), action.harm, set("harm")),
    known("harm"),
    words(strings.gate_left_out, action.left_out, set("left_out")),
    amount(strings, strings.gate_cost, action.cost, { min: 0 }, set("cost")),
  );
}

function scoresOf(action, criteria, strings, changed) {
  return h(
    "fieldset",
    null,
    h("legend", null, strings.scores),
    ...criteria.map(({ id, name, unit }) => {
      const called = name.trim() || strings.no_name;
      const label = unit ? fill(strings.score_in, { name: called, unit }) : called;
      const value = (text) => {
        action.scores[id] = text;
        changed();
      };
      const why = (text) => {
        action.evidence[id] = text;
        changed();
      };
      return h(
        "div.score",
        null,
        amount(strings, label, action.scores[id] ?? "", { unit: () => unit }, value),
        words(fill(strings.evidence, { name: called }), action.evidence[id] ?? "", why),
      );
    }),
  );
}

// What is typed and not added yet, and which action is open, stay as long as the tab.
const DRAFT = "priorities.draft";
const OPEN = "priorities.open";

// The box into which lines of a plan are typed or pasted. owner: names() of the actions; take(names) adds some, and
// gives their ids.
function addingPart(strings, { names, take }) {
  const pasted = h("textarea", { rows: 3, oninput: () => remember(DRAFT, pasted.value) });
  pasted.value = remembered(DRAFT) ?? "";
  const note = h("div.small", { role: "status" });
  let reader;
  function add() {
    bring("alignment_matrix_paste_box").then((brought) => {
      reader ??= brought.lineReader(pasted, brought.strings, strings);
      note.replaceChildren(...reader.read(names(), take));
    }, () => note.replaceChildren(strings.not_loaded));
  }
  const keepDraft = () => remember(DRAFT, pasted.value || undefined);
  return {
    element: h(
      "div",
      null,
      field(strings.add_lines, pasted),
      h("p", null, h("button", { type: "button", onclick: add }, strings.add)),
      note,
    ),
    focus: () => pasted.focus(),
    keepDraft,
    follow(ids) {
      if (reader) note.replaceChildren(...reader.follow(ids));
      keepDraft();
    },
  };
}

// What other lessons say of the gates of an action; arrived() tells that the part which knows it is there.
function gatesSaid(arrived) {
  let gates;
  return (action) => {
    if (!gates) {
      bring("priorities_known_gates").then((brought) => {
        gates = brought;
        arrived();
      }, () => {});
      return {};
    }
    const found = gates.knownGates(action.id);
    for (const gate of Object.keys(found)) action[gate] ||= found[gate];
    return { ...found, says: gates.strings.gate_known };
  };
}

// owner: page (whether it stands on a page, with the workbook), changed(), record().
export function editorPart(strings, { page, changed, record }) {
  const chosen = h("select", { onchange: turn });
  const body = h("div");
  const adding = addingPart(strings, { names: () => actions.map(({ name }) => name), take });
  let actions = [];
  let criteria = [];

  function options() {
    const before = chosen.value || remembered(OPEN);
    const line = ({ id, name }) => h("option", { value: id }, name.trim() || strings.no_name);
    chosen.replaceChildren(...actions.map(line));
    if (actions.some(({ id }) => id === before)) chosen.value = before;
  }
  function turn() {
    remember(OPEN, chosen.value);
    paint();
  }
  const learned = gatesSaid(paint);
  function paint() {
    const action = actions.find(({ id }) => id === chosen.value);
    if (!action) return body.replaceChildren();
    const name = words(strings.action_name, action.name, (text) => {
      action.name = text;
      options();
      changed();
    });
    const remove = h("button.quiet", { type: "button", onclick: () => leave(action) }, strings.remove);
    const found = page && !adding.element.hidden ? learned(action) : {};
    body.replaceChildren(
      h("div.form", null, name, gatesOf(action, found, strings, changed), scoresOf(action, criteria, strings, changed)),
      h("p", null, remove),
    );
  }
  function put(given, measures, own) {
    actions = given;
    criteria = measures;
    adding.element.hidden = !own;
    choose.hidden = !actions.length;
    options();
    paint();
  }
  function take(names) {
    const all = [...actions];
    for (const name of names) all.push(newAction(name, all));
    adding.keepDraft();
    const ids = all.slice(actions.length).map(({ id }) => id);
    put(all, criteria, true);
    chosen.value = ids[0];
    paint();
    changed();
    record();
    return ids;
  }
  function leave(action) {
    put(actions.filter((each) => each !== action), criteria, !adding.element.hidden);
    changed();
    record();
    (actions.length ? chosen : adding).focus();
  }
  const choose = field(strings.choose_action, chosen);
  return {
    element: h("div", null, adding.element, choose, body),
    actions: () => actions,
    measured: () => criteria.length,
    put,
    // Call when one's own actions have come back by undo, or from another tab.
    follow: () => adding.follow(actions.map(({ id }) => id)),
  };
}
