// Targets by everyday words, and what a choice of targets lacks; the same rules as localsdg.localizing.territory.
// A target here is { code, goal, names, phrases, indicators: [{ code, unsd }] }; names are those of its goal.
import { stem } from "../kit/stems.js";
import {
  FEWEST_NAMING,
  FEWEST_PINS,
  FEWEST_WORDS,
  JOINING,
  MOST_PINS,
  PASSED_OVER,
  SHORTEST_BEGINNING,
} from "./limits.js";

const stemsOf = (phrase) => (phrase.toLowerCase().match(/[a-z]+/g) ?? []).map(stem);
const isCode = (token) => /^[0-9]/.test(token);

const joined = (phrase) => stemsOf(phrase).filter((each) => !JOINING.includes(each)).join(" ");
const holds = (long, short) => ` ${long} `.includes(` ${short} `);
// The name of a goal that the words hold, or of which they are a part: { name, words }; words counts those in common.
function naming(asked, names) {
  for (const name of names) {
    const whole = joined(name);
    const common = holds(asked, whole) ? whole : holds(whole, asked) ? asked : "";
    const count = common ? common.split(" ").length : 0;
    if (count >= FEWEST_NAMING) return { name, words: count };
  }
  return null;
}

// What leads from one word or code to a target: { phrase, whole }.
function leading(token, target) {
  if (isCode(token)) {
    const codes = [String(target.goal), target.code, ...target.indicators.map(({ code }) => code)];
    return codes.includes(token) ? { phrase: token, whole: true } : null;
  }
  const wanted = stem(token);
  const whole = target.phrases.find((_, at) => target.stems[at].includes(wanted));
  if (whole) return { phrase: whole, whole: true };
  const begins = (stems) => stems.some((each) => each.startsWith(wanted));
  const beginning = wanted.length >= SHORTEST_BEGINNING && target.phrases.find((_, at) => begins(target.stems[at]));
  return beginning ? { phrase: beginning, whole: false } : null;
}

// Found targets as { code, by }, the best match first; null if there is no word to look for.
export function findTargets(words, targets) {
  const tokens = [...new Set(words.toLowerCase().match(/[a-z0-9]+(?:\.[a-z0-9]+)*/g) ?? [])];
  if (!tokens.length) return null;
  const wanted = tokens.filter((each) => isCode(each) || (each.length > 2 && !PASSED_OVER.includes(each)));
  const found = [];
  // The official name of a goal leads to its targets alone.
  const asked = joined(words);
  const ofGoal = targets.filter(({ names }) => joined(names[0]) === asked);
  (ofGoal.length ? ofGoal : targets).forEach((target, place) => {
    target.stems ??= target.phrases.map(stemsOf);
    const leads = wanted.map((token) => leading(token, target)).filter(Boolean);
    const named = naming(asked, target.names);
    if (!leads.length && !named) return;
    const by = [...new Set([...(named ? [named.name] : []), ...leads.map(({ phrase }) => phrase)])];
    const whole = leads.filter((lead) => lead.whole).length;
    found.push({ code: target.code, by, place, named: named?.words ?? 0, words: leads.length, whole });
  });
  const better = (one, other, ...ranks) => ranks.reduce((sofar, rank) => sofar || other[rank] - one[rank], 0);
  found.sort((one, other) => better(one, other, "named", "words", "whole") || one.place - other.place);
  return found.map(({ code, by }) => ({ code, by }));
}

// The three questions of a pin that have no answer yet: "here", "who", "sign".
export function lacks({ here = "", who = "", sign = "" }) {
  const faults = [];
  if ((here.match(/\S+/g) ?? []).length < FEWEST_WORDS) faults.push("here");
  if (!who.trim()) faults.push("who");
  if (!/\p{Nd}/u.test(sign)) faults.push("sign");
  return faults;
}

// pins: [{ target, here, who, sign }]. Findings as { about, rule, key }: the key names the sentence.
export function pinboard(pins, targets) {
  const findings = [];
  if (pins.length < FEWEST_PINS) findings.push({ about: "choice", rule: "number", key: "few" });
  if (pins.length > MOST_PINS) findings.push({ about: "choice", rule: "number", key: "many" });
  const localized = [];
  const begun = [];
  const labels = [];
  for (const pin of pins) {
    const faults = lacks(pin);
    [localized, begun, begun, labels][faults.length].push(pin.target);
    findings.push(...faults.map((rule) => ({ about: pin.target, rule, key: rule })));
  }
  const pinned = targets.filter(({ code }) => pins.some(({ target }) => target === code));
  const goals = {};
  for (const { goal } of pinned) goals[goal] = (goals[goal] ?? 0) + 1;
  const indicators = pinned.flatMap((target) => target.indicators);
  const different = new Set(indicators.map(({ unsd }) => unsd)).size;
  return { localized, begun, labels, goals, listed: indicators.length, different, findings };
}
