// Repairs that cannot change a meaning, made on a copy. The rules of localsdg.owndata.repairs.
import { unitWithMark } from "./checks_cells.js";
import { makeLayout } from "./layout.js";
import { OPEN_SDG, roleOf, TIDY, yearOf } from "./names.js";
import { markOf, numberText } from "./numbers.js";
import { range, unique } from "./words.js";

const DROPPED = ["blank-row", "duplicate-row"];
const SHAPE = ["column-order", "wide-table", "empty-heading"];
const isOfCell = ({ kind, row, column }) =>
  ![...DROPPED, "column-name", ...SHAPE].includes(kind) && row !== null && column !== "";

// The cells of the file as texts: { names, numbers of the rows, rows }.
export function tableOf(material) {
  const asRead = material.raw.kind === "csv";
  const rows = material.all.map((row) =>
    material.columns.map(({ cells }, place) => (asRead ? cells[row] : material.text(place, row)))
  );
  return { names: [...material.layout.names], numbers: [...material.rows], rows };
}

function withoutDoubles(changes) {
  const known = new Map();
  for (const change of changes) {
    const key = JSON.stringify([change.row, change.column, change.new, change.kind]);
    if (!known.has(key)) known.set(key, change);
  }
  return [...known.values()];
}

// The single changes that the safe repairs make: { row, column, kind, found, new }.
export function changesOf(table, faults, layout) {
  const safe = faults.filter((fault) => fault.safe);
  const changes = withoutDoubles(
    safe.map(({ row, column, kind, found, new: fresh }) => ({ row, column, kind, found, new: fresh })),
  );
  const values = new Set(layout.values.map((place) => layout.names[place]));
  const at = new Map(table.numbers.map((number, place) => [number, place]));
  const unit = layout.roles.unit === undefined
    ? (layout.form === TIDY ? "unit" : "Units")
    : layout.names[layout.roles.unit];
  const [seen, more] = [new Set(), []];
  for (const change of changes) {
    const key = `${change.row}\u0001${change.column}`;
    if (!isOfCell(change) || !values.has(change.column) || change.new === null || seen.has(key)) continue;
    seen.add(key);
    const cells = table.rows[at.get(change.row)];
    const sign = cells && !markOf(change.new) ? markOf(cells[table.names.indexOf(change.column)]) : "";
    const there = cells && table.names.includes(unit) ? cells[table.names.indexOf(unit)].trim() : "";
    if (sign && !there) more.push({ ...change, column: unit, found: "", new: unitWithMark(sign, "") });
  }
  return [...changes, ...more];
}

// Where a new unit column goes: before the values in Open SDG's form, after them in the tidy form.
function unitPlace(names, layout) {
  if (![OPEN_SDG, TIDY].includes(layout.form)) return names.length;
  const place = names.indexOf(layout.names[layout.roles.value]);
  return layout.form === OPEN_SDG ? place : place + 1;
}

function changeCells(table, changes, layout) {
  const at = new Map(table.numbers.map((number, place) => [number, place]));
  for (const change of changes.filter((each) => isOfCell(each) && each.new !== null)) {
    if (!table.names.includes(change.column)) {
      const place = unitPlace(table.names, layout);
      table.names.splice(place, 0, change.column);
      table.rows.forEach((row) => row.splice(place, 0, ""));
    }
    const row = table.rows[at.get(change.row)];
    if (row) row[table.names.indexOf(change.column)] = change.new;
  }
}

function keepRows(table, test) {
  const kept = range(table.rows.length).filter(test);
  table.rows = kept.map((at) => table.rows[at]);
  table.numbers = kept.map((at) => table.numbers[at]);
}

function takeColumns(table, names) {
  const places = names.map((name) => table.names.indexOf(name));
  table.rows = table.rows.map((row) => places.map((place) => row[place]));
  table.names = names;
}

function orderedNames(names) {
  const { roles } = makeLayout(0, names, []);
  const named = (list) => list.filter((role) => roles[role] !== undefined).map((role) => names[roles[role]]);
  const [first, last] = [named(["year"]), named(["geocode", "value"])];
  return [...first, ...names.filter((name) => ![...first, ...last].includes(name)), ...last];
}

