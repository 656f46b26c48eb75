// The lessons with a box for each: how far each has come, and how many are begun and finished.
import { fill, h, number } from "../kit/kit.js";
import { entryAt } from "../kit/workbook.js";
import { partsByLesson } from "./lessons.js";

function stepOf(lesson, { words, page, strings, finish }) {
  const name = words.lessonName(lesson.lesson);
  const box = h("input", { type: "checkbox", onchange: () => finish(lesson.lesson, box.checked) });
  const said = h("span.small.soft");
  const title = page ? h("a", { href: `../${lesson.page}.html` }, name) : name;
  const line = h("li", null, h("p", null, title), said, h("label.option", null, box, h("span", null, strings.done)));
  return { lesson: lesson.lesson, box, said, line };
}

// The entries that begin each lesson, by part: an entry that several lessons have begins the first of them. What only
// forms share, such as an offer to other towns, is of the first lesson in which something else was written.
function ownOf(entered, lessons) {
  const holders = new Map();
  for (const { lesson } of lessons) {
    for (const [part, fields] of Object.entries(entered[lesson] ?? {})) {
      for (const [name, each] of Object.entries(fields)) {
        holders.set(each, [...(holders.get(each) ?? []), { lesson, part, name }]);
      }
    }
  }
  const begun = new Set([...holders.values()].filter(({ length }) => length === 1).map(([{ lesson }]) => lesson));
  const own = {};
  for (const [each, places] of holders) {
    const isOfForms = places.every(({ part }) => part === "municipality");
    const near = isOfForms && places.find(({ lesson }) => begun.has(lesson));
    const { lesson, part, name } = near || places[0];
    own[lesson] ??= {};
    (own[lesson][part] ??= {})[name] = each;
  }
  return own;
}

// finish(lesson, whether it is done) is called when the learner ticks a box or clears it. The boxes are made once, so
// that one that was just ticked keeps the focus.
export function progressPart(lessons, { words, page, strings, finish }) {
  const steps = lessons.map((lesson) => stepOf(lesson, { words, page, strings, finish }));
  const summary = h("p");

  function stateOf(lesson, parts, last) {
    if (!last) return strings.not_begun;
    const form = Object.values(parts.municipality ?? {}).some(({ value }) => value !== null);
    const values = { questions: words.answered(lesson, parts), time: words.when(last) };
    return fill(form ? strings.step_form : strings.step, values);
  }
  return {
    element: h("div", null, summary, h("ul.steps", null, ...steps.map(({ line }) => line))),
    show(book) {
      const own = ownOf(partsByLesson(book), lessons);
      let begun = 0;
      for (const { lesson, box, said } of steps) {
        const parts = own[lesson] ?? {};
        box.checked = entryAt(book, [lesson, "progress"]).done === true;
        const last = words.last(parts);
        said.textContent = stateOf(lesson, parts, last);
        if (last) begun += 1;
      }
      const finished = steps.filter(({ box }) => box.checked).length;
      const values = { begun: number(begun), finished: number(finished), all: number(lessons.length) };
      summary.textContent = fill(strings.summary, values);
    },
  };
}
