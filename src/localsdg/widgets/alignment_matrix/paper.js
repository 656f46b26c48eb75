// For paper: the annex of the plan as it stands, with what it covers; or, without any action, an empty sheet.
import { fill, h, table } from "../kit/kit.js";
import { writingLines } from "../kit/parts.js";
import { annex, orphanTargets } from "./result.js";

const ROWS = 10;

function emptySheet(strings) {
  const rows = Array.from(
    { length: ROWS },
    (_, at) => [`${at + 1}.`, ...strings.annex_heads.slice(1).map(() => "\u00a0")],
  );
  const sheet = table(strings.annex, strings.annex_heads, rows);
  sheet.classList.add("ls-sheet");
  return [h("p", null, strings.sheet_lead), sheet];
}

export function sheetOf(state, found, { title, parts }, strings) {
  if (!state.actions.length) return [...emptySheet(strings), h("p", null, strings.sheet_paragraph), ...writingLines(3)];
  const copies = parts.map((part) => (typeof part === "string" ? h("p", null, part) : part.cloneNode(true)));
  return [
    annex(state, strings),
    h("p", null, h("b", null, title)),
    ...copies,
    h("h4", null, fill(strings.orphans_head, { count: found.orphan_targets.length })),
    ...orphanTargets(found, strings),
    h("p", null, strings.sheet_paragraph),
    ...writingLines(3),
  ];
}
