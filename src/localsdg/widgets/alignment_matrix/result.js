// What an alignment says in words: coverage, concentration, what is against a target, and what stands alone.
import { goals } from "../kit/agenda.js";
import { counted, decimals, fill, h, number, table } from "../kit/kit.js";
import { fold, listed, scrolled } from "../kit/parts.js";
import { goalOf, goalTags, titleOf } from "./method.js";

const FEW = 5; // suggestions that may all be right

const coded = (code) => `${code} ${titleOf(code)}`;
const perCent = (value) => number(value, value ? decimals([value], 1) : 0);
const item = (head, ...rest) => h("li", null, h("strong", null, head), ...rest);

export const nameOf = ({ name }, strings) => name.trim() || strings.no_name;
const namer = (actions, strings) => (id) => nameOf(actions.find((action) => action.id === id), strings);

// Whether the suggestions have been accepted one and all. suggested(name): as in suggestions.js.
function acceptedAll(actions, suggested) {
  const all = actions.map((action) => [action, suggested(action.name) || []]);
  const taken = all.flatMap(([{ links }, found]) =>
    found.map(({ target }) => links.some((link) => link.target === target))
  );
  return taken.length >= FEW && taken.every(Boolean) ? taken.length : 0;
}

// Lines below the first sentence. found: of alignPlan; now: { actions, relevant, judged, mine, suggested }.
function linesOf(found, { actions, relevant, judged, mine, suggested }, strings) {
  const { direct, only_indirect, concentration, effective_goals, outside, not_counted, orphan_actions } = found;
  const tagged = orphan_actions.map((id) =>
    goalTags(actions.find((action) => action.id === id).name, strings.goal_words)
  )
    .filter((tags) => tags.length);
  const all = acceptedAll(actions, suggested);
  const named = namer(actions, strings);
  const list = (links) => listed(links.map(({ action, target }) => `${named(action)}: ${coded(target)}`));
  return [
    tagged.length ? counted(strings.tags_only, tagged.length, { goals: new Set(tagged.flat()).size }) : "",
    all ? fill(strings.accepted_all, { all }) : "",
    not_counted.length ? counted(strings.not_counted, not_counted.length) : "",
    found.copied.length ? fill(strings.copied, { count: found.copied.length, reason: found.copied[0].reason }) : "",
    mine && !judged ? strings.not_judged : "",
    mine && judged ? fill(strings.judged, { relevant: relevant.length, judged }) : "",
    only_indirect.length
      ? counted(strings.indirect_too, only_indirect.length, { share: perCent(found.indirect_coverage) })
      : "",
    concentration === null
      ? strings.no_concentration
      : counted(strings.concentration, new Set(direct.map(([code]) => goalOf(code))).size, {
        index: number(concentration, 2),
        goals: number(effective_goals, decimals([effective_goals], 1)),
      }),
    outside.length ? counted(strings.outside, outside.length, { links: list(outside) }) : "",
  ].filter(Boolean);
}

function againstPart(found, actions, strings) {
  if (!found.against.length) return [];
  const named = namer(actions, strings);
  const line = ({ action, target, reason, resolved }) =>
    item(
      fill(strings.against_one, { action: named(action), target: coded(target) }),
      h("br"),
      reason.trim(),
      h(
        `p${resolved.trim() ? "" : ".warning"}`,
        null,
        resolved.trim() ? fill(strings.resolved_so, { how: resolved.trim() }) : strings.not_resolved,
      ),
    );
  return [
    h("h4", null, counted(strings.against, found.against.length)),
    h("p.small.soft", null, strings.against_says),
    h("ul", null, ...found.against.map(line)),
  ];
}
function alone(ids, actions, head, strings) {
  if (!ids.length) return [];
  const named = namer(actions, strings);
  return [h("h4", null, counted(head, ids.length)), h("ul", null, ...ids.map((id) => h("li", null, named(id))))];
}

export function verdictOf(found, now, strings) {
  const { actions, relevant } = now;
  if (!actions.length) return { title: strings.nothing, parts: [strings.nothing_reason] };
  const title = relevant.length
    ? fill(strings.verdict, {
      direct: found.direct.length,
      relevant: relevant.length,
      share: perCent(found.direct_coverage),
    })
    : strings.nothing_ours;
  return {
    title,
    parts: [
      ...linesOf(found, now, strings),
      ...againstPart(found, actions, strings),
      ...alone(found.only_against, actions, strings.only_against, strings),
      ...alone(found.orphan_actions, actions, strings.orphan_actions, strings),
    ],
  };
}

// Relevant targets without a direct link, by goal.
export function orphanTargets(found, strings) {
  const line = (goal) =>
    item(
      `${fill(strings.goal, { goal, name: goals[goal - 1].name })}: `,
      listed(
        found.orphan_targets.filter((code) => goalOf(code) === goal).map((code) =>
          found.only_indirect.includes(code) ? fill(strings.indirect_mark, { target: coded(code) }) : coded(code)
        ),
      ),
    );
  const all = [...new Set(found.orphan_targets.map(goalOf))];
  return all.length
    ? [h("p", null, strings.orphans_say), h("ul", null, ...all.map(line))]
    : [h("p", null, strings.no_orphans)];
}

// The annex: one row for each link, and for each action without one.
export function annex({ plan, actions }, strings) {
  const row = (action, at) => {
    const columns = [action.law, action.agenda];
    const head = `${at + 1}. ${nameOf(action, strings)}`;
    if (!action.links.length) return [[head, "—", strings.no_link, "", "", ...columns]];
    return action.links.map(({ target, kind, reason, resolved }) => [
      head,
      coded(target),
      strings.kinds[kind] ?? strings.no_kind,
      reason,
      resolved,
      ...columns,
    ]);
  };
  const caption = plan.trim() ? fill(strings.annex_of, { plan: plan.trim() }) : strings.annex;
  return table(caption, strings.annex_heads, actions.flatMap(row));
}

// What stands below the verdict, folded.
export function folds(strings) {
  const [orphans, twin] = [h("div"), scrolled(strings.annex, ".annex")];
  const summary = h("span");
  return {
    elements: [fold(summary, orphans), fold(strings.as_annex, twin)],
    paint(found, state) {
      summary.textContent = counted(strings.orphan_targets, found.orphan_targets.length);
      orphans.replaceChildren(...orphanTargets(found, strings));
      twin.replaceChildren(annex(state, strings));
    },
  };
}
