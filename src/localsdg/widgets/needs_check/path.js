// The path that the answers propose: its lessons, how long each takes, and the answers that speak for it.
import { fill, h, language } from "../kit/kit.js";

// The answers that speak for a lesson, as they were worded.
function answersFor({ lesson, because }, needs, questions) {
  const chosen = (id, option) => [needs[id]].flat().includes(option.id);
  return because.flatMap((id) => {
    const { options } = questions.find((question) => question.id === id);
    return options.filter((option) => chosen(id, option) && option.leads?.[lesson]).map(({ text }) => text);
  });
}

// found: what propose gave. On a page each lesson is a link.
export function pathOf(found, { needs, questions, lessons, page }, strings) {
  const all = new Intl.ListFormat(language(), { type: "unit" });
  function line(step) {
    const lesson = lessons.find((each) => each.lesson === step.lesson);
    const name = fill(strings.lesson, lesson);
    const link = page ? h("a", { href: `../${lesson.page}.html` }, name) : h("b", null, name);
    const quoted = answersFor(step, needs, questions).map((text) => `\u201c${text}\u201d`);
    const why = h("span.small.soft", null, ` ${fill(strings.because, { answers: all.format(quoted) })}`);
    return h("li", null, link, ` ${fill(strings.minutes, lesson)}`, why);
  }
  const later = h("p", null, h("b", null, strings.later));
  return [
    ...(found.now.length ? [h("ol.path", null, ...found.now.map(line))] : []),
    ...(found.later.length ? [later, h("ul.path", null, ...found.later.map(line))] : []),
  ];
}
