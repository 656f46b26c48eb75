// The places of a table where a person decides: a cell with its faults, or one kind of safe repair in one column.
const ROWS = ["contradicting-rows"];
const TWO_CELLS = ["swapped-cells"]; // a repair of two cells at once is for the person's own file

const isInCell = ({ row, column, kind }) => row !== null && column !== "" && !TWO_CELLS.includes(kind);

// faults: those of the check of tables. Gives { key, faults, safe, rows }, in the order of the faults.
export function spotsOf(faults) {
  const spots = new Map();
  for (const fault of faults) {
    const { safe, kind, row, column, severity } = fault;
    if (!safe && (severity === "note" || !isInCell(fault))) continue;
    const key = safe ? `${kind} ${column}` : `${row} ${column}`;
    const spot = spots.get(key) ?? { key, safe, faults: [] };
    spots.set(key, { ...spot, faults: [...spot.faults, fault] });
  }
  return [...spots.values()];
}

// What remains to be said of a table: it is in no cell, or it is for the person's own file.
export const takesRow = ({ faults }) => faults.some(({ kind }) => ROWS.includes(kind));

// The repairs that were chosen, as faults with what should stand in their cell. A decision is { take: true } for a safe
// repair, { write: text }, { out: true } for a row that goes, or { leave: true }.
export function chosenOf(spots, decisions) {
  return spots.flatMap(({ key, safe, faults }) => {
    const { take, write, out } = decisions[key] ?? {};
    if (safe) return take ? faults : [];
    if (out) return [{ ...faults[0], kind: "duplicate-row", column: "", safe: true, new: null }];
    return write === undefined ? [] : [{ ...faults[0], safe: true, new: write }];
  });
}

// How many places are repaired, left as they are, and still open.
export function countsOf(spots, decisions) {
  const made = spots.map(({ key }) => decisions[key]).filter(Boolean);
  const left = made.filter(({ leave }) => leave).length;
  return { all: spots.length, repaired: made.length - left, left, open: spots.length - made.length };
}
