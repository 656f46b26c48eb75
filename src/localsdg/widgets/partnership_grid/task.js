// One task of the grid: a line that opens to its words, a list of roles for each partner, and the mandate.
import { markWords } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { ROLES } from "./limits.js";
import { mandateOf } from "./method.js";
import { taskName } from "./words.js";

// What one partner can be in one task: the value of the list, and the roles that it stands for.
const PARTS = {
  none: [],
  both: ["accountable", "responsible"],
  ...Object.fromEntries(ROLES.map((role) => [role, [role]])),
};
const partOf = (task, actor) => {
  const roles = ROLES.filter((role) => task[role].includes(actor));
  if (roles.includes("accountable") && roles.includes("responsible")) return "both";
  return roles[0] ?? "none";
};

function partnersOf(task, strings, changed) {
  const box = h("div.columns");
  let lists = [];
  function choose(actor, value) {
    for (const role of ROLES) task[role] = task[role].filter((each) => each !== actor);
    for (const role of PARTS[value]) task[role].push(actor);
    changed();
  }
  const listOf = (actor) => {
    const options = Object.keys(PARTS).map((value) => h("option", { value }, strings.parts[value]));
    const list = h("select", { onchange: () => choose(actor, list.value) }, ...options);
    return [actor, list];
  };
  return {
    element: h("fieldset", null, h("legend", null, strings.who), box),
    paint(actors) {
      if (lists.map(([actor]) => actor).join("\n") !== actors.join("\n")) {
        lists = actors.map(listOf);
        box.replaceChildren(...lists.map(([actor, list]) => field(actor, list)));
        if (!actors.length) box.append(h("p", null, strings.no_partner));
      }
      for (const [actor, list] of lists) list.value = partOf(task, actor);
    },
  };
}

// The mandate: in one's own grid a text, in a ready case the rule of the town.
function mandatePart(task, strings, typed) {
  const box = h("input", { type: "text", autocomplete: "off", oninput: () => typed(box.value) });
  box.value = task.mandate;
  const written = field(strings.mandate, box);
  const rule = h("p.small");
  const element = task.target ? rule : written;
  return {
    element,
    paint(rules) {
      if (!task.target) return;
      const [actor] = task.accountable;
      const found = actor === undefined ? undefined : mandateOf(rules, actor, task);
      const needs = fill(strings.needs, { does: fill(strings.does[task.power], { target: task.target }) });
      rule.textContent = found ? `${needs} ${fill(strings.rests_on, { actor, words: found[4] })}` : needs;
    },
  };
}

// owner: changed(task), record(), remove(part), mark(id).
export function taskPart(task, { strings, together, owner }) {
  const [who, roles, wrong] = ["span.who", "span.roles.small.soft", "span.wrong.small"].map((name) => h(name));
  const mark = h("b.small.taken");
  const summary = h("summary", null, who, roles, wrong, mark);
  const what = h("input", { type: "text", autocomplete: "off", oninput: () => write("what", what.value) });
  what.value = task.what;
  function write(name, value) {
    task[name] = value;
    owner.changed(task);
  }
  const partners = partnersOf(task, strings, () => {
    owner.changed(task);
    owner.record();
  });
  const mandate = mandatePart(task, strings, (value) => write("mandate", value));
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove);
  const inside = h(
    "div.form",
    null,
    field(strings.what, what),
    partners.element,
    mandate.element,
    h("p", null, remove),
  );
  const element = h("details", { name: together }, summary, inside);
  const part = {
    task,
    element,
    summary,
    open() {
      element.open = true;
      what.focus();
    },
    // actors: all who can be chosen; says: what is wrong with this task, in words.
    paint({ actors, rules, says }) {
      who.textContent = taskName(task, strings);
      const nobody = (names) => listed(names) || strings.nobody;
      roles.textContent = fill(strings.roles_of, {
        accountable: nobody(task.accountable),
        responsible: nobody(task.responsible),
      });
      wrong.replaceChildren(...says.map((text) => h("span", null, text)));
      const taken = owner.mark(task.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      partners.paint(actors);
      mandate.paint(rules);
    },
  };
  return part;
}
