// The share of the 169 targets in words, and beside published claims.
import { counted, decimals, fill, h, number } from "../kit/kit.js";
import { ENOUGH_JUDGED, TARGETS } from "./limits.js";
import { competenceShare } from "./method.js";

const points = (value) => number(value, Number.isInteger(value) ? 0 : 1);

// A few judgements say nothing of all 169 targets: they are a share of themselves, beside no claim, without decimals.
const tooFew = (result) => TARGETS - result.not_judged < ENOUGH_JUDGED;

// The first sentence, those below it, and what is said aloud.
export function verdictOf(judgements, result, claims, strings) {
  const few = tooFew(result);
  const judged = TARGETS - result.not_judged;
  const share_of = (each) => (few ? each.judged_share : each.share) ?? 0;
  const shares = [1, 0.5, 0].map((rule) => share_of(competenceShare(judgements, rule)));
  const [full, half, none] = shares.map((each) => number(each, decimals(shares)));
  const share = number(share_of(result), few ? decimals([share_of(result)]) : 1);
  const values = { points: points(result.points), share, judged, enough: ENOUGH_JUDGED };
  const left = result.not_judged ? ` ${fill(strings.open_left, { left: result.not_judged })}` : "";
  const rules = result.shared ? [fill(strings.rules, { full, half, none })] : [];
  const said = fill(few ? strings.said_judged : strings.said, values);
  if (result.not_judged === TARGETS) {
    return { title: strings.nothing, reasons: [fill(strings.nothing_reason, values)], said };
  }
  if (few) {
    const title = counted(strings.verdict_judged, judged, values);
    return { title, reasons: [fill(strings.too_few, values), ...rules], said };
  }
  return { title: fill(strings.verdict, values), reasons: [beside(result, claims, strings) + left, ...rules], said };
}

function beside({ points: own }, claims, strings) {
  const lowest = Math.min(...claims.map(({ targets }) => targets));
  const highest = Math.max(...claims.map(({ targets }) => targets));
  if (own < lowest) return fill(strings.below, { gap: points(lowest - own) });
  return own > highest ? fill(strings.above, { gap: points(own - highest) }) : strings.between;
}

function row(name, source, value, mine, strings) {
  const heading = h("th", { scope: "row" }, name, source ? h("span.small.soft", null, source) : null);
  const bar = h("td.bar-cell", { "aria-hidden": "true" }, h("span.bar"));
  const share = (100 * value) / TARGETS;
  const known = value === null ? [strings.not_yet, strings.not_yet] : [points(value), `${number(share, 1)}\u00a0%`];
  const cells = known.map((text) => h("td", null, text));
  return h(mine ? "tr.mine" : "tr", { style: `--share:${share}%` }, heading, bar, ...cells);
}

// One's own share in a table with the claims; paint(result) fills it.
export function comparison(claims, strings) {
  const rows = h("tbody");
  const heads = [strings.who, null, strings.targets, strings.of_all];
  const head = (text) => (text ? h("th", { scope: "col" }, text) : h("td.bar-cell"));
  return {
    element: h(
      "div.scroll",
      { role: "region", tabindex: 0, "aria-label": strings.table },
      h(
        "table",
        null,
        h("caption", null, strings.table),
        h("thead", null, h("tr", null, ...heads.map(head))),
        rows,
      ),
    ),
    paint(result) {
      rows.replaceChildren(
        row(strings.yours, null, tooFew(result) ? null : result.points, true, strings),
        ...claims.map(({ words, source, targets }) => row(`\u201c${words}\u201d`, source, targets, false, strings)),
      );
    },
  };
}
