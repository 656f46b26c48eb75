// What the draft is made from: the workbook and its table of figures, of this browser or of Python's file.
import { bring } from "../kit/bring.js";
import { workbook } from "../kit/kit.js";
import { FIGURES } from "../kit/learner.js";
import { changes, check, empty, fieldsOf, merge, onchange, storageTrouble } from "../kit/workbook.js";
import { keyOf } from "../kit/whose.js";

export const PART = ["4.2", "review"];

// Gives { read, watch }. read() gives { book, rows, isEmpty, trouble }: trouble is the fault of the storage, or "table"
// if the figures cannot be fetched. typed(): what stands in the fields of this page.
export function sourceOf({ model, page }, typed) {
  async function inBrowser() {
    const book = workbook();
    let [rows, trouble] = [[], storageTrouble()];
    try {
      rows = await (await bring("tables")).read();
    } catch {
      trouble ||= "table";
    }
    return { book, rows, trouble };
  }
  function fromPython() {
    const answer = model.get("answer");
    const there = check(JSON.stringify({ ...answer, figures: undefined })).book ?? empty();
    const { book } = merge(there, changes(there, PART, typed()));
    return { book, rows: answer.figures ?? [], trouble: model.get("data").trouble ?? "" };
  }
  return {
    async read() {
      const found = page ? await inBrowser() : fromPython();
      const isEmpty = !found.rows.length && !fieldsOf(found.book).some(([, { value }]) => value !== null);
      return { ...found, isEmpty };
    },
    // Tells when another page, or another exercise of this one, has changed something.
    watch(listener) {
      if (!page) return model.on("change:answer", listener);
      onchange(listener);
      addEventListener("storage", ({ key }) => key === keyOf(FIGURES) && listener());
    },
  };
}
