// The workbook as a file: download it, take one in, erase; and what the browser held and could not be read.
import { download, downloadWorkbook, field, fill, h } from "../kit/kit.js";
import { check } from "../kit/workbook.js";
import { decisionForm } from "./decide.js";
import { eraser } from "./erase.js";

const MOST = 5_000_000; // bytes; a workbook of the whole course has about a tenth of it

async function contents(file) {
  if (file.size > MOST) return { fault: "large" };
  try {
    return check(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
  } catch {
    return { fault: "damaged" };
  }
}

// Choosing a file, and what it brings: the elements. What was decided goes to take(book).
function opener(store, words, strings, { told, take }) {
  const panel = h("div");
  const input = h("input", { type: "file", accept: ".json,application/json", onchange: open });
  async function open() {
    const [file] = input.files;
    panel.replaceChildren();
    if (!file) return;
    const { book, fault, place } = await contents(file);
    input.value = ""; // so that the same file can be chosen again
    if (fault) told(fill(strings.faults[fault], { file: file.name, place: (place ?? []).join(" / ") }));
    else offer(file.name, book);
  }
  function offer(name, book) {
    const form = decisionForm({ name, book, here: store.read() }, words, strings, {
      told,
      take: (chosen) => close(take(chosen)),
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

// store: read, add, erase, aside. told: what has happened, in words. renew: show the workbook again.
export function fileParts(store, words, strings, told, renew) {
  const aside = h("div");
  const save = () => told(fill(strings.downloaded, { file: downloadWorkbook(store.read()) }));
  function take(book) {
    const kept = store.add(book);
    renew();
    return kept ? strings.taken_in : strings.taken_in_page;
  }
  function erased() {
    renew();
    told(strings.erased);
  }
  const { button, dialog } = eraser(store, strings, { save, erased });

  function lineAside({ fault, time, text }) {
    const sentence = fill(strings.aside, { fault: strings.fault_words[fault] ?? fault, time: words.when(time) });
    const onclick = () => download(`workbook-${fault}.json`, text);
    return h(
      "p.row",
      null,
      h("span", null, sentence),
      h("button", { type: "button", onclick }, strings.download_aside),
    );
  }
  return {
    // What the browser held and could not be read.
    showAside: () => aside.replaceChildren(...store.aside().map(lineAside)),
    element: h(
      "div.file",
      null,
      h("p.row", null, h("button.go", { type: "button", onclick: save }, strings.download)),
      ...opener(store, words, strings, { told, take }),
      aside,
      h("p.row", null, button),
      dialog,
    ),
  };
}
