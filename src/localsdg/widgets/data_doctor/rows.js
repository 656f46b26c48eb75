// The rows of the baseline table: each opens to its fields; one without a figure says why, and who gets it by when.
import { markWords } from "../kit/keeping.js";
import { field, h, identifier } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { WANTED } from "./method.js";
import { shortOf } from "./short.js";
import { FIGURE, GAP, isShown, newRow } from "./state.js";

const YEARS = { min: 1900, max: 2200 };
const LONG = ["missing/why", "missing/plan"];

function control(name, row, strings, changed) {
  if (name === "wanted") {
    const options = ["", ...WANTED].map((each) =>
      h("option", { value: each }, strings.wanteds[each] ?? strings.wanted_open)
    );
    return { box: h("select", { onchange: changed }, ...options) };
  }
  if (name.startsWith("baseline/") || name.startsWith("target/")) {
    const rules = name.endsWith("year") ? YEARS : { unit: () => row.fields.unit };
    return numberField(strings, rules, { oninput: changed });
  }
  const box = LONG.includes(name)
    ? h("textarea", { rows: 2, oninput: changed })
    : h("input", { type: "text", autocomplete: "off", oninput: changed });
  return { box };
}

// One field of a row. owner: see rowsPart.
function fieldPart(name, row, strings, owner) {
  const made = control(name, row, strings, () => {
    row.fields[name] = made.box.value;
    owner.changed();
  });
  const sign = h("p.taken.small", { hidden: true });
  const element = field(strings.fields[name], made.box);
  element.append(...(made.note ? [made.note] : []), sign);
  if (made.write) made.write(row.fields[name]);
  else made.box.value = row.fields[name];
  return {
    name,
    box: made.box,
    element,
    paint() {
      const mark = owner.mark(`${row.id}/${name}`);
      sign.hidden = !mark;
      sign.textContent = mark ? markWords(mark, strings) : "";
    },
  };
}

function rowPart(row, together, strings, owner) {
  const who = h("span");
  const mark = h("b.small.taken");
  const short = h("span.small.soft");
  const fields = Object.fromEntries(
    ["name", ...FIGURE, ...GAP].map((name) => [name, fieldPart(name, row, strings, owner)]),
  );
  const box = h("input", {
    type: "checkbox",
    checked: row.gap,
    onchange() {
      row.gap = box.checked;
      owner.changed();
    },
  });
  const pair = (names) => h("div.columns", null, ...names.map((name) => fields[name].element));
  const figure = h(
    "div",
    null,
    pair(FIGURE.slice(0, 2)),
    pair(FIGURE.slice(2, 4)),
    pair(FIGURE.slice(4, 6)),
    pair(FIGURE.slice(6)),
  );
  const gap = h("div.form", null, ...GAP.map((name) => fields[name].element));
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(row) }, strings.remove);
  const element = h(
    "details",
    { name: together },
    h("summary", null, who, mark, short),
    h(
      "div.form",
      null,
      fields.name.element,
      h("label.option", null, box, strings.gap),
      figure,
      gap,
      h("p", null, remove),
    ),
  );
  return {
    row,
    element,
    name: fields.name.box,
    paint() {
      who.textContent = row.fields.name.trim() || strings.no_name;
      short.textContent = shortOf(row, strings);
      figure.hidden = row.gap;
      gap.hidden = !row.gap;
      const all = Object.values(fields);
      all.forEach((each) => each.paint());
      const taken = all.map(({ name }) => owner.mark(`${row.id}/${name}`)).find(Boolean);
      mark.textContent = taken ? markWords(taken, strings) : "";
    },
  };
}

// owner: { changed(), record(), mark(name) }
export function rowsPart(strings, owner) {
  const list = h("div.rows");
  const together = identifier("row");
  const button = (words, gap) => h("button", { type: "button", onclick: () => open(newRow(rows, {}, gap)) }, words);
  const more = button(strings.add, false);
  let rows = [];
  let parts = [];

  function put(now) {
    const shown = parts.find(({ element }) => element.open)?.row.id;
    rows = now.map(({ id, gap, fields }) => ({ id, gap, fields: { ...fields } }));
    parts = rows.filter(isShown).map((row) => rowPart(row, together, strings, { ...owner, remove }));
    list.replaceChildren(...parts.map(({ element }) => element));
    for (const { row, element } of parts) if (row.id === shown) element.open = true;
    paint();
  }
  const paint = () => parts.forEach((part) => part.paint());
  // A new row, opened; or quietly, from a series of the table.
  function open(row, quiet = false) {
    put([...rows, row]);
    owner.changed();
    if (!quiet) {
      parts.at(-1).element.open = true;
      parts.at(-1).name.focus();
    }
    owner.record();
  }
  function remove(row) {
    const at = parts.findIndex((part) => part.row === row);
    put(rows.filter((each) => each !== row));
    owner.changed();
    (parts[at] ?? parts[at - 1])?.element.querySelector("summary").focus();
    if (!parts.length) more.focus();
    owner.record();
  }
  return {
    element: h(
      "section",
      null,
      h("h4", null, strings.third),
      list,
      h("p.row", null, more, button(strings.add_gap, true)),
    ),
    rows: () => rows,
    shown: () => rows.filter(isShown),
    put,
    paint,
    add: (fields) => open(newRow(rows, fields), true),
  };
}
