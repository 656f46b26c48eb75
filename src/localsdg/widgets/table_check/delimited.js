// Delimited text: its separator and its records, as Python's csv module reads them.
import { findLayout } from "./heading.js";
import { fits } from "./layout.js";
import { COLUMNS, UNKNOWN, WIDE } from "./names.js";
import { isPlain } from "./numbers.js";
import { groupedBy, strip } from "./words.js";

const SEPARATORS = [",", ";", "\t", "|"];
const FIRST = 200;
const END = "\x1f"; // a line after the last one: a record of its own, unless a quote is still open

export const linesOf = (text) => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];

// Reads the records of lines: yields { cells, line }, line being the number of the last line of the record.
export const records = recordsOf;
function* recordsOf(lines, separator) {
  let cells = [];
  // started: whether a cell has begun, so that a quote in it is a sign
  let [cell, quoted, started] = ["", false, false];
  let closed = false; // whether a quote has just ended
  for (let number = 0; number < lines.length; number += 1) {
    const line = lines[number];
    const end = line.length - (line.endsWith("\r\n") ? 2 : /[\r\n]$/.test(line) ? 1 : 0);
    if (!quoted && end === 0 && !cells.length && !started) {
      yield { cells: [], line: number + 1 };
      continue;
    }
    for (let at = 0; at < end; at += 1) {
      const sign = line[at];
      if (quoted) {
        if (sign !== '"') cell += sign;
        else [quoted, closed] = [false, true];
      } else if (closed && sign === '"') {
        cell += sign;
        [quoted, closed] = [true, false];
      } else if (sign === separator) {
        cells.push(cell);
        [cell, started, closed] = ["", false, false];
      } else if (sign === '"' && !started) {
        [quoted, started] = [true, true];
      } else {
        cell += sign;
        [started, closed] = [true, false];
      }
    }
    if (quoted) {
      cell += line.slice(end);
      continue;
    }
    cells.push(cell);
    yield { cells, line: number + 1 };
    cells = [];
    [cell, started, closed] = ["", false, false];
  }
  if (quoted) yield { cells: [...cells, cell], line: lines.length };
}

function firstRecords(lines, separator) {
  const found = [];
  for (const { cells } of records(lines, separator)) {
    if (found.length === FIRST) break;
    found.push(cells);
  }
  return found;
}

// The separator that gives the most even rows, and the first records read with it.
function bestSeparator(lines) {
  let best = { score: -1, width: 0, separator: ",", first: null };
  for (const separator of SEPARATORS) {
    const first = firstRecords(lines, separator);
    const filled = first.filter((record) => record.some(Boolean));
    const widths = groupedBy(filled.map((record) => record.length).filter((width) => width > 1), (width) => width);
    if (!widths.size) continue; // rows of one cell, such as titles and footnotes, say nothing
    const counts = [...widths].map(([width, { length }]) => [width, length]);
    const [width, times] = counts.reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a));
    const score = times / filled.length + findLayout(first).known;
    if (score > best.score || (score === best.score && width > best.width)) best = { score, width, separator, first };
  }
  return { separator: best.separator, first: best.first ?? firstRecords(lines, ",") };
}

// What stands in the first lines: { separator, first records, whether a line sep= says it }.
export function firstLook(lines) {
  const sign = /^sep=(.)$/i.exec(strip(lines[0] ?? "").replace(/^\ufeff+/, ""));
  if (sign) return { separator: sign[1], first: firstRecords(lines.slice(1), sign[1]), said: true };
  return { ...bestSeparator(lines), said: false };
}

const count = (text, sign) => text.split(sign).length - 1;

// Whether a line inside a cell looks like a row of the table, swallowed by a quote that is never closed.
function likeARow(line, separator, layout) {
  const width = layout.names.length;
  if (count(line, separator) < Math.max(width - 1, 1)) return false;
  const [first] = records([line], separator);
  const cells = first?.cells ?? [];
  if (cells.length !== width) return false;
  if (layout.form === WIDE || layout.form === COLUMNS) {
    return layout.values.some((place) => isPlain(strip(cells[place])));
  }
  return layout.form === UNKNOWN || fits(layout, cells);
}

// The first line, from 1, with a quote that is never closed, so that it swallows the rows below it; 0 if there is none.
export function strayQuote(lines, separator, layout) {
  const width = layout.names.length;
  let [before, last] = [0, 0];
  let cells = [];
  for (const record of records([...lines, END], separator)) {
    cells = record.cells;
    if (record.line - before > 1) {
      const inner = cells.flatMap((cell) => linesOf(cell).slice(1));
      let swallowed = inner.some((line) => likeARow(line, separator, layout));
      if (cells.length !== width) {
        swallowed ||= inner.some((line) => count(line, separator) >= Math.max(width - 1, 1));
        swallowed ||= cells.length < width && inner.length > 1;
      }
      if (swallowed) return before + 1;
    }
    [last, before] = [before, record.line];
  }
  return cells.length === 1 && cells[0] === END ? 0 : last + 1;
}

// How the rows end, such as CRLF: of rows, not of lines inside a cell.
export function lineEnds(lines) {
  const found = new Set();
  let quoted = false;
  for (const line of lines) {
    if (count(line, '"') % 2) quoted = !quoted;
    if (quoted) continue;
    const end = line.endsWith("\r\n") ? "CRLF" : { "\n": "LF", "\r": "CR" }[line.at(-1)];
    if (end) found.add(end);
  }
  return [...found].sort();
}
