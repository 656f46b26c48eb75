// Who helps whom in words, as a picture and as a table; and what has no partner, with the reason.
import { counted, fill, h, number, s, table } from "../kit/kit.js";
import { targets } from "../kit/agenda.js";
import { languageNames } from "./rows.js";

const MOST_DRAWN = 16; // entries on one side
const ROW = 52; // pixels between two entries of the picture
const titleOf = (code) => targets.find((each) => each.code === code)?.title ?? "";
const goalOf = (code) => code.split(".")[0];
const quoted = (words, strings) => words ? fill(strings.quoted, { words }) : strings.no_words;

// Why two fit, one sentence each.
function reasonsOf({ offer, need, fit }, strings) {
  const [language] = languageNames([fit.language], strings);
  const values = { code: need.target, title: titleOf(need.target), goal: goalOf(need.target), other: offer.target };
  const compared = offer.language.split(" ")[0] === need.language.split(" ")[0];
  const words = fit.words.length
    ? fill(strings.words_common, { words: fit.words.join(", ") })
    : compared
    ? strings.words_none
    : strings.words_apart;
  return [
    fill(fit.same === "target" ? strings.same_target : strings.same_goal, values),
    words,
    fill(strings.language_common, { language }),
  ];
}

const fitWords = (value) => number(value, 2);

function pairItem(pair, strings) {
  const { offer, need, fit } = pair;
  return h(
    "li",
    null,
    h("b", null, fill(strings.pair, { helps: offer.town, learns: need.town })),
    h("p.small", null, [...reasonsOf(pair, strings), fill(strings.fit, { fit: fitWords(fit.value) })].join(" ")),
  );
}

// Why an offer or a need has no partner. others: those on the other side, each with its fit.
function whyWords(kind, entry, why, others, strings) {
  const goal = goalOf(entry.target);
  if (why !== "language") return fill(strings.why[kind][why], { goal });
  const barred = others.filter(({ fit }) => fit.why_not === "language");
  const best = barred.find(({ fit }) => fit.same === "target") ?? barred[0];
  const spoken = ({ language }) => languageNames(language.split(" "), strings).join(", ");
  const values = { town: best.entry.town, theirs: spoken(best.entry), its: spoken(entry), goal };
  return fill(strings.why[kind][best.fit.same === "target" ? "language_target" : "language"], values);
}

export function leftOf({ offers, needs, offers_left, needs_left, fits }, strings) {
  const line = (kind, entry, why, others) => ({ kind, entry, why: whyWords(kind, entry, why, others, strings) });
  return [
    ...Object.entries(needs_left).map(([at, why]) =>
      line("need", needs[at], why, offers.map((entry, row) => ({ entry, fit: fits[row][at] })))
    ),
    ...Object.entries(offers_left).map(([at, why]) =>
      line("offer", offers[at], why, needs.map((entry, column) => ({ entry, fit: fits[at][column] })))
    ),
  ];
}

function leftItem({ kind, entry, why }, strings) {
  const values = { town: entry.town, code: entry.target, words: quoted(entry.words, strings) };
  return h("li", null, h("b", null, fill(strings.left_of[kind], values)), h("p.small", null, why));
}

// The first sentence, and those below it.
export function verdictOf(found, incomplete, strings) {
  const { offers, needs, pairs, total } = found;
  const more = incomplete ? [counted(strings.incomplete, incomplete)] : [];
  if (!offers.length || !needs.length) {
    const begun = offers.length + needs.length + incomplete > 0;
    return { title: begun ? strings.one_side : strings.nothing, reasons: [...more, strings.nothing_reason] };
  }
  if (!pairs.length) return { title: strings.no_pairs, reasons: [...more, strings.no_pairs_reason] };
  const weak = pairs.filter(({ fit }) => fit.same === "goal").length;
  return {
    title: counted(strings.verdict, pairs.length, { needs: needs.length }),
    reasons: [
      ...more,
      fill(strings.total, { total: fitWords(total) }),
      ...(weak ? [counted(strings.weak, weak)] : []),
      strings.proposal,
    ],
  };
}

// Two columns with lines between them: a line for each pair, a thin one for what would fit too. The lists and the table
// say the same to everybody.
function picture({ offers, needs, pairs, fits }, strings) {
  if (!pairs.length || Math.max(offers.length, needs.length) > MOST_DRAWN) return null;
  const height = ROW * Math.max(offers.length, needs.length);
  const middle = (at) => ROW * (at + 0.5);
  const line = (kind, row, column) => s(`line.${kind}`, { x1: 0, y1: middle(row), x2: 100, y2: middle(column) });
  const chosen = (row, column) => pairs.some(({ at }) => at[0] === row && at[1] === column);
  const possible = fits.flatMap((all, row) =>
    all.map(({ n }, column) => (n > 0 && !chosen(row, column) ? line("possible", row, column) : null))
  );
  const box = ({ town, target }) =>
    h("div.side", null, h("b", null, town), h("span", null, `${target} ${titleOf(target)}`));
  const column = (kind, entries) => h("div", null, h("p.small", null, strings.lists[kind]), ...entries.map(box));
  return h(
    "figure",
    { "aria-hidden": "true" },
    h("figcaption", null, strings.picture),
    h(
      "div.between",
      null,
      column("offer", offers),
      s(
        "svg",
        { viewBox: `0 0 100 ${height}`, style: `block-size:${height}px`, preserveAspectRatio: "none" },
        ...possible.filter(Boolean),
        ...pairs.map(({ at }) => line("made", ...at)),
      ),
      column("need", needs),
    ),
    h("p.small.soft", null, strings.picture_key),
  );
}

// What stands below the verdict. left: of leftOf.
export function resultParts(found, left, strings) {
  const heading = (text) => h("h4", null, text);
  const pairs = found.pairs.map((pair) => pairItem(pair, strings));
  return [
    picture(found, strings),
    ...(pairs.length ? [heading(strings.pairs), h("ol.found", null, ...pairs)] : []),
    ...(left.length && pairs.length
      ? [heading(strings.left), h("ul.found", null, ...left.map((each) => leftItem(each, strings)))]
      : []),
  ].filter(Boolean);
}

export function tableOf(found, left, strings) {
  const made = found.pairs.map((pair) => [
    pair.offer.town,
    quoted(pair.offer.words, strings),
    pair.need.town,
    quoted(pair.need.words, strings),
    fitWords(pair.fit.value),
    reasonsOf(pair, strings).join(" "),
  ]);
  const alone = left.map(({ kind, entry, why }) => {
    const own = [entry.town, quoted(entry.words, strings)];
    const none = [strings.nobody, ""];
    return [...(kind === "offer" ? [...own, ...none] : [...none, ...own]), "\u2014", why];
  });
  return table(strings.table, strings.columns, [...made, ...alone]);
}
