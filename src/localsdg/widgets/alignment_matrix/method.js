// What a plan covers, how concentrated it is, what it works against and what stands alone; the same rules as
// localsdg.implementation.align.
import { targets } from "../kit/agenda.js";
import { ALIKE, FEWEST_WORDS, KINDS } from "./limits.js";

export const KIND_ORDER = KINDS;
const DIRECT = KINDS[0];
const INDIRECT = KINDS[1];
export const AGAINST = KINDS[2];
export const ALL = targets.map(({ code }) => code);
const byCode = new Map(targets.map((target) => [target.code, target]));
export const isTarget = (code) => byCode.has(code);
export const titleOf = (code) => byCode.get(code).title;
export const goalOf = (code) => byCode.get(code).goal;

const wordsOf = (text) => text.trim().split(/\s+/u).filter(Boolean);
const folded = (text) => wordsOf(text).join(" ").toLowerCase();
// What is wrong with the reason of a link: "none", "short", "title" (of the target again), or nothing.
export function faultOf({ target, reason }) {
  const { length } = wordsOf(reason);
  if (!length) return "none";
  if (folded(reason) === folded(titleOf(target))) return "title";
  return length < FEWEST_WORDS ? "short" : "";
}
// Links whose reason stands at so many links or more.
const copiedIn = (links) => {
  const reasons = links.map(({ reason }) => folded(reason));
  return links.filter((_, at) => reasons.filter((each) => each === reasons[at]).length >= ALIKE);
};
const sum = (values) => values.reduce((all, value) => all + value, 0);

// By goal, the sum of what direct links give: an action with n of them gives 1/n to each.
function weights(direct) {
  const found = new Map();
  for (const { action, target } of direct) {
    const shares = direct.filter((link) => link.action === action).length;
    found.set(goalOf(target), (found.get(goalOf(target)) ?? 0) + 1 / shares);
  }
  return [...found.values()];
}
export function concentration(amounts) {
  const all = sum(amounts);
  return all ? sum(amounts.map((amount) => (amount / all) ** 2)) : null;
}

// By target, in the order of the Agenda, the actions of some links.
const byTarget = (links, codes) =>
  codes.filter((code) => links.some(({ target }) => target === code))
    .map((code) => [code, links.filter(({ target }) => target === code).map(({ action }) => action)]);

// actions: ids; links: { action, target, kind, reason, resolved }; relevant: codes in the order of the Agenda. A link
// without kind or reason does not count.
export function alignPlan(actions, links, relevant) {
  const counts = (link) => KINDS.includes(link.kind) && !faultOf(link);
  const counted = links.filter(counts);
  const serving = counted.filter(({ kind }) => kind !== AGAINST);
  const inside = serving.filter(({ target }) => relevant.includes(target));
  const ofKind = (kind) => inside.filter((link) => link.kind === kind);
  const [direct, indirect] = [DIRECT, INDIRECT].map((kind) => byTarget(ofKind(kind), relevant));
  const served = direct.map(([code]) => code);
  const only = indirect.map(([code]) => code).filter((code) => !served.includes(code));
  const share = (codes) => (relevant.length ? (100 * codes.length) / relevant.length : null);
  const of = (goal) => (code) => goalOf(code) === goal;
  const against = counted.filter(({ kind }) => kind === AGAINST);
  const has = (some) => (id) => some.some(({ action }) => action === id);
  const index = concentration(weights(ofKind(DIRECT)));
  return {
    direct,
    indirect,
    direct_coverage: share(served),
    indirect_coverage: share(only),
    goals: [...new Set(relevant.map(goalOf))].map((goal) => [
      goal,
      ...[relevant, served, only].map((codes) => codes.filter(of(goal)).length),
    ]),
    only_indirect: only,
    against,
    unresolved: against.filter(({ resolved }) => !resolved.trim()),
    outside: serving.filter((link) => !inside.includes(link)),
    not_counted: links.filter((link) => !counts(link)),
    copied: copiedIn(counted),
    concentration: index,
    effective_goals: index === null ? null : 1 / index,
    orphan_targets: relevant.filter((code) => !served.includes(code)),
    orphan_actions: actions.filter((id) => !has(counted)(id)),
    only_against: actions.filter((id) => has(counted)(id) && !has(serving)(id)),
  };
}

// The goals with which a line is tagged, such as 6 and 11 in "New pipes (SDG 6, SDG 11)". words: { goal, and }.
export function goalTags(name, { goal, and }) {
  const between = `(?:[\\s,;/&+]|\\b${and}\\b)+`;
  const tag = new RegExp(`\\b(?:${goal.join("|")})[\\s:#-]*(\\d{1,2}(?:${between}\\d{1,2})*)(?!\\d|\\.\\d)`, "giu");
  const numbers = [...name.matchAll(tag)].flatMap(([, found]) => found.match(/\d+/g).map(Number));
  return [...new Set(numbers)].filter((number) => number >= 1 && number <= 17);
}
