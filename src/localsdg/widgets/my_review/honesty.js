// The honesty check: what a sceptical reader would find, said in words before the review is written; the same as
// honesty.py.
import { STILL, WRONG } from "./indicators.js";
import { namesAction } from "./outline_budget.js";
import { wordsOfBlocks } from "./outline_chapter.js";
import { listLacks } from "./outline_indicators.js";
import { ALONE, LIMITS, MOST_KEPT, MOST_NAMED, MOST_OPEN, MOST_UNTIED, MOST_UNUSED, SMALL_GROUP } from "./plan.js";
import { isRecord, oneLine, yearOf } from "./reading.js";
import { byCode } from "./texts.js";
import { casefold, inOrder } from "./words.js";

// What was found by a rule, and how to repair it, in the words of the catalogue.
const made = (rule, about, found, repair) => ({ rule, about, found, repair, limit: LIMITS.includes(rule) });
export const findingIn = (say) => (rule, about, values = {}) => {
  const told = (part) => say(`honesty.${rule}.${part}`, { about, ...values });
  return { ...made(rule, about, told("found"), told("repair")), values };
};

// Findings of which those that say the same of several things are one, with the names of all in "names".
export function together(findings, say) {
  const texts = say.each("honesty");
  const groups = grouped(
    [...findings.entries()],
    ([place, { rule, values }]) => texts[rule]?.many ? JSON.stringify([rule, values]) : place,
  );
  return groups.map((group) => {
    const { values, ...first } = group[0][1];
    if (group.length === 1) return first;
    const { rule } = first;
    const names = group.map(([, { about }]) => about);
    const about = listed(say, names, LIMITS.includes(rule) ? MOST_NAMED : MOST_OPEN);
    const told = (part) => say(`honesty.${rule}.${part}`, { ...values, names: about, count: names.length });
    return { ...made(rule, about, told("many"), told("repair_many")), names: firstOf(say, names, MOST_KEPT) };
  });
}

// Gives { rule, about, found, repair, limit, values } for each, the gravest kinds first. notes: what else was found
// while the workbook and the table were read.
export function check(chapters, outline, table, annex, say, notes) {
  const chosen = outline.chosen();
  const finding = findingIn(say);
  const asked = { annex, chapters, chosen, finding, notes, outline, reader: outline.reader, say, table };
  const rules = [fictional, empty, figures, indicators, groups, actions, place, list, entries];
  return rules.flatMap((rule) => rule(asked));
}

// The place of an entry in words, as in "population (municipality)".
function entryWords(place, say) {
  const [kind, one, ...rest] = place.split("/");
  const name = oneLine(rest.join(", ").replaceAll("_", " "));
  if (kind === "text") return say("honesty.of_lesson", { name, lesson: oneLine(one) });
  return say("honesty.of_record", { name, record: ALONE.includes(one) ? kind : `${kind} ${oneLine(one)}` });
}

function fictional({ finding, outline, reader, say }) {
  if (reader.whole) return [finding("fictional_whole", reader.name || say("title.no_name"))];
  const seen = [...reader.seen].sort(([one], [other]) => inOrder(one, other));
  return [
    ...seen.map(([at, mark]) => finding("fictional", entryWords(at, say), { mark })),
    ...outline.indicators.filter((each) => each.fictional).map((each) => finding("fictional_figures", each.name)),
  ];
}

const empty = ({ chapters, finding }) =>
  chapters.filter(({ state }) => state === "empty")
    .map(({ title, lessons }) => finding("empty", title, { lessons: lessons.join(", ") }));

// One finding for all figures of an indicator with the same fault; it names the first of them.
function places({ finding, say }, rule, about, keys, values = {}) {
  if (!keys.length) return [];
  const named = keys.slice(0, MOST_NAMED).map((key) => key.filter(Boolean).join(", ") || say("honesty.everywhere"));
  return [finding(rule, about, { where: [...named, ...more(say, keys)].join("; "), ...values })];
}
const more = (say, all, most = MOST_NAMED) =>
  all.length > most ? [say("honesty.more", { count: all.length - most })] : [];
const firstOf = (say, names, most) => [...names.slice(0, most), ...more(say, names, most)];
const listed = (say, names, most) => firstOf(say, names, most).join("; ");

// The names in the table that no indicator of the review takes.
function looseNames(outline) {
  const told = outline.told();
  return outline.indicators.filter((each) => !told.includes(each)).map(({ name }) => name);
}
// Whether an indicator has no figure, and nobody has said why: it may have another name in the table.
const isUntied = ({ measured, missing }) => !measured && !missing.why && !missing.plan;

// Where the municipality is one of several areas, the others may be its neighbours.
function beside({ finding, say, table }, { name, names }) {
  const figures = names.filter((each) => table.beside.has(each)).flatMap((each) => table.of(each));
  const areas = [...new Set(figures.map(({ key }) => key.area).filter(Boolean))];
  if (!areas.length) return [];
  return [finding("beside", name, { areas: listed(say, areas, MOST_NAMED) })];
}

// The parts of something, by what they have in common.
function grouped(all, nameOf) {
  const found = new Map();
  for (const each of all) {
    const name = nameOf(each);
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(each);
  }
  return [...found.values()];
}

