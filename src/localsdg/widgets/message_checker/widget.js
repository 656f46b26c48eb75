// Widget "Message checker": three messages on one matter, each for its own audience, and what a rule can see in them.
import { desk } from "../kit/desk.js";
import { markWords } from "../kit/keeping.js";
import { counted, field, fill, frame, h, share, speaker } from "../kit/kit.js";
import { JARGON, LONGEST_SENTENCE, MOST_WORDS } from "./limits.js";
import { checkMessage, reading, repeated } from "./method.js";

const PARTS = ["audience", "text", "ask", "evidence", "source"];
const ELEMENTS = ["length", "plain words", "audience", "ask", "evidence"];
const ROWS = { text: 4, ask: 2, evidence: 2 };

const BLANK = [1, 2, 3].map(() => PARTS.map(() => ""));
// Each message is one field: its parts in their order; a message without a word is none.
const pack = (messages) =>
  Object.fromEntries(messages.map((message, at) => [`message_${at + 1}`, message.some(Boolean) ? message : null]));
const unpack = (entry) =>
  BLANK.map((blank, at) => blank.map((_, part) => String(entry[`message_${at + 1}`]?.[part] ?? "")));

function render({ model, el, page }) {
  const strings = model.get("strings");
  const data = model.get("data");
  const voice = speaker();
  const verdict = h("div.verdict");
  const filled = h("div");

  const parts = [1, 2, 3].map((place) => {
    const controls = PARTS.map((name) =>
      h(ROWS[name] ? "textarea" : "input", {
        type: ROWS[name] ? null : "text",
        rows: ROWS[name],
        autocomplete: "off",
        oninput: () => show(true),
      })
    );
    const who = h("span");
    const mark = h("b.small.taken");
    const note = h("span.small.soft");
    const checks = h("ul.checks");
    const element = h(
      "details",
      { open: place === 1 },
      h("summary", null, h("b", null, fill(strings.message, { place })), who, mark, note),
      h("div.form", null, ...controls.map((control, at) => field(strings.parts[PARTS[at]], control)), checks),
    );
    const values = () => controls.map((control) => control.value);
    const read = () => Object.fromEntries(controls.map((control, at) => [PARTS[at], control.value]));
    const write = (message) => controls.forEach((control, at) => (control.value = message[at]));
    return { place, element, who, mark, note, checks, values, read, write };
  });

  // One line for each element: there or not, and why.
  function line(element, findings, text) {
    const found = findings.filter((finding) => finding.element === element);
    const { words, longest } = reading(text);
    const good = fill(strings.good[element], { words, most: MOST_WORDS, longest, limit: LONGEST_SENTENCE });
    const mark = h("span.mark", { "aria-hidden": "true" }, found.length ? "\u25cb" : "\u25cf");
    const said = found.length ? found.map(({ key, values }) => fill(strings.findings[key], values)).join(" ") : good;
    return h("li", null, mark, h("strong", null, `${strings.elements[element]}: `), said);
  }
  function show(changed) {
    if (changed) work.changed();
    const messages = parts.map(({ read }) => read());
    const twice = repeated(messages);
    const all = [];
    const written = [];
    const printed = [];
    for (const { place, who, mark, note, checks, read } of parts) {
      const message = read();
      const findings = checkMessage(message);
      const again = twice.filter((each) => each.place === place);
      const begun = Object.values(message).some((value) => value.trim());
      const open = (findings?.length ?? 0) + again.length;
      const taken = work.mark(`message_${place}`);
      mark.textContent = taken ? markWords(taken, strings) : "";
      who.textContent = message.audience.trim() || strings.nobody_yet;
      note.textContent = open
        ? counted(strings.open, open)
        : findings
        ? strings.none_open
        : begun
        ? strings.no_text
        : strings.not_begun;
      checks.replaceChildren(
        ...(findings ? ELEMENTS.map((element) => line(element, findings, message.text)) : []),
        ...again.map(({ other, rule }) =>
          h("li", null, h("span.mark", { "aria-hidden": "true" }, "\u25cb"), fill(strings.repeated[rule], { other }))
        ),
      );
      if (findings) all.push(...findings.map(({ element, rule }) => [place, element, rule]));
      all.push(...again.map(({ rule }) => [place, rule.split(" ")[1], rule]));
      if (!begun) continue;
      written.push(message);
      const lines = PARTS.map((name) =>
        h("li", null, h("strong", null, `${strings.parts[name]}: `), message[name] || "\u2014")
      );
      printed.push(h("h4", null, fill(strings.message, { place })), h("ul", null, ...lines));
    }
    const complete = parts.every(({ read }) => checkMessage(read()));
    const title = !written.length
      ? strings.nothing
      : all.length
      ? counted(strings.verdict, all.length)
      : complete
      ? strings.complete
      : strings.so_far;
    verdict.replaceChildren(
      h("p.title", null, title),
      h(
        "p",
        null,
        !written.length ? strings.nothing_reason : all.length ? strings.verdict_reason : strings.complete_reason,
      ),
    );
    filled.replaceChildren(...printed);
    if (changed) voice.say(title);
    const answer = { messages: written, findings: all };
    share("message_checker", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  const put = (messages, changed) => {
    parts.forEach(({ write }, at) => write(messages[at]));
    show(changed);
  };
  const ready = data.cases.map(({ name, hint, from, messages }) => ({ key: name, name, hint, from, state: messages }));
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.4",
      part: "messages",
      cases: ready,
      opens: ready[0],
      blank: BLANK,
      read: () => parts.map(({ values }) => values()),
      write: (messages) => put(messages, false),
      pack,
      unpack,
      label: (name) => fill(strings.message, { place: name.slice(-1) }),
    },
  );
  const blank = (
    name,
  ) => [
    h("p", null, h("strong", null, strings.parts[name])),
    ...Array.from({ length: ROWS[name] ?? 1 }, () => h("div.line")),
  ];

  el.append(
    frame(
      ".long",
      16,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        verdict,
        h("div.messages", null, ...parts.map(({ element }) => element)),
        work.buttons,
        work.saved,
        h(
          "details.fold",
          null,
          h("summary", null, strings.rules),
          h(
            "ul",
            null,
            ...strings.rules_say.map((rule) =>
              h("li", null, fill(rule, { most: MOST_WORDS, limit: LONGEST_SENTENCE, count: JARGON.length }))
            ),
          ),
        ),
        voice,
      ),
      h(
        "div.print",
        null,
        work.paper,
        filled,
        h("p", null, strings.sheet_lead),
        ...parts.map(({ place }) =>
          h("div", null, h("h4", null, fill(strings.message, { place })), ...PARTS.flatMap(blank))
        ),
      ),
    ),
  );
  work.begin();
  el.addEventListener("change", work.record);
}

export default { render };
