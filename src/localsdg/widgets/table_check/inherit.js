// Where an empty cell may mean the cell above, as after merged cells; and which rows are surely another row once more.
import { COLUMNS, OPEN_SDG, UNKNOWN, WIDE } from "./names.js";
import { tidySpaces } from "./words.js";

// Rows that can hold the name for empty cells below them: those with data, also those that were not read.
function rowsWithNames(material) {
  return material.once(
    "with names",
    () => material.all.filter((row) => material.usable[row] || material.raw.unread.has(material.rows[row])),
  );
}

function wholeTable(material, used) {
  const before = material.linesOfText.slice(0, used.length ? used[0] : 0).some(Boolean);
  return material.layout.form !== UNKNOWN && used.every((row) => material.usable[row]) && !before;
}

// The names of a column filled downwards; null where an empty cell cannot mean the cell above.
function filledDown(material, place, used, blocks) {
  const names = material.names(place);
  const isGap = used.map((row) => material.isEmpty(place, row) && material.usable[row]);
  if (!isGap.includes(true) || !isGap.includes(false)) return null;
  const filled = names.map((name) => `=${name}`);
  const last = [];
  used.forEach((row, at) => {
    last.push(isGap[at] ? (at ? last[at - 1] : 0) : at);
    const from = used[last[at]];
    filled[row] = material.usable[from] ? `=${names[from]}` : `unread ${last[at]}`;
  });
  if (filled.every((name, row) => name === `=${names[row]}`)) return null;
  const others = material.named.filter((each) => each !== place);
  const keys = material.combinedWithYear(others);
  const different = (of) => new Set(used.map((row) => `${keys[row]}\u0003${of(row)}`)).size;
  const whole = wholeTable(material, used);
  if (whole && different((row) => filled[row]) < different((row) => `=${names[row]}`)) return null;
  // Above the first name, and below an empty row, nobody knows the name: it may also be none.
  used.forEach((row, at) => {
    if (isGap[at] && (isGap[last[at]] || blocks[at] !== blocks[last[at]])) filled[row] = `block ${blocks[at]}`;
  });
  return filled;
}

// Columns in which an empty cell may mean the cell above: by column, the names filled downwards. It cannot mean that
// where two rows would then be the same figure; rows that could not be read may hide that.
export function mayInherit(material) {
  return material.once("may inherit", () => {
    const used = rowsWithNames(material);
    let block = 0;
    const all = material.blankRows.map((blank) => (block += blank ? 1 : 0));
    const blocks = used.map((row) => all[row]);
    const found = new Map();
    for (const place of material.named) {
      const filled = filledDown(material, place, used, blocks);
      if (filled) found.set(place, filled);
    }
    return found;
  });
}

// Rows that cannot be taken out: a row below has an empty cell, which would then mean another cell above.
export function namesRowsBelow(material) {
  return material.once("names rows below", () => {
    const named = material.all.map(() => false);
    const used = rowsWithNames(material);
    for (const place of mayInherit(material).keys()) {
      used.slice(0, -1).forEach((row, at) => {
        if (!material.isEmpty(place, row) && material.isEmpty(place, used[at + 1])) named[row] = true;
      });
    }
    // An empty row may be where a name ends. In Open SDG's form an empty cell means the total.
    const ending = material.layout.form === OPEN_SDG ? [...mayInherit(material).keys()] : material.named;
    for (const row of material.all.filter((each) => material.blankRows[each])) {
      const next = used.find((each) => each >= row);
      if (next === undefined) continue;
      for (const place of ending) {
        const speaks = material.raw.unread.size || material.emptyCells(place).includes(false);
        if (speaks && material.isEmpty(place, next)) named[row] = true;
      }
    }
    return named;
  });
}

// Rows without year and figure: each may be a title, such as the name of a ward above its figures.
export function titleRows(material) {
  return material.once("titles", () =>
    material.all.map((row) => {
      if (!material.usable[row]) return false;
      if (!material.layout.values.every((place) => Number.isNaN(material.values(place)[row]))) return false;
      return !material.hasYears || Number.isNaN(material.year(row).year);
    }));
}

// For each row the part of the table in which it stands: a part begins with a title, or the heading again.
function parts(material) {
  return material.once("parts", () => {
    let part = 0;
    return titleRows(material).map((title, row) => (part += title || material.linesOfText[row] ? 1 : 0));
  });
}

// Whether a row is another row once more: equal in every cell, whatever empty cells mean.
export function isSurelyEqual(material, row, first) {
  const tidy = (word) => (material.lettersInDoubt(word) ? word : tidySpaces(word));
  const equal = material.columns.every(({ cells, plain }, place) => {
    const [mine, other] = [material.isPlainNumber(place, row), material.isPlainNumber(place, first)];
    if (mine || other) return mine && other && plain[row] === plain[first];
    return tidy(cells[row]) === tidy(cells[first]);
  });
  if (!equal || (material.hasYears && material.isEmpty(material.layout.roles.year, row))) return false;
  for (const filled of mayInherit(material).values()) if (filled[row] !== filled[first]) return false;
  return parts(material)[row] === parts(material)[first] && !namesRowsBelow(material)[row];
}

// ---- the sign beside a figure and its unit

// The sign beside each figure of a column, "" where there is none or a person has to decide.
function markAt(material, place, row) {
  if (material.isPlainNumber(place, row)) return "";
  const read = material.number(place, row);
  return read.text === null ? "" : read.mark;
}

// For each row whether writing a unit into it leaves the rows below as they are. Where empty cells may mean the cell
// above, a new unit would become the unit of the rows below too: all of them, down to the next unit, need their own.
function unitsCanBeFilled(material, movable) {
  const found = material.all.map(() => true);
  const { unit } = material.layout.roles;
  if (unit === undefined || !mayInherit(material).has(unit)) return found;
  const isMarked = (row) =>
    (!movable || movable[row]) && material.layout.values.some((place) => {
      const mark = markAt(material, place, row);
      return mark && !material.lettersInDoubt(mark);
    });
  let [next, without] = [Infinity, Infinity]; // where the next unit stands, and where the next row stays without one
  const used = rowsWithNames(material);
  for (let at = used.length - 1; at >= 0; at -= 1) {
    const empty = material.isEmpty(unit, used[at]);
    if (!empty) next = at;
    else if (!isMarked(used[at])) without = at;
    found[used[at]] = !empty || without === Infinity || next < without;
  }
  return found;
}

// Rows in which the sign beside a figure can become the unit: all figures of the row have the same one.
export function signsCanMove(material) {
  return material.once("signs can move", () => {
    const { layout, raw } = material;
    const none = material.all.map(() => false);
    if (layout.form === COLUMNS || layout.upper) return none; // the unit of a figure is that of its column
    const sure = layout.header !== null && !layout.guessed.has("value");
    if (layout.roles.unit === undefined && (raw.unread.size || !sure)) return none;
    if (layout.form !== WIDE) return unitsCanBeFilled(material, null);
    if (layout.beside.length || layout.unclear.length) return none;
    const movable = material.all.map((row) => {
      const filled = layout.values.filter((place) => !material.isEmpty(place, row));
      const signs = filled.map((place) => markAt(material, place, row));
      return signs.every((sign) => sign && sign === signs[0]);
    });
    return unitsCanBeFilled(material, movable).map((can, row) => can && movable[row]);
  });
}

// The sign beside a figure, for the checks of shares.
export const signOf = markAt;
