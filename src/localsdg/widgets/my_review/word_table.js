// A table of the Word document: its head stands on each of its pages, and it has a description.
import { way } from "./directions.js";
import { COLOURS, MEASURES } from "./word_parts.js";
import { escapedXml } from "./word_xml.js";

const SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"];
const LONGEST = 250; // letters of a description
const lengthOf = (text) => [...text].length;

// A thin space holds the parts of a number together, so words end at plain spaces alone.
const longestOf = (text) => Math.max(...text.split(/[ \n]/).map(lengthOf));
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

// The widths of columns, in twentieths of a point: first the longest words, then the texts.
function widthsOf(heads, rows) {
  const { bold, broad, letters, margin, narrow, whole } = MEASURES;
  const columns = heads.map((head, at) => ({ head, cells: rows.map((row) => row[at]) }));
  const least = columns.map(({ head, cells }) =>
    Math.max(longestOf(head) * bold, narrow, ...cells.map(longestOf)) + margin
  );
  const wish = columns.map(({ cells }) => {
    const usual = sum(cells.map(lengthOf)) / Math.max(cells.length, 1);
    return Math.min(Math.max(usual, narrow), broad);
  });
  const room = Math.max(letters - sum(least), 0);
  const needs = least.map((need, at) => need + (room * wish[at]) / sum(wish));
  return needs.map((need) => Math.round((whole * need) / sum(needs)));
}

function cellOf(text, { width, style, numeric, turned }) {
  const head = style === "TableHead";
  const fill = head ? `<w:shd w:val="clear" w:color="auto" w:fill="${COLOURS.fill}"/>` : "";
  const shape = `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${fill}</w:tcPr>`;
  const side = numeric ? '<w:jc w:val="right"/>' : "";
  const lines = escapedXml(text).replaceAll("\n", '</w:t><w:br/><w:t xml:space="preserve">');
  const ownWay = way(text) === "rtl";
  const run = `<w:r>${ownWay ? "<w:rPr><w:rtl/></w:rPr>" : ""}<w:t xml:space="preserve">${lines}</w:t></w:r>`;
  const kind = `<w:pPr><w:pStyle w:val="${style}"/>${turned || ownWay ? "<w:bidi/>" : ""}${side}</w:pPr>`;
  return `<w:tc>${shape}<w:p>${kind}${run}</w:p></w:tc>`;
}

const shortened = (text) => escapedXml([...text].slice(0, LONGEST).join(""));

// numeric: the columns of numbers, from 0. turned: written from right to left.
export function tableXml({ caption, columns, rows, numeric }, turned) {
  const widths = widthsOf(columns, rows);
  const line = (texts, style, more = "") => {
    const cell = (text, at) => cellOf(text, { width: widths[at], style, numeric: numeric.includes(at), turned });
    return `<w:tr><w:trPr><w:cantSplit/>${more}</w:trPr>${texts.map(cell).join("")}</w:tr>`;
  };
  const edge = (side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${COLOURS.edge}"/>`;
  const about = { tblCaption: caption, tblDescription: `${columns.join(", ")}: ${rows.length}` };
  const said = Object.entries(about).map(([name, text]) => `<w:${name} w:val="${shortened(text)}"/>`).join("");
  const look = `<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${SIDES.map(edge).join("")}</w:tblBorders>` +
    '<w:tblLook w:val="0020" w:firstRow="1"/>';
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>${turned ? "<w:bidiVisual/>" : ""}${look}${said}</w:tblPr>` +
    `<w:tblGrid>${grid}</w:tblGrid>${line(columns, "TableHead", "<w:tblHeader/>")}` +
    `${rows.map((texts) => line(texts, "TableText")).join("")}</w:tbl>`;
}
