// The table of figures of a workbook. It may be large, so it lies in a database of the browser and not beside the small
// entries, and this module comes only when there is a table: see bring. In the file it is the member "figures".
import { COLUMNS, MOST_BYTES, MOST_FIGURES } from "./figure_limits.js";
import { download } from "./kit.js";
import { FIGURES } from "./learner.js";
import { canonical } from "./workbook.js";
import { keyOf, writeKey } from "./whose.js";

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
// Of each person one table, under the name of her workbook.
const key = () => keyOf(FIGURES);
// What this browser does not keep stays in the page, and in the next file that is downloaded.
let unkept = [];

export const read = async () => {
  const kept = await within("readonly", (store) => done(store.get(key()))).catch(() => undefined);
  return together([kept ?? [], unkept]);
};
// Adds rows; the answer is "", "blocked" if they stay in this page only, or "many" or "large" if nothing was added.
export const add = async (figures) => {
  const all = together([await read(), figures]);
  if (all.length > MOST_FIGURES) return "many";
  if (new TextEncoder().encode(textOf({}, all)).length > MOST_BYTES) return "large";
  unkept = all;
  try {
    await within("readwrite", async (store) => {
      const rows = together([await done(store.get(key())) ?? [], all]);
      await done(store.put(rows, key()));
    });
    if (writeKey(key(), String(all.length))) unkept = [];
  } catch {
    // Then it stays in the page.
  }
  globalThis.localsdgTable = Boolean(unkept.length);
  return unkept.length ? "blocked" : "";
};
export const remove = async () => {
  unkept = [];
  globalThis.localsdgTable = false;
  await within("readwrite", (store) => done(store.delete(key())));
};
// Offers the workbook with its table as a file; one that is gone is no reason to keep back the rest.
export const downloadWith = async (name, book) => download(name, textOf(book, await read()));
