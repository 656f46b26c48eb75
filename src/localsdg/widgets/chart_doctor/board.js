// What the learner's workbook holds of a figure of the dashboard beyond its base and its latest value: all years of her
// table, and the areas or groups of lesson 3.4 or of her table. Small numbers are hidden as in lesson 3.4.
import { bring } from "../kit/bring.js";
import { bars, dots, lines } from "../kit/charts.js";
import { decimalsOf, fill, number, workbook } from "../kit/kit.js";
import { comparable, figuresOf, matching, partsOf, seriesOf } from "../kit/own_figures.js";
import { nested } from "../kit/workbook.js";
import { numbersOf, unpack } from "../averages_hide/entry.js";
import { seenOf } from "../averages_hide/seen.js";

const LEAST_POINTS = 2;
const ENDS = 6; // of many areas, the worst and the best ones
const MOST_BARS = 2 * ENDS;
// What lesson 3.4 keeps of an indicator, by its name in the record.
const GAP = { all: "gap/all", smallest: "gap/smallest shown", year: "gap/year", wanted: "wanted" };

const tableRows = async () => {
  try {
    return await (await bring("tables")).read();
  } catch {
    return []; // in Jupyter, and where the browser keeps none
  }
};

// The state of lesson 3.4 for an indicator.
function gapOf(record) {
  const value = (name) => record[name]?.value;
  const areas = Object.keys(record).filter((name) => name.startsWith("gap/areas/"));
  const pairs = [
    ...areas.map((name) => [name.slice("gap/".length), value(name)]),
    ...Object.entries(GAP).map(([name, field]) => [name, value(field)]),
  ];
  return unpack(nested(pairs.filter(([, each]) => each !== undefined && each !== null)));
}

// The areas of lesson 3.4, else those of the table in the latest year that has some.
function areasOf(record, found, strings) {
  const gap = gapOf(record);
  const typed = numbersOf(gap, strings.no_name);
  if (typed.rows.length || !found) return typed;
  const [kind] = comparable(found);
  if (!kind) return typed;
  const year = kind.years.at(-1);
  const { areas, all } = partsOf(found, kind.by, year);
  const onlyShares = areas.every(({ people }) => Number.isNaN(people));
  const rows = areas.map((area) => ({ ...area, people: onlyShares ? 1 : area.people }));
  return { ...typed, rows, onlyShares, all, year };
}

const inWords = (value) => number(value, decimalsOf(value));

// Numbers in the picture have the decimals that they have in words.
function ofYears({ chart, unit }, about, series) {
  const said = series.map(([year, value]) => `${year}: ${inWords(value)}`);
  const message = `${about.caption}. ${[said[0], said.at(-1)].join("; ")}`;
  const shown = { ...about, unit, message, digits: Math.max(...series.map(([, value]) => decimalsOf(value))) };
  if (chart === "bars") {
    const rows = series.map(([year, value]) => ({ name: String(year), value }));
    return bars({ ...shown, rows }, about.strings);
  }
  return lines({ ...shown, series: [{ name: "", points: series }] }, about.strings);
}

function ofAreas({ chart, unit }, about, { ranked, share }, year) {
  const { strings } = about;
  const isMany = ranked.length > MOST_BARS;
  const some = isMany ? [...ranked.slice(0, ENDS), ...ranked.slice(-ENDS)] : ranked;
  const caption = isMany
    ? `${about.caption}. ${fill(strings.ends, { ends: ENDS, count: ranked.length })}`
    : about.caption;
  const [worst, best] = [ranked[0], ranked.at(-1)].map((area) => `${area.name}: ${number(area.share, 1)}`);
  const shown = { caption, unit, message: `${about.caption}. ${worst}; ${best}`, digits: 1 };
  if (chart === "dots") {
    const rows = some.map((area) => ({ name: area.name, values: [area.share] }));
    return dots({ ...shown, groups: [String(year || strings.latest)], rows }, strings);
  }
  const rows = some.map((area) => ({ name: area.name, value: area.share }));
  const line = Number.isFinite(share) ? { name: strings.average, value: share } : null;
  return bars({ ...shown, rows, line }, strings);
}

// Gives whole(figure, id): the picture of all that is known, or nothing.
export const wholePictures = async (strings) => {
  const rows = await tableRows();
  return (figure, id) => {
    const { records } = workbook();
    const record = records.indicator?.[id] ?? {};
    const town = String(records.municipality?.here?.name?.value ?? "");
    const name = matching(rows, [record.table?.value, figure.name, record.code?.value, id].filter(Boolean).map(String));
    const found = name ? figuresOf(rows, name, town) : undefined;
    const about = { caption: figure.message || figure.name || strings.no_name, strings };
    if (figure.shows === "years" && found) {
      const series = seriesOf(found);
      return series.length >= LEAST_POINTS ? ofYears(figure, about, series) : undefined;
    }
    if (figure.shows !== "groups") return undefined;
    const numbers = areasOf(record, found, strings);
    const seen = seenOf(numbers, { together: strings.together });
    return seen?.ranked ? ofAreas(figure, about, seen, numbers.year) : undefined;
  };
};
