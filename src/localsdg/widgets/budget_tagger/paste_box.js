// A box into which lines are pasted from a spreadsheet. What cannot be read as a line stays in the box, with the
// reason.
import { counted, field, fill, h, number, spelled } from "../kit/kit.js";
import { newId } from "../kit/parts.js";
import { draft, leftWords, pasteMemory } from "../kit/pasted.js";
import { typedNumber } from "../kit/typed_numbers.js";
import { newLine } from "./entry.js";
import { LOW, MOST_LINES } from "./limits.js";
import { execution, hundredths } from "./method.js";
import { readLines } from "./paste.js";
import { moneyLike } from "./own_amounts.js";

const units = (text) => hundredths(typedNumber(text).value);
const sumOf = (lines) => lines.reduce((sum, { approved }) => sum + (units(approved) || 0), 0);

const FEW = 6; // lines from which nothing follows about the year

// Whether the year may still run: { all, count } of the lines whose spending is known, if most are below the band.
function earlyIn(lines) {
  const rates = lines.map(({ approved, spent }) => execution(units(approved), units(spent))).filter(Number.isFinite);
  const count = rates.filter((rate) => rate < LOW).length;
  return rates.length > FEW && count > rates.length / 2 ? { all: rates.length, count, low: LOW } : undefined;
}

// Gives its elements, and follow(ids), to be called when one's own lines have come back by undo or from another tab.
// take(lines): adds them; year(text): that of their headings, or ""; room(): how many more there may be; whole(text):
// makes an amount the whole budget.
export function pasteBox(strings, { take, year, room, whole }) {
  const box = h("textarea", { rows: 6, spellcheck: "false" });
  const said = h("div", { role: "status" });
  const memory = pasteMemory(box);
  const keepDraft = draft("2.4.pasted", box);
  const button = h("button", { type: "button", onclick: () => read() }, strings.paste_read);

  function ask({ text, readings, signs }) {
    const choices = readings.map((value, at) =>
      h("button", { type: "button", onclick: () => read(signs[at]) }, spelled(value))
    );
    said.replaceChildren(h("p", null, fill(strings.paste_asks, { text })), h("p.row", null, ...choices));
    choices[0].focus();
  }
  // Whether amounts below "£000" are thousands: as they stand they would be a thousandth of the budget.
  function askScale({ words, by, text, full }, decimal) {
    const choices = [[by, number(typedNumber(full).value, full.endsWith("00") ? 0 : 2)], [1, text]].map((
      [times, amount],
    ) => h("button", { type: "button", onclick: () => read(decimal, times) }, amount));
    said.replaceChildren(h("p", null, fill(strings.paste_scale, { words, text })), h("p.row", null, ...choices));
    choices[0].focus();
  }
  // The whole budget is asked for, and a sum is only offered.
  function offer(sum) {
    const button = h("button.quiet", { type: "button", onclick: () => whole(sum) }, fill(strings.paste_whole, { sum }));
    return h("p", null, strings.paste_whole_asks, " ", button);
  }
  function read(decimal, by) {
    const found = readLines(box.value, decimal, by);
    if (found.ask) return ask(found.ask);
    if (found.scale) return askScale(found.scale, decimal);
    if (found.fault) return said.replaceChildren(h("p", null, strings.paste_faults[found.fault]));
    const largest = [...found.lines].sort((one, other) => units(other.approved) - units(one.approved));
    const kept = new Set(largest.slice(0, room()));
    const lines = found.lines.filter((line) => kept.has(line));
    const stem = newId();
    const added = lines.map((line, at) => newLine({ ...line, id: `${stem}${String(at).padStart(2, "0")}` }));
    const before = box.value;
    year(found.year);
    take(added);
    box.value = found.left.map(({ text }) => text).join("\n");
    keepDraft();
    memory.took(before, added.map(({ id }) => id));
    report(found, lines);
  }
  // What was added, what the row with the total says, and what was left.
  function report(found, lines) {
    const money = moneyLike([...found.lines, ...(found.total ? [found.total] : [])].map(({ approved }) => approved));
    const sum = sumOf(found.lines);
    const words = [counted(strings.paste_says, lines.length, { sum: money(sumOf(lines)) })];
    if (lines.length < found.lines.length) {
      words.push(fill(strings.paste_many, { most: MOST_LINES, all: found.lines.length, sum: money(sum) }));
    }
    const total = found.total && units(found.total.approved);
    if (found.total) {
      words.push(
        fill(total === sum ? strings.paste_same : strings.paste_differs, { total: money(total), sum: money(sum) }),
      );
    }
    const early = earlyIn(lines);
    if (early) words.push(fill(strings.paste_early, early));
    const offered = total || (lines.length < found.lines.length ? sum : 0);
    said.replaceChildren(
      h("p", null, words.join(" ")),
      ...leftWords(found.left, strings.paste_left),
      ...(offered > 0 ? [offer(money(offered))] : []),
    );
  }
  return {
    elements: [h("p", null, strings.paste_lead), field(strings.paste_box, box), h("p", null, button), said],
    follow(ids) {
      said.replaceChildren(...(memory.back(ids) ? [h("p", null, strings.paste_back)] : []));
      keepDraft();
    },
  };
}
