// One indicator of the list: a line that opens to its judgements, its sheet, and what is said of it while it is missing.
import { markWords } from "../kit/keeping.js";
import { field, h } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { FIELDS, GAP, SHEET } from "./entry.js";
import { CRITERIA } from "./limits.js";
import { marksOf, nameOf } from "./words.js";

const LONG = ["formula", "inputs", "boundary", "disaggregation", "source", "chosen/why", "missing/why", "missing/plan"];
const CHOICES = {
  wanted: ["increase", "decrease", "value"],
  spatial: ["yes", "no"],
  ...Object.fromEntries(Object.entries(CRITERIA).map(([name, words]) => [`chosen/${name}`, words])),
};

// The control of a field, with what is written there.
function boxOf(name, row, strings, changed) {
  const typed = { oninput: () => write(), autocomplete: "off" };
  const choices = (CHOICES[name] ?? []).map((value) => h("option", { value }, strings.choices[name][value]));
  const box = CHOICES[name]
    ? h("select", { onchange: () => write() }, h("option", { value: "" }, strings.choose_one), ...choices)
    : LONG.includes(name)
    ? h("textarea", { rows: 2, ...typed })
    : h("input", { type: "text", ...typed });
  box.value = row.fields[name];
  function write() {
    row.fields[name] = box.value;
    changed(row);
  }
  return box;
}

// owner: changed(row), record(), remove(part), mark(id).
export function rowPart(row, { strings, together, owner }) {
  const [who, marks, wrong] = ["span.who", "span.marks.small.soft", "span.wrong.small"].map((name) => h(name));
  const taken = h("b.small.taken");
  const summary = h("summary", null, who, marks, wrong, taken);
  const boxes = Object.fromEntries(FIELDS.map((name) => [name, boxOf(name, row, strings, owner.changed)]));
  const labelled = (name) => field(strings.fields[name], boxes[name]);
  const columns = (names) => h("div.columns", null, ...names.map(labelled));
  const gap = h("div.form", null, ...GAP.map(labelled));
  const missing = h("input", {
    type: "checkbox",
    checked: row.gap,
    onchange() {
      row.gap = missing.checked;
      owner.changed(row);
    },
  });
  const judged = h(
    "fieldset",
    null,
    h("legend", null, strings.why_this),
    columns(Object.keys(CRITERIA).map((name) => `chosen/${name}`)),
    labelled("chosen/why"),
  );
  const sheet = fold(
    strings.sheet,
    labelled("name"),
    columns(["code", "targets", "unit", "wanted", "spatial", "office"]),
    h("div.form", null, ...SHEET.filter((name) => LONG.includes(name)).map(labelled)),
  );
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove);
  const element = h(
    "details",
    { name: together },
    summary,
    h("div.form", null, judged, h("label.option", null, missing, strings.gap), gap, sheet, h("p", null, remove)),
  );
  const part = {
    row,
    element,
    summary,
    // An indicator of one's own begins with its name.
    open(own) {
      element.open = true;
      sheet.open = own;
      (own ? boxes.name : boxes["chosen/relevance"]).focus();
    },
    // says: what is wrong with it, in words.
    paint(says) {
      who.textContent = nameOf(row.fields, strings);
      marks.textContent = marksOf(row, strings);
      wrong.replaceChildren(...says.map((text) => h("span", null, text)));
      const sign = owner.mark(row.id);
      taken.textContent = sign ? markWords(sign, strings) : "";
      gap.hidden = !row.gap;
    },
  };
  return part;
}
