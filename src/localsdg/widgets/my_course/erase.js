// Erasing the workbook asks first, and offers the file: { button, dialog }.
import { fill, h, identifier, number } from "../kit/kit.js";
import { fieldsOf } from "../kit/workbook.js";

// save() offers the file; erased() is called when nothing is left.
export function eraser(store, strings, { save, erased }) {
  const id = identifier("erase");
  const dialog = h("dialog", { "aria-labelledby": id });
  function erase() {
    store.erase(erased);
    dialog.close();
  }
  function ask() {
    const count = fieldsOf(store.read()).filter(([, field]) => field.value !== null).length;
    const aside = store.aside().length ? [h("p", null, strings.erase_aside)] : [];
    dialog.replaceChildren(
      h("h4", { id }, strings.erase_title),
      h("p", null, fill(strings.erase_says, { count: number(count) })),
      ...aside,
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: save }, strings.download),
        h("button", { type: "button", onclick: erase }, strings.erase_now),
        h("button", { type: "button", onclick: () => dialog.close() }, strings.cancel),
      ),
    );
    dialog.showModal();
  }
  return { button: h("button", { type: "button", onclick: ask }, strings.erase), dialog };
}
