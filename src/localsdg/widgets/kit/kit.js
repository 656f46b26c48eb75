// What the widgets share: elements, numbers and sentences, spoken feedback, tables, and the learner's workbook.
import { bring } from "./bring.js";
import { author, copyNote, FIGURES, noteCopy } from "./learner.js";
import { announce, changes, entryAt, fieldsOf, load, loadShown, onchange, save } from "./workbook.js";
import { keyOf, readKey } from "./whose.js";

function build(namespace, name, properties, children) {
  const [tag, ...classes] = name.split(".");
  const element = namespace ? document.createElementNS(namespace, tag) : document.createElement(tag);
  if (classes.length) element.setAttribute("class", classes.map((part) => `ls-${part}`).join(" "));
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// h("p.small", { title: "x" }, "text", child) builds an element whose classes begin with "ls-".
export function h(name, properties, ...children) {
  return build(null, name, properties, children);
}

// The same for SVG.
export function s(name, properties, ...children) {
  return build("http://www.w3.org/2000/svg", name, properties, children);
}

// Ids that stay unique when one page holds several widgets. JupyterLab gives each its own copy of this module.
const own = Math.random().toString(36).slice(2, 8);
let identifiers = 0;
export function identifier(stem) {
  identifiers += 1;
  return `ls-${stem}-${own}-${identifiers}`;
}

// The language of the course: that of the page, but in JupyterLab, where a widget is told its own.
let told = "";
export const speak = (code) => {
  told = code;
};
export const language = () => told || document.documentElement.lang || "en";
const isEnglish = () => /^en\b/.test(language());

// English without the tables of all languages: to load them takes a slow phone a tenth of a second. Halves are rounded
// as they are read: 1.005 gives 1.01, though the nearest binary number is a little less.
function english(value, digits) {
  const shifted = Math.round(Number(`${Math.abs(value)}e${digits}`)) || 0; // below 0.000001 it is no number, so 0
  const [whole, ...rest] = (shifted / 10 ** digits).toFixed(digits).split(".");
  return [(value < 0 ? "-" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ","), ...rest].join(".");
}

// A number in the language of the page, with a real minus sign.
export function number(value, digits = 0) {
  const format = isEnglish() && Math.abs(value) < 1e12
    ? (each) => english(each, digits)
    : new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format;
  const zero = format(0);
  return (format(Math.abs(value)) === zero ? zero : format(value)).replace("-", "\u2212"); // never minus zero
}

// A number as it is typed: in the language of the page, without signs between thousands.
export function spelled(value, least = 0) {
  if (!isEnglish()) {
    return new Intl.NumberFormat(language(), {
      useGrouping: false,
      minimumFractionDigits: least,
      maximumFractionDigits: 20,
    }).format(value);
  }
  return value.toFixed(Math.max(least, decimalsOf(value)));
}

// The decimals of a number as it is written: 2 for 0.25.
export const decimalsOf = (value) => (String(value).split(".")[1] ?? "").length;

// As many decimals as it takes to tell apart numbers that differ, and small ones from nothing; so many at least.
export function decimals(values, least = 0) {
  const known = values.filter(Number.isFinite);
  const different = new Set(known.map((value) => value.toPrecision(9))).size;
  const told = (digits) => {
    const texts = known.map((value) => number(value, digits));
    return new Set(texts).size === different && known.every((value, at) => !value || texts[at] !== number(0, digits));
  };
  let digits = least;
  while (digits < 6 && !told(digits)) digits += 1;
  return digits;
}

// In English as the texts of the course write a date: the day before the month.
export const dateLanguage = () => (language() === "en" ? "en-GB" : language());

// The time of day: 14:02, or as the page's language writes it.
export function clockTime(date) {
  if (!isEnglish()) return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit" }).format(date);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

// Whole sentences with {names}, so that a translator can move the parts. A per cent sign keeps to its number.
export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]).replace(/ %/g, "\u00a0%");
}

// One of several forms of a sentence, by the plural rule of the page's language: counted({ one, other }, 3).
export function counted(forms, count, values = {}) {
  const rule = isEnglish() ? (count === 1 ? "one" : "other") : new Intl.PluralRules(language()).select(count);
  return fill(forms[rule] ?? forms.other, { ...values, count });
}

// Says a result aloud once the learner pauses, not at every step of a slider.
export function speaker() {
  const box = h("div.hidden", { role: "status" });
  let timer;
  box.say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (box.textContent = text), 700);
  };
  return box;
}

// Whether a column holds words, such as "no link" or "6.1 Drinking water", and not numbers.
function holdsWords(cells) {
  const said = cells.map((cell) => String(cell?.textContent ?? cell ?? "").trim());
  const told = said.filter((text) => /[\p{L}\p{N}]/u.test(text));
  return told.filter((text) => /^\P{N}*\p{L}|^\d+\.\w+\s\p{Lu}/u.test(text)).length * 2 >= told.length;
}

// A table with row headings; the first cell of the head may be empty. Words begin where their column does.
export function table(caption, heads, rows) {
  const kinds = heads.map((_, at) => holdsWords(rows.map((row) => row[at])) ? ".words" : "");
  const head = heads.map((text, at) => (text === "" ? h("td") : h(`th${kinds[at]}`, { scope: "col" }, text)));
  const line = ([name, ...cells]) =>
    h(
      "tr",
      null,
      name === "" ? h("td") : h("th", { scope: "row" }, name),
      ...cells.map((cell, at) => h(`td${kinds[at + 1] ?? ""}`, null, cell)),
    );
  return h(
    "table",
    null,
    h("caption", null, caption),
    h("thead", null, h("tr", null, ...head)),
    h("tbody", null, ...rows.map(line)),
  );
}

