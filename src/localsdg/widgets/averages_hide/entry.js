// The areas as plain values, as an entry of the workbook, and back. What a file holds in place of an entry, such as a
// list where a text should be, stays in the workbook as it is: it travels in `other`.
import { readWithin } from "../kit/number_field.js";
import { newId } from "../kit/parts.js";
import { typedNumber, unmistakable } from "../kit/typed_numbers.js";
import { leaves, nested } from "../kit/workbook.js";
import { SMALLEST_COUNT } from "./limits.js";

const FIELDS = ["name", "people", "counted"];
const ABOUT = ["wanted", "all", "smallest", "year"];
export const YEAR = { min: 1900, max: 2200, whole: true };
const AREA = new RegExp(`^areas/([^/]+)/(${FIELDS.join("|")})$`);

export const BLANK = { areas: [], wanted: "", all: "", smallest: String(SMALLEST_COUNT), year: "", other: [] };
export const newArea = (values = {}) => ({ id: newId(), name: "", people: "", counted: "", ...values });
const written = (value) => (typeof value === "number" ? unmistakable(value) : value);
const isWritten = (value) => typeof value === "string" || Number.isFinite(value);

// The usual limit is no entry: nobody has chosen it.
export function pack({ areas, other, ...given }) {
  const about = given.smallest === BLANK.smallest ? { ...given, smallest: "" } : given;
  const fields = (area) => FIELDS.map((name) => [`areas/${area.id}/${name}`, area[name]]);
  const ours = [...areas.flatMap(fields), ...ABOUT.map((name) => [name, about[name]])].filter(([, value]) =>
    value !== ""
  );
  const names = new Set(ours.map(([name]) => name));
  return nested([...other.filter(([name]) => !names.has(name)), ...ours]);
}

export function unpack(entry) {
  const areas = new Map();
  const state = { ...BLANK, other: [] };
  for (const [name, value] of leaves(entry, false)) {
    const [, id, field] = AREA.exec(name) ?? [];
    if (id && isWritten(value)) {
      const area = areas.get(id) ?? newArea({ id });
      area[field] = written(value);
      areas.set(id, area);
    } else if (ABOUT.includes(name) && isWritten(value)) state[name] = written(value);
    else if (value !== null) state.other.push([name, value]);
  }
  // A workbook keeps no order: ids sort by the time at which an area was added.
  state.areas = [...areas.values()].sort((one, two) => (one.id < two.id ? -1 : 1));
  return state;
}

// A ready case as a state.
export const exampleOf = ({ areas, wanted, smallest, year, all }) => ({
  ...BLANK,
  wanted,
  smallest: String(smallest),
  year: String(year),
  all: all === undefined ? "" : unmistakable(all),
  areas: areas.map(([name, people, counted], at) => ({
    id: String(at + 1).padStart(3, "0"),
    name,
    people: people === null ? "" : String(people),
    counted: unmistakable(counted),
  })),
});

const valueOf = (text, unit = "") => typedNumber(text, unit).value ?? NaN;

// What of a state can be computed with: { rows: [{ name, people, counted }], left: [{ name, fault }], onlyShares, all,
// smallest, wanted, year }. Without any number of people the counted are shares in per cent.
export function numbersOf({ areas, wanted, all, smallest, year }, noName) {
  const begun = areas.filter(({ name, people, counted }) => name.trim() || people.trim() || counted.trim());
  const onlyShares = begun.every(({ people }) => !people.trim());
  const numbers = { all: valueOf(all, "%"), smallest: valueOf(smallest), year: readWithin(year, YEAR).value };
  const found = { rows: [], left: [], onlyShares, wanted, ...numbers };
  if (!(Number.isInteger(found.smallest) && found.smallest >= 2)) found.smallest = SMALLEST_COUNT;
  for (const area of begun) {
    const row = {
      name: area.name.trim() || noName,
      people: onlyShares ? 1 : valueOf(area.people),
      counted: valueOf(area.counted, "%"),
    };
    const fault = !onlyShares && /[%٪]/.test(area.counted) ? "percent" : faultOf(row, onlyShares);
    if (fault) found.left.push({ name: row.name, fault });
    else found.rows.push(row);
  }
  return found;
}
function faultOf({ people, counted }, onlyShares) {
  if (Number.isNaN(people) || Number.isNaN(counted)) return "missing";
  if (people < 0 || counted < 0) return "below";
  if (onlyShares) return counted > 100 ? "share" : "";
  if (people === 0) return "nobody";
  return counted > people ? "more" : "";
}
