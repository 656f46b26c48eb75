// The review as a page: one HTML file that needs nothing else; the same as documents.py and its template review.html.
import { annexTables } from "./documents_annex.js";
import { way } from "./directions.js";
import { tableText } from "./documents_table.js";
import { escaped, styleText } from "./escaping.js";
import { drawing } from "./lines.js";
import { RUNNING, SHEET } from "./plan.js";
import { isTurnedLanguage, tied } from "./tying.js";
import { wordsOf } from "./words.js";

const BRACKETS = /\[(F[1-9]\p{Nd}*)\]/u;

// Writes the parts of one page, and counts its tables and figures.
class Page {
  constructor(review, say) {
    this.review = review;
    this.say = say;
    this.annex = annexTables(review, say);
    this.limits = review.honesty.filter(({ limit }) => limit);
    this.there = new Set(this.annex.flatMap(({ rows }) => rows.map(([figure]) => figure)));
    this.tables = 0;
    this.figures = 0;
  }
  told(key, values = {}) {
    return escaped(this.say(key, values));
  }
  // A text in which each figure leads to its row of the annex.
  linked(text) {
    return text.split(BRACKETS).map((part, at) => {
      const words = escaped(at % 2 ? `[${part}]` : part);
      return at % 2 && this.there.has(part) ? `<a class="figure" href="#${escaped(part)}">${words}</a>` : words;
    }).join("");
  }
  // texts: what decides which way an item runs. written(text, at): the item as it is written, without it the text.
  items(texts, written = (text, _) => escaped(text)) {
    return `<ul>${texts.map((text, at) => `<li dir="${way(text)}">${written(text, at)}</li>`).join("")}</ul>`;
  }

  table(caption, { columns, rows, numeric, note }) {
    this.tables += 1;
    const title = `${this.say("document.table")} ${this.tables}. ${caption}`;
    const linked = (text) => this.linked(text);
    const first = (text) => `<th scope="row" dir="${way(text)}">${linked(text)}</th>`;
    const remark = note ? `<p class="note">${escaped(note)}</p>` : "";
    return `${tableText({ title, columns, rows, numeric }, first, linked)}${remark}\n`;
  }
  figure(block) {
    this.figures += 1;
    const number = this.figures;
    const title = `${this.told("document.figure")} ${number}. ${escaped(block.caption)}`;
    const small = `${escaped(block.note)} ${this.told("columns.source")}: ${escaped(block.source)}`;
    const caption = `<figcaption><strong>${title}</strong>\n<small>${small}</small></figcaption>`;
    const table = this.table(this.say("document.chart_table", { number }), { ...block, numeric: [1], note: "" });
    return `<figure>\n${drawing(block)}\n${caption}\n</figure>\n${table}`;
  }
  paragraphs({ kind, label, text }) {
    return text.split("\n").map((line, at) => {
      const before = at === 0 && label ? `<strong>${escaped(label)}:</strong> ` : "";
      return `<p dir="${way(line)}"${kind === "note" ? ' class="note"' : ""}>${before}${this.linked(line)}</p>\n`;
    }).join("");
  }
  block(block) {
    if (block.kind === "heading") return `<h3 dir="${way(block.text)}">${escaped(block.text)}</h3>\n`;
    if (block.kind === "table") return this.table(block.caption, block);
    if (block.kind === "chart") return this.figure(block);
    if (block.kind !== "list") return this.paragraphs(block);
    const label = block.label ? `<p><strong>${escaped(block.label)}</strong></p>` : "";
    return `${label}${this.items(block.items, (item) => this.linked(item))}\n`;
  }

  chapter({ blocks, id, lessons, missing, number, says, state, title }) {
    const empty = this.told("document.empty_chapter", { lessons: lessons.join(", ") });
    const lacks = missing.map((each) => `<li>${this.told("document.missing_item", each)}</li>`).join("");
    return [
      `<section aria-labelledby="${escaped(id)}">\n<h2 id="${escaped(id)}">${number}. ${escaped(title)}</h2>\n`,
      `<p class="says">${escaped(says)}</p>\n`,
      state === "empty" ? `<p class="missing">${empty}</p>` : "",
      ...blocks.map((block) => this.block(block)),
      missing.length
        ? `<div class="missing">\n<h3>${this.told("document.missing_in_chapter")}</h3>\n<ul>${lacks}</ul>\n</div>\n`
        : "",
      "</section>\n",
    ].join("");
  }

