// Lessons 3.3 to 3.5 work on one indicator at a time: above the exercise and the form the learner takes one of those that
// she has named, and above the exercise the figures that her table holds of it. It comes when she has more than one, or a
// table.
import { figuresOffer } from "./figures_offer.js";
import { field, h, keep, workbook } from "./kit.js";
import { flush } from "./keeping.js";
import { atWorkNow, isOfWork } from "./records.js";
import { fieldAt, storageTrouble } from "./workbook.js";

const FIRST = "first";
const TAKES = ["trend", "gap"]; // the exercises that take figures of the table
const offered = new WeakSet();

// The indicators that have a name, and the one at work, in the order in which they were begun: [[id, name]].
export function named(book, current, noName) {
  const ids = Object.keys(book.records.indicator ?? {});
  const found = ids.map((id) => [id, fieldAt(book, ["records", "indicator", id, "name"])?.value])
    .filter(([, name]) => typeof name === "string" && name.trim());
  if (!found.some(([id]) => id === current)) found.push([current, noName]);
  return found.sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1));
}

// Which indicator the learner works on: { element }, or nothing where there is only one.
function choiceOf(all, current, strings) {
  const options = all.map(([id, name]) => h("option", { value: id }, name));
  const note = h("p.small", { role: "status" }, strings.says);
  const box = h("select", {
    onchange() {
      flush(); // what was typed belongs to the one before
      if (keep("3.3", "working", { indicator: box.value })) location.reload();
      else note.textContent = strings.not_kept;
    },
  }, ...options);
  box.value = current;
  return [field(strings.label, box), note];
}

// element: a part of the exercise or of the form, which keeps these parts of a lesson. A part that is opened again, since
// another one has changed it, keeps what was offered.
export const offer = async (element, strings, lesson, parts) => {
  const frame = element.closest(".ls-frame");
  if (!frame || offered.has(frame) || !parts.some((part) => isOfWork([lesson, part])) || storageTrouble()) return;
  offered.add(frame);
  const book = workbook();
  const current = atWorkNow();
  const all = named(book, current, strings.no_name);
  const place = h("div.screen.form", null, ...(all.length > 1 ? choiceOf(all, current, strings) : []));
  frame.querySelector("h3").after(place);
  const part = parts.find((each) => TAKES.includes(each));
  if (!part) return;
  const said = (name) => fieldAt(book, ["records", "indicator", current, name])?.value;
  const names = [said("name"), said("code"), current].filter((each) => typeof each === "string");
  const town = fieldAt(book, ["records", "municipality", "here", "name"])?.value;
  const latest = String(said("latest/year") ?? "");
  const owner = { lesson, part, frame, latest, town: typeof town === "string" ? town : "", strings: strings.figures };
  const figures = await figuresOffer({ names, ...owner }).catch(() => undefined);
  if (figures) place.append(figures);
};
