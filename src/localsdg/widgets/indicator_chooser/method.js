// What a list of indicators lacks by the rule of the review; the same rule as localsdg.monitoring.check_indicators.
import { GOVERNANCE, LEAST, LEAST_GOALS, LOCAL, MISSING, MOST } from "./limits.js";

const TARGET = /^([1-9]|1[0-7])\.(\d{1,2}|[a-d])$/;
const OFFICIAL = /^(\d{1,2}\.[0-9a-z]{1,2})\.\d{1,2}( ?\(?[a-z]\)?)?$/;
const LIST = "the list";

// The target that an indicator counts for: the first one that is named, or that of its official code. "" without one.
export function targetOf({ code = "", targets = "" }) {
  const [named = ""] = targets.split(/[;,]/).map((each) => each.trim()).filter(Boolean);
  const target = named || (OFFICIAL.exec(code.trim())?.[1] ?? "");
  return TARGET.test(target) ? target : "";
}
export const goalOf = (indicator) => parseInt(targetOf(indicator), 10) || 0;

// The four places of a list, each with those that fill it. What is missing fills none.
export function placesOf(indicators) {
  const measured = indicators.filter(({ missing }) => !missing);
  return {
    "space": measured.filter(({ spatial }) => spatial),
    "groups": measured.filter(({ disaggregated }) => disaggregated),
    "governance": measured.filter((each) => GOVERNANCE.includes(goalOf(each))),
    "local": measured.filter(({ code = "" }) => code.trim() === LOCAL),
  };
}
export const goalsOf = (indicators) => new Set(indicators.map(goalOf).filter(Boolean)).size;
export const lacksOf = ({ missing }) => (missing ? MISSING.filter((name) => !(missing[name] ?? "").trim()) : []);

// indicators: { name, code, targets, spatial, disaggregated, missing (why, plan, owner, date; null if it can be
// measured) }. Gives [{ about, rule, at }]: at is the place of the indicator, none where it is about the list.
export function checkIndicators(indicators) {
  /** @type {{ about: string, rule: string, at?: number }[]} */
  const found = [];
  if (indicators.length < LEAST || indicators.length > MOST) found.push({ about: LIST, rule: "number" });
  if (goalsOf(indicators) < LEAST_GOALS) found.push({ about: LIST, rule: "goals" });
  for (const [rule, filling] of Object.entries(placesOf(indicators))) {
    if (!filling.length) found.push({ about: LIST, rule });
  }
  const seen = new Set(["", LOCAL]);
  indicators.forEach((each, at) => {
    const code = (each.code ?? "").trim();
    const add = (rule) => found.push({ about: each.name, rule, at });
    if (!targetOf(each)) add("target");
    if (seen.has(code) && code && code !== LOCAL) add("twice");
    seen.add(code);
    if (lacksOf(each).length) add("missing");
  });
  return found;
}
