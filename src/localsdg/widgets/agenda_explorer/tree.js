// The goals with their targets and indicators: found by everyday words, filtered by competence, and pinned.
import { goals, targets } from "../kit/agenda.js";
import { bring } from "../kit/bring.js";
import { remember, remembered } from "../kit/keeping.js";
import { counted, field, fill, h } from "../kit/kit.js";
import { listed } from "./listed.js";

const JUDGED = ["own", "shared", "not ours"];
const MARKS = { own: "●", shared: "◐", "not ours": "○", open: "·" };
const MOST_OPEN = 12; // targets found that are shown without opening their goals
const FIRST_OPEN = 11; // the goal on cities
const REMEMBERED = "explorer";
const byCode = new Map(targets.map((target) => [target.code, target]));
const byGoal = new Map(goals.map((goal) => [goal.number, goal]));

function filterList(strings, mine, onchange) {
  const states = [...JUDGED, "open"].filter((word) => mine || word !== "open");
  const option = (word) => h("option", { value: word }, strings.states[word]);
  return h("select", { onchange }, h("option", { value: "" }, strings.any), ...states.map(option));
}

// What the search looks at weighs more than all the rest, so it comes when one searches or opens a target. Without a
// network the codes and titles of the targets are there.
let brought;
function findTitles(words) {
  const tokens = words.toLowerCase().match(/[\p{L}\p{N}.]+/gu);
  const hits = ({ code, title }) => tokens.filter((each) => each === code || title.toLowerCase().includes(each));
  return tokens && targets.map((target) => ({ code: target.code, by: hits(target) })).filter(({ by }) => by.length);
}
const bare = { searchable: listed, find: findTitles };
const fetched = () =>
  bring("agenda_explorer_targets").then((found) => {
    brought = found;
    return brought;
  }).catch(() => bare);

// An indicator, and where else it is listed.
function indicatorLine(indicator, all, strings) {
  const twins = all.filter(({ code, unsd }) => unsd === indicator.unsd && code !== indicator.code);
  const codes = twins.map(({ code }) => code).join(", ");
  const also = codes ? h("span.small.soft", null, ` ${fill(strings.also, { codes })}`) : null;
  return h("li", null, h("b", null, indicator.code), ` ${indicator.title ?? ""}`, also);
}

// owner: judged(target), pinned(code), toggle(code). by: the words that led here, if any.
function targetPart(target, by, strings, owner) {
  const state = owner.judged(target);
  const button = h("button.pin", { type: "button", onclick: () => owner.toggle(target.code) });
  const mark = h(
    "span.mark",
    { title: strings.states[state] },
    h("span", { "aria-hidden": "true" }, MARKS[state]),
    h("span.hidden", null, strings.states[state]),
  );
  const found = by ? h("span.small.soft", null, fill(strings.found_by, { words: by.join(", ") })) : null;
  const list = h("ul");
  async function unfold() {
    if (list.childElementCount) return;
    const { searchable } = brought ?? await fetched();
    const all = searchable.flatMap(({ indicators }) => indicators);
    const { indicators } = searchable.find(({ code }) => code === target.code);
    list.replaceChildren(...indicators.map((indicator) => indicatorLine(indicator, all, strings)));
  }
  const element = h(
    "li",
    null,
    h(
      "details",
      { ontoggle: unfold },
      h("summary", null, h("b", null, target.code), h("span", null, ` ${target.title} `), mark, found),
      list,
    ),
    button,
  );
  function paint() {
    const on = owner.pinned(target.code);
    button.textContent = on ? strings.pinned : strings.pin;
    button.setAttribute("aria-pressed", String(on));
    button.setAttribute(
      "aria-label",
      fill(on ? strings.pinned_label : strings.pin_label, { code: target.code, title: target.title }),
    );
  }
  paint();
  return { element, paint };
}

// A goal with those of its targets that are shown. They are made when it is opened; made(parts) hears of them.
function goalPart(goal, inside, hits, strings, owner, { open, made, toggled }) {
  const body = h("ul.targets");
  // Our short title below the official name, unless the two are the same words.
  const same = goal.name.toLowerCase() === goal.title.toLowerCase();
  const ours = same ? null : h("span.small.soft", null, goal.title);
  const element = h(
    `details.goal-${goal.number}`,
    { open },
    h(
      "summary",
      null,
      h("span.tag", null, goal.number),
      h("span", null, goal.name, ours),
      h("span.small.soft", null, counted(strings.in_goal, inside.length)),
    ),
    body,
  );
  function build() {
    if (body.childElementCount) return;
    const parts = inside.map((target) => targetPart(target, hits.get(target.code), strings, owner));
    body.append(...parts.map((part) => part.element));
    made(parts);
  }
  element.addEventListener("toggle", () => {
    if (element.open) build();
    toggled(element.open);
  });
  if (open) build();
  return element;
}

// The targets in lists, each of neighbours of one goal.
function runsOf(found) {
  const runs = [];
  for (const target of found) {
    if (runs.at(-1)?.[0].goal === target.goal) runs.at(-1).push(target);
    else runs.push([target]);
  }
  return runs;
}

// What another page looks for here: ?words=rubbish.
const asked = () => new URLSearchParams(location.search).get("words");

// mine: whether the filter uses the learner's own list. say(text): aloud.
export function agendaTree(strings, { mine, page, say, ...owner }) {
  const count = h("p.small");
  const list = h("div.tree");
  const opened = new Set([FIRST_OPEN]);
  const words = h("input", { type: "search", autocomplete: "off", placeholder: strings.example_words, oninput: look });
  const filter = filterList(strings, mine, look);
  let shown = [];

  function look() {
    if (page) remember(REMEMBERED, [words.value, filter.value]);
    if (brought || !words.value.trim()) show();
    else fetched().then(show);
  }
  function show() {
    const found = words.value.trim() ? (brought ?? bare).find(words.value) : null;
    const hits = new Map(
      found ? found.map(({ code, by }) => [code, by]) : targets.map(({ code }) => [code, undefined]),
    );
    const passing = [...hits.keys()].map((code) => byCode.get(code)).filter((target) =>
      !filter.value || owner.judged(target) === filter.value
    );
    const looking = found !== null || Boolean(filter.value);
    shown = [];
    let total = 0;
    // The best match comes first, and a goal again where one of another lies between; without words, the order of the
    // Agenda stays.
    list.replaceChildren(
      ...runsOf(passing).map((inside) => {
        const goal = byGoal.get(inside[0].goal);
        total += inside.length;
        return goalPart(goal, inside, hits, strings, owner, {
          open: found ? total <= MOST_OPEN : !filter.value && opened.has(goal.number),
          made: (parts) => shown.push(...parts),
          toggled: (open) => !looking && opened[open ? "add" : "delete"](goal.number),
        });
      }),
    );
    const goalsShown = new Set(passing.map(({ goal }) => goal)).size;
    const said = total
      ? counted(looking ? strings.found : strings.all, total, { goals: goalsShown })
      : strings.none_found;
    count.textContent = said;
    if (looking) say(said);
  }
  return {
    elements: [
      h("div.columns", null, field(strings.words, words), field(strings.filter, filter)),
      h("p.small.soft", null, mine ? strings.filter_mine : strings.filter_example),
      count,
      list,
    ],
    paint: () => shown.forEach((part) => part.paint()),
    begin() {
      [words.value, filter.value] = (page && remembered(REMEMBERED)) || ["", ""];
      if (filter.selectedIndex < 0) filter.value = "";
      if (page && asked()) [words.value, filter.value] = [asked(), ""];
      look();
    },
  };
}
