// The repaired copy as a file, and the list of what was repaired in it.
import { counted, fill, h, number, table } from "../kit/kit.js";
import { scrolled } from "../kit/parts.js";

const SHOWN = 200;

function save(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/csv" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// The name of the copy: that of the file, and what it is.
const nameOf = (name, what) => `${name.replace(/\.[^.]*$/, "") || "table"}-${what}.csv`;

function changesTable(changes, texts, strings) {
  const becomes = ({ kind, new: fresh }) =>
    ["blank-row", "duplicate-row", "empty-heading"].includes(kind) ? strings.taken_out : fresh ?? "";
  const rows = changes.slice(0, SHOWN).map((change) => [
    change.row === null ? strings.whole_file : number(change.row),
    change.column,
    texts.kinds[change.kind].title,
    change.found,
    becomes(change),
  ]);
  const caption = changes.length > SHOWN
    ? fill(strings.changes_first, { shown: SHOWN, count: number(changes.length) })
    : counted(strings.changes, changes.length);
  const element = table(caption, strings.change_heads, rows);
  return scrolled(caption, "", element);
}

// told(sentence): what was downloaded.
export function copyPart(strings, told) {
  const parts = h("div");
  function show({ changes, layout, copy, changesFile, inDoubt, texts, table: { name } }) {
    if (layout.form === "unknown" || !changes.length) {
      const sentence = layout.form === "unknown" ? strings.unknown_copy : strings.no_copy;
      return parts.replaceChildren(h("p", null, sentence));
    }
    const download = (what, bytes) => () => {
      save(nameOf(name, what), bytes);
      told(fill(strings.downloaded, { file: nameOf(name, what) }));
    };
    const encoder = new TextEncoder();
    parts.replaceChildren(
      h("p", null, counted(strings.copy_lead, changes.length)),
      h("p", null, inDoubt ? strings.copy_bytes : strings.copy_form),
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: download("repaired", copy) }, strings.download),
        h(
          "button",
          { type: "button", onclick: download("repaired-changes", encoder.encode(changesFile)) },
          strings.download_changes,
        ),
      ),
      h(
        "details.fold",
        null,
        h("summary", null, counted(strings.changes, changes.length)),
        changesTable(changes, texts, strings),
      ),
    );
  }
  return { element: h("div", null, h("h4", null, strings.copy), parts), show };
}
