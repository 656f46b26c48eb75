// The home page for somebody who comes back: a greeting, one link to where she left her work, and her path. It stands
// in the page itself and runs before the page is shown, so that nothing moves.
import { filledFields, writers } from "../kit/peek.js";
import { propose } from "./method.js";
import { nextLesson } from "./next.js";

const SECTIONS = { municipality: "municipality", questions: "check", question_drafts: "check" };
const TARGETS = ["pin", "judgement"]; // records that have the code of a target
// What belongs to no lesson.
const OF_THE_COURSE = ["municipality", "needs", "workshop"];

// What the workbook says of her: { town, needs, finished, targets, last }, targets being the codes she has pinned or
// judged by their goal, and last the lesson and part she changed last.
function situation(fields) {
  const found = { town: "", needs: {}, finished: new Set(), targets: new Map(), last: undefined };
  const inTime = [...fields].sort((one, other) => (one.time < other.time ? -1 : 1));
  for (const { address, value } of inTime) {
    const [group, first, second, name] = address;
    if (group === "lessons" && second === "progress" && value === true) found.finished.add(first);
    if (TARGETS.includes(first)) {
      const [goal] = second.split(".");
      found.targets.set(goal, (found.targets.get(goal) ?? new Set()).add(second));
    }
    if (first === "needs") found.needs[name] = value;
    if (address.join("/") === "records/municipality/here/name") found.town = String(value);
    if (OF_THE_COURSE.includes(first)) continue;
    // What several lessons ask was written in the one where she was, if that is one of them.
    const wrote = writers(address);
    found.last = wrote.find(([lesson]) => lesson === found.last?.[0]) ?? wrote[0];
  }
  return found;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

// Where she goes on: where she was, or if that lesson is finished, the next one.
function goingOn({ last = [], finished }, path, lessons, words) {
  const [here, part] = last;
  const lesson = lessons.find((each) => each.lesson === here);
  if (lesson && !finished.has(here)) {
    const [name, anchor] = lesson.sections[SECTIONS[part] ?? "try"];
    return { href: `${lesson.page}#${anchor}`, textContent: fill(words.go_on, { lesson: here, name }) };
  }
  const isDone = (number) => finished.has(number);
  const all = lessons.map((each) => each.lesson);
  const next = nextLesson(path, here, lessons, isDone) ?? nextLesson(all, here, lessons, isDone);
  return next && { href: next.page, textContent: fill(words.next, next) };
}

function show(place, words, { questions, lessons }) {
  const fields = filledFields();
  const found = situation(fields);
  const path = propose(found.needs, questions, lessons).now.map(({ lesson }) => lesson);
  const step = (number) => {
    const lesson = lessons.find((each) => each.lesson === number);
    const link = element("a", { href: lesson.page, textContent: fill(words.lesson, lesson) });
    const mark = [" ✓", element("span", { className: "ls-unseen", textContent: ` ${words.finished}` })];
    return element("li", {}, link, ...(found.finished.has(number) ? mark : []));
  };
  const next = goingOn(found, path, lessons, words);
  const mine = { href: words.my_course_page, textContent: words.my_course };
  place.hidden = !fields.length;
  place.previousElementSibling.hidden = !place.hidden; // the first paragraph of the page
  place.replaceChildren(
    element("p", { className: "ls-lead", textContent: found.town ? fill(words.back_to, found) : words.back }),
    element(
      "p",
      { className: "ls-doors" },
      ...(next ? [element("a", { className: "ls-button ls-go", ...next })] : []),
      element("a", { className: "ls-button", ...mine }),
    ),
    ...(found.targets.size ? [element("p", { textContent: words.map_mine })] : []),
    ...(path.length ? [element("p", { textContent: words.path }), element("ol", {}, ...path.map(step))] : []),
  );
  return found;
}

// The plots of the goals that she has worked on keep their colour.
function colour({ targets }, words) {
  const map = document.querySelector(".ls-town");
  map?.classList.toggle("ls-living", targets.size > 0);
  for (const plot of map?.querySelectorAll("a") ?? []) {
    const title = plot.querySelector("title");
    const goal = plot.dataset.name ??= title.textContent;
    const codes = targets.get(plot.dataset.goal);
    plot.classList.toggle("ls-worked", Boolean(codes));
    title.textContent = codes ? fill(words.your_targets, { goal, count: codes.size }) : goal;
  }
}

// course: { questions, lessons }, each lesson with the address of its page and its sections as { try: [name, anchor] }
export default (words, course) => {
  const place = document.querySelector(".ls-welcome");
  function again() {
    colour(show(place, words, course), words);
  }
  again();
  // The map stands below. Later another page may change the workbook, or say who works here; or this page comes back
  // from the browser's cache.
  for (const event of ["DOMContentLoaded", "storage", "pageshow"]) addEventListener(event, again);
};
