// From the workbook's document to what the page for the mayor says. Pure: a document in, plain values out. A value
// stays as it was typed; what was taken over from an example and not replaced carries its mark, ["fictional", place].
import { goals } from "../kit/agenda.js";
import { addressOf, atWorkNow, isUsed, nameAt, PARTS } from "../kit/records.js";
import { canonical, fieldAt, fieldsOf } from "../kit/workbook.js";
import { competenceShare } from "../competence_matrix/method.js";
import { ENOUGH_JUDGED } from "../competence_matrix/limits.js";
import { interactions } from "../interaction_matrix/method.js";
import { indicatorName, knownAs } from "../my_course/lessons.js";
import { placed, stakeholderMap } from "../stakeholder_map/method.js";

const PLACE = [
  "name",
  "country",
  "tier",
  "population",
  "population_year",
  "population_source",
  "area_km2",
  "boundary",
  "office",
];
const FIRST = ["name", "country", "population", "population_year", "population_source", "office"];
const MESSAGE = ["audience", "text", "ask", "evidence", "source"];
const PATH = ["baseline", "latest", "target"];
const LAND = ["year", "people", "built-up land"];

const isEmpty = (value) => value === null || value === undefined || (typeof value === "string" && !value.trim());

// Where the mark of an entry stands.
function markAddress(address) {
  if (address[0] !== "lessons") return ["marks", ...address.slice(1)];
  const [, lesson, part, name] = address;
  return addressOf([lesson, `${part}_taken`], name);
}
function entryOf(book, address) {
  const value = fieldAt(book, address)?.value;
  if (isEmpty(value)) return undefined;
  const mark = fieldAt(book, markAddress(address))?.value;
  const holds = Array.isArray(mark) && canonical(mark[0]) === canonical(value);
  return holds ? { value, mark: mark.slice(1) } : { value };
}
const record = (book, ...steps) => entryOf(book, ["records", ...steps]);
const named = (names, find) => Object.fromEntries(names.map((name) => [name, find(name)]).filter(([, entry]) => entry));
/** @returns {[string, any][]} the records of a kind that hold something under a name, by id */
function entriesOf(book, kind, name) {
  const ids = Object.keys(book.records[kind] ?? {}).sort();
  return ids.flatMap((id) => {
    const entry = record(book, kind, id, name);
    return entry ? [[id, entry]] : [];
  });
}

// The judgements of the targets: counts, the share by the rule that the learner chose and by the other rules, and the
// codes by goal. Below the number that the matrix asks for, the share is of what is judged.
function competencesOf(book) {
  const all = new Map(entriesOf(book, "judgement", "whose"));
  const list = goals.flatMap(({ number, name, targets }) => {
    const row = { number, name, own: [], shared: [], "not ours": [] };
    for (const { code } of targets) {
      const found = all.get(code);
      if (Array.isArray(row[found?.value])) row[found.value].push(found.mark ? { code, mark: found.mark } : { code });
    }
    return row.own.length + row.shared.length + row["not ours"].length ? [row] : [];
  });
  const known = list.flatMap((row) => ["own", "shared", "not ours"].flatMap((whose) => row[whose].map(() => whose)));
  if (!known.length) return undefined;
  const rule = entryOf(book, ["lessons", "1.2", "competences", "shared_weight"])?.value ?? 0.5;
  const share = (weight) => {
    const found = competenceShare(Object.fromEntries(known.map((whose, at) => [at, whose])), weight);
    return known.length < ENOUGH_JUDGED ? found.judged_share : found.share;
  };
  const { own, shared, not_ours } = competenceShare(Object.fromEntries(known.map((whose, at) => [at, whose])), rule);
  const counts = { own, shared, not_ours, judged: known.length, few: known.length < ENOUGH_JUDGED };
  return { ...counts, rule, share: share(rule), full: share(1), half: share(0.5), none: share(0), goals: list };
}

// Those who were named, where they stand, and which groups nobody speaks for.
function voicesOf(book) {
  const actors = entriesOf(book, "actor", "entry").flatMap(([id, { value, mark }]) => {
    const [name, power, interest, ...groups] = typeof value[0] === "number" ? [id, ...value] : [value].flat();
    // A file may hold something else in the place of an actor, a score or a reason: My course shows it as it is.
    const fits = typeof name === "string" && Number.isFinite(power) && Number.isFinite(interest);
    return !fits || isEmpty(name) ? [] : [{ name, power, interest, groups, ...(mark ? { mark } : {}) }];
  });
  const written = named(["groups", "whom we ask"], (name) => record(book, "missing voice", "first", name));
  if (!actors.length && !Object.keys(written).length) return undefined;
  return { actors, missing: actors.length ? stakeholderMap(placed(actors)).missing : [], written };
}

