// A chapter as it is written, and the words in which it says targets, figures and differences; the same as outline.py.
import { targets } from "../kit/agenda.js";
import { LARGEST, MOST_ROWS, SENTENCE_ENDS } from "./plan.js";
import { plain } from "./reading.js";
import { shown } from "./words.js";

const titles = new Map(targets.map(({ code, title }) => [code, title]));
export const TARGETS = targets.length;

// A target with its title, as in "11.2 Public transport for all".
export const targetWords = (code) => titles.has(code) ? `${code} ${titles.get(code)}` : code;

// A figure of an indicator with its year and the name that it has in the annex.
export function pointWords(point, say) {
  if (!point) return "";
  const value = shown(point.value, point.unit, { exact: !point.derived });
  const mark = point.mark ? ` [${point.mark}]` : "";
  return say("indicators.point", { value, year: point.year || say("indicators.no_year"), figure: point.figure }) + mark;
}

// A difference with its unit: that of two percentages is percentage points.
export function differenceWords(value, unit, say) {
  if (!["%", "per cent"].includes(unit.trim())) return shown(value, unit);
  return `${shown(value, "%").replace(/ %$/, "")} ${say("indicators.points")}`;
}

// Words with a sign at their end, so that another sentence can follow.
export const sentence = (words) => SENTENCE_ENDS.some((end) => words.endsWith(end)) ? words : `${words}.`;

// All words of some blocks, to look something up in them.
export function wordsOfBlocks(blocks) {
  const found = [];
  for (const block of blocks) {
    found.push(...["text", "label", "caption", "note", "alt"].map((name) => plain(block[name] ?? "")));
    found.push(...block.items ?? [], ...(block.rows ?? []).flat());
  }
  return found.join("\n");
}

// The chart of an indicator as a block; nothing for one that has no two values, or values that no axis can show.
function chartOf(indicator, say) {
  const isPeriod = ({ year }) => indicator.land && year.includes("-");
  const series = indicator.series.filter((each) => each.value !== null && !isPeriod(each));
  const { name, target: goal, unit } = indicator;
  if (series.length < 2 || [...series, ...(goal ? [goal] : [])].some(({ value }) => Math.abs(value) > LARGEST)) return;
  const [first, last] = [series[0], series.at(-1)];
  const inWords = ({ value, derived }) => shown(value, unit, { exact: !derived });
  const words = {
    name,
    first: first.year,
    last: last.year,
    from: inWords(first),
    to: inWords(last),
    values: series.length,
  };
  const way = goal && {
    value: shown(goal.value, unit, { exact: true }),
    year: goal.year || say("indicators.no_year"),
  };
  return {
    kind: "chart",
    chart: "line",
    indicator: indicator.id,
    caption: indicator.chart_words.message || say("charts.caption", words),
    note: indicator.chart_words.caption,
    alt: say("charts.line", words) + (way ? ` ${say("charts.target", way)}` : ""),
    unit,
    series: series.map(({ year, value, figure }) => ({ year, value, figure })),
    target: goal ? { year: goal.year, value: goal.value } : null,
    columns: [say("columns.year"), say("columns.value"), say("columns.figure")],
    rows: series.map((each) => [each.year, inWords(each), each.figure]),
    source: indicator.source || say("indicators.no_source"),
  };
}

// blocks: what it says, in order. missing: what it lacks, with the lesson that asks for it. filled: how many of its
// parts have something.
export class Chapter {
  constructor(say) {
    this.say = say;
    this.blocks = [];
    this.missing = [];
    this.filled = 0;
  }
  columns(...names) {
    return names.map((name) => this.say(`columns.${name}`));
  }
  lacks(what, lesson) {
    this.missing.push({ what: this.say(`missing.${what}`), lesson });
  }
  // A paragraph; an empty one is none.
  text(words, label = "") {
    if (words) this.blocks.push({ kind: "text", text: words, label });
  }
  // A remark that a reader has to know.
  note(words) {
    this.blocks.push({ kind: "note", text: words, label: "" });
  }
  // A part that the chapter asks for, or that it is missing.
  asked(words, label, what, lesson) {
    if (!words) return this.lacks(what, lesson);
    this.filled += 1;
    this.text(words, this.say(`labels.${label}`));
  }
  // A part that is something to show, or that it is missing.
  counted(there, what, lesson) {
    if (there) this.filled += 1;
    else this.lacks(what, lesson);
  }
  heading(words) {
    this.blocks.push({ kind: "heading", text: words });
  }
  // A list; an empty one is none.
  items(items, label = "") {
    const found = items.filter(Boolean);
    if (found.length) this.blocks.push({ kind: "list", items: found, label });
  }
  // A table, if it has rows.
  // more: the words that say where the rows are that are too many.
  table(caption, columns, rows, numeric = [], more = "table.more") {
    if (!rows.length) return;
    const note = rows.length > MOST_ROWS ? this.say(more, { shown: MOST_ROWS, all: rows.length }) : "";
    this.blocks.push({ kind: "table", caption, columns, rows: rows.slice(0, MOST_ROWS), numeric, note });
  }
  chart(indicator) {
    const block = chartOf(indicator, this.say);
    if (block) this.blocks.push(block);
  }
}
