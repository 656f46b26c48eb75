// The last chapters: one action from money to outcome, what others do and what is offered to them, and the next steps.
import { budgetRows, namesAction } from "./outline_budget.js";
import { pointWords, targetWords } from "./outline_chapter.js";
import { missingTable } from "./outline_indicators.js";
import { isRecord } from "./reading.js";
import { byCode, daysOf } from "./texts.js";
import { inOrder } from "./words.js";

const CHAIN = [
  ["input", "chain/input"],
  ["activity", "chain/activity"],
  ["output", "chain/output"],
  ["outcome", "outcome"],
];

export function oneAction(outline, chapter) {
  const { say } = outline;
  const name = outline.actionName("first");
  chapter.asked(name, "action", "action", "2.6");
  const rows = CHAIN.map(([key, path]) => [say(`columns.${key}`), outline.line("action", "first", path)])
    .filter(([, words]) => words);
  chapter.table(say("tables.chain"), chapter.columns("step", "what"), rows);
  if (rows.length) chapter.filled += 1;
  if (rows.length < CHAIN.length) chapter.lacks("chain", "2.6");
  for (const key of ["assumptions", "contribution"]) {
    chapter.asked(outline.text("action", "first", `chain/${key}`), key, key, "2.6");
  }
  const lines = budgetRows(outline, (action) => namesAction(action, "first", name));
  const columns = chapter.columns("line", "approved", "spent", "nature", "action", "tags");
  const currency = outline.line("budget", "own", "currency") || say("money.no_currency");
  chapter.table(say("tables.action_money", { currency }), columns, lines, [1, 2]);
  chapter.counted(lines.length, "action_money", "2.4");
  const measured = outline.indicators.find((each) => each.record === outline.reader.measured);
  // The first indicator is that of an outcome only where something was said of the action, or it was chosen.
  if (!measured?.latest || !(name || rows.length || outline.reader.measured !== "first")) return;
  chapter.text(say("action.indicator", { name: measured.name, last: pointWords(measured.latest, say) }));
}

const EXCHANGE = [
  ["topic", "topic"],
  ["peer", "peer"],
  ["visit", "visit"],
  ["background", "background_document"],
  ["outcome_note", "outcome_note"],
  ["offer", "offer"],
];

export function peers(outline, chapter) {
  const { reader, say } = outline;
  chapter.asked(outline.text("practice", "first", "challenge"), "challenge", "challenge", "2.5");
  chapter.asked(outline.text("practice", "first", "what we take over"), "take_over", "take_over", "2.5");
  for (const [key, path] of EXCHANGE) {
    const words = outline.text("exchange", "first", path);
    if (key === "topic" || key === "offer") chapter.asked(words, key, key, "1.6");
    else chapter.text(words, say(`labels.${key}`));
  }
  const names = ["target", "words", "language", "towns"];
  for (const kind of ["offers", "needs"]) {
    const found = reader.record("exchange", kind);
    const rows = (isRecord(found) ? byCode(found) : [])
      .map(([key]) => outline.lines("exchange", kind, names.map((name) => `${key}/${name}`)))
      .filter(([, words]) => words)
      .map(([code, ...others]) => [targetWords(code), ...others]);
    chapter.table(say(`tables.${kind}`), chapter.columns(...names), rows, [3]);
    if (rows.length) chapter.filled += 1;
  }
}

// By what a step is sorted: its day; after all days what names none.
const dayFirst = (date) => daysOf(date) ? `0 ${daysOf(date)[0]}` : `1 ${date}`;

export function nextSteps(outline, chapter) {
  const { reader, say, steps } = outline;
  const rows = [];
  for (const key of reader.records("step").keys()) {
    const [date, what, who] = outline.lines("step", key, ["date", "what", "who"]);
    if (!what) continue;
    rows.push([date, what, who]);
    steps.push({ date, what, who, id: `step ${key}` });
  }
  rows.sort(([one], [other]) => inOrder(dayFirst(one), dayFirst(other)));
  chapter.table(say("tables.steps"), chapter.columns("when", "what", "who"), rows);
  chapter.counted(rows.length, "steps", "4.1");
  for (const [name, , , who, date] of missingTable(outline, chapter)) {
    steps.push({ date, what: say("steps.figure", { name }), who, id: `missing ${name}` });
  }
  const contact = outline.lines("contact", "national review", ["name", "office", "reach"]).filter(Boolean);
  chapter.asked(contact.join(", "), "contact", "contact", "2.5");
}
