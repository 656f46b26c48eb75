// "A page for the mayor": what the workbook says of the town, to print or keep as a file; and what it shows of the
// work.
import { bring } from "../kit/bring.js";
import { greet } from "../kit/keeping.js";
import { fill, frame, h } from "../kit/kit.js";
import { check, empty, load, onchange, storageTrouble } from "../kit/workbook.js";
import { contentOf } from "./method.js";
import { proofOf } from "./proof.js";
import { saveFile } from "./file.js";

const PARTS = ["competences", "voices", "message", "links", "path", "land"];

// Names of lessons and of the fields of their forms.
function namesOf(lessons, strings) {
  const lessonOf = (code) => lessons.find(({ lesson }) => lesson === code);
  // A name with a step that differs, such as the place of a column.
  function starred(name) {
    const steps = name.split("/");
    const names = steps.map((at, place) => ({ words: strings.kept[steps.with(place, "*").join("/")], at }));
    const found = names.find(({ words }) => words);
    return found && fill(found.words, found);
  }
  const fieldOf = (code, name) => lessonOf(code)?.form.find(([field]) => field === name);
  const names = {
    lesson(code) {
      const lesson = lessonOf(code);
      return lesson
        ? fill(strings.lesson, lesson)
        : code
        ? fill(strings.unknown_lesson, { lesson: code })
        : strings.course;
    },
    plain: (code, name) => fieldOf(code, name)?.[2] ?? strings.kept[name] ?? starred(name) ?? name.replaceAll("_", " "),
    label(code, name) {
      const group = fieldOf(code, name)?.[1];
      const label = names.plain(code, name);
      return group ? fill(strings.grouped, { group, label }) : label;
    },
  };
  return names;
}

// What is not on the page, and where it is filled in: a place of the course is a link where there are pages.
function lackLine(name, { lessons, known, page, strings }) {
  const code = strings.lack_lessons[name];
  const lesson = lessons.find((each) => each.lesson === code);
  const address = lesson ? `../${lesson.page}.html` : "my-course.html";
  const title = lesson ? known.lesson(code) : strings.my_course;
  return h("li", null, `${strings.lacks[name]} `, page ? h("a", { href: address }, title) : title);
}

// Printing one of the two: the other stays off the paper.
function printed(element, what) {
  element.dataset.print = what;
  addEventListener("afterprint", () => delete element.dataset.print, { once: true });
  globalThis.print();
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { lessons, trouble } = model.get("data");
  const known = namesOf(lessons, strings);
  const status = h("p.status", { role: "status" });
  const body = h("div.waits");
  // Whose work is shown; somebody else has a way to say who she is.
  const whose = h("p.row.small.screen");
  const element = frame(".plain.long.mayor", null, strings.title, strings.lead, whose, body, status);
  const read = () => (page ? load() : (check(JSON.stringify(model.get("answer"))).book ?? empty()));
  const press = (text, onclick, kind = "button") => h(kind, { type: "button", onclick }, text);

  function actions(part, what, title) {
    const save = () => {
      status.textContent = fill(strings.saved_file, { file: saveFile(part, title, strings.stems[what]) });
    };
    return h(
      "p.row.screen",
      null,
      page ? press(strings.print[what], () => printed(element, what), "button.go") : null,
      press(strings.save[what], save),
    );
  }
  function lacksPart({ lacks, differ }) {
    const line = (name) => lackLine(name, { lessons, known, page, strings });
    const more = differ ? h("p.note", null, strings.differ) : null;
    const list = lacks.length ? [h("h4", null, strings.lacking), h("ul", null, ...lacks.map(line))] : [];
    return h("div.screen", null, more, ...list);
  }
  // Gives the function that writes the page; it is brought, since a page without entries does not need it.
  const writer = () =>
    bring("mayor_page_sheet").then(
      ({ sheetOf, strings: own }) => (content) => sheetOf(content, known, { ...strings, ...own }),
      () => null,
    );
  let times = 0;
  function put(...parts) {
    body.classList.remove("ls-waits");
    body.replaceChildren(...parts);
  }
  async function show() {
    const time = ++times;
    const content = contentOf(read(), lessons);
    const fault = page ? storageTrouble() : trouble;
    const words = page ? strings.storage[fault] ?? strings.storage.unread : fault;
    const alarm = fault ? h("p.warning", { role: "alert" }, words) : null;
    const filled = Object.keys(content.place).length || content.rest.length || PARTS.some((name) => content[name]);
    // What cannot be read is not empty, and lacks nothing that she could fill in.
    if (alarm && !filled) return put(alarm);
    const sheetOf = filled ? await writer() : null;
    if (time !== times) return; // something has changed since
    if (filled && !sheetOf) return put(h("p.warning", { role: "alert" }, strings.not_loaded));
    const sheet = sheetOf ? sheetOf(content) : h("p", null, strings.empty);
    const proof = proofOf(content, known, strings);
    const town = String(content.place.name?.value ?? "");
    put(
      ...[
        alarm,
        lacksPart(content),
        filled ? actions(sheet, "page", town) : null,
        sheet,
        proof ? actions(proof, "proof", town) : null,
        proof,
      ].filter((each) => each !== null),
    );
  }
  el.append(element);
  if (page) {
    onchange(show);
    greet(whose, false);
  } else model.on("change:answer", show);
  show();
}

export default { render };
