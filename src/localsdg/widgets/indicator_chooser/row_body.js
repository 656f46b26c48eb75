// What one indicator of the list holds when it is open: its judgements, its sheet, and what is said of it while it is
// missing.
import { field, h } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { ELSEWHERE, FIELDS, FIRST, GAP, SHEET } from "./entry.js";
import { CRITERIA } from "./limits.js";

const LONG = ["formula", "inputs", "boundary", "disaggregation", "source", "chosen/why", "missing/why", "missing/plan"];
const CHOICES = {
  wanted: ["increase", "decrease", "value"],
  spatial: ["yes", "no"],
  ...Object.fromEntries(Object.entries(CRITERIA).map(([name, words]) => [`chosen/${name}`, words])),
};

// What the learner has begun herself, here or in lesson 2.1, has such an id.
const isOwn = (id) => id === FIRST || /^(?=.*\d)a[0-9a-z]{11,12}$/.test(id);

// Off the list, an indicator of one's own keeps its words; one from the list of the course can be chosen again.
export function takenOut(row) {
  const stays = (name) => isOwn(row.id) ? !name.startsWith("chosen/") : ELSEWHERE.includes(`${row.id}/${name}`);
  const fields = Object.fromEntries(FIELDS.map((name) => [name, stays(name) ? row.fields[name] : ""]));
  return { ...row, listed: false, gap: row.gap && isOwn(row.id), fields };
}

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

// does: changed(row), remove(what stays of it off the list).
export function rowBody(row, strings, does) {
  const boxes = Object.fromEntries(FIELDS.map((name) => [name, boxOf(name, row, strings, does.changed)]));
  const labelled = (name) => field(strings.fields[name], boxes[name]);
  const columns = (names) => h("div.columns", null, ...names.map(labelled));
  const gap = h("div.form", null, ...GAP.map(labelled));
  const missing = h("input", {
    type: "checkbox",
    checked: row.gap,
    onchange() {
      row.gap = missing.checked;
      does.changed(row);
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
  const remove = h("button.quiet", { type: "button", onclick: () => does.remove(takenOut(row)) }, strings.remove);
  return {
    elements: [judged, h("label.option", null, missing, strings.gap), gap, sheet, h("p", null, remove)],
    // An indicator of one's own begins with its name.
    begin() {
      sheet.open = true;
      boxes.name.focus();
    },
    paint: () => (gap.hidden = !row.gap),
  };
}
