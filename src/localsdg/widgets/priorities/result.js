// The result: the ranking, what failed a gate, and how firmly the order stands.
import { counted, fill, h, number, table } from "../kit/kit.js";
import { fold, listed, scrolled } from "../kit/parts.js";
import { failWords } from "./entry.js";

const SHOWN = 10;
const FIRM = 80; // per cent of the weightings from which we say that an action stands firmly: this course's choice

const called = ({ name }, strings) => name.trim() || strings.no_name;

// The words of the ranking, for the title.
export function titleOf(found, ranked, strings) {
  if (!found) return strings.nothing;
  const { order, rank, scores, shares, places } = found;
  const tied = order.filter((at) => rank[at] === 1);
  if (tied.length > 1) {
    return fill(strings.tied_title, { actions: listed(tied.map((at) => called(ranked[at], strings))) });
  }
  const [first] = order;
  return fill(strings.first_title, {
    action: called(ranked[first], strings),
    score: number(scores[first], 0),
    first: counted(strings.among, places),
    share: number(shares[first], 0),
  });
}

function rankingTable(found, ranked, strings) {
  const line = (at) => [
    called(ranked[at], strings),
    String(found.rank[at]),
    number(found.scores[at], 1),
    `${number(found.shares[at], 0)}\u00a0%`,
  ];
  const heads = [...strings.heads, fill(strings.share_head, { first: counted(strings.among, found.places) })];
  const rows = found.order.map(line);
  return [
    scrolled(strings.ranking, ".ranking", table(strings.ranking, heads, rows.slice(0, SHOWN))),
    ...(rows.length > SHOWN
      ? [fold(strings.others, scrolled(strings.others, "", table(strings.others, heads, rows.slice(SHOWN))))]
      : []),
  ];
}

function firmly(found, ranked, strings) {
  const { order, shares, places } = found;
  const firm = order.filter((at) => shares[at] >= FIRM);
  const words = firm.length
    ? fill(strings.firm, { actions: listed(firm.map((at) => called(ranked[at], strings))) })
    : strings.none_firm;
  return fill(words, { share: FIRM, first: counted(strings.among, places) });
}

export function resultOf({ found, sorting, criteria, bare }, strings) {
  const { ranked, failed, open, unseen } = sorting;
  const parts = [];
  if (found) {
    if (found.deciding >= 0) {
      parts.push(h("p", null, fill(strings.deciding, { criterion: called(criteria[found.deciding], strings) })));
    }
    parts.push(h("p", null, firmly(found, ranked, strings)), ...rankingTable(found, ranked, strings));
  } else {
    parts.push(h("p", null, strings.nothing_reason));
  }
  if (unseen.length) parts.push(h("p", null, counted(strings.unseen, unseen.length)));
  if (failed.length) {
    const line = ({ action, gates }) =>
      h(
        "li",
        null,
        h("strong", null, `${called(action, strings)}: `),
        listed(failWords(action, gates, strings)),
      );
    parts.push(h("p", null, counted(strings.failed, failed.length)), h("ul", null, ...failed.map(line)));
  }
  if (open.length) {
    const line = ({ action, criteria: missing }) =>
      h(
        "li",
        null,
        h("strong", null, `${called(action, strings)}: `),
        listed(missing.map((each) => called(each, strings))),
      );
    parts.push(h("p", null, counted(strings.open, open.length)), h("ul", null, ...open.map(line)));
  }
  if (bare) parts.push(h("p.warning", null, counted(strings.unsupported, bare)));
  return parts;
}

export function worksheet(filled, strings) {
  const blanks = (count) => Array.from({ length: count }, () => "");
  const line = (at) => [String(at + 1), ...blanks(strings.sheet_heads.length - 1)];
  return [
    filled,
    h("p", null, strings.sheet_lead),
    table(strings.sheet_table, strings.sheet_heads, Array.from({ length: 6 }, (_, at) => line(at))),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  ];
}
