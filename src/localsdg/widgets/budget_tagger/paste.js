// Budget lines as they come out of a spreadsheet: cells between tabs, semicolons or commas, with or without headings, a
// row with the total, thousands and decimals written in either way; or out of a PDF, title and amounts on lines of
// their own. What can mean two things is asked, not guessed.
import { beginsIn } from "../kit/number_field.js";
import { typedNumber, unmistakable } from "../kit/typed_numbers.js";
import { WORDS } from "./paste_words.js";

const YEAR = /^(19|20)\d\d$/;
const CURRENCY = "(?:\\p{Lu}{0,2}\\p{Sc}|\\p{Lu}{2,4}|[A-Z]?[Ss]hs?|Rs|kr|z\u0142|Ft|K\u010d)\\.?";
const UNITS = new RegExp(`^${CURRENCY}\\s*(?=[-(\\d])|(?<=[\\d)])\\s*${CURRENCY}$`, "gu");
const OTHER = { ",": ".", ".": "," };

// Amounts with their size in a word, behind a currency or alone in their cell: Rs 2 crore, 25 lakh, 1.5 million. A
// letter means millions only behind the sign of a currency, since "500 m" may be metres.
const SIZES = [
  { by: 1e3, words: "[Tt]housand" },
  { by: 1e5, words: "[Ll]akhs?|LAKHS?|[Ll]acs?" },
  { by: 1e6, words: "[Mm]illi?on(?:es|s)?|mn|(?<=\\p{Sc}\\s?[\\d.,]+\\s?)[mM]n?" },
  { by: 1e7, words: "[Cc]rores?|CRORES?|[Cc]r" },
];
const BLANK = "[^\\S\\t\\n]*";
const BEFORE = `(?:(?:^|[\\t;])${BLANK}(?:${CURRENCY})?|(?<!\\p{L})${CURRENCY})${BLANK}`;
const SIZE = SIZES.map(({ words }) => `(${words})`).join("|");
const SIZED = new RegExp(`(${BEFORE})(-?\\d[\\d.,]*)${BLANK}(?:${SIZE})\\.?(?=${BLANK}(?:[\\t;)]|$))`, "gmu");
function spelledOut(text) {
  return text.replace(SIZED, (all, before, amount, ...words) => {
    const { value } = typedNumber(amount);
    const { by } = SIZES[words.findIndex((word) => word !== undefined)];
    return value === undefined ? all : `${before}${(value * by).toFixed(2)}`;
  });
}

// An amount before its title, as in "Rs 2 crore for the market": the title goes first, since elsewhere amounts stand
// behind it. Without a word such as "for" it takes the sign of a currency, so that "12 bridges" and "RN 12" stay
// titles.
const MARK = "(?:\\p{Lu}{0,2}\\p{Sc}|Rs\\.?|[A-Z]?[Ss]hs?\\.?)";
const FIGURE = "\\d[\\d.,']*(?: \\d{3}(?!\\d))*";
const WITH_SIZE = `(?:${BLANK}(?:${SIZES.map(({ words }) => words).join("|")})(?!\\p{L}))`;
const GIVEN =
  "(?:(?:(?:has|have) been|is|are|was|were) )?(?:allocated|approved|earmarked|proposed|provided|set aside) ";
