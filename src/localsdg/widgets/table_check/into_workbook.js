// The way of a table's figures into the workbook, for whoever reads tables.
import { bring } from "../kit/bring.js";
import { h } from "../kit/kit.js";
import { learner } from "../kit/whose.js";

// The way into the workbook comes with the first table; where nobody has said whose work this is, at once: to say it
// begins the page again. In Jupyter, where the workbook is a file of Python's, there is none.
// source(): where the figures come from, as it was typed; empty if it was not.
export function keeping(view, strings) {
  const element = h("div");
  let part;
  let source = () => "";
  const made = () =>
    part ??= bring("table_check_keep").then((brought) => {
      const each = brought.keepPart(view, strings, brought.strings);
      element.append(each.element);
      source = each.source;
      return each;
    });
  const show = (result) => view.page && made().then((each) => each.show(result)).catch(() => (part = undefined));
  if (view.page && learner === undefined) made().catch(() => (part = undefined));
  return { element, show, source: () => source() };
}
