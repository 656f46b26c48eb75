// Widget "Four rules": one series, and what four published rules say about it.
import { fill, h, table } from "../kit/kit.js";
import { scrolled } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { unmistakable } from "../kit/typed_numbers.js";
import { worksheet } from "../kit/worksheet.js";
import { NUMBERS } from "./entry.js";
import { distanceOf, fourRules, levelsOf } from "./method.js";
import { seriesForm } from "./numbers.js";
import { seriesPicture } from "./picture.js";
import { distanceWords, notesOf, valueWords } from "./words.js";

const BLANK = { ...Object.fromEntries(NUMBERS.map((name) => [name, ""])), unit: "", wanted: "", key: "", series: [] };
const KEPT = [...NUMBERS, "unit", "wanted"];
const pack = (state) => Object.fromEntries(KEPT.map((name) => [name, String(state[name])]));
const ORDER = ["enough", "slow", "little", "back"];

// A case, with its numbers as a person would type them.
function exampleOf({ key, from, series, unit, wanted, set: _set, ...numbers }, strings) {
  const typed = Object.fromEntries(NUMBERS.map((name) => [name, name in numbers ? unmistakable(numbers[name]) : ""]));
  const { name, hint } = strings.cases[key];
  return { key, name, hint, from, state: { ...BLANK, ...typed, unit, wanted, key, series } };
}

function titleOf(levels, strings) {
  const found = ORDER.filter((level) => Object.values(levels).includes(level));
  const count = Object.values(levels).filter(Boolean).length;
  if (!count) return strings.none_title;
  if (count === 1) return fill(strings.one_title, { level: strings.levels[found[0]] });
  if (found.length === 1) return fill(strings.agree_title, { count, level: strings.levels[found[0]] });
  return fill(strings.differ_title, { best: strings.levels[found[0]], worst: strings.levels[found.at(-1)] });
}

function verdictTable(rules, aims, strings) {
  const lines = Object.entries(rules).map(([name, rule]) => [
    strings.rules[name].name,
    strings.rules[name].classes[rule.place],
    valueWords(name, rule, aims, strings),
  ]);
  return table(strings.table, strings.heads, lines);
}

// The answer as plain values: numbers that are missing are left out.
function plainly(numbers, rules) {
  const known = Object.entries(numbers).filter(([name, value]) => NUMBERS.includes(name) && Number.isFinite(value));
  const verdicts = Object.entries(rules).map(([name, { place, value }]) => [
    name,
    { place, value: Number.isFinite(value) ? value : null },
  ]);
  const far = distanceOf(numbers);
  const distance = far ? { distance: { units: far.units, way: Number.isFinite(far.way) ? far.way : null } } : {};
  return { numbers: Object.fromEntries(known), verdicts: Object.fromEntries(verdicts), ...distance };
}

function render(view) {
  const strings = view.model.get("strings");
  const title = h("p.title");
  const why = h("p");
  const rows = scrolled(strings.table);
  const notes = h("div");
  const about = h("p.small.soft");
  let key = "";
  let series = [];
  const form = seriesForm(strings, { series: () => series, changed });
  const picture = seriesPicture(strings, form.move);
  const { cases } = view.model.get("data");
  const places = Object.fromEntries(cases.map((each) => [each.key, fill(strings.target_set, each.set)]));
  const ready = cases.map((each) => exampleOf(each, strings));
  const exercise = shell(view, {
    goal: 17,
    lesson: "3.3",
    part: "trend",
    cases: ready,
    opens: ready[0],
    blank: BLANK,
    read: () => ({ ...form.typed(), key, series }),
    write(state) {
      ({ key, series } = state);
      form.write(state);
      show();
    },
    pack,
    unpack: (entry) => ({ ...BLANK, ...Object.fromEntries(KEPT.map((name) => [name, String(entry[name] ?? "")])) }),
    label: (name) => strings.kept[name] ?? name,
  });

  function changed() {
    exercise.changed();
    show();
  }
  // Without verdicts: a series that is not whole, or one that should come close to a value, whose distance is known.
  function noVerdict(numbers, far) {
    const isNear = numbers.wanted === "value" && far;
    title.textContent = isNear ? strings.near_title : strings.missing_title;
    why.textContent = isNear ? strings.near_reason : strings.missing_reason;
    rows.replaceChildren();
    notes.replaceChildren(...(isNear ? [h("p", null, far)] : []));
    picture.hide();
    exercise.say(title.textContent, isNear ? far : why.textContent);
    exercise.tell({
      unit: form.unit.value,
      ...(isNear ? { wanted: "value" } : {}),
      ...plainly(isNear ? numbers : {}, {}),
    });
  }
  function show() {
    form.sign(exercise.mark);
    about.textContent = key ? `${strings.cases[key].about} ${places[key]}` : "";
    const numbers = form.read();
    const rules = fourRules(numbers);
    const far = distanceWords(numbers, form.unit.value, strings);
    if (!rules) return noVerdict(numbers, far);
    const { base, last, target, wanted } = numbers;
    const levels = levelsOf(rules, wanted === "decrease" ? last > base : last < base);
    title.textContent = titleOf(levels, strings);
    why.textContent = strings.levels_say;
    rows.replaceChildren(verdictTable(rules, Number.isFinite(target), strings));
    const said = notesOf(numbers, rules, strings);
    notes.replaceChildren(...(far ? [h("p", null, far)] : []), ...said.map((each) => h("p.warning", null, each)));
    picture.show(numbers, series, form.unit.value);
    exercise.say(title.textContent);
    exercise.tell({ unit: form.unit.value, wanted, ...plainly(numbers, rules) });
  }

  exercise.stand({
    controls: [h("div.form", null, ...form.elements)],
    result: [title, why, rows, notes],
    beside: true,
    more: [picture.element, about],
    paper: worksheet(strings),
  });
}

export default { render };