const FOR = `${BLANK}(?:${GIVEN})?(?:for|to|towards|pour|para|für)${BLANK}`;
const DASH = "(?:[-*•·–]\\s*)?";
const AMOUNTS_FIRST = [
  `(${MARK}${BLANK}${FIGURE}${WITH_SIZE}?)\\.?(?:${FOR}|${BLANK}[:–—-]|(?=\\s))${BLANK}`,
  `(${CURRENCY}${BLANK}${FIGURE}${WITH_SIZE}?|${FIGURE}${WITH_SIZE})\\.?${FOR}`,
].map((amount) => new RegExp(`^${BLANK}${DASH}${amount}(?!${WITH_SIZE})(["\\p{L}][^\\t;]*)[\\t;\\s]*$`, "u"));
const LAST_AMOUNT = new RegExp(`(?:${CURRENCY}${BLANK}${FIGURE}|\\d[.,' ]?\\d{3})\\)?$`, "u");
const LAST_YEAR = /(?:19|20)\d\d(?:\s?[/\-–]\s?\d\d(?:\d\d)?)?\W*$/;
function titleFirst(text) {
  const between = /[\t;]/.exec(text)?.[0] ?? "\t";
  return text.replace(/^.+$/gmu, (line) => {
    const [, amount, title] = AMOUNTS_FIRST.map((form) => form.exec(line)).find(Boolean) ?? [];
    if (!amount || LAST_AMOUNT.test(spelledOut(title).replace(LAST_YEAR, ""))) return line;
    return `${title.replace(/[.\s]+$/, "")}${between}${spelledOut(amount).replace(UNITS, "")}`;
  });
}

// The cells of each row; a cell in quotation marks may hold the separator and line breaks.
function cellsOf(text, separator) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (sign === '"' && quoted && text[at + 1] === '"') {
      row[row.length - 1] += sign;
      at += 1;
    } else if (sign === '"' && (quoted || !row.at(-1).trim())) quoted = !quoted;
    else if (quoted) row[row.length - 1] += sign;
    else if (sign === separator) row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim())).filter((row) => row.some(Boolean));
}

// Words and one number with nothing but blanks between them. A letter before the number is no currency by itself, but
// it is if the same one stands before several amounts, such as P for pesos.
const ENDING = new RegExp(`^(.*?\\p{L}.*?)\\s+([-(]?${MARK}?\\s?\\d[\\d.,' ]*\\)?)$`, "u");
const LETTER = /\s(\p{Lu})$/u;
const FEWEST_ALIKE = 3;
function wordsAndNumber(row) {
  const found = row.length < 2 && ENDING.exec(row[0]);
  return found && !YEAR.test(found[2]) && !isCurrency(found[1]) ? [found[1], found[2]] : row;
}
function wordsAndNumbers(rows) {
  const found = rows.map(wordsAndNumber);
  const letters = found.map((row) => (row.length > 1 ? LETTER.exec(row[0])?.[1] : undefined));
  const isCurrencyOf = (letter) => letter && letters.filter((each) => each === letter).length >= FEWEST_ALIKE;
  return found.map((row, at) => (isCurrencyOf(letters[at]) ? [row[0].replace(LETTER, ""), row[1]] : row));
}

// A title that begins with a number and runs on below, up to its amount.
const isNumbered = ([text]) => /^(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}(?=[.)]))[.)]?\s*\p{L}/u.test(text);
function runOn(rows) {
  const found = [];
  for (const row of rows) {
    const last = found.at(-1);
    const begun = last?.length === 1 && isNumbered(last) && /\p{Ll}/u.test(last[0]);
    const ends = row.length === 2 && !isNumbered(row) && !["total", "subtotal"].some((name) => begins(row[0], name));
    if (begun && ends) found[found.length - 1] = [`${last[0]} ${row[0]}`, row[1]];
    else found.push(row);
  }
  return found;
}

const isCurrency = (cell) => new RegExp(`^${CURRENCY}$`, "u").test(cell);

