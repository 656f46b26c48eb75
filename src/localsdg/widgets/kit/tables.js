// The table of figures of a workbook. It may be large, so it lies in a database of the browser and not beside the small
// entries, and this module comes only when there is a table: see bring. In the file it is the member "figures".
import { COLUMNS, MOST_BYTES, MOST_FIGURES } from "./figure_limits.js";
import { keyOfFigure, sameFigure } from "./figures.js";
import { download } from "./kit.js";
import { FIGURES, noteChange } from "./learner.js";
import { canonical, empty, save } from "./workbook.js";
import { keyOf, learner, readKey, writeKey } from "./whose.js";

const DATABASE = "localsdg";
const TABLES = "figures";
const NEEDED = ["indicator", "year", "value"];

// What is wrong with the figures of a file: { fault, place }, or undefined. The rules are those of the schema.
export function faultOf(figures) {
  if (figures.length > MOST_FIGURES) return { fault: "many", place: ["figures"], count: figures.length };
  for (const [at, row] of figures.entries()) {
    const place = ["figures", String(at)];
    if (row === null || typeof row !== "object" || Array.isArray(row)) return { fault: "wrong", place };
    const names = Object.keys(row);
    if (NEEDED.some((name) => !names.includes(name)) || names.some((name) => !COLUMNS.includes(name))) {
      return { fault: "wrong", place };
    }
    const odd = names.find((name) => typeof row[name] !== "string");
    if (odd) return { fault: "wrong", place: [...place, odd] };
  }
}

// Several tables as one: the one table, if they are the same; else every different row, in a fixed order.
export function together(tables) {
  const filled = tables.filter((rows) => rows.length);
  const [first = [], ...others] = filled;
  const text = canonical(first);
  if (others.every((rows) => canonical(rows) === text)) return first;
  const rows = new Map(filled.flat().map((row) => [canonical(row), row]));
  return [...rows.keys()].sort().map((each) => rows.get(each));
}

// A workbook with its table as the text of a file: a row of the table is one line.
export function textOf(book, figures) {
  const text = JSON.stringify(book, null, 1);
  if (!figures.length) return `${text}\n`;
  const lines = figures.map((row) => `  ${JSON.stringify(row)}`);
  return `${text.slice(0, -2)},\n "figures": [\n${lines.join(",\n")}\n ]\n}\n`;
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
async function database() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLES);
  return await done(request);
}
// work(store) within one transaction: two tabs do not undo each other.
async function within(mode, work) {
  const open = await database();
  try {
    const transaction = open.transaction(TABLES, mode);
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const found = await work(transaction.objectStore(TABLES));
    await finished;
    return found;
  } finally {
    open.close();
  }
}
// What was done to the table and this browser does not keep stays in the page, and in the next file that is downloaded.
let waiting = [];
const after = (works, rows) => works.reduce((all, work) => work(all), rows);

// Of each person one table, under the name of her workbook.
async function kept() {
  if (learner === undefined) return [];
  return (await within("readonly", (store) => done(store.get(keyOf(FIGURES)))).catch(() => undefined)) ?? [];
}
export const read = async () => after(waiting, await kept());

const tooMuch = (rows) => {
  if (rows.length > MOST_FIGURES) return "many";
  return new TextEncoder().encode(textOf({}, rows)).length > MOST_BYTES ? "large" : "";
};
// Keeps what waits, as a person's: "", or why not.
async function keep(id) {
  if (id === undefined) return "nobody";
  const key = keyOf(FIGURES, id);
  const works = [...waiting];
  let trouble = "";
  let count = 0;
  try {
    await within("readwrite", async (store) => {
      const rows = after(works, await done(store.get(key)) ?? []);
      trouble = tooMuch(rows);
      count = rows.length;
      if (!trouble) await done(store.put(rows, key));
    });
  } catch (error) {
    trouble = /quota/i.test(error?.name) ? "full" : "blocked";
  }
  if (trouble) return trouble;
  if (!readKey(key)) navigator.storage?.persist?.(); // as soon as there is something to lose
  if (!writeKey(key, count ? String(count) : "")) return "blocked";
  waiting = waiting.filter((work) => !works.includes(work));
  noteChange(id);
  return "";
}
function warn(event) {
  if (waiting.length) event.preventDefault();
}
// Changes the table by work(rows), which gives the rows from then on. The answer is ""; "blocked", "full" or "nobody"
// if the change stays in this page only; or "many" or "large" if nothing was changed.
async function change(work) {
  const fault = tooMuch(work(await read()));
  if (fault) return fault;
  waiting.push(work);
  const trouble = await keep(learner);
  globalThis.localsdgTable = Boolean(waiting.length);
  if (trouble) addEventListener("beforeunload", warn);
  // A workbook, though an empty one, says that there is somebody.
  else save(empty());
  return trouble;
}
// What waits becomes the work of a person.
export const handOver = async (id) => {
  const trouble = await keep(id);
  globalThis.localsdgTable = Boolean(waiting.length);
  return !trouble;
};

// Adds rows to those that are there.
export const add = (figures) => change((rows) => together([rows, figures]));

// What comes of it if figures take the place of those with the same key: the rows then, how many are new, replace
// another one or are there already, and the rows that come and go.
export function replacing(rows, figures) {
  const known = new Map();
  for (const row of rows) known.set(keyOfFigure(row), [...(known.get(keyOfFigure(row)) ?? []), row]);
  const [come, gone] = [[], []];
  const counts = { added: 0, replaced: 0, same: 0 };
  for (const figure of figures) {
    const there = known.get(keyOfFigure(figure)) ?? [];
    if (there.length === 1 && sameFigure(there[0], figure)) counts.same += 1;
    else {
      counts[there.length ? "replaced" : "added"] += 1;
      come.push(figure);
      gone.push(...there);
    }
  }
  return { rows: instead(rows, gone, come), ...counts, come, gone };
}
// Rows with some of them taken out, and others put in.
function instead(rows, gone, come) {
  const out = new Set(gone.map(canonical));
  const stay = rows.filter((row) => !out.has(canonical(row)));
  const here = new Set(stay.map(canonical));
  return [...stay, ...come.filter((row) => !here.has(canonical(row)))];
}
// Puts figures into the table, each in the place of those with its key; first, back() takes earlier ones out. The
// answer has another back(), which gives the rows without these: see undo.
export const put = async (figures, back = (rows) => rows) => {
  const { come, gone, added, replaced, same } = replacing(back(await read()), figures);
  const fault = await change((rows) => replacing(back(rows), figures).rows);
  return { fault, added, replaced, same, back: (rows) => instead(rows, come, gone) };
};
export const undo = (back) => change(back);
export const remove = async () => {
  waiting = [];
  globalThis.localsdgTable = false;
  await within("readwrite", (table) => done(table.delete(keyOf(FIGURES))));
};
// Offers the workbook with its table as a file; one that is gone is no reason to keep back the rest.
export const downloadWith = async (name, book) => download(name, textOf(book, await read()));
