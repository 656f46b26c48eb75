// The statistical annex: every figure of the review, with what it was computed from; as CSV. The same as
// localsdg/review/annex.py.
import { COLUMNS, COMPONENT, DERIVED, GIVEN, MISSING, NEGATIVE, POINTS, SHOWN, STARTS, SUPPRESSED } from "./limits.js";
import { keyText } from "./figures.js";
import { isFictional } from "./reading.js";
import { compute, FigureError, FORMULAS } from "./recomputing.js";
import { digits, fullPattern, stripStart } from "./words.js";

const NUMBER = fullPattern(NEGATIVE);
const EMPTY = Object.fromEntries(COLUMNS.map((name) => [name, ""]));
const DIFFERENCE = /^(distance|change|gap)/;

// A number with the digits that count: more of them are rounding errors of the computer.
const numberText = (value) => digits(value);

// A cell that no program takes for a formula: one that begins like a formula gets an apostrophe.
function safeCell(text) {
  const acts = STARTS.includes(stripStart(text)[0]);
  return acts && !NUMBER.test(text) ? `'${text}` : text;
}

const keyed = (...parts) => JSON.stringify(parts);
const number = (value) => Object.is(value, -0) ? "-0" : String(value);

// The rows of the annex, as figures are put in. rows: plain objects by the names of COLUMNS. unprinted: derived figures
// that could not be computed: what they are, and why.
export class Annex {
  rows = [];
  unprinted = [];
  #allFictional;
  #fictional = new Set();
  #known = new Map();
  #values = new Map();
  #count = 0;

  constructor({ fictional }) {
    this.#allFictional = fictional;
  }
  #row(...parts) {
    const row = Object.assign({ ...EMPTY }, ...parts);
    const said = isFictional(row.source) || isFictional(row.name) || isFictional(row.flag);
    if (this.#allFictional || said || this.#fictional.has(row.figure) || this.#fictional.has(row.from)) {
      this.#fictional.add(row.figure);
      row.place_is = "fictional";
    }
    this.rows.push(row);
  }
  #new() {
    this.#count += 1;
    return `F${this.#count}`;
  }
  // The value of a figure that is in the annex; null for one without.
  value(figure) {
    return this.#values.get(figure) ?? null;
  }
  #lacks({ year = "", group = "", area = "" }, indicator, why) {
    this.unprinted.push({ indicator, year, group, area, why });
  }

  // Puts in a figure of the table; gives its name, or "" if nothing can be said of it. about: indicator, name, unit and
  // source.
  tableFigure(figure, about) {
    const known = `table\n${keyText(figure.key)}`;
    if (!this.#known.has(known)) this.#known.set(known, this.#putFigure(figure, about));
    return this.#known.get(known);
  }
  #putFigure(figure, about) {
    const { year, group, area } = figure.key;
    const place = { year, group, area };
    if (figure.fault || figure.value === null) {
      if (figure.fault) this.#lacks(place, about.name, figure.fault);
      return "";
    }
    const name = this.#new();
    const formula = figure.formula ? FORMULAS[figure.formula] : undefined;
    const status = figure.hidden ? SUPPRESSED : SHOWN;
    const text = (value) => figure.hidden ? "" : numberText(value);
    this.#row(about, place, {
      figure: name,
      unit: figure.unit || about.unit,
      source: figure.source || about.source,
      value: text(figure.value),
      kind: formula ? DERIVED : GIVEN,
      status,
      flag: figure.flag,
      formula: figure.formula,
      version: formula ? formula.version : "",
      note: figure.hidden,
    });
    for (const component of formula?.components ?? []) {
      const part = figure.parts.get(component);
      const cells = { unit: part.unit, source: part.source || about.source, flag: part.flag, value: text(part.value) };
      this.#row(about, place, cells, { figure: name, component, kind: COMPONENT, status });
    }
    if (!figure.hidden) this.#values.set(name, figure.value);
    return name;
  }

  // Puts in a figure as it was published, or as it was typed; gives its name. mark says that it was taken over from an
  // example.
  given(about, value, { year = "", unit = "", source = "", mark = "" } = {}) {
    const known = keyed("given", about.indicator, about.name, year, numberText(value), unit, source);
    if (this.#known.has(known)) return this.#known.get(known);
    const name = this.#new();
    this.#known.set(known, name);
    if (mark) this.#fictional.add(name);
    this.#row(about, {
      figure: name,
      unit: unit || about.unit,
      source: source || about.source,
      year,
      value: numberText(value),
      kind: GIVEN,
      status: SHOWN,
      note: mark,
    });
    this.#values.set(name, value);
    return name;
  }

  // Puts in a figure that is computed here; gives its name, or "" if it cannot be computed. components: by component
  // its value and the name of the figure that it is, if it is one: { latest: [52, "F3"], target: [80, ""] }. cells:
  // further cells of its row, such as the year.
  derived(about, formula, components, cells = {}) {
    const pairs = Object.entries(components);
    const known = keyed("derived", about.indicator, formula, pairs.map(([, [value]]) => number(value)), cells);
    if (!this.#known.has(known)) this.#known.set(known, this.#compute(about, formula, pairs, cells));
    return this.#known.get(known);
  }
  #compute(about, formula, pairs, cells) {
    let value;
    try {
      value = compute(formula, Object.fromEntries(pairs.map(([component, [each]]) => [component, each])));
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      this.#lacks(cells, about.name, error.message);
      return "";
    }
    const name = this.#new();
    if (pairs.some(([, [, origin]]) => this.#fictional.has(origin))) this.#fictional.add(name);
    const { unit: own, version } = FORMULAS[formula];
    const unit = own || (about.unit ?? "");
    this.#row(about, cells, {
      figure: name,
      unit: DIFFERENCE.test(formula) && unit.startsWith("%") ? POINTS : unit,
      value: numberText(value),
      kind: DERIVED,
      status: SHOWN,
      formula,
      version,
    });
    for (const [component, [each, from]] of pairs) {
      const further = { figure: name, component, value: numberText(each), kind: COMPONENT, status: SHOWN, from };
      this.#row(about, { unit: "" }, cells, { note: "" }, further);
    }
    this.#values.set(name, value);
    return name;
  }

  // Puts in an indicator without a figure, with its plan; gives its name.
  missing(about, note) {
    const name = this.#new();
    this.#row(about, { figure: name, kind: MISSING, status: SHOWN, note });
    return name;
  }
}

const quoted = (cell) => /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
// Rows as CSV; no cell can be taken for a formula by a program for tables.
export function csvText(rows, columns = COLUMNS) {
  const lines = rows.map((row) => columns.map((name) => quoted(safeCell(row[name] ?? ""))));
  return [columns.map((name) => quoted(safeCell(name))), ...lines].map((line) => `${line.join(",")}\n`).join("");
}
