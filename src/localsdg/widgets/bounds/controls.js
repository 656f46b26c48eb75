// What the learner moves: the table, the bounds and the weight of each indicator, the cap and the mean.
import { field, h, radios } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { unmistakable } from "../kit/typed_numbers.js";
import { newColumn, readState } from "./entry.js";
import { bestFive, boundsFrom } from "./method.js";
import { SDSN_TAIL } from "./limits.js";

// A bound as a person would type it, if it is known.
const bound = (value) => (Number.isFinite(value) ? written(value) : "");
const written = (value) => unmistakable(Number(value.toPrecision(6)));

// One indicator: { element, read, write }.
function columnPart(strings, name, { changed, record, ends }) {
  const fields = {};
  const box = (key) => {
    const rules = key === "weight" ? { min: 0 } : { unit: () => "%" };
    fields[key] = numberField(strings, rules, { oninput: changed });
    const element = field(strings[key], fields[key].box);
    element.append(fields[key].note);
    return element;
  };
  const turn = h("button.quiet", { type: "button", onclick: turned }, strings.turn);
  // Without bounds of one's own it is those of the table that change places.
  function turned() {
    const typed = [fields.worst.box.value, fields.best.box.value];
    const [worst, best] = typed.some((text) => text.trim()) ? typed : ends().map(bound);
    fields.worst.write(best);
    fields.best.write(worst);
    changed();
    record();
  }
  const element = h(
    "fieldset.indicator",
    null,
    h("legend", null, name),
    h("div.ends", null, ...["worst", "best", "weight"].map(box)),
    turn,
  );
  return {
    element,
    read: () => Object.fromEntries(Object.entries(fields).map(([key, { box: each }]) => [key, each.value])),
    write: (texts) => Object.entries(fields).forEach(([key, each]) => each.write(texts[key] ?? "")),
  };
}

// Ways to take all bounds from the table, beside those that were given.
function boundsPart(strings, { state, given, put }) {
  const from = (find) => () => {
    const { table, setting } = readState(state());
    put(table.names.map((_, at) => {
      const [worst, best] = setting.bounds[at];
      return find(table.values.map((row) => row[at]), worst > best, [worst, best]);
    }));
  };
  const ways = {
    ends: from((values, less) => boundsFrom(values, less, 0)),
    tails: from((values, less) => boundsFrom(values, less, SDSN_TAIL)),
    five: from((values, less, [worst]) => [worst, bestFive(values, less)]),
  };
  const buttons = Object.entries(ways).map(([key, onclick]) => h("button", { type: "button", onclick }, strings[key]));
  const back = h("button", { type: "button", onclick: () => put(given()) }, strings.given);
  return { element: h("div.row", { role: "group", "aria-label": strings.take_bounds }, back, ...buttons), back };
}

// The settings of the columns of a table, one fold each. Settings of columns that the table does not show now are kept.
function columnList(strings, { changed, record, ends }) {
  const element = h("div");
  let columns = [];
  let extra = [];
  const read = () => [...columns.map((each) => each.read()), ...extra];
  return {
    element,
    read,
    fit(names, settings) {
      columns = names.map((name, at) => columnPart(strings, name, { changed, record, ends: () => ends(at) }));
      columns.forEach((each, at) => each.write(settings[at] ?? newColumn()));
      extra = settings.slice(columns.length);
      element.replaceChildren(...columns.map((each) => each.element));
    },
    put(bounds) {
      const now = read();
      columns.forEach((each, at) => {
        const [worst, best] = bounds?.[at] ?? [NaN, NaN];
        const known = Number.isFinite(worst) && Number.isFinite(best);
        if (known) each.write({ ...now[at], worst: written(worst), best: written(best) });
      });
      changed();
      record();
    },
  };
}

// The settings of the columns of a table that was changed. They follow the names of their columns; where one name alone
// differs it is being typed, and its settings stay.
function settingsOf(names, before, settings) {
  const differ = names.filter((name, at) => name !== before[at]);
  if (!names.length || (names.length === before.length && differ.length < 2)) return settings;
  return names.map((name) => settings[before.indexOf(name)] ?? newColumn());
}

// owner: changed(), record(), given(): the bounds of the case that is shown, if one is.
export function controlsPart(strings, { changed, record, given }) {
  const pasted = h("textarea", { rows: 6, oninput: typed, spellcheck: "false" });
  const own = h("div", null, field(strings.table_field, pasted), h("p.small", null, strings.table_say));
  const town = h("select", { onchange: changed });
  const ends = (at) => readState(read()).setting.bounds[at];
  const columns = columnList(strings, { changed, record, ends });
  const capped = h("input", { type: "checkbox", onchange: changed });
  const mean = h("div");
  const ways = boundsPart(strings, { state: read, given, put: columns.put });
  let shown = "";
  let named = []; // the columns of the last table that had some
  let geometric = "";
  let chosen = "";

  const tableNow = () => readState({ table: pasted.value, columns: [] }).table;
  function fit(settings) {
    const { names } = tableNow();
    columns.fit(names, settings);
    shown = names.join("\n");
    if (names.length) named = names;
  }
  function towns() {
    town.replaceChildren(...[...new Set(tableNow().places)].map((name) => h("option", { value: name }, name)));
    town.value = chosen;
    if (town.selectedIndex < 0) town.selectedIndex = 0;
  }
  function typed() {
    chosen = town.value || chosen;
    const { names } = tableNow();
    if (names.join("\n") !== shown) fit(settingsOf(names, named, columns.read()));
    towns();
    changed();
  }
  function read() {
    return {
      table: pasted.value,
      town: town.value,
      mean: geometric,
      cap: capped.checked ? "" : "no",
      columns: columns.read(),
    };
  }
  function ask() {
    const options = [["", strings.arithmetic], ["geometric", strings.geometric]];
    const choose = (value) => {
      geometric = value;
      changed();
    };
    mean.replaceChildren(radios(strings.mean, options, geometric, choose));
  }
  return {
    elements: [
      own,
      field(strings.town, town),
      h(
        "fieldset",
        null,
        h("legend", null, strings.bounds),
        h("p.small", null, strings.bounds_say),
        ways.element,
        columns.element,
      ),
      h("label.option", null, capped, strings.cap),
      mean,
    ],
    read,
    write(state, isCase) {
      pasted.value = state.table;
      own.hidden = isCase;
      ways.back.hidden = !isCase;
      fit(state.columns);
      chosen = state.town;
      towns();
      capped.checked = state.cap !== "no";
      geometric = state.mean === "geometric" ? "geometric" : "";
      ask();
    },
  };
}
