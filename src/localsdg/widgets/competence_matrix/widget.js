// Widget "Competence matrix": each of 169 targets is own, shared or not ours; the share stands beside published claims.
import { goals, judgementsOf } from "../kit/agenda.js";
import { desk } from "../kit/desk.js";
import { counted, decimals, fill, frame, h, number, radios, share, speaker } from "../kit/kit.js";
import { ENOUGH_JUDGED, TARGETS } from "./limits.js";
import { competenceShare } from "./method.js";

// In the order in which a press moves on. The mark says the state without colour.
const STATES = [
  { word: "own", name: "own", mark: "●", key: "2" },
  { word: "shared", name: "shared", mark: "◐", key: "1" },
  { word: "not ours", name: "none", mark: "○", key: "0" },
];
const OPEN = { word: undefined, name: "open", mark: "·" };
const PRESSED = [...STATES, OPEN];
const WEIGHT = 0.5; // of a shared target, until the learner chooses another
const stateOf = (judgement) => STATES.find(({ word }) => word === judgement) ?? OPEN;
const points = (value) => number(value, Number.isInteger(value) ? 0 : 1);

function render({ model, el, page, later = (work) => work() }) {
  const strings = model.get("strings");
  const { claims, example } = model.get("data");
  let judgements = {};
  let weight = WEIGHT;
  const voice = speaker();
  const heading = h("div.verdict");
  const rows = h("tbody");
  const clear = h("button.quiet", { type: "button", onclick: () => replace({}) }, strings.clear);
  const port_amani = {
    key: "example",
    name: strings.example,
    hint: strings.example_hint,
    from: ["fictional", "Port Amani"],
    state: { judgements: judgementsOf(example), weight: WEIGHT },
  };
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.2",
      part: "competences",
      cases: [port_amani],
      blank: { judgements: {}, weight: WEIGHT },
      read: () => ({ judgements, weight }),
      write(state) {
        ({ judgements, weight } = state);
        for (const option of rule.querySelectorAll("input")) option.checked = Number(option.value) === weight;
        show(false);
      },
      pack: (
        state,
      ) => (Object.keys(state.judgements).length || state.weight !== WEIGHT
        ? { judgements: state.judgements, shared_weight: state.weight }
        : {}),
      unpack: (entry) => ({ judgements: { ...entry.judgements }, weight: entry.shared_weight ?? WEIGHT }),
      label: (name) => name.replace("judgements/", ""),
      marked: (name) => name.startsWith("judgements/"),
    },
  );

  const parts = goals.map((goal) => goalPart(goal));
  const list = h("div.goals", null, ...parts.map(({ element }) => element));

  function goalPart(goal) {
    const note = h("span.small.soft");
    const strip = h("span.strip", { "aria-hidden": "true" });
    const bits = goal.targets.map(() => strip.appendChild(h("i")));
    const group = h("div.chips", {
      role: "group",
      "aria-label": fill(strings.goal_label, { goal: goal.number, name: goal.name }),
    });
    let chips = [];
    function chipPart({ code, title }, index) {
      const mark = h("span.mark", { "aria-hidden": "true" });
      const word = h("span.hidden");
      const button = h(
        "button.chip",
        { type: "button", tabindex: index ? -1 : 0, onclick: () => press(), onkeydown: keyed },
        mark,
        h("b", null, code),
        h("span", null, title),
        word,
      );
      const place = (to, focus) => {
        chips.forEach((chip, at) => (chip.button.tabIndex = at === to ? 0 : -1));
        if (focus) chips[to].button.focus();
      };
      function press() {
        const next = PRESSED[(PRESSED.indexOf(stateOf(judgements[code])) + 1) % PRESSED.length];
        place(index);
        judge({ [code]: next.word });
      }
      function keyed(event) {
        const forward = getComputedStyle(el).direction === "rtl" ? -1 : 1;
        const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 };
        const ends = { Home: 0, End: chips.length - 1 };
        const state = STATES.find(({ key }) => key === event.key);
        if (event.key in steps || event.key in ends) {
          event.preventDefault();
          const to = ends[event.key] ?? index + steps[event.key];
          if (chips[to]) place(to, true);
        } else if (state) judge({ [code]: state.word });
        else if (event.key === "Delete" || event.key === "Backspace") judge({ [code]: undefined });
      }
      function paint(state) {
        mark.textContent = state.mark;
        word.textContent = `, ${strings.states[state.name]}`;
        button.className = `ls-chip ls-${state.name}`;
      }
      return { button, paint };
    }
    // The targets of a goal are made when it is opened, or when there is time.
    function unfold() {
      if (chips.length) return;
      chips = goal.targets.map(chipPart);
      group.append(...chips.map(({ button }) => h("span.cell", { "data-print": strings.print_boxes }, button)));
      paint();
    }
    const rest = fill(strings.rest, { goal: goal.number });
    const element = h(
      `details.goal-${goal.number}`,
      { open: goal.number === 11, ontoggle: unfold },
      h("summary", null, h("span.tag", null, goal.number), h("span.goal-name", null, goal.name), note, strip),
      group,
      h("button.quiet.screen", { type: "button", onclick: judgeRest }, rest),
    );
    function judgeRest() {
      judge(
        Object.fromEntries(goal.targets.filter(({ code }) => !judgements[code]).map(({ code }) => [code, "not ours"])),
      );
    }
    function paint() {
      const states = goal.targets.map(({ code }) => stateOf(judgements[code]));
      states.forEach(({ name }, at) => (bits[at].className = `ls-${name}`));
      chips.forEach((chip, at) => chip.paint(states[at]));
      const count = (name) => states.filter((state) => state.name === name).length;
      const values = { own: count("own"), shared: count("shared"), left: count("open") };
      note.textContent = fill(values.left ? strings.goal_open : strings.goal_done, values);
    }
    if (element.open) unfold();
    else later(unfold);
    return { element, paint };
  }

  function judge(changes) {
    for (const [code, word] of Object.entries(changes)) {
      if (word) judgements[code] = word;
      else delete judgements[code];
    }
    show(true);
    work.record();
  }
  function replace(all) {
    judgements = { ...all };
    show(true);
    work.record();
  }

  function row(name, source, value, mine) {
    const heading = h("th", { scope: "row" }, name, source ? h("span.small.soft", null, source) : null);
    const bar = h("td.bar-cell", { "aria-hidden": "true" }, h("span.bar"));
    const share_of_all = value === null ? strings.not_yet : `${number((100 * value) / TARGETS, 1)}\u00a0%`;
    const style = `--share:${(100 * value) / TARGETS}%`;
    const cells = [value === null ? strings.not_yet : points(value), share_of_all];
    return h(mine ? "tr.mine" : "tr", { style }, heading, bar, ...cells.map((text) => h("td", null, text)));
  }
  function show(changed) {
    if (changed) work.changed();
    parts.forEach(({ paint }) => paint());
    const result = competenceShare(judgements, weight);
    const lowest = Math.min(...claims.map(({ targets }) => targets));
    const highest = Math.max(...claims.map(({ targets }) => targets));
    const judged = TARGETS - result.not_judged;
    // A few judgements say nothing of all 169 targets: they are a share of themselves, beside no claim.
    const few = judged < ENOUGH_JUDGED;
    const share_of = (each) => (few ? each.judged_share : each.share) ?? 0;
    const shares = [1, 0.5, 0].map((rule) => share_of(competenceShare(judgements, rule)));
    const [full, half, not] = shares.map((each) => number(each, decimals(shares)));
    const values = { points: points(result.points), share: number(share_of(result), 1), judged, enough: ENOUGH_JUDGED };
    const place = result.points < lowest
      ? fill(strings.below, { gap: points(lowest - result.points) })
      : result.points > highest
      ? fill(strings.above, { gap: points(result.points - highest) })
      : strings.between;
    const left = result.not_judged ? ` ${fill(strings.open_left, { left: result.not_judged })}` : "";
    const verdict = few
      ? [counted(strings.verdict_judged, judged, values), fill(strings.too_few, values)]
      : [fill(strings.verdict, values), place + left];
    const [said, ...reasons] = result.not_judged === TARGETS
      ? [strings.nothing, fill(strings.nothing_reason, values)]
      : [...verdict, result.shared ? fill(strings.rules, { full, half, none: not }) : null];
    heading.replaceChildren(h("p.title", null, said), ...reasons.filter(Boolean).map((text) => h("p", null, text)));
    rows.replaceChildren(
      row(strings.yours, null, few ? null : result.points, true),
      ...claims.map((claim) => row(`“${claim.words}”`, claim.source, claim.targets)),
    );
    const answer = { judgements: { ...judgements }, shared_weight: weight, ...result };
    if (changed) voice.say(fill(few ? strings.said_judged : strings.said, values));
    share("competence_matrix", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  const rule = radios(
    strings.rule,
    [[1, strings.rule_full], [0.5, strings.rule_half], [0, strings.rule_none]],
    weight,
    (chosen) => {
      weight = chosen;
      show(true);
      work.record();
    },
  );
  rule.classList.add("ls-rule");
  const openAll = (open) => () => list.querySelectorAll("details").forEach((part) => (part.open = open));
  const key = [...STATES, OPEN].map(({ name, mark }) =>
    h("span", null, h("span.mark", { "aria-hidden": "true" }, mark), ` ${strings.states[name]}`)
  );
  const blanks = strings.sheet_lead.split("{blank}").flatMap((part, at) => (at ? [h("span.blank"), part] : [part]));
  el.append(
    frame(
      ".long",
      16,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        heading,
        h(
          "div.scroll",
          { role: "region", tabindex: 0, "aria-label": strings.table },
          h(
            "table",
            null,
            h("caption", null, strings.table),
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                h("th", { scope: "col" }, strings.who),
                h("td.bar-cell"),
                h("th", { scope: "col" }, strings.targets),
                h("th", { scope: "col" }, strings.of_all),
              ),
            ),
            rows,
          ),
        ),
        rule,
        h("p.small", null, strings.how),
        h("p.key", null, ...key),
        h(
          "div.row",
          null,
          h("button.quiet", { type: "button", onclick: openAll(true) }, strings.open_all),
          h("button.quiet", { type: "button", onclick: openAll(false) }, strings.close_all),
          clear,
        ),
        work.buttons,
        work.saved,
        voice,
      ),
      h("div.print", null, work.paper, h("p", null, ...blanks)),
      list,
    ),
  );
  work.begin();
}

export default { render };
