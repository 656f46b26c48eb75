// The review as a Word document: real styles, a table of contents, captions, alternative text, page numbers. Its fixed
// parts are those of the document that Python writes.
import { way } from "./directions.js";
import { annexTables } from "./documents_annex.js";
import { isTurnedLanguage, tied } from "./tying.js";
import { chartXml } from "./word_chart.js";
import { bodyOf, fixedParts, headerWithoutLabel } from "./word_frame.js";
import { CHART_KIND, DAY, FIRST_CHART, FRAME } from "./word_parts.js";
import { tableXml } from "./word_table.js";
import { escapedXml, instruction, mark, paragraph, run, wordField } from "./word_xml.js";
import { wordsOf } from "./words.js";
import { zipped } from "./zip.js";

const KINDS = "[Content_Types].xml";
const RELATIONS = "word/_rels/document.xml.rels";
const HEADER = "word/header1.xml";
const CHART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart";
const KEEP = "<w:keepNext/>";
const KEEP_NOT = '<w:keepNext w:val="0"/>';
const LONGEST = 250; // letters of a property

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => escapedXml(values[name] ?? hole));

// Collects the paragraphs of a document, and the charts that they show.
class Writer {
  constructor(review, catalogue) {
    this.review = review;
    this.say = wordsOf(catalogue);
    this.turned = isTurnedLanguage(review.language);
    this.parts = [];
    this.charts = [];
    this.counts = { table: 0, figure: 0 };
  }
  // text: what decides which way the paragraph runs.
  put(inside, style = "", { properties = "", text = "" } = {}) {
    const turned = this.turned || way(text) === "rtl" ? "<w:bidi/>" : "";
    this.parts.push(paragraph(inside, { style, properties: properties + turned }));
  }
  paragraph(text, style = "", label = "", properties = "") {
    const turned = way(text) === "rtl";
    const bold = label ? run(text ? `${label}: ` : label, { bold: true, turned }) : "";
    this.put(bold + run(text, { turned }), style, { properties, text });
  }
  // What stands below a heading; it stays on the page of what follows, as the heading does.
  lead(text) {
    this.paragraph(text, "Note", "", KEEP);
  }
  heading(text, level) {
    this.paragraph(text, level ? `Heading${level}` : "Title");
  }
  // A caption whose number Word counts itself.
  caption(kind, text, above) {
    this.counts[kind] += 1;
    const name = kind[0].toUpperCase() + kind.slice(1);
    const number = wordField(`SEQ ${name} \\* ARABIC`, String(this.counts[kind]));
    this.put(run(`${this.say(`document.${kind}`)} `) + number + run(`. ${text}`), "Caption", {
      properties: above ? KEEP : KEEP_NOT,
    });
  }
  table(table) {
    this.caption("table", table.caption, true);
    this.parts.push(tableXml(table, this.turned));
    this.paragraph("", "AfterTable");
  }
  // A chart of Word, with its alternative text; its values stand in the table below it.
  chart(block) {
    const { say } = this;
    const number = this.counts.figure + 1;
    this.charts.push(chartXml(block, say("charts.goal")));
    const about = `descr="${escapedXml(block.alt)}" title="${escapedXml(block.caption)}"`;
    const frame = filled(FRAME, { number, relation: `rId${FIRST_CHART + this.charts.length - 1}` });
    this.parts.push(
      paragraph(`<w:r>${frame.replace("<wp:docPr ", (found) => `${found}${about} `)}</w:r>`, { properties: KEEP }),
    );
    this.caption("figure", block.caption, false);
    this.paragraph(`${block.note} ${say("columns.source")}: ${block.source}`.trim(), "Note");
    const caption = say("document.chart_table", { number });
    this.table({ caption, columns: block.columns, rows: block.rows, numeric: [1] });
  }
  block(block) {
    if (block.kind === "heading") this.heading(block.text, 2);
    else if (block.kind === "list") {
      if (block.label) this.paragraph("", "", block.label);
      for (const item of block.items) this.paragraph(item, "ListBullet");
    } else if (block.kind === "table") {
      this.table(block);
      if (block.note) this.paragraph(block.note, "Note");
    } else if (block.kind === "chart") this.chart(block);
    else {
      block.text.split("\n").forEach((line, at) =>
        this.paragraph(line, block.kind === "note" ? "Note" : "", at ? "" : block.label ?? "")
      );
    }
  }
}

function opening(writer) {
  const { review, say } = writer;
  writer.heading(review.title, 0);
  if (review.label) writer.paragraph(review.label, "Label");
  writer.paragraph(review.status.words);
  writer.paragraph(say("document.made", { day: review.made, by: review.by }), "Note");
  writer.paragraph(say("document.numbers"), "Note");
}

