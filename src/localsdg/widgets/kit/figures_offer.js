// Lessons 2.6, 3.3 and 3.4 need not ask for what the learner's table of figures holds: above the exercise she takes it
// over.
import { bring } from "./bring.js";
import { flush } from "./keeping.js";
import { counted, field, fill, h, keep, kept, number, workbook } from "./kit.js";
import { newId } from "./parts.js";
import { AREA, comparable, figuresOf, indicatorsIn, matching, partsOf, seriesOf, usualYears } from "./own_figures.js";
import { unmistakable } from "./typed_numbers.js";
import { fieldAt } from "./workbook.js";

const AREAS = "gap";
// What the exercises call the two years and their values: [base year, base, latest year, latest value].
const SERIES = {
  path: ["baseline_year", "baseline", "year", "value"],
  trend: ["base_year", "base", "last_year", "last"],
};
const DIGITS = 6;
const choice = (label, options, changed) => {
  const box = h("select", { onchange: changed }, ...options.map(([value, words]) => h("option", { value }, words)));
  return { box, element: field(label, box) };
};
// A value as a person would type it: a share that was divided has no more digits than anybody needs.
const typed = (value) => unmistakable(Number(value.toFixed(DIGITS)));
const years = (list) => list.map((year) => [String(year), String(year)]);

// Writes into the part of the lesson as if it had been typed: the exercise takes it in, and shows it.
function write(lesson, part, work) {
  flush();
  const entry = { ...kept(lesson, part) };
  work(entry);
  return keep(lesson, part, entry);
}
// The source of the figures becomes that of the indicator, if it has none. The form beside the exercise shows it too:
// it
// takes in what another lesson writes.
function keepSource(sources, id) {
  const [source, ...others] = sources;
  const place = ["records", "indicator", id, "source"];
  if (source && !others.length && !fieldAt(workbook(), place)?.value) keep("3.1", "indicators", { [id]: { source } });
}

// The latest year alone, where the base of the indicator is known: { elements, button, ready(), write(entry) }.
function latestPart(found, base, [, , year, value], strings) {
  const series = seriesOf(found).filter(([each]) => each > base);
  if (!series.length) return undefined;
  const last = choice(strings.last_year, years(series.map(([each]) => each)));
  last.box.value = String(series.at(-1)[0]);
  return {
    elements: [h("p.small", null, fill(strings.latest, { base })), last.element],
    button: strings.take_latest,
    ready: () => true,
    write: (entry) => Object.assign(entry, { [year]: last.box.value, [value]: valueOfYear(series, last) }),
  };
}
const valueOfYear = (series, { box }) => typed(series.find(([year]) => String(year) === box.value)[1]);

// Two years of the series: { elements, button, ready(), write(entry) }.
function seriesPart(found, [base_year, base, last_year, latest], strings) {
  const series = seriesOf(found);
  if (series.length < 2) return undefined;
  const usual = usualYears(series);
  const all = years(series.map(([year]) => year));
  const first = choice(strings.base_year, all.slice(0, -1));
  const last = choice(strings.last_year, all.slice(1));
  first.box.value = String(usual.base);
  last.box.value = String(usual.last);
  const says = fill(strings.series, { first: series[0][0], last: usual.last, count: number(series.length) });
  return {
    elements: [h("p.small", null, says), h("div.pair", null, first.element, last.element)],
    button: strings.take_series,
    ready: () => Number(first.box.value) < Number(last.box.value),
    write(entry) {
      Object.assign(entry, { [base_year]: first.box.value, [base]: valueOfYear(series, first) });
      Object.assign(entry, { [last_year]: last.box.value, [latest]: valueOfYear(series, last) });
      if (!entry.unit && found.units.length === 1) [entry.unit] = found.units;
    },
  };
}

// Areas or groups of one year, in place of those that were there.
// latest: the year of the latest value, with which areas of the same year can be compared.
function areasPart(found, strings, latest) {
  const kinds = comparable(found);
  if (!kinds.length) return undefined;
  const nameOf = (kind) => kind === AREA ? strings.by_area : kind.slice("group ".length) || strings.by_group;
  const by = choice(strings.by, kinds.map((each) => [each.by, nameOf(each.by)]), ask);
  const year = choice(strings.year, [], warn);
  const other = h("p.warning", { role: "status" });
  function warn() {
    other.textContent = latest && year.box.value !== latest ? fill(strings.other_year, { year: latest }) : "";
  }
  function ask() {
    const own = kinds.find((each) => each.by === by.box.value).years.map(String);
    year.box.replaceChildren(...own.map((each) => h("option", { value: each }, each)));
    year.box.value = own.includes(latest) ? latest : own.at(-1);
    warn();
  }
  ask();
  return {
    elements: [h("p.small", null, strings.areas), h("div.pair", null, by.element, year.element), other],
    button: strings.take_areas,
    ready: () => true,
    write(entry) {
      const { areas, all } = partsOf(found, by.box.value, year.box.value);
      const stem = newId();
      entry.areas = Object.fromEntries(areas.map(({ name, people, counted }, at) => [
        `${stem}${String(at).padStart(3, "0")}`,
        { name, counted: typed(counted), ...(Number.isNaN(people) ? {} : { people: typed(people) }) },
      ]));
      entry.year = year.box.value;
      delete entry.all;
      if (Number.isFinite(all)) entry.all = typed(all);
    },
  };
}

function partOf(part, found, { strings, latest, base }) {
  if (part === AREAS) return areasPart(found, strings, latest);
  return base ? latestPart(found, base, SERIES[part], strings) : seriesPart(found, SERIES[part], strings);
}
/** @param {Record<string, any>} owner */
function noneOf({ part, base, strings }) {
  if (part === AREAS) return strings.no_areas;
  return base ? fill(strings.no_latest, { base }) : strings.no_series;
}

// What is offered of one indicator of the table.
/** @param {Record<string, any>} owner */
function offerOf(rows, indicator, owner) {
  const { lesson, part, town, strings, frame, latest, id } = owner;
  const found = figuresOf(rows, indicator, town);
  const made = partOf(part, found, { strings, latest, base: owner.base });
  const said = h("p.small", { role: "status" });
  if (!made) return [h("p.small", null, noneOf(owner))];
  function take() {
    if (!made.ready()) {
      said.textContent = strings.order;
      return;
    }
    const stored = write(lesson, part, made.write);
    keepSource(found.sources, id);
    frame.querySelector("[data-case=mine]")?.click();
    said.textContent = stored ? strings.taken_in : strings.not_kept;
  }
  const button = h("button", { type: "button", onclick: take }, made.button);
  return [...made.elements, h("p", null, button), said];
}

// owner: names, how the indicator at work is called, and its code; id; its latest year; base, the year of its baseline
// if that stays as it is; lesson and part; town; frame; strings. Gives the element, or nothing where the table is
// empty.
/** @param {Record<string, any>} owner */
export const figuresOffer = async (owner) => {
  const rows = await (await bring("tables")).read();
  const all = indicatorsIn(rows);
  if (!all.length) return undefined;
  const { strings, names } = owner;
  const inside = h("div.form");
  const known = matching(rows, names);
  const which = choice(strings.which, [["", strings.choose], ...all.map((each) => [each, each])], paint);
  which.box.value = known;
  function paint() {
    inside.replaceChildren(...(which.box.value ? offerOf(rows, which.box.value, owner) : []));
  }
  paint();
  const summary = h("summary", null, known ? strings.has : counted(strings.table, all.length));
  return h("details.fold", { open: Boolean(known) }, summary, h("div.form", null, which.element, inside));
};
