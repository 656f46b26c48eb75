// The table of figures: rows become figures, each given as published or derived from its components. The same as
// localsdg/review/figures.py.
import { strip } from "../table_check/words.js";
import { FIGURE_FAULTS, FIGURE_RULES } from "./limits.js";
import { numberOf, oneLine, yearOf } from "./reading.js";
import { compute, FigureError, FORMULAS, isClose } from "./recomputing.js";
import { casefold, digits, fullPattern, inOrder, partsInOrder, pattern } from "./words.js";

export const LAND = FIGURE_RULES.LAND;
const AREAS = fullPattern(FIGURE_RULES.AREAS);
const TOTALS = new Set(FIGURE_RULES.TOTALS);
const PER = pattern(FIGURE_RULES.PER);
const PERCENT = fullPattern(FIGURE_RULES.PERCENT);
const PLACE_CODE = fullPattern(FIGURE_RULES.PLACE_CODE);
const ALL_ALIKE = fullPattern(FIGURE_RULES.ALL_ALIKE);
const NO_UNIT = fullPattern(FIGURE_RULES.NO_UNIT);
const DECIMAL = fullPattern(FIGURE_RULES.DECIMAL);
const NAMES = new Map(Object.entries(FIGURE_RULES.NAMES));
const COLUMNS = ["indicator", "component", "year", "value", "unit", "group", "area", "flag", "source"];
const EMPTY = Object.fromEntries(COLUMNS.map((name) => [name, ""]));
const PAIR = ["numerator", "denominator"];
const ROUNDED = 1e-9;

const hasAll = (parts, names) => names.every((name) => parts.has(name));
const unique = (texts) => [...new Set(texts)];

// What tells a figure from all others.
export const keyOf = (indicator, year, group = "", area = "") => ({ indicator, year, group, area });
export const keyText = ({ indicator, year, group, area }) => [indicator, year, group, area].join("\n");

// A number as the table has it: a figure as it was published, or a component.
export const partOf = (value, unit = "", flag = "", source = "") => ({ value, unit, flag, source });

// A figure of the table. given: the value that the table has, if any. parts: the components by name, a Map. formula: ""
// for a figure as published. value: what is printed; null if nothing can be. fault: why not. differs: whether the table
// has another value than the one computed. hidden: why it is suppressed.
export class Figure {
  fault = "";
  differs = false;
  hidden = "";

  constructor(key, { given = null, parts = new Map(), formula = "", value = null } = {}) {
    this.key = key;
    this.given = given;
    this.parts = parts;
    this.formula = formula;
    this.value = value;
  }
  get unit() {
    if (this.given?.unit) return this.given.unit;
    return this.formula ? FORMULAS[this.formula].unit : "";
  }
  #said(name) {
    const parts = [...(this.given ? [this.given] : []), ...this.parts.values()];
    return unique(parts.map((part) => part[name]).filter(Boolean)).join("; ");
  }
  // The sources of the value and of its components, each once; and what they say of it.
  get source() {
    return this.#said("source");
  }
  get flag() {
    return this.#said("flag");
  }
}

// All figures by the text of their key, and the rows that could not be used, each with the reason.
export class Table {
  #ordered;
  figures = new Map();
  unused = [];
  units = new Map();
  contradicting = [];
  beside = new Set(); // indicators of which the municipality is one of several areas

  // The figures of an indicator in the order of their years.
  of(indicator) {
    this.#ordered ??= this.#byIndicator();
    return this.#ordered.get(indicator) ?? [];
  }
  #byIndicator() {
    const found = new Map(this.indicators.map((name) => [name, []]));
    const ranked = [...this.figures.values()].map((each) => {
      const { indicator, year, group, area } = each.key;
      return [[yearOf(year) ?? 0, indicator, year, group, area], each];
    });
    ranked.sort(([one], [other]) => partsInOrder(one, other));
    for (const [, each] of ranked) found.get(each.key.indicator).push(each);
    return found;
  }
  // The indicators in the order in which the table names them.
  get indicators() {
    return unique([...this.figures.values()].map((each) => each.key.indicator));
  }
}

