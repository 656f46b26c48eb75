// The actions in a plan that is pasted: lines without their bullets and numbers, and without headings, particulars such
// as costs, and text between them. What is no action is given back, with the reason, so that a person can decide.
import { ACTIONS, HEADINGS, PARTICULARS } from "./plan_words.js";
import { typedNumber } from "./typed_numbers.js";

const BULLET = /^(?:[-–—*•·▪◦‣●○■□☐☑✓]|\[[ xX]?\])\s+/u;
const CODE = /^\p{Lu}{1,4}[-.]?\p{Nd}{1,3}(?:[.:)]|\s*[-–—])\s+(?=\S)/u;
const NUMBER =
  /^(?:\(?\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*[.):]|\(?[ivx]{1,5}[.)]|[IVX]{1,5}(?:[.)]|\s*[-–—](?=\s))|\(?[a-z][.)]|\p{Nd}{1,2}(?:\.\p{Nd}{1,3})+(?=\s\p{Lu})|\p{Nd}{1,4}(?:\.\p{Nd}{1,3})*\s*[-–—](?=\s+\p{L}))\s+/u;
const STUCK = /^(\p{Nd}{1,2}(?:\.\p{Nd}{1,3})+)(?=\p{Lu}\p{Ll})/u; // a number without a blank behind it
// A number with no sign behind it, as the text of a PDF has it. It may belong to the action, such as 40 bus shelters.
const BARE = /^(\p{Nd}{1,4})\s+(?=(\p{L}))/u;
const FEWEST_IN_A_ROW = 3; // so many small letters, or codes, in a row are no chance
const HASHES = /^#{1,6}\s+/;
// The cost of an action at the end of its line: with a currency, or with thousands and two decimals.
const COST =
  /\s+(?:(?:\p{Lu}{0,2}\p{Sc}|\p{Lu}{1,4}\.?)\s?\p{Nd}{1,3}(?:[.,' ]\p{Nd}{3})+|\p{Nd}{1,3}(?:[.,' ]\p{Nd}{3})+(?=[.,]))(?:[.,]\p{Nd}{2})?$/u;
const TOTAL = /^(?:(?:sub|sous|grand|gran)[-\s]?)?(?:tota|summe)/iu;
// The first line of a document may be its title, with the years of the plan.
const PERIOD = /(?:19|20)\p{Nd}{2}\s?[-–—/]\s?(?:20)?\p{Nd}{2}(?!\p{Nd})/u;
const DOCUMENT = /plan|program|strat|estrat|agenda/iu;
const LONGEST_HEADING = 10; // words, this course's own

