// The groups and areas of the latest year that has any, the worst-off first, with what separates each from all. Areas
// that were typed for another year follow: those of each year are compared with everybody in that year.
import { NEARLY, UNKNOWN } from "./limits.js";
import { derived } from "./movement.js";
import { yearOf } from "./reading.js";
import { countsOf, countsPeople } from "./suppression.js";
import { inOrder } from "./words.js";
import { strip } from "../table_check/words.js";

const NUMBER = /^[0-9]+$/;
const LETTER = /^\p{L}/u;

const afterColon = (part) => part.includes(":") ? strip(part.slice(part.indexOf(":") + 1)) : "";
// The name of a group or an area; a number needs a word beside it, as in "age: 15-24" or "area 7".
function labelOf(area, group, say) {
  const names = group.split("; ").filter(Boolean).map((part) =>
    LETTER.test(afterColon(part)) ? afterColon(part) : part
  );
  return [NUMBER.test(area) ? say("groups.area", { name: area }) : area, ...names].filter(Boolean).join(", ");
}
// A text by which names with numbers are sorted as people count: 2 before 10.
const orderOf = (label) => label.replace(/[0-9]+/g, (digits) => digits.padStart(12, "0"));

// Whether the parts of one kind, such as the sexes, are together the whole: then they are counts. An average lies
// between its parts, so that two parts above zero are more than it together.
function addsUp(parts, everybody) {
  const kinds = new Map();
  for (const { key, hidden, value } of parts) {
    const kind = JSON.stringify([key.area ? "area" : "", ...key.group.split("; ").map((name) => name.split(":")[0])]);
    if (value !== null) kinds.set(kind, [...(kinds.get(kind) ?? []), hidden ? Infinity : value]);
  }
  return [...kinds.values()].some((values) => {
    const more = values.reduce((sum, value) => sum + value, 0) - everybody;
    const isWhole = -UNKNOWN * everybody <= more && more <= NEARLY * everybody;
    return isWhole && values.every((value) => value >= 0) && values.filter((value) => value > 0).length > 1;
  });
}

function behind(value, everybody, wanted, goal) {
  if (wanted === "increase") return everybody - value;
  if (wanted === "decrease") return value - everybody;
  if (wanted === "value" && goal) return Math.abs(goal.value - value) - Math.abs(goal.value - everybody);
  return 0;
}

// typed: of the areas of lesson 3.4, the year, and the share of everybody in it.
export function groupsOf({ annex, say, typed }, figures, about, found) {
  Object.assign(found, { groups: [], groups_year: "", worst: null, counts: false });
  const parts = figures.filter(({ key }) => key.group || key.area);
  if (!parts.length) return;
  const years = parts.map(({ key }) => key.year);
  found.groups_year = years.reduce((best, each) => (yearOf(each) ?? 0) > (yearOf(best) ?? 0) ? each : best);
  for (const year of new Set([found.groups_year, typed.year || found.groups_year])) {
    const now = parts.filter(({ key }) => key.year === year);
    for (const row of rowsOf(annex, now, everybodyOf(year, annex, typed, about, found), about, found)) {
      row.label = labelOf(row.area, row.group, say);
      found.groups.push(row);
    }
  }
  const rank = (one, other) =>
    (yearOf(other.year) ?? 0) - (yearOf(one.year) ?? 0) ||
    Number(other.behind > one.behind) - Number(other.behind < one.behind) ||
    inOrder(orderOf(one.label), orderOf(other.label));
  found.groups.sort(rank);
  found.worst = found.groups.find((row) => row.behind > 0) ?? null;
}

// The value of everybody in a year: of the table, typed as the latest or the first one, or beside the areas.
function everybodyOf(year, annex, typed, about, found) {
  const points = [...found.series, found.latest, found.baseline].filter((each) => each?.year === year);
  if (points.length || typed.year !== year || typed.everybody === null) {
    return points.find((each) => each.value !== null);
  }
  const { everybody: value, mark } = typed;
  return { value, unit: "%", figure: annex.given(about, value, { year, unit: "%", mark }) };
}

// The groups and areas of one year.
function rowsOf(annex, now, everybody, about, found) {
  const isCounts = everybody !== undefined && addsUp(now, everybody.value);
  found.counts ||= isCounts;
  const rows = [];
  for (const each of now) {
    const row = rowOf(annex, each, about, found.unit);
    if (!row) continue;
    if (everybody?.unit === row.unit && row.value !== null && !isCounts) {
      const pair = { group: [row.value, row.figure], all: [everybody.value, everybody.figure] };
      const { area, group, year } = row;
      row.gap = derived(annex, about, "gap to all", pair, { year, group, area });
      row.behind = behind(row.value, everybody.value, found.wanted, found.target);
    }
    rows.push(row);
  }
  return rows;
}

function rowOf(annex, each, about, unit) {
  const figure = annex.tableFigure(each, about);
  if (!figure) return undefined;
  const { group, area, year } = each.key;
  const isCounted = !each.hidden && countsPeople(each);
  return {
    group,
    area,
    year,
    label: "",
    value: each.hidden ? null : each.value,
    unit: each.unit || unit,
    figure,
    derived: Boolean(each.formula),
    hidden: each.hidden,
    people: isCounted ? countsOf(each)?.[1] ?? null : null,
    gap: null,
    behind: 0,
  };
}
