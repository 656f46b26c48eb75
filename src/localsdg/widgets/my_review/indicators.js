// Each indicator of the review: where it began, where it is, where it should be, and who is worse off. The same as
// localsdg/review/indicators.py.
import { searchable } from "../agenda_explorer/targets.js";
import { targets } from "../kit/agenda.js";
import { asRounded, Figure, keyOf, LAND, partOf, plainName, sameIndicator, unitOf } from "./figures.js";
import { groupsOf } from "./groups.js";
import { CODE, INDICATOR_FAULTS, LARGEST_CHOICE, SMALLEST_COUNT, SPATIAL, TYPED, WAYS } from "./limits.js";
import { movement, rule } from "./movement.js";
import { isFictional, isRecord, oneLine, yearOf } from "./reading.js";
import { FORMULAS } from "./recomputing.js";
import { suppress } from "./suppression.js";
import { casefold, digits, inOrder, pattern } from "./words.js";

export const RIGHT = WAYS[0];
export const WRONG = WAYS[1];
export const STILL = WAYS[2];
const CODES = pattern(CODE, "g");
const KNOWN = new Set(targets.map(({ code }) => code));
const TITLES = new Map(searchable.flatMap(({ indicators }) => indicators.map(({ code, title }) => [code, title])));
export const isOfficial = (code) => TITLES.has(code);
const PARTS_OF_LAND = ["people", "built-up land"];
const unique = (items) => [...new Set(items)];

// The indicators of the review: those of the workbook first, then those that only the table has.
export function build(reader, table, annex, say) {
  const names = table.indicators;
  const owners = ownersOf(names, reader);
  const own = new Map();
  for (const name of names) {
    const key = owners.get(name) ?? name;
    own.set(key, [...(own.get(key) ?? []), name]);
  }
  const owning = new Set(owners.values());
  const keys = [...reader.records("indicator").keys()];
  const chosen = keys.filter((key) => owning.has(key) || isIndicator(reader, key));
  const loose = names.filter((name) => !owners.has(name));
  const used = new Set();
  return [...chosen, ...loose].map((key) => {
    const found = indicator({ reader, table, annex, key, names: own.get(key) ?? [], say }, used);
    used.add(found.id);
    return found;
  });
}

const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (isRecord(value) && !Object.keys(value).length);
function isIndicator(reader, key) {
  const record = reader.record("indicator", key);
  const said = ["name", "code", "missing", "chosen", "earlier", "later"].some((name) => !isEmpty(record[name]));
  const isTyped = (value) => value !== null && value !== "";
  return said || ["baseline", "latest"].some((part) => isTyped(reader.raw("indicator", key, `${part}/value`)));
}

// The record of which each of a table's indicators is: by the name in the table that a learner has chosen for it; then
// by its id, its official code or its name.
function ownersOf(names, reader) {
  const keys = [...reader.records("indicator").keys()];
  const known = new Map();
  const learn = (word, key) => known.has(word) || known.set(word, key);
  const learnBy = (field) =>
    keys.forEach((key) => learn(plainName(reader.text("indicator", key, field, { marked: false })), key));
  learnBy("table");
  for (const key of keys) learn(plainName(key), key);
  for (const field of ["code", "name"]) learnBy(field);
  const owned = names.filter((name) => plainName(name) && known.has(plainName(name)));
  return new Map(owned.map((name) => [name, known.get(plainName(name))]));
}

function free(name, used) {
  let [found, number] = [name, 1];
  while (used.has(found)) found = `${name} (${number += 1})`;
  return found;
}

function codesText(reader, key) {
  const value = reader.raw("indicator", key, "targets");
  if (Array.isArray(value)) return value.map(oneLine).join(" ");
  return isRecord(value) ? Object.keys(value).join(" ") : oneLine(value);
}
const targetsIn = (text) => unique([...text.matchAll(CODES)].map(([code]) => code).filter((code) => KNOWN.has(code)));

function wanted(reader, key) {
  const word = casefold(oneLine(reader.raw("indicator", key, "wanted")));
  return ["increase", "decrease", "value"].includes(word) ? word : "";
}

