// Budget lines as rows of a table, and which of them pay for an action.
import { isRecord, numberOf, oneLine } from "./reading.js";
import { byCode } from "./texts.js";
import { casefold, digits, shown } from "./words.js";

const shareWords = (share) => shown(Number(digits(100 * share, 10)), "%", { exact: true });

// only: says of the action that a line names whether the line is wanted.
export function budgetRows(outline, only = (_) => true) {
  const { reader, say } = outline;
  const names = new Map([...reader.records("action").keys()].map((key) => [key, outline.actionName(key)]));
  const rows = [];
  for (const key of reader.records("budget line").keys()) {
    const [title, action] = outline.lines("budget line", key, ["title", "action"]);
    if (!title || !only(action)) continue;
    const amounts = ["approved", "spent"].map((name) => reader.number("budget line", key, name));
    const tags = [];
    for (const [code, share] of byCode(reader.record("budget tag", key))) {
      const number = isRecord(share) ? numberOf(share.share) : null;
      if (number !== null && number > 0 && number <= 1) tags.push(`${oneLine(code)} (${shareWords(number)})`);
    }
    const written = amounts.map((each) => each === null ? "" : shown(each, "", { exact: true }));
    const nature = outline.line("budget line", key, "nature");
    const named = [...names].find(([id, name]) => name && namesAction(action, id, name))?.[1] ?? action;
    rows.push([title, ...written, nature, named, tags.join(", ") || say("money.untagged")]);
  }
  return rows;
}

// Whether the action that a budget line names is this one: by its id, its name or the code before it.
export function namesAction(action, key, name) {
  const said = casefold(action.trim());
  const full = casefold(name.replace(/\s*\[.*\]$/, "").trim());
  const codes = [full.split(" ")[0], casefold(key.split(" ").at(-1))].filter((word) => /\p{Nd}/u.test(word));
  return said !== "" && [casefold(key), full, ...codes].includes(said);
}
