// A list that is pasted from a spreadsheet, or typed with commas, as rows.
import { KINDS, newRow, targetOf } from "./rows.js";

const ORDER = ["town", "kind", "target", "language", "words", "towns"];
const FEWEST_HEADS = 3;

// The lines of a table: { cells, raw }. A cell in quotation marks may hold line breaks and the separator.
function linesOf(text) {
  const [first] = text.trimStart().split("\n");
  const count = (sign) => first.split(sign).length;
  const apart = text.includes("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  const lines = [];
  let [cells, cell, from, quoted] = [[], "", 0, false];
  const end = (to) => {
    lines.push({ cells: [...cells, cell].map((each) => each.trim()), raw: text.slice(from, to).trim() });
    [cells, cell, from] = [[], "", to + 1];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') cell += text[at += 1];
    else if (sign === '"' && (quoted || !cell.trim())) quoted = !quoted;
    else if (quoted) cell += sign;
    else if (sign === apart) [cells, cell] = [[...cells, cell], ""];
    else if (sign === "\n") end(at);
    else cell += sign;
  }
  end(text.length);
  return lines.filter(({ cells: all }) => all.some(Boolean));
}

const plain = (cell) => cell.toLowerCase().replace(/[_\s]+/g, " ").trim();
const known = (words, cell) => Object.keys(words).find((name) => words[name].includes(plain(cell)));

// The names of the columns, if the line is a head.
function headOf(cells, { paste_heads }) {
  const names = cells.map((cell) => known(paste_heads, cell));
  return new Set(names.filter(Boolean)).size >= FEWEST_HEADS ? names : undefined;
}

// { rows, left }: left has the lines that cannot be read, as { raw, fault, found }, and head is the raw line of the
// head.
export function readPasted(text, strings) {
  const lines = linesOf(text);
  const head = lines.length ? headOf(lines[0].cells, strings) : undefined;
  const names = head ?? ORDER;
  const rows = [];
  const left = [];
  for (const { cells, raw } of lines.slice(head ? 1 : 0)) {
    const value = (name) => cells[names.indexOf(name)] ?? "";
    const kind = known(strings.paste_kinds, value("kind"));
    const fault = kind ? (targetOf(value("target")) ? "" : "target") : "kind";
    if (fault) left.push({ raw, fault, found: value(fault) });
    else {
      const [town, target, language, words] = ["town", "target", "language", "words"].map(value);
      rows.push(
        newRow(KINDS.find((each) => each === kind), { town, target, language, words, towns: value("towns") || 1 }),
      );
    }
  }
  return { rows, left, head: head ? lines[0].raw : "" };
}