// The smallest count that may be shown: that of the learner's office, if it is stricter than ours.
function threshold(reader, key) {
  const own = reader.number("indicator", key, "gap/smallest shown");
  return own !== null && own <= LARGEST_CHOICE ? Math.max(SMALLEST_COUNT, Math.trunc(own)) : SMALLEST_COUNT;
}

// What the workbook says of an indicator. work: { reader, table, annex, key, names }, names being those that the table
// has for it.
function said({ reader, key, names }, figures, used) {
  const text = (name) => oneLine(reader.text("indicator", key, name));
  const several = (group, ...parts) => Object.fromEntries(parts.map((part) => [part, text(`${group}/${part}`)]));
  const bare = oneLine(reader.text("indicator", key, "code", { marked: false }));
  const isLocal = casefold(bare) === "local";
  const code = bare && !isLocal ? bare : [key, ...names].find((each) => TITLES.has(each)) ?? "";
  const listed = TITLES.has(code);
  const name = text("name") || (listed && TITLES.get(code)) || key;
  const unit = unitOf(text("unit")) || (figures.find((each) => each.unit)?.unit ?? "");
  const parent = listed ? code.slice(0, Math.max(code.lastIndexOf("."), 0)) : "";
  const written = targetsIn([codesText(reader, key), parent].filter(Boolean).join(" "));
  return {
    id: free(code || names[0] || oneLine(key), used),
    record: reader.records("indicator").has(key) ? key : "",
    code,
    local: isLocal || (Object.keys(reader.record("indicator", key)).length > 0 && !listed),
    name,
    unit,
    targets: written,
    goals: unique(written.map((each) => parseInt(each, 10))).sort((one, other) => one - other),
    source: text("source") || (figures.find((each) => each.source)?.source ?? ""),
    office: text("office"),
    boundary: text("sheet/boundary") || text("boundary"), // of the sheet of 3.1, or the one of 3.2
    formula: text("formula"),
    inputs: text("inputs"),
    chosen: several("chosen", "relevance", "mandate", "cost", "disaggregation", "why"),
    missing: several("missing", "why", "plan", "owner", "date"),
    wanted: wanted(reader, key),
    trend_words: several("trend", "rule", "verdict", "why these years"),
    gap_words: several("gap", "groups", "sentence"),
    chart_words: several("chart", "kind", "message", "caption"),
    spatial: text("spatial") === "yes" || SPATIAL.some((each) => sameIndicator(code, each)),
    disaggregation: text("disaggregation"),
    listed: Boolean(text("chosen/listed")),
    fictional: false,
    faults: [],
    names,
    land: sameIndicator(code || key, LAND),
  };
}

const listOf = ({ indicator: name, year, group, area }) => [name, year, group, area];

/** @returns {Record<string, any>} */
function indicator(work, used) {
  const { reader, table, annex, key, names, say } = work;
  const figures = names.flatMap((own) => table.of(own));
  /** @type {Record<string, any>} */
  const found = said(work, figures, used);
  const { id, name, unit, source } = found;
  const about = { unit, source, indicator: id, name };
  const typed = areasTyped(work, figures, found);
  found.hidden = suppress(figures, threshold(reader, key));
  found.differs = figures.filter((each) => each.differs).map((each) => listOf(each.key));
  found.unreadable = figures.filter((each) => each.fault).map((each) => listOf(each.key));
  const units = names.flatMap((own) => [...(table.units.get(own) ?? [])]);
  found.units = unique([...units, ...(unit ? [unit] : [])]).sort(inOrder);
  found.series = seriesOf(annex, figures, about);
  if (found.land) land(work, about, found);
  points(work, about, found);
  wholeOfAreas(work, typed, about, found);
  movement(annex, about, found);
  rule(work, about, found);
  groupsOf({ annex, say, typed }, figures, about, found);
  found.fictional = [found.source, name, ...figures.flatMap(({ source, flag }) => [source, flag])].some(isFictional);
  const isWhole = Boolean(found.series.length || found.latest || found.baseline);
  found.parts_only = found.groups.length > 0 && !isWhole;
  found.measured = isWhole || found.parts_only;
  const { why, plan } = found.missing;
  if (!found.measured && (why || plan || Object.keys(reader.record("indicator", key)).length)) {
    const note = Object.entries(found.missing).filter(([, words]) => words).map((pair) => pair.join(": ")).join("; ");
    found.missing.figure = annex.missing(about, note);
  }
  return found;
}

