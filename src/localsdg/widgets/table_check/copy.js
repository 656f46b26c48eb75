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

// Files to take away: button(what, text of the button, bytes).
const buttonsFor = (name, strings, told) => (what, label, bytes, kind = "button") => {
  const file = nameOf(name, what);
  const onclick = () => {
    save(file, bytes);
    told(fill(strings.downloaded, { file }));
  };
  return h(kind, { type: "button", onclick }, label);
};

export function copyPart(strings) {
  const parts = h("div");
  const status = h("p.status", { role: "status" });
  const told = (sentence) => (status.textContent = sentence);
  function repaired({ changes, copy, changesFile, inDoubt, texts }, button) {
    if (!changes.length) return [h("p", null, strings.no_copy)];
    const list = new TextEncoder().encode(changesFile);
    return [
      h("p", null, counted(strings.copy_lead, changes.length)),
      h("p", null, inDoubt ? strings.copy_bytes : strings.copy_form),
      h(
        "p.row",
        null,
        button("repaired", strings.download, copy, "button.go"),
        button("repaired-changes", strings.download_changes, list),
      ),
      h(
        "details.fold",
        null,
        h("summary", null, counted(strings.changes, changes.length)),
        changesTable(changes, texts, strings),
      ),
    ];
  }
  function show(result) {
    told("");
    const button = buttonsFor(result.table.name, strings, told);
    if (result.layout.form === "unknown") return parts.replaceChildren(h("p", null, strings.unknown_copy));
    const figures = new TextEncoder().encode(result.figuresFile);
    parts.replaceChildren(
      ...repaired(result, button),
      h("h4", null, strings.figures),
      h("p", null, strings.figures_lead),
      h("p.row", null, button("figures", strings.download_figures, figures)),
    );
  }
  return { element: h("div", null, h("h4", null, strings.copy), parts, status), show };
}
