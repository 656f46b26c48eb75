// Lessons 3.3 to 3.5 work on one indicator at a time: above the exercise and the form the learner takes one of those that
// she has named. It comes when she has more than one.
import { field, h, keep, workbook } from "./kit.js";
import { flush } from "./keeping.js";
import { atWorkNow, isOfWork } from "./records.js";
import { fieldAt, storageTrouble } from "./workbook.js";

const FIRST = "first";

// The indicators that have a name, and the one at work, in the order in which they were begun: [[id, name]].
export function named(book, current, noName) {
  const ids = Object.keys(book.records.indicator ?? {});
  const found = ids.map((id) => [id, fieldAt(book, ["records", "indicator", id, "name"])?.value])
    .filter(([, name]) => typeof name === "string" && name.trim());
  if (!found.some(([id]) => id === current)) found.push([current, noName]);
  return found.sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1));
}

// element: a part of the exercise or of the form, which keeps these parts of a lesson.
export function offer(element, strings, lesson, parts) {
  if (!parts.some((part) => isOfWork([lesson, part]))) return;
  const frame = element.closest(".ls-frame");
  const current = atWorkNow();
  const all = named(workbook(), current, strings.no_name);
  if (!frame || all.length < 2 || storageTrouble()) return;
  const options = all.map(([id, name]) => h("option", { value: id }, name));
  const box = h("select", {
    onchange() {
      flush(); // what was typed belongs to the one before
      if (keep("3.3", "working", { indicator: box.value })) location.reload();
      else note.textContent = strings.not_kept;
    },
  }, ...options);
  const note = h("p.small", { role: "status" }, strings.says);
  box.value = current;
  frame.querySelector("h3").after(h("div.screen", null, field(strings.label, box), note));
}
