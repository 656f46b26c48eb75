// The six numbers of two dates, and the sliders that vary the later ones.
import { markWords } from "../kit/keeping.js";
import { field, fill, h, identifier, number } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";

export const BOXES = ["y0", "p0", "v0", "y1", "p1", "v1"];
const ROWS = { y: "date", p: "people", v: "land" };
const COLUMNS = ["earlier", "later"];

// The name of a box in words: "People, later".
export const nameOf = (box, strings) => `${strings[ROWS[box[0]]]}, ${strings[COLUMNS[Number(box[1])]]}`;

// A table of six number fields. typed() is called after every letter.
export function numberGrid(strings, typed) {
  const fields = {};
  const signs = {};
  const heads = COLUMNS.map(identifier);
  const cell = (key, at, row) => {
    const box = `${key}${at}`;
    const rules = { min: 0, unit: () => (key === "v" ? "ha" : "") };
    fields[box] = numberField(strings, rules, { "aria-labelledby": `${row} ${heads[at]}`, oninput: typed });
    signs[box] = h("p.taken.small", { hidden: true });
    return h("td", null, fields[box].box, fields[box].note, signs[box]);
  };
  const row = ([key, name]) => {
    const id = identifier(key);
    return h("tr", null, h("th", { id, scope: "row" }, strings[name]), cell(key, 0, id), cell(key, 1, id));
  };
  const head = (name, at) => h("th", { id: heads[at], scope: "col" }, strings[name]);
  return {
    element: h(
      "table.numbers",
      null,
      h("caption.hidden", null, strings.numbers_in_use),
      h("thead", null, h("tr", null, h("td"), ...COLUMNS.map(head))),
      h("tbody", null, ...Object.entries(ROWS).map(row)),
    ),
    fields,
    typed: () => Object.fromEntries(BOXES.map((name) => [name, fields[name].box.value])),
    read: () => Object.fromEntries(BOXES.map((name) => [name, fields[name].read()])),
    write(values) {
      for (const name of BOXES) fields[name].write(values[name]);
    },
    // The later number becomes so many times the earlier one, and stays above zero.
    multiply(key, factor) {
      const earlier = fields[`${key}0`].read();
      const digits = earlier < 100 ? 1 : 0;
      fields[`${key}1`].write(Math.max(Number((earlier * factor).toFixed(digits)), 10 ** -digits));
    },
    // mark(box): where its number is taken from, if it is not the learner's own.
    sign(mark) {
      for (const [name, sign] of Object.entries(signs)) {
        const taken = mark(name);
        sign.hidden = !taken;
        sign.textContent = taken ? markWords(taken, strings) : "";
      }
    },
  };
}

// Sliders move the later number as a multiple of the earlier one, on a logarithmic scale.
export function variers(strings, fields, typed) {
  const sliders = [["p", strings.vary_people], ["v", strings.vary_land]].map(([key, label]) => {
    const input = h("input", { type: "range", min: -0.7, max: 2.4, step: 0.01, oninput: slide });
    function slide() {
      fields[`${key}1`].write(Math.round(fields[`${key}0`].read() * Math.exp(input.value)));
      typed();
    }
    return { key, input, element: h(`div.vary-${key}`, null, field(label, input)) };
  });
  return {
    elements: sliders.map(({ element }) => element),
    paint(numbers) {
      for (const { key, input } of sliders) {
        const value = numbers[`${key}1`];
        const factor = value / numbers[`${key}0`];
        input.disabled = !(factor > 0 && Number.isFinite(factor));
        if (input.disabled) continue;
        input.value = Math.log(factor);
        const words = { value: number(value), factor: number(factor, 2) };
        input.setAttribute("aria-valuetext", fill(strings.times, words));
      }
    },
  };
}
