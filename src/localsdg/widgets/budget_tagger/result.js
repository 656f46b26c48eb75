// What the lines say: the verdict, the money by goal, what to ask, and the tables of all of it.
import { goals } from "../kit/agenda.js";
import { bars } from "../kit/charts.js";
import { counted, fill, h, table } from "../kit/kit.js";
import { fold, scrolled } from "../kit/parts.js";
import { LARGE } from "./limits.js";
import { tagWords } from "./line.js";
import { askedBy, execution } from "./method.js";
import { codeAndTitle } from "./shares.js";
import { inUnit, perCent } from "./words.js";

const ASKED = 6; // lines to ask about at once; of more, the largest stand first and the others in a fold

// What is known of the flag of a line, as a question.
function flagWords(flag, { approved, spent }, whole, strings) {
  const rate = execution(approved, spent);
  const share = (100 * approved) / whole;
  return fill(strings.flags[flag === "execution" ? askedBy(rate) : flag], {
    rate: rate === null ? "" : perCent(rate, strings),
    share: Number.isFinite(share) ? perCent(share, strings) : "",
    large: LARGE,
  });
}

// The first sentence, and those below it. all: the lines; lines: those that count; budget: of tagBudget; money: writes
// an amount.
export function verdictOf({ all, lines, budget, whole, unit, money }, strings) {
  const left = all.length - lines.length;
  const more = left ? [counted(strings.left_out, left)] : [];
  const divided = budget.total - [...budget.refunds.values()].reduce((sum, each) => sum + each, 0);
  if (!lines.length) {
    return { title: all.length ? strings.no_amounts : strings.nothing, reasons: [...more, strings.nothing_reason] };
  }
  if (!divided) return { title: strings.only_refunds, reasons: more };
  const tagged = divided - budget.untagged;
  const title = counted(strings.verdict, lines.length, {
    tagged: perCent((100 * tagged) / divided, strings),
    untagged: perCent((100 * budget.untagged) / divided, strings),
  });
  const values = { tagged: money(tagged), untagged: money(budget.untagged), total: inUnit(money(divided), unit) };
  return {
    title,
    reasons: [
      fill(strings.to_the_cent, values),
      ...refunds(budget, { unit, money }, strings),
      wholeWords(divided, budget.total, whole, { unit, money }, strings),
      ...spentWords(lines, { unit, money }, strings),
      ...more,
    ],
  };
}
function refunds({ refunds: found, total }, { unit, money }, strings) {
  if (!found.size) return [];
  const sum = [...found.values()].reduce((all, each) => all + each, 0);
  return [counted(strings.refunds, found.size, { sum: money(sum), total: inUnit(money(total), unit) })];
}
// A published total may count refunds too, or leave them out.
function wholeWords(divided, total, whole, { unit, money }, strings) {
  if (Number.isNaN(whole)) return strings.whole_open;
  const values = { whole: inUnit(money(whole), unit), divided: inUnit(money(total), unit) };
  if (whole < total) return fill(strings.whole_small, values);
  if (whole === total || whole === divided) return strings.whole_all;
  return fill(strings.whole_says, { ...values, share: perCent((100 * total) / whole, strings) });
}
function spentWords(lines, { unit, money }, strings) {
  const known = lines.filter(({ spent }) => Number.isFinite(spent));
  if (!known.length) return [];
  const [approved, spent] = ["approved", "spent"].map((name) => known.reduce((sum, line) => sum + line[name], 0));
  const rate = execution(approved, spent);
  if (rate === null) return [];
  const values = { rate: perCent(rate, strings), spent: money(spent), approved: inUnit(money(approved), unit) };
  const words = counted(strings.spent_says, known.length, values);
  const back = known.filter((line) => line.approved >= 0 && line.spent < 0);
  if (!back.length) return [words];
  const sum = back.reduce((all, line) => all + line.spent, 0);
  return [words, counted(strings.paid_back, back.length, { sum: inUnit(money(sum), unit) })];
}

