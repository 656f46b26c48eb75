// The indicators as plain values, as an entry of the workbook, and back. Those of lesson 2.1 are among them, on the
// list or not. What a file holds in place of a text stays in the workbook as it is: it travels in `other`.
import { newId } from "../kit/parts.js";
import { leaves, nested } from "../kit/workbook.js";
import { CRITERIA, MISSING } from "./limits.js";

export const FIRST = "first"; // the indicator with which lessons 2.6 and 3.3 go on
const JUDGED = Object.keys(CRITERIA).map((name) => `chosen/${name}`);
export const GAP = MISSING.map((name) => `missing/${name}`);
// What the sheet of an indicator says, beside its name.
export const SHEET = ["unit", "formula", "inputs", "office", "boundary", "disaggregation", "source"];
export const FIELDS = ["name", "code", "targets", "wanted", "spatial", ...SHEET, ...JUDGED, "chosen/why", ...GAP];
const LISTED = "chosen/listed";
const FIELD = new RegExp(`^([^/]+)/(${[...FIELDS, LISTED].join("|")})$`);
// Lesson 3.2 asks these of 11.3.1.
export const ELSEWHERE = ["formula", "boundary", "source"].map((name) => `11.3.1/${name}`);

export const BLANK = { rows: [], other: [] };
export const newRow = (id, fields = {}, listed = true) => ({
  id,
  listed,
  gap: false,
  fields: { ...Object.fromEntries(FIELDS.map((name) => [name, ""])), ...fields },
});
export const freeId = (rows) => (rows.some(({ id }) => id === FIRST) ? newId() : FIRST);

const digits = (id) => id.split(".").map((part) => (/^\d+$/.test(part) ? part.padStart(3, "0") : part)).join(".");
export const inOrder = (rows) => [...rows].sort((one, other) => (digits(one.id) < digits(other.id) ? -1 : 1));

// A row with what is known of an indicator: what is written there already stays.
export function filledWith(row, known) {
  const isFree = (name) => FIELDS.includes(name) && !row.fields[name] && !ELSEWHERE.includes(`${row.id}/${name}`);
  const free = Object.entries(known).filter(([name]) => isFree(name));
  return { ...row, listed: true, fields: { ...row.fields, ...Object.fromEntries(free) } };
}

const isWritten = (value) => typeof value === "string" || Number.isFinite(value);

export function pack({ rows, other }) {
  const ours = rows.flatMap(({ id, listed, fields }) => [
    ...(listed ? [[`${id}/${LISTED}`, "yes"]] : []),
    ...FIELDS.filter((name) => fields[name] !== "").map((name) => [`${id}/${name}`, fields[name]]),
  ]);
  const written = new Set(ours.map(([name]) => name));
  return nested([...other.filter(([name]) => !written.has(name)), ...ours]);
}

export function unpack(entry) {
  const rows = new Map();
  const other = [];
  for (const [name, value] of leaves(entry, false)) {
    const [, id, field] = FIELD.exec(name) ?? [];
    if (id && isWritten(value)) {
      const row = rows.get(id) ?? newRow(id, {}, false);
      if (field === LISTED) row.listed = String(value) !== "";
      else row.fields[field] = String(value);
      rows.set(id, row);
    } else if (value !== null) other.push([name, value]);
  }
  for (const row of rows.values()) row.gap = GAP.some((name) => row.fields[name] !== "");
  return { rows: inOrder(rows.values()), other };
}

// What the rule looks at.
export const toCheck = ({ gap, fields }) => ({
  name: fields.name,
  code: fields.code,
  targets: fields.targets,
  spatial: fields.spatial === "yes",
  disaggregated: fields["chosen/disaggregation"] === "yes",
  missing: gap ? Object.fromEntries(MISSING.map((name) => [name, fields[`missing/${name}`]])) : null,
});
export const onList = (rows) => rows.filter(({ listed }) => listed);
// Those that the learner has written, here or in lesson 2.1, and not chosen.
export const atHand = (rows) => rows.filter(({ listed, fields }) => !listed && fields.name.trim());

// A ready case as a state. town: by id, what is known of its indicators; words: by id, what the texts of the widget say
// of them; boundary: of all of them. Without: what the case does not say yet of what is missing.
export const exampleOf = ({ shown, without }, town, words, boundary) => ({
  ...BLANK,
  rows: inOrder(shown.map((id) => {
    const row = newRow(id, { boundary, ...town[id], ...words[id] });
    for (const name of without) row.fields[`missing/${name}`] = "";
    return { ...row, gap: GAP.some((name) => row.fields[name] !== "") };
  })),
});
