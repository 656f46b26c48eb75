// The faults in groups, the worst first: each with its count and three examples.
import { counted, fill, h, number } from "../kit/kit.js";

const SHOWN = 3;
const ROWS = 8;
const SEVERITIES = ["error", "warning", "note"];

// How many faults there are, in one sentence.
export function countsOf(faults, strings) {
  if (!faults.length) return strings.no_faults;
  const counts = SEVERITIES.map((severity) => [severity, faults.filter((fault) => fault.severity === severity).length]);
  const texts = counts.filter(([, count]) => count).map(([severity, count]) =>
    counted(strings.counts[severity], count)
  );
  return fill(strings.found, { counts: texts.join(", ") });
}

function groupsOf(faults) {
  const groups = new Map();
  for (const fault of faults) {
    const key = `${fault.severity} ${fault.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()];
}

// Sentences with texts of the table in them, which stay as they are.
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

function columnsLine(faults, strings) {
  const columns = [...new Set(faults.map(({ column }) => column).filter(Boolean))];
  if (!columns.length) return "";
  const some = columns.slice(0, SHOWN).join(", ");
  const more = columns.length - SHOWN;
  const text = more > 0 ? filled(strings.more_columns, { columns: some, more }) : some;
  return filled(strings.in_columns[columns.length > 1 ? "other" : "one"], { columns: text });
}

// The faults that are shown of a group: the first ones, and rather three different cells than one three times.
function shownOf(faults) {
  const different = new Map();
  for (const fault of faults) {
    if (different.size < SHOWN && !different.has(fault.found)) different.set(fault.found, fault);
  }
  const chosen = new Set(different.values());
  for (const fault of faults) if (chosen.size < SHOWN) chosen.add(fault);
  return faults.filter((fault) => chosen.has(fault));
}

function examples(faults, strings) {
  const several = new Set(faults.map(({ column }) => column)).size > 1;
  let said = "";
  return shownOf(faults).map(({ row, column, found, expected, repair }) => {
    const where = row === null
      ? strings.file_row
      : filled(several && column ? strings.row_column : strings.row, { row: number(row), column });
    const sentence = repair === said ? strings.fault_said : strings.fault;
    said = repair;
    return h("li", null, h("b", null, where), " ", filled(sentence, { found, expected, repair }));
  });
}

function restLine(faults, strings) {
  const shown = new Set(shownOf(faults));
  const rest = faults.filter((fault) => !shown.has(fault));
  if (!rest.length) return null;
  const rows = [...new Set(rest.map(({ row }) => row).filter((row) => row !== null))];
  if (!rows.length) return h("p.small", null, fill(strings.more_plain, { count: rest.length }));
  const some = rows.slice(0, ROWS).map((row) => number(row)).join(", ") + (rows.length > ROWS ? " …" : "");
  const sentence = strings.more[rows.length > 1 ? "other" : "one"];
  return h("p.small", null, fill(sentence, { count: number(rest.length), rows: some }));
}

function groupPart(faults, texts, strings) {
  const [{ severity, kind }] = faults;
  const title = fill(strings.group, { severity: strings.severities[severity], title: texts.kinds[kind].title });
  const line = [columnsLine(faults, strings), counted(strings.times, faults.length)].filter(Boolean).join(" ");
  return h(
    `section.fault${severity === "error" ? ".warning" : ""}`,
    null,
    h("p", { role: "heading", "aria-level": 5 }, h("b", null, title)),
    h("p.small", null, line),
    h("ul", null, ...examples(faults, strings)),
    restLine(faults, strings),
  );
}

export function reportPart(strings) {
  const groups = h("div");
  const summary = h("p");
  return {
    element: h("div", null, h("h4", null, strings.faults), summary, groups),
    show({ faults, texts }) {
      summary.textContent = [countsOf(faults, strings), ...(faults.length ? [strings.meanings] : [])].join(" ");
      groups.replaceChildren(...groupsOf(faults).map((group) => groupPart(group, texts, strings)));
    },
  };
}