// Adds the areas that were typed in lesson 3.4: the people of each, and those who are counted. Where no area has any
// people, what is counted is a share in percent, as in the lesson; then the share of everybody may be typed beside
// them.
// Gives what was typed for all of them: the year, and the share of everybody in it.
function areasTyped({ reader, key }, figures, found) {
  const areas = reader.raw("indicator", key, "gap/areas");
  if (!isRecord(areas)) return { year: "", everybody: null, mark: "" };
  const said = ["gap/year", "latest/year"].map((name) => oneLine(reader.raw("indicator", key, name)));
  const year = said.find((each) => yearOf(each) !== null) ??
    latestOf(figures.filter((each) => !each.key.group).map((each) => each.key.year));
  if (!year) {
    found.faults.push("areas without a year");
    return { year: "", everybody: null, mark: "" };
  }
  const there = new Set(figures.filter((each) => each.key.year === year).map((each) => each.key.area));
  const rows = Object.keys(areas).filter((one) => isRecord(areas[one])).sort(inOrder);
  const isPercent = (found.unit || "%").includes("%");
  const onlyShares = isPercent && !rows.some((one) => oneLine(areas[one].people));
  for (const one of rows) {
    const name = oneLine(areas[one].name);
    const whole = name ? reader.number("indicator", key, `gap/areas/${one}/people`) : null;
    const part = name ? reader.number("indicator", key, `gap/areas/${one}/counted`) : null;
    if (part === null || there.has(name)) continue;
    if (onlyShares && part >= 0 && part <= 100) {
      there.add(name);
      figures.push(new Figure(keyOf(found.id, year, "", name), { given: partOf(part, "%"), value: part }));
    }
    if (whole === null) continue;
    const parts = new Map([["numerator", partOf(part)], ["denominator", partOf(whole)]]);
    const figure = new Figure(keyOf(found.id, year, "", name), { parts });
    if (whole > 0 && isPercent) {
      figure.formula = "share";
      figure.value = (100 * part) / whole;
    } else figure.fault = INDICATOR_FAULTS["no share"];
    there.add(name);
    figures.push(figure);
  }
  const all = onlyShares ? reader.number("indicator", key, "gap/all", { unit: "%" }) : null;
  const everybody = all !== null && all >= 0 && all <= 100 ? all : null;
  return { year, everybody, mark: everybody === null ? "" : reader.mark("indicator", key, "gap/all") };
}
// The latest of some years as they are written; the first of those that are as late.
const latestOf = (years) =>
  years.reduce((best, year) => best === "" || (yearOf(year) ?? 0) > (yearOf(best) ?? 0) ? year : best, "");

const inYears = (one, other) => (yearOf(one.year) ?? 0) - (yearOf(other.year) ?? 0);
function seriesOf(annex, figures, about) {
  const found = [];
  for (const each of figures) {
    const { year, group, area } = each.key;
    const figure = annex.tableFigure(each, about);
    if (!figure || group || area) continue;
    const { formula, hidden, unit, value } = each;
    found.push({
      year,
      value: hidden ? null : value,
      figure,
      derived: Boolean(formula),
      unit: unit || about.unit,
      hidden,
    });
  }
  return found.sort(inYears);
}

