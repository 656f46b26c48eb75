// What is said of the dashboard: names, faults with their repair, the verdict, tables and the page.
import { dots } from "../kit/charts.js";
import { counted, decimalsOf, fill, h, number, table } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { isOnBoard } from "./entry.js";
import { FITS, LEAST_FIGURES, MOST_FIGURES, MOST_PARTS } from "./limits.js";

const numberWords = (value) => (Number.isFinite(value) ? number(value, decimalsOf(value)) : "");
// A value with its unit; a unit alone would say nothing.
const valueWords = ({ value, unit }, strings) =>
  Number.isFinite(value) ? `${numberWords(value)} ${unit}`.trim() : strings.no_value;
const yearWords = (value) => (Number.isFinite(value) ? String(value) : "");

// What lesson 3.2 keeps of 11.3.1 has no other name.
export const nameOf = ({ id, fields }, strings) => fields.name.trim() || (/\.\d/.test(id) ? id : strings.no_name);
export function shortOf(row, strings) {
  if (!isOnBoard(row)) return strings.off;
  const kind = strings.lists["chart/kind"][row.fields["chart/kind"]];
  return [kind, row.fields["chart/message"].trim()].filter(Boolean).join(". ");
}

// One finding with its repair.
export function findingWords({ kind }, figure, strings) {
  const kinds = strings.lists["chart/kind"];
  return fill(strings.findings[kind], {
    kind: figure && kinds[figure.chart],
    shows: figure && strings.lists["chart/shows"][figure.shows],
    fitting: figure?.shows ? listed(FITS[figure.shows].map((each) => kinds[each])) : "",
    from: figure ? numberWords(figure.axis_from) : "",
    points: figure ? numberWords(figure.points) : "",
    base: figure ? yearWords(figure.base_year) : "",
    since: figure ? yearWords(figure.since) : "",
    parts: MOST_PARTS,
    least: LEAST_FIGURES,
    most: MOST_FIGURES,
  });
}

export function verdictOf(figures, findings, strings) {
  if (!figures.length) return { title: strings.nothing, reasons: [strings.nothing_reason] };
  const wrong = new Set(findings.map(({ figure }) => figure).filter((at) => at !== undefined)).size;
  const whole = findings.filter(({ figure }) => figure === undefined).map((each) => findingWords(each, null, strings));
  if (!wrong) return { title: counted(strings.sound, figures.length), reasons: [...whole, strings.sound_reason] };
  return { title: counted(strings.wrong, wrong, { all: figures.length }), reasons: [...whole, strings.wrong_reason] };
}

export function boardTable(figures, strings) {
  const rows = figures.map((each) => [
    each.name || strings.no_name,
    each.message,
    strings.lists["chart/kind"][each.chart] ?? "",
    yearWords(each.year),
    valueWords(each, strings),
    each.source,
    each.version,
  ]);
  const found = table(strings.table, strings.heads, rows.length ? rows : [["", "", "", "", "", "", ""]]);
  found.classList.add("ls-board");
  return found;
}

// The line below a figure: what a reader needs to check it.
const sourceLine = ({ year, unit, source, version }, strings) =>
  [yearWords(year), unit, source && fill(strings.source, { source }), version].filter(Boolean).join("; ");

// Base, latest value and target, as far as they are known: { head, value }.
function knownOf(figure, strings) {
  const { base_year, base_value, year, value, target_year, target_value } = figure;
  const all = [[base_year, base_value], [year, value], [target_year, target_value]];
  return all.flatMap(([year, value], at) => {
    if (!Number.isFinite(year) || !Number.isFinite(value)) return [];
    return [{ head: at === 2 ? fill(strings.goal, { year }) : String(year), value, isLatest: at === 1 }];
  });
}
const inWords = (known) => known.map(({ head, value }) => `${head}: ${numberWords(value)}`).join("; ");

// They stand side by side, where there are two at least, on one scale that may begin above zero, as dots may.
function pictureOf(figure, known, strings) {
  if (known.length < 2 || !known.some(({ isLatest }) => isLatest)) return null;
  const caption = figure.message || figure.name || strings.no_name;
  const [groups, values] = [known.map(({ head }) => head), known.map(({ value }) => value)];
  const message = `${caption}. ${inWords(known)}`;
  return dots({ caption, message, unit: figure.unit, groups, rows: [{ name: "", values }], digits: 1 }, strings);
}

// The dashboard as a page. whole(place): the picture of all years or areas that the workbook holds of a figure, if any.
export function boardPage(figures, whole, strings) {
  const cards = figures.map((figure, at) => {
    const known = knownOf(figure, strings);
    const picture = whole(at) ?? pictureOf(figure, known, strings);
    return h(
      "div.card",
      null,
      ...(picture ? [picture] : [h("p", null, h("strong", null, figure.message || figure.name || strings.no_name))]),
      h("p", null, picture && known.length ? `${inWords(known)} ${figure.unit}` : valueWords(figure, strings)),
      h("p.small.soft", null, [figure.note, sourceLine(figure, strings)].filter(Boolean).join(" ")),
    );
  });
  return figures.length ? [h("p.small", null, strings.page_says), ...cards] : cards;
}
