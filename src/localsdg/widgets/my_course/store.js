// Where the workbook is: in this browser, or in Jupyter in the file workbook.json. Both give: read it; add the fields
// of a book; keep a book as it is typed, then done("") or done(trouble); erase it and then go on; what was put aside;
// trouble as a sentence or nothing; and the place in words.
import { fill } from "../kit/kit.js";
import { check, empty, erase, fieldsOf, loadShown, merge, save, setAside, storageTrouble } from "../kit/workbook.js";

export function browserStore(strings) {
  return {
    read: () => loadShown(["", "profile"]),
    add: save,
    keep: (book, done) => done(save(book) ? "" : storageTrouble() || "blocked"),
    erase(done) {
      erase();
      done();
    },
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
  model.on("change:told", () => {
    const told = model.get("told");
    if (answered && told.asked >= asked) answered(told.trouble ? told : "");
  });
  return {
    read,
    add(book) {
      model.set("answer", merge(read(), book).book);
      model.save_changes();
      return true;
    },
    keep(book, done) {
      answered = done;
      asked = Math.max(Date.now(), asked + 1);
      model.set("answer", merge(read(), book).book);
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
    aside: () => [],
    trouble: () => model.get("trouble"),
    place: file ? fill(strings.place_file, { file }) : strings.place_none,
  };
}