// Computes 11.3.1 from people and built-up land at two dates: those of the workbook, or the first and the last.
function land({ reader, key, table, annex, names }, about, found) {
  let parts = {};
  for (const when of ["earlier", "later"]) {
    for (const name of ["year", ...PARTS_OF_LAND]) {
      const number = reader.number("indicator", key, `${when}/${name}`);
      if (number !== null) parts[`${when} ${name}`] = [number, ""];
    }
  }
  const isDate = ({ parts: has, key: { group, area } }) =>
    PARTS_OF_LAND.every((name) => has.has(name)) && !group && !area;
  const dates = names.flatMap((own) => table.of(own)).filter(isDate);
  if (Object.keys(parts).length < 6 && dates.length > 1) {
    parts = {};
    for (const [when, each] of [["earlier", dates[0]], ["later", dates.at(-1)]]) {
      parts[`${when} year`] = [yearOf(each.key.year) ?? 0, ""];
      for (const name of PARTS_OF_LAND) parts[`${when} ${name}`] = [each.parts.get(name).value, ""];
    }
  }
  const count = Object.keys(parts).length;
  if (count < 6) {
    const lacking = FORMULAS[LAND].components.filter((name) => !(name in parts)).join(", ");
    const why = INDICATOR_FAULTS.lacks.replace("{lacking}", () => lacking);
    if (count) annex.unprinted.push({ indicator: found.name, year: "", group: "", area: "", why });
    return;
  }
  const formula = casefold(found.formula).includes("earlier") ? "11.3.1, earlier" : LAND;
  const year = `${digits(parts["earlier year"][0])}-${digits(parts["later year"][0])}`;
  const figure = annex.derived(about, formula, parts, { year });
  if (figure) found.series.push({ year, value: annex.value(figure), figure, derived: true, unit: "", hidden: "" });
}

// Finds baseline, latest value and target: from the table where it has the year, else as they were typed.
function points(work, about, found) {
  const series = found.series.filter((each) => each.value !== null);
  const ratios = series.filter((each) => found.land && each.year.includes("-"));
  for (const [name, usual] of [["baseline", series[0]], ["latest", series.at(-1)]]) {
    found[name] = point(work, about, found, name);
    if (!found[name] && usual && !ratios.length) found[name] = { ...usual, chosen: false };
  }
  const last = found.latest;
  if (last?.chosen && series.length && !ratios.length && inYears(series.at(-1), last) > 0) {
    found.latest = { ...series.at(-1), chosen: false };
  }
  if (ratios.length) {
    found.latest = { ...ratios.at(-1), chosen: true };
    found.baseline = null;
  }
  found.target = targetOf(work, about, found);
  if (!found.wanted && found.target && found.baseline) {
    const step = found.target.value - found.baseline.value;
    found.wanted = step > 0 ? "increase" : step < 0 ? "decrease" : "";
  }
}

// Takes the share of everybody that stands beside the areas as the latest value, where there is no other figure.
function wholeOfAreas({ annex }, { year, everybody: value, mark }, about, found) {
  if (value === null || found.series.length || found.latest || found.baseline) return;
  const figure = annex.given(about, value, { year, unit: "%", mark });
  found.latest = { year, value, figure, derived: false, unit: "%", hidden: "", chosen: true, mark };
}

function targetOf({ reader, key, annex }, about, { name, unit }) {
  const value = reader.number("indicator", key, "target/value", { unit });
  const year = oneLine(reader.raw("indicator", key, "target/year"));
  if (value === null) return null;
  const source = oneLine(reader.text("indicator", key, "target/source"));
  const mark = reader.mark("indicator", key, "target/value");
  const own = { ...about, name: `${name}: target` };
  const figure = annex.given(own, value, { year, unit, source: source || TYPED, mark });
  return { year, value, unit, figure, source, mark };
}

const isSameYear = (one, other) =>
  one !== "" && (one === other || (yearOf(one) === yearOf(other) && [...one].length === [...other].length));

function point({ reader, key, annex }, about, found, name) {
  const { unit } = found;
  const year = oneLine(reader.raw("indicator", key, `${name}/year`));
  const value = reader.number("indicator", key, `${name}/value`, { unit });
  const there = found.series.find((each) => isSameYear(each.year, year));
  const mark = reader.mark("indicator", key, `${name}/value`);
  if (there && there.value !== null) {
    if (value !== null && !asRounded(value, there.value)) found.faults.push(`${name} differs`);
    return { ...there, chosen: true, mark: "" };
  }
  if (value === null || there?.hidden) return null;
  if (yearOf(year) === null) {
    found.faults.push(`${name} without a year`);
    return null;
  }
  const figure = annex.given(about, value, { year, unit, mark });
  return { year, value, figure, derived: false, unit, hidden: "", chosen: true, mark };
}
