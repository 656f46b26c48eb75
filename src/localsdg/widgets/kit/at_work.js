// Lessons 3.3 to 3.5 work on one indicator at a time, lessons 2.5 and 2.6 on one action, and 2.6 measures its outcome
// by one indicator: above the exercise and the form the learner takes one of those that she has named, and above the
// exercise of 2.6, 3.3 and 3.4 the figures that her table holds of the indicator. It comes when she has more than one,
// or a table.
import { take } from "./action_at_work.js";
import { figuresOffer } from "./figures_offer.js";
import { field, h, keep, workbook } from "./kit.js";
import { flush } from "./keeping.js";
import { atWorkNow, isOfAction, isOfOutcome, isOfWork } from "./records.js";
import { fieldAt, storageTrouble } from "./workbook.js";

const FIRST = "first";
const TAKES = ["path", "trend", "gap"]; // the exercises that take figures of the table
const offered = new WeakSet();

// Those of a kind that have a name, and the one at work, in the order in which they were begun: [[id, name]].
export function named(book, kind, current, noName) {
  const ids = Object.keys(book.records[kind] ?? {});
  const found = ids.map((id) => [id, fieldAt(book, ["records", kind, id, "name"])?.value])
    .filter(([, name]) => typeof name === "string" && name.trim());
  if (!found.some(([id]) => id === current)) found.push([current, noName]);
  return found.sort(([one], [other]) => Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1));
}

// Of an action that was taken off the list the name is empty; then another one with a name becomes the one to work on.
// Gives whether one was taken.
function takeNext(book) {
  const name = fieldAt(book, ["records", "action", FIRST, "name"]);
  const others = named(book, "action", FIRST, "").filter(([id]) => id !== FIRST);
  return Boolean(name) && !String(name.value ?? "").trim() && others.length > 0 && take(others[0][0]);
}

// What some parts of a lesson work on: the kind, the words for it, the one at work, and what keeps the choice of
// another.
function worksOf(lesson, parts) {
  const writes = (isOf) => parts.some((part) => isOf([lesson, part]));
  const works = [];
  if (writes(isOfAction)) works.push({ kind: "action", words: "action", current: FIRST, chosen: take });
  if (writes(isOfWork)) {
    const chosen = (indicator) => keep("3.3", "working", { indicator });
    works.push({ kind: "indicator", words: "indicator", current: atWorkNow(), chosen });
  }
  if (writes(isOfOutcome)) {
    const chosen = (indicator) => keep("2.6", "working", { [FIRST]: indicator });
    works.push({ kind: "indicator", words: "outcome", current: atWorkNow("&"), chosen });
  }
  return works;
}

// Which one the learner works on.
function choiceOf(all, { current, chosen }, words) {
  const options = all.map(([id, name]) => h("option", { value: id }, name));
  const note = h("p.small", { role: "status" }, words.says);
  const box = h("select", {
    onchange() {
      flush(); // what was typed belongs to the one before
      if (chosen(box.value)) location.reload();
      else note.textContent = words.not_kept;
    },
  }, ...options);
  box.value = current;
  return [field(words.label, box), note];
}

const yearOf = (text) => Number(/^\d{4}$/.exec(String(text ?? "").trim())?.[0] ?? 0);

// The figures that the table holds of the indicator at work: an element, or nothing.
function figuresOf(book, current, frame, lesson, part, strings) {
  const said = (name) => fieldAt(book, ["records", "indicator", current, name])?.value;
  const names = [said("name"), said("code"), current].filter((each) => typeof each === "string");
  const town = fieldAt(book, ["records", "municipality", "here", "name"])?.value;
  const latest = String(said("latest/year") ?? "");
  // Lesson 2.6 keeps the baseline of lesson 2.1 or 3.3.
  const base = part === "path" && said("baseline/value") ? yearOf(said("baseline/year")) : 0;
  const owner = { lesson, part, frame, latest, base, id: current, town: typeof town === "string" ? town : "", strings };
  return figuresOffer({ names, ...owner }).catch(() => undefined);
}

// element: a part of the exercise or of the form, which keeps these parts of a lesson. A part that is opened again,
// since another one has changed it, keeps what was offered.
export const offer = async (element, strings, lesson, parts) => {
  const works = worksOf(lesson, parts);
  const frame = element.closest(".ls-frame");
  if (!frame || offered.has(frame) || !works.length || storageTrouble()) return;
  const book = workbook();
  if (works.some(({ kind }) => kind === "action") && takeNext(book)) return location.reload();
  const place = h(
    "div.screen.form",
    null,
    ...works.flatMap((work) => {
      const all = named(book, work.kind, work.current, strings.no_name);
      return all.length > 1 ? choiceOf(all, work, strings[work.words]) : [];
    }),
  );
  if (place.childElementCount) frame.querySelector("h3").after(place);
  const part = parts.find((each) => TAKES.includes(each));
  if (place.childElementCount || part) offered.add(frame);
  if (!part) return;
  const current = atWorkNow(isOfOutcome([lesson, part]) ? "&" : "@");
  const figures = await figuresOf(book, current, frame, lesson, part, strings.figures);
  if (!figures) return;
  place.append(figures);
  frame.querySelector("h3").after(place);
};
