// Widget "Agenda explorer": goals, targets and indicators by everyday words; pinned targets become local, step by step.
import { goals, judgementsOf, targets } from "../kit/agenda.js";
import { findTargets, lacks, pinboard } from "./method.js";
import { desk } from "../kit/desk.js";
import { markWords, remember, remembered } from "../kit/keeping.js";
import { counted, field, fill, frame, h, kept, share, speaker } from "../kit/kit.js";

const JUDGED = ["own", "shared", "not ours"];
const MARKS = { own: "●", shared: "◐", "not ours": "○", open: "·" };
const QUESTIONS = ["here", "who", "sign"];
const EMPTY_LINES = 5;
const MOST_OPEN = 12; // targets found that are shown without opening their goals

function render({ model, el, page, later = (work) => work() }) {
  const strings = model.get("strings");
  const data = model.get("data");
  const byCode = new Map(targets.map((target) => [target.code, target]));
  const byGoal = new Map(goals.map((goal) => [goal.number, goal]));
  const own = (page ? kept("1.2", "competences")?.judgements : data.judgements) ?? {};
  const mine = Object.keys(own).length > 0;
  const example = judgementsOf(data.example);
  const judged = ({ code }) => (mine ? own : example)[code] ?? "open";
  // Where else an indicator is listed.
  const twins = (indicator) =>
    targets.flatMap((target) => target.indicators).filter(({ code, unsd }) =>
      unsd === indicator.unsd && code !== indicator.code
    );

  const voice = speaker();
  const count = h("p.small");
  const list = h("div.tree");
  const board = h("div.board");
  const verdict = h("div");
  const filled = h("div");
  const all = h("div");
  const opened = new Set([11]);
  let pins = {}; // by code: [here, who, sign]

  const words = h("input", { type: "search", autocomplete: "off", placeholder: strings.example_words, oninput: look });
  const filter = h(
    "select",
    { onchange: look },
    h("option", { value: "" }, strings.any),
    ...[...JUDGED, "open"].filter((word) => mine || word !== "open").map((word) =>
      h("option", { value: word }, strings.states[word])
    ),
  );

  // The tree
  // Our short title below the official name, unless the two are the same words.
  const ours = (
    { name, title },
  ) => (name.toLowerCase() === title.toLowerCase() ? null : h("span.small.soft", null, title));
  function targetPart(target, by) {
    const state = judged(target);
    const button = h("button.pin", { type: "button", onclick: () => toggle(target.code) });
    const indicators = target.indicators.map((indicator) => {
      const others = twins(indicator).map(({ code }) => code);
      const also = others.length
        ? h("span.small.soft", null, ` ${fill(strings.also, { codes: others.join(", ") })}`)
        : null;
      return h("li", null, h("b", null, indicator.code), ` ${indicator.title}`, also);
    });
    const mark = h(
      "span.mark",
      { title: strings.states[state] },
      h("span", { "aria-hidden": "true" }, MARKS[state]),
      h("span.hidden", null, strings.states[state]),
    );
    const element = h(
      "li",
      null,
      h(
        "details",
        null,
        h(
          "summary",
          null,
          h("b", null, target.code),
          h("span", null, ` ${target.title} `),
          mark,
          by ? h("span.small.soft", null, fill(strings.found_by, { words: by.join(", ") })) : null,
        ),
        h("ul", null, ...indicators),
      ),
      button,
    );
    const paint = () => {
      const on = target.code in pins;
      button.textContent = on ? strings.pinned : strings.pin;
      button.setAttribute("aria-pressed", String(on));
      button.setAttribute("aria-label", fill(strings.pin_label, { code: target.code, title: target.title }));
    };
    paint();
    return { element, paint, code: target.code };
  }
  let shown = [];
  function look() {
    if (page) remember("explorer", [words.value, filter.value]);
    const found = findTargets(words.value, targets);
    const hits = new Map(
      found ? found.map(({ code, by }) => [code, by]) : targets.map(({ code }) => [code, undefined]),
    );
    const passes = (target) => !filter.value || judged(target) === filter.value;
    const looking = found !== null || Boolean(filter.value);
    shown = [];
    let total = 0;
    // The goal of the best match comes first; without words, the order of the Agenda stays.
    const inOrder = [...new Set([...hits.keys()].map((code) => byGoal.get(byCode.get(code).goal)))];
    const parts = inOrder.map((goal) => {
      const inside = [...hits.keys()].map((code) => byCode.get(code)).filter((target) =>
        target.goal === goal.number && passes(target)
      );
      if (!inside.length) return null;
      total += inside.length;
      const body = h("ul.targets");
      const build = () => {
        if (body.childElementCount) return;
        const made = inside.map((target) => targetPart(target, hits.get(target.code)));
        shown.push(...made);
        body.append(...made.map(({ element }) => element));
      };
      const open = found ? total <= MOST_OPEN : !filter.value && opened.has(goal.number);
      const head = h(
        "summary",
        null,
        h("span.tag", null, goal.number),
        h("span", null, goal.name, ours(goal)),
        h("span.small.soft", null, counted(strings.in_goal, inside.length)),
      );
      const part = h(`details.goal-${goal.number}`, { open }, head, body);
      part.addEventListener("toggle", () => {
        if (part.open) build();
        if (!looking) opened[part.open ? "add" : "delete"](goal.number);
      });
      if (open) build();
      return part;
    });
    list.replaceChildren(...parts.filter(Boolean));
    const values = { goals: list.childElementCount };
    const said = !total ? strings.none_found : counted(looking ? strings.found : strings.all, total, values);
    count.textContent = said;
    if (looking) voice.say(said);
  }

  // The board of pins
  const sorted = () => targets.filter(({ code }) => code in pins);
  const asPins = () =>
    sorted().map(({ code }) => ({
      target: code,
      ...Object.fromEntries(QUESTIONS.map((name, at) => [name, pins[code][at]])),
    }));
  let cards = [];
  function card(target) {
    const tag = h("span.small");
    const sign = h("p.taken.small");
    const controls = QUESTIONS.map((name, at) =>
      h(name === "who" ? "input" : "textarea", {
        rows: 2,
        type: name === "who" ? "text" : null,
        autocomplete: "off",
        oninput: ({ target: box }) => {
          pins[target.code][at] = box.value;
          show(true);
        },
      })
    );
    controls.forEach((control, at) => (control.value = pins[target.code][at]));
    const remove = h("button.quiet", {
      type: "button",
      "aria-label": fill(strings.unpin_label, target),
      onclick: () => toggle(target.code),
    }, strings.unpin);
    const name = fill(strings.target, target);
    const element = h(
      `section.goal-${target.goal}`,
      { "aria-label": name },
      h("h4", { tabindex: -1 }, h("span.tag", null, target.code), ` ${target.title} `, tag),
      sign,
      ...controls.map((control, at) => field(strings.questions[QUESTIONS[at]], control)),
      remove,
    );
    const open = () => lacks(Object.fromEntries(QUESTIONS.map((each, at) => [each, pins[target.code][at]]))).length;
    const paint = () => {
      const taken = work.mark(target.code);
      sign.textContent = taken ? markWords(taken, strings) : "";
      sign.hidden = !taken;
      tag.textContent = [strings.localized, strings.begun, strings.begun, strings.label][open()];
    };
    return { element, paint };
  }
  function toggle(code) {
    if (code in pins) {
      delete pins[code];
      voice.say(fill(strings.now_unpinned, { code, count: Object.keys(pins).length }));
    } else {
      pins[code] = ["", "", ""];
      voice.say(fill(strings.now_pinned, { code, count: Object.keys(pins).length }));
    }
    const removed = board.contains(document.activeElement);
    draw(true);
    if (removed) verdict.firstElementChild.focus();
    work.record();
  }
  function draw(changed) {
    cards = sorted().map(card);
    board.replaceChildren(...cards.map(({ element }) => element));
    show(changed);
  }

  function show(changed) {
    if (changed) work.changed();
    shown.forEach(({ paint }) => paint());
    cards.forEach(({ paint }) => paint());
    const chosen = asPins();
    const result = pinboard(chosen, targets);
    const title = !chosen.length ? strings.nothing : counted(strings.verdict, chosen.length, {
      localized: result.localized.length,
      begun: result.begun.length,
      labels: result.labels.length,
    });
    const open = result.findings.map((
      { about, key },
    ) => [about === "choice" ? strings.choice : about, strings.findings[key]]);
    const tally = (word) => chosen.filter(({ target }) => judged(byCode.get(target)) === word).length;
    const numbers = {
      goals: Object.keys(result.goals).length,
      listed: result.listed,
      different: result.different,
      own: tally("own"),
      shared: tally("shared"),
      none: tally("not ours"),
      list: mine ? strings.my_list : strings.example_list,
    };
    verdict.replaceChildren(
      h("h4.title", { tabindex: -1 }, title),
      ...(chosen.length ? [h("p", null, fill(strings.counts, numbers))] : [h("p", null, strings.nothing_reason)]),
      ...(chosen.length && open.length
        ? [h("ul.findings", null, ...open.map(([about, text]) => h("li", null, h("strong", null, `${about}: `), text)))]
        : []),
      ...(chosen.length && !open.length ? [h("p", null, strings.complete)] : []),
    );
    const lines = chosen.map(({ target, ...said }) => [
      `${target} ${byCode.get(target).title}`,
      ...QUESTIONS.map((name) => said[name]),
    ]);
    filled.replaceChildren(
      sheet([...lines, ...Array.from({ length: EMPTY_LINES }, () => strings.sheet_heads.map(() => ""))]),
    );
    const answer = {
      pins: chosen,
      localized: result.localized,
      begun: result.begun,
      labels: result.labels,
      goals: result.goals,
      listed: result.listed,
      different: result.different,
    };
    share("agenda_explorer", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  const sheet = (rows) =>
    h(
      "table.sheet.pins",
      null,
      h("thead", null, h("tr", null, ...strings.sheet_heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null, ...rows.map((row) => h("tr", null, ...row.map((cell) => h("td", null, cell || "\u00a0"))))),
    );
  const ready = data.cases.map(({ name, hint, from, pins: pinned }) => ({
    key: name,
    name,
    hint,
    from,
    state: pinned,
  }));
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.1",
      part: "targets",
      cases: ready,
      opens: ready[0],
      blank: {},
      read: () => pins,
      write(state) {
        pins = state;
        draw(false);
      },
      label: (code) => code,
    },
  );

  el.append(
    frame(
      ".long",
      11,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        h("div.columns", null, field(strings.words, words), field(strings.filter, filter)),
        h("p.small.soft", null, mine ? strings.filter_mine : strings.filter_example),
        count,
        list,
        work.top,
        verdict,
        board,
        work.buttons,
        work.saved,
        voice,
      ),
      h(
        "div.print",
        null,
        work.paper,
        h("p", null, strings.sheet_lead),
        filled,
        h("p", null, strings.sheet_all),
        all,
      ),
    ),
  );
  [words.value, filter.value] = (page && remembered("explorer")) || ["", ""];
  if (filter.selectedIndex < 0) filter.value = "";
  look();
  work.begin();
  const line = (
    goal,
  ) => [
    h("b", null, fill(strings.sheet_goal, goal)),
    ` ${goal.targets.map(({ code, title }) => `${code}\u00a0${title}`).join(" · ")}`,
  ];
  later(() => all.append(...goals.map((goal) => h("p.small", null, ...line(goal)))));
  board.addEventListener("change", work.record);
}

export default { render };
