// The figures of a checked table, one row each: place, indicator, year, value, unit, then what tells them apart. This is
// what the workbook's table will take.
import { COLUMNS, isFlag, UNKNOWN, WIDE, yearOf } from "./names.js";
import { signOf } from "./inherit.js";
import { cellsOf } from "./series.js";
import { range, strip, unique } from "./words.js";

function yearAt(material, { row, column }) {
  const { form, roles } = material.layout;
  if (form !== WIDE && roles.year !== undefined) return material.year(row).year;
  if (form === COLUMNS) return material.yearOfColumn(column) || NaN;
  return yearOf(material.columns[column].name) || NaN;
}

function nameAt(material, role, { row, column }) {
  const { layout } = material;
  if (role === "place" && layout.region !== null) return material.names(layout.region)[row];
  if (layout.roles[role] !== undefined) return material.names(layout.roles[role])[row];
  const meaning = layout.meanings[column];
  if (meaning) return meaning[role];
  return role === "indicator" && material.raw.name.startsWith("indicator_") ? material.codeOfFile : "";
}

// The further columns of words: [heading, the text for a figure].
function furtherColumns(material) {
  const { layout } = material;
  /** @type {[string, (cell: any) => any][]} */
  const found = [];
  const asRead = (place) => ({ row }) => material.text(place, row);
  const apart = new Set([...layout.breakdowns, ...layout.unclear, ...layout.beside.map(({ place }) => place)]);
  Object.values(layout.roles).forEach((place) => apart.add(place));
  if (material.hasPeriods) found.push(["period", asRead(layout.roles.year)]);
  for (const place of range(layout.names.length)) {
    if (isFlag(layout.names[place]) && !apart.has(place)) found.push([strip(layout.names[place]), asRead(place)]);
  }
  const geocode = layout.roles.geocode === undefined ? [] : [layout.roles.geocode];
  for (const place of [...geocode, ...layout.breakdowns.filter((each) => each !== layout.region)]) {
    found.push([strip(layout.names[place]), ({ row }) => material.names(place)[row]]);
  }
  for (const name of unique(layout.beside.map((each) => each.name))) {
    const own = new Map(layout.beside.filter((each) => each.name === name).map(({ year, place }) => [year, place]));
    found.push([name, ({ row, column }) => (own.has(column) ? material.text(own.get(column), row) : "")]);
  }
  for (const place of layout.measures) {
    found.push([strip(layout.names[place]), ({ row }) => material.values(place)[row]]);
  }
  return found;
}

// { names, rows }: a year or a value that cannot be read in one way only is null; rows not read are left out.
export function figuresTable(material) {
  const { form } = material.layout;
  const first = ["place", "indicator", "year", "value", "unit"];
  if (form === UNKNOWN) return { names: first, rows: [] };
  const further = new Map(furtherColumns(material));
  const number = (value) => (typeof value === "number" && Number.isNaN(value) ? null : value);
  const cells = [...cellsOf(material)].sort((a, b) => a.row - b.row || a.column - b.column);
  const rows = cells.map((cell) => {
    const unit = nameAt(material, "unit", cell) || (form === WIDE ? "" : signOf(material, cell.column, cell.row));
    const texts = [...further.values()].map((textAt) => number(textAt(cell)));
    const named = ["place", "indicator"].map((role) => nameAt(material, role, cell));
    return [...named, number(yearAt(material, cell)), number(cell.value), unit, ...texts];
  });
  return { names: [...first, ...further.keys()], rows };
}
