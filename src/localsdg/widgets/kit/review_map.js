// The map of the review on the opening page: says at each chapter what this workbook has for it already.
import { filledFields, writers } from "./peek.js";
import { pairs } from "./records.js";

// Records with an id of their own are counted by their ids, and what there is one of by its fields.
const forms = Object.values(pairs()).flatMap((parts) => Object.values(parts).flatMap((names) => Object.values(names)));
// The kinds of record of which there may be many, each with an id of its own.
const MANY = new Set(forms.map((form) => form.split("/")).filter(([, id]) => id === "*").map(([kind]) => kind));

// Entries for a chapter that is written from some kinds of record, by some lessons: how many there are, and the lessons
// they come from. What several lessons ask for, such as the name of the place, comes from none of them alone.
function entriesFor(fields, kinds, lessons) {
  const entries = new Set();
  const from = new Set();
  for (const { address } of fields) {
    const [group, kind, id, name] = address;
    if (group !== "records" || !kinds.includes(kind)) continue;
    const wrote = [...new Set(writers(address).map(([lesson]) => lesson))].filter((each) => lessons.includes(each));
    if (!wrote.length) continue;
    entries.add([kind, id, ...(MANY.has(kind) ? [] : name.split("/", 1))].join("\n"));
    if (wrote.length === 1) from.add(wrote[0]);
  }
  return { count: entries.size, from: lessons.filter((lesson) => from.has(lesson)) };
}

function show(words) {
  const { lang } = document.documentElement;
  const list = new Intl.ListFormat(lang, { type: "conjunction" });
  const rule = new Intl.PluralRules(lang);
  const fields = filledFields();
  /** @type {NodeListOf<HTMLElement>} */
  const sheets = document.querySelectorAll("[data-chapter]");
  for (const sheet of sheets) {
    const lessons = [...sheet.querySelectorAll(".ls-step")].map((step) => step.textContent.split(" ")[0]);
    const { count, from } = entriesFor(fields, sheet.dataset.records.split(", "), lessons);
    const forms = from.length ? words.entries_from : words.entries;
    const text = (forms[rule.select(count)] ?? forms.other).replace("{count}", count.toLocaleString(lang))
      .replace("{lessons}", list.format(from));
    sheet.querySelector(".ls-filled")?.remove();
    if (!count) continue;
    const line = document.createElement("p");
    Object.assign(line, { className: "ls-filled", textContent: text });
    sheet.querySelector(".ls-about").append(line);
  }
}

export default (words) => {
  show(words);
  // Another page of the course has changed the workbook, or this page comes back from the browser's cache.
  for (const event of ["storage", "pageshow"]) addEventListener(event, () => show(words));
};
