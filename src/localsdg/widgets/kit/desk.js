// One's own work beside ready cases. A case can be looked at and changed at will: it never touches one's own work,
// which comes back with one press. "Take over as mine" makes a case one's own, with marks that say what is not replaced
// yet.
import { deskView } from "./desk_view.js";
import { history } from "./history.js";
import { remember, remembered } from "./keeping.js";
import { ownWork, plain, same } from "./own_work.js";
import { onchange } from "./workbook.js";

// What is on the desk, { showing, state }: the case that is shown, none for one's own work, and its present state. What
// was changed in a case stays as long as the tab.
function situation(view, { lesson, part, cases = [], opens }, own) {
  const name = `case.${lesson}.${part}`;
  const draft = view.page ? remembered(name) : undefined;
  const showing = draft?.case ?? (own.found ? undefined : opens);
  const now = {
    showing,
    state: plain(showing ? (draft?.state ?? showing.state) : own.state),
    // Keeps what is tried out in a case.
    keep: () => view.page && now.showing && remember(name, { case: now.showing, state: now.state }),
    // The same, and forgets the case if it is as it was.
    settle() {
      if (!view.page || !cases.length) return;
      const edited = now.showing && !same(now.state, now.showing.state);
      remember(name, edited ? { case: now.showing, state: now.state } : undefined);
    },
  };
  return now;
}

// Undo and start again, between cases and one's own work. put() shows what is on the desk.
function stepsOf(now, own, { strings, voice }, put) {
  const { showing: firstCase } = now;
  const firstOwn = { state: own.state, taken: own.taken.entry() };
  const marksNow = () => (now.showing ? {} : own.taken.entry());
  return history({
    read: () => ({ showing: now.showing, state: now.state, taken: marksNow() }),
    restore({ showing, state, taken }) {
      now.showing = showing;
      now.state = state;
      if (!showing) {
        own.taken.restore(taken);
        own.put(state);
      }
      put();
    },
    // From a case one starts again without a change to one's own work.
    start() {
      if (firstCase) return { showing: firstCase, state: firstCase.state, taken: {} };
      return plain(now.showing ? { state: own.state, taken: own.taken.entry() } : firstOwn);
    },
    strings,
    say: voice.say,
  });
}

// Shows what is on the desk. Own work that cannot be shown is set aside.
function shown(now, own, write) {
  try {
    write(plain(now.state));
  } catch (fault) {
    if (now.showing) throw fault;
    own.setAside();
    now.state = plain(own.state);
    write(plain(now.state));
  }
}

// - cases: { key, name, hint, state, from: ["fictional" or "example", place] }; opens: the first one to show, if any
// - blank: the state with which own work begins
// - read, write: the state on the screen, as plain values
// - pack, unpack: a state as the entry of the workbook, and back; an entry without fields is no work
// - label(name): what a learner calls the field of that name; marked(name): whether such a field can carry a mark
export function desk(view, options) {
  const { strings, voice, cases = [], read, write, label = (name) => name, marked = () => true } = options;
  const own = ownWork(view, options);
  const now = situation(view, options, own);
  const steps = stepsOf(now, own, options, put);
  const called = (name) => label(name, own.state);
  const top = deskView(strings, cases, { open, openMine, takeOver, allOurs, label: called });

  function paint() {
    top.paint({ showing: now.showing, begun: own.begun(), left: now.showing ? undefined : own.left(), takes: ask });
  }
  function put() {
    write(plain(now.state));
    now.settle();
    paint();
  }
  function open(example) {
    own.flush();
    now.showing = plain(example);
    now.state = plain(example.state);
    put();
    steps.record();
  }
  function openMine() {
    now.showing = undefined;
    now.state = plain(own.state);
    put();
    steps.record();
  }
  function takeOver() {
    own.take(now.state, now.showing.from, marked);
    openMine();
    voice.say(strings.taken_over);
    top.focusMine();
  }
  function ask() {
    if (!own.begun() || same(own.state, now.state)) takeOver();
    else top.ask(paint);
  }
  function allOurs() {
    own.taken.clear();
    own.store();
    put();
    top.focusMine();
  }
  function follow() {
    if (!own.reload()) return;
    if (now.showing) paint();
    else openMine();
  }
  return {
    top: top.element,
    panel: top.panel,
    paper: top.paper,
    buttons: steps.buttons,
    saved: own.element,
    record: steps.record,
    open,
    openMine,
    // Call when all parts of the widget stand: they get what was kept, or the first case.
    begin() {
      shown(now, own, write);
      paint();
      steps.begin();
      if (view.page) onchange(follow);
    },
    // Call after every change that the learner made.
    changed() {
      now.state = plain(read());
      now.keep();
      if (!now.showing) own.put(now.state);
      paint();
    },
    showing: () => now.showing,
    own: () => ({ entry: own.entry(), taken: own.taken.entry() }),
    // Where the state comes from, if not from the learner: what is taken over from it gets a mark.
    origin: () => now.showing?.from ?? (own.taken.names().length ? own.taken.first().slice(1) : undefined),
    mark: (name) => (now.showing ? undefined : own.taken.get(name)),
  };
}