// Lines of a PDF: a title, and below it its amounts, or one amount above each title. Titles that run on below are one;
// a code above a title is none of the amounts of the title before.
function together(rows) {
  const given = rows.filter((row) => row.length > 1 || !isCurrency(row[0]));
  const isAmount = (row) => row.length === 1 && amountIn(row[0]) !== undefined;
  const turns = isAmount(given[0] ?? []) && given.every((row, at) => isAmount(row) === (at % 2 === 0)) &&
    given.length % 2 === 0;
  const lines = turns ? given.toReversed() : given;
  if (lines.filter((row, at) => at && isAmount(row) && !isAmount(lines[at - 1])).length < 2) return rows;
  const found = [];
  for (const row of lines) {
    const last = found.at(-1);
    const runsOn = last?.length === 1 && /\p{L}/u.test(last[0]) && /^\p{Ll}/u.test(row[0]);
    if (isAmount(row) && last) last.push(row[0]);
    else if (runsOn && row.length === 1) last[0] += ` ${row[0]}`;
    else found.push([...row]);
  }
  // The first title had its code above it: so had the others.
  const amounts = found.map((row) => row.length - 1).filter(Boolean);
  if (isAmount(found[0])) {
    const most = amounts.at(-1);
    for (const row of found.slice(1, -1)) if (row.length - 1 > most) row.pop();
    found.shift();
  }
  return turns ? found.reverse() : found;
}