  annexTable({ columns, lead, rows, title }) {
    this.tables += 1;
    const name = this.say("document.annex_table", { name: title });
    const table = { title: `${this.say("document.table")} ${this.tables}. ${name}`, columns, rows, numeric: [3] };
    const first = (figure) => `<th scope="row">${escaped(figure)}</th>`;
    const remarks = lead.map((words) => `<p class="note" dir="${way(words)}">${escaped(words)}</p>\n`).join("");
    const written = tableText(table, first, escaped, ([figure]) => ` id="${escaped(figure)}"`);
    return `<h3 dir="${way(title)}">${escaped(title)}</h3>\n${remarks}${written}`;
  }
  annexSection() {
    const { annex, annex_says: says, annex_title: title, unprinted } = this.review;
    const left = unprinted.map(({ area, group, indicator, why, year }) =>
      `${indicator} ${[year, group, area].filter(Boolean).join(", ")}: ${why}`
    );
    const unprintedPart = [
      `<h3>${this.told("document.unprinted_title")}</h3>\n<p>${this.told("document.unprinted_lead")}</p>\n`,
      `${this.items(left)}\n`,
    ];
    return [
      `<section aria-labelledby="annex">\n<h2 id="annex">${escaped(title)}</h2>\n<p class="says">${
        escaped(says)
      }</p>\n`,
      `<p>${this.told("document.annex_rows", { count: annex.length })}</p>\n`,
      ...this.annex.map((each) => this.annexTable(each)),
      ...(left.length ? unprintedPart : []),
      "</section>\n",
    ].join("");
  }
  limitsSection() {
    const found = this.limits.map((each) => each.found);
    const title = `<h2 id="limits">${this.told("document.limits_title")}</h2>\n`;
    const words = `<p>${this.told("document.limits_lead")}</p>\n${this.items(found)}\n`;
    return `<section aria-labelledby="limits">\n${title}${words}</section>\n`;
  }
  honestySection() {
    const open = this.review.honesty.filter(({ limit }) => !limit);
    const written = (text, at) => `${escaped(text)} <em>${escaped(open[at].repair)}</em>`;
    const list = this.items(open.map((each) => each.found), written);
    const words = open.length
      ? `<p>${this.told("document.honesty_lead")}</p>\n${list}\n`
      : `<p>${this.told("document.honesty_none")}</p>`;
    const title = `<h2 id="honesty">${this.told("document.honesty_title")}</h2>\n`;
    return `<section aria-labelledby="honesty">\n${title}${words}</section>\n`;
  }

  head(running) {
    const { language, status, title } = this.review;
    const direction = isTurnedLanguage(language) ? "rtl" : "ltr";
    return `<!DOCTYPE html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="description" content="${escaped(status.words)}">
<title>${escaped(title)}</title>
<style>
${SHEET.replace(RUNNING, () => styleText(running))}
</style>
</head>
`;
  }
  header(running) {
    const { by, label, made, status, title } = this.review;
    const words = `${this.told("document.made", { day: made, by })} ${this.told("document.numbers")}`;
    return `<a class="skip" href="#text">${this.told("document.skip")}</a>
<header>
<p class="running">${escaped(running)}</p>
<h1>${escaped(title)}</h1>
${label ? `<p class="label">${escaped(label)}</p>` : ""}<p>${escaped(status.words)}</p>
<p class="note">${words}</p>
</header>
`;
  }
  contents() {
    const { annex_title: annex, chapters, status } = this.review;
    const title = this.told("document.contents");
    const links = chapters.map((each) => `<li><a href="#${escaped(each.id)}">${escaped(each.title)}</a></li>\n`);
    const limits = `<li><a href="#limits">${this.told("document.limits_title")}</a></li>\n`;
    const honesty = `<li><a href="#honesty">${this.told("document.honesty_title")}</a></li>`;
    return `<nav aria-label="${title}">
<h2>${title}</h2>
<ol>
${links.join("")}</ol>
<ul>
<li><a href="#annex">${escaped(annex)}</a></li>
${this.limits.length ? limits : ""}${status.adopted ? "" : honesty}</ul>
</nav>
`;
  }
}

export function htmlPage(made, catalogue) {
  const review = tied(made);
  const say = wordsOf(catalogue, review.language);
  const page = new Page(review, say);
  const running = [review.municipality.name || say("title.no_name"), review.label].filter(Boolean).join(" · ");
  return [
    page.head(running),
    "<body>\n",
    page.header(running),
    page.contents(),
    '<main id="text">\n',
    ...review.chapters.map((each) => page.chapter(each)),
    page.annexSection(),
    page.limits.length ? page.limitsSection() : "",
    review.status.adopted ? "" : page.honestySection(),
    "</main>\n</body>\n</html>",
  ].join("");
}
