// One's own work beside ready cases. A case can be looked at and changed at will: it never touches one's own work,
// which comes back with one press. "Take over as mine" makes a case one's own, with marks that say what is not replaced
// yet.
import { deskView } from "./desk_view.js";
import { history } from "./history.js";
import { keeper, marks, remember, remembered } from "./keeping.js";
import { canonical, leaves, onchange } from "./workbook.js";

const plain = (value) => JSON.parse(JSON.stringify(value));
const same = (one, other) => canonical(one) === canonical(other);

// Own work and its marks, as the workbook has them.
function ownWork(book, { part, cases, pack, unpack, blank, marked }) {
  const marksPart = `${part}_taken`;
  const found = book.open();
  const taken = marks(found[marksPart] ?? {});
  const stateOf = (entry) => (entry && Object.keys(entry).length ? unpack(entry) : undefined);
  const kept = stateOf(found[part]);
  const work = {
    kept: kept !== undefined,
    state: plain(kept ?? blank),
    taken,
    begun: () => [...leaves(plain(pack(work.state)), false).values()].some((value) => value !== null),
    store() {
      const entry = pack(work.state);
      taken.keep(entry);
      book.later(cases.length ? { [part]: entry, [marksPart]: taken.entry() } : { [part]: entry });
    },
    take(state, from) {
      work.state = plain(unpack(plain(pack(state))) ?? state);
      taken.clear();
      taken.add(pack(work.state), from);
      taken.clear(taken.names().filter((name) => !marked(name)));
    },
    // Another tab has changed it: it comes in here, and nothing of before overwrites it. Returns whether it differs.
    follow() {
      book.flush();
      const now = book.open();
      const next = plain(stateOf(now[part]) ?? blank);
      if (same(pack(next), pack(work.state))) return false;
      work.state = next;
      taken.restore(now[marksPart]);
      return true;
    },
  };
  return work;
}

// - cases: { key, name, hint, state, from: ["fictional" or "example", place] }; opens: the first one to show, if any
// - blank: the state with which own work begins
// - read, write: the state on the screen, as plain values
// - pack, unpack: a state as the entry of the workbook, and back; an entry without fields is no work
// - label(name): what a learner calls the field of that name; marked(name): whether such a field can carry a mark
export function desk(view, options) {
  const { strings, voice, lesson, part, cases = [], opens, blank, read, write } = options;
  const { label = (name) => name, marked = () => true, pack = plain, unpack = plain } = options;
  const book = keeper(view, strings, lesson, cases.length ? [part, `${part}_taken`] : [part]);
  const own = ownWork(book, { part, cases, pack, unpack, blank, marked });
  const tried = `case.${lesson}.${part}`;
  const draft = view.page && !own.kept ? remembered(tried) : undefined;
  let showing = own.kept || !opens ? undefined : (draft?.case ?? opens); // the case shown; without one, own work
  let state = plain(showing ? (draft?.state ?? showing.state) : own.state);
  const first = { showing, own: own.state, taken: own.taken.entry() };

  const marksNow = () => (showing ? {} : own.taken.entry());
  const steps = history({
    read: () => ({ showing, state, taken: marksNow() }),
    restore(before) {
      showing = before.showing;
      state = before.state;
      if (!showing) {
        own.state = plain(state);
        own.taken.restore(before.taken);
        own.store();
      }
      put();
    },
    // From a case one starts again without a change to one's own work.
    start() {
      if (first.showing) return { showing: first.showing, state: first.showing.state, taken: {} };
      return showing
        ? { state: plain(own.state), taken: own.taken.entry() }
        : { state: plain(first.own), taken: first.taken };
    },
    strings,
    say: voice.say,
  });
  const looks = deskView(strings, cases, {
    open,
    openMine,
    takeOver,
    allOurs,
    label: (name) => label(name, own.state),
  });

  function paint() {
    const names = showing ? [] : own.taken.names();
    const left = names.length ? { names, from: own.taken.first().slice(1) } : undefined;
    looks.paint({ showing, begun: own.begun(), left, takes: ask });
  }
  function put() {
    write(plain(state));
    const edited = showing && !same(state, showing.state);
    if (view.page && cases.length) remember(tried, edited ? { case: showing, state } : undefined);
    paint();
  }
  // Shows a case, or own work without one, as a step that can be undone.
  function turnTo(example, next) {
    showing = example;
    state = plain(next);
    put();
    steps.record();
  }
  function open(example) {
    book.flush();
    turnTo(plain(example), example.state);
  }
  function openMine() {
    turnTo(undefined, own.state);
  }
  function takeOver() {
    own.take(state, showing.from);
    own.store();
    openMine();
    voice.say(strings.taken_over);
    looks.focusMine();
  }
  function ask() {
    if (!own.begun() || same(own.state, state)) takeOver();
    else looks.ask(paint);
  }
  function allOurs() {
    own.taken.clear();
    own.store();
    put();
    looks.focusMine();
  }
  function follow() {
    if (!own.follow()) return;
    if (showing) paint();
    else openMine();
  }
  return {
    top: looks.element,
    paper: looks.paper,
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
      if (showing && view.page) remember(tried, { case: showing, state });
      if (!showing) {
        own.state = plain(state);
        own.store();
      }
      paint();
    },
    showing: () => showing,
    // Where the state comes from, if not from the learner: what is taken over from it gets a mark.
    origin: () => showing?.from ?? (own.taken.names().length ? own.taken.first().slice(1) : undefined),
    mark: (name) => (showing ? undefined : own.taken.get(name)),
  };
}
