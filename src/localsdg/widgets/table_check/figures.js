// The figures of a checked table, one row each: place, indicator, year, value, unit, then what tells them apart.
import { COLUMNS, isFlag, nameAgain, UNKNOWN, WIDE, yearOf } from "./names.js";
import { signOf } from "./inherit.js";
import { orderedCells } from "./series.js";
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

// The columns by name: for each the text of a figure; none for the first, unless another one says it.
function furtherColumns(material, first) {
  const { layout } = material;
  /** @type {Map<string, (cell: any) => any>} */
  const found = new Map(first.map((name) => [name, null]));
  // The heading of a column, with its letter where there is a column of this name already.
  const free = (place) => {
    const name = strip(layout.names[place]);
    return found.has(name) ? nameAgain(name, place) : name;
  };
  const asRead = (place) => ({ row }) => material.text(place, row);
  const apart = new Set([...layout.breakdowns, ...layout.unclear, ...layout.beside.map(({ place }) => place)]);
  Object.values(layout.roles).forEach((place) => apart.add(place));
  if (material.hasPeriods) found.set("period", asRead(layout.roles.year));
  for (const place of range(layout.names.length)) {
    if (isFlag(layout.names[place]) && !apart.has(place)) found.set(free(place), asRead(place));
  }
  const geocode = layout.roles.geocode === undefined ? [] : [layout.roles.geocode];
  for (const place of [...geocode, ...layout.breakdowns.filter((each) => each !== layout.region)]) {
    found.set(free(place), ({ row }) => material.names(place)[row]);
  }
  for (const name of unique(layout.beside.map((each) => each.name))) {
    const own = new Map(layout.beside.filter((each) => each.name === name).map(({ year, place }) => [year, place]));
    found.set(name, ({ row, column }) => (own.has(column) ? material.text(own.get(column), row) : ""));
  }
  for (const place of layout.measures) {
    found.set(strip(layout.names[place]), ({ row }) => material.values(place)[row]);
  }
  return found;
}

// { names, rows }: a year or a value that cannot be read in one way only is null; rows not read are left out.
export function figuresTable(material) {
  const { form } = material.layout;
  const first = ["place", "indicator", "year", "value", "unit"];
  if (form === UNKNOWN) return { names: first, rows: [] };
  const columns = furtherColumns(material, first);
  const number = (value) => (typeof value === "number" && Number.isNaN(value) ? null : value);
  const usual = {
    place: (cell) => nameAt(material, "place", cell),
    indicator: (cell) => nameAt(material, "indicator", cell),
    year: (cell) => yearAt(material, cell),
    value: (cell) => cell.value,
    unit: (cell) => nameAt(material, "unit", cell) || (form === WIDE ? "" : signOf(material, cell.column, cell.row)),
  };
  const rows = orderedCells(material).map((cell) =>
    [...columns].map(([name, textOf]) => number((textOf ?? usual[name])(cell)))
  );
  return { names: [...columns.keys()], rows };
}
