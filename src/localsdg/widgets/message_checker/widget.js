// Widget "Message checker": three messages on one matter, each for its own audience, and what a rule can see in them.
import { counted, fill, h } from "../kit/kit.js";
import { fold, ready, verdict, writingLines } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { JARGON, LONGEST_SENTENCE, MOST_WORDS } from "./limits.js";
import { messagePart, PARTS, ROWS } from "./message.js";
import { repeated } from "./method.js";

const PLACES = [1, 2, 3];
const BLANK = PLACES.map(() => PARTS.map(() => ""));
// Each message is one field: its parts in their order; a message without a word is none.
const pack = (messages) =>
  Object.fromEntries(messages.map((message, at) => [`message_${at + 1}`, message.some(Boolean) ? message : null]));
const unpack = (entry) =>
  BLANK.map((blank, at) => blank.map((_, part) => String(entry[`message_${at + 1}`]?.[part] ?? "")));

// Of all messages: the verdict in one sentence, and why.
function verdictOf({ written, findings, complete }, strings) {
  if (!written.length) return [strings.nothing, strings.nothing_reason];
  if (findings.length) return [counted(strings.verdict, findings.length), strings.verdict_reason];
  return [complete ? strings.complete : strings.so_far, strings.complete_reason];
}

function rules(strings) {
  const values = { most: MOST_WORDS, limit: LONGEST_SENTENCE, count: JARGON.length };
  return fold(strings.rules, h("ul", null, ...strings.rules_say.map((rule) => h("li", null, fill(rule, values)))));
}

function printed(place, message, strings) {
  const line = (name) => h("li", null, h("strong", null, `${strings.parts[name]}: `), message[name] || "\u2014");
  return [h("h4", null, fill(strings.message, { place })), h("ul", null, ...PARTS.map(line))];
}

function worksheet(filled, strings) {
  const blank = (
    name,
  ) => [h("p", null, h("strong", null, strings.parts[name])), ...writingLines(ROWS[name] ?? 1)];
  const sheet = (place) => h("div", null, h("h4", null, fill(strings.message, { place })), ...PARTS.flatMap(blank));
  return [filled, h("p", null, strings.sheet_lead), ...PLACES.map(sheet)];
}

function render(view) {
  const strings = view.model.get("strings");
  const judged = verdict();
  const filled = h("div");
  const owner = {
    changed() {
      exercise.changed();
      show(true);
    },
    mark: (name) => exercise.mark(name),
  };
  const parts = PLACES.map((place) => messagePart(place, strings, owner));
  const cases = ready(view.model.get("data").cases, strings.cases, (_, { messages }) => messages);
  const exercise = shell(view, {
    goal: 16,
    lesson: "1.4",
    part: "messages",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => parts.map(({ values }) => values()),
    write(messages) {
      parts.forEach(({ write }, at) => write(messages[at]));
      show(false);
    },
    pack,
    unpack,
    label: (name) => fill(strings.message, { place: name.slice(-1) }),
  });

  function show(changed) {
    const twice = repeated(parts.map(({ read }) => read()));
    const all = parts.map(({ place, paint }) => ({ place, ...paint(twice.filter((each) => each.place === place)) }));
    const begun = all.filter((each) => each.begun);
    const written = begun.map(({ message }) => message);
    const ofOne = all.flatMap(({ place, findings }) =>
      (findings ?? []).map(({ element, rule }) => [place, element, rule])
    );
    const ofTwo = twice.map(({ place, rule }) => [place, rule.split(" ")[1], rule]);
    const findings = [...ofOne, ...ofTwo].sort(([one], [other]) => Number(one) - Number(other));
    const [title, reason] = verdictOf({ written, findings, complete: all.every((each) => each.findings) }, strings);
    judged.put(title, [reason]);
    filled.replaceChildren(...begun.flatMap(({ place, message }) => printed(place, message, strings)));
    exercise.say(title, changed ? title : "");
    exercise.tell({ messages: written, findings });
  }

  exercise.stand({
    controls: [h("div.messages", null, ...parts.map(({ element }) => element))],
    result: [judged.element],
    resultFirst: true,
    more: [rules(strings)],
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
