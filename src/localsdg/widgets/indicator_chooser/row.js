// One indicator of the list: its name, the places that it fills, and what is wrong. What it holds when it is open is
// fetched.
import { bring } from "../kit/bring.js";
import { markWords } from "../kit/keeping.js";
import { h } from "../kit/kit.js";
import { marksOf, nameOf } from "./words.js";

// owner: changed(row), remove(part, what stays of it), mark(id).
export function rowPart(row, { strings, together, owner }) {
  const [who, marks, wrong] = ["span.who", "span.marks.small.soft", "span.wrong.small"].map((name) => h(name));
  const taken = h("b.small.taken");
  const inside = h("div.form");
  const summary = h("summary", null, who, marks, wrong, taken);
  const element = h("details", { name: together, ontoggle: () => element.open && unfold() }, summary, inside);
  let body;
  // The same promise while it is on its way.
  let coming;
  function unfold() {
    coming ??= bring("indicator_chooser_row_body").then(({ rowBody, strings: own }) => {
      const does = { changed: owner.changed, remove: (out) => owner.remove(part, out) };
      body = rowBody(row, { ...strings, ...own }, does);
      inside.replaceChildren(...body.elements);
      body.paint();
    }).catch((fault) => {
      coming = undefined;
      console.error(fault);
      inside.replaceChildren(h("p", null, strings.no_part));
    });
    return coming;
  }
  const part = {
    row,
    element,
    summary,
    async begin() {
      element.open = true;
      await unfold();
      body?.begin();
    },
    // says: what is wrong with it, in words.
    paint(says) {
      who.textContent = nameOf(row.fields, strings);
      marks.textContent = marksOf(row, strings);
      wrong.replaceChildren(...says.map((text) => h("span", null, text)));
      const sign = owner.mark(row.id);
      taken.textContent = sign ? markWords(sign, strings) : "";
      body?.paint();
    },
  };
  return part;
}
