// The actions in a plan that is pasted: lines without their bullets and numbers, and without headings, particulars such
// as costs, and text between them. What is no action is given back, so that a person can decide.
const BULLET = /^(?:[-–—*•·▪◦‣●○■□☐☑✓]|\[[ xX]?\])\s+/u;
const CODE = /^\p{Lu}{1,4}[-.]?\d{1,3}(?:[.:)]|\s*[-–—])\s+(?=\S)/u;
const NUMBER =
  /^(?:\(?\d{1,3}(?:\.\d{1,3})*[.):]|\(?[ivx]{1,5}[.)]|\(?[a-z][.)]|\d{1,2}(?:\.\d{1,2})+(?=\s\p{Lu}))\s+/u;
const HASHES = /^#{1,6}\s+/;
const LONGEST_HEADING = 10; // words, this course's own

const clean = (text) => text.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/\s+/gu, " ").trim();
const bare = (text) => clean(text.replace(/\*\*|`/g, "").replace(/^\s*\|+|\|+\s*$/g, ""));
const wordsIn = (text) => text.split(" ").length;
// Two lines that say the same, whatever their signs and capitals.
const key = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
const beginsWith = (text, words) =>
  words.some((word) => text.toLowerCase().startsWith(word) && !/^[\p{L}\p{M}]/u.test(text.slice(word.length)));

// One line: { text, mark: "code", "number", "bullet" or "", hashes }.
function lineOf(raw) {
  let text = bare(raw);
  const hashes = HASHES.test(text);
  text = text.replace(HASHES, "");
  const bulleted = BULLET.test(text);
  text = text.replace(BULLET, "");
  const mark = CODE.test(text) ? "code" : NUMBER.test(text) ? "number" : bulleted ? "bullet" : "";
  return { text: clean(text.replace(mark === "code" ? CODE : mark === "number" ? NUMBER : "", "")), mark, hashes };
}

// Rows of a table: the cells below the heading that names actions, else the longest cell of each row with words.
function fromTable(rows, words) {
  const cells = rows.map((row) => row.split(/\t|\s*\|\s*/).map(bare));
  const isHead = (cell) => words.action.includes(cell.toLowerCase());
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

// Lines as they stand, with those that run on below joined to the line before.
function fromLines(rows) {
  const lines = [];
  for (const row of rows) {
    const line = lineOf(row);
    const before = lines.at(-1);
    if (before?.mark && !line.mark && !line.hashes && /^\p{Ll}/u.test(line.text)) before.text += ` ${line.text}`;
    else if (line.text) lines.push(line);
  }
  return lines;
}

const isCapitals = (text) => /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
function isHeading({ text, hashes, mark, heading }, next, words) {
  if (heading || !/\p{L}/u.test(text)) return true;
  if (mark === "code") return false;
  const short = wordsIn(text) <= LONGEST_HEADING;
  if (hashes || text.endsWith(":") || (short && isCapitals(text))) return true;
  if (beginsWith(text, words.heading) && /^\S+ (?:\p{N}|[IVX]+\b|\p{Lu}\b)/u.test(text)) return true;
  return short && mark === "number" && next?.mark === "bullet";
}
const isParticular = ({ text }, words) => {
  const [label, rest] = text.split(/:\s/, 2);
  return rest !== undefined && words.particular.includes(label.toLowerCase());
};

// The strongest sign by which the plan marks its actions: codes such as A01, then numbers and bullets, then none.
function chosen(lines, words) {
  const next = (at) => lines[at + 1];
  const left = lines.map((line, at) => isHeading(line, next(at), words) || isParticular(line, words));
  const marked = (marks) => lines.map((line, at) => !left[at] && marks.includes(line.mark));
  const count = (all) => all.filter(Boolean).length;
  for (const marks of [["code"], ["number", "bullet"]]) {
    const found = marked(marks);
    if (count(found) > 1) return found;
  }
  return left.map((each) => !each);
}

// words: of the catalogue, in small letters: heading ("axis", ...), particular ("cost", ...), action (heads of columns).
// known: names that are in the list already. Gives { actions, twice, left }: names; those that stand there already; and
// the lines that are no action.
export function actionsIn(text, words, known = []) {
  const rows = text.split(/\r\n?|\n|\u2028/).filter((row) => row.trim());
  const isTable = rows.filter((row) => row.includes("\t") || /\|.*\|/.test(row)).length > rows.length / 2;
  const lines = isTable ? fromTable(rows, words) : fromLines(rows);
  const takes = chosen(lines, words);
  const seen = new Set(known.map(key));
  const found = { actions: [], twice: [], left: [] };
  lines.forEach((line, at) => {
    const { text: name } = line;
    if (!takes[at]) found.left.push(line.whole ?? name);
    else if (seen.has(key(name))) found.twice.push(name);
    else found.actions.push(name);
    if (takes[at]) seen.add(key(name));
  });
  return found;
}
