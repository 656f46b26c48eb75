// The columns of a wide table beside its years: those that belong to one year, such as its flags, and the unclear ones.
import { isFlag, plainName, roleOf, saysArea, stem, YEAR_IN_NAME, yearOf } from "./names.js";
import { asciiDigits, range, strip } from "./words.js";

export const isNumberCell = (cell) => /^[+-]?[0-9][0-9., ]*\s?%?$/.test(strip(cell));

const yearsIn = (text) => new Set((asciiDigits(text).match(YEAR_IN_NAME) ?? []).map(Number));

// The columns that stand beside every year in the same way, before or after it; none if that is unclear.
function byPosition(years, rest, stems) {
  const ends = [...years.slice(1), stems.length];
  const after = years.map((year, at) => rest.filter((place) => year < place && place < ends[at]));
  after[after.length - 1] = after.at(-1).slice(0, after[0].length);
  const starts = [-1, ...years.slice(0, -1)];
  const before = years.map((year, at) => rest.filter((place) => starts[at] < place && place < year));
  const last = before.at(-1).length;
  before[0] = last ? before[0].slice(Math.max(before[0].length - last, 0)) : [];
  const even = (blocks) =>
    blocks[0].length > 0 &&
    new Set(blocks.map((block) => JSON.stringify(block.map((place) => plainName(stems[place]))))).size === 1;
  const [isAfter, isBefore] = [even(after), even(before)];
  if (isAfter === isBefore || (isBefore && !before.flat().every((place) => stems[place]))) return [];
  const blocks = isAfter ? after : before;
  return years.flatMap((year, at) => blocks[at].map((place) => ({ place, year, name: stems[place] || "Flag" })));
}

// Whether notes beside a row may be on one of its years only: footnotes, and notes that name a year.
function maySpeakOfOneYear(heading, cells) {
  if (roleOf(heading) !== "note") return false;
  return plainName(heading).includes("foot") || cells.some((cell) => yearsIn(cell).size > 0);
}

// A column belongs to a year if its heading names it, or if it stands in the same place beside every year under the
// same heading. Columns left of the years, and named columns of words to the right of them, belong to the row.
export function besideYears(headings, years, below) {
  const all = range(headings.length);
  const cells = all.map((place) => below.map((record) => record[place] ?? "").filter(strip));
  const stems = headings.map(stem);
  const places = new Map(years.map((place) => [yearOf(headings[place]), place]));
  const others = all.filter((place) => !years.includes(place));
  const numbers = new Set(others.filter((place) => cells[place].some(isNumberCell)));
  const isOfRows = (place) => place < years[0] && !numbers.has(place) && saysArea(plainName(headings[place]));
  const ofRows = new Set(others.filter(isOfRows)); // names of places, though the heading has a year: Regions 2016
  let beside = [];
  const unclear = new Set();
  for (const place of others) {
    const named = yearsIn(headings[place]);
    if (!named.size || ofRows.has(place)) continue;
    const year = named.size === 1 ? places.get([...named][0]) : undefined;
    if (year === undefined || numbers.has(place)) unclear.add(place);
    else beside.push({ place, year, name: stems[place] || "Flag" });
  }
  const rest = others.filter((place) => !yearsIn(headings[place]).size || ofRows.has(place));
  const empty = new Set(rest.filter((place) => !stems[place] && !cells[place].length));
  const [first, last] = [years[0], years.at(-1)];
  if (rest.some((place) => first < place && place < last)) {
    let found = byPosition(years, rest, stems);
    if (!found.length) found = byPosition(years, rest.filter((place) => !empty.has(place)), stems);
    if (!found.length || found.some(({ place }) => numbers.has(place))) {
      found = [];
      rest.filter((place) => place > first && !empty.has(place)).forEach((place) => unclear.add(place));
    }
    beside.push(...found);
  }
  const taken = new Set(beside.map(({ place }) => place));
  for (const place of rest) {
    const free = place > last && !taken.has(place) && !empty.has(place);
    if (free && (!stems[place] || numbers.has(place) || isFlag(headings[place]))) unclear.add(place);
    if (["year", "value"].includes(plainName(headings[place]))) unclear.add(place);
    if (!taken.has(place) && maySpeakOfOneYear(headings[place], cells[place])) unclear.add(place);
  }
  const sorted = (items) => [...items].sort((a, b) => a - b);
  const fresh = beside.map(({ year, name }) => `${year} ${plainName(name)}`);
  const kept = new Set(rest.filter((place) => !taken.has(place)).map((place) => plainName(headings[place])));
  if (new Set(fresh).size < fresh.length || beside.some(({ name }) => kept.has(plainName(name)))) {
    return { beside: [], unclear: sorted(new Set([...unclear, ...taken])) };
  }
  beside = beside.sort((a, b) => a.place - b.place);
  return { beside, unclear: sorted(unclear) };
}
