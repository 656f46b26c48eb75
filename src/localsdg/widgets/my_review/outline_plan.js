// The chapters on what the municipality is responsible for, with plan, partners and money, and on its priorities.
import { TARGETS, targetWords } from "./outline_chapter.js";
import { budgetRows } from "./outline_budget.js";
import { isRecord, numberOf, oneLine } from "./reading.js";
import { byCode, signed } from "./texts.js";
import { shown } from "./words.js";

export function responsibility(outline, chapter) {
  judgements(outline, chapter);
  outline.texts(chapter, [["1.2", "law", "law"]]);
  actions(outline, chapter);
  outline.texts(chapter, [["2.2", "paragraph for the plan", "paragraph"]]);
  partners(outline, chapter);
  money(outline, chapter);
  outline.texts(chapter, [["2.4", "question to the treasurer", "question"]]);
}

function judgements({ reader, say }, chapter) {
  const judged = [...reader.records("judgement").keys()].map((code) => oneLine(reader.raw("judgement", code, "whose")));
  const [own, shared, none] = ["own", "shared", "not ours"].map((name) =>
    judged.filter((each) => each === name).length
  );
  chapter.counted(own || shared || none, "judgements", "1.2");
  const rest = TARGETS - own - shared - none;
  const words = say("judgements.counts", { own, shared, none, all: TARGETS });
  if (own || shared || none) {
    chapter.text(rest > 0 ? `${words} ${say("judgements.rest", { count: rest })}` : words);
  }
}

function actions(outline, chapter) {
  const { reader, say } = outline;
  chapter.heading(say("headings.plan"));
  const [rows, against] = [[], []];
  for (const key of reader.records("action").keys()) {
    const name = outline.actionName(key);
    if (!name) continue;
    const links = reader.raw("action", key, "links");
    const byKind = new Map([["direct", []], ["indirect", []], ["against", []]]);
    for (const [code, link] of isRecord(links) ? byCode(links) : []) {
      const kind = isRecord(link) ? oneLine(link.kind) : "";
      byKind.get(kind)?.push(oneLine(code));
      if (kind !== "against") continue;
      const resolved = oneLine(link.resolved) || say("actions.unresolved");
      against.push([name, targetWords(oneLine(code)), oneLine(link.reason), resolved]);
    }
    rows.push([name, outline.line("action", key, "plan"), ...[...byKind.values()].map((codes) => codes.join(", "))]);
  }
  const columns = chapter.columns("action", "plan", "direct", "indirect", "against");
  chapter.table(say("tables.actions"), columns, rows);
  chapter.counted(rows.length, "actions", "2.2");
  chapter.table(say("tables.against"), chapter.columns("action", "target", "reason", "resolved"), against);
}

const AGREEMENT = [
  ["agreement with whom", "agreement_with"],
  ["agreement form", "agreement_form"],
  ["agreement what each side does", "agreement_what"],
  ["agreement until when", "agreement_until"],
  ["agreement how ended", "agreement_ends"],
];

function partners(outline, chapter) {
  const { reader, say } = outline;
  chapter.heading(say("headings.partners"));
  const tasks = reader.raw("action", "first", "tasks");
  const roles = ["what", "accountable", "responsible", "consulted", "informed"];
  const rows = (isRecord(tasks) ? byCode(tasks) : [])
    .map(([key]) => outline.lines("action", "first", roles.map((role) => `tasks/${key}/${role}`)))
    .filter((row) => row.some(Boolean));
  chapter.table(say("tables.tasks"), chapter.columns(...roles), rows);
  chapter.counted(rows.length, "tasks", "2.5");
  const found = AGREEMENT.map(([purpose, key]) => [key, outline.text("text", "2.5", purpose)]);
  const said = found.filter(([, words]) => words);
  chapter.items(said.map(([key, words]) => `${say(`labels.${key}`)}: ${words}`));
  chapter.counted(said.length, "agreement", "2.5");
}

