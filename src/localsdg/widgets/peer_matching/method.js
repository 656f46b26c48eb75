// Who helps whom, so that the total fit is as great as it can be. Pure; its Python twin is localsdg.implementation's
// match_towns. An offer here is { town, target, words, language, towns }, a need the same without towns. Fits are exact
// fractions { n, d }: results are equal if they are equal on paper.
import { stem } from "../kit/stems.js";
import { JOINING } from "./limits.js";

const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];

// The words of a text by their stem, without those that only join others.
function stemsOf(text, language) {
  const joining = Object.hasOwn(JOINING, language) ? JOINING[language].split(" ") : [];
  const found = new Map();
  for (const word of wordsOf(text)) {
    const root = language === "en" ? stem(word) : word;
    if (!joining.includes(word) && !found.has(root)) found.set(root, word);
  }
  return found;
}

export const townKey = (town) => town.trim().toLowerCase().split(/\s+/).join(" ");

function prepared({ town, target, words, language, towns = 1 }) {
  const languages = language.toLowerCase().split(/[\s,;]+/).filter(Boolean);
  return {
    town: townKey(town),
    target: target.trim(),
    goal: target.trim().split(".")[0],
    languages,
    stems: stemsOf(words, languages[0]),
    serves: towns,
  };
}

// The fit as a fraction, and what it is made of: { n, d, same, words, language, why_not }.
function fitOf(offer, need) {
  const same = offer.target === need.target ? "target" : offer.goal === need.goal ? "goal" : "";
  const language = offer.languages.find((each) => need.languages.includes(each)) ?? "";
  const compared = offer.languages[0] === need.languages[0];
  const common = compared ? [...offer.stems].filter(([root]) => need.stems.has(root)) : [];
  const words = common.map(([, word]) => word);
  const made = { same, words, language };
  const why_not = !same ? "other goal" : offer.town === need.town ? "itself" : language ? "" : "language";
  if (why_not) return { n: 0, d: 1, ...made, why_not };
  // The same target counts 2 halves, the same goal 1; then half of the share of the words.
  const halves = same === "target" ? 2 : 1;
  const all = new Set([...offer.stems.keys(), ...need.stems.keys()]).size || 1;
  return { n: halves * all + words.length, d: 2 * all, ...made, why_not };
}

const divisor = (one, other) => (other ? divisor(other, one % other) : one);
const multiple = (numbers) => numbers.reduce((all, each) => all / divisor(all, each) * each, 1n);

const inOrder = ([row, column], [other, beside]) => row - other || column - beside;

// Pairs sorted into groups that have nothing to do with each other, the pairs of each in their order.
function apart(pairs) {
  let groups = [];
  for (const [row, column] of pairs) {
    const touched = groups.filter(({ rows, columns }) => rows.has(row) || columns.has(column));
    const joined = (name, own) => new Set([...touched.flatMap((group) => [...group[name]]), own]);
    const [first] = touched;
    if (touched.length === 1) {
      first.rows.add(row);
      first.columns.add(column);
      first.pairs.push([row, column]);
    } else {
      const inside = [...touched.flatMap((group) => group.pairs), [row, column]];
      const made = { rows: joined("rows", row), columns: joined("columns", column), pairs: inside };
      groups = [...groups.filter((group) => !touched.includes(group)), made];
    }
  }
  return groups.map((group) => group.pairs.sort(inOrder));
}

