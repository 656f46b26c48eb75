// The review of a workbook: the record that review.schema.json describes, and the files that are written from it. The
// same as localsdg.review, from the same words. It is large, so it is brought when it is used:
// bring("my_review_model").
import { Annex } from "./annex.js";
import { calendarOf } from "./calendar.js";
import { htmlPage } from "./documents.js";
import { doubts, isAdopted } from "./doubts.js";
import { gather } from "./figures.js";
import { annexFile, recordFile } from "./files.js";
import { check, together } from "./honesty.js";
import { build } from "./indicators.js";
import { openSdgFiles } from "./open_sdg.js";
import { Outline } from "./outline.js";
import { ADOPTED, ANNEX, CHAPTERS, FORMAT, KEPT, VERSION } from "./plan.js";
import { isFictional, oneLine, plain, Reader } from "./reading.js";
import { inOrder, pattern, wordsOf } from "./words.js";

const IS_ADOPTED = pattern(ADOPTED, "i");

function chaptersOf(outline) {
  const written = outline.write(CHAPTERS.map(({ id }) => id));
  return CHAPTERS.map(({ id, lessons, says, title }, at) => {
    const { blocks, filled, missing } = written.get(id);
    const state = filled ? (missing.length ? "partly" : "filled") : "empty";
    return { id, number: at + 1, title, says, state, lessons, blocks, missing };
  });
}

function approvalsOf(reader) {
  const names = ["who", "what", "when", "status"];
  return [...reader.records("approval").keys()].map((key) =>
    Object.fromEntries(names.map((name) => [name, oneLine(reader.raw("approval", key, name))]))
  );
}

function statusOf(approvals, claimed, say, today) {
  const adopted = claimed.find((each) => isAdopted(each, today));
  const said = adopted ? say("status.adopted", adopted) : say("status.draft", { day: today });
  return { adopted: Boolean(adopted), words: said, approvals };
}

function municipalityOf(reader) {
  const names = ["name", "country", "tier", "boundary"];
  const found = names.map((name) => [name, oneLine(reader.text("municipality", "here", name))]);
  return { ...Object.fromEntries(found), fictional: reader.whole };
}

// Makes every text of a record one that every document can hold. An annex has thousands of rows, so nothing is copied.
function clean(value) {
  if (typeof value === "string") return plain(value);
  if (value === null || typeof value !== "object") return value;
  for (const name of Object.keys(value)) value[name] = clean(value[name]);
  return value;
}

// document: the workbook as a document of workbook.schema.json; its member `figures` is not read.
// rows: the rows of the table of figures, each an object of texts by the names of its columns; [] without one.
// catalogue: the texts of locales/<language>/review.json. today: "2027-03-01". version: "localsdg 1.0". notes: what
// was found while the table was read, in sentences.
export function makeReview(document, rows, { catalogue, language, today, version, notes = [] }) {
  const say = wordsOf(catalogue, language);
  const reader = new Reader(document);
  const table = gather(rows, reader.name);
  const annex = new Annex({ fictional: reader.whole });
  const indicators = build(reader, table, annex, say);
  const outline = new Outline(reader, indicators, annex, say);
  const chapters = chaptersOf(outline);
  const approvals = approvalsOf(reader);
  const claimed = approvals.filter(({ status }) => IS_ADOPTED.test(status));
  const lacks = check(chapters, outline, table, annex, say, notes);
  const doubted = doubts(reader, outline.chosen(), { claimed, steps: outline.steps, say, today });
  const madeUp = rows.some((row) => Object.values(row).some((cell) => isFictional(String(cell))));
  const inPart = reader.seen.size > 0 || madeUp || indicators.some((each) => each.fictional);
  const seen = [...reader.seen].sort(([one], [other]) => inOrder(one, other));
  return clean({
    format: FORMAT,
    version: VERSION,
    language,
    made: today,
    by: version,
    title: say("title.review", { name: reader.name || say("title.no_name") }),
    municipality: municipalityOf(reader),
    status: statusOf(approvals, claimed, say, today),
    label: reader.whole ? say("label.whole") : inPart ? say("label.part") : "",
    fictional: seen.map(([place, mark]) => ({ place, mark })),
    chapters,
    annex_title: ANNEX.title,
    annex_says: ANNEX.says,
    indicators: indicators.map((each) => Object.fromEntries(KEPT.map((name) => [name, each[name]]))),
    annex: annex.rows,
    unprinted: annex.unprinted,
    honesty: together([...lacks, ...doubted], say),
    steps: outline.steps,
  });
}

// The files of a review.
export const page = (review, catalogue) => htmlPage(review, catalogue);
export const csvText = (review) => annexFile(review);
export const calendarText = (review) => calendarOf(review);
export const jsonText = (review) => recordFile(review);
export const openSdg = (review, catalogue) => openSdgFiles(review, catalogue);
