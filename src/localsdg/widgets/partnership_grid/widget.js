// Widget "Partnership grid": the tasks of one action, who is accountable, responsible, consulted and informed, and what
// the rules say of it.
import { field, fill, h, identifier, workbook } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { actorsOf, BLANK, exampleOf, newTask, pack, unpack } from "./entry.js";
import { MOST_ACCOUNTABLE, MOST_TASKS, ROLES } from "./limits.js";
import { checkGrid, mandateOf } from "./method.js";
import { captionOf, gridSheet, gridTable } from "./paper.js";
import { taskPart } from "./task.js";
import { findingWords, taskName, verdictOf } from "./words.js";

const WIDE = "(min-width: 46rem)"; // where the grid stands open

// What other lessons know: the actors of the map of lesson 1.3, and the name of the action.
function knownOf(view) {
  const { actors, action } = view.model.get("data");
  if (!view.page) return { actors, action };
  const { records } = workbook();
  const drawn = Object.entries(records.actor ?? {}).map(([id, { entry }]) => [id, entry?.value]);
  // Earlier workbooks know an actor by its name.
  const names = drawn.filter(([, value]) => Array.isArray(value))
    .map(([id, [name]]) => (typeof name === "string" ? name : id));
  const name = records.action?.first?.name?.value;
  return { actors: names, action: typeof name === "string" ? name : "" };
}

// The tasks of the list.
function listPart(strings, owner) {
  const together = identifier("task");
  const list = h("div.tasks.opens");
  const more = h("button", { type: "button", onclick: add }, strings.add);
  let parts = [];
  const tasks = () => parts.map(({ task }) => task);
  function put(all) {
    const open = parts.find(({ element }) => element.open)?.task.id;
    parts = all.map((task) =>
      taskPart({ ...task, ...Object.fromEntries(ROLES.map((role) => [role, [...task[role]]])) }, {
        strings,
        together,
        owner: { ...owner, remove },
      })
    );
    list.replaceChildren(...parts.map(({ element }) => element));
    const again = parts.find(({ task }) => task.id === open);
    if (again) again.element.open = true;
  }
  function add() {
    put([...tasks(), newTask()]);
    owner.changed();
    parts.at(-1).open();
    owner.record();
  }
  function remove(part) {
    const at = parts.indexOf(part);
    put(tasks().filter((task) => task !== part.task));
    owner.changed();
    const next = parts[at] ?? parts[at - 1];
    if (next) next.summary.focus();
    else more.focus();
    owner.record();
  }
  return {
    element: h("div", null, list, h("p", null, more)),
    tasks,
    put,
    parts: () => parts,
    paint: () => (more.disabled = parts.length >= MOST_TASKS),
  };
}

// What stands above the tasks, and the sheet for paper: the verdict, and the grid as a table.
function resultPart(strings, rules) {
  const judged = verdict();
  const twin = scrolled(strings.table, ".grid");
  const table = fold(strings.as_table, twin);
  table.open = matchMedia(WIDE).matches;
  const sheet = h("div.filled");
  function mandateWords(task) {
    const [actor] = task.accountable;
    if (!task.target) return task.mandate;
    return actor === undefined ? "" : mandateOf(rules, actor, task)?.[4] ?? "";
  }
  return {
    elements: [judged.element, table],
    sheet,
    // Returns the first sentence. says(finding): the finding in words.
    paint(tasks, findings, says, caption) {
      const { title, reasons } = verdictOf(tasks, findings, strings);
      const loads = findings.filter(({ task }) => task === undefined);
      judged.put(title, [
        ...reasons,
        ...loads.map((each) => h("p", null, h("strong", null, `${each.about}: `), says(each))),
      ]);
      table.hidden = !tasks.length;
      twin.replaceChildren(...(tasks.length ? [gridTable(tasks, findings, caption, strings)] : []));
      sheet.replaceChildren(...gridSheet(tasks, caption, tasks.map(mandateWords), strings));
      return title;
    },
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const { cases: found, rules, title } = view.model.get("data");
  const known = knownOf(view);
  const result = resultPart(strings, rules);
  const partners = h("textarea", { rows: 3, oninput: () => changed() });
  let other = [];
  const list = listPart(strings, {
    changed: (task) => changed(task),
    record: () => exercise.record(),
    mark: (id) => ["what", ...ROLES].map((name) => exercise.mark(`tasks/${id}/${name}`)).find(Boolean),
  });
  const cases = ready(found, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "2.5",
    part: "grid",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ tasks: list.tasks(), partners: partners.value, other }),
    write(state) {
      other = state.other;
      partners.value = state.partners;
      list.put(state.tasks);
      show(false);
    },
    pack,
    unpack,
    label(name, { tasks }) {
      const task = tasks.find(({ id }) => name.startsWith(`tasks/${id}/`));
      return task ? taskName(task, strings) : strings.partners;
    },
  });
  const actors = () =>
    actorsOf({ tasks: list.tasks(), partners: partners.value }, exercise.showing() ? [] : known.actors);

  function changed(task) {
    exercise.changed();
    show(true, task);
  }
  function show(acted, moved) {
    const tasks = list.tasks();
    const findings = checkGrid(tasks, rules, MOST_ACCOUNTABLE);
    const says = (each) => findingWords(each, tasks[each.task], strings);
    const all = actors();
    list.parts().forEach((part, at) =>
      part.paint({ actors: all, rules, says: findings.filter(({ task }) => task === at).map(says) })
    );
    list.paint();
    const first = result.paint(tasks, findings, says, captionOf(exercise.showing() ? title : known.action, strings));
    const said = moved ? fill(strings.said, { task: taskName(moved, strings), title: first }) : first;
    exercise.say(first, acted ? said : "");
    exercise.tell({
      tasks: tasks.map(({ id: _id, target, power, ...task }) => (target ? { ...task, target, power } : task)),
      findings: findings.map((each) => [each.about, each.rule, says(each)]),
    });
  }

  exercise.stand({
    result: result.elements,
    resultFirst: true,
    controls: [h("p.small", null, strings.how), field(strings.partners, partners), list.element],
    paper: [exercise.paper, result.sheet],
  });
}

export default { render };
