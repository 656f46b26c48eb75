// A file, or what was pasted, as a raw table. Only text with separators is read here; see xlsx.js for Excel.
import { Refusal, textOf } from "./decode.js";
import { firstLook, lineEnds, linesOf, records, strayQuote } from "./delimited.js";
import { gather } from "./gather.js";
import { findLayout } from "./heading.js";
import { BYTES, CELLS, HEAD } from "./limits.js";

// How files of other kinds begin.
const KINDS = [
  ["pdf", "%PDF"],
  ["rich_text", "{\\rtf"],
  ["compressed", "\x1f\x8b"],
  ["compressed", "Rar!"],
  ["compressed", "7z\xbc\xaf"],
  ["picture", "\x89PNG"],
  ["picture", "\xff\xd8\xff"],
  ["picture", "GIF8"],
  ["database", "PAR1"],
  ["database", "SQLite format 3"],
  ["old_excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
];

// What kind of file it is: "text", "zip", or a kind that is no table here.
export function kindOf(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 4096));
  if (head.startsWith("PK\x03\x04")) return "zip";
  for (const [kind, start] of KINDS) if (head.startsWith(start)) return kind;
  const text = head.replace(/^[\xef\xbb\xbf \t\r\n]+/, "").toLowerCase();
  if (/^(?:<!doctype html|<html|<table|<head|<meta|<body)/.test(text)) return "web_page";
  if (text.startsWith("<")) return "xml";
  return /^[[{]\s*["[{\]}]/.test(text) ? "json" : "text";
}

// Refuses what is too large for the page.
export function expectSize(rows, width) {
  if (rows * width > CELLS) throw new Refusal("too_many_cells", { cells: rows * width, most: CELLS });
}

function withoutStray(lines, separator, layout, skipped, facts) {
  const clean = [...lines];
  const stray = new Set();
  while (stray.size < 100) {
    const line = strayQuote(clean, separator, layout);
    if (!line) break;
    stray.add(line);
    clean[line - 1] = clean[line - 1].replaceAll('"', "");
    facts.push({ kind: "unclosed-quote", row: line - skipped });
  }
  return clean;
}

function textFacts({ encoding, inDoubt, separator, said }) {
  const facts = [];
  if (encoding === "utf-8-sig") facts.push({ kind: "byte-order-mark" });
  else if (encoding !== "utf-8") facts.push({ kind: "encoding", found: encoding, inDoubt });
  if (separator !== ",") facts.push({ kind: "separator", found: separator });
  if (said) facts.push({ kind: "separator-line", found: `sep=${separator}` });
  return facts;
}

// Whether a separator may be half of a letter, as in Shift_JIS.
const halfOfALetter = (bytes, separator) => bytes.some((byte, at) => byte > 127 && bytes[at + 1] === separator);

// The raw table of a text file: { name, kind, layout, columns, rows, above, unread, facts ... }. The rows are numbered
// as in a spreadsheet program, where the first line is row 1.
export function readText(bytes, name, said = {}) {
  if (!bytes.length) throw new Refusal("empty");
  if (bytes.length > BYTES) {
    throw new Refusal("too_many_bytes", { size: Math.ceil(bytes.length / 1e6), most: BYTES / 1e6 });
  }
  const { text, encoding, inDoubt } = textOf(bytes, said.encoding);
  if (!/[^\ufeff\ufffd \t\r\n,;|\0]/.test(text)) throw new Refusal("empty");
  if (text.includes("\0")) throw new Refusal("zero_bytes");
  const lines = linesOf(text);
  const head = text.length < HEAD / 4 ? lines : linesOf(text.slice(0, HEAD)).slice(0, -1);
  const { separator, first, said: isSaid } = firstLook(head.length ? head : lines);
  if (inDoubt && !",;\t".includes(separator) && halfOfALetter(bytes, separator.charCodeAt(0))) {
    throw new Refusal("bars_in_doubt");
  }
  const skipped = isSaid ? 1 : 0;
  const layout = findLayout(first, said);
  const above = layout.header === null ? [] : first.slice(0, layout.header);
  const before = above.length + (layout.header === null ? 0 : 1);
  const points = separator === "," && said.decimal !== ",";
  const quotes = [];
  const clean = withoutStray(lines, separator, layout, skipped, quotes);
  const body = [...records(clean.slice(skipped), separator)].slice(before).map(({ cells }) => cells);
  expectSize(body.length, layout.names.length);
  const gathered = gather(body, layout, before + 1, points, first.slice(before), true);
  const ends = lineEnds(lines);
  const facts = [...textFacts({ encoding, inDoubt, separator, said: isSaid }), ...gathered.facts, ...quotes];
  if (!gathered.count) facts.push({ kind: "no-rows" });
  if (ends.length > 1) facts.push({ kind: "line-ends", found: ends });
  return {
    name,
    kind: "csv",
    separator,
    layout,
    columns: gathered.columns,
    rows: gathered.columns[0].cells.map((_, at) => before + 1 + at),
    above,
    unread: gathered.unread,
    facts,
    pointByDefault: separator === ",",
    pointsInDoubt: gathered.doubt,
    encoding,
    inDoubt,
    decimal: said.decimal ?? null,
    year: said.year ?? null,
    headings: said.headings ?? null,
  };
}
