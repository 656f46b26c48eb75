// "My course": the learner's workbook on one page. On a page it is in the browser, in Jupyter in the file workbook.json.
import { field, fill, frame, h, number, table } from "./kit.js";
import { fileParts } from "./my_course_file.js";
import { describer } from "./my_course_words.js";
import { changes, check, empty, entryAt, erase, fieldsOf, load, merge, onchange, save, setAside, storageTrouble } from "./workbook.js";

const PROFILE = ["name", "country", "tier", "population", "population_year", "area_km2", "office"];

// Where the workbook is: read it, add the fields of a book, erase it and then go on; trouble is a sentence or nothing.
function browserStore(strings) {
  return {
    read: load,
    add: save,
    erase(done) {
      erase();
      done();
    },
    aside: setAside,
    trouble: () => strings.storage[storageTrouble()] ?? "",
    place: location.protocol === "file:" ? strings.place_folder : strings.place_browser,
  };
}
function fileStore(model, strings) {
  const { file } = model.get("data");
  const read = () => check(JSON.stringify(model.get("answer"))).book ?? empty();
  return {
    read,
    add(book) {
      model.set("answer", merge(read(), book).book);
      model.save_changes();
      return true;
    },
    erase(done) {
      const answered = () => {
        model.off("change:answer", answered);
        if (!fieldsOf(read()).length) done();
      };
      model.on("change:answer", answered);
      model.send({ action: "erase" });
    },
    aside: () => [],
    trouble: () => model.get("trouble"),
    place: file ? fill(strings.place_file, { file }) : strings.place_none,
  };
}

// A line that says, to eyes and ears, what has just happened beside it.
function teller() {
  const line = h("p.status", { role: "status" });
  line.tell = (sentence) => {
    line.textContent = "";
    line.textContent = sentence;
  };
  return line;
}

function profileForm(store, strings, renew) {
  const status = teller();
  const controls = {
    ...Object.fromEntries(PROFILE.map((name) => [name, h("input", { type: "text", name, autocomplete: "off" })])),
    tier: h("select", { name: "tier" }, h("option", { value: "" }, strings.choose), ...strings.tiers.map((tier) => h("option", null, tier))),
  };
  for (const name of ["population", "population_year", "area_km2"]) controls[name].inputMode = "decimal";
  const before = {};
  const sheet = h("div.print");
  const typed = () => Object.fromEntries(PROFILE.map((name) => [name, controls[name].value.trim()]));
  function submit(event) {
    event.preventDefault();
    const kept = store.add(changes(store.read(), ["profile"], typed(), before));
    renew();
    status.tell(kept ? strings.profile_saved : strings.taken_in_page);
  }
  // What has been typed and not saved stays in the form.
  function show(book) {
    const entry = entryAt(book, ["profile"]);
    for (const name of PROFILE) {
      const text = String(entry[name] ?? "");
      if (name === "tier" && text && !strings.tiers.includes(text)) controls.tier.append(h("option", null, text));
      if (controls[name].value.trim() === (before[name] ?? "")) controls[name].value = text;
      before[name] = text;
    }
    const rows = Object.keys(entry).map((name) => [strings.fields[name] ?? name, String(entry[name])]);
    const list = table(strings.profile, [strings.what, strings.entry], rows);
    list.caption.hidden = true; // the heading above says the same
    sheet.replaceChildren(rows.length ? list : h("p", null, strings.no_profile));
  }
  const form = h(
    "form.screen",
    { onsubmit: submit },
    h("div.columns", null, ...PROFILE.map((name) => field(strings.fields[name], controls[name]))),
    h("p.row", null, h("button.go", { type: "submit" }, strings.save_profile)),
    status,
  );
  return { show, status, element: frame(".kept", null, strings.profile, strings.profile_lead, form, sheet) };
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { lessons } = model.get("data");
  const store = page ? browserStore(strings) : fileStore(model, strings);
  const words = describer(lessons, strings);
  const trouble = h("p.warning", { role: "alert", hidden: true });
  const progress = h("div");
  const entries = h("div");
  const [progressStatus, fileStatus] = [teller(), teller()];
  const profile = profileForm(store, strings, show);
  const files = fileParts(store, words, strings, fileStatus.tell, show);

  function finish(lesson, done) {
    const group = ["lessons", lesson, "progress"];
    const kept = store.add(changes(store.read(), group, { done: done || null }));
    show();
    const sentence = done ? strings.now_done : strings.now_open;
    progressStatus.tell(kept ? fill(sentence, { lesson: words.lessonName(lesson) }) : strings.taken_in_page);
  }
  // The boxes are made once, so that one that was just ticked keeps the focus.
  const steps = lessons.map((lesson) => {
    const name = words.lessonName(lesson.lesson);
    const box = h("input", { type: "checkbox", onchange: () => finish(lesson.lesson, box.checked) });
    const said = h("span.small.soft");
    const title = page ? h("a", { href: `../${lesson.page}.html` }, name) : name;
    const line = h("li", null, h("p", null, title), said, h("label.option", null, box, h("span", null, strings.done)));
    return { ...lesson, box, said, line };
  });
  const summary = h("p");
  progress.append(summary, h("ul.steps", null, ...steps.map(({ line }) => line)));

  function show() {
    const book = store.read();
    const sentence = store.trouble();
    if (trouble.textContent !== sentence) trouble.textContent = sentence;
    trouble.hidden = !sentence;
    // What could not be saved after all was not saved.
    if (sentence) for (const status of [profile.status, progressStatus, fileStatus]) status.tell("");
    let begun = 0;
    let finished = 0;
    for (const { lesson, box, said } of steps) {
      const parts = book.lessons[lesson] ?? {};
      box.checked = entryAt(book, ["lessons", lesson, "progress"]).done === true;
      const form = Object.keys(entryAt(book, ["lessons", lesson, "municipality"])).length;
      const last = words.last(parts);
      said.textContent = last
        ? fill(form ? strings.step_form : strings.step, { questions: words.answered(lesson, parts), time: words.when(last) })
        : strings.not_begun;
      if (last) begun += 1;
      if (box.checked) finished += 1;
    }
    summary.textContent = fill(strings.summary, { begun: number(begun), finished: number(finished), all: number(lessons.length) });
    const tables = Object.keys(book.lessons)
      .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
      .map((code) => [code, words.rows(code, book.lessons[code])])
      .filter(([, rows]) => rows.length)
      .map(([code, rows]) => table(words.lessonName(code), [strings.what, strings.entry], rows));
    entries.replaceChildren(...(tables.length ? tables : [h("p", null, strings.no_entries)]));
    profile.show(book);
    files.showAside();
  }

  el.append(
    trouble,
    profile.element,
    frame(".plain.long", null, strings.progress, strings.progress_lead, progress, progressStatus),
    frame(".plain.long.entries", null, strings.entries, null, entries),
    frame(".plain.screen", null, strings.file, store.place, files.element, fileStatus),
  );
  if (page) onchange(show);
  else {
    model.on("change:answer", show);
    model.on("change:trouble", show);
  }
  show();
}

export default { render };