// The table of contents: a field that Word fills, with the headings in it from the start.
function contents(writer) {
  const { review, say } = writer;
  writer.paragraph(say("document.contents"), "ContentsHeading");
  const entries = [...review.chapters.map(({ number, title }) => `${number}. ${title}`), review.annex_title];
  if (limitsOf(review).length) entries.push(say("document.limits_title"));
  if (!review.status.adopted) entries.push(say("document.honesty_title"));
  const begin = mark("begin", ' w:dirty="true"') + instruction('TOC \\o "1-2" \\h \\z \\u') + mark("separate");
  entries.forEach((entry, at) => {
    writer.put((at ? "" : begin) + run(entry) + (at === entries.length - 1 ? mark("end") : ""), "toc1");
  });
}

function chapterPart(writer, chapter) {
  const { say } = writer;
  writer.heading(`${chapter.number}. ${chapter.title}`, 1);
  writer.lead(chapter.says);
  if (chapter.state === "empty") {
    writer.paragraph(say("document.empty_chapter", { lessons: chapter.lessons.join(", ") }), "Missing");
  }
  for (const block of chapter.blocks) writer.block(block);
  if (chapter.missing.length) writer.heading(say("document.missing_in_chapter"), 2);
  for (const { what, lesson } of chapter.missing) {
    writer.paragraph(say("document.missing_item", { what, lesson }), "Missing");
  }
}

function annex(writer) {
  const { review, say } = writer;
  writer.heading(review.annex_title, 1);
  writer.lead(review.annex_says);
  writer.paragraph(say("document.annex_rows", { count: review.annex.length }));
  for (const { title, lead, columns, rows } of annexTables(review, say)) {
    writer.heading(title, 2);
    for (const words of lead) writer.lead(words);
    writer.table({ caption: say("document.annex_table", { name: title }), columns, rows, numeric: [3] });
  }
  if (!review.unprinted.length) return;
  writer.heading(say("document.unprinted_title"), 2);
  writer.paragraph(say("document.unprinted_lead"));
  for (const each of review.unprinted) {
    const where = [each.year, each.group, each.area].filter(Boolean).join(", ");
    writer.paragraph(`${each.indicator} ${where}: ${each.why}`, "ListBullet");
  }
}

const limitsOf = ({ honesty: all }) => all.filter(({ limit }) => limit);

function limits(writer) {
  const found = limitsOf(writer.review);
  if (!found.length) return;
  writer.heading(writer.say("document.limits_title"), 1);
  writer.paragraph(writer.say("document.limits_lead"));
  for (const each of found) writer.paragraph(each.found, "ListBullet");
}

function honesty(writer) {
  const { review, say } = writer;
  const open = review.honesty.filter(({ limit }) => !limit);
  writer.heading(say("document.honesty_title"), 1);
  writer.paragraph(say(open.length ? "document.honesty_lead" : "document.honesty_none"));
  for (const { found, repair } of open) writer.paragraph(`${found} ${repair}`.trim(), "ListBullet");
}

// The parts that name others, with the charts.
function withCharts(charts) {
  const kind = (_, at) => `<Override PartName="/word/charts/chart${at + 1}.xml" ContentType="${CHART_KIND}"/>`;
  const relation = (_, at) =>
    `<Relationship Id="rId${FIRST_CHART + at}" Type="${CHART}" Target="charts/chart${at + 1}.xml"/>`;
  const ended = (text, end, more) => text.replace(end, more.join("") + end);
  return {
    [KINDS]: ended(fixedParts()[KINDS], "</Types>", charts.map(kind)),
    [RELATIONS]: ended(fixedParts()[RELATIONS], "</Relationships>", charts.map(relation)),
    ...Object.fromEntries(charts.map((chart, at) => [`word/charts/chart${at + 1}.xml`, chart])),
  };
}

// The fixed parts with the names of this review.
function frameParts({ review, say }) {
  const name = review.municipality.name || say("title.no_name");
  const short = (text) => [...text].slice(0, LONGEST).join("");
  const properties = {
    title: short(review.title),
    name: short(review.municipality.name || review.by),
    label: short(review.label),
    by: review.by,
  };
  const core = "docProps/core.xml";
  return {
    ...fixedParts(),
    [HEADER]: filled(review.label ? fixedParts()[HEADER] : headerWithoutLabel(), { name, label: review.label }),
    [core]: filled(fixedParts()[core].replaceAll(DAY, review.made), properties),
  };
}

// review: the record. catalogue: the texts in which it was made. Gives the file as bytes.
export function word(made, catalogue) {
  const review = tied(made);
  const writer = new Writer(review, catalogue);
  opening(writer);
  contents(writer);
  for (const chapter of review.chapters) chapterPart(writer, chapter);
  annex(writer);
  limits(writer);
  if (!review.status.adopted) honesty(writer);
  const document = bodyOf(writer.parts.join(""));
  return zipped({ ...frameParts(writer), ...withCharts(writer.charts), "word/document.xml": document }, review.made);
}
