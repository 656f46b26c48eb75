// Where the workbook is: in this browser, or in Jupyter in the file workbook.json. Both give: read it; add the fields
// of a book; keep a book as it is typed, then done("") or done(trouble); erase it and then go on; what was put aside;
// trouble as a sentence or nothing; and the place in words. Besides: the name of the person, author() and rename(name);
// and the table of figures, figures() and addFigures(rows), which answers "" or why they are not kept.
import { fill } from "../kit/kit.js";
import { bring } from "../kit/bring.js";
import { author, clean, FIGURES, learners, rename, writeAs } from "../kit/learner.js";
import { erase, setAside } from "../kit/leaving.js";
import { check, empty, fieldsOf, loadShown, merge, save, storageTrouble } from "../kit/workbook.js";
import { keyOf, learner, readKey, WORK } from "../kit/whose.js";

export function browserStore(strings) {
  const hasTable = () => Boolean(readKey(keyOf(FIGURES)));
  // A page belongs to one person: without her, or beside others, the course begins again.
  function eraseAll(done) {
    erase();
    if (learner || learners().length) location.reload();
    else done();
  }
  return {
    read: () => loadShown(["", "profile"]),
    add: save,
    keep: (book, done) => done(save(book) ? "" : storageTrouble() || "blocked"),
    erase(done) {
      if (!hasTable()) return eraseAll(done);
      bring("tables").then((tables) => tables.remove()).catch(() => {}).then(() => eraseAll(done));
    },
    key: keyOf(WORK),
    erases: "remove",
    author,
    rename,
    renameOn: "input",
    counted: () => Number(readKey(keyOf(FIGURES))),
    figures: async () => (hasTable() ? (await bring("tables")).read() : []),
    addFigures: async (rows) => (await bring("tables")).add(rows),
    fault: async (rows) => (await bring("tables")).faultOf(rows),
    aside: setAside,
    trouble: () => strings.storage[storageTrouble()] ?? "",
    place: location.protocol === "file:" ? strings.place_folder : strings.place_browser,
  };
}

export function fileStore(model, strings) {
  const file = model.get("file");
  const read = () => check(JSON.stringify(model.get("answer"))).book ?? empty();
  let asked = 0;
  let answered;
  const known = () => writeAs(read().by ?? "");
  model.on("change:answer", known);
  known();
  model.on("change:told", () => {
    const told = model.get("told");
    if (answered && told.asked >= asked) answered(told.trouble ? told : "");
  });
  // Python adds the rows of a table to those of its file.
  function put(book, figures = read().figures) {
    const { by } = read();
    model.set("answer", { ...merge(read(), book).book, ...(by ? { by } : {}), ...(figures ? { figures } : {}) });
  }
  return {
    read,
    add(book) {
      put(book);
      model.save_changes();
      return true;
    },
    keep(book, done) {
      answered = done;
      asked = Math.max(Date.now(), asked + 1);
      put(book);
      model.set("asked", asked);
      model.save_changes();
    },
    erase(done) {
      const erased = () => {
        model.off("change:answer", erased);
        if (!fieldsOf(read()).length) done();
      };
      model.on("change:answer", erased);
      model.send({ action: "erase" });
    },
    erases: "erase",
    author,
    renameOn: "change", // each time the file is written
    rename: (name) => model.send({ action: "sign", name: clean(name) }),
    counted: () => read().figures?.length ?? 0,
    figures: () => read().figures ?? [],
    addFigures(rows) {
      put(empty(), [...(read().figures ?? []), ...rows]);
      model.save_changes();
      return "";
    },
    fault: () => {}, // Python says what is wrong
    aside: () => [],
    trouble: () => model.get("trouble"),
    place: file ? fill(strings.place_file, { file }) : strings.place_none,
  };
}
