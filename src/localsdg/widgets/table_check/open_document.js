// An OpenDocument spreadsheet (.ods): its sheets, and the rows of one as texts. The rules of
// localsdg.owndata.spreadsheets.
import { Refusal } from "./decode.js";
import { CELLS } from "./limits.js";
import { letter } from "./names.js";
import { numberText } from "./numbers.js";
import { all, parsed } from "./xlsx_cells.js";

const MOST_COLUMNS = 16_384;
const TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
const TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
const of = (node, space, name) => node.getAttributeNS(space, name) ?? "";
const isHidden = (node) => ["collapse", "filter"].includes(of(node, TABLE, "visibility"));
const repeated = (node, what, most) => Math.min(Number(of(node, TABLE, `number-${what}-repeated`)) || 1, most);

// The text of a paragraph: several spaces, tabs and line ends are elements of their own.
function wordsOf(node) {
  return [...node.childNodes].map((child) => {
    if (child.nodeType === 3) return child.data;
    if (child.localName === "s") return " ".repeat(Number(of(child, TEXT, "c")) || 1);
    if (child.localName === "tab") return "\t";
    return child.localName === "line-break" ? "\n" : wordsOf(child);
  }).join("");
}

function textOf(cell) {
  const [kind, value] = [of(cell, OFFICE, "value-type"), of(cell, OFFICE, "value")];
  if (["float", "currency"].includes(kind) && value) return /[.eE]/.test(value) ? numberText(Number(value)) : value;
  if (kind === "percentage" && value) return `${numberText(Number((Number(value) * 100).toFixed(10)))}%`;
  if (kind === "date") return of(cell, OFFICE, "date-value").replace("T00:00:00", "").replace("T", " ");
  return [...cell.children].filter(({ localName }) => localName === "p").map(wordsOf).join("\n");
}

// The cells of a row, and which of them are merged: [place, rows, columns].
function rowOf(element) {
  const [cells, spans] = [[], []];
  for (const cell of element.children) {
    if (!["table-cell", "covered-table-cell"].includes(cell.localName)) continue;
    const [down, right] = ["rows", "columns"].map((what) => Number(of(cell, TABLE, `number-${what}-spanned`)) || 1);
    if (down * right > 1) spans.push([cells.length, down, right]);
    const text = cell.localName === "table-cell" ? textOf(cell) : "";
    const times = Math.min(repeated(cell, "columns", MOST_COLUMNS), MOST_COLUMNS - cells.length);
    for (let count = 0; count < times; count += 1) cells.push(text);
  }
  while (cells.length && !cells.at(-1)) cells.pop();
  return { cells, spans };
}

function lookAt(table) {
  const [records, merged, hidden] = [[], [], []];
  for (const element of all(table, "table-row")) {
    const { cells, spans } = rowOf(element);
    const times = repeated(element, "rows", CELLS + 1);
    const row = records.length;
    for (const [place, down, right] of spans) {
      merged.push(`${letter(place)}${row + 1}:${letter(place + right - 1)}${row + down}`);
    }
    if (!cells.length && times > 1000) break; // empty to the end of the sheet
    for (let count = 0; count < times; count += 1) {
      records.push([...cells]);
      if (cells.length && isHidden(element)) hidden.push(records.length);
    }
    if (records.length > CELLS) throw new Refusal("too_many_cells", { cells: records.length, most: CELLS });
  }
  while (records.length && !records.at(-1).length) records.pop();
  const facts = hidden.length ? [{ kind: "hidden-cells", row: hidden[0], count: hidden.length, what: "row" }] : [];
  const columns = all(table, "table-column").filter(isHidden).reduce(
    (sum, node) => sum + repeated(node, "columns", 100),
    0,
  );
  if (columns) facts.push({ kind: "hidden-cells", row: null, count: columns, what: "column" });
  return { records, facts, merged };
}

// The sheets { name, visible, table } of an archive, and a function that looks at one.
export const openDocument = async (archive) => {
  const content = parsed(await archive.text("content.xml"));
  const hidden = new Set(
    all(content, "table-properties").filter((node) => of(node, TABLE, "display") === "false")
      .map((node) => node.parentNode.getAttributeNS("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "name")),
  );
  const sheets = all(content, "table").filter(({ namespaceURI }) => namespaceURI === TABLE).map((table) => ({
    name: of(table, TABLE, "name"),
    visible: !hidden.has(table.getAttributeNS(TABLE, "style-name")),
    table,
  })).filter(({ name }) => !name.startsWith("'file:")); // those are copies of sheets of other files
  if (!sheets.length) throw new Refusal("no_sheet");
  return { sheets, look: ({ table }) => lookAt(table) };
};
