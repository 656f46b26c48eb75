// What the agenda says: what it lacks, where its time goes, its table; and the worksheet.
import { bars } from "../kit/charts.js";
import { fill, h } from "../kit/kit.js";
import { codesIn, sessionsOf } from "./days.js";
import { checkAgenda } from "./method.js";

const OTHERS = ["opening", "closing", "other"];
const MARKED = ["group_work", "cases"];
const EMPTY_ROWS = 10;

function minutesOf({ start, end }) {
  const at = (clock) => clock.split(":").reduce((hours, rest) => 60 * hours + Number(rest), 0);
  return at(end) - at(start);
}

// Findings of the method, and the lines that say them, with what stands for no target first.
export function findingsOf(record, days, { known, limits }, strings) {
  const wrong = sessionsOf(days).flatMap(({ title, targets }) =>
    codesIn(targets).filter((code) => !known.includes(code)).map((
      code,
    ) => [title, fill(strings.unknown_target, { code })])
  );
  const findings = record.items.length ? checkAgenda(record, limits) : [];
  const about = (name) => (name === "agenda" ? strings.whole : name);
  const said = findings.map((each) => [about(each.about), fill(strings.findings[each.key], each.values)]);
  return { findings, lines: [...wrong, ...said] };
}

export function verdictOf(record, lines, strings) {
  if (!record.items.length) return { title: strings.nothing_yet, parts: [h("p", null, strings.nothing_reason)] };
  if (!lines.length) return { title: strings.complete, parts: [h("p", null, strings.complete_reason)] };
  const line = ([name, words]) => h("li", null, h("strong", null, `${name}: `), words);
  return {
    title: fill(strings[lines.length === 1 ? "one_finding" : "many_findings"], { count: lines.length }),
    parts: [h("ul.findings", null, ...lines.map(line))],
  };
}

export function timesTable(record, strings) {
  const row = (item) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, fill(strings.day, { day: item.day })),
      h("td", null, `${item.start}\u2013${item.end}`),
      h("td.words", null, item.title),
      h("td", null, item.targets.join(", ")),
    );
  const heads = strings.heads.map((head) => h("th", { scope: "col" }, head));
  return h(
    "table",
    null,
    h("caption", null, record.topic || strings.no_topic),
    h("thead", null, h("tr", null, ...heads)),
    h("tbody", null, ...record.items.map(row)),
  );
}

// Where the minutes go, as bars.
export function balance(record, strings) {
  const sum = (kinds, of) =>
    record.items.filter(({ kind }) => kinds.includes(kind)).reduce((total, item) => total + of(item), 0);
  const inSessions = (of) => sum(["session"], of);
  const spent = {
    group_work: inSessions((item) => item.group_work),
    cases: inSessions((item) => item.cases),
    rest: Math.max(0, inSessions((item) => minutesOf(item) - item.group_work - item.cases)),
    visits: sum(["visit"], minutesOf),
    breaks: sum(["break"], minutesOf),
    other_items: sum(OTHERS, minutesOf),
  };
  const rows = Object.entries(spent).map(([name, value]) => ({
    name: strings.spent[name],
    value,
    mark: MARKED.includes(name),
  }));
  const message = fill(strings.picture_says, { group: spent.group_work, cases: spent.cases, visit: spent.visits });
  const heads = [strings.part, strings.unit];
  return bars({ caption: strings.picture, message, unit: strings.unit, rows, heads }, strings);
}

export function worksheet(filled, strings) {
  const row = () => h("tr", null, ...strings.sheet_heads.map(() => h("td", null, "\u00a0")));
  const heads = strings.sheet_heads.map((head) => h("th", { scope: "col" }, head));
  return [
    filled,
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, ...heads)),
      h("tbody", null, ...Array.from({ length: EMPTY_ROWS }, row)),
    ),
    h("ul", null, ...strings.sheet_checks.map((check) => h("li", null, `\u25a1 ${check}`))),
  ];
}
