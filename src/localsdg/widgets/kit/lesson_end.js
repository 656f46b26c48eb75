// The end of a lesson: the reader says that she has finished it, sees what is still open, prints, and goes on with her
// path. Without a script only the link to the next lesson stands there.
import { counted, fill, h, kept, number } from "./kit.js";
import { keeper } from "./keeping.js";
import { entryAt, fieldsOf, load, namedAt, onchange } from "./workbook.js";

// The path of the needs check lies in a file that is loaded only where the check was made.
function withPath(work) {
  if (globalThis.localsdgWay) return work(globalThis.localsdgWay);
  const source = `${document.documentElement.dataset.content_root}_static/localsdg/way.js`;
  document.head.append(h("script", { src: source, onload: () => work(globalThis.localsdgWay) }));
}

function follow(here, strings) {
  const needs = entryAt(load(), ["", "needs"]);
  const link = document.querySelector(".next-page");
  if (!link || !Object.keys(needs).length) return;
  withPath(({ propose, nextLesson, questions, lessons }) => {
    const path = propose(needs, questions, lessons).now.map(({ lesson }) => lesson);
    const finished = (lesson) => entryAt(load(), [lesson, "progress"]).done === true;
    const next = nextLesson(path, here, lessons, finished);
    if (!next) return;
    link.setAttribute("href", `${document.documentElement.dataset.content_root}${next.page}.html`);
    link.querySelector(".context").textContent = strings.next;
    link.querySelector(".title").textContent = counted(strings.next_lesson, next.minutes, next);
  });
}

// Whether something is kept that the page for the mayor shows: the needs check and the workshop are not of the town.
const isOfTown = ([[group, kind], { value }]) =>
  group === "records" && !["needs", "workshop"].includes(kind) && value !== null;

// place: the empty element at the end of the page; it names the lesson and says how many questions it has.
export default (place, strings) => {
  const { lesson, questions } = place.dataset;
  const book = keeper({ model: undefined, page: true }, strings, lesson, ["progress"]);
  const tick = () => book.later({ progress: { done: box.checked || null } });
  const box = h("input", { type: "checkbox", onchange: tick });
  const state = h("p");
  const href = `${document.documentElement.dataset.content_root}book/for-the-mayor.html`;
  const mayor = h("p", { hidden: true }, h("a", { href }, strings.mayor_page));
  function show() {
    const now = load();
    const answered = Object.keys(entryAt(now, [lesson, "questions"])).length;
    // The name of the municipality stands in every form.
    const filled = [...namedAt(now, [lesson, "municipality"]).values()]
      .some(({ address, field }) => address[1] !== "municipality" && field.value !== null);
    box.checked = kept(lesson, "progress")?.done === true;
    state.textContent = [
      fill(strings.questions_answered, { done: number(Math.min(answered, questions)), all: number(questions) }),
      filled ? strings.form_filled : strings.form_open,
    ].join(" ");
    mayor.hidden = !fieldsOf(now).some(isOfTown);
  }
  place.ariaLabel = strings.lesson_end;
  place.append(
    h("label.option", null, box, h("b", null, fill(strings.finished, { lesson }))),
    book.element,
    state,
    mayor,
    h("button", { type: "button", onclick: () => print() }, strings.print_page),
  );
  book.open();
  show();
  onchange(show);
  follow(lesson, strings);
};