// The money by goal as bars, in per cent of the lines; what is untagged comes last and is not full.
export function picture(budget, strings) {
  const divided = [...budget.by_goal.values()].reduce((sum, each) => sum + each, budget.untagged);
  if (!divided) return [];
  const share = (units) => Number(((100 * units) / divided).toFixed(1));
  const rows = [...budget.by_goal].map(([goal, units]) => ({
    name: fill(strings.goal_short, { goal, title: goals[goal - 1].title }),
    value: share(units),
    mark: true,
  }));
  if (budget.untagged) rows.push({ name: strings.untagged, value: share(budget.untagged), mark: false });
  const largest = [...budget.by_goal].sort(([, one], [, other]) => other - one)[0];
  const message = largest
    ? fill(strings.chart_says, {
      goal: largest[0],
      name: goals[largest[0] - 1].name,
      share: perCent((100 * largest[1]) / divided, strings),
    })
    : strings.chart_none;
  return [
    h("p", null, message),
    bars({ caption: strings.chart, message, unit: strings.chart_unit, rows, digits: 1 }, strings),
  ];
}

// Lines about which somebody should ask, each with its questions.
function asked(flags, lines, whole, strings) {
  if (!lines.length) return [];
  if (!flags.length) return [h("p", null, strings.no_flags)];
  const one = (line) => {
    const words = flags.filter(([id]) => id === line.id).map(([, flag]) => flagWords(flag, line, whole, strings));
    return h("li", null, h("strong", null, `${line.title}: `), words.join(" "));
  };
  const ask = lines.filter((line) => flags.some(([id]) => id === line.id));
  const largest = new Set([...ask].sort((a, b) => Math.abs(b.approved) - Math.abs(a.approved)).slice(0, ASKED));
  const listOf = (some) => h("ul", null, ...some.map(one));
  const rest = ask.filter((line) => !largest.has(line));
  return [
    h("p", null, strings.flags_lead),
    listOf(ask.filter((line) => largest.has(line))),
    ...(rest.length ? [fold(counted(strings.flags_more, rest.length), listOf(rest))] : []),
  ];
}

// Puts them in their place; a fold that was open stays open.
export function ask(place, { flags, lines, whole }, strings) {
  const open = Boolean(place.querySelector("details")?.open);
  place.replaceChildren(...asked(flags, lines, whole, strings));
  place.querySelector("details")?.toggleAttribute("open", open);
}

function byTarget({ budget, money }, strings) {
  const divided = [...budget.by_target.values()].reduce((sum, each) => sum + each, budget.untagged);
  const row = (name, units) => [name, money(units), divided ? perCent((100 * units) / divided, strings) : ""];
  const rows = [...budget.by_target].map(([code, units]) => row(codeAndTitle(code), units));
  return table(strings.by_target, strings.target_heads, [
    ...rows,
    row(strings.untagged, budget.untagged),
    row(strings.sum, divided),
    ...[...budget.refunds.values()].map((units) => [strings.refund, money(units), ""]),
  ]);
}

function byLine({ lines, flags, whole, money }, strings) {
  const row = (line) => {
    const { id, title, nature, approved, spent } = line;
    const rate = Number.isFinite(spent) ? execution(approved, spent) : null;
    const words = flags.filter(([of]) => of === id).map(([, flag]) => flagWords(flag, line, whole, strings));
    return [
      title,
      strings.natures[nature] ?? "\u2014",
      money(approved),
      Number.isFinite(spent) ? money(spent) : "\u2014",
      rate === null ? "\u2014" : perCent(rate, strings),
      approved < 0 ? strings.refund : tagWords(line, strings),
      words.join(" ") || "\u2014",
    ];
  };
  return table(strings.by_line, strings.line_heads, lines.map(row));
}

export const tables = (now, strings) => [
  scrolled(strings.by_target, "", byTarget(now, strings)),
  scrolled(strings.by_line, "", byLine(now, strings)),
];

// For paper: what a treasurer reads.
export function sheet(now, strings) {
  const { title, reasons, year, unit } = now;
  const about = [year ? fill(strings.sheet_about, { year }) : "", unit ? fill(strings.sheet_unit, { unit }) : ""];
  return [
    h("p", null, h("strong", null, title)),
    ...[about.filter(Boolean).join(" "), ...reasons].filter(Boolean).map((each) => h("p", null, each)),
    byLine(now, strings),
    byTarget(now, strings),
  ];
}
