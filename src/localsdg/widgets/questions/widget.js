// "Check yourself": every kind of question with native controls, and a reason for every answer. No score, no penalty,
// no mark by colour alone. Reasons and hints come into the page only when they are asked for.
import { keeper } from "../kit/keeping.js";
import { counted, fill, frame, h } from "../kit/kit.js";
import { controls, why } from "./controls.js";
import { fits, judge } from "./method.js";
import { paper } from "./paper.js";

function ask(question, place, strings, { entry, draft }, told, typed, later) {
  const status = h("p.status", { role: "alert" });
  const voice = h("div.hidden", { role: "status" });
  const say = (text) => (voice.textContent = text);
  const control = controls[question.kind ?? "one"](question, strings, say);
  const summary = h("div.summary");
  const hints = h("div.hints");
  const waiting = [...(question.hints ?? [])];
  const all = h("button.quiet", { type: "button", hidden: true, onclick: reveal }, control.more);
  const hint = h("button.quiet", { type: "button", hidden: !waiting.length, onclick: help }, strings.hint);
  let revealed = false;
  const form = h(
    "form.ask.screen",
    { novalidate: true, onsubmit: check, oninput: changed },
    h("fieldset", null, h("legend", null, `${place}. ${question.text}`), ...control.lines),
    hints,
    summary,
    h("p.row", null, h("button.go", { type: "submit" }, strings.check), hint, all),
    status,
    voice,
  );

  function mark(chosen) {
    forget();
    const verdict = judge(question, chosen);
    const sentences = control.mark(verdict);
    if (!revealed) {
      summary.replaceChildren(...sentences.map(([right, ...words]) => why(right, words[0], words.slice(1).join(" "))));
    }
    all.hidden = false;
    const parts = [...sentences.map(([, ...words]) => words.join(" ")), ...(revealed ? [] : control.said())];
    return { right: verdict.right, said: parts.filter(Boolean).join(" ") };
  }
  function check(event) {
    event.preventDefault();
    const missing = control.missing();
    status.textContent = missing ? missing.words : "";
    if (missing) return missing.focus.focus();
    const chosen = control.chosen();
    const { right, said } = mark(chosen);
    say(`${said} ${told(question.id, { chosen, right })}`);
  }
  // A changed answer is not judged yet: the old verdict goes.
  function forget() {
    status.textContent = "";
    if (revealed) return;
    control.clear();
    summary.replaceChildren();
  }
  function changed() {
    forget();
    typed(question.id, control.chosen());
  }
  function reveal() {
    revealed = true;
    const shown = control.reveal();
    if (shown) summary.replaceChildren(...shown);
    say(strings.all_shown);
  }
  function help() {
    const count = question.hints.length;
    const title = fill(strings.hint_title, { place: count - waiting.length + 1, all: count });
    const text = waiting.shift();
    hints.append(h("p.hint", null, h("b", null, title), ` ${text}`));
    say(`${title} ${text}`);
    hint.textContent = strings.next_hint;
    if (waiting.length) return;
    form.querySelector("button.ls-go").focus();
    hint.hidden = true;
  }

  if (draft !== undefined) control.restore(draft);
  else if (entry) {
    control.restore(entry.chosen);
    mark(entry.chosen);
  }
  const sheet = h("div.print");
  later(() => sheet.append(paper(question, place, strings)));
  return [form, sheet];
}

// A draft that this question could have: an order or pairs of its length, else a text, a number or places.
function begun({ kind = "one", items, pairs }, draft) {
  const length = { order: items?.length, match: pairs?.length }[kind];
  const whole = Array.isArray(draft) ? [...draft].sort((one, other) => one - other) : [];
  if (kind === "order") {
    return whole.length === length && whole.every((place, at) => place === at + 1) ? draft : undefined;
  }
  if (kind === "match") return whole.length === length ? draft : undefined;
  return draft;
}

function render({ model, el, page, later = (work) => work() }) {
  const strings = model.get("strings");
  const { lesson, questions } = model.get("data");
  const ours = /^\d/.test(lesson); // the kit's questions belong to no lesson, so they are not kept
  const book = keeper(
    { model, page },
    strings,
    ours ? lesson : undefined,
    ours ? ["questions", "question_drafts"] : ["questions"],
  );
  const found = book.open();
  const entries = { ...found.questions };
  // An answer that was not checked yet is kept too, and counts for nothing.
  const drafts = { ...found.question_drafts };
  const store = () => book.later({ questions: entries, question_drafts: drafts });
  for (const question of questions) {
    if (entries[question.id] && !fits(question, entries[question.id].chosen)) delete entries[question.id];
  }
  const progress = h("p.screen");
  const tell = () => {
    const answered = questions.filter((question) => entries[question.id]).length;
    progress.textContent = counted(strings.progress, questions.length, { answered });
    return progress.textContent;
  };
  // What was checked last, by question: for the learner's return, for Python and for the trainer.
  const told = (id, result) => {
    entries[id] = result;
    delete drafts[id];
    store();
    model.set("answer", { ...entries });
    model.save_changes();
    return tell();
  };
  const typed = (id, chosen) => {
    drafts[id] = chosen ?? null;
    store();
  };
  const forms = questions.flatMap((question, index) =>
    ask(
      question,
      index + 1,
      strings,
      { entry: entries[question.id], draft: begun(question, drafts[question.id]) },
      told,
      typed,
      later,
    )
  );
  tell();
  el.append(frame(".plain.long", null, strings.title, strings.lead, progress, ...forms, book.element));
}

export default { render };
