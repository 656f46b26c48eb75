// On paper: the list to be signed, a sheet for each indicator, and empty ones to be filled in by hand.
import { fill, h, table } from "../kit/kit.js";
import { writingLines } from "../kit/parts.js";
import { GAP, SHEET } from "./entry.js";
import { CRITERIA, MOST } from "./limits.js";
import { marksOf, nameOf } from "./words.js";

const DASH = "\u2014";

function listTable(rows, strings) {
  const judgement = ({ fields }) =>
    Object.keys(CRITERIA).map((name) => strings.choices[`chosen/${name}`][fields[`chosen/${name}`]]).filter(Boolean);
  const lines = rows.length
    ? rows.map((row) => [
      nameOf(row.fields, strings),
      marksOf(row, strings),
      [...judgement(row), row.fields["chosen/why"]].filter(Boolean).join("; ") || DASH,
      row.fields.office || DASH,
    ])
    : Array.from({ length: MOST }, (_, at) => [`${at + 1}`, "", "", ""]);
  return table(strings.list_table, strings.list_heads, lines);
}

// What is said of one indicator, line by line.
function sheetTable(row, strings) {
  const { fields, gap } = row;
  const names = ["code", "targets", ...SHEET, ...(gap ? GAP : [])];
  const wanted = strings.choices.wanted[fields.wanted];
  const lines = names.map((name) => [strings.fields[name], fields[name] || DASH]);
  return table(nameOf(fields, strings), [strings.sheet_head, strings.sheet_says], [
    ...lines,
    ...(wanted ? [[strings.fields.wanted, wanted]] : []),
  ]);
}
const blankSheet = (strings) =>
  table(strings.sheet_blank, [strings.sheet_head, strings.sheet_says], [
    ...["name", "code", "targets", ...SHEET].map((name) => [strings.fields[name], ""]),
  ]);

function signed(element) {
  element.classList.add("ls-sheet", "ls-signed");
  return element;
}

// title: what the list lacks, in a sentence; rows: those on the list. The sheets of an example need no paper: then
// there is an empty one.
export function paperOf(rows, title, isExample, strings) {
  const sheets = isExample ? [] : rows;
  return [
    h("p", null, strings.sheet_lead),
    ...(rows.length ? [h("p", null, h("strong", null, title))] : []),
    signed(listTable(rows, strings)),
    h("p", null, strings.sheet_boundary),
    ...writingLines(2),
    h("p", null, strings.sheet_signed),
    ...writingLines(2),
    h("p", null, fill(strings.sheet_sheets, { count: sheets.length || 1 })),
    ...(sheets.length ? sheets.map((row) => signed(sheetTable(row, strings))) : [signed(blankSheet(strings))]),
  ];
}
