// Words that lead to targets; the same rules as localsdg.core.leads. A language is { plural, endings, leads: [[codes,
// keywords], ...] }: codes of targets with spaces between them, and keywords as they are written.

const NEAR = 8; // words between the two parts of a keyword
const SHORTEST = 4; // letters that an ending leaves
const SHORTEST_BEGINNING = 4;
const WEAK = "?"; // after the code of a target
const POINTS_OF_WEAK = 0.5;
const TWO = 2;
const WHOLE = 60; // points that the words of a keyword share, when one of them stands alone

// The order of the Agenda: numbers before letters.
const placeOf = (code) => {
  const [goal, rest] = code.split(".");
  return goal * 1000 + (/\d/.test(rest) ? Number(rest) : 500 + rest.charCodeAt(0));
};
const inAgenda = (one, other) => placeOf(one) - placeOf(other);
const length = (word) => [...word].length;
const byLetters = (one, other) => (one < other ? -1 : Number(one > other));
const byLength = (one, other) => one.length - other.length || byLetters(one, other);

// apart: words that stay whole, by each of their forms.
export function stemOf(word, { plural, endings, apart = {} }) {
  if (Object.hasOwn(apart, word)) return apart[word];
  let short = word;
  const isPlural = plural && short.endsWith(plural) && !short.endsWith(plural + plural);
  if (isPlural && length(short) > 3 + length(plural)) short = short.slice(0, -plural.length);
  const ending = endings.find((each) => short.endsWith(each) && length(short) - length(each) >= SHORTEST);
  return ending ? short.slice(0, -ending.length) : short;
}

// Keywords of two words, by their stem where they are written as one word that is no keyword itself.
function compoundsOf(keywords, endings) {
  const single = new Set(keywords.filter(({ size }) => size === 1).map(({ parts }) => parts[0][0]));
  const compounds = new Map();
  for (const keyword of keywords) {
    if (keyword.size !== TWO || keyword.parts.length > 1) continue;
    const together = stemOf(keyword.written.replace(" ", ""), endings);
    if (!single.has(together)) compounds.set(together, [...(compounds.get(together) ?? []), keyword]);
  }
  return compounds;
}

// A language that knows these keywords.
export const languageWith = (keywords, endings) => ({
  ...endings,
  keywords,
  compounds: compoundsOf(keywords, endings),
});

// A language with its keywords read: { parts, written, size, targets: [[code, weak]] }.
export function languageOf({ plural, endings, apart = {}, leads }) {
  const endingsOf = { plural, endings, apart };
  const keywords = leads.flatMap(([codes, written]) => {
    const targets = codes.split(" ").filter(Boolean).map((each) => [each.replace(WEAK, ""), each.endsWith(WEAK)]);
    return written.map((text) => {
      const parts = text.split(" + ").map((part) => part.split(" ").map((word) => stemOf(word, endingsOf)));
      return { parts, written: text, size: parts.flat().length, targets };
    });
  });
  return languageWith(keywords, endingsOf);
}

// Where the words of a part stand side by side: [first, the one after the last]. at: the places of each stem.
const spansOf = (part, stems, at) =>
  (at.get(part[0]) ?? []).filter((start) => part.every((each, place) => stems[start + place] === each))
    .map((start) => [start, start + part.length]);

// Where a keyword stands: a list of the spans of its parts; of two parts, the nearest ones.
function placesOf(parts, stems, at) {
  const [ones, others] = parts.map((part) => spansOf(part, stems, at));
  if (!others) return ones.map((span) => [span]);
  const ends = new Map(others);
  for (let apart = 1; apart <= NEAR; apart += 1) {
    for (const one of ones) {
      const start = [one[0] - apart, one[0] + apart].find((each) => ends.has(each));
      if (start !== undefined) return [[one, [start, ends.get(start)]]];
    }
  }
  return [];
}

