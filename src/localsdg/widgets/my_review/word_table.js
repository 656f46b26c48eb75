// A table of the Word document: its head stands on each of its pages, and it has a description.
import { COLOURS, MEASURES } from "./word_parts.js";
import { escapedXml } from "./word_xml.js";

const SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"];
const LONGEST = 250; // letters of a description
const lengthOf = (text) => [...text].length;

// The widths of columns, in twentieths of a point, by what stands in them.
function widthsOf(rows) {
  const needs = rows[0].map((_, column) => {
    const cells = rows.map((row) => row[column]);
    // A thin space holds the parts of a number together, so words end at plain spaces alone.
    const word = Math.max(...cells.flatMap((text) => text.split(/[ \n]/)).map(lengthOf));
    const usual = cells.reduce((all, text) => all + lengthOf(text), 0) / cells.length;
    return Math.min(Math.max(word, usual, MEASURES.narrow), MEASURES.broad) + MEASURES.margin;
  });
  const all = needs.reduce((sum, need) => sum + need, 0);
  return needs.map((need) => Math.round(MEASURES.whole * need / all));
}

function cellOf(text, { width, style, numeric, turned }) {
  const head = style === "TableHead";
  const fill = head ? `<w:shd w:val="clear" w:color="auto" w:fill="${COLOURS.fill}"/>` : "";
  const shape = `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${fill}</w:tcPr>`;
  const side = numeric ? '<w:jc w:val="right"/>' : "";
  const lines = escapedXml(text).replaceAll("\n", '</w:t><w:br/><w:t xml:space="preserve">');
  const run = `<w:r><w:t xml:space="preserve">${lines}</w:t></w:r>`;
  const kind = `<w:pPr><w:pStyle w:val="${style}"/>${turned ? "<w:bidi/>" : ""}${side}</w:pPr>`;
  return `<w:tc>${shape}<w:p>${kind}${run}</w:p></w:tc>`;
}

const shortened = (text) => escapedXml([...text].slice(0, LONGEST).join(""));

// numeric: the columns of numbers, from 0. turned: written from right to left.
export function tableXml({ caption, columns, rows, numeric }, turned) {
  const widths = widthsOf([columns, ...rows]);
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
