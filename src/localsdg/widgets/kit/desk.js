// One's own work beside ready cases. A case can be looked at and changed at will: it never touches one's own work,
// which comes back with one press. "Take over as mine" makes a case one's own, with marks that say what is not replaced
// yet.
import { history } from "./history.js";
import { keeper, marks, remember, remembered } from "./keeping.js";
import { counted, fill, h } from "./kit.js";
import { canonical, leaves, onchange } from "./workbook.js";

const MINE = "mine";
const plain = (value) => JSON.parse(JSON.stringify(value));

// - cases: { key, name, hint, state, from: ["fictional" or "example", place] }; opens: the first one to show, if any
// - blank: the state with which own work begins
// - read, write: the state on the screen, as plain values
// - pack, unpack: a state as the entry of the workbook, and back; an entry without fields is no work
// - label(name): what a learner calls the field of that name; marked(name): whether such a field can carry a mark
export function desk(view, options) {
  const {
    strings,
    voice,
    lesson,
    part,
    cases = [],
    opens,
    blank,
    read,
    write,
    label = (name) => name,
    marked = () => true,
  } = options;
  const { pack = plain, unpack = plain } = options;
  const parts = cases.length ? [part, `${part}_taken`] : [part];
  const book = keeper(view, strings, lesson, parts);
  const found = book.open();
  const ownOf = (entry) => (entry && Object.keys(entry).length ? unpack(entry) : undefined);
  const kept = ownOf(found[part]);
  const taken = marks(found[`${part}_taken`] ?? {});
  const draft = view.page && !kept ? remembered(`case.${lesson}.${part}`) : undefined;
  let own = plain(kept ?? blank);
  let showing = kept || !opens ? undefined : (draft?.case ?? opens); // the case that is shown; without one, own work
  let state = plain(showing ? (draft?.state ?? showing.state) : own);
  const atFirst = { showing, own };

  const same = (one, other) => canonical(one) === canonical(other);
  const hasWork = () => [...leaves(plain(pack(own)), false).values()].some((value) => value !== null);
  const snapshot = () => ({ showing, state, taken: showing ? {} : taken.entry() });
  const steps = history({
    read: snapshot,
    restore(before) {
      showing = before.showing;
      state = before.state;
      if (!showing) {
        own = plain(state);
        taken.restore(before.taken);
        store();
      }
      put();
    },
    // From a case one starts again without a change to one's own work.
    start: () => (atFirst.showing
      ? { showing: atFirst.showing, state: atFirst.showing.state, taken: {} }
      : { state: plain(showing ? own : atFirst.own), taken: showing ? taken.entry() : {} }),
    strings,
    say: voice.say,
  });

  const tab = (key, name, hint, onclick) =>
    h("button.case", { type: "button", "data-case": key, onclick }, name, h("span.small", null, hint));
  const mine = tab(MINE, strings.mine, "", openMine);
  const buttons = cases.map((each) => tab(each.key, each.name, each.hint, () => open(each)));
  const tabs = cases.length
    ? h("div.row.tabs", { role: "group", "aria-label": strings.worth_trying }, mine, ...buttons)
    : null;
  const note = h("div.example");
  const paper = h("p"); // the same on paper: nobody takes an example for the town's own

  function store() {
    const entry = pack(own);
    taken.keep(entry);
    book.later(cases.length ? { [part]: entry, [`${part}_taken`]: taken.entry() } : { [part]: entry });
  }
  function put() {
    write(plain(state));
    const edited = showing && !same(state, showing.state);
    if (view.page && cases.length) remember(`case.${lesson}.${part}`, edited ? { case: showing, state } : undefined);
    paint();
  }
  function open(example) {
    book.flush();
    showing = plain(example);
    state = plain(example.state);
    put();
    steps.record();
  }
  function openMine() {
    showing = undefined;
    state = plain(own);
    put();
    steps.record();
  }
  function takeOver() {
    const from = showing.from;
    own = plain(unpack(plain(pack(state))) ?? state);
    state = plain(own);
    showing = undefined;
    const entry = pack(own);
    taken.clear();
    taken.add(entry, from);
    taken.clear(taken.names().filter((name) => !marked(name)));
    store();
    put();
    steps.record();
    voice.say(strings.taken_over);
    mine.focus();
  }
  function ask() {
    if (!hasWork() || same(own, state)) return takeOver();
    const yes = h("button", { type: "button", onclick: takeOver }, strings.replace_mine);
    const no = h("button", {
      type: "button",
      onclick: () => {
        paint();
        note.querySelector("button").focus();
      },
    }, strings.leave_mine);
    note.replaceChildren(h("p.warning", { role: "alert" }, strings.take_over_asks), h("p.row", null, yes, no));
    no.focus();
  }
  function confirm() {
    taken.clear();
    store();
    put();
    mine.focus();
  }
  // Another tab has changed one's own work: it comes in here, and nothing of before overwrites it.
  function follow() {
    book.flush();
    const now = book.open();
    const next = plain(ownOf(now[part]) ?? blank);
    if (same(pack(next), pack(own))) return;
    own = next;
    taken.restore(now[`${part}_taken`]);
    if (showing) return paint();
    openMine();
  }
  function paint() {
    for (const button of tabs?.children ?? []) {
      button.setAttribute("aria-pressed", String(button.dataset.case === (showing?.key ?? MINE)));
    }
    mine.lastChild.textContent = hasWork() ? strings.mine_kept : strings.mine_empty;
    const left = showing ? [] : taken.names();
    if (showing) {
      note.replaceChildren(
        h(
          "p",
          null,
          fill(strings.case_shown, { name: showing.name }),
          " ",
          h("button.quiet", { type: "button", onclick: ask }, strings.take_over),
        ),
      );
    } else if (left.length) {
      const place = taken.first()[2];
      const sentence = counted(
        taken.first()[1] === "fictional" ? strings.still_fictional : strings.still_example,
        left.length,
        { place },
      );
      const names = [...new Set(left.map((name) => label(name, own)))].join("; ");
      note.replaceChildren(
        h(
          "p.warning",
          null,
          sentence,
          " ",
          names,
          " ",
          h("button.quiet.screen", { type: "button", onclick: confirm }, strings.all_ours),
        ),
      );
    } else note.replaceChildren();
    note.hidden = paper.hidden = !note.childElementCount;
    paper.textContent = showing
      ? fill(strings.case_printed, { name: showing.name, hint: showing.hint ?? "" })
      : (note.querySelector("p")?.firstChild.textContent ?? "");
  }

  return {
    top: h("div", null, tabs, note),
    paper,
    buttons: steps.buttons,
    saved: book.element,
    record: steps.record,
    open,
    openMine,
    // Call when all parts of the widget stand: they get what was kept, or the first case.
    begin() {
      write(plain(state));
      paint();
      steps.begin();
      if (view.page) onchange(follow);
    },
    // Call after every change that the learner made.
    changed() {
      state = plain(read());
      if (showing && view.page) remember(`case.${lesson}.${part}`, { case: showing, state });
      if (!showing) {
        own = plain(state);
        store();
      }
      paint();
    },
    showing: () => showing,
    // Where the state comes from, if not from the learner: what is taken over from it gets a mark.
    origin: () => showing?.from ?? (taken.names().length ? taken.first().slice(1) : undefined),
    mark: (name) => (showing ? undefined : taken.get(name)),
  };
}