// A copy of a table with changes made.
export function applyChanges(table, changes, layout) {
  const copy = { names: [...table.names], numbers: [...table.numbers], rows: table.rows.map((row) => [...row]) };
  changeCells(copy, changes, layout);
  const dropped = new Set(changes.filter(({ kind }) => DROPPED.includes(kind)).map(({ row }) => row));
  keepRows(copy, (at) => !dropped.has(copy.numbers[at]));
  const empty = new Set(changes.filter(({ kind }) => kind === "empty-heading").map(({ column }) => column));
  takeColumns(copy, copy.names.filter((name) => !empty.has(name)));
  const renames = changes.filter(({ kind, new: fresh }) => kind === "column-name" && fresh !== null);
  const renamed = new Map(renames.map(({ column, new: fresh }) => [column, fresh]));
  copy.names = copy.names.map((name) => renamed.get(name) ?? name);
  const kinds = new Set(changes.map(({ kind }) => kind));
  if (kinds.has("column-order")) takeColumns(copy, orderedNames(copy.names));
  if (kinds.has("wide-table")) return reshaped(copy, layout, layout.names.map((name) => renamed.get(name) ?? name));
  return copy;
}

// The columns of a long table in their order.
function longNames({ layout, names, others, apart, year, value, tidy }) {
  const unit = layout.roles.unit === undefined ? [] : [names[layout.roles.unit]];
  unit.push(...apart.filter((name) => roleOf(name) === "unit"));
  const groups = [...others, ...apart].filter((name) => !unit.includes(name));
  if (!tidy) return [year, ...groups, ...unit, value];
  const keys = ["place", "indicator"].filter((role) => layout.roles[role] !== undefined)
    .map((role) => names[layout.roles[role]]);
  return [...keys, year, value, ...unit, ...groups.filter((name) => !keys.includes(name))];
}

// A wide table in the long form: one row for each figure, in the order of the rows and their years. What stands beside
// a year, such as its flag, stays with the figures of that year.
function reshaped(table, layout, names) {
  const years = layout.values.map((place) => names[place]);
  const beside = new Map(layout.beside.map((each) => [`${names[each.year]}\u0001${each.name}`, names[each.place]]));
  const apart = unique(layout.beside.map(({ name }) => name));
  const others = table.names.filter((name) => !years.includes(name) && ![...beside.values()].includes(name));
  const tidy = layout.roles.indicator !== undefined || layout.roles.place !== undefined;
  const [year, value] = tidy ? ["year", "value"] : ["Year", "Value"];
  const heads = longNames({ layout, names, others, apart, year, value, tidy });
  const [rows, numbers] = [[], []];
  table.rows.forEach((row, at) => {
    if (row.every((cell) => cell === "")) return;
    for (const name of years) {
      const cells = new Map(others.map((other) => [other, row[table.names.indexOf(other)]]));
      cells.set(year, String(yearOf(name))).set(value, row[table.names.indexOf(name)]);
      for (const what of apart) cells.set(what, row[table.names.indexOf(beside.get(`${name}\u0001${what}`))] ?? "");
      rows.push(heads.map((head) => cells.get(head)));
      numbers.push(table.numbers[at]);
    }
  });
  return { names: heads, numbers, rows };
}

function csvCell(cell, alone) {
  if (/[",\n\r]/.test(cell)) return `"${cell.replaceAll('"', '""')}"`;
  return alone && cell === "" ? '""' : cell;
}
const csvLine = (cells) => `${cells.map((cell) => csvCell(cell, cells.length === 1)).join(",")}\n`;

// The repaired copy as CSV: what stands above the heading, the heading, and the rows.
export function csvOf(material, table) {
  const { raw, layout } = material;
  const lines = raw.above.map(csvLine);
  if (layout.header !== null) {
    const headings = new Map(layout.names.map((name, place) => [name, layout.headings[place]]));
    lines.push(csvLine(table.names.map((name) => headings.get(name) ?? name)));
  }
  table.rows.forEach((row, at) => lines.push(csvLine(raw.unread.get(table.numbers[at]) ?? row)));
  return lines.join("");
}

// A table { names, rows } as CSV; what is null stays empty.
export const plainCsv = ({ names, rows }) =>
  [names, ...rows].map((cells) =>
    csvLine(cells.map((cell) => (typeof cell === "number" ? numberText(cell) : cell ?? "")))
  ).join("");

// The list of changes as CSV, as Python writes it.
export const changesCsv = (changes) =>
  [
    ["row", "column", "kind", "found", "new"],
    ...changes.map((each) => [each.row ?? "", each.column, each.kind, each.found, each.new ?? ""]),
  ]
    .map((cells) => csvLine(cells.map(String))).join("");
