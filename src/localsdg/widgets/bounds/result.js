// What comes of it: the ranks, what moved, and how firmly a rank stands.
import { dots } from "../kit/charts.js";
import { counted, fill, h, number, table } from "../kit/kit.js";
import { fold, listed, scrolled } from "../kit/parts.js";
import { sheetSteps } from "../kit/worksheet.js";
import { ranking, rankSensitivity, rankVariants } from "./method.js";

const LISTED = 5; // faults of a table that are told one by one

const rankWords = (
  rank,
  strings,
) => (Number.isFinite(rank) ? number(rank, Number.isInteger(rank) ? 0 : 1) : strings.none);

// Everything about the places: read as of readState; start: the setting with which the ranks are compared.
export function found({ table: given, setting }, start) {
  const now = ranking(given.values, setting);
  const variants = rankVariants(given.values, setting);
  const before = ranking(given.values, start).rank;
  const spans = rankSensitivity(variants);
  const places = given.places.map((name, at) => ({
    name,
    at,
    index: now.index[at],
    rank: now.rank[at],
    before: before[at],
    median: now.medianRank[at],
    ...{ best: spans[at].best, middle: spans[at].median, worst: spans[at].worst },
  }));
  const order = [...places].sort((one, other) =>
    (one.rank || Infinity) - (other.rank || Infinity) || one.at - other.at
  );
  return { places, order, variants, ranked: places.filter(({ rank }) => Number.isFinite(rank)).length };
}

export function titleOf(all, place, strings) {
  if (!Number.isFinite(place.rank)) return fill(strings.no_index, { town: place.name });
  const values = { town: place.name, rank: number(place.rank), count: all.ranked, points: number(place.index, 1) };
  return fill(strings.result, values);
}

// Which places have another rank than at the start, and which moved most.
function movedOf({ places, ranked }, startWords, strings) {
  const moved = places.filter(({ rank, before }) => Number.isFinite(rank) && rank !== before);
  if (!moved.length) return fill(strings.unmoved, { start: startWords });
  const most = moved.reduce((one, other) =>
    Math.abs(other.rank - other.before) > Math.abs(one.rank - one.before) ? other : one
  );
  const values = { start: startWords, all: ranked, town: most.name, from: most.before, to: most.rank };
  return counted(strings.moved, moved.length, values);
}

function changeWords({ kind, at }, names, setting, strings) {
  if (kind === "bounds") return strings[at ? "change_tails" : "change_ends"];
  if (kind === "mean") return strings[setting.geometric ? "change_arithmetic" : "change_geometric"];
  return fill(strings[`change_${kind}`], { name: names[at] });
}

// How far one place moves when one thing is changed, and by what.
function spanOf(all, place, { table: given, setting }, strings) {
  const { best, middle, worst, name, at } = place;
  if (best === worst) return fill(strings.firm, { town: name, rank: best });
  const by = (rank) => {
    if (rank === place.rank) return strings.change_none;
    const change = all.variants.slice(1).find(({ rank: each }) => each[at] === rank);
    return changeWords(change, given.names, setting, strings);
  };
  const values = { town: name, best, worst, middle: rankWords(middle, strings), high: by(best), low: by(worst) };
  return fill(strings.span, values);
}

function rankTable({ order }, place, strings) {
  const rows = order.map((each) => [
    each === place ? h("strong", null, each.name) : each.name,
    rankWords(each.rank, strings),
    Number.isFinite(each.index) ? number(each.index, 1) : strings.none,
    Number.isFinite(each.best) ? fill(strings.from_to, { best: each.best, worst: each.worst }) : strings.none,
    rankWords(each.before, strings),
    rankWords(each.median, strings),
  ]);
  return scrolled(strings.ranking, ".ranking", table(strings.ranking, strings.heads, rows));
}

export function spanChart({ order, ranked }, strings) {
  const rows = order.filter(({ best }) => Number.isFinite(best)).map(({ name, best, rank, worst }) => ({
    name,
    values: [best, rank, worst],
  }));
  const message = fill(strings.chart_says, { count: ranked });
  return dots(
    { caption: strings.chart, message, unit: strings.rank_unit, groups: strings.chart_groups, rows },
    strings,
  );
}

// What of the table is not read, because it is too much.
const leftOf = ({ left, places, names }, strings) => [
  ...(left.places ? [fill(strings.left_places, { all: places.length + left.places, read: places.length })] : []),
  ...(left.indicators
    ? [fill(strings.left_indicators, { all: names.length + left.indicators, read: names.length })]
    : []),
];

function missingOf({ places, values }, strings) {
  const without = places.filter((_, at) => values[at].some(Number.isNaN));
  if (!without.length) return [];
  const shown = [...without.slice(0, LISTED), ...(without.length > LISTED ? ["…"] : [])];
  return [counted(strings.without, without.length, { places: listed(shown) })];
}

export const tableNotes = (table, strings) =>
  [...leftOf(table, strings), ...missingOf(table, strings)].map((each) => h("p.warning", null, each));

export function faultsOf({ faults }, strings) {
  if (!faults.length) return [];
  const line = ({ kind, ...values }) => h("li", null, fill(strings.faults[kind], values));
  return [
    h("p.warning", null, counted(strings.faulty, faults.length)),
    h("ul", null, ...faults.slice(0, LISTED).map(line)),
  ];
}

// The scores between the bounds, for those who want to compute along.
function scoresOf({ table: given, setting }, strings) {
  const { scores } = ranking(given.values, setting);
  const cell = (value, place, at) =>
    Number.isFinite(value)
      ? fill(strings.value_score, { value: number(value, 1), score: number(scores[place][at], 1) })
      : strings.none;
  const rows = given.places.map((
    name,
    place,
  ) => [name, ...given.values[place].map((each, at) => cell(each, place, at))]);
  return fold(strings.scores, scrolled(strings.scores, "", table(strings.scores_caption, ["", ...given.names], rows)));
}

export function partsOf(all, place, read, startWords, strings) {
  const spoken = Number.isFinite(place.rank);
  return [
    h("p", null, movedOf(all, startWords, strings)),
    ...(spoken ? [h("p", null, spanOf(all, place, read, strings))] : []),
    ...(spoken ? [h("p", null, fill(strings.by_median, { town: place.name, rank: place.median }))] : []),
  ];
}

// They have many columns, so that they stand below, as wide as the exercise.
export const tablesOf = (all, place, read, strings) => [rankTable(all, place, strings), scoresOf(read, strings)];

export function worksheet(filled, strings) {
  const blanks = strings.sheet_heads.map(() => "");
  const rows = Array.from({ length: 5 }, () => blanks);
  return [
    filled,
    h("p", null, strings.sheet_lead),
    sheetSteps(strings),
    table(strings.sheet_table, strings.sheet_heads, rows),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  ];
}
