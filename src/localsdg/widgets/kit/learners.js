// "Whose work is this?": the window in which a person says who she is. It comes when it is needed: see bring.
import { bring } from "./bring.js";
import { flush } from "./keeping.js";
import { field, fill, h, identifier } from "./kit.js";
import { author, clean, learners, NAME, rename, turnTo } from "./learner.js";
import { forgetTab } from "./leaving.js";
import { LONGEST_NAME } from "./limits.js";
import { fieldsOf, handOver, unsaved } from "./workbook.js";
import { isLookingAround, keyOf, learner, lookAround, writeKey } from "./whose.js";

const plain = (name) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

// What was entered before anybody had said who she is becomes hers.
async function goOn(person, strings, told) {
  flush();
  if (learner === undefined) {
    for (const [, entry] of fieldsOf(unsaved())) if (person.name) entry.by ??= person.name;
    const isKept = handOver(person.id) &&
      (!globalThis.localsdgTable || await (await bring("tables")).handOver(person.id));
    if (!isKept) return told(strings.not_handed_over);
    forgetTab();
  }
  turnTo(person.id);
}

// A new person; the answer is her id.
function enroll(name) {
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
  return writeKey(keyOf(NAME, id), clean(name)) ? id : undefined;
}

// Her name, and what she can do with it.
function nameForm(strings, told, close) {
  const others = learners().filter(({ id }) => id !== learner);
  const unnamed = learner !== undefined && learners().some(({ id }) => id === learner) && !author();
  const box = h("input", { type: "text", autocomplete: "off", maxlength: LONGEST_NAME });
  function named(work, all) {
    const name = box.value.trim();
    if (!plain(name)) return told(strings.name_missing);
    if (all.some((each) => plain(each.name) === plain(name))) return told(fill(strings.name_taken, { name }));
    work(name);
  }
  function begin(name) {
    const id = enroll(name);
    if (id === undefined) told(strings.not_added);
    else goOn({ id, name }, strings, told);
  }
  function own(name) {
    rename(name);
    close();
    location.reload();
  }
  const mine = () => named(own, others);
  const claim = unnamed ? h("button", { type: "button", onclick: mine }, strings.this_is_mine) : null;
  function submit(event) {
    event.preventDefault();
    named(begin, learners());
  }
  const actions = h("p.row", null, h("button.go", { type: "submit" }, strings.begin_own), claim);
  return h("form", { onsubmit: submit }, field(strings.your_name, box), actions);
}

function ask(strings) {
  if (document.querySelector("dialog.ls-whose")) return;
  const id = identifier("whose");
  const note = h("p.status", { role: "alert" });
  const told = (sentence) => (note.textContent = sentence);
  const place = h("div");
  place.className = "ls";
  const close = () => dialog.close();
  function onclose() {
    lookAround();
    place.remove();
  }
  const person = (each) => {
    const words = each.name ? fill(strings.go_on, each) : strings.go_on_unnamed;
    const onclick = () => (each.id === learner ? close() : goOn(each, strings, told));
    return h("p", null, h("button", { type: "button", onclick }, words));
  };
  const quiet = (words, onclick) => h("button.quiet", { type: "button", onclick }, words);
  const dialog = h(
    "dialog.whose",
    { "aria-labelledby": id, onclose },
    h("h4", { id }, strings.whose),
    h("p", null, strings.whose_lead),
    ...learners().map(person),
    nameForm(strings, told, close),
    note,
    h("p.small.soft", null, strings.not_locked),
    h(
      "p.row",
      null,
      quiet(learner === undefined ? strings.look_around : strings.stay_here, close),
      author() ? quiet(strings.finished, () => turnTo()) : null,
    ),
  );
  place.append(dialog);
  document.body.append(place);
  dialog.showModal();
}

// The words below an exercise that say whose work it is: pressed, they ask. Where nobody has said, they ask at once.
export function shown(strings) {
  const name = author();
  if (learner === undefined && !isLookingAround) ask(strings);
  const words = name ? fill(strings.work_of, { name }) : learner === undefined ? strings.whose : strings.not_yours;
  return h("button.quiet", { type: "button", onclick: () => ask(strings) }, words);
}
