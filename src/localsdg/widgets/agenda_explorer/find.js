// Targets by everyday words; the same rules as localsdg.localizing.find_targets. A target here is { code, goal, names,
// phrases, indicators: [{ code, unsd }] }; names are those of its goal, phrases the
// titles of its indicators.
import { everyday } from "../kit/leads.js";
import { stem } from "../kit/stems.js";
import { CODED, FEWEST_NAMING, JOINING, PASSED_OVER, SHORTEST_BEGINNING } from "./find_limits.js";

const CODE = /^(?:sdg|goal|target)?([0-9]+(?:\.[a-z0-9]+)*)$/;
// Words in small letters, without accents.
const folded = (words) =>
  words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replace(/['’]s\b/g, "");
const stemsOf = (phrase) => (folded(phrase).match(/[a-z]+/g) ?? []).map(stem);

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

// The codes, without a word such as "SDG" before them, and the other words. A number alone, such as the 2 of "2 bins",
// is the code of a goal only where no other words stand, or such a word.
function codesAndWords(tokens) {
  const words = tokens.filter((token) => !CODE.test(token));
  const others = words.filter((word) => !CODED.includes(word));
  const whole = !others.length || others.length < words.length;
  const codes = tokens.filter((token) => CODE.test(token) && (whole || token.includes(".") || !/^[0-9]/.test(token)))
    .map((token) => CODE.exec(token)[1]);
  return { codes, words: codes.length ? others : words };
}

// The first title of an indicator that has a word, or a word that begins so.
function byIndicator(token, target) {
  const wanted = stem(token);
  target.stems ??= target.phrases.map(stemsOf);
  const begins = (stems) => wanted.length >= SHORTEST_BEGINNING && stems.some((each) => each.startsWith(wanted));
  return target.phrases.find((_, at) => target.stems[at].includes(wanted) || begins(target.stems[at]));
}

// By target, points and what led there: words of everyday life, or else words of indicators.
function spokenOf(tokens, targets, language) {
  const found = new Map(everyday(tokens, PASSED_OVER, language).map((each) => [each.target, each]));
  if (found.size) return found;
  const wanted = tokens.filter((each) => each.length > 2 && !PASSED_OVER.includes(each));
  for (const target of targets) {
    const titles = wanted.map((token) => byIndicator(token, target)).filter(Boolean);
    if (titles.length) found.set(target.code, { target: target.code, points: titles.length, by: titles });
  }
  return found;
}

// Found targets as { code, by }, the best match first; null if there is no word to look for.
export function findTargets(words, targets, language) {
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  const tokens = [...new Set(folded(words).match(/[a-z0-9]+(?:\.[a-z0-9]+)*/g) ?? [])];
  const { codes, words: others } = codesAndWords(tokens);
  const spoken = spokenOf(others, targets, language);
  const asked = joined(words);
  const found = [];
  // The official name of a goal leads to its targets alone.
  const ofGoal = targets.filter(({ names }) => joined(names[0]) === asked);
  (ofGoal.length ? ofGoal : targets).forEach((target, place) => {
    const own = [String(target.goal), target.code, ...target.indicators.map(({ code }) => code)];
    const given = codes.filter((code) => own.includes(code));
    const named = naming(asked, target.names);
    const { points, by } = spoken.get(target.code) ?? { points: 0, by: [] };
    if (!given.length && !named && !points) return;
    const led = [...new Set([...(named ? [named.name] : []), ...given, ...by])];
    found.push({ code: target.code, by: led, place, named: named?.words ?? 0, given: given.length, points });
  });
  const better = (one, other, ...ranks) => ranks.reduce((sofar, rank) => sofar || other[rank] - one[rank], 0);
  found.sort((one, other) => better(one, other, "named", "given", "points") || one.place - other.place);
  return found.map(({ code, by }) => ({ code, by }));
}