// { rows }, or { fault } where commas stand between cells and between thousands.
function split(text) {
  const given = text.replace(/\r\n?/g, "\n").replace(/\u00a0|\u202f/g, " ");
  const turned = titleFirst(given);
  const plain = spelledOut(turned);
  const bare = (turned === given ? plain : given).replace(/"[^"]*"/g, "");
  // After thousands such as 184.000, a comma with two digits stands before decimals, not between cells.
  const alone = plain.split("\n").filter((line) => amountIn(line.trim()) !== undefined).length > 1;
  const ends = wordsAndNumbers(cellsOf(plain)).filter(([words, amount]) => amount && !words.endsWith(",")).length;
  const signs = turned !== given || alone || ends >= FEWEST_ALIKE || /\d[. ']\d{3},\d\d(?!\d)/.test(bare)
    ? ["\t", ";"]
    : ["\t", ";", ","];
  const separator = signs.find((sign) => bare.includes(sign));
  if (!separator) return { rows: together(runOn(wordsAndNumbers(cellsOf(plain, "\t")))) };
  const rows = cellsOf(plain, separator);
  if (separator === ",") {
    const sizes = new Set(rows.map((row) => row.length));
    const headed = !rows[0].some((cell) => amountIn(cell));
    if (/\d,\d{3}(?!\d)/.test(bare) && !(headed && sizes.size === 1)) return { fault: "commas" };
  }
  return { rows };
}

// The text of an amount without its currency, with brackets read as minus; undefined where a cell holds no amount.
function amountIn(cell) {
  const bare = cell.replace(UNITS, "").trim();
  const [, inside] = /^\(([^()]+)\)$/.exec(bare) ?? [];
  const text = inside ? `-${inside.replace(UNITS, "").trim()}` : bare;
  const { value, readings } = typedNumber(text);
  return value !== undefined || readings ? text : undefined;
}

// The sign before the decimals that a text can only have, or undefined.
function decimalSign(text) {
  const signs = text.match(/[.,]/g) ?? [];
  if (!signs.length || typedNumber(text).readings) return undefined;
  const last = signs.at(-1);
  return new Set(signs).size === 1 && signs.length > 1 ? OTHER[last] : last;
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const FOLDED = Object.fromEntries(Object.entries(WORDS).map(([name, words]) => [name, words.map(fold)]));
const holds = (cell, name) =>
  FOLDED[name].some((word) => ` ${fold(cell).replace(/[^\p{L}\p{N}%]/gu, " ")}`.includes(` ${word.replace("-", " ")}`));
const begins = (cell, name) =>
  FOLDED[name].some((word) => fold(cell).startsWith(word) && !/^\p{L}/u.test(fold(cell).slice(word.length)));
const isWord = (cell, name) => FOLDED[name].includes(fold(cell));

// Which column is what, by its heading: { title, approved, spent }, as far as the words are known.
function columnsOf(head) {
  const found = {};
  head.forEach((cell, at) => {
    if (holds(cell, "revised")) return;
    // In English a vote is a part of the budget, where it stands first; "voté" in capitals is an amount.
    const isVote = at === 0 && /^votes?$/i.test(cell);
    const kind = isVote ? "title" : ["spent", "title", "approved"].find((name) => holds(cell, name));
    if (kind && !(kind in found)) found[kind] = at;
  });
  return found;
}
function headOf(rows) {
  const at = rows.slice(0, 4).findIndex((row) => {
    const amounts = row.filter((cell) => amountIn(cell) && !YEAR.test(cell));
    const known = row.filter((cell) => ["spent", "title", "approved"].some((name) => holds(cell, name)));
    return row.filter(Boolean).length > 1 && !amounts.length && (known.length > 0 || row.length > 2);
  });
  return { at, columns: at < 0 ? {} : columnsOf(rows[at]) };
}

const SPAN = /(?<!\d)(?:19|20)\d\d(?:\s*[/\-\u2013]\s*\d\d(?:\d\d)?)?(?!\d)/g;
// The years that some cells name, each once. A budget year such as 2021/22 is the year in which it begins.
function yearsOf(cells) {
  const spans = cells.flatMap((cell) => cell.match(SPAN) ?? []);
  return new Set(spans.flatMap((span) => beginsIn(span) || span.split(/[/\-\u2013]/)).map(String));
}

// The one year that the headings of the amounts name; if they name none, that of the title above them; or "".
/** @param {string[]} row @param {{ approved?: number, spent?: number }} columns @param {string[]} above */
function yearOf(row, columns, above) {
  const headings = yearsOf([columns.approved, columns.spent].map((at) => (at === undefined ? "" : row[at] ?? "")));
  const years = headings.size ? headings : yearsOf(above);
  return years.size === 1 ? [...years][0] : "";
}

// The cells above the headings; without headings, those of the first row if it holds words and no amount.
function titlesOf(rows, at) {
  if (at >= 0) return rows.slice(0, at).flat();
  const [first = []] = rows;
  return first.some((cell) => /\p{L}/u.test(cell)) && !first.some((cell) => amountIn(cell)) ? first : [];
}

// "£000", "R'000", but not "10 000"
const NAUGHTS = /(?:^|[^\d\s.,'\u2019])\s*['\u2019]?000s?(?!\d)|\p{Sc}\s?k(?!\p{L})/iu;
const OF_CRORES = /(?:\p{Sc}|Rs\.?)\s?(?:in\s)?cr(?!\p{L})/iu;
const OF_MILLIONS = /\p{Sc}\s?mn?(?!\p{L})/iu;

// What the headings of the amounts, or the title above them, say of their size: { words, by }; undefined for whole
// amounts.
function scaleOf(row, columns, above) {
  const headings = [columns.approved, columns.spent].filter((at) => at !== undefined).map((at) => row[at] ?? "");
  const sizes = [
    { by: 1e3, name: "thousands", sign: NAUGHTS },
    { by: 1e5, name: "lakhs" },
    { by: 1e6, name: "millions", sign: OF_MILLIONS },
    { by: 1e7, name: "crores", sign: OF_CRORES },
  ];
  const found = [...headings, ...above].flatMap((words) =>
    sizes.filter(({ name, sign }) => sign?.test(words) || holds(words, name)).map(({ by }) => ({ words, by }))
  );
  return new Set(found.map(({ by }) => by)).size === 1 ? found[0] : undefined;
}

// An amount in full, with the sign that the others have before their decimals.
function inFull(text, by, sign) {
  return text && (typedNumber(text).value * by).toFixed(2).replace(".", sign ?? ".");
}

// The amount in a cell before the title, if nothing stands behind it; without the sign of a currency it may be a code.
function markedBefore(row, title) {
  const cell = row.slice(0, title).find((each) => amountIn(each) && each !== each.replace(UNITS, ""));
  return row.slice(title + 1).some(Boolean) || !cell ? undefined : amountIn(cell);
}

// Title and texts of the amounts of one row.
function lineIn(row, columns) {
  const kind = (name) => row.find((cell) => isWord(cell, name));
  const nature = kind("capital") ? "capital" : kind("recurrent") ? "recurrent" : "";
  if ("approved" in columns) {
    const cell = (name) => (name in columns ? (row[columns[name]] ?? "") : "");
    const title = cell("title") || row.find((each) => /\p{L}/u.test(each) && !amountIn(each)) || "";
    return { title, nature, approved: amountIn(cell("approved")), spent: amountIn(cell("spent")) };
  }
  const worded = row.findLastIndex((cell) => /\p{L}/u.test(cell) && !amountIn(cell));
  const last = worded < 0 ? row.findIndex((cell) => /\p{L}/u.test(cell)) : worded;
  const texts = row.slice(0, last + 1).filter((cell) =>
    /\p{L}/u.test(cell) && !isWord(cell, "capital") && !isWord(cell, "recurrent")
  );
  const title = texts.reduce((longest, cell) => (cell.length > longest.length ? cell : longest), "");
  const [approved = markedBefore(row, last), spent] = row.slice(last + 1).filter(Boolean).map(amountIn);
  return { title, nature, approved, spent };
}

// The text of an amount as it stands there, and if that can mean two things, with its decimals after the sign that the
// other amounts have.
function written(amount, sign) {
  const { value, readings } = typedNumber(amount);
  if (value !== undefined) return amount;
  if (amount.includes(sign)) return unmistakable(readings[1]).replace(".", sign);
  return `${amount}${sign}00`;
}

// decimal: the sign before the decimals, by: what the amounts are multiplied with, if the learner has said it. Gives
// { fault }, or { ask: the two readings of one amount }, or { scale: what the headings say, with the first amount }, or
// { lines, year, total, left }: year, that of the headings or the title, or ""; total, of the last row with that word;
// left, the rows that hold no line,
// { text, why }: "heading", "subtotal", "amount" or "title", which is missing.
export function readLines(text, decimal, by) {
  const { rows = [], fault } = split(text);
  if (fault) return { fault };
  const head = headOf(rows);
  const body = rows.slice(head.at + 1).map((row) => ({ row, ...lineIn(row, head.columns) }));
  const amounts = body.flatMap(({ approved, spent }) => [approved, spent]).filter(Boolean);
  const signs = new Set(amounts.map(decimalSign).filter(Boolean));
  const unclear = amounts.find((each) => typedNumber(each).readings);
  const sign = decimal ?? (signs.size === 1 ? [...signs][0] : undefined);
  if (unclear && !sign) {
    const found = unclear.match(/[.,]/)[0];
    return { ask: { text: unclear, readings: typedNumber(unclear).readings, signs: [OTHER[found], found] } };
  }
  const above = titlesOf(rows, head.at);
  const scale = by ? undefined : scaleOf(rows[head.at] ?? [], head.columns, above);
  const first = scale && body.find(({ title, approved }) => title && approved);
  if (first) {
    return { scale: { ...scale, text: first.approved, full: inFull(written(first.approved, sign), scale.by, sign) } };
  }
  const textOf = (amount) => amount && (by > 1 ? inFull(written(amount, sign), by, sign) : written(amount, sign)) || "";
  const left = (row, why) => ({ text: row.join("\t"), why });
  const found = {
    lines: [],
    year: yearOf(rows[head.at] ?? [], head.columns, above),
    left: rows.slice(0, Math.max(head.at, 0)).map((row) => left(row, "heading")),
  };
  const totals = [];
  for (const { row, title, nature, approved, spent } of body) {
    const line = { title, nature, approved: textOf(approved), spent: textOf(spent) };
    if (!title || !approved) found.left.push(left(row, title ? "amount" : "title"));
    else if (begins(title, "total")) totals.push({ row, line });
    else if (begins(title, "subtotal")) found.left.push(left(row, "subtotal"));
    else found.lines.push(line);
  }
  found.left.push(...totals.slice(0, -1).map(({ row }) => left(row, "subtotal")));
  if (totals.length) found.total = totals.at(-1).line;
  return found.lines.length ? found : { fault: "nothing" };
}
