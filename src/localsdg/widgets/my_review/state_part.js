// What is there and what is missing: each chapter with its state in words, and the lessons that ask for what it lacks.
import { counted, fill, h, number } from "../kit/kit.js";
import { fold, verdict } from "../kit/parts.js";
import { way } from "./directions.js";
import { lessonLink, pageLink } from "./places.js";
import { MOST_NAMED, MOST_OPEN } from "./plan.js";
import { tied } from "./tying.js";

// The state of the whole in one sentence.
function sentenceOf(review, strings) {
  const count = (state) => review.chapters.filter((chapter) => chapter.state === state).length;
  const lacks = review.chapters.reduce((all, { missing }) => all + missing.length, 0);
  const values = {
    filled: count("filled"),
    partly: count("partly"),
    empty: count("empty"),
    all: review.chapters.length,
  };
  const rest = lacks ? counted(strings.lacks, lacks) : strings.lacks_nothing;
  const { all, filled, empty } = values;
  const form = filled === all ? strings.all_filled : empty === all ? strings.all_empty : strings.chapters_are;
  return `${fill(form, values)} ${rest}`;
}

function missingList({ missing }, { strings, page, write }) {
  const line = ({ what, lesson }) => {
    const here = lesson === "4.2";
    const way = here
      ? h("button.quiet", { type: "button", onclick: write }, strings.write_here)
      : lessonLink(lesson, strings, page);
    return h("li", null, `${what} `, way);
  };
  return h("ul", null, ...missing.map(line));
}

function chapterLine(chapter, context) {
  const { strings, page } = context;
  const title = `${chapter.number}. ${chapter.title}`;
  const words = h("b", null, strings.states[chapter.state]);
  if (chapter.state === "filled") return h("p", null, `${title}: `, words);
  const lessons = chapter.lessons.map((lesson) => h("li", null, lessonLink(lesson, strings, page)));
  const filledBy = chapter.state === "empty" ? [h("p", null, strings.filled_by), h("ul", null, ...lessons)] : [];
  const inside = chapter.missing.length ? missingList(chapter, context) : "";
  return h(
    "details.fold",
    null,
    h("summary", null, `${title}: `, words),
    h("p", null, chapter.says),
    inside,
    ...filledBy,
  );
}

function annexLine(review, rows, { strings, page }) {
  const named = new Set(review.annex.filter(({ component }) => !component).map(({ figure }) => figure)).size;
  const words = named ? counted(strings.annex_has, named, { count: number(named) }) : strings.annex_empty;
  const line = h(
    "p",
    null,
    h("span", { "aria-hidden": "true" }, named ? "● " : "○ "),
    `${review.annex_title}: ${words} `,
  );
  if (!rows.length) line.append(`${strings.no_table} `, pageLink("book/check-your-table", strings.check_table, page));
  return line;
}

// context: { strings, page, write }: write() leads to the texts that are written here.
export function statePart(context) {
  const { strings } = context;
  const judged = verdict();
  const chapters = h("div.chapters");
  const open = new Set();
  let before = "";
  return {
    element: h("div", null, judged.element, chapters),
    sentence: (review) => sentenceOf(review, strings),
    show(review, { rows, isEmpty }) {
      const reasons = [review.label, review.status.words].filter(Boolean);
      judged.put(sentenceOf(review, strings), isEmpty ? [strings.nothing] : reasons);
      const shown = review.chapters.map(({ state, missing }) => [state, missing]);
      const now = JSON.stringify([shown, review.annex.length, rows.length]);
      if (now === before) return;
      before = now;
      const lines = review.chapters.map((chapter) => {
        const line = chapterLine(chapter, context);
        if (!(line instanceof HTMLDetailsElement)) return line;
        line.open = open.has(chapter.id);
        line.addEventListener("toggle", () => open[line.open ? "add" : "delete"](chapter.id));
        return line;
      });
      chapters.replaceChildren(...lines, annexLine(review, rows, context));
    },
  };
}

// What a sceptical reader would find, each with its repair; and the limits, which the review says itself.
export function checkPart(strings) {
  const lead = h("p");
  const list = h("ol.findings");
  const known = h("p");
  const limits = h("ul.limits");
  const all = (names) =>
    fold(strings.all_names, h("ul.small", null, ...names.map((name) => h("li", { dir: "auto" }, name))));
  const line = ({ found, names, limit, repair }) =>
    h(
      "li",
      { dir: way(found) },
      found,
      h("span.small", null, ` ${repair}`),
      ...(names?.length > (limit ? MOST_NAMED : MOST_OPEN) ? [all(names)] : []),
    );
  return {
    element: h("div", null, lead, list, known, limits),
    show(review) {
      const { honesty } = tied(review);
      const [open, said] = [false, true].map((isLimit) => honesty.filter(({ limit }) => limit === isLimit));
      lead.textContent = open.length ? counted(strings.findings, open.length) : strings.no_findings;
      known.textContent = said.length ? counted(strings.limits, said.length) : "";
      known.hidden = !said.length;
      list.replaceChildren(...open.map(line));
      limits.replaceChildren(...said.map(line));
    },
  };
}
