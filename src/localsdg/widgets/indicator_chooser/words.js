// What a list of indicators has and lacks, in words.
import { counted, fill, h } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { onList, SHEET, toCheck } from "./entry.js";
import { CRITERIA, LEAST, LEAST_GOALS, LOCAL, MOST } from "./limits.js";
import { checkIndicators, codeOf, goalsOf, lacksOf, placesOf } from "./method.js";

export const nameOf = ({ name }, strings) => name.trim() || strings.no_name;
const WORST = 2; // judged badly on so many of the four, an indicator is worth a second thought

// Short words for the line of one indicator: its code, and the places of the list that it fills.
export function marksOf(row, strings) {
  const each = toCheck(row);
  const filled = Object.entries(placesOf([each])).filter(([, all]) => all.length).map(([rule]) => strings.short[rule]);
  const code = each.code.trim() && codeOf(each) !== LOCAL ? [each.code] : [];
  return [...code, ...filled, ...(row.gap ? [strings.short.missing] : [])].join(" \u00b7 ");
}

const badly = ({ fields }) =>
  Object.entries(CRITERIA).filter(([name, words]) => fields[`chosen/${name}`] === words.at(-1)).map(([name]) => name);
const unjudged = ({ fields }) => Object.keys(CRITERIA).some((name) => !fields[`chosen/${name}`]);
const openOn = ({ fields }) => SHEET.filter((name) => !fields[name].trim());

// What is wrong with one indicator, and what its sheet lacks. found: of checkIndicators, those about it.
export function faultsOf(row, found, strings) {
  const lacks = lacksOf(toCheck(row)).map((name) => strings.fields[`missing/${name}`]);
  const open = openOn(row).map((name) => strings.fields[name]);
  const bad = badly(row).map((name) => strings.fields[`chosen/${name}`]);
  return [
    ...found.map(({ rule }) => fill(strings.faults[rule], { fields: listed(lacks) })),
    bad.length >= WORST ? fill(strings.badly, { criteria: listed(bad) }) : "",
    open.length && !row.gap ? fill(strings.sheet_lacks, { fields: listed(open) }) : "",
  ].filter(Boolean);
}

// The six conditions of the rule: whether each is met, and by what.
function conditionsOf(found, indicators, strings) {
  const lacking = (rule) => found.some(({ at, rule: broken }) => at === undefined && broken === rule);
  const by = Object.entries(placesOf(indicators)).map(([rule, all]) => {
    const names = listed(all.map((each) => nameOf(each, strings)));
    const words = names ? fill(strings.filled_by, { place: strings.short[rule], names }) : strings.places_open[rule];
    return [!lacking(rule), words];
  });
  const values = { least: LEAST, most: MOST, goals: LEAST_GOALS };
  return [
    [!lacking("number"), counted(strings.number, indicators.length, values)],
    [!lacking("goals"), counted(strings.goals, goalsOf(indicators), values)],
    ...by,
  ];
}
const condition = (strings) => ([met, words]) =>
  h(
    met ? "li.met" : "li.lacking",
    null,
    h("span.mark", { "aria-hidden": "true" }, met ? "\u2713" : "\u25cb"),
    h("span", null, h("span.hidden", null, met ? strings.met : strings.not_met), words),
  );

// What the list still lacks, in one sentence; and what stands below it.
export function verdictOf(rows, strings) {
  const chosen = onList(rows);
  const indicators = chosen.map(toCheck);
  const found = checkIndicators(indicators);
  const ofList = found.filter(({ at }) => at === undefined);
  const others = new Set(found.filter(({ at }) => at !== undefined).map(({ at }) => at)).size;
  const short = LEAST - indicators.length;
  const lacks = ofList.map(({ rule }) => {
    if (rule === "goals") return counted(strings.lacks.goals, LEAST_GOALS - goalsOf(indicators));
    if (rule !== "number") return strings.lacks[rule];
    return short > 0 ? counted(strings.too_few, short) : counted(strings.too_many, indicators.length - MOST);
  });
  if (others) lacks.push(counted(strings.to_repair, others));
  const size = counted(strings.size, indicators.length);
  const title = !indicators.length
    ? strings.nothing
    : lacks.length
    ? fill(strings.still_lacks, { size, lacks: listed(lacks) })
    : fill(strings.complete, { size });
  const waiting = chosen.filter(unjudged);
  const reasons = [
    h("ul.conditions", null, ...conditionsOf(found, indicators, strings).map(condition(strings))),
    waiting.length
      ? fill(strings.not_judged, { names: listed(waiting.map((row) => nameOf(row.fields, strings))) })
      : "",
    !found.length ? strings.complete_reason : "",
  ].filter(Boolean);
  return { title, reasons, found };
}
