// How a table comes in: a file that is chosen or dropped, or cells that are pasted.
import { field, fill, h } from "../kit/kit.js";
import { draft } from "../kit/pasted.js";

const KINDS = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|ods|zip)$/i;

// area: where a file can be dropped. refuse(sentence): what is no table by its name. take(bytes, name): a table; its
// name is empty if it was pasted.
export function inputPart(strings, { area, refuse, take }) {
  const accept = ".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.ods,.zip,text/csv,text/plain,text/tab-separated-values";
  const input = h("input", {
    type: "file",
    accept,
    style: "display: block; margin-block: 0.25rem; max-inline-size: 100%",
    onchange: () => read(input.files[0]),
  });
  const pasted = h("textarea", { rows: 4, spellcheck: "false", autocapitalize: "off" });
  draft("table_check.pasted", pasted);
  async function read(file) {
    if (!file) return;
    const bytes = KINDS.test(file.name) ? new Uint8Array(await file.arrayBuffer()) : null;
    input.value = ""; // so that the same file can be chosen again
    if (bytes) take(bytes, file.name);
    else refuse(fill(strings.other_kind, { file: file.name }));
  }
  function check() {
    if (pasted.value.trim()) take(new TextEncoder().encode(pasted.value), "");
    else refuse(strings.nothing_pasted);
  }
  area.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return; // a text goes where it is dropped
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
  return h(
    "div.screen",
    null,
    field(strings.file, input),
    h("p.small.soft", null, strings.drop),
    field(strings.paste, pasted),
    h(
      "p.row",
      { style: "margin-block-start: 0.75rem" },
      h("button.go", { type: "button", onclick: check }, strings.check),
    ),
  );
}
