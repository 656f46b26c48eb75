// The workbook as a file: download it, take one in, erase; and what the browser held and could not be read.
import { bring } from "../kit/bring.js";
import { download, downloadWorkbook, field, fill, h, number } from "../kit/kit.js";
import { fieldsOf } from "../kit/workbook.js";
import { eraser } from "./erase.js";

// Choosing a file, and what it brings: the elements. What was decided goes to take(book, figures).
function opener(store, words, strings, { told, take }) {
  const panel = h("div");
  const input = h("input", { type: "file", accept: ".json,application/json", onchange: open });
  async function open() {
    const [file] = input.files;
    panel.replaceChildren();
    if (!file) return;
    const taken = await bring("my_course_taken").catch(() => undefined);
    if (!taken) {
      input.value = "";
      return told(strings.part_lost);
    }
    const { contents, newFigures } = taken;
    const { book, fault, place, count } = await contents(file, store);
    input.value = ""; // so that the same file can be chosen again
    const values = { file: file.name, place: (place ?? []).join(" / "), count: number(count ?? 0) };
    if (fault) told(fill(strings.faults[fault], values));
    else offer(taken.decisionForm, file.name, book, await newFigures(book, store));
  }
  function offer(decisionForm, name, book, figures) {
    const form = decisionForm({ name, book, here: store.read(), figures }, words, strings, {
      told,
      take: async (chosen) => close(await take(chosen, { name, book, figures })),
      cancel: () => close(strings.not_taken),
    });
    if (!form) return told(fill(strings.nothing_new, { file: name }));
    panel.replaceChildren(form.element);
    form.heading.focus();
  }
  function close(sentence) {
    panel.replaceChildren();
    input.focus();
    told(sentence);
  }
  return [field(strings.open_file, input), panel];
}

// store: read, add, erase, aside, and those of the table. told: what has happened, in words. renew: show the workbook
// again. copy: says when it was last saved to a file.
export function fileParts(store, words, strings, { told, renew, copy }) {
  const aside = h("div");
  const table = h("p", { hidden: true });
  function save() {
    told(fill(strings.downloaded, { file: downloadWorkbook(store.read()) }));
    copy.show();
  }
  async function take(chosen, { name, book, figures }) {
    const first = !fieldsOf(store.read()).length;
    const fault = figures.length ? await store.addFigures(figures) : "";
    if (["many", "large"].includes(fault)) {
      return fill(strings.faults[fault], { file: name, count: number(figures.length) });
    }
    if (first && book.by && !store.author()) store.rename(book.by);
    const kept = store.add(chosen);
    if (first && kept && !fault) copy.same();
    renew();
    return kept && !fault ? strings.taken_in : strings.taken_in_page;
  }
  function erased() {
    renew();
    told(strings[store.erases].done);
  }
  const { button, dialog } = eraser(store, strings, { save, erased });

  function lineAside({ key, fault, time, text }) {
    const values = { fault: strings.fault_words[fault] ?? fault, time: words.when(time) };
    const sentence = fill(key === store.key ? strings.aside_there : strings.aside, values);
    const onclick = () => download(`workbook-${fault}.json`, text);
    return h(
      "p.row",
      null,
      h("span", null, sentence),
      h("button", { type: "button", onclick }, strings.download_aside),
    );
  }
  return {
    // What the browser held and could not be read; and how large the table is.
    show() {
      aside.replaceChildren(...store.aside().map(lineAside));
      table.hidden = !store.counted();
      table.textContent = fill(strings.table, { count: number(store.counted()) });
    },
    element: h(
      "div.file",
      null,
      h("p.row", null, h("button.go", { type: "button", onclick: save }, strings.download), copy.element),
      table,
      ...opener(store, words, strings, { told, take }),
      aside,
      h("p.row", null, button),
      dialog,
    ),
  };
}
