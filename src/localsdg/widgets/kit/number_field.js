// The number field of the kit. What is typed stays as it is typed; what cannot be read is said beside it; a number that
// can mean two things is asked back, and counts as missing until one of the two is chosen.
import { fill, h, identifier, number, spelled } from "./kit.js";
import { typedNumber, unmistakable } from "./typed_numbers.js";

const PAUSE = 600; // milliseconds without a key before a half-typed number is found fault with

// A budget year or a school year, "2014/15", is named by the year in which it begins, as in a table; NaN for another
// text.
export function beginsIn(text) {
  const [, first, last] = /^((?:19|20)\d\d)[/\-–](?:\d\d)?(\d\d)$/.exec(text.replace(/\s/g, "")) ?? [];
  return (Number(first) + 1) % 100 === Number(last) ? Number(first) : NaN;
}

// As typedNumber; rules are { min, max, whole, unit }, with unit as a function. A number outside them is a fault too.
export function readWithin(text, { min = -Infinity, max = Infinity, whole = false, unit = () => "" }) {
  const read = typedNumber(text, unit());
  if (!("value" in read)) return read;
  if (read.value < min) return { fault: "below" };
  if (read.value > max) return { fault: "above" };
  return whole && !Number.isInteger(read.value) ? { fault: "whole" } : read;
}

// Gives { box, note, read, write, update }: the note belongs below the box. With rules.either, both readings will do.
export function numberField(strings, rules = {}, properties = {}) {
  const said = strings.numbers;
  const words = h("p", { id: identifier("number"), "aria-live": "polite" });
  const choice = h("div.row");
  const note = h("div.number-note.screen", null, words, choice);
  const box = h("input.number", {
    type: "text",
    // The keypad for decimals has no minus sign on some phones.
    inputmode: rules.min >= 0 ? "decimal" : "text",
    autocomplete: "off",
    dir: "ltr",
    "aria-describedby": words.id,
    ...properties,
  });
  let timer;

  const result = () => readWithin(box.value, rules);
  const read = () => result().value ?? NaN;
  function write(value) {
    box.value = typeof value === "number" ? unmistakable(value) : value;
    update();
  }
  function choose(value) {
    const text = spelled(value);
    // Four digits behind the point cannot be taken for thousands.
    box.value = typedNumber(text).readings ? spelled(value, 4) : text;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
    box.focus();
  }
  function update() {
    clearTimeout(timer);
    const { fault, found, readings } = result();
    const asked = readings && !rules.either;
    if (fault || asked) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
    const begins = beginsIn(box.value);
    const values = {
      found,
      begins: String(begins),
      example: number(12.5, 1),
      thousands: spelled(1234.5),
      min: spelled(rules.min ?? 0),
      max: spelled(rules.max ?? 0),
    };
    if (asked) [values.whole, values.decimal] = readings.map((reading) => spelled(reading));
    const offered = asked ? readings : begins ? [begins] : [];
    const problem = asked ? "two_readings" : begins ? "begins" : fault;
    const sentence = problem ? fill(said[problem], values) : "";
    if (words.textContent === sentence) return;
    words.textContent = sentence;
    const button = (each) => h("button", { type: "button", dir: "ltr", onclick: () => choose(each) }, spelled(each));
    choice.replaceChildren(...offered.map(button));
  }
  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    // A number that is being typed may look wrong for a moment: "1 2" becomes "1 234".
    if (words.textContent || event.data?.length !== 1) update();
    else timer = setTimeout(update, PAUSE);
  });
  box.addEventListener("change", update);
  return { box, note, read, write, update };
}