const clean = (text) => text.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/\s+/gu, " ").trim();
const bare = (text) => clean(text.replace(/\*\*|`/g, "").replace(/^\s*\|+|\|+\s*$/g, ""));
const wordsIn = (text) => text.split(" ").length;
// Two lines that say the same, whatever their signs and capitals.
const key = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
// "Axis 1", "Strategic objective 2:", "Programa nº 12", "Axe II", "Pillar A".
const HEADED = new RegExp(`^(?:${HEADINGS.join("|")})\\s+(?=(.*))`, "iu");
const ORDINAL = /^(?:[nN][.º°o]*\s*)?(?:\p{N}|[IVX]+(?![\p{L}\p{M}])|\p{Lu}(?![\p{L}\p{M}]))/u;
const isNumbered = (text) => ORDINAL.test(HEADED.exec(text)?.[1] ?? "");

// One line: { text, mark: "code", "number", "bullet" or "", hashes }.
function lineOf(raw) {
  let text = bare(raw).replace(STUCK, "$1 ");
  const hashes = HASHES.test(text);
  text = text.replace(HASHES, "");
  const bulleted = BULLET.test(text);
  text = text.replace(BULLET, "");
  const mark = CODE.test(text) ? "code" : NUMBER.test(text) ? "number" : bulleted ? "bullet" : "";
  return { text: clean(text.replace(mark === "code" ? CODE : mark === "number" ? NUMBER : "", "")), mark, hashes };
}

// Lines whose bare numbers count on from one to the next, or are codes of one length, lose these numbers.
function countedOn(rows) {
  const bare = rows.map((row) => BARE.exec(clean(row))).filter(Boolean)
    .map(([, number, letter]) => ({ number, value: typedNumber(number).value, isSmall: /\p{Ll}/u.test(letter) }));
  const runs = [];
  for (const each of bare) {
    const last = runs.at(-1)?.at(-1);
    if (last && each.value === last.value + 1) runs.at(-1).push(each);
    else runs.push([each]);
  }
  const isCode = ({ number, isSmall }) => !isSmall && number.length > 3;
  const codes = bare.filter(isCode).length >= FEWEST_IN_A_ROW;
  const isList = (run) => run.length >= FEWEST_IN_A_ROW || (run.length > 1 && run.every(({ isSmall }) => !isSmall));
  const listed = runs.flatMap((run) => run.map((each) => isList(run) || (codes && isCode(each))));
  let at = -1;
  return rows.map((row) => {
    if (!BARE.test(clean(row))) return row;
    at += 1;
    return listed[at] ? row.replace(/^\s*\p{Nd}+/u, "$& -") : row;
  });
}

// Rows of a table: the cells below the heading that names actions, else the longest cell of each row with words.
function fromTable(rows) {
  const cells = rows.map((row) => row.split(/\t|\s*\|\s*/).map(bare));
  const isHead = (cell) => ACTIONS.includes(cell.toLowerCase());
  const head = cells.findIndex((row) => row.some(isHead));
  const at = head < 0 ? -1 : cells[head].findIndex(isHead);
  return cells.map((row, place) => {
    if (place <= head || row.every((cell) => /^[-:]*$/.test(cell))) {
      return { text: clean(row.join(" ")), heading: true };
    }
    const longest = row.filter((cell) => /\p{L}/u.test(cell)).reduce(
      (one, cell) => (cell.length > one.length ? cell : one),
      "",
    );
    const cell = at < 0 ? longest : (row[at] ?? "");
    return { ...lineOf(cell), heading: !/\p{L}/u.test(cell), whole: clean(row.join(" ")) };
  });
}

// Lines as they stand, with those that run on below joined to the line before: those that begin with a small letter,
// and in a list with costs, those up to the cost of a line with a sign.
function fromLines(rows) {
  const all = countedOn(rows).map(lineOf);
  const hasCost = ({ text }) => COST.test(text);
  const endsItem = (line) => hasCost(line) && !TOTAL.test(line.text);
  const costs = all.filter(hasCost).length >= FEWEST_IN_A_ROW;
  const lines = [];
  for (const line of all) {
    const before = lines.at(-1);
    const goesOn = /^\p{Ll}/u.test(line.text) ||
      (costs && before && !hasCost(before) && endsItem(line) && /\p{Ll}/u.test(before.text));
    if (before?.mark && !line.mark && !line.hashes && goesOn) before.text += ` ${line.text}`;
    else if (line.text) lines.push(line);
  }
  // What an action costs is no part of its name.
  const withoutCost = (line) => ({ ...line, cost: hasCost(line), text: line.text.replace(COST, "") });
  return costs ? lines.map((line) => (line.mark ? withoutCost(line) : line)) : lines;
}

const isCapitals = (text) => /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
function isHeading({ text, hashes, mark, heading, cost }, next) {
  if (heading || !/\p{L}/u.test(text)) return true;
  if (mark === "code" || cost) return false;
  const short = wordsIn(text) <= LONGEST_HEADING;
  if (hashes || text.endsWith(":") || (short && isCapitals(text)) || isNumbered(text)) return true;
  return short && mark === "number" && next?.mark === "bullet";
}
const isTitle = ({ text, mark }) => !mark && PERIOD.test(text) && DOCUMENT.test(text);
const isParticular = ({ text }) => {
  const [label, rest] = text.split(/\s?:\s/, 2);
  return rest !== undefined && PARTICULARS.includes(label.toLowerCase());
};
// Why a line is no action at first sight, or "".
const reasonOf = (line, next) => (isHeading(line, next) ? "heading" : isParticular(line) ? "particular" : "");

// Why each line is left, or "" for an action. The strongest sign by which the plan marks its actions decides: codes
// such as A01, then numbers and bullets, then none.
function reasons(lines) {
  const found = lines.map((line, at) => reasonOf(line, lines[at + 1]));
  if (lines.length > 1 && isTitle(lines[0])) found[0] = "heading";
  for (const marks of [["code"], ["number", "bullet"]]) {
    const takes = lines.map((line, at) => !found[at] && marks.includes(line.mark));
    if (takes.filter(Boolean).length > 1) return found.map((why, at) => why || (takes[at] ? "" : "unmarked"));
  }
  return found;
}

// known: names that are in the list already. Gives { actions, twice, left, costs }: names; those that stand there
// already; the lines that are no action, { text, why }: "heading", "particular" such as costs, or "unmarked" where
// actions have signs; and of how many lines the cost at their end was left out.
export function actionsIn(text, known = []) {
  const rows = text.split(/\r\n?|\n|\u2028/).filter((row) => row.trim());
  const isTable = rows.filter((row) => row.includes("\t") || /\|.*\|/.test(row)).length > rows.length / 2;
  const lines = isTable ? fromTable(rows) : fromLines(rows);
  const why = reasons(lines);
  const seen = new Set(known.map(key));
  const found = { actions: [], twice: [], left: [], costs: lines.filter(({ cost }) => cost).length };
  lines.forEach((line, at) => {
    const { text: name } = line;
    if (why[at]) return found.left.push({ text: line.whole ?? name, why: why[at] });
    found[seen.has(key(name)) ? "twice" : "actions"].push(name);
    seen.add(key(name));
  });
  return found;
}
