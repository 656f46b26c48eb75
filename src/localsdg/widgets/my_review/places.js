// Links from the draft to where its parts are written.
import { fill, h } from "../kit/kit.js";
import { LESSONS } from "./facts.js";

const addressOf = (name) => `${document.documentElement.dataset.content_root ?? "../"}${name}.html`;

// A page of the course as a link where there are pages, else its name.
export const pageLink = (
  name,
  words,
  page,
) => (page ? h("a", { href: addressOf(name) }, words) : h("span", null, words));

// A lesson by its number; one that is still to come is no link.
export function lessonLink(number, strings, page) {
  const { title, page: name } = LESSONS[number] ?? { title: "", page: "" };
  const words = fill(strings.lesson, { lesson: number, title }).trim();
  return name ? pageLink(name, words, page) : h("span", null, `${words} ${strings.to_come}`);
}
