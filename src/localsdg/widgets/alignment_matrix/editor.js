// What is open of one action of the plan: its name, what its words lead to, its links, and further columns. It is
// brought when the first action is opened.
import { goals } from "../kit/agenda.js";
import { field, fill, h } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { newLink } from "./entry.js";
import { finderPart } from "./finder.js";
import { linkPart } from "./link.js";
import { isTarget } from "./method.js";
import { suggestTargets } from "./suggest.js";
import { suggestionsPart } from "./suggestions.js";

const FURTHER = ["law", "agenda"];

export const suggest = suggestTargets;

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
export function bodyOf(action, at, part, { strings, owner }) {
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
  function choose(code) {
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
      finderPart(strings, choose),
      h(
        "div.adding",
        null,
        field(strings.other_target, select),
        h("button", { type: "button", onclick: () => choose(select.value) }, strings.add_target),
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
