// Areas as they come out of a spreadsheet: a name, and one or two numbers. What can mean two things is asked.
import { typedNumber, unmistakable } from "../kit/typed_numbers.js";

const isNumber = (cell) => {
  const { value, readings } = typedNumber(cell, "%");
  return value !== undefined || Boolean(readings);
};
const YEAR = /^(19|20)\d\d$/;
const cellsOf = (line) => {
  const sign = ["\t", ";"].find((each) => line.includes(each));
  if (sign) return line.split(sign).map((cell) => cell.trim()).filter(Boolean);
  // Words, and numbers behind two blanks or one: "Old Quay 7583 6419".
  const [, name, rest] = /^(.*?\p{L}.*?)[\s:]+([\d.,%' \u00a0]+)$/u.exec(line.trim()) ?? [];
  return name ? [name, ...rest.trim().split(/\s+/)] : [line.trim()];
};

// Gives { ask: { text, readings } }, or { areas: [{ name, people, counted }], left: the lines that are none, turned:
// whether the larger number came second, year: that of the heading }. totals: the words, in small letters, with which
// the row of the total begins.
// place: 0 or 1, which of two readings a number has, if the learner has said it.
export function areasIn(text, totals, place) {
  const found = { areas: [], left: [], turned: false, year: "" };
  const rows = [];
  for (const [at, line] of text.split(/\r\n?|\n/).filter((each) => each.trim()).entries()) {
    const [name, ...cells] = cellsOf(line);
    const numbers = cells.filter(isNumber);
    const isTotal = totals.some((word) => name.toLowerCase().startsWith(word));
    const isHeading = at === 0 && cells.every((cell) => YEAR.test(cell)); // "District" and a year
    if (isHeading) found.year = cells[0] ?? "";
    if (isHeading || isTotal || isNumber(name) || !numbers.length || numbers.length > 2) found.left.push(line);
    else rows.push({ name, numbers });
  }
  const unclear = rows.flatMap(({ numbers }) => numbers).find((cell) => typedNumber(cell, "%").readings);
  if (unclear && place === undefined) return { ask: { text: unclear, readings: typedNumber(unclear, "%").readings } };
  const valueOf = (cell) => {
    const { value, readings } = typedNumber(cell, "%");
    return value ?? readings[place];
  };
  const read = rows.map(({ name, numbers }) => ({ name, values: numbers.map(valueOf) }));
  const pairs = read.filter(({ values }) => values.length === 2).map(({ values }) => values);
  found.turned = pairs.length > 0 && pairs.every(([one, other]) => one <= other) &&
    pairs.some(([one, other]) => one < other);
  for (const { name, values } of read) {
    const [people, counted] = values.length === 1
      ? [undefined, values[0]]
      : found.turned
      ? [...values].reverse()
      : values;
    found.areas.push({
      name,
      people: people === undefined ? "" : unmistakable(people),
      counted: unmistakable(counted),
    });
  }
  return found;
}
