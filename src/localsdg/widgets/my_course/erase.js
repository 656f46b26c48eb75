// Erasing the workbook, on a page that of one person, asks first, and offers the file: { button, dialog }.
import { fill, h, identifier, number } from "../kit/kit.js";
import { fieldsOf } from "../kit/workbook.js";

// save() offers the file; erased() is called when nothing is left.
export function eraser(store, strings, { save, erased }) {
  const id = identifier("erase");
  const words = strings[store.erases];
  const dialog = h("dialog", { "aria-labelledby": id });
  function erase() {
    store.erase(erased);
    dialog.close();
  }
  function ask() {
    const count = fieldsOf(store.read()).filter(([, field]) => field.value !== null).length;
    const aside = store.aside().length ? [h("p", null, strings.erase_aside)] : [];
    const name = store.author();
    dialog.replaceChildren(
      h("h4", { id }, words.title),
      h("p", null, fill(words.says, { count: number(count), name })),
      ...(name ? [h("p", null, fill(words.whose, { name }))] : []),
      ...aside,
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: save }, strings.download),
        h("button", { type: "button", onclick: erase }, words.now),
        h("button", { type: "button", onclick: () => dialog.close() }, strings.cancel),
      ),
    );
    dialog.showModal();
  }
  return { button: h("button", { type: "button", onclick: ask }, words.button), dialog };
}