// The six targets, what each does to the others, and the pairs with their scores and reasons.
function linksOf(book) {
  const targets = entryOf(book, ["lessons", "1.5", "interactions", "targets"])?.value;
  const pairs = Object.keys(book.records.interaction ?? {}).sort().flatMap((pair) => {
    const [score, reason] = ["score", "reason"].map((name) => record(book, "interaction", pair, name));
    if (!score && !reason) return [];
    const mark = score?.mark ?? reason?.mark;
    const known = Number.isInteger(score?.value) && Math.abs(score.value) <= 3;
    return [{
      pair,
      score: known ? score.value : null,
      reason: String(reason?.value ?? ""),
      ...(mark ? { mark } : {}),
    }];
  });
  if (!pairs.length) return undefined;
  const codes = Array.isArray(targets) ? targets : [...new Set(pairs.flatMap(({ pair }) => pair.split(" on ")))].sort();
  const scoreOf = new Map(pairs.map(({ pair, score }) => [pair, score]));
  const scores = codes.map((row) =>
    codes.map((column) => (row === column ? 0 : scoreOf.get(`${row} on ${column}`) ?? 0))
  );
  const found = interactions(scores, 0);
  const level = new Set(found.influence).size === 1;
  const lever = level ? undefined : { code: codes[found.top], influence: found.influence[found.top] };
  const conflicts = found.conflicts.map(({ row, column, score }) => ({
    row: codes[row],
    column: codes[column],
    score,
  }));
  return { targets: codes, scores, lever, conflicts, pairs };
}

// Whether lesson 2.6 has tied an indicator to the action: it says the outcome, or chose by which indicator it is
// measured.
const isTied = (book) =>
  Boolean(record(book, "action", "first", "outcome") || fieldAt(book, ["lessons", "2.6", "working", "first"])?.value);

// Without an action and without a target there is no path: such an indicator stands among the others.
const hasPath = (book) => isTied(book) || Boolean(record(book, "indicator", atWorkNow("&"), "target/value"));

// Indicator, values and office of lesson 2.6; both dates of lesson 3.2.
function pathOf(book) {
  if (!hasPath(book)) return undefined;
  const of = (name) => record(book, "indicator", atWorkNow("&"), name);
  const found = {
    ...(isTied(book) ? named(["name", "outcome"], (name) => record(book, "action", "first", name)) : {}),
    ...named(["indicator", "unit", "source", "office"], (name) => of(name === "indicator" ? "name" : name)),
    ...named(PATH.flatMap((step) => [`${step}/year`, `${step}/value`]), of),
  };
  return Object.keys(found).length ? found : undefined;
}
function landOf(book) {
  const steps = ["earlier", "later"].flatMap((date) => LAND.map((name) => `${date}/${name}`));
  const found = named([...steps, "boundary", "source"], (name) => record(book, "indicator", "11.3.1", name));
  return Object.keys(found).length ? found : undefined;
}

// What has its own place on the page; all else that was typed stands behind it.
const PLACED = [
  /^records\nmunicipality\nhere\n/,
  /^records\n(judgement|actor|interaction)\n/,
  /^records\nmessage\nchosen\n(audience|text|ask|evidence|source)$/,
  /^records\nmissing voice\nfirst\n/,
  /^records\nindicator\n11\.3\.1\n(?!formula$)/,
  /^lessons\n1\.2\ncompetences\n/,
  /^lessons\n1\.5\ninteractions\n/,
  // Suggestions that were rejected say nothing of the plan.
  /^lessons\n2\.2\nalignment\nrejected\//,
  // Numbers of people by area: small ones are hidden in lesson 3.4, and its sentence stands on the page.
  /^records\nindicator\n[^\n]+\ngap\/(areas\/|smallest shown$)/,
];
const ON_PATH = /^(name|unit|source|office|(baseline|latest|target)\/(year|value))$/;
const OF_ACTION = /^records\naction\nfirst\n(name|outcome)$/;
const isPlaced = (address, { tied, path }) =>
  PLACED.some((each) => each.test(address.join("\n"))) || (tied && OF_ACTION.test(address.join("\n"))) ||
  path && address[1] === "indicator" && address[2] === atWorkNow("&") && ON_PATH.test(address[3]);
const COURSE = ["questions", "question_drafts", "progress", "working"];
const isOfTown = ([group, kind, part]) =>
  group === "records" ? !["needs", "workshop"].includes(kind) : group === "lessons" && !COURSE.includes(part) &&
    !part.endsWith("_taken");

// What a record is called, if it has a name; the shares of a budget line are called after the line.
const CALLED = ["name", "title", "what"];
function titleOf(book, kind, id) {
  const of = kind === "budget tag" ? "budget line" : kind;
  const values = CALLED.map((name) => fieldAt(book, ["records", of, id, name])?.value);
  return String(values.find((value) => !isEmpty(value)) ?? id);
}

// Scores are kept by the id of their criterion, which has a name.
function criterionOf(book, field) {
  const id = /^scores\/([^/]+)\//.exec(field ?? "")?.[1];
  const name = id && fieldAt(book, ["records", "criteria", id, "name"])?.value;
  return isEmpty(name) ? {} : { step: String(name) };
}

