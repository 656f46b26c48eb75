// What tells one figure of the workbook's table from another, and when two rows say the same of it.
const PLAIN = /^-?\d+(?:\.\d+)?$/;
const NAMES = ["indicator", "component", "year", "unit", "group", "area"];

export const keyOfFigure = (row) => NAMES.map((name) => row[name] ?? "").join("\u0001");

const sameValue = (one, other) =>
  one === other || (PLAIN.test(one) && PLAIN.test(other) && Number(one) === Number(other));
export const sameFigure = (one, other) =>
  sameValue(one.value, other.value) && ["flag", "source"].every((name) => (one[name] ?? "") === (other[name] ?? ""));