// For each line the place that it takes, each place once, so that the sum of the costs is the least: the Hungarian
// method. Line and place 0 stand for none; the prices ofLine and ofPlace keep all ways at zero or more.
function cheapest(costs) {
  const [lines, places] = [costs.length, costs[0].length];
  const ofLine = Array(lines + 1).fill(0n);
  const ofPlace = Array(places + 1).fill(0n);
  const holder = Array(places + 1).fill(0);
  for (let line = 1; line <= lines; line += 1) {
    holder[0] = line;
    let place = 0;
    const least = [];
    const before = [];
    const seen = new Set([0]);
    while (holder[place]) {
      const at = holder[place];
      let nearest = 0;
      for (let to = 1; to <= places; to += 1) {
        if (seen.has(to)) continue;
        const rest = costs[at - 1][to - 1] - ofLine[at] - ofPlace[to];
        if (least[to] === undefined || rest < least[to]) [least[to], before[to]] = [rest, place];
        if (!nearest || least[to] < least[nearest]) nearest = to;
      }
      const step = least[nearest];
      for (const to of seen) {
        ofLine[holder[to]] += step;
        ofPlace[to] -= step;
      }
      for (let to = 1; to <= places; to += 1) if (!seen.has(to)) least[to] -= step;
      place = nearest;
      seen.add(place);
    }
    while (place) {
      holder[place] = holder[before[place]];
      place = before[place];
    }
  }
  const found = [];
  holder.forEach((line, place) => place && line && (found[line - 1] = place - 1));
  return found;
}

// The pairs of a group with the greatest sum. Below the fit, each pair has a bit of its own, the first pair the
// highest: they decide between equal sums.
function heaviest(pairs, values, serves) {
  const scale = multiple(pairs.map(([row, column]) => BigInt(values[row][column].d)));
  const bits = BigInt(pairs.length);
  const weights = new Map(pairs.map(([row, column], rank) => {
    const { n, d } = values[row][column];
    return [`${row} ${column}`, (BigInt(n) * scale / BigInt(d) << bits) + (1n << bits - 1n - BigInt(rank))];
  }));
  const needs = [...new Set(pairs.map(([, column]) => column))].sort((one, other) => one - other);
  const places = [...new Set(pairs.map(([row]) => row))].flatMap((row) => {
    const count = pairs.filter(([each]) => each === row).length;
    return Array(Math.min(serves[row], count)).fill(row);
  });
  const costs = needs.map((need) => [
    ...places.map((row) => -(weights.get(`${row} ${need}`) ?? 0n)),
    ...needs.map(() => 0n),
  ]);
  const made = cheapest(costs).map((place, at) => [places[place], needs[at]]);
  return made.filter(([row, need]) => weights.has(`${row} ${need}`));
}

// values: for each row its fits { n, d } by column; serves: for each row how many columns it can have. Gives the pairs
// of row and column with the greatest sum; of equal sums those that come first, row by row.
function assigned(values, serves) {
  const fitting = values.flatMap((line, row) =>
    line.map(({ n }, column) => [n, row, column]).filter(([n]) => n > 0).map(([, ...pair]) => pair)
  );
  const made = apart(fitting).flatMap((pairs) => heaviest(pairs, values, serves));
  return made.sort(inOrder);
}

function sum(fractions) {
  const scale = multiple(fractions.map(({ d }) => BigInt(d)));
  return Number(fractions.reduce((all, { n, d }) => all + BigInt(n) * scale / BigInt(d), 0n)) / Number(scale);
}

// Why something has no partner, from its fits with all that stand on the other side.
const whyLeft = (fits) =>
  fits.some(({ n }) => n > 0)
    ? "taken"
    : ["language", "itself"].find((why) => fits.some(({ why_not }) => why_not === why)) ?? "nobody";

// The pairs as { offer, need } by their places from 0, with value, same, words and language of the fit; the total; by
// place, why the others have no partner; and all fits, as fitOf gives them.
export function matchTowns(offers, needs) {
  const [rows, columns] = [offers, needs].map((list) => list.map(prepared));
  const fits = rows.map((row) => columns.map((column) => fitOf(row, column)));
  const made = assigned(fits, rows.map(({ serves }) => serves));
  const left = (list, side, fitsAt) =>
    Object.fromEntries(
      list.map((_, at) => at).filter((at) => !made.some((pair) => pair[side] === at)).map(
        (at) => [at, whyLeft(fitsAt(at))],
      ),
    );
  return {
    pairs: made.map(([offer, need]) => {
      const { n, d, same, words, language } = fits[offer][need];
      return { offer, need, value: n / d, same, words, language };
    }),
    total: sum(made.map(([offer, need]) => fits[offer][need])),
    offers_left: left(offers, 0, (at) => fits[at]),
    needs_left: left(needs, 1, (at) => fits.map((line) => line[at])),
    fits,
  };
}
