// Lessons 3.3 to 3.5 work on one indicator at a time, and lessons 2.5 and 2.6 on one action: above the exercise and the
// form the learner takes one of those that she has named. It comes when she has more than one.
import { isOfAction, take } from "./action_at_work.js";
import { field, h, keep, workbook } from "./kit.js";
import { flush } from "./keeping.js";
import { atWorkNow, isOfWork } from "./records.js";
import { fieldAt, storageTrouble } from "./workbook.js";

const FIRST = "first";

// Those of a kind that have a name, and the one at work, in the order in which they were begun: [[id, name]].
export function named(book, kind, current, noName) {
  const ids = Object.keys(book.records[kind] ?? {});
  const found = ids.map((id) => [id, fieldAt(book, ["records", kind, id, "name"])?.value])
    .filter(([, name]) => typeof name === "string" && name.trim());
  if (!found.some(([id]) => id === current)) found.push([current, noName]);
  return found.sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1));
}

// What a part of a lesson works on: the kind, the one at work, and what keeps the choice of another.
function workOf(lesson, parts) {
  if (parts.some((part) => isOfWork([lesson, part]))) {
    const chosen = (indicator) => keep("3.3", "working", { indicator });
    return { kind: "indicator", current: atWorkNow(), chosen };
  }
  if (parts.some((part) => isOfAction([lesson, part]))) return { kind: "action", current: FIRST, chosen: take };
}

// element: a part of the exercise or of the form, which keeps these parts of a lesson.
export function offer(element, strings, lesson, parts) {
  const work = workOf(lesson, parts);
  if (!work) return;
  const { kind, current, chosen } = work;
  const words = strings[kind];
  const frame = element.closest(".ls-frame");
  const all = named(workbook(), kind, current, strings.no_name);
  if (!frame || all.length < 2 || storageTrouble()) return;
  const options = all.map(([id, name]) => h("option", { value: id }, name));
  const box = h("select", {
    onchange() {
      flush(); // what was typed belongs to the one before
      if (chosen(box.value)) location.reload();
      else note.textContent = words.not_kept;
    },
  }, ...options);
  const note = h("p.small", { role: "status" }, words.says);
  box.value = current;
  frame.querySelector("h3").after(h("div.screen", null, field(words.label, box), note));
}
