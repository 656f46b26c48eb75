// The grid as a table, on the screen and on the sheet to be signed.
import { fill, h, table } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { ROLES } from "./limits.js";
import { taskName } from "./words.js";

const EMPTY_ROWS = 6;

// caption: with the action, if it has a name.
export const captionOf = (action, strings) => (action ? fill(strings.table_of, { action }) : strings.table);

// Where a task breaks a rule: the role of the cell that is to be repaired.
const PLACES = { "one accountable": "accountable", mandate: "accountable", "somebody does it": "responsible" };

// The cells that need a repair are marked, for the eye and for the ear.
export function gridTable(tasks, findings, caption, strings) {
  const cell = (task, at, role) => {
    const names = listed(task[role]) || "\u2014";
    const isFault = findings.some((each) => each.task === at && PLACES[each.rule] === role);
    return isFault ? h("span.fault", null, names, h("span.hidden", null, strings.to_repair)) : names;
  };
  return table(
    caption,
    [strings.task, ...ROLES.map((role) => strings.columns[role])],
    tasks.map((task, at) => [taskName(task, strings), ...ROLES.map((role) => cell(task, at, role))]),
  );
}

// The same with the mandate, and a place for the signature of whoever is accountable.
export function gridSheet(tasks, caption, mandates, strings) {
  const rows = tasks.length
    ? tasks.map((task, at) => [
      taskName(task, strings),
      ...ROLES.map((role) => listed(task[role])),
      mandates[at],
      "",
    ])
    : Array.from({ length: EMPTY_ROWS }, (_, at) => [`${at + 1}`, "", "", "", "", "", ""]);
  const heads = [strings.task, ...ROLES.map((role) => strings.columns[role]), strings.mandate_head, strings.signature];
  const sheet = table(caption, heads, rows);
  sheet.classList.add("ls-sheet", "ls-signed");
  return [h("p", null, strings.sheet_lead), sheet, h("p", null, strings.sheet_foot)];
}
