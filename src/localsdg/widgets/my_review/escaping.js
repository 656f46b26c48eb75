// Texts as they stand in a page.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

// A text in which no sign means anything.
export const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

// A text as a string of a style sheet, in which every letter is written by its number.
export const styleText = (text) =>
  `"${[...text].slice(0, 200).map((sign) => `\\${sign.codePointAt(0).toString(16).padStart(6, "0")}`).join("")}"`;