function money(outline, chapter) {
  const { annex, reader, say } = outline;
  chapter.heading(say("headings.money"));
  const [year, currency] = outline.lines("budget", "own", ["year", "currency"]);
  const about = { indicator: "budget", unit: "%", source: say("money.source", { name: reader.name }) };
  const names = ["approved", "spent", "own revenue", "revenue"];
  const amounts = Object.fromEntries(names.map((name) => [name, reader.number("budget", "own", name)]));
  let found = 0;
  for (const [key, part, whole] of [["execution", "spent", "approved"], ["own_revenue", "own revenue", "revenue"]]) {
    const [one, all] = [amounts[part], amounts[whole]];
    if (one === null || all === null) continue;
    const parts = { numerator: [one, ""], denominator: [all, ""] };
    const figure = annex.derived({ ...about, name: say(`money.${key}_name`) }, "share", parts, { year });
    const value = annex.value(figure);
    if (!figure || value === null) continue;
    found += 1;
    const words = {
      value: shown(value, "%"),
      part: shown(one, currency, { exact: true }),
      all: shown(all, currency, { exact: true }),
      year: year || say("indicators.no_year"),
      figure,
    };
    chapter.text(say(`money.${key}`, words));
  }
  const rows = budgetRows(outline);
  const columns = chapter.columns("line", "approved", "spent", "nature", "action", "tags");
  const caption = say("tables.budget", { currency: currency || say("money.no_currency") });
  chapter.table(caption, columns, rows, [1, 2]);
  chapter.counted(found || rows.length, "money", "2.4");
}

const FIRST = [
  ["2.3", "what comes first", "first"],
  ["2.3", "why", "why"],
  ["2.3", "how firm", "firm"],
  ["2.3", "what waits", "waits"],
  ["2.3", "who decides", "decides"],
];

// What each action scored, each score with its evidence or who judged it.
function scores(outline, chapter) {
  const { reader, say } = outline;
  const criteria = [...reader.records("criteria").keys()].map((
    key,
  ) => [key, ...outline.lines("criteria", key, ["name", "unit"])]);
  const rows = [];
  for (const key of reader.records("action").keys()) {
    const given = reader.raw("action", key, "scores");
    const words = criteria.flatMap(([code, criterion, unit]) => {
      const score = isRecord(given) && Object.hasOwn(given, code) ? given[code] : undefined;
      const value = isRecord(score) ? oneLine(score.value) : "";
      if (!criterion || !value) return [];
      const evidence = oneLine(score.evidence) || say("scores.no_evidence");
      return [say("scores.one", { criterion, value: `${value} ${unit}`.trim(), evidence })];
    });
    if (words.length && outline.actionName(key)) rows.push([outline.actionName(key), words.join("; ")]);
  }
  chapter.table(say("tables.scores"), chapter.columns("action", "scores"), rows);
}

export function priorities(outline, chapter) {
  const { reader, say } = outline;
  outline.texts(chapter, FIRST);
  const rows = [...reader.records("criteria").keys()]
    .map((key) => outline.lines("criteria", key, ["name", "unit", "swing"]))
    .filter(([name]) => name);
  chapter.table(say("tables.criteria"), chapter.columns("criterion", "unit", "swing"), rows, [2]);
  chapter.counted(rows.length, "criteria", "2.3");
  scores(outline, chapter);
  const pairs = [];
  for (const key of reader.records("interaction").keys()) {
    const score = numberOf(reader.raw("interaction", key, "score"));
    const at = key.indexOf(" on ");
    if (score === null || at < 0 || score === 0 || Math.abs(score) > 3) continue;
    const reason = outline.line("interaction", key, "reason");
    const [one, other] = [key.slice(0, at), key.slice(at + " on ".length)].map(targetWords);
    pairs.push([score, [one, other, signed(score), reason]]);
  }
  pairs.sort(([one], [other]) => one - other);
  chapter.table(
    say("tables.interactions"),
    chapter.columns("acts", "on", "score", "reason"),
    pairs.map(([, row]) => row),
    [
      2,
    ],
  );
  chapter.counted(pairs.length, "interactions", "1.5");
  outline.texts(chapter, [["1.5", "conflict", "conflict"], ["1.5", "safeguard", "safeguard"]]);
}
