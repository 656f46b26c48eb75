// The groups and areas of the latest year that has any, the worst-off first, with what separates each from all.
import { derived } from "./movement.js";
import { yearOf } from "./reading.js";
import { countsOf, countsPeople } from "./suppression.js";
import { inOrder } from "./words.js";
import { strip } from "../table_check/words.js";

// Of "sex: female; age: 15-24" only "female, 15-24".
const groupWords = (group) =>
  group.split("; ").filter(Boolean).map((part) => strip(part.slice(part.indexOf(":") + 1)) || part).join(", ");

function behind(value, everybody, wanted, goal) {
  if (wanted === "increase") return everybody - value;
  if (wanted === "decrease") return value - everybody;
  if (wanted === "value" && goal) return Math.abs(goal.value - value) - Math.abs(goal.value - everybody);
  return 0;
}

export function groupsOf(annex, figures, about, found) {
  Object.assign(found, { groups: [], groups_year: "", worst: null });
  const parts = figures.filter(({ key }) => key.group || key.area);
  if (!parts.length) return;
  const years = parts.map(({ key }) => key.year);
  const year = years.reduce((best, each) => (yearOf(each) ?? 0) > (yearOf(best) ?? 0) ? each : best);
  const everybody = found.series.find((each) => each.year === year && each.value !== null);
  for (const each of parts.filter(({ key }) => key.year === year)) {
    const row = rowOf(annex, each, about, found.unit);
    if (!row) continue;
    if (everybody && row.value !== null) {
      const pair = { group: [row.value, row.figure], all: [everybody.value, everybody.figure] };
      row.gap = derived(annex, about, "gap to all", pair, { year, group: row.group, area: row.area });
      row.behind = behind(row.value, everybody.value, found.wanted, found.target);
    }
    found.groups.push(row);
  }
  const rank = (one, other) =>
    Number(other.behind > one.behind) - Number(other.behind < one.behind) || inOrder(one.label, other.label);
  found.groups.sort(rank);
  found.groups_year = year;
  found.worst = found.groups.find((row) => row.behind > 0) ?? null;
}

function rowOf(annex, each, about, unit) {
  const figure = annex.tableFigure(each, about);
  if (!figure) return undefined;
  const { group, area } = each.key;
  const isCounted = !each.hidden && countsPeople(each);
  return {
    group,
    area,
    label: [area, groupWords(group)].filter(Boolean).join(", "),
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
