// The pieces of a Word document: runs of text, fields and paragraphs, as text of its part.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const BREAKS = { "\n": "<w:br/>", "\t": "<w:tab/>" };
const OUTER_SPACE = /^[ \n\t]|[ \n\t]$/;

export const escapedXml = (text) => String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);

// A text of Word; spaces at its ends stay.
const words = (text) => `<w:t${OUTER_SPACE.test(text) ? ' xml:space="preserve"' : ""}>${escapedXml(text)}</w:t>`;

// A run with a text, in which a break of the line and a tabulator are elements of their own.
// turned: whether it runs from right to left.
export function run(text, { bold = false, turned = false } = {}) {
  const inside = text.split(/([\n\t])/).filter(Boolean).map((part) => BREAKS[part] ?? words(part));
  const kind = (bold ? "<w:b/>" : "") + (turned ? "<w:rtl/>" : "");
  return `<w:r>${kind && `<w:rPr>${kind}</w:rPr>`}${inside.join("")}</w:r>`;
}

export const mark = (kind, more = "") => `<w:r><w:fldChar w:fldCharType="${kind}"${more}/></w:r>`;

export const instruction = (code) => `<w:r><w:instrText xml:space="preserve"> ${escapedXml(code)} </w:instrText></w:r>`;

// A field that Word computes, with the result that it has now.
export const wordField = (code, result) =>
  mark("begin") + instruction(code) + mark("separate") + run(result) + mark("end");

// A paragraph. properties: what else it has beside its style, as text.
export function paragraph(inside, { style = "", properties = "" } = {}) {
  const kept = `${style ? `<w:pStyle w:val="${style}"/>` : ""}${properties}`;
  return `<w:p>${kept ? `<w:pPr>${kept}</w:pPr>` : ""}${inside}</w:p>`;
}
