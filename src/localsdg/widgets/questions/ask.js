// One question: its form with the control of its kind, the verdict with its reasons, and hints one by one.
import { fill, h } from "../kit/kit.js";
import { controls, why } from "./controls.js";
import { judge } from "./method.js";

// Hints come one by one, each read aloud; after the last one, focus goes on to the button that checks.
function hintsOf(hints, strings, { say, lack, ready, onward }) {
  let given = 0;
  const list = h("div.hints");
  const button = h("button.quiet", { type: "button", hidden: !hints.length, onclick: () => ready(help) }, strings.hint);
  function help(arrived) {
    lack(arrived);
    if (!arrived) return;
    const text = hints[given++];
    const title = fill(strings.hint_title, { place: given, all: hints.length });
    list.append(h("p.hint", null, h("b", null, title), ` ${text}`));
    say(`${title} ${text}`);
    button.textContent = strings.next_hint;
    if (given < hints.length) return;
    onward();
    button.hidden = true;
  }
  return { list, button };
}

// The verdict on an answer with its reasons, until all reasons are shown.
function verdictOf(control) {
  const element = h("div.summary");
  let revealed = false;
  // A changed answer is not judged yet: the old verdict goes.
  function forget() {
    if (revealed) return;
    control.clear();
    element.replaceChildren();
  }
  return {
    element,
    forget,
    // Gives what is read aloud.
    show(verdict) {
      forget();
      const sentences = control.mark(verdict);
      const lines = sentences.map(([right, title, ...rest]) => why(right, title, rest.join(" ")));
      if (!revealed) element.replaceChildren(...lines);
      const said = sentences.map(([, ...words]) => words.join(" "));
      return [...said, ...(revealed ? [] : control.said())].filter(Boolean).join(" ");
    },
    reveal() {
      revealed = true;
      const shown = control.reveal();
      if (shown) element.replaceChildren(...shown);
    },
  };
}

// kept: { entry, draft }, what was checked and what was typed since. answered(id, { chosen, right }) is called when the
// learner checks, and gives a sentence on how many are answered; typed(id, chosen) whenever something is chosen;
// ready(work) does a piece of work when the reasons are there.
export function ask(question, place, strings, { entry, draft }, { answered, typed, ready }) {
  const status = h("p.status", { role: "alert" });
  const voice = h("div.hidden", { role: "status" });
  const say = (text) => (voice.textContent = text);
  const lack = (arrived) => (status.textContent = arrived ? "" : strings.no_reasons);
  const control = controls[question.kind ?? "one"](question, strings, say);
  const verdict = verdictOf(control);
  const submit = h("button.go", { type: "submit" }, strings.check);
  const hints = hintsOf(question.hints ?? [], strings, { say, lack, ready, onward: () => submit.focus() });
  const all = h("button.quiet", { type: "button", hidden: true, onclick: reveal }, control.more);

  function mark(chosen, arrived) {
    lack(arrived);
    const found = judge(question, chosen);
    const said = verdict.show(found);
    all.hidden = false;
    return { right: found.right, said };
  }
  function check(event) {
    event.preventDefault();
    const missing = control.missing();
    status.textContent = missing ? missing.words : "";
    if (missing) return missing.focus.focus();
    const chosen = control.chosen();
    ready((arrived) => {
      const { right, said } = mark(chosen, arrived);
      say(`${said} ${answered(question.id, { chosen, right })}`);
    });
  }
  function changed() {
    status.textContent = "";
    verdict.forget();
    typed(question.id, control.chosen());
  }
  function reveal() {
    ready((arrived) => {
      lack(arrived);
      if (!arrived) return;
      verdict.reveal();
      say(strings.all_shown);
    });
  }

  if (draft !== undefined) control.restore(draft);
  else if (entry) {
    control.restore(entry.chosen);
    ready((arrived) => mark(entry.chosen, arrived));
  }
  return h(
    "form.ask.screen",
    { novalidate: true, onsubmit: check, oninput: changed },
    h("fieldset", null, h("legend", null, `${place}. ${question.text}`), ...control.lines),
    hints.list,
    verdict.element,
    h("p.row", null, submit, hints.button, all),
    status,
    voice,
  );
}