const BLANKS = pattern("[\\s_]+", "g");
const MADE_UP = pattern("\\s*\\(fictional\\)", "g");
const plainNames = new Map();
export function plainName(name) {
  let found = plainNames.get(name);
  if (found === undefined) {
    found = casefold(strip(name.replace(BLANKS, " ")).replace(/\.+$/, ""));
    if (plainNames.size > 5000) plainNames.clear();
    plainNames.set(name, found);
  }
  return found;
}
// Whether two names mean the same indicator, however capitals, dots and spaces are written.
export const sameIndicator = (one, other) => plainName(one) === plainName(other) && plainName(one) !== "";

// A unit as the review says it: every word for a percentage is %, and "Total by sex" names no unit.
export function unitOf(words) {
  const bare = plainName(words);
  if (PERCENT.test(bare)) return "%";
  return NO_UNIT.test(bare) ? "" : words;
}

const NO_GROUP = { groups: [], area: "", component: "" };
// Of a group such as "sex: female; district: Old Quay": its groups, its area, its component. idle: the headings, in
// small letters, that tell no groups apart.
function splitGroup(text, idle = new Set()) {
  if (!text) return NO_GROUP;
  const groups = [];
  let [area, component] = ["", ""];
  for (const part of text.split(";").map(strip).filter(Boolean)) {
    const at = part.indexOf(":");
    const sign = at >= 0;
    const heading = casefold(strip(sign ? part.slice(0, at) : part));
    const word = sign ? strip(part.slice(at + 1)) : "";
    if (sign && (TOTALS.has(casefold(word)) || idle.has(plainName(heading)))) continue;
    if (sign && AREAS.test(heading)) area = word;
    else if (sign && (heading === "component" || (heading === "series" && isComponent(word)))) component = word;
    else if (sign || !TOTALS.has(casefold(part))) groups.push(sign ? `${heading}: ${word}` : part);
  }
  return { groups, area, component };
}

function componentOf(text) {
  const word = plainName(text);
  return NAMES.get(word) ?? word;
}

// Whether a formula takes a component of this name; the series of an Open SDG table are mostly none.
const isComponent = (text) => FIGURE_RULES.COMPONENTS.includes(componentOf(text));

const isTotal = (area) => TOTALS.has(casefold(area));

function cleaned(row) {
  const found = { ...EMPTY };
  for (const name of COLUMNS) if (row[name]) found[name] = oneLine(row[name]);
  return found;
}

// The rows of a table put together to figures, and those computed that have components. rows: plain objects of text by
// the names of the columns of the table. town: the name of the municipality, which as an area is the whole.
export function gather(rows, town = "") {
  const clean = rows.map(cleaned);
  const areas = unique(clean.map((row) => row.area).filter((area) => !isTotal(area)));
  const own = [casefold(town), casefold(town.replace(MADE_UP, ""))];
  const whole = new Set(areas.filter((area) => areas.length === 1 || own.includes(casefold(area))));
  const table = new Table();
  const idle = idleHeadings(clean);
  for (const row of clean) put(row, whole, idle.get(row.indicator), table);
  if (areas.length > 1) {
    table.beside = new Set(clean.filter((row) => whole.has(row.area)).map(({ indicator }) => indicator));
  }
  for (const figure of table.figures.values()) settle(figure);
  return table;
}

function faultOf(row, value) {
  if (!row.indicator) return FIGURE_FAULTS["no indicator"];
  if (yearOf(row.year) === null) return FIGURE_FAULTS["no year"];
  if (!row.value) return FIGURE_FAULTS["no value"];
  return value === null ? FIGURE_FAULTS["no number"].replace("{value}", () => row.value) : "";
}

// Of each indicator the headings of its groups that tell none apart: codes of places, and one measure.
function idleHeadings(rows) {
  const words = new Map();
  for (const { area, group, indicator } of rows) {
    for (const part of group ? group.split(";") : []) {
      const at = part.indexOf(":");
      if (at < 0) continue;
      const heading = plainName(part.slice(0, at));
      const key = `${indicator}\n${heading}`;
      if (!words.has(key)) words.set(key, { indicator, heading, said: new Set(), alone: false });
      words.get(key).said.add(casefold(strip(part.slice(at + 1))));
      if (!area) words.get(key).alone = true;
    }
  }
  const found = new Map();
  for (const { alone, heading, indicator, said } of words.values()) {
    if (!(PLACE_CODE.test(heading) && !alone) && !(said.size === 1 && ALL_ALIKE.test(heading))) continue;
    if (!found.has(indicator)) found.set(indicator, new Set());
    found.get(indicator).add(heading);
  }
  return found;
}

