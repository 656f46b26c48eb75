// The part of the annex that a document shows: the figures that it names, without their components; the same as
// annex_tables of documents.py. The page and Word show the same tables.
import { DERIVED, POINTS, SUPPRESSED } from "./limits.js";
import { wordsOfBlocks } from "./outline_chapter.js";
import { NAMED } from "./plan.js";
import { FORMULAS } from "./recomputing.js";
import { tying } from "./tying.js";
import { pattern, shown } from "./words.js";

const names = pattern(NAMED, "g");

// Gives a table for each indicator, with what its figures have in common before it: { title, lead, columns, rows }.
export function annexTables(review, say) {
  const named = new Set(wordsOfBlocks(review.chapters.flatMap(({ blocks }) => blocks)).match(names));
  const rowsOf = new Map();
  for (const row of review.annex) {
    if (row.component || !named.has(row.figure)) continue;
    if (!rowsOf.has(row.indicator)) rowsOf.set(row.indicator, []);
    rowsOf.get(row.indicator).push(row);
  }
  const columns = ["figure", "year", "group", "value", "kind"].map((name) => say(`columns.${name}`));
  const found = [...rowsOf.values()].map((rows) => ({
    title: rows[0].name,
    lead: leadOf(rows, say),
    columns,
    rows: rows.map((row) => lineOf(row, rows[0].name, say)),
  }));
  return /** @type {typeof found} */ (tying(review)(found));
}

function leadOf(rows, say) {
  const sources = [...new Set(rows.map(({ source }) => source).filter(Boolean))].join("; ");
  const formulas = [...new Set(rows.map(({ formula }) => formula))].filter((name) => Object.hasOwn(FORMULAS, name));
  return [
    `${say("columns.source")}: ${sources || say("indicators.no_source")}`,
    ...formulas.map((name) => `${name}: ${FORMULAS[name].words} (${FORMULAS[name].version})`),
  ];
}

function valueOf(row, say) {
  if (row.status === SUPPRESSED) return say("suppressed.cell");
  if (!row.value) return say("annex.missing");
  const points = row.unit === POINTS;
  const value = shown(Number(row.value), points ? "%" : row.unit, { exact: row.kind !== DERIVED });
  return points ? `${value.replace(/ %$/, "")} ${say("indicators.points")}` : value;
}

function lineOf(row, title, say) {
  const start = `${title}: `;
  const further = row.name.startsWith(start) ? row.name.slice(start.length) : row.name;
  const where = [row.name === title ? "" : further, row.group, row.area].filter(Boolean).join(", ");
  return [row.figure, row.year, where, valueOf(row, say), say(`annex.${row.kind}`, { formula: row.formula })];
}
