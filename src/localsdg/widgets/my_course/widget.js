// "My course": the learner's workbook on one page. There it is in the browser, in Jupyter in the file workbook.json.
import { fill, frame, h, table } from "../kit/kit.js";
import { changes, empty, fieldAt, onchange, put, replaced } from "../kit/workbook.js";
import { copyPart } from "./copy.js";
import { fileParts } from "./file.js";
import { differencesPart } from "./differences.js";
import { partsByLesson } from "./lessons.js";
import { profileForm } from "./profile.js";
import { progressPart } from "./progress.js";
import { browserStore, fileStore } from "./store.js";
import { describer } from "./words.js";

// A line that says, to eyes and ears, what has just happened beside it.
function teller() {
  const line = h("p.status", { role: "status", tabindex: -1 });
  line.tell = (sentence) => {
    line.textContent = "";
    line.textContent = sentence;
  };
  return line;
}

// What was entered, as a table for each lesson.
function entriesOf(book, words, strings) {
  const entered = partsByLesson(book);
  const tables = Object.keys(entered)
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .map((code) => [code, words.rows(code, entered[code])])
    .filter(([, rows]) => rows.length)
    .map(([code, rows]) => table(words.lessonName(code), [strings.what, strings.entry], rows));
  return tables.length ? tables : [h("p", null, strings.no_entries)];
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { lessons } = model.get("data");
  const store = page ? browserStore(strings) : fileStore(model, strings);
  const words = describer(lessons, strings);
  const trouble = h("p.warning", { role: "alert", hidden: true });
  const entries = h("div");
  const [progressStatus, entriesStatus, fileStatus] = [teller(), teller(), teller()];
  const profile = profileForm({ model, page }, store, words, strings, show);
  const progress = progressPart(lessons, { words, page, strings, finish });
  const copy = copyPart(page, store, strings);
  const files = fileParts(store, words, strings, { told: fileStatus.tell, renew: show, copy });
  const notHeld = h("p.small", { hidden: true }, strings.not_held);

  const differences = differencesPart(words, strings, choose);

  function finish(lesson, done) {
    const group = [lesson, "progress"];
    const kept = store.add(changes(store.read(), group, { done: done || null }));
    show();
    const sentence = done ? strings.now_done : strings.now_open;
    progressStatus.tell(kept ? fill(sentence, { lesson: words.lessonName(lesson) }) : strings.taken_in_page);
  }
  // Between what stands and what a colleague has entered: the choice is made with knowledge of both.
  function choose(address, value) {
    const book = empty();
    put(book, address, replaced(fieldAt(store.read(), address), value));
    store.add(book);
    show();
    entriesStatus.tell(fill(strings.chosen, { value: words.value(value) }));
    entriesStatus.focus(); // the button is gone
  }
  function show() {
    const book = store.read();
    const sentence = store.trouble();
    if (trouble.textContent !== sentence) trouble.textContent = sentence;
    trouble.hidden = !sentence;
    // What could not be saved after all was not saved.
    if (sentence) { for (const status of [progressStatus, entriesStatus, fileStatus]) status.tell(""); }
    progress.show(book);
    differences.show(book);
    entries.replaceChildren(...entriesOf(book, words, strings));
    profile.show(book);
    files.show();
    copy.show();
  }

  el.append(
    trouble,
    copy.lines,
    profile.element,
    frame(".plain.long", null, strings.progress, strings.progress_lead, progress.element, progressStatus),
    frame(".plain.long.entries", null, strings.entries, null, differences.element, entriesStatus, entries),
    frame(".plain.screen", null, strings.file, store.place, notHeld, files.element, fileStatus),
  );
  if (page) onchange(show);
  else {
    model.on("change:answer", show);
    model.on("change:trouble", show);
  }
  show();
  copy.watch(notHeld);
}

export default { render };
