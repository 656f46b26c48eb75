// What is said of the baseline table, and the table itself, for the eye and for paper.
import { counted, fill, h, table } from "../kit/kit.js";
import { listed, writingLines } from "../kit/parts.js";
import { lacking } from "./state.js";

const [LEAST, MOST, SAID] = [5, 8, 3];
const BLANKS = 6;

const nameOf = ({ fields }, strings) => fields.name.trim() || strings.no_name;

export function verdictOf(rows, strings) {
  if (!rows.length) return { title: strings.verdict_none, reasons: [strings.verdict_none_reason] };
  const holes = rows.map((row) => [row, lacking(row)]).filter(([, names]) => names.length);
  const title = counted(strings.verdict, rows.length, { ready: rows.length - holes.length });
  const reasons = holes.slice(0, SAID).map(([row, names]) =>
    fill(strings.lacks, { name: nameOf(row, strings), fields: listed(names.map((name) => strings.fields[name])) })
  );
  if (holes.length > SAID) reasons.push(counted(strings.more_lacking, holes.length - SAID));
  const aimless = rows.filter(({ gap, fields }) => !gap && !fields["target/value"].trim());
  if (aimless.length) {
    reasons.push(fill(strings.no_target, { names: listed(aimless.map((row) => nameOf(row, strings))) }));
  }
  reasons.push(rows.length < LEAST ? strings.few : rows.length > MOST ? strings.many_rows : strings.enough);
  return { title, reasons };
}

const at = (value, year, strings) => (year ? fill(strings.at_year, { value, year }) : value) || "\u2014";

// The indicators with a figure, and those without.
export function tablesOf(rows, strings) {
  const figures = rows.filter(({ gap }) => !gap).map((row) => {
    const { fields } = row;
    const pair = (name) => at(fields[`${name}/value`], fields[`${name}/year`], strings);
    return [nameOf(row, strings), fields.unit || "\u2014", pair("baseline"), pair("target"), fields.source || "\u2014"];
  });
  const gaps = rows.filter(({ gap }) => gap).map((row) => [
    nameOf(row, strings),
    ...["why", "plan", "owner", "date"].map((name) => row.fields[`missing/${name}`] || "\u2014"),
  ]);
  return [
    ...(figures.length ? [table(strings.table, strings.table_heads, figures)] : []),
    ...(gaps.length ? [table(strings.gaps_table, strings.gaps_heads, gaps)] : []),
  ];
}

// Paper: what is filled in, and lines for more.
export function worksheet(filled, strings) {
  const blank = (heads, count) => table("", heads, Array.from({ length: count }, () => heads.map(() => "\u00a0")));
  return [
    filled,
    h("p", null, strings.sheet_lead),
    h("div.blanks", null, blank(strings.table_heads, BLANKS)),
    h("p", null, strings.sheet_gaps),
    h("div.blanks", null, blank(strings.gaps_heads, 2)),
    ...writingLines(1),
  ];
}
