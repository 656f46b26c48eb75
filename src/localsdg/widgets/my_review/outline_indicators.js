// The chapters on the indicators: each with its sheet and its chart, and those who are left behind.
import { checkIndicators } from "../indicator_chooser/method.js";
import { isOfficial } from "./indicators.js";
import { differenceWords, pointWords, targetWords } from "./outline_chapter.js";
import { LIST_RULES } from "./plan.js";
import { FORMULAS } from "./recomputing.js";
import { shown } from "./words.js";

const PLAN = ["indicator", "why", "plan_to_measure", "owner", "date"];

// What the list of indicators lacks, by the rule of lesson 3.1.
export function listLacks(indicators) {
  const given = indicators.map((each) => ({
    name: each.id,
    code: each.local ? "local" : "",
    targets: each.targets.join(";"),
    spatial: each.spatial,
    disaggregated: each.groups.length > 0,
    missing: each.measured ? null : {},
  }));
  return checkIndicators(given).filter(({ at }) => at === undefined).map(({ rule }) => LIST_RULES[rule]);
}

const movement = (each, say) =>
  each.back
    ? say("moves.back", { first: each.baseline.year, later: each.back.year })
    : say(`moves.${each.moves.replaceAll(" ", "_") || "unknown"}`);

export function indicatorsChapter(outline, chapter) {
  const { say } = outline;
  const chosen = outline.chosen();
  const measured = chosen.filter((each) => each.measured);
  chapter.counted(measured.length, "indicators", "2.1");
  if (measured.length) chapter.text(say("indicators.lead"));
  for (const rule of listLacks(chosen)) chapter.lacks(rule, "3.1");
  const point = (each) => pointWords(each, say) || say("indicators.none");
  const summary = measured.map((each) => [
    each.name,
    ...[each.baseline, each.latest, each.target].map(point),
    movement(each, say),
  ]);
  const columns = chapter.columns("indicator", "baseline", "latest", "target_value", "moves");
  chapter.table(say("tables.summary"), columns, summary);
  for (const each of measured) sheet(outline, chapter, each);
  const rows = outline.missingRows();
  chapter.heading(say("headings.unmeasured"));
  if (rows.length) {
    chapter.filled += 1;
    chapter.table(say("tables.missing"), chapter.columns(...PLAN), rows);
  } else {
    chapter.text(say("indicators.none_missing"));
    chapter.lacks("missing_figures", "2.1");
  }
  outline.texts(chapter, [["2.1", "problem statement", "problem"], ["3.5", "sentence on an index", "index"]]);
}

// The figures that are missing, as the last chapter says them again.
export function missingTable(outline, chapter) {
  const rows = outline.missingRows();
  chapter.table(outline.say("tables.missing"), chapter.columns(...PLAN), rows);
  return rows;
}

function sheet(outline, chapter, each) {
  const { say } = outline;
  chapter.heading(`${each.code && !each.local ? `${each.code} ` : ""}${each.name}`);
  if (each.fictional && !outline.reader.whole) chapter.note(say("document.fictional_figures"));
  const rows = [...rowsOfFigures(each, say), ...rowsOfSheet(outline, each)].filter(([, words]) => words)
    .map(([name, words]) => [say(`columns.${name}`), words]);
  chapter.table(say("tables.sheet", { name: each.name }), chapter.columns("what", "this_indicator"), rows);
  if (each.progress) {
    const { label, method, figure, reason } = each.progress;
    const said = say(each.rule_chosen ? "progress.chosen" : "progress.usual", { label, method });
    chapter.text(`${said}${figure ? ` [${figure}]` : ""} ${reason}`);
  }
  if (each.short) chapter.note(say("indicators.short"));
  if (each.parts_only) chapter.note(say("indicators.parts_only"));
  chapter.chart(each);
}

function rowsOfFigures(each, say) {
  const near = isOfficial(each.code) ? say("indicators.near", { code: each.code }) : "";
  const derived = (name, words) =>
    each[name] && [name, say("indicators.derived", { value: words(each[name].value), figure: each[name].figure })];
  return [
    ["code", each.local ? `${say("indicators.local")} ${near}`.trim() : each.code],
    ["targets", each.targets.map(targetWords).join(", ") || say("indicators.no_target")],
    ["inputs", each.inputs],
    ["baseline", pointWords(each.baseline, say)],
    ["latest", pointWords(each.latest, say)],
    ["target_value", pointWords(each.target, say)],
    ["target_source", each.target?.source],
    // Nothing is left to go where the value is reached, and who moves away has covered no part of the way.
    !each.reached && derived("distance", (value) => differenceWords(value, each.unit, say)),
    derived("change", (value) => differenceWords(value, each.unit, say)),
    each.way && each.way.value >= 0 && derived("way", (value) => shown(value, "%")),
    ["moves", each.moves && movement(each, say)],
  ].filter(Boolean);
}

function rowsOfSheet(outline, each) {
  const { say } = outline;
  const choices = (name) => new Map(Object.entries(say.each("choices")[name] ?? {}));
  return [
    ["formula", formulaWords(outline, each)],
    ["source", each.source || say("indicators.no_source")],
    ["office", each.office],
    ["boundary", each.boundary || outline.line("municipality", "here", "boundary")],
    ["disaggregation", each.disaggregation],
    // The exercise of 3.1 keeps a short word for each answer.
    ...Object.entries(each.chosen).map(([name, words]) => [`chosen_${name}`, choices(name).get(words) ?? words]),
  ];
}

function formulaWords({ annex, say }, each) {
  const own = annex.rows.filter((row) => row.indicator === each.id && row.formula && !row.component);
  const found = own.find((row) => each.series.some(({ figure }) => figure === row.figure));
  if (!found) return each.formula || say("indicators.as_published");
  return `${FORMULAS[found.formula].words} (${found.version})`;
}

function groupRow(each, row, say) {
  const value = row.hidden ? say("suppressed.cell") : shown(row.value, row.unit, { exact: !row.derived });
  return [row.label, value, row.gap ? differenceWords(row.gap.value, each.unit, say) : "", row.figure];
}

export function noOneBehind(outline, chapter) {
  const { say } = outline;
  const voice = outline.text("missing voice", "first", "groups");
  chapter.asked(voice, "missing_voice", "missing_voice", "1.3");
  const apart = outline.told().filter((each) => each.groups.length);
  for (const each of apart) {
    chapter.heading(each.name);
    if (each.worst) chapter.text(outline.worstWords(each));
    for (const year of new Set(each.groups.map((row) => row.year))) {
      const rows = each.groups.filter((row) => row.year === year).map((row) => groupRow(each, row, say));
      const caption = say("tables.groups", { name: each.name, year });
      const names = ["group_or_area", "value", "gap", "figure"];
      // A column without any gap says nothing.
      const at = [0, 1, 2, 3].filter((column) => column !== 2 || rows.some((row) => row[2]));
      const columns = chapter.columns(...at.map((column) => names[column]));
      const cells = rows.map((row) => at.map((column) => row[column]));
      chapter.table(caption, columns, cells, at.slice(1, -1).map((_, column) => column + 1), "table.more_figures");
    }
    if (each.counts) chapter.note(say("groups.counts"));
    if (each.hidden) chapter.note(say("suppressed.note", { count: each.hidden }));
  }
  chapter.counted(apart.length, "groups", "3.4");
  for (const words of outline.indicators.map((each) => each.gap_words.sentence).filter(Boolean)) {
    chapter.filled += 1;
    chapter.text(words, say("labels.gap"));
  }
  outline.texts(chapter, [["3.4", "group heard", "group_heard"], ["3.4", "change", "change"]]);
}
