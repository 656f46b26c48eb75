// The draft to read: each chapter as a fold, made when it is opened. A figure leads to its row of the annex, and back.
import { fill, h, identifier } from "../kit/kit.js";
import { scrolled } from "../kit/parts.js";
import { way } from "./directions.js";
import { annexTables } from "./documents_annex.js";
import { drawing } from "./lines.js";
import { tied } from "./tying.js";

const BRACKETS = /\[(F[1-9]\d*)\]/;

function drawn(block) {
  const made = new DOMParser().parseFromString(drawing(block), "text/html").querySelector("svg");
  return document.importNode(made, true);
}

// A table whose cells may name figures. where: the chapter, since two chapters may have the same table.
function tableOf({ caption, columns, rows, numeric }, { linked, where }, mark = (_) => ({})) {
  const kind = (at) => (numeric.includes(at) ? "number" : null);
  const cell = (text, at) =>
    at
      ? h("td", { dir: way(text), class: kind(at) }, ...linked(text))
      : h("th", { scope: "row", dir: way(text) }, ...linked(text));
  return scrolled(
    `${where}: ${caption}`,
    "",
    h(
      "table",
      null,
      h("caption", null, caption),
      h("thead", null, h("tr", null, ...columns.map((each, at) => h("th", { scope: "col", class: kind(at) }, each)))),
      h("tbody", null, ...rows.map((row) => h("tr", mark(row), ...row.map(cell)))),
    ),
  );
}

function chartPart(block, context) {
  const { strings } = context;
  const source = [block.note, fill(strings.source, block)].filter(Boolean).join(" ");
  const caption = h("figcaption", null, h("b", null, block.caption), h("p.small", null, source));
  const twin = tableOf({ ...block, numeric: [1] }, context);
  return [
    h("figure", null, drawn(block), caption),
    h("details.fold", null, h("summary", null, strings.as_table), twin),
  ];
}

function textPart(block, linked) {
  const kind = block.kind === "note" ? "p.small" : "p";
  const label = block.label ? [h("b", null, `${block.label}: `)] : [];
  return block.text.split("\n").map((line, at) => h(kind, { dir: way(line) }, ...(at ? [] : label), ...linked(line)));
}

// A block of the record as elements.
function blockPart(block, context) {
  const { linked } = context;
  if (block.kind === "heading") return [h("h5", { dir: way(block.text) }, block.text)];
  if (block.kind === "chart") return chartPart(block, context);
  if (block.kind === "list") {
    const list = h("ul", null, ...block.items.map((item) => h("li", { dir: way(item) }, ...linked(item))));
    return [...(block.label ? [h("p", null, h("b", null, block.label))] : []), list];
  }
  if (block.kind !== "table") return textPart(block, linked);
  return [tableOf(block, context), ...(block.note ? [h("p.small", null, block.note)] : [])];
}

const unprintedLine = (text) => h("li", { dir: way(text) }, text);

function annexPart(review, tables, { say, strings, rowId }) {
  const context = { linked: (text) => [text], where: review.annex_title };
  const part = ({ title, lead, columns, rows }) => [
    h("h5", { dir: way(title) }, title),
    ...lead.map((words) => h("p.small", { dir: way(words) }, words)),
    tableOf(
      { caption: title, columns, rows, numeric: [3] },
      context,
      ([figure]) => ({ id: rowId(figure), tabindex: -1 }),
    ),
  ];
  const where = (each) => [each.year, each.group, each.area].filter(Boolean).join(", ");
  const line = (each) => unprintedLine(`${each.indicator} ${where(each)}: ${each.why}`);
  const unprinted = [
    h("h5", null, say("document.unprinted_title")),
    h("p", null, say("document.unprinted_lead")),
    h("ul", null, ...review.unprinted.map(line)),
  ];
  return [
    h("p", null, review.annex_says),
    h("p", null, strings.annex_part),
    ...tables.flatMap(part),
    ...(review.unprinted.length ? unprinted : []),
  ];
}

// A fold that keeps its place, and makes what is in it when it is opened. put(title, key, make): nothing is made again
// while the key is the same.
function chapterFold() {
  const summary = h("summary");
  const body = h("div.chapter");
  const element = h("details.fold", null, summary, body);
  let [known, shown, make] = ["", "", () => []];
  function open() {
    if (!element.open || shown === known) return;
    shown = known;
    body.replaceChildren(...make());
  }
  let isOpen = false;
  element.addEventListener("toggle", () => {
    isOpen = element.open;
    open();
  });
  // Printing unfolds what is folded; of the draft only what is being read goes onto the paper of the page.
  addEventListener("beforeprint", () => (element.open = isOpen));
  return {
    element,
    open() {
      element.open = true;
      open();
    },
    put(title, key, making) {
      [known, make] = [key, making];
      if (summary.textContent !== title) summary.textContent = title;
      open();
    },
  };
}

export function draftPart(strings) {
  const label = h("p.label", { hidden: true });
  const head = h("div.draft-head");
  const prefix = identifier("figure");
  const rowId = (figure) => `${prefix}-${figure}`;
  const folds = new Map();
  const chapters = h("div");
  let there = new Set();

  // Leads to the row of a figure, with a way back.
  function lead(figure, from) {
    folds.get("annex").open();
    const row = document.getElementById(rowId(figure));
    if (!row) return;
    const back = h("button.quiet.back", { type: "button", "aria-label": strings.back }, "↩");
    back.addEventListener("click", () => {
      back.remove();
      from.scrollIntoView({ block: "center" });
      from.focus({ preventScroll: true });
    });
    document.querySelectorAll(".ls-back").forEach((each) => each.remove());
    row.firstElementChild.append(" ", back);
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  }
  const link = (figure) =>
    h("a.figure", {
      href: `#${rowId(figure)}`,
      onclick(event) {
        event.preventDefault();
        lead(figure, event.currentTarget);
      },
    }, `[${figure}]`);
  const linked = (text) =>
    text.split(BRACKETS).map((part, at) => (at % 2 ? (there.has(part) ? link(part) : `[${part}]`) : part));
  function foldOf(id) {
    if (!folds.has(id)) {
      folds.set(id, chapterFold());
      chapters.append(folds.get(id).element);
    }
    return folds.get(id);
  }
  const chapterBody = (chapter, say) => [
    h("p.small", null, chapter.says),
    ...(chapter.state === "empty" ? [h("p", null, strings.empty_chapter)] : []),
    ...chapter.blocks.flatMap((block) => blockPart(block, { linked, strings, where: chapter.title })),
    ...chapter.missing.map(({ what, lesson }) => h("p.lack", null, say("document.missing_item", { what, lesson }))),
  ];
  return {
    element: h("div.draft", null, label, head, chapters),
    // say: the words of the review.
    show(made, say) {
      const review = tied(made);
      const tables = annexTables(review, say);
      there = new Set(tables.flatMap(({ rows }) => rows.map(([figure]) => figure)));
      label.textContent = review.label;
      label.hidden = !review.label;
      head.replaceChildren(
        h("p.title", { dir: way(review.title) }, review.title),
        h("p", null, review.status.words),
        h("p.small", null, say("document.numbers")),
      );
      const names = [...there].join();
      for (const chapter of review.chapters) {
        const key = `${JSON.stringify(chapter)}${names}`;
        foldOf(chapter.id).put(`${chapter.number}. ${chapter.title}`, key, () => chapterBody(chapter, say));
      }
      foldOf("annex").put(
        review.annex_title,
        JSON.stringify([tables, review.unprinted]),
        () => annexPart(review, tables, { say, strings, rowId }),
      );
    },
  };
}
