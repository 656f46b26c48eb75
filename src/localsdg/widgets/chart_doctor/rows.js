// The figures of the dashboard: each opens to its message, its chart, and where it comes from.
import { markWords } from "../kit/keeping.js";
import { field, h, identifier } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { CHART, FIELDS, freeId, isOnBoard, LISTS, newRow, POINTS } from "./entry.js";
import { FILLED, MOST_FIGURES } from "./limits.js";
import { nameOf, shortOf } from "./words.js";

const YEAR = { min: 1900, max: 2200 };
const NUMBERS = {
  "chart/points": { min: 1, whole: true },
  "chart/axis": {},
  "chart/since": YEAR,
  "baseline/year": YEAR,
  "baseline/value": {},
  "latest/year": YEAR,
  "latest/value": {},
  "target/year": YEAR,
  "target/value": {},
};
const MOST_ROWS = 4 * MOST_FIGURES;
const LONG = ["chart/message", "chart/caption"];
// Fields that ask something only for some charts.
const isToTarget = ({ fields }) => fields["chart/shows"] === "target";
const NEEDED = {
  "chart/points": (row) => !isToTarget(row),
  "chart/measure": ({ fields }) => fields["chart/shows"] === "groups",
  "chart/since": ({ fields }) => fields["chart/shows"] === "years",
  "chart/axis": ({ fields }) => FILLED.includes(fields["chart/kind"]),
  "target/year": isToTarget,
  "target/value": isToTarget,
};

function control(name, row, strings, changed) {
  if (LISTS[name]) {
    const options = ["", ...LISTS[name]].map((each) =>
      h("option", { value: each }, each ? strings.lists[name][each] : strings.choose)
    );
    return { box: h("select", { onchange: changed }, ...options) };
  }
  if (NUMBERS[name]) {
    const rules = NUMBERS[name] === YEAR ? {} : { unit: () => row.fields.unit };
    return numberField(strings, { ...NUMBERS[name], ...rules }, { oninput: changed });
  }
  const box = LONG.includes(name)
    ? h("textarea", { rows: 2, oninput: changed })
    : h("input", { type: "text", autocomplete: "off", oninput: changed });
  return { box };
}

function fieldPart(name, row, strings, owner) {
  const made = control(name, row, strings, () => {
    row.fields[name] = made.box.value;
    owner.changed(row);
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
      // What was entered stays in sight, even where it is not asked for, and a field in which somebody types.
      element.hidden = NEEDED[name]?.(row) === false && !row.fields[name] && !made.box.matches(":focus");
    },
  };
}

function rowPart(row, together, strings, owner) {
  const [who, short, wrong] = ["span.who", "span.short.small.soft", "span.wrong.small"].map((name) => h(name));
  const mark = h("b.small.taken");
  const parts = Object.fromEntries(FIELDS.map((name) => [name, fieldPart(name, row, strings, owner)]));
  const group = (legend, names) =>
    h(
      "fieldset",
      null,
      h("legend", null, strings.legends[legend]),
      h("div.columns", null, ...names.map((name) => parts[name].element)),
    );
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove);
  const summary = h("summary", null, who, short, wrong, mark);
  const element = h(
    "details",
    { name: together },
    summary,
    h(
      "div.form",
      null,
      parts.name.element,
      parts["chart/message"].element,
      group("chart", ["chart/kind", "chart/shows", "chart/points", "chart/measure", "chart/axis", "chart/since"]),
      group("origin", [...POINTS, "unit", "source", "formula"]),
      parts["chart/caption"].element,
      h("p", null, remove),
    ),
  );
  const part = {
    row,
    element,
    summary,
    open() {
      element.open = true;
      parts.name.box.focus();
    },
    paint(says) {
      who.textContent = nameOf(row, strings);
      short.textContent = shortOf(row, strings);
      wrong.replaceChildren(...says.map((words) => h("span", null, words)));
      const all = Object.values(parts);
      for (const each of all) each.paint();
      remove.hidden = !isOnBoard(row);
      const taken = all.map(({ name }) => owner.mark(`${row.id}/${name}`)).find(Boolean);
      mark.textContent = taken ? markWords(taken, strings) : "";
    },
  };
  return part;
}

// owner: { changed(row), record(), mark(name) }
export function rowsPart(strings, owner) {
  const together = identifier("figure");
  const list = h("div.figures.opens");
  const more = h("button", { type: "button", onclick: add }, strings.add);
  let parts = [];
  const rows = () => parts.map(({ row }) => row);
  function put(now) {
    const open = parts.find(({ element }) => element.open)?.row.id;
    parts = now.map(({ id, fields }) =>
      rowPart({ id, fields: { ...fields } }, together, strings, { ...owner, remove })
    );
    list.replaceChildren(...parts.map(({ element }) => element));
    const again = parts.find(({ row }) => row.id === open);
    if (again) again.element.open = true;
  }
  function add() {
    put([...rows(), newRow(freeId(rows()))]);
    owner.changed();
    parts.at(-1).open();
    owner.record();
  }
  // Off the dashboard, an indicator keeps what other lessons know of it.
  function remove(part) {
    const at = parts.indexOf(part);
    const off = newRow(part.row.id, { ...part.row.fields, ...Object.fromEntries(CHART.map((name) => [name, ""])) });
    const stays = Object.values(off.fields).some((value) => value !== "");
    put(parts.flatMap((each) => (each !== part ? [each.row] : stays ? [off] : [])));
    owner.changed();
    (parts[at] ?? parts[at - 1])?.summary.focus();
    if (!parts.length) more.focus();
    owner.record();
  }
  return {
    element: h("div", null, list, h("p", null, more)),
    rows,
    put,
    // says(row): what is wrong with it, in words.
    paint(says) {
      for (const part of parts) part.paint(says(part.row));
      more.disabled = parts.length >= MOST_ROWS;
    },
  };
}
