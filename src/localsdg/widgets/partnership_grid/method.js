// What is wrong with a grid of responsibilities; the same rules as localsdg.implementation.check_grid.

const named = (names = []) => [...new Set(names.map((name) => name.trim()).filter(Boolean))];

// rules: [actor, "may" or "may not", power, target, words].
const about = (rules, actor, target) => rules.filter(([of, , , on]) => of === actor && on === target);
const forbids = (rules, actor, power, target) =>
  about(rules, actor, target).find(([, rule, what]) => rule === "may not" && what === power);
// The rule that lets an actor do it, if none forbids it. Whoever may decide may also carry out and pay.
export function mandateOf(rules, actor, { target, power }) {
  if (forbids(rules, actor, power, target)) return undefined;
  return about(rules, actor, target).find(([, rule, what]) => rule === "may" && [power, "decides"].includes(what));
}

// What is wrong with the mandate of the one who is accountable: { kind, names, words }, or nothing.
function lackOf(actor, task, rules) {
  const { mandate = "", target = "", power = "decides" } = task;
  if (!rules || !target) return mandate.trim() ? undefined : { kind: "unsaid", names: [] };
  if (mandateOf(rules, actor, { target, power })) return undefined;
  const able = rules.map(([each]) => each).filter((each) => mandateOf(rules, each, { target, power }));
  const forbidden = forbids(rules, actor, power, target);
  return { kind: forbidden ? "forbidden" : "none", names: named(able), words: forbidden?.[4] ?? "" };
}

// tasks: { what, accountable, responsible: names, mandate, target, power }. Gives [{ about, rule, kind, names, words,
// task }]: task is the place of the task, none where it is about an actor.
export function checkGrid(tasks, rules, most) {
  const found = [];
  const load = new Map();
  tasks.forEach((task, place) => {
    const add = (rule, finding) => found.push({ about: task.what, rule, words: "", task: place, ...finding });
    const accountable = named(task.accountable);
    for (const actor of accountable) load.set(actor, (load.get(actor) ?? 0) + 1);
    const [actor] = accountable;
    const lack = accountable.length === 1 ? lackOf(actor, task, rules) : undefined;
    if (accountable.length > 1) add("one accountable", { kind: "several", names: accountable });
    if (!accountable.length) add("one accountable", { kind: "nobody", names: [] });
    if (lack) add("mandate", { ...lack, actor });
    if (!named(task.responsible).length) add("somebody does it", { kind: "idle", names: [] });
  });
  for (const [actor, count] of load) {
    if (count > most) {
      found.push({ about: actor, rule: "load", kind: "load", names: [], words: "", task: undefined, count });
    }
  }
  return found;
}