function put(row, whole, idle, table) {
  const split = splitGroup(row.group, idle);
  let { area } = split;
  if (row.area && !whole.has(row.area) && !isTotal(row.area)) {
    area = unique([row.area, area].filter(Boolean)).join(", ");
  }
  const component = componentOf(row.component || split.component);
  const value = DECIMAL.test(row.value) ? Number(row.value) : numberOf(row.value, row.unit);
  const fault = faultOf(row, value);
  if (fault) return table.unused.push([row, fault]);
  const key = keyOf(row.indicator, row.year, split.groups.join("; "), area);
  const text = keyText(key);
  if (!table.figures.has(text)) table.figures.set(text, new Figure(key));
  const figure = table.figures.get(text);
  const part = partOf(value, unitOf(row.unit), row.flag, row.source);
  const present = component ? figure.parts.get(component) : figure.given;
  if (present && (present.value !== part.value || (part.unit && present.unit && present.unit !== part.unit))) {
    return table.contradicting.push(key);
  }
  if (component) figure.parts.set(component, part);
  else {
    figure.given = part;
    if (!part.unit) return;
    if (!table.units.has(key.indicator)) table.units.set(key.indicator, new Set());
    table.units.get(key.indicator).add(part.unit);
  }
}

// The formula that takes these components; empty if none does.
function formulaOf(indicator, parts, unit) {
  const code = FIGURE_RULES.OWN_FORMULA.find((each) => sameIndicator(each, indicator));
  if (code && hasAll(parts, FORMULAS[code].components)) return code;
  if (!hasAll(parts, PAIR)) return "";
  const sign = plainName(unit);
  const rate = PER.exec(sign);
  if (rate) return FIGURE_RULES.RATES[rate[1].replace(/[^0-9]/g, "")];
  if (["%", "per cent", "percent"].some((word) => sign.startsWith(word))) return "share";
  return sign ? "ratio" : "";
}

export const valuesOf = (parts) => Object.fromEntries([...parts].map(([name, part]) => [name, part.value]));

// The unit of what the components give: that of the value, or the share or rate that each of them names.
function wantedUnit({ given, parts }) {
  if (given) return given.unit;
  const units = unique([...parts.values()].map((part) => part.unit));
  const unit = units.length === 1 ? units[0] : "";
  return unit === "%" || PER.test(plainName(unit)) ? unit : "";
}

// Says what is printed of a figure: what its components give, or what was published without any.
function settle(figure) {
  const { given, key, parts } = figure;
  if (!parts.size) {
    figure.value = given ? given.value : null;
    return;
  }
  // It takes two dates: see indicators.js.
  const isLand = sameIndicator(key.indicator, LAND) && !given;
  if (isLand && [...parts.keys()].every((name) => FIGURE_RULES.LAND_PARTS.includes(name))) return;
  figure.formula = formulaOf(key.indicator, parts, wantedUnit(figure));
  if (!figure.formula) {
    const names = [...parts.keys()].sort(inOrder).join(", ");
    figure.fault = FIGURE_FAULTS["no formula"].replace("{names}", () => names);
    return;
  }
  try {
    figure.value = compute(figure.formula, valuesOf(parts));
  } catch (error) {
    if (!(error instanceof FigureError)) throw error;
    figure.formula = "";
    figure.fault = error.message;
    return;
  }
  if (given) figure.differs = !asRounded(given.value, figure.value);
}

// Whether a number is another one, rounded to the decimals with which it is written.
export function asRounded(written, exact) {
  const text = digits(written);
  const decimals = text.includes("e") ? 9 : (text.split(".")[1] ?? "").length;
  const half = 0.5 * Number(`1e-${decimals}`) * (1 + 1e-6);
  return isClose(written, exact, ROUNDED) || Math.abs(written - exact) <= half;
}
