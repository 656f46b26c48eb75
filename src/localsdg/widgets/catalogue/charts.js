// The charts of the catalogue that do not change.
import { dots, grid, lines, matrix } from "../kit/charts.js";
import { fill, number } from "../kit/kit.js";

// data: { lines, dots, matrix }.
export function examples(data, strings) {
  const { points } = data.lines[0];
  const [from, first] = points[0];
  const [to, last] = points.at(-1);
  const development = {
    caption: strings.lines,
    message: fill(strings.lines_say, { first: number(first, 1), last: number(last, 1), from, to }),
    unit: strings.unit,
    series: data.lines,
    digits: 1,
  };
  const comparison = {
    caption: strings.dots,
    message: strings.dots_say,
    unit: strings.unit,
    groups: ["2015", "2025"],
    rows: data.dots,
    digits: 1,
  };
  const parts = [{ name: strings.own, count: 21 }, { name: strings.shared, count: 68 }];
  return [
    lines(development, strings),
    dots(comparison, strings),
    matrix({ caption: strings.matrix, heads: data.matrix.heads, rows: data.matrix.rows, highest: 3 }),
    grid({ caption: strings.grid, message: strings.grid_says, parts, total: 169 }, strings),
  ];
}
