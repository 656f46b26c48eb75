// One of the three messages: a fold with its parts as controls, and a line for each element that it should have.
import { markWords } from "../kit/keeping.js";
import { counted, field, fill, h } from "../kit/kit.js";
import { LONGEST_SENTENCE, MOST_WORDS } from "./limits.js";
import { checkMessage, reading } from "./method.js";

export const PARTS = ["audience", "text", "ask", "evidence", "source"];
export const ROWS = { text: 4, ask: 2, evidence: 2 };
const ELEMENTS = ["length", "plain words", "audience", "ask", "evidence"];

const line = (good, title, said) =>
  h("li", null, h("span.mark", { "aria-hidden": "true" }, good ? "\u25cf" : "\u25cb"), title, said);

// One line for each element: there or not, and why.
function elementLine(element, findings, text, strings) {
  const found = findings.filter((finding) => finding.element === element);
  const title = h("strong", null, `${strings.elements[element]}: `);
  if (found.length) {
    return line(false, title, found.map(({ key, values }) => fill(strings.findings[key], values)).join(" "));
  }
  const { words, longest } = reading(text);
  return line(true, title, fill(strings.good[element], { words, most: MOST_WORDS, longest, limit: LONGEST_SENTENCE }));
}

// What stands beside the audience: how much is left to do.
function stateOf({ findings, begun, open }, strings) {
  if (open) return counted(strings.open, open);
  if (findings) return strings.none_open;
  return begun ? strings.no_text : strings.not_begun;
}

function control(name, oninput) {
  if (ROWS[name]) return h("textarea", { rows: ROWS[name], autocomplete: "off", oninput });
  return h("input", { type: "text", autocomplete: "off", oninput });
}

// place: 1, 2 or 3. changed() is called when the learner types; mark(name) says what is taken over from an example.
export function messagePart(place, strings, { changed, mark }) {
  const controls = PARTS.map((name) => control(name, changed));
  const who = h("span");
  const taken = h("b.small.taken");
  const note = h("span.small.soft");
  const checks = h("ul.checks");
  const element = h(
    "details",
    { open: place === 1 },
    h("summary", null, h("b", null, fill(strings.message, { place })), who, taken, note),
    h("div.form", null, ...controls.map((each, at) => field(strings.parts[PARTS[at]], each)), checks),
  );
  const read = () => Object.fromEntries(controls.map((each, at) => [PARTS[at], each.value]));
  return {
    place,
    element,
    read,
    values: () => controls.map(({ value }) => value),
    write: (message) => controls.forEach((each, at) => (each.value = message[at])),
    // twice: what it has in common with another message. Gives { message, begun, findings: those of both kinds }.
    paint(twice) {
      const message = read();
      const findings = checkMessage(message);
      const begun = Object.values(message).some((value) => value.trim());
      const from = mark(`message_${place}`);
      taken.textContent = from ? markWords(from, strings) : "";
      who.textContent = message.audience.trim() || strings.nobody_yet;
      note.textContent = stateOf({ findings, begun, open: (findings?.length ?? 0) + twice.length }, strings);
      const judged = findings ? ELEMENTS.map((each) => elementLine(each, findings, message.text, strings)) : [];
      const again = twice.map(({ other, rule }) => line(false, "", fill(strings.repeated[rule], { other })));
      checks.replaceChildren(...judged, ...again);
      return { message, begun, findings };
    },
  };
}