// The order of words in the text.
const inText = ([one], [other]) => one - other;
function byPlace(one, other) {
  const at = one.findIndex((each, place) => each !== other[place]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
}

// The keywords in a text, without those that are a piece of a longer phrase.
function found({ keywords, compounds }, stems) {
  const at = new Map();
  stems.forEach((each, place) => at.has(each) ? at.get(each).push(place) : at.set(each, [place]));
  const apart = keywords.filter(({ parts }) => parts.every(([first]) => at.has(first))).flatMap((keyword) =>
    placesOf(keyword.parts, stems, at).map((spans) => ({ keyword, spans: spans.toSorted(inText) }))
  );
  const together = [...at].flatMap(([each, places]) =>
    (compounds.get(each) ?? []).flatMap((keyword) => places.map((place) => ({ keyword, spans: [[place, place + 1]] })))
  );
  const all = [...apart, ...together].sort((one, other) => byPlace(one.spans.flat(), other.spans.flat()));
  const longest = new Map(); // by the first word, where the longest phrase ends
  for (const { spans } of all) {
    if (spans.length > 1) continue;
    const [[start, end]] = spans;
    longest.set(start, Math.max(end, longest.get(start) ?? 0));
  }
  const most = Math.max(0, ...[...longest].map(([start, end]) => end - start));
  const isHidden = ({ spans: [[start, end], other] }) => {
    if (other) return false;
    for (let first = end - most; first <= start; first += 1) {
      const last = longest.get(first);
      if (last >= end && last - first > end - start) return true;
    }
    return false;
  };
  return all.filter((each) => !isHidden(each));
}

// The targets to which stems lead, as { target, points, firm, places }, the one with most points first.
export function leadsTo(stems, language) {
  const targets = new Map();
  for (const { keyword, spans } of found(language, stems)) {
    for (const [target, weak] of keyword.targets) {
      if (!targets.has(target)) targets.set(target, { target, points: new Map(), places: [] });
      const one = targets.get(target);
      one.points.set(keyword, weak ? POINTS_OF_WEAK : keyword.size);
      one.places.push(...spans);
    }
  }
  return [...targets.values()].map(({ target, points, places }) => {
    const given = [...points.values()];
    return { target, points: given.reduce((sum, each) => sum + each), firm: given.some((each) => each >= 1), places };
  }).sort((one, other) => other.points - one.points || inAgenda(one.target, other.target));
}

// What a language knows: by stem the shortest word, the stems that are a keyword alone, and pairs by how they join.
function knownBy(language) {
  const written = new Map();
  const joined = new Map();
  const single = new Set();
  for (const { parts, written: text } of language.keywords) {
    const words = text.replaceAll(" + ", " ").split(" ");
    parts.flat().forEach((each, place) => {
      written.set(each, [written.get(each) ?? words[place], words[place]].sort(byLength)[0]);
    });
    if (parts.length > 1 || words.length > TWO) continue;
    if (words.length === 1) single.add(parts[0][0]);
    else if (!joined.has(stemOf(words.join(""), language))) joined.set(stemOf(words.join(""), language), parts[0]);
  }
  const pairs = new Set(
    language.keywords.filter(({ parts }) => parts.length === 1).map(({ parts }) => parts[0].join(" ")),
  );
  return { written, joined, single, pairs };
}
const known = (language) => (language.known ??= knownBy(language));

// Whether one letter too many, too few, wrong, or two in the wrong order make one word of the other.
export function oneSlipApart(one, other) {
  if (one === other) return false;
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  const [short, long] = [one.slice(start), other.slice(start)].sort((a, b) => a.length - b.length);
  if (long.length - short.length === 1) return long.slice(1) === short;
  if (long.length !== short.length) return false;
  return long.slice(1) === short.slice(1) || long.slice(1, 2) + long.slice(0, 1) + long.slice(2) === short;
}

// The stem that is meant by an unknown one: one slip away, beginning with it, or its beginning.
function meantBy(wanted, { written, single }, alone) {
  const alike = [...written.keys()].filter((each) => each[0] === wanted[0]);
  const slips = alike.filter((each) => wanted.length > SHORTEST_BEGINNING && oneSlipApart(each, wanted))
    .filter((each) => !alone || single.has(each))
    .sort((one, other) => other.length - one.length || byLetters(one, other));
  if (slips[0]?.length >= wanted.length) return slips[0];
  const begun = alike.filter((each) => wanted.length >= SHORTEST_BEGINNING && each.startsWith(wanted)).sort(byLength);
  if (begun.length) return begun[0];
  const inside = alike.filter((each) => each.length > SHORTEST_BEGINNING && wanted.startsWith(each));
  return inside.sort((one, other) => other.length - one.length)[0] ?? slips[0];
}

// Words that stand alone, as { stems, read }: an unknown word is read as two, together with the next one, as a
// beginning, or without one slip.
function understood(words, language) {
  const { written, joined, single, pairs } = known(language);
  const [stems, read] = [[], []];
  for (let at = 0; at < words.length; at += 1) {
    const [word, next = ""] = words.slice(at);
    const own = stemOf(word, language);
    const both = Math.min(word.length, next.length) > TWO ? stemOf(word + next, language) : "";
    if (single.has(both) && !pairs.has(`${own} ${stemOf(next, language)}`)) {
      stems.push(both);
      read.push(`${word} ${next}`);
      at += 1;
    } else if (!written.has(own) && joined.has(own)) {
      stems.push(...joined.get(own));
      read.push(...joined.get(own).map((each) => written.get(each)));
    } else {
      const meant = written.has(own) ? own : meantBy(own, known(language), words.length === 1);
      stems.push(meant ?? own);
      read.push(meant && meant !== own ? written.get(meant) : word);
    }
  }
  return { stems, read };
}

// The targets of two keywords or more in which a word stands beside others.
function partOf(stems, { keywords }) {
  const inside = new Map();
  for (const keyword of keywords) {
    if (!keyword.parts.flat().some((each) => stems.includes(each))) continue;
    for (const [target] of keyword.targets) inside.set(target, [...(inside.get(target) ?? []), keyword]);
  }
  const ranked = [...inside].filter(([, all]) => all.length > 1).map(([target, all]) => {
    const points = all.reduce((sum, { size }) => sum + Math.floor(WHOLE / size), 0);
    const [text] = all.map(({ written }) => written).sort(byLength);
    return { target, points, by: [text.replace(" + ", " … ")] };
  }).sort((one, other) => other.points - one.points || inAgenda(one.target, other.target));
  return ranked.filter(({ points }) => 2 * points > ranked[0].points)
    .map((each) => ({ ...each, points: POINTS_OF_WEAK }));
}

// The words of some places, without those that stand in longer ones.
function said(read, places) {
  const all = [...new Set(places.map((span) => read.slice(...span).join(" ")))];
  return all.filter((each) => !all.some((other) => other !== each && ` ${other} `.includes(` ${each} `)));
}

// The targets to which words of everyday life lead, as { target, points, by }, best first.
export function everyday(words, passedOver, language) {
  const { stems, read } = understood(words, language);
  const all = leadsTo(stems, language);
  const firm = all.some((each) => each.firm) ? all.filter((each) => each.firm) : all;
  if (firm.length) {
    const enough = firm[0].points / 4;
    return firm.filter(({ points }) => points > enough)
      .map(({ target, points, places }) => ({ target, points, by: said(read, places) }));
  }
  const alone = stems.filter((_, at) => read[at].length > TWO && !passedOver.includes(read[at]));
  return alone.every((each) => known(language).written.has(each)) ? partOf(alone, language) : [];
}
