// Widget "Alignment matrix": the actions of a plan and the targets they serve or work against, each link with a reason.
import { judgementsOf } from "../kit/agenda.js";
import { bring } from "../kit/bring.js";
import { field, fill, h, identifier } from "../kit/kit.js";
import { fold, ready, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { onchange } from "../kit/workbook.js";
import { actionPart } from "./action.js";
import { BLANK, exampleOf, inOrder, linksOf, newActions, pack, unpack } from "./entry.js";
import { MOST_ACTIONS } from "./limits.js";
import { alignPlan } from "./method.js";
import { sheetOf } from "./paper.js";
import { coverage } from "./picture.js";
import { ownJudgements, relevantOf } from "./relevant.js";
import { folds, nameOf, verdictOf } from "./result.js";

// What is brought when the first action is opened: the editor of an action, and what its words lead to, looked up once
// a name. with(then) calls then with the editor, or without it if it cannot be brought.
function editorPart() {
  let editor;
  const known = new Map();
  return {
    with(then) {
      if (editor) return then(editor);
      bring("alignment_matrix_editor").then((found) => then(editor = found), () => then());
    },
    suggested(name) {
      if (editor && !known.has(name)) known.set(name, editor.suggest(name));
      return known.get(name);
    },
  };
}

// The fold with the box for a pasted plan.
function pastePart(strings, owner) {
  const trouble = h("p.warning", { hidden: true }, strings.not_loaded);
  const element = fold(strings.paste, trouble);
  let box;
  function put({ pasteBox, strings: texts }) {
    if (box) return;
    box = pasteBox({ ...strings, ...texts }, owner);
    element.append(box.element);
  }
  element.addEventListener("toggle", () => {
    if (!element.open || box) return;
    bring("alignment_matrix_paste_box").then(put).then(() => (trouble.hidden = true), () => (trouble.hidden = false));
  });
  return { element, follow: (ids) => box?.follow(ids), open: (open) => (element.open = open) };
}

// The actions of the list.
function listPart(strings, editor, owner) {
  const together = identifier("action");
  const list = h("div.plan.opens");
  const more = h("button", { type: "button", onclick: () => add([""], true) }, strings.add);
  let parts = [];
  let plan = "";
  const actions = () => parts.map(({ action }) => action);
  const copyOf = (action) => ({ ...action, links: action.links.map((link) => ({ ...link })) });
  function put(all) {
    const open = parts.find(({ element }) => element.open)?.action.id;
    parts = inOrder(all).map((action) =>
      actionPart(copyOf(action), { strings, together, owner: { ...owner, remove, opened } })
    );
    list.replaceChildren(...parts.map(({ element }) => element));
    more.disabled = parts.length >= MOST_ACTIONS;
    const again = parts.find(({ action }) => action.id === open);
    if (again) again.element.open = true;
  }
  function opened(part) {
    editor.with((found) => {
      part.unfold(found);
      owner.opened();
    });
  }
  function add(names, opens) {
    const added = newActions(names, plan, actions());
    put([...actions(), ...added]);
    owner.changed();
    owner.record();
    if (opens) begin(added[0]);
    return added.map(({ id }) => id);
  }
  // Opens a new action, with its name in focus.
  function begin({ id }) {
    const part = parts.find(({ action }) => action.id === id);
    part.element.open = true;
    // Until its name is there, what is typed presses no button.
    part.element.tabIndex = -1;
    part.element.focus();
    editor.with((found) => {
      part.unfold(found);
      owner.opened();
      part.focus();
    });
  }
  function remove(part) {
    const at = parts.indexOf(part);
    put(actions().filter((action) => action !== part.action));
    owner.changed();
    const next = parts[at] ?? parts[at - 1];
    if (next) next.element.querySelector("summary").focus();
    else more.focus();
    owner.record();
  }
  return {
    element: h("div", null, list, h("p", null, more)),
    actions,
    put,
    add,
    // The plan of those actions that were in the same plan.
    plan(now, moves) {
      for (const action of moves ? actions() : []) if (action.plan === plan) action.plan = now;
      plan = now;
    },
    paint: () => parts.forEach((part, at) => part.paint(at)),
  };
}

// What is shown of a state, below its list.
function resultPart(strings) {
  const judged = verdict();
  const [picture, filled] = [h("div"), h("div.filled")];
  const below = folds(strings);
  return {
    elements: [judged.element, picture],
    more: below.elements,
    paper: filled,
    // Returns the first sentence.
    paint(state, found, now) {
      const said = verdictOf(found, now, strings);
      const shown = now.actions.length && now.relevant.length;
      judged.put(said.title, said.parts);
      picture.replaceChildren(...(shown ? [coverage(found, said.title, strings)] : []));
      below.paint(found, state);
      filled.replaceChildren(...sheetOf(state, found, said, strings));
      return said.title;
    },
  };
}

// The targets that count: of an example those of its town, else the learner's own.
function relevantIn(page, data) {
  const example = relevantOf(judgementsOf(data.example));
  return (showing) => {
    const { codes, judged } = showing ? example : relevantOf(ownJudgements(page, data.judgements));
    return { relevant: codes, judged, mine: !showing };
  };
}

// The name of the plan.
function planField(changed) {
  return h("input", {
    type: "text",
    autocomplete: "off",
    oninput: ({ currentTarget }) => changed(currentTarget.value),
  });
}

function toldOf({ actions, ...state }, found, { relevant, judged }) {
  const { goals: _goals, ...results } = found;
  return {
    plan: state.plan,
    actions: actions.map(({ id, name, plan, law, agenda }) => ({ id, name, plan, law, agenda })),
    links: linksOf(actions),
    relevant,
    judged,
    ...results,
    direct: Object.fromEntries(found.direct),
    indirect: Object.fromEntries(found.indirect),
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const relevant = relevantIn(view.page, data);
  const result = resultPart(strings);
  const editor = editorPart();
  const changed = (action) => {
    exercise.changed();
    show(true, action);
  };
  const list = listPart(strings, editor, {
    changed,
    record: () => exercise.record(),
    opened: () => show(),
    suggested: editor.suggested,
    mark: (id) => exercise.mark(`actions/${id}/name`),
  });
  const paste = pastePart(strings, {
    names: () => list.actions().map(({ name }) => name),
    take: (names) => list.add(names),
  });
  const plan = planField((name) => {
    list.plan(name, true);
    changed();
  });
  let other = {};
  const read = () => ({ plan: plan.value, actions: list.actions(), other });
  const cases = ready(data.cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "2.2",
    part: "alignment",
    cases,
    opens: cases[0],
    blank: BLANK,
    read,
    write(state) {
      other = state.other;
      plan.value = state.plan;
      list.plan(state.plan, false);
      list.put(state.actions);
      if (!exercise.showing()) paste.follow(state.actions.map(({ id }) => id));
      paste.open(!state.actions.length);
      show();
    },
    pack,
    unpack,
    label(name, { actions }) {
      const id = /^(?:actions|rejected)\/([^/]+)/.exec(name)?.[1];
      const action = actions.find((each) => each.id === id);
      return action ? nameOf(action, strings) : strings.plan;
    },
    marked: (name) => /^actions\/[^/]+\/name$/.test(name),
  });

  function show(acted = false, action = undefined) {
    const state = read();
    const { actions } = state;
    const now = { actions, suggested: editor.suggested, ...relevant(exercise.showing()) };
    const found = alignPlan(actions.map(({ id }) => id), linksOf(actions), now.relevant);
    list.paint();
    const title = result.paint(state, found, now);
    exercise.say(title, acted ? (action ? fill(strings.said, { action: nameOf(action, strings), title }) : title) : "");
    exercise.tell(toldOf(state, found, now));
  }

  exercise.stand({
    controls: [field(strings.plan, plan), list.element, paste.element],
    result: result.elements,
    more: result.more,
    paper: [exercise.paper, result.paper],
  });
  // Another part of the course may have judged targets.
  if (view.page) onchange(() => exercise.showing() || show());
}

export default { render };
