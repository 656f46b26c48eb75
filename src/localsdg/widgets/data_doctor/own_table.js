// The table of figures of the workbook as one to read, so that nobody has to choose its file a second time.
import { bring } from "../kit/bring.js";
import { FIGURES } from "../kit/learner.js";
import { isWholeGroup } from "../kit/own_figures.js";
import { keyOf, readKey } from "../kit/whose.js";

const HEADINGS = {
  area: "place",
  indicator: "indicator",
  year: "year",
  value: "value",
  unit: "unit",
  group: "group",
  source: "source",
};
const WHOLE = { area: "Total", group: "Total" }; // beside figures of areas and groups, one without is that of them all

const quoted = (text) => /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

// How many figures the workbook has.
export const figuresThere = () => Number(readKey(keyOf(FIGURES))) || 0;

// Its figures as the bytes of a CSV file. The components of a ratio are left out: they are no figures of their own.
export const workbookTable = async () => {
  const rows = (await (await bring("tables")).read()).filter(({ component }) => !component);
  const headings = Object.entries(HEADINGS).filter(([name]) => rows.some((row) => row[name]));
  const isWhole = (row, name) => name in WHOLE && (!row[name] || (name === "group" && isWholeGroup(row.group)));
  const cells = (row) => headings.map(([name]) => (isWhole(row, name) ? WHOLE[name] : row[name] ?? ""));
  const lines = [headings.map(([, heading]) => heading), ...rows.map(cells)];
  return new TextEncoder().encode(lines.map((line) => `${line.map(quoted).join(",")}\n`).join(""));
};