// Tasks of an action, and offers and needs, are kept by ids that say nothing to a reader: they are counted.
const COUNTED = { action: /^tasks\/([^/]+)\//, exchange: /^([^/]+)\// };
function countOf(book, kind, id, field) {
  const idIn = (name) => COUNTED[kind]?.exec(name ?? "")?.[1];
  const own = idIn(field);
  if (own === undefined) return {};
  const of = fieldsOf(book).map(([address]) => address).filter((each) => each[1] === kind && each[2] === id);
  const ids = [...new Set(of.map((each) => idIn(each[3])).filter((each) => each !== undefined))].sort();
  return { step: String(1 + ids.indexOf(own)) };
}

// The rest by lesson: { lesson, part, name, value, mark }, in the order of the addresses; of: the other indicator that
// a form was filled in for. What no form asks for has its record in addition, { kind, id, field, title }, and so have
// the figures of an indicator, which say nothing without its name.
function restOf(book) {
  const own = { tied: isTied(book), path: hasPath(book) };
  return fieldsOf(book)
    .map(([address]) => address)
    .filter((address) => isOfTown(address) && isUsed(address) && !isPlaced(address, own))
    .flatMap((address) => {
      const entry = entryOf(book, address);
      const { group: [lesson, part], name, of } = knownAs(address);
      if (!entry) return [];
      const [group, kind, id, field] = address;
      const isFigure = kind === "indicator" && ON_PATH.test(field);
      const record = group === "records" && (part !== "municipality" || isFigure) &&
        {
          kind,
          id,
          field,
          title: titleOf(book, kind, id),
          ...criterionOf(book, field),
          ...countOf(book, kind, id, field),
        };
      const other = of ? { of: { id: of, title: indicatorName(book, of) } } : {};
      // A budget line keeps the id of its action.
      const isAction = kind === "budget line" && field === "action" && typeof entry.value === "string";
      // The share of a line is typed in percent, and kept as a part of one.
      const isShare = kind === "budget tag" && typeof entry.value === "number";
      const share = isShare ? `${Number((100 * entry.value).toFixed(4))} %` : entry.value;
      const value = isAction ? titleOf(book, "action", entry.value) : share;
      return [{ lesson, part, name, ...other, ...record, ...entry, value }];
    })
    .sort((one, other) => one.lesson.localeCompare(other.lesson, "en", { numeric: true }));
}

const askedBy = (address) =>
  new Set(PARTS.filter(([lesson, part]) => nameAt([lesson, part], address) !== undefined).map(([lesson]) => lesson));

// Who has entered something, "" for entries without a name: { by, first, last, lessons }. What was taken over from an
// example is nobody's work, and what several lessons ask, such as the name of the municipality, belongs to none of
// them.
function peopleOf(book, lessons) {
  const people = new Map();
  for (const [address, field] of fieldsOf(book)) {
    const { group: [lesson, part], name } = knownAs(address);
    if (address[0] === "marks" || part.endsWith("_taken") || address[1] === "municipality" || !lesson) continue;
    if (askedBy(address).size > 1) continue;
    for (const each of [field, ...(field.others ?? [])]) {
      if (isEmpty(each.value) || (each === field && entryOf(book, address)?.mark)) continue;
      const by = each.by ?? "";
      if (!people.has(by)) people.set(by, { by, days: [], done: new Map() });
      const { days, done } = people.get(by);
      if (each.time > "1971") days.push(each.time);
      if (!done.has(lesson)) done.set(lesson, { answered: new Set(), finished: false });
      const known = lessons.find((one) => one.lesson === lesson)?.questions ?? [];
      if (part === "questions" && known.includes(name)) done.get(lesson).answered.add(name);
      if (part === "progress" && name === "done") done.get(lesson).finished = each.value === true;
    }
  }
  return [...people.values()].sort((one, other) => (one.by < other.by ? -1 : 1)).map(({ by, days, done }) => ({
    by,
    first: days.sort()[0] ?? "",
    last: days.at(-1) ?? "",
    lessons: lessons.filter(({ lesson }) => done.has(lesson)).map(({ lesson, questions }) => ({
      lesson,
      answered: done.get(lesson).answered.size,
      questions: questions.length,
      finished: done.get(lesson).finished,
    })),
  }));
}

/** @param {any} book @param {{ lesson: string, questions: string[] }[]} lessons */
export function contentOf(book, lessons) {
  const place = named(PLACE, (name) => record(book, "municipality", "here", name));
  const message = named(MESSAGE, (name) => record(book, "message", "chosen", name));
  const parts = {
    competences: competencesOf(book),
    voices: voicesOf(book),
    message: Object.keys(message).length ? message : undefined,
    links: linksOf(book),
    path: pathOf(book),
    land: landOf(book),
  };
  const lacks = [...FIRST.filter((name) => !place[name]), ...Object.keys(parts).filter((name) => !parts[name])];
  const differ = fieldsOf(book).filter(([[group], { others }]) => group !== "marks" && others?.length).length;
  return { place, ...parts, tied: isTied(book), lacks, differ, rest: restOf(book), people: peopleOf(book, lessons) };
}
