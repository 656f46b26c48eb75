// A spreadsheet (.xlsx or .ods) as a raw table: one sheet, read cell by cell. The rules of localsdg.owndata.excel.
import { Refusal } from "./decode.js";
import { gather } from "./gather.js";
import { findLayout } from "./heading.js";
import { SHEETS_TRIED } from "./limits.js";
import { UNKNOWN } from "./names.js";
import { expectSize } from "./source.js";
import { asciiDigits, range, strip, tidySpaces } from "./words.js";
import { openDocument } from "./open_document.js";
import { all, cellOf, first, parsed, stringOf, stylesOf } from "./xlsx_cells.js";
import { openZip } from "./zip.js";

const part = async (archive, name) => (archive.has(name) ? parsed(await archive.text(name)) : null);

// Where the parts of the workbook lie, by their ids.
async function targets(archive) {
  const links = await part(archive, "xl/_rels/workbook.xml.rels");
  return new Map((links ? all(links, "Relationship") : []).map((node) => {
    const target = node.getAttribute("Target");
    return [node.getAttribute("Id"), target.startsWith("/") ? target.slice(1) : `xl/${target}`];
  }));
}

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";

// The workbook: its sheets { name, visible, file }, and a function that looks at the cells of one.
async function openBook(bytes) {
  const archive = openZip(bytes);
  if (!archive.has("xl/workbook.xml")) {
    if (!archive.has("content.xml")) throw new Refusal("zip");
    return openDocument(archive);
  }
  const book = await part(archive, "xl/workbook.xml");
  const files = await targets(archive);
  const sheets = all(book, "sheet").map((node) => ({
    name: node.getAttribute("name"),
    visible: (node.getAttribute("state") ?? "visible") === "visible",
    file: files.get(node.getAttributeNS(RELATIONS, "id") ?? node.getAttributeNS(STRICT, "id")),
  })).filter(({ file }) => file && /worksheets?\//.test(file));
  if (!sheets.length) throw new Refusal("no_sheet");
  const strings = await part(archive, "xl/sharedStrings.xml");
  const settings = first(book, "workbookPr");
  const cells = {
    strings: strings ? all(strings, "si").map(stringOf) : [],
    styles: stylesOf(await part(archive, "xl/styles.xml")),
    from1904: ["1", "true"].includes(settings?.getAttribute("date1904") ?? ""),
  };
  const look = async ({ file }) => {
    const sheet = parsed(await archive.text(file));
    const { records, facts } = recordsOf(sheet, cells);
    const merged = all(sheet, "mergeCell").map((node) => node.getAttribute("ref")).sort();
    return { records, facts: [...hiddenFacts(sheet), ...facts], merged };
  };
  return { sheets, look };
}

// The place of a column, from 0, by the letters of a cell such as AB12.
function placeOf(reference) {
  let place = 0;
  for (const letter of reference.match(/^[A-Z]+/)?.[0] ?? "A") place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}
const rowOf = (reference) => Number(/\d+$/.exec(reference)?.[0] ?? 1);

// The rows of a sheet as texts, and what was seen in them.
function recordsOf(sheet, cells) {
  const [records, facts] = [[], []];
  for (const node of all(sheet, "row")) {
    const number = Number(node.getAttribute("r") ?? records.length + 1);
    while (records.length < number - 1) records.push([]);
    const record = [];
    for (const cell of all(node, "c")) {
      const place = cell.hasAttribute("r") ? placeOf(cell.getAttribute("r")) : record.length;
      const { text, isText, formula } = cellOf(cell, cells);
      if (text === null) throw new Refusal("elapsed", { row: number });
      while (record.length < place) record.push("");
      record[place] = text;
      if (!text && formula) facts.push({ kind: "formula-without-value", row: number, place, values: { formula } });
      if (isText && /\p{Nd}/u.test(text)) facts.push({ kind: "text", row: number, place, text });
    }
    while (record.length && !record.at(-1)) record.pop();
    records.push(record);
    expectSize(records.length, 1);
  }
  while (records.length && !records.at(-1).length) records.pop();
  return { records, facts };
}

const isHidden = (node) => ["1", "true"].includes(node.getAttribute("hidden"));
// The hidden rows and columns of a sheet.
function hiddenFacts(sheet) {
  const rows = all(sheet, "row").filter(isHidden).map((node) => Number(node.getAttribute("r")));
  const columns = all(sheet, "col").filter(isHidden).map((node) => {
    const [start, end] = [Number(node.getAttribute("min")), Number(node.getAttribute("max"))];
    return Math.min(end, start + 99) - start + 1;
  }).reduce((sum, count) => sum + count, 0);
  const facts = [];
  if (rows.length) facts.push({ kind: "hidden-cells", row: rows[0], count: rows.length, what: "row" });
  if (columns) facts.push({ kind: "hidden-cells", row: null, count: columns, what: "column" });
  return facts;
}

function mergedBounds(reference) {
  const [start, end = start] = reference.split(":");
  return { left: placeOf(start), top: rowOf(start), right: placeOf(end), bottom: rowOf(end) };
}

// Writes the text of merged cells into each of them, downwards only. A merged figure is left in its first cell: nobody
// can know whether it stands for each row or for all of them.
function unmerge(merged, records, said) {
  const layout = findLayout(records.slice(0, 200), said);
  const figures = new Set([...layout.figures, ...layout.beside.map(({ place }) => place), ...layout.unclear]);
  if (layout.form === UNKNOWN) range(layout.names.length).forEach((place) => figures.add(place));
  const facts = [];
  for (const reference of merged) {
    const { left, top, right, bottom } = mergedBounds(reference);
    if (top > records.length) continue;
    const text = records[top - 1][left] ?? "";
    const heading = layout.header !== null && top <= layout.header + 1;
    const down = left === right && bottom > top && Boolean(text) && (heading || !figures.has(left));
    const way = down ? "down" : heading || !figures.has(left) ? "apart" : "figure";
    const values = { cells: reference, text, top, bottom };
    facts.push({ kind: "merged-cells", row: top, place: left, way, values, safe: down });
    for (let row = top; down && row < Math.min(bottom, records.length); row += 1) {
      while (records[row].length <= left) records[row].push("");
      records[row][left] = text;
    }
  }
  return facts;
}

const showsNumber = (text) => /^[+-]?\d+(?:\.\d+)?$/.test(asciiDigits(tidySpaces(text)));

// The facts of a sheet, with the names of its columns.
function namedFacts(facts, layout, before) {
  return facts.flatMap(({ place, ...fact }) => {
    if (place === undefined) return [fact];
    const column = layout.names[place] ?? ""; // right of the table cells can be merged, and all are empty
    if (fact.kind !== "text") return [{ ...fact, column }];
    const isOne = fact.row > before && layout.values.includes(place) && showsNumber(fact.text);
    return isOne ? [{ kind: "number-as-text", row: fact.row, column, found: fact.text }] : [];
  });
}

async function readSheet(book, chosen, name, said) {
  const { records: rows, facts: seen, merged: bounds } = await book.look(chosen);
  if (!rows.length) throw new Refusal("empty_sheet", { sheet: chosen.name });
  const merged = unmerge(bounds, rows, said);
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  expectSize(rows.length, width);
  const records = rows.map((record) => [...record, ...Array(width - record.length).fill("")]);
  const layout = findLayout(records.slice(0, 200), said);
  const before = layout.header === null ? 0 : layout.header + 1;
  const gathered = gather(records.slice(before), layout, before + 1, true);
  const facts = [...gathered.facts, ...namedFacts([...seen, ...merged], layout, before)];
  if (!gathered.count) facts.push({ kind: "no-rows" });
  return {
    name,
    kind: "xlsx",
    layout,
    columns: gathered.columns,
    rows: range(gathered.count, before + 1),
    above: records.slice(0, Math.max(before - 1, 0)),
    unread: gathered.unread,
    facts,
    pointByDefault: true,
    pointsInDoubt: new Set(),
    encoding: "utf-8",
    inDoubt: false,
    decimal: said.decimal ?? null,
    year: said.year ?? null,
    headings: said.headings ?? null,
    sheet: chosen.name,
  };
}

// What has to be said of the sheets that are not read.
function sheetFacts(sheets, chosen) {
  const facts = sheets.filter(({ visible }) => !visible)
    .map(({ name }) => ({ kind: "hidden-sheet", values: { sheet: name } }));
  const others = sheets.filter((each) => each.visible && each !== chosen).map(({ name }) => name).join(", ");
  if (others) facts.push({ kind: "other-sheets", values: { sheets: others, sheet: chosen.name } });
  return facts;
}

function rowsFilled({ layout, columns }) {
  const places = layout.values.length ? layout.values : range(columns.length);
  return Math.max(0, ...places.map((place) => columns[place].cells.filter(strip).length));
}

// Reads the sheet that is named, else the first one that is not hidden and holds a table that is understood.
async function firstTable(book, name, said) {
  const { sheets } = book;
  const named = sheets.find((each) => each.name === said.sheet);
  const start = named ?? sheets.find(({ visible }) => visible) ?? sheets[0];
  const others = sheets.filter((each) => each.visible && each !== start);
  let [table, trouble] = [null, null];
  for (const chosen of named ? [start] : [start, ...others.slice(0, SHEETS_TRIED)]) {
    try {
      const found = await readSheet(book, chosen, name, said);
      found.facts.push(...sheetFacts(sheets, chosen));
      // One with a single row of figures may be a cover.
      if (named || (found.layout.form !== UNKNOWN && rowsFilled(found) > 1)) return found;
      if (!table || (rowsFilled(table) <= 1 && rowsFilled(found) > 1)) table = found;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      trouble ??= error;
    }
  }
  if (!table) throw trouble;
  return table;
}

// The raw table of a spreadsheet, and the names of its sheets.
export const readWorkbook = async (bytes, name, said) => {
  if (!globalThis.DecompressionStream) throw new Refusal("old_browser");
  let book;
  try {
    book = await openBook(bytes);
    const table = await firstTable(book, name, said);
    return { ...table, sheets: book.sheets.filter(({ visible }) => visible).map((sheet) => sheet.name) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("damaged");
  }
};