// The frame of a widget: a heading, one sentence that says what to do, then its parts.
export function frame(kind, goal, title, lead, ...parts) {
  const id = identifier("title");
  return h(
    ["section.frame", ...(goal ? [`goal-${goal}`] : [])].join(".") + kind,
    // JupyterLab leaves keys pressed in here to the widget: else a digit turns the cell into a heading.
    { "aria-labelledby": id, "data-lm-suppress-shortcuts": "true" },
    h("h3", { id }, title),
    lead ? h("p.screen", null, lead) : null,
    ...parts,
  );
}

// Ctrl+S saves the notebook, inside a frame as well: JupyterLab looks for the mark after the window has been told.
globalThis.addEventListener?.("keydown", ({ key, ctrlKey, metaKey, target }) => {
  const saves = (ctrlKey || metaKey) && key.toLowerCase() === "s";
  const frame = target instanceof Element ? target.closest(".ls-frame") : null;
  frame?.toggleAttribute("data-lm-suppress-shortcuts", !saves);
}, true);

// A label above its control.
export function field(label, control) {
  control.id ||= identifier("field");
  return h("div", null, h("label", { for: control.id }, label), control);
}

// A group of radio buttons; options are [value, text or element].
export function radios(legend, options, chosen, onchoice) {
  const name = identifier("choice");
  return h(
    "fieldset",
    null,
    h("legend", null, legend),
    ...options.map(([value, text]) =>
      h(
        "label.option",
        null,
        h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoice(value) }),
        text,
      )
    ),
  );
}

// Ready cases: buttons with a name and a few words on why the case is worth a look.
export function cases(label, options, onchoice) {
  return h(
    "div.row",
    { role: "group", "aria-label": label },
    ...options.map(([value, name, hint]) =>
      h("button.case", { type: "button", onclick: () => onchoice(value) }, name, h("span.small", null, hint))
    ),
  );
}

// Widgets of one page hear each other's answers: what a form takes over from the exercise above it. From: the example
// that an answer comes from, as ["fictional" or "example", place], if it is not the learner's own. desk: { shows (a
// case, if it is one), own() (the learner's own entry), go() (leads there) }.
export const SHARED = "localsdg-shared";
export function share(name, answer, from, desk = {}) {
  (globalThis.localsdgAnswers ??= {})[name] = { answer, from, ...desk };
  dispatchEvent(new Event(SHARED));
}

export function shared(name) {
  return globalThis.localsdgAnswers?.[name];
}

// The workbook in the browser: all of it as a document, and one part of a lesson. Two tabs never undo each other's
// work: only what differs from the entry as this page last knew it is recorded.
const known = new Map();
const copy = (entry) => JSON.parse(JSON.stringify(entry));

export function workbook() {
  return load();
}

// False if the browser does not keep it; then it stays in the page, and in the next file that is downloaded. A lesson
// of "" is the course itself, with the parts needs and workshop.
export function keep(lesson, part, entry) {
  const group = [lesson, part];
  const now = copy(entry);
  const changed = changes(load(), group, now, known.get(group.join()));
  known.set(group.join(), now);
  const saved = save(changed);
  if (fieldsOf(changed).length) announce();
  return saved;
}

export function kept(lesson, part) {
  const group = [lesson, part];
  const entry = entryAt(loadShown(group), group);
  known.set(group.join(), copy(entry));
  return Object.keys(entry).length ? entry : undefined;
}

// Tells a widget when another tab has changed its part: follow(the entry now, the entry before).
export function following(lesson, part, follow) {
  onchange(() => {
    const before = known.get([lesson, part].join()) ?? {};
    follow(kept(lesson, part) ?? {}, before);
  });
}

// Names the file of a workbook after its municipality, the learner and the day: a trainer puts twenty of them into one
// folder.
function workbookFile(book, learner) {
  const { name } = entryAt(book, ["", "profile"]);
  const short = (text) => {
    const words = (typeof text === "string" ? text : "").normalize("NFC").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u);
    return [...words.filter(Boolean).join("-")].slice(0, 40).join("");
  };
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${["workbook", short(name), short(learner), ...day].filter(Boolean).join("-")}.json`;
}

// Offers a workbook as a file, and returns the file's name. On a page it says whose it is, and brings the table of
// figures, if there is one.
export function downloadWorkbook(book) {
  const page = Boolean(globalThis.localsdgBring);
  const by = page ? author() : book.by;
  const signed = by ? { ...book, by } : book;
  const name = workbookFile(book, by);
  const before = copyNote();
  // Without the network a table may be out of reach: then the file says so, and does not count as a copy.
  function without() {
    download(name.replace(".json", "-without-figures.json"), signed);
    noteCopy(before);
  }
  if (page && (globalThis.localsdgTable || readKey(keyOf(FIGURES)))) {
    bring("tables").then(({ downloadWith }) => downloadWith(name, signed)).catch(without);
  } else download(name, signed);
  if (page) noteCopy({ saved: Date.now() });
  return name;
}

// Offers a document, or a text as it is, as a file.
export function download(name, content, type = "application/json") {
  const text = typeof content === "string" ? content : `${JSON.stringify(content, null, 1)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
