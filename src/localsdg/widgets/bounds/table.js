// A small table that is pasted or typed: places in rows, indicators in columns.
import { typedNumber } from "../kit/typed_numbers.js";
import { MISSING_WORDS } from "./limits.js";

const MOST_PLACES = 60;
export const MOST_INDICATORS = 6;

const NO_VALUE = new Set(MISSING_WORDS);

// The cells of each row; a cell in quotation marks may hold the separator.
function cellsOf(line, separator) {
  const cells = [""];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) cells.push("");
    else cells[cells.length - 1] += sign;
  }
  return cells.map((cell) => cell.replace(/\s+/g, " ").trim());
}

const isNumber = (cell) => {
  const { value, readings } = typedNumber(cell, "%");
  return value !== undefined || Boolean(readings);
};

// { names, places, values, faults, left }: values[place][indicator], NaN where there is none. A fault is { kind: "two"
// (a number with two meanings), "word" (no number) or "cells" (more cells than columns), place, found }. left: how many
// places and indicators are too many and not read.
export function readTable(text) {
  const lines = text.replace(/\r\n?|\u2028/g, "\n").split("\n").filter((line) => line.trim());
  const separator = ["\t", ";", ","].find((sign) => lines.some((line) => line.includes(sign))) ?? "\t";
  const rows = lines.map((line) => cellsOf(line, separator));
  const headed = rows.length > 0 && !rows[0].slice(1).some(isNumber);
  const columns = Math.max(0, ...rows.map((row) => (headed ? rows[0] : row).length - 1));
  const most = Math.min(columns, MOST_INDICATORS);
  const names = Array.from({ length: most }, (_, at) => (headed ? rows[0][at + 1] : "") || String(at + 1));
  const lower = rows.slice(headed ? 1 : 0);
  const body = lower.slice(0, MOST_PLACES);
  const faults = [];
  const values = body.map(([place, ...cells]) => {
    if (headed && cells.length > columns) faults.push({ kind: "cells", place, found: cells.join(separator) });
    return names.map((_, at) => {
      const cell = NO_VALUE.has(cells[at]?.toLowerCase()) ? "" : cells[at] ?? "";
      const { value, readings } = typedNumber(cell, "%");
      if (cell && value === undefined) faults.push({ kind: readings ? "two" : "word", place, found: cell });
      return value ?? NaN;
    });
  });
  const left = { places: lower.length - body.length, indicators: columns - most };
  return { names, places: body.map(([place], at) => place || String(at + 1)), values, faults, left };
}
