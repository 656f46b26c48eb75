// What a list of indicators lacks by the rule of the review; the same rule as localsdg.monitoring.check_indicators.
import { GOVERNANCE, LEAST, LEAST_GOALS, LOCAL, MISSING, MOST, TARGETS } from "./limits.js";

const TARGET = /^([1-9]\d?)\.(?:([1-9]\d?)|([a-d]))$/;
const OFFICIAL = /^(.+)\.\d{1,2}[a-z]?$/;
const LIST = "the list";

// TARGETS: of each goal, how many targets have a number, and the last one of those with a letter.
function isTarget(code) {
  const [, goal, number, letter] = TARGET.exec(code) ?? [];
  const [numbers, letters] = TARGETS[Number(goal) - 1] ?? [];
  return number <= numbers || letter <= letters;
}
// A code in one form: "5.5.1 (B)" and "5.5.1b" are the same.
export const codeOf = ({ code = "" }) => code.replace(/[\s()]/g, "").toLowerCase();
const ofCode = (indicator) => OFFICIAL.exec(codeOf(indicator))?.[1] ?? "";
const isStrange = (indicator) => !["", LOCAL].includes(codeOf(indicator)) && !isTarget(ofCode(indicator));

// The target that an indicator counts for: the first one that is named, or that of its official code. "" without one.
const namedOf = ({ targets }) => (targets ?? "").split(/[;,]/).map((each) => each.trim()).filter(Boolean);
function targetOf(indicator) {
  const [target = ofCode(indicator)] = namedOf(indicator);
  return isTarget(target) ? target : "";
}
export const goalOf = (indicator) => parseInt(targetOf(indicator), 10) || 0;

// The four places of a list, each with those that fill it. What is missing fills none.
export function placesOf(indicators) {
  const measured = indicators.filter(({ missing }) => !missing);
  return {
    "space": measured.filter(({ spatial }) => spatial),
    "groups": measured.filter(({ disaggregated }) => disaggregated),
    "governance": measured.filter((each) => GOVERNANCE.includes(goalOf(each))),
    "local": measured.filter((each) => codeOf(each) === LOCAL),
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
    const code = codeOf(each);
    const add = (rule) => found.push({ about: each.name, rule, at });
    if (isStrange(each)) add("code");
    if (!namedOf(each).every(isTarget)) add("unknown");
    else if (!targetOf(each) && !isStrange(each)) add("target");
    if (seen.has(code) && code && code !== LOCAL) add("twice");
    seen.add(code);
    if (lacksOf(each).length) add("missing");
  });
  return found;
}
