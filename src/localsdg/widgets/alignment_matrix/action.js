// One action of the plan: closed, its name and its links; open, what its words lead to, its links, and further columns.
import { goals } from "../kit/agenda.js";
import { markWords } from "../kit/keeping.js";
import { counted, field, fill, h } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { newLink } from "./entry.js";
import { linkPart } from "./link.js";
import { faultOf, goalTags, isTarget, KIND_ORDER } from "./method.js";
import { suggestionsPart } from "./suggestions.js";

const FURTHER = ["law", "agenda"];

// In a few words what stands behind the name of an action.
function statusOf({ name, links }, strings) {
  const counts = (kind) => links.filter((link) => link.kind === kind && !faultOf(link)).length;
  const said = KIND_ORDER.filter(counts).map((kind) => counted(strings.status[kind], counts(kind)));
  const open = links.length - KIND_ORDER.reduce((all, kind) => all + counts(kind), 0);
  if (open) said.push(counted(strings.status.open, open));
  if (said.length) return said.join(", ");
  const tags = goalTags(name, strings.goal_words);
  return tags.length ? fill(strings.status.tag, { goals: tags.join(", ") }) : strings.status.none;
}

function targetList(strings) {
  const option = ({ code, title }) => h("option", { value: code }, `${code} ${title}`);
  const group = ({ number, name, targets }) =>
    h("optgroup", { label: fill(strings.goal, { goal: number, name }) }, ...targets.map(option));
  return h("select", null, h("option", { value: "" }, strings.choose), ...goals.map(group));
}

// Its name, and the further columns of the annex.
function fieldsOf(action, strings, change) {
  const text = (name) => {
    const box = h("input", {
      type: "text",
      autocomplete: "off",
      oninput: () => {
        action[name] = box.value;
        change();
      },
    });
    box.value = action[name];
    return box;
  };
  const further = FURTHER.map((name) => field(strings[name], text(name)));
  return {
    name: text("name"),
    further: fold(strings.further, h("p.small", null, strings.further_says), ...further),
  };
}

// What is open of an action. owner: changed(action), record(), remove(part), suggested(name).
function bodyOf(action, at, part, { strings, owner }) {
  const { name, further } = fieldsOf(action, strings, () => owner.changed(action));
  const list = h("div.links");
  const note = h("p.small", { role: "status" });
  const select = targetList(strings);
  const suggestions = suggestionsPart(action, strings, { accept: add, reject, again });
  let links = [];

  function put() {
    links = action.links.map((link) =>
      linkPart(link, at() + 1, strings, {
        changed: () => owner.changed(action),
        record: owner.record,
        remove: () => take(link),
      })
    );
    list.replaceChildren(...links.map(({ element }) => element));
  }
  function act(changes) {
    Object.assign(action, changes);
    put();
    owner.changed(action);
    owner.record();
  }
  function add(code) {
    act({ links: [...action.links, newLink(code)], rejected: action.rejected.filter((each) => each !== code) });
    links.at(-1).focus();
  }
  function reject(code) {
    act({ rejected: [...action.rejected, code] });
    if (suggestions.focus() === false) select.focus();
  }
  function again() {
    act({ rejected: [] });
    if (suggestions.focus() === false) select.focus();
  }
  function take(link) {
    act({ links: action.links.filter((each) => each !== link) });
    if (links.length) links.at(-1).focus();
    else select.focus();
  }
  function choose() {
    const code = select.value;
    if (!isTarget(code)) return select.focus();
    const there = links.find(({ target }) => target === code);
    note.textContent = there ? fill(strings.target_twice, { code }) : "";
    select.value = "";
    if (there) there.focus();
    else add(code);
  }
  put();
  return {
    name,
    element: h(
      "div.form",
      null,
      field(strings.name, name),
      suggestions.element,
      list,
      h(
        "div.adding",
        null,
        field(strings.other_target, select),
        h("button", { type: "button", onclick: choose }, strings.add_target),
      ),
      note,
      further,
      h("p", null, h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove)),
    ),
    paint() {
      suggestions.paint(owner.suggested(action.name));
      for (const link of links) link.paint();
    },
  };
}

// together: the name of the group of which one is open; owner also knows mark(id) and opened().
export function actionPart(action, { strings, together, owner }) {
  const [number, who, status, mark] = ["span.count", "span.who", "span.where.small.soft", "b.small.taken"].map((name) =>
    h(name)
  );
  const element = h(
    "details",
    { name: together, ontoggle: () => element.open && owner.opened(part) },
    h("summary", null, number, who, status, mark),
  );
  let place = 0;
  let body;
  const part = {
    action,
    element,
    // What is open is made when it is opened.
    unfold() {
      if (body) return body;
      body = bodyOf(action, () => place, part, { strings, owner });
      element.append(body.element);
      return body;
    },
    paint(at) {
      place = at;
      number.textContent = String(at + 1);
      who.textContent = action.name.trim() || strings.no_name;
      status.textContent = statusOf(action, strings);
      const taken = owner.mark(action.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      body?.paint();
    },
  };
  return part;
}