function figures(asked) {
  const { annex, chosen, finding, outline, table } = asked;
  const found = [];
  for (const each of chosen) {
    const { differs, faults, measured, name, source, units } = each;
    if (measured && !source) found.push(finding("source", name));
    if (units.length > 1) found.push(finding("units", name, { units: units.join(", ") }));
    found.push(...beside(asked, each), ...places(asked, "differs", name, differs.map(([, ...key]) => key)));
    for (const fault of faults) {
      const differing = fault.endsWith("differs");
      found.push(
        differing ? finding("typed_differs", name, { point: fault.split(" ")[0] }) : finding("no_year", name, {
          what: fault,
        }),
      );
    }
  }
  for (const keys of grouped(table.contradicting, ({ indicator }) => indicator)) {
    const where = keys.map(({ year, group, area }) => [year, group, area]);
    const once = new Map(where.map((key) => [JSON.stringify(key), key]));
    const { indicator } = keys[0];
    const own = outline.indicators.find(({ names }) => names.includes(indicator))?.name ?? indicator;
    found.push(...places(asked, "contradicting", own, [...once.values()]));
  }
  for (const rows of grouped(annex.unprinted, ({ indicator, why }) => JSON.stringify([indicator, why]))) {
    const { indicator, why } = rows[0];
    const keys = rows.map(({ year, group, area }) => [year, group, area]);
    found.push(...places(asked, "unprinted", indicator, keys, { why }));
  }
  return found;
}

const latestBefore = ({ baseline, latest }) =>
  baseline && latest && (yearOf(baseline.year) ?? 0) > (yearOf(latest.year) ?? 0);

function indicators({ chapters, chosen, finding, outline, say }) {
  const loose = looseNames(outline);
  const others = listed(say, loose, MOST_UNTIED);
  const own = chapters.flatMap(({ blocks }) => blocks.filter(({ label }) => label));
  const ownWords = casefold(wordsOfBlocks(own));
  return chosen.flatMap((each) => {
    const { back, baseline, land, latest, measured, missing, moves, name, parts_only: isParts, short, target } = each;
    const isMentioned = ownWords.includes(casefold(name));
    const unmentioned = (moves === WRONG || moves === STILL) && !isMentioned;
    const from = target && !isParts && !baseline && !(measured ? land : missing.plan);
    return [
      isParts && finding("parts_only", name),
      from && finding("baseline", name),
      target && !target.year && finding("target_year", name),
      measured && !target && finding("no_target", name),
      back && !isMentioned && finding("wrong_since", name, { first: baseline.year, later: back.year }),
      unmentioned && finding(moves === WRONG ? "wrong_way" : "no_change", name),
      short && finding("short", name),
      !measured && !(missing.plan && missing.owner) &&
      finding(loose.length && isUntied(each) ? "untied" : "no_plan", name, { loose: others }),
      latestBefore(each) && finding("years", name, { first: baseline.year, last: latest.year }),
    ].filter(Boolean);
  });
}

function groups({ chosen, finding, outline, say }) {
  const apart = chosen.some((each) => each.groups.length);
  const found = chosen.length && !apart ? [finding("groups", say("honesty.all_indicators"))] : [];
  const told = outline.told();
  const loose = looseNames(outline);
  if (loose.length) found.push(finding("loose", listed(say, loose, MOST_NAMED)));
  for (const each of outline.indicators) {
    const { counts, groups: rows, hidden, name } = each;
    const isTold = told.includes(each);
    if (counts && isTold) found.push(finding("counts", name));
    else if (isTold && rows.some(({ derived }) => !derived)) found.push(finding("unchecked_groups", name));
    const few = rows.filter(({ people }) => people !== null && people < SMALL_GROUP).map(({ label }) => label);
    if (few.length) found.push(finding("small_groups", name, { groups: listed(say, few, MOST_NAMED) }));
    if (hidden) found.push(finding("suppressed", name, { count: hidden }));
  }
  return found;
}

function actions({ finding, outline, reader }) {
  const found = [];
  const paid = [...reader.records("budget line").keys()].map((key) =>
    oneLine(reader.raw("budget line", key, "action"))
  );
  for (const key of reader.records("action").keys()) {
    const name = outline.actionName(key);
    if (!name) continue;
    if (!paid.some((said) => namesAction(said, key, name))) found.push(finding("budget", name));
    const links = reader.raw("action", key, "links");
    for (const [code, link] of isRecord(links) ? byCode(links) : []) {
      const open = isRecord(link) && oneLine(link.kind) === "against" && !oneLine(link.resolved);
      if (open) found.push(finding("against", name, { target: oneLine(code) }));
    }
  }
  return found;
}

function place({ chosen, finding, reader, say }) {
  const found = reader.name ? [] : [finding("name", say("title.no_name"))];
  if (oneLine(reader.raw("municipality", "here", "boundary"))) return found;
  const without = chosen.filter(({ boundary }) => !boundary).map(({ name }) => name);
  if (!without.length && chosen.length) return found;
  return [...found, finding("boundary", without.slice(0, 3).join("; ") || say("honesty.all_indicators"))];
}

const list = ({ chosen, say }) =>
  (chosen.length ? listLacks(chosen) : []).map((rule) => {
    const found = say("honesty.rule.found", { what: say(`missing.${rule}`) });
    return made(rule, say("honesty.all_indicators"), found, say("honesty.rule.repair"));
  });

function entries({ finding, notes, reader, say, table }) {
  const odd = [...reader.odd].map(([at, why]) =>
    finding("odd", entryWords(at, say), { why: oneLine(why) || say("honesty.no_text") })
  );
  const reasons = [...new Set(table.unused.map(([, why]) => why))].slice(0, MOST_UNUSED);
  const told = table.unused.filter(([, why]) => reasons.includes(why));
  const unused = told.map(([{ indicator, year, area, group }, why]) =>
    finding("unused", [indicator, year, area, group].filter(Boolean).join(", ") || say("honesty.a_row"), { why })
  );
  const count = table.unused.length - told.length;
  const others = count > 0 ? [finding("unused_more", say("honesty.a_row"), { count })] : [];
  const said = notes.map((note) => made("note", say("honesty.table"), note, ""));
  return [...odd, ...unused, ...others, ...said];
}
