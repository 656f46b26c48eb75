// Which unknowns of equations, each of the form 0 = sum, are fixed. The others can move: there is a step that keeps all
// equations and takes none below zero that stands at zero.

const NOISE = 1e-9;
const isThere = (number) => Math.abs(number) > NOISE;

// Makes a column a unit column of the rows.
function pivot(rows, at, column) {
  const own = rows[at];
  const by = own[column];
  for (let place = 0; place < own.length; place += 1) own[place] /= by;
  for (const row of rows) {
    const times = row[column];
    if (row === own || times === 0) continue;
    for (let place = 0; place < row.length; place += 1) row[place] -= times * own[place];
    row[column] = 0;
  }
}

// Brings rows into their reduced form, column by column; gives the columns that became unit columns, by row.
function reduced(rows, columns) {
  const units = [];
  for (const column of columns) {
    const start = units.length;
    let best = start;
    for (let at = start; at < rows.length; at += 1) {
      if (Math.abs(rows[at][column]) > Math.abs(rows[best][column])) best = at;
    }
    if (start >= rows.length || !isThere(rows[best][column])) continue;
    [rows[start], rows[best]] = [rows[best], rows[start]];
    pivot(rows, start, column);
    units.push(column);
  }
  return units;
}

// Raises one unknown above zero by the simplex method, if that is possible. The last row says that all together are at
// most one, the last column is what the rows add up to. Of several ways always the first is taken, so that it ends.
function raise(rows, units, goal) {
  const sum = rows[0].length - 1;
  for (;;) {
    const at = units.indexOf(goal);
    if (at >= 0 && rows[at][sum] > NOISE) return;
    const column = at < 0 ? goal : rows[at].findIndex((each, place) => place < sum && each < -NOISE);
    if (column < 0) return;
    let out = -1;
    for (const [row, each] of rows.entries()) {
      if (each[column] <= NOISE) continue;
      const [ratio, least] = [each[sum] / each[column], out < 0 ? Infinity : rows[out][sum] / rows[out][column]];
      if (ratio < least - NOISE || (ratio < least + NOISE && units[row] < units[out])) out = row;
    }
    pivot(rows, out, column);
    units[out] = column;
  }
}

// The unknowns at zero that can rise, together, in equations of them alone: rows in their reduced form.
function rising(rows, units, columns) {
  const places = new Map(columns.map((column, place) => [column, place]));
  const table = rows.map((row) => [...columns.map((column) => row[column]), 0, 0]);
  table.push([...columns.map(() => 1), 1, 1]);
  const basis = [...units.map((column) => places.get(column)), columns.length];
  for (const [at, unit] of basis.slice(0, -1).entries()) pivot(table, at, unit);
  const found = new Set();
  for (const [place, column] of columns.entries()) {
    if (found.has(column)) continue;
    raise(table, basis, place);
    for (const [at, unit] of basis.entries()) {
      if (unit < columns.length && table[at].at(-1) > NOISE) found.add(columns[unit]);
    }
  }
  return columns.filter((column) => found.has(column));
}

// rows: the factors of the unknowns in each equation. atZero: whether each unknown stands at zero. Gives whether each
// is fixed.
export function fixedIn(rows, atZero) {
  const columns = [...atZero.keys()];
  const [free, low] = [columns.filter((each) => !atZero[each]), columns.filter((each) => atZero[each])];
  let work = rows.map((row) => [...row]);
  let units = reduced(work, [...free, ...low]);
  // What is left without the unknowns that can take both ways.
  const first = units.filter((column) => !atZero[column]).length;
  const moving = [...free, ...rising(work.slice(first, units.length), units.slice(first), low)];
  work = rows.map((row) => [...row]);
  units = reduced(work, moving);
  const fixed = atZero.map(() => true);
  for (const column of moving) {
    const at = units.indexOf(column);
    fixed[column] = at >= 0 && moving.every((other) => other === column || !isThere(work[at][other]));
  }
  return fixed;
}
