// Sentences that hold texts of a table.
import { counted, number } from "../kit/kit.js";

const FIRST_ROWS = 6;

// What comes from the table stays as it is.
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

export function rowsWords(faults, forms) {
  const rows = [...new Set(faults.map(({ row }) => row))];
  const some = rows.slice(0, FIRST_ROWS).map((row) => number(row)).join(", ") + (rows.length > FIRST_ROWS ? " …" : "");
  return counted(forms, rows.length, { rows: some });
}
