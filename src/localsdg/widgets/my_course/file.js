// The workbook as a file: download it, take one in and decide where the two differ, erase.
import { download, downloadWorkbook, field, fill, h, identifier, number, radios } from "../kit/kit.js";
import { check, fieldAt, fieldsOf, merge, put, timeAfter } from "../kit/workbook.js";

const MOST = 5_000_000; // bytes; a workbook of the whole course has about a tenth of it

// store: read, add, erase, aside. told: what has happened, in words. renew: show the workbook again.
export function fileParts(store, words, strings, told, renew) {
  const panel = h("div");
  const aside = h("div");

  function save() {
    told(fill(strings.downloaded, { file: downloadWorkbook(store.read()) }));
  }

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
  async function contents(file) {
    if (file.size > MOST) return { fault: "large" };
    try {
      return check(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      return { fault: "damaged" };
    }
  }

  // What the file would bring; nothing is taken in before the learner has decided.
  function offer(name, book) {
    const here = store.read();
    const { conflicts } = merge(here, book);
    const added = fieldsOf(book).filter(([address]) => !fieldAt(here, address)).length;
    if (!added && !conflicts.length) return told(fill(strings.nothing_new, { file: name }));
    // A choice begins with the later entry.
    const decisions = conflicts.map(({ address, kept }) => {
      const [mine, theirs] = [fieldAt(here, address), fieldAt(book, address)];
      const later = kept === theirs ? "file" : "here";
      const decision = { address, later, mine, theirs, choice: later };
      const option = (sentence, { value, time }) =>
        fill(sentence, { value: words.value(value), time: words.when(time) });
      const options = [["here", option(strings.here, mine)], ["file", option(strings.in_file, theirs)]];
      const choose = (choice) => (decision.choice = choice);
      decision.element = radios(words.address(address, mine.value), options, later, choose);
      return decision;
    });
    const all = (choose) => () => {
      for (const decision of decisions) {
        decision.choice = choose(decision.later);
        decision.element.querySelector(`[value=${decision.choice}]`).checked = true;
      }
      told(strings.all_chosen);
    };
    const button = (text, choose) => h("button.quiet", { type: "button", onclick: all(choose) }, text);
    const values = { file: name, added: number(added), differ: number(conflicts.length) };
    const heading = h("h4", { tabindex: -1 }, fill(strings.found, values));
    const form = h(
      "form",
      { onsubmit: (event) => take(event, book, decisions) },
      heading,
      h("p", null, fill(conflicts.length ? strings.found_differ : strings.found_added, values)),
      ...(conflicts.length
        ? [
          h(
            "p.row",
            null,
            button(strings.take_later, (choice) => choice),
            button(strings.take_here, () => "here"),
            button(strings.take_file, () => "file"),
          ),
          ...decisions.map(({ element }) => element),
        ]
        : []),
      h(
        "p.row",
        null,
        h("button.go", { type: "submit" }, strings.take_in),
        h("button", { type: "button", onclick: () => close(strings.not_taken) }, strings.cancel),
      ),
    );
    panel.replaceChildren(form);
    heading.focus();
  }
  function take(event, book, decisions) {
    event.preventDefault();
    const chosen = merge(book).book;
    for (const { address, later, mine, theirs, choice } of decisions) {
      const [picked, other] = choice === "here" ? [mine, theirs] : [theirs, mine];
      // To keep the earlier entry is a decision of now: it is later than both.
      if (choice !== later) put(chosen, address, { value: picked.value, time: timeAfter(other) });
    }
    const kept = store.add(chosen);
    renew();
    close(kept ? strings.taken_in : strings.taken_in_page);
  }
  function close(sentence) {
    panel.replaceChildren();
    input.focus();
    told(sentence);
  }

  // Erasing asks first, and offers the file.
  const dialog = h("dialog", { "aria-labelledby": identifier("erase") });
  const eraser = h("button", { type: "button", onclick: ask }, strings.erase);
  function ask() {
    const count = fieldsOf(store.read()).filter(([, field]) => field.value !== null).length;
    const act = (then) => () => {
      then();
      dialog.close();
    };
    const gone = () =>
      store.erase(() => {
        renew();
        told(strings.erased);
      });
    const parts = [
      h("h4", { id: dialog.getAttribute("aria-labelledby") }, strings.erase_title),
      h("p", null, fill(strings.erase_says, { count: number(count) })),
      store.aside().length ? h("p", null, strings.erase_aside) : null,
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: save }, strings.download),
        h("button", { type: "button", onclick: act(gone) }, strings.erase_now),
        h("button", { type: "button", onclick: () => dialog.close() }, strings.cancel),
      ),
    ];
    dialog.replaceChildren(...parts.filter(Boolean));
    dialog.showModal();
  }

  // What the browser held and could not be read.
  function showAside() {
    const lines = store.aside().map(({ fault, time, text }) => {
      const sentence = fill(strings.aside, { fault: strings.fault_words[fault] ?? fault, time: words.when(time) });
      const name = `workbook-${fault}.json`;
      return h(
        "p.row",
        null,
        h("span", null, sentence),
        h("button", { type: "button", onclick: () => download(name, text) }, strings.download_aside),
      );
    });
    aside.replaceChildren(...lines);
  }

  return {
    showAside,
    element: h(
      "div.file",
      null,
      h("p.row", null, h("button.go", { type: "button", onclick: save }, strings.download)),
      field(strings.open_file, input),
      panel,
      aside,
      h("p.row", null, eraser),
      dialog,
    ),
  };
}
