// "My course": the learner's workbook on one page. There it is in the browser, in Jupyter in the file workbook.json.
import { field, fill, frame, h, number, table } from "../kit/kit.js";
import { keeper } from "../kit/keeping.js";
import { fileParts } from "./file.js";
import { describer } from "./words.js";
import { numberField } from "../kit/number_field.js";
import {
  changes,
  check,
  empty,
  entryAt,
  erase,
  fieldsOf,
  loadShown,
  merge,
  onchange,
  save,
  setAside,
  storageTrouble,
} from "../kit/workbook.js";

const PROFILE = ["name", "country", "tier", "population", "population_year", "area_km2", "office"];
const NUMBERS = {
  population: { min: 0, whole: true },
  population_year: { min: 1000, max: 3000, whole: true },
  area_km2: { min: 0, unit: () => "km²" },
};

// Where the workbook is: read it, add the fields of a book, erase it and then go on; trouble is a sentence or nothing.
function browserStore(strings) {
  return {
    read: () => loadShown(["profile"]),
    add: save,
    // As it is typed: done("") or done(trouble).
    keep: (book, done) => done(save(book) ? "" : storageTrouble() || "blocked"),
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
  const file = model.get("file");
  const read = () => check(JSON.stringify(model.get("answer"))).book ?? empty();
  let asked = 0;
  let answered;
  model.on("change:told", () => {
    const told = model.get("told");
    if (answered && told.asked >= asked) answered(told.trouble ? told : "");
  });
  return {
    read,
    add(book) {
      model.set("answer", merge(read(), book).book);
      model.save_changes();
      return true;
    },
    keep(book, done) {
      answered = done;
      asked = Math.max(Date.now(), asked + 1);
      model.set("answer", merge(read(), book).book);
      model.set("asked", asked);
      model.save_changes();
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

function profileForm(view, store, words, strings, changed) {
  const place = { open: () => ({}), store: (_, done) => put(done), file: store.read };
  const kept = keeper(view, strings, "", [], place);
  const numbers = Object.fromEntries(
    Object.entries(NUMBERS).map(([name, rules]) => [name, numberField(strings, rules, { name })]),
  );
  const controls = {
    ...Object.fromEntries(
      PROFILE.map((name) => [name, numbers[name]?.box ?? h("input", { type: "text", name, autocomplete: "off" })]),
    ),
    tier: h(
      "select",
      { name: "tier" },
      h("option", { value: "" }, strings.choose),
      ...strings.tiers.map((tier) => h("option", null, tier)),
    ),
  };
  const before = {};
  const sheet = h("div.print");
  const typed = () => Object.fromEntries(PROFILE.map((name) => [name, controls[name].value.trim()]));
  function put(done) {
    const now = typed();
    const book = changes(store.read(), ["profile"], now, { ...before });
    Object.assign(before, now);
    store.keep(book, (trouble) => {
      done(trouble);
      changed();
    });
  }
  // What is being typed stays in the form, with the space at its end.
  function show(book) {
    const entry = entryAt(book, ["profile"]);
    for (const name of PROFILE) {
      const text = String(entry[name] ?? "");
      if (name === "tier" && text && !strings.tiers.includes(text)) controls.tier.append(h("option", null, text));
      if (text !== (before[name] ?? "") && controls[name].value.trim() === (before[name] ?? "")) {
        controls[name].value = text;
        numbers[name]?.update();
      }
      before[name] = text;
    }
    const rows = Object.keys(book.profile)
      .filter((name) => book.profile[name].value !== null && !name.startsWith("workshop/"))
      .map((name) => [words.known(name), words.value(book.profile[name].value)]);
    const list = table(strings.profile, [strings.what, strings.entry], rows);
    list.caption.hidden = true; // the heading above says the same
    sheet.replaceChildren(rows.length ? list : h("p", null, strings.no_profile));
  }
  function line(name) {
    const element = field(strings.fields[name], controls[name]);
    if (numbers[name]) element.append(numbers[name].note);
    return element;
  }
  const form = h(
    "form.screen",
    { onsubmit: (event) => event.preventDefault(), oninput: () => kept.later({}) },
    h("div.columns", null, ...PROFILE.map(line)),
    kept.element,
  );
  kept.open(true);
  return { show, element: frame(".kept", null, strings.profile, strings.profile_lead, form, sheet) };
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
  const profile = profileForm({ model, page }, store, words, strings, show);
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
    if (sentence) { for (const status of [progressStatus, fileStatus]) status.tell(""); }
    let begun = 0;
    let finished = 0;
    for (const { lesson, box, said } of steps) {
      const parts = book.lessons[lesson] ?? {};
      box.checked = entryAt(book, ["lessons", lesson, "progress"]).done === true;
      const form = Object.keys(entryAt(book, ["lessons", lesson, "municipality"])).length;
      const last = words.last(parts);
      said.textContent = last
        ? fill(form ? strings.step_form : strings.step, {
          questions: words.answered(lesson, parts),
          time: words.when(last),
        })
        : strings.not_begun;
      if (last) begun += 1;
      if (box.checked) finished += 1;
    }
    summary.textContent = fill(strings.summary, {
      begun: number(begun),
      finished: number(finished),
      all: number(lessons.length),
    });
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
