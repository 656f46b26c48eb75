// A table of the review's page, as the template review.html writes it.
import { way } from "./directions.js";
import { escaped } from "./escaping.js";

const mark = (numeric, at) => numeric.includes(at) ? ' class="number"' : "";

// table: { title, columns, rows, numeric }. first: the first cell of a row, with its tags. cell: what stands in
// another. rowOf: what the tag of a row says beside its name.
export function tableText({ title, columns, rows, numeric }, first, cell, rowOf = (_) => "") {
  const heads = columns.map((column, at) => `<th scope="col"${mark(numeric, at)}>${escaped(column)}</th>`);
  const cells = (row) =>
    row.map((each, at) => at ? `<td dir="${way(each)}"${mark(numeric, at)}>${cell(each)}</td>` : first(each)).join("");
  return [
    `<div class="wide" role="region" aria-label="${escaped(title)}" tabindex="0">`,
    "<table>",
    `<caption>${escaped(title)}</caption>`,
    `<thead><tr>${heads.join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => `<tr${rowOf(row)}>${cells(row)}</tr>`),
    "</tbody>",
    "</table>",
    "</div>\n",
  ].join("\n");
}
