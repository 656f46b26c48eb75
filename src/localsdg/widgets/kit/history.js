// Undo and start again, for any widget: give it the state as plain values, and a way to put a state back.
import { h } from "./kit.js";

const MOST = 100;

// start: the state to which "Start again" leads, if it is not that of the beginning.
export function history({ read, restore, start, strings, say }) {
  const past = [];
  let first = JSON.stringify(read());
  let present = first;
  const beginning = () => (start ? JSON.stringify(start()) : first);

  const undo = h("button.quiet", { type: "button", disabled: true, onclick: back }, strings.undo);
  const reset = h("button.quiet", { type: "button", disabled: true, onclick: again }, strings.start_again);

  function show() {
    // A button that was just pressed keeps the focus: a disabled one would lose it.
    undo.setAttribute("aria-disabled", String(!past.length));
    reset.setAttribute("aria-disabled", String(present === beginning()));
    undo.disabled = !past.length && document.activeElement !== undo;
    reset.disabled = present === beginning() && document.activeElement !== reset;
  }
  function back() {
    if (!past.length) return say(strings.nothing_to_undo);
    present = past.pop();
    restore(JSON.parse(present));
    say(strings.undone);
    show();
  }
  function again() {
    if (present === beginning()) return say(strings.nothing_to_undo);
    past.push(present);
    present = beginning();
    restore(JSON.parse(present));
    say(strings.started_again);
    show();
  }
  return {
    buttons: h("p.row.screen", null, undo, reset),
    // Call after every action of the learner; a state equal to the present one is no action.
    record() {
      const state = JSON.stringify(read());
      if (state === present) return;
      past.push(present);
      if (past.length > MOST) past.shift();
      present = state;
      show();
    },
    // Call when the widget has opened with what was kept earlier: from here on there is nothing to undo.
    begin() {
      first = present = JSON.stringify(read());
      past.length = 0;
      show();
    },
  };
}
