// The result of the exercise: verdict, pictures and the table beside them; and the same steps by hand, on paper.
import { squares } from "../kit/diagrams.js";
import { decimals, fill, h, number, table } from "../kit/kit.js";
import { sheetSteps } from "../kit/worksheet.js";
import { year } from "./cities.js";
import { VERSIONS } from "./limits.js";
import { percent, ratioText, secondary, words } from "./words.js";

export function verdict(numbers, result, version, strings) {
  const { title, reason, warnings } = words(numbers, result, version, strings);
  return [
    h("p.big", null, ratioText(result.versions[version].ratio, strings)),
    h("p.title", null, title),
    h("p", null, reason),
    h("p", null, fill(strings.secondary, secondary(result))),
    ...warnings.map((text) => h("p.warning", null, text)),
  ];
}

export const perPerson = (numbers, result, strings) =>
  h("figure.chart", null, h("figcaption", null, strings.squares_caption), squares(numbers, result.each, strings));

export function tables(numbers, result, strings) {
  const { earlier, later } = result.each;
  const few = (values, least = 0) => values.map((value) => number(value, decimals(values, least)));
  const both = (text) => VERSIONS.map((name) => text(result.versions[name]));
  return [
    table(strings.counted, ["", year(numbers.y0), year(numbers.y1)], [
      [strings.people, ...few([numbers.p0, numbers.p1])],
      [strings.land, ...few([numbers.v0, numbers.v1])],
      [strings.each, ...few([earlier, later], 1)],
      [strings.total, "", `${number(100 * result.total, 1)}\u00a0%`],
    ]),
    table(strings.rates, ["", ...VERSIONS.map((name) => strings.version[name])], [
      [strings.people, ...both(() => `${percent(result.people)}\u00a0%`)],
      [strings.land_short, ...both((item) => `${percent(item.land)}\u00a0%`)],
      ["11.3.1", ...both((item) => ratioText(item.ratio, strings))],
    ]),
  ];
}

export function worksheet(strings) {
  const cell = () => h("td", null, "\u00a0");
  const row = (name) => h("tr", null, h("th", { scope: "row" }, name), cell(), cell());
  const head = (name) => h("th", { scope: "col" }, name);
  return [
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, h("td"), head(strings.earlier), head(strings.later))),
      h("tbody", null, ...[strings.date, strings.people, strings.land].map(row)),
    ),
    sheetSteps(strings),
    h("p", null, strings.sheet_check),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  ];
}
