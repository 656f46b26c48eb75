// What others may see of the areas: those whose numbers are hidden stand together in one row, and every result is
// computed from these rows, so that none of them tells a hidden number.
import { GROUP } from "./limits.js";
import { compare, suppressShares, worstFifth } from "./method.js";

// Areas are compared from this number on.
const LEAST = 2;

function fromShares({ rows, wanted, all }) {
  const { areas, gap, ratio } = compare(rows.map(({ counted }) => ({ people: 100, counted })), wanted);
  const ranked = areas.map(({ at, share }) => ({ name: rows[at].name, share, gap: Math.abs(share - all) }));
  return { ranked, share: all, gap, ratio, fifth: NaN, adds: NaN, hidden: [], together: 0 };
}

// numbers: as numbersOf gives them; names: { together }, the words for areas that stand together. Gives { ranked: [{
// name, people, counted, share, gap, adds, part }], share, gap, ratio, fifth, adds, hidden: [{ name, small }], together
// } or { few }, the hidden ones, where too little can be shown, or nothing.
/** @returns {any} */
export function seenOf(numbers, names) {
  const { rows, wanted, smallest, onlyShares } = numbers;
  if (rows.length < LEAST || !["increase", "decrease"].includes(wanted)) return undefined;
  if (onlyShares) return fromShares(numbers);
  const { small, hidden } = suppressShares(rows, smallest);
  const gone = rows.map((_, at) => hidden[at].some(Boolean));
  // The areas that stand together are a share too: they need as many people as any share that is shown.
  const people = () => rows.reduce((all, row, at) => all + (gone[at] ? row.people : 0), 0);
  while (gone.includes(true) && gone.includes(false) && people() < GROUP * smallest) {
    const open = rows.map((_, at) => at).filter((at) => !gone[at]);
    gone[open.reduce((least, at) => (rows[at].people < rows[least].people ? at : least))] = true;
  }
  const hiddenOnes = rows.flatMap(({ name }, at) => (gone[at] ? [{ name, small: small[at].some(Boolean) }] : []));
  const open = rows.filter((_, at) => !gone[at]);
  if (hidden.at(-1).some(Boolean) || !open.length) return { few: hiddenOnes };
  const shut = rows.filter((_, at) => gone[at]);
  const sum = (name) => shut.reduce((all, row) => all + row[name], 0);
  const shown = shut.length
    ? [...open, { name: names.together, people: sum("people"), counted: sum("counted"), merged: true }]
    : open;
  const found = compare(shown, wanted);
  const fifth = worstFifth(shown, found);
  return {
    ...found,
    ranked: found.areas.map((area, at) => ({ ...shown[area.at], ...area, part: fifth.parts[at] })),
    fifth: fifth.share,
    hidden: hiddenOnes,
    together: shut.length,
  };
}
