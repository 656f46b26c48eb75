// The row of a table with what stands around the cell in question.
import { fill, h, number } from "../kit/kit.js";
import { scrolled } from "../kit/parts.js";

const MOST = 7; // columns beside the one in question

// The column in question first, then those that tell rows apart.
function columnsOf({ names, rows }, column, shown) {
  const differs = (place) => rows.some((row) => row[place] !== rows[0]?.[place]);
  const filled = (place) => shown.some((at) => rows[at][place] !== "");
  const own = names.indexOf(column);
  const others = names.map((_, place) => place).filter((place) => place !== own && differs(place) && filled(place));
  return [...(own < 0 ? [] : [own]), ...others.slice(0, MOST)];
}

// asRead: { names, numbers, rows } of the table; fault: one of its faults.
export function excerpt({ names, numbers, rows }, { row, column }, strings) {
  const at = numbers.indexOf(row);
  const shown = (at < 0 ? [0, 1] : [at - 1, at, at + 1]).filter((each) => rows[each]);
  const places = columnsOf({ names, rows }, column, shown);
  const marked = (text, isCell) => (isCell ? h("mark", null, text || strings.empty_cell) : text);
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, strings.row_head),
    ...places.map((place) => h("th", { scope: "col" }, marked(names[place], at < 0 && names[place] === column))),
  );
  const line = (each) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, number(numbers[each])),
      ...places.map((place) => h("td", null, marked(rows[each][place], each === at && names[place] === column))),
    );
  const caption = at < 0 ? strings.around_heads : fill(strings.around, { row: number(row) });
  const table = h(
    "table",
    null,
    h("caption", null, caption),
    h("thead", null, head),
    h("tbody", null, ...shown.map(line)),
  );
  return scrolled(caption, ".cells", table);
}
