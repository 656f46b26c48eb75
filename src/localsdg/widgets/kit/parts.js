// Small parts that several widgets show: a verdict with its reasons, folds, ready cases, lists of names and of lines.
import { h } from "./kit.js";

// Whatever a learner adds is known by an id, since two may have the same name; ids sort by the time they were made.
export const newId = () => `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

// A list of names as it is read aloud: with a semicolon, since names hold commas.
export const listed = (names) => names.join("; ");

// Ready cases for the shell. cases: { key, from, ... } of Python; texts: { name, hint, ... } by key, of the catalogue;
// stateOf(case, its texts): the state that it shows.
export const ready = (cases, texts, stateOf) =>
  cases.map((each) => ({
    key: each.key,
    name: texts[each.key].name,
    hint: texts[each.key].hint,
    from: each.from,
    state: stateOf(each, texts[each.key]),
  }));

// The result in one sentence, and what stands below it: put(title, reasons), these being texts or elements.
export function verdict() {
  const element = h("div.verdict");
  return {
    element,
    put(title, reasons = []) {
      const below = reasons.map((each) => (typeof each === "string" ? h("p", null, each) : each));
      element.replaceChildren(h("p.title", null, title), ...below);
    },
  };
}

// What opens when it is wanted, and on paper.
export const fold = (summary, ...children) => h("details.fold", null, h("summary", null, summary), ...children);

// What may be wider than a phone, such as a table: it has its own scroll bar.
export const scrolled = (label, kind = "", ...children) =>
  h(`div.scroll${kind}`, { role: "region", tabindex: 0, "aria-label": label }, ...children);

// Lines to write on, for paper.
export const writingLines = (count) => Array.from({ length: count }, () => h("div.line"));
