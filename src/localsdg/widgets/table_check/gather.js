// Puts records below the heading into columns; rows that do not fit are set right or put aside.
import { fits } from "./layout.js";
import { COLUMNS } from "./names.js";
import { breakSurely, groupSurely, isPlain, pointsMayGroup } from "./numbers.js";
import { groupedBy, range, strip } from "./words.js";

// Whether a text is a plain number. points: whether "1.234" is sure to be a decimal number.
function isSurelyPlain(word, points) {
  if (!isPlain(word)) return false;
  const [head, tail = ""] = word.replace(/^[+-]+/, "").split(".");
  return points || tail.length !== 3 || head.length < 1 || head.length > 3 || head.startsWith("0");
}

// What rows are like: how many cells they have, and the words of each column right of the value.
function usualRows(rows, layout) {
  const width = layout.names.length;
  const lengths = groupedBy(rows.filter((row) => row.some(Boolean)), (row) => row.length);
  // What one row alone has is no usage: its cells may have moved.
  let [length, most] = [width, 1];
  for (const [each, found] of lengths) if (found.length > most) [length, most] = [each, found.length];
  const last = Math.max(-1, ...layout.values);
  const fitting = rows.filter((row) => row.length === width);
  const words = range(Math.max(width - last - 1, 0), last + 1)
    .map((place) => [place, new Set(fitting.map((row) => strip(row[place])))]);
  return { length, words };
}

// Whether a figure may have been cut in two by its decimal comma: digits in the next column too.
function isCut(record, layout, usual) {
  const decimals = record.length === usual.length ? /^[0-9]{1,2}$/ : /^[0-9]+$/;
  return layout.values.some((place) =>
    place + 1 < record.length && !layout.figures.includes(place + 1) && /^[0-9]+$/.test(strip(record[place])) &&
    decimals.test(strip(record[place + 1]))
  );
}

// Whether the cells of a row of another length stand in their columns: year, value, and the words after it.
const isInPlace = (record, layout, usual) =>
  fits(layout, record) &&
  usual.words.every(([place, words]) =>
    place >= record.length || !strip(record[place]) || words.has(strip(record[place]))
  );

// A record brought to the width of the heading. If that could move a figure, the row is not read.
function fitted(record, row, layout, usual, unread, facts) {
  const width = layout.names.length;
  const empty = Array(width).fill("");
  if (!record.some(Boolean)) return empty;
  const fact = (detail) => facts.push({ kind: "row-length", row, found: record.length, detail });
  const cut = isCut(record, layout, usual);
  if (record.length > width && !record.slice(width).some(strip) && !cut) {
    if (record.length === usual.length || isInPlace(record.slice(0, width), layout, usual)) {
      fact("empty cells at the end");
      return record.slice(0, width);
    }
  } else if (record.length < width && isInPlace(record, layout, usual) && !cut) {
    fact("cells lacking at the end");
    return [...record, ...empty.slice(record.length)];
  }
  if (record.filter(strip).length === 1 && record.slice(0, width).filter(strip).length === 1) {
    return [...record.slice(0, width), ...empty.slice(record.length)]; // a line of text, such as a source
  }
  const twoNumbers = record.length === width + 1 && record.slice(-2).every((cell) => /^[0-9]+$/.test(strip(cell)));
  fact(cut || twoNumbers ? "decimal comma" : "unread");
  unread.set(row, record);
  return empty;
}

// The cells below the heading: { columns: [{ name, cells, plain }], count, unread, facts }. plain holds the plain
// numbers of a column of figures, and not a number for every other cell. points: whether 1.234 is sure to be a decimal
// number; apart: whether that is looked at again in each column of a table with a column for each indicator.
export function gather(body, layout, firstRow, points, firstRows = [], apart = false) {
  const width = layout.names.length;
  const [unread, facts] = [new Map(), []];
  const usual = usualRows(firstRows, layout);
  const rows = body.map((record, at) =>
    record.length === width ? record : fitted(record, firstRow + at, layout, usual, unread, facts)
  );
  const columns = layout.names.map((name, place) => ({ name, cells: rows.map((row) => row[place]), plain: null }));
  const doubt = new Set();
  // Where 2.151.166 stands in a table, 25.827 is no decimal number, unless its own column has decimals too.
  const isGrouped = apart && points && layout.figures.some((place) => groupSurely(columns[place].cells));
  for (const place of layout.figures) {
    const { cells } = columns[place];
    if (apart && points && !isGrouped && layout.form === COLUMNS && pointsMayGroup(cells)) doubt.add(place);
    const sure = points && !doubt.has(place) && (!isGrouped || breakSurely(cells));
    const plain = Float64Array.from(cells, (cell) => (isSurelyPlain(cell, sure) ? Number(cell) : NaN));
    if (plain.some((number) => !Number.isNaN(number))) columns[place].plain = plain;
  }
  return { columns, count: rows.length, unread, facts, doubt };
}
