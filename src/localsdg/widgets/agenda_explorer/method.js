// What a choice of targets lacks; the same rules as localsdg.localizing.pinboard.
import { FEWEST_PINS, FEWEST_WORDS, MOST_PINS } from "./limits.js";

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
