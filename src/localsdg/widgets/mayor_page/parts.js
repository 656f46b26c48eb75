// Small parts of the page: what was typed, with its mark if it comes from an example, and lists of it.
import { dateLanguage, fill, h } from "../kit/kit.js";

/** @param {any} value @returns {string} a value as it was typed */
export function text(value) {
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join("; ");
  return typeof value === "object" && value ? text(Object.values(value)) : String(value);
}

export const markOf = ([kind, place], strings) =>
  fill(kind === "fictional" ? strings.mark_fictional : strings.mark_example, { place });

// Words of the learner keep their own direction and their line breaks.
export function typed({ value, mark }, strings) {
  const said = h("bdi.typed", null, text(value));
  return mark ? h("span", null, said, " ", h("b.taken", null, `(${markOf(mark, strings)})`)) : said;
}

export const part = (title, ...children) => h("div.part", null, h("h5", null, title), ...children);

// Lines of a name and what was typed: [name, entry]; those without an entry are left out.
export function lines(pairs, strings) {
  const found = pairs.filter(([, entry]) => entry);
  const line = ([name, entry]) => h("div", null, h("dt", null, `${name}: `), h("dd", null, typed(entry, strings)));
  return found.length ? h("dl", null, ...found.map(line)) : null;
}

export const dateOf = (date) => new Intl.DateTimeFormat(dateLanguage(), { dateStyle: "long" }).format(date);
