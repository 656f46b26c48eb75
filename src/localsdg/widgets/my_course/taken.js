// What is needed once a workbook's file was chosen: to read it, also one of an earlier version, and to decide.
import { readsEarlier } from "../kit/earlier.js";
import { canonical, check } from "../kit/workbook.js";

export { decisionForm } from "./decide.js";

readsEarlier();

const MOST = 5_000_000; // bytes; a workbook of the whole course has about a tenth of it

export const contents = async (file, store) => {
  if (file.size > MOST) return { fault: "large" };
  try {
    const found = check(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    return { ...found, ...(found.book?.figures ? await store.fault(found.book.figures) : {}) };
  } catch {
    return { fault: "damaged" };
  }
};

// The rows of a table that are not here yet.
export const newFigures = async ({ figures = [] }, store) => {
  if (!figures.length) return [];
  const here = new Set((await store.figures()).map(canonical));
  return figures.filter((row) => !here.has(canonical(row)));
};
