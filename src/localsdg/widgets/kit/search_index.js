// What the search page finds. parts(name) gives the contents of a script of the index; see localsdg.site.search.
import { everyday, languageOf, oneSlipApart, stemOf } from "./leads.js";

const LONGEST_LIST = 3; // targets that everyday words lead to
const SHORTEST_BEGINNING = 3;
const SHORTEST_SLIP = 5;
const MOST_NEAR = 5;
const CASE = 1; // the kind of an entry; lessons come before cases
const CODE = /^(?:sdg|goal|target)?([0-9]+(?:\.[a-z0-9]+)*)$/;

export const folded = (words) =>
  words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replace(/['’]s\b/g, "");
const tokensOf = (words) => folded(words).match(/[a-z0-9]+(?:\.[a-z0-9]+)*/g) ?? [];

// The parts of the index that have the words with these first letters, as one.
async function lettersOf(words, parts) {
  const letters = [...new Set(words.map(([first]) => first))];
  const found = await Promise.all(letters.map((letter) => parts(`words-${letter}`)));
  const all = { places: {}, leads: [], indicators: {} };
  const known = new Set();
  for (const each of found.filter(Boolean)) {
    Object.assign(all.places, each.places);
    Object.assign(all.indicators, each.indicators);
    // A phrase stands with each letter with which a word of it begins.
    for (const [codes, keywords] of each.leads) {
      const more = keywords.filter((keyword) => !known.has(keyword));
      more.forEach((keyword) => known.add(keyword));
      all.leads.push([codes, more]);
    }
  }
  return all;
}

// The stems in the index that a word means: itself, those that begin with it, or those one slip away.
function meant(stem, places) {
  if (Object.hasOwn(places, stem)) return [stem];
  const known = Object.keys(places).filter((each) => each[0] === stem[0] && !/^[0-9]/.test(each));
  const begun = stem.length >= SHORTEST_BEGINNING ? known.filter((each) => each.startsWith(stem)) : [];
  if (begun.length || stem.length < SHORTEST_SLIP) return begun;
  return known.filter((each) => oneSlipApart(each, stem));
}

// The places of stems, by entry and section, with the weight there.
function placesOf(stems, places) {
  const found = new Map();
  for (const place of stems.flatMap((stem) => (places[stem] ?? "").split(" ").filter(Boolean))) {
    const [entry, section, weight] = place.split(".").map(Number);
    const key = `${entry}.${section}`;
    found.set(key, (found.get(key) ?? 0) + weight);
  }
  return found;
}
// Of several words that belong together, the places where all stand.
function together(words, places) {
  const [first, ...others] = words.map((each) => placesOf([each], places));
  return new Map([...first].filter(([key]) => others.every((each) => each.has(key))));
}

// The entries that have the words, those with most words first, then by kind, then by weight: { at, section, words }.
function ranked(groups, entries) {
  const found = new Map();
  groups.forEach((group, word) => {
    for (const [key, weight] of group) {
      const [at, section] = key.split(".").map(Number);
      if (!found.has(at)) found.set(at, { at, sections: new Map(), words: new Set(), weight: 0 });
      const one = found.get(at);
      one.words.add(word);
      one.weight += weight;
      one.sections.set(section, (one.sections.get(section) ?? 0) + weight);
    }
  });
  const most = Math.max(0, ...[...found.values()].map(({ words }) => words.size));
  return [...found.values()].filter(({ words }) => words.size === most).map((one) => {
    const [section, best] = [...one.sections].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    return { ...one, section, best };
  }).sort((one, other) =>
    entries[one.at][0] - entries[other.at][0] || other.best - one.best || other.weight - one.weight || one.at - other.at
  );
}

// The codes that the words name, as { kind, code, title }, and the targets to which everyday words lead, with "by".
function ledTo(words, tokens, index, language, rules) {
  const titles = new Map(index.targets);
  const codes = tokens.map((token) => CODE.exec(token)?.[1]).filter(Boolean);
  const others = tokens.filter((token) => !CODE.test(token) && !(codes.length && rules.coded.includes(token)));
  const asked = folded(words).trim();
  const named = index.goals.findIndex((name) => folded(name) === asked);
  const goal = (number) => ({ kind: "goal", code: String(number), title: index.goals[number - 1] });
  const found = named >= 0 ? [goal(named + 1)] : [];
  for (const code of codes) {
    if (titles.has(code)) found.push({ kind: "target", code, title: titles.get(code) });
    else if (language.indicators[code]) found.push({ kind: "indicator", code, title: language.indicators[code] });
    else if (index.goals[code - 1] && !others.length) found.push(goal(Number(code)));
  }
  if (!found.length) {
    const led = everyday([...new Set(others)], rules.passed, language.words)
      .filter(({ points }) => points >= 1).slice(0, LONGEST_LIST);
    found.push(...led.map(({ target, by }) => ({ kind: "target", code: target, title: titles.get(target), by })));
  }
  return found;
}

// The lessons and cases that work with targets, or name their codes, and are not found otherwise: { at, section, works
// }.
async function workingWith(codes, results, { entries }, parts) {
  const known = new Set(results.map(({ at }) => at));
  const { places } = await lettersOf(codes, parts);
  const found = new Map();
  entries.forEach(([, , , , , targets], at) => {
    const works = targets.split(" ").filter((code) => codes.includes(code));
    if (works.length) found.set(at, { at, section: 0, works });
  });
  for (const code of codes) {
    for (const key of placesOf([code], places).keys()) {
      const [at, section] = key.split(".").map(Number);
      if (entries[at][0] <= CASE && !found.has(at)) found.set(at, { at, section, works: [code] });
    }
  }
  return [...found.values()].filter(({ at }) => !known.has(at));
}

// The lessons and cases that have words of the titles of these targets: what "rubbish" leads to is called waste there.
async function nearTo(led, index, { parts, rules }) {
  const titles = led.filter(({ by }) => by).flatMap(({ title }) => tokensOf(title));
  const words = [...new Set(titles)].filter((word) => word.length > 3 && !rules.passed.includes(word));
  const { places } = await lettersOf(words, parts);
  const groups = words.map((word) => {
    const group = [...placesOf([stemOf(word, rules)], places)];
    return new Map(group.filter(([key]) => index.entries[key.split(".")[0]][0] <= CASE));
  });
  return ranked(groups, index.entries).slice(0, MOST_NEAR).map((one) => ({ ...one, near: words }));
}

// Gives { index, short, led, results, stems }: short are abbreviations, { short, meaning }; results as ranked has
// them, those with a target at the end.
export const find = async (words, { parts, rules, abbreviations }) => {
  const all = tokensOf(words);
  const some = all.filter((token) => !rules.common.includes(token) && !rules.passed.includes(token));
  const tokens = some.length ? some : all.filter((token) => !rules.common.includes(token));
  if (!tokens.length) return null;
  const short = Object.entries(abbreviations).filter(([name]) => tokens.includes(folded(name)))
    .map(([name, meaning]) => ({ short: name, meaning }));
  const meanings = new Map(short.map(({ short: name, meaning }) => [folded(name), tokensOf(meaning)]));
  const [index, letters] = await Promise.all([
    parts("entries"),
    lettersOf([...all, ...[...meanings.values()].flat()], parts),
  ]);
  const language = { indicators: letters.indicators, words: languageOf({ ...rules, leads: letters.leads }) };
  const stem = (token) => stemOf(token, rules);
  const stems = tokens.map((token) => meant(stem(CODE.exec(token)?.[1] ?? token), letters.places));
  const groups = tokens.map((token, at) => {
    const own = placesOf(stems[at], letters.places);
    const meaning = (meanings.get(token) ?? []).filter((each) => !rules.common.includes(each)).map(stem);
    return meaning.length ? new Map([...together(meaning, letters.places), ...own]) : own;
  });
  const led = ledTo(words, all, index, language, rules);
  const results = ranked(groups, index.entries);
  const codes = led.filter(({ kind }) => kind !== "goal").map(({ code }) => code.split(".").slice(0, 2).join("."));
  results.push(...await workingWith(codes, results, index, parts));
  if (!results.some(({ at }) => index.entries[at][0] === 0)) {
    const known = new Set(results.map(({ at }) => at));
    results.push(...(await nearTo(led, index, { parts, rules })).filter(({ at }) => !known.has(at)));
  }
  // Lessons stay together, also those that are here for their target.
  results.sort((one, other) => index.entries[one.at][0] - index.entries[other.at][0]);
  return {
    index,
    short,
    led,
    results,
    stems: [...new Set([...stems, ...[...meanings.values()].map((each) => each.map(stem))].flat())],
  };
};
