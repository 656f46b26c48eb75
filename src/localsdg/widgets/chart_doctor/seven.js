// Each of the seven charts as it was and with each repair: draw(repair, about, chart's data, strings).
import { bars, dots, lines } from "../kit/charts.js";
import { h } from "../kit/kit.js";
import { barsFrom, lineOn, squaresOf, tilesOf, twoScales } from "./pictures.js";

export const CHARTS = ["axis", "double", "area", "base", "period", "colour", "total"];

// What could mislead in each chart, the right one among them, and the repairs that are honest.
export const ASKED = {
  axis: { faults: ["period", "axis", "total", "colour"], honest: [2] },
  double: { faults: ["axis", "base", "double", "colour"], honest: [1, 2] },
  area: { faults: ["area", "axis", "base", "colour"], honest: [2] },
  base: { faults: ["colour", "axis", "double", "base"], honest: [2] },
  period: { faults: ["axis", "period", "area", "total"], honest: [2] },
  colour: { faults: ["base", "total", "colour", "area"], honest: [2] },
  total: { faults: ["total", "colour", "axis", "period"], honest: [1] },
};

// Where scales end: of the two pictures from zero, each with a scale of its own, and of reading, which is a line and
// may begin above zero. The two pictures are low, so that they stand on a wall together.
const WHOLE = [{ low: 0, high: 70, bottom: 96 }, { low: 0, high: 30, bottom: 96 }];
const READING = { low: 40, high: 60 };
const named = (rows, place = 1) => rows.map((row) => ({ name: row[0], value: row[place] }));
const ranked = (rows) => [...rows].sort((one, other) => other.value - one.value);
const hundred = (points) => points.map(([year, value]) => [year, (100 * value) / points[0][1]]);

const DRAW = {
  axis: (repair, about, { rows, from }, strings) => barsFrom(about, rows, { from: from[repair], high: 100 }, strings),
  double(repair, about, { series }, strings) {
    const pair = series.map((points, at) => ({ name: strings.pair[at], points }));
    if (repair === 0) return twoScales(about, pair, strings);
    if (repair === 1) {
      const from = series.map((points, at) => ({ name: strings.pair_short[at], points: hundred(points) }));
      return lines({ ...about, unit: strings.hundred, series: from }, strings);
    }
    const one = (each, at) => lineOn({ ...about, caption: each.name }, each.points, WHOLE[at], strings);
    return h("div", null, h("p.strong", null, about.caption), ...pair.map(one));
  },
  area(repair, about, { rows }, strings) {
    if (repair === 2) return bars({ ...about, rows: named(rows) }, strings);
    return squaresOf(about, rows, repair === 0, strings);
  },
  base(repair, about, { rows }, strings) {
    if (repair < 2) return bars({ ...about, unit: strings.growth, rows: named(rows, 3) }, strings);
    const pairs = rows.map(([name, before, now]) => ({ name, values: [before, now] }));
    return dots({ ...about, groups: strings.two_years, rows: pairs, digits: 1 }, strings);
  },
  period(repair, about, { series, from }, strings) {
    const points = series.filter(([year]) => year >= from[repair]);
    return lineOn(about, points, READING, strings);
  },
  colour: (repair, about, { rows }, strings) => tilesOf(about, rows, ["rainbow", "signal", "one"][repair], strings),
  total(repair, about, { rows }, strings) {
    if (repair === 0) return bars({ ...about, unit: strings.people, rows: ranked(named(rows)) }, strings);
    const shares = rows.map(([name, people, share]) => [name, share, people]).sort(([, one], [, other]) => other - one);
    return barsFrom({ ...about, beside: strings.people }, shares, { from: 0, high: 60 }, strings);
  },
};

export const drawn = (key, repair, about, data, strings) => DRAW[key](repair, about, data, strings);
