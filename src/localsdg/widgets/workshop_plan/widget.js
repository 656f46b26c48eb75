// Widget "Agenda of a workshop": lessons, minutes and a beginning; the agenda with its breaks, as table and calendar.
import { download, h } from "../kit/kit.js";
import { scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { calendar } from "./calendar.js";
import { planForm } from "./choices.js";
import { commandFor, wordsFor } from "./words.js";

const packer = (blank) => ({ chosen, ...rest }) =>
  JSON.stringify({ chosen, ...rest }) === JSON.stringify(blank) ? {} : { lessons: chosen, ...rest };
// What is not there was emptied: the usual values do not come back by themselves.
const unpacker = (cardOf) => ({ lessons = [], ...rest }) => ({
  minutes: "",
  people: "",
  start: "",
  day: "",
  ...rest,
  chosen: lessons.filter(cardOf),
});

function render(view) {
  const strings = view.model.get("strings");
  const { cards, lessons: first } = view.model.get("data");
  const words = wordsFor(cards, strings);
  const agenda = verdict();
  const paper = h("div");
  const save = h("button.go", { type: "button", onclick: saved }, strings.calendar);
  const status = h("p.status", { role: "status" });
  const form = planForm({ cards, first, ...words }, strings, {
    changed() {
      exercise.changed();
      show(true);
    },
    moved: () => exercise.record(),
    stuck: () => exercise.voice.say(strings.at_the_end),
  });
  const blank = form.read();
  const exercise = shell(view, {
    goal: 17,
    lesson: "",
    part: "workshop",
    blank,
    read: form.read,
    write(state) {
      form.write(state);
      show(false);
    },
    pack: packer(blank),
    unpack: unpacker(words.cardOf),
  });

  function show(changed) {
    const planned = form.planned();
    const { entries = [] } = planned;
    const { title, notes } = words.said(planned, form.minutes());
    const lines = () => notes.map((note) => h(entries.length ? "p" : "p.warning", null, note));
    const whole = () => [
      scrolled(strings.caption, "", words.table(entries)),
      ...lines(),
      h("p", null, strings.word, " ", h("code", null, commandFor(form.read(), form.minutes(), form.people()))),
    ];
    agenda.put(title, entries.length ? whole() : lines());
    paper.replaceChildren(
      ...(entries.length
        ? [h("p", null, h("b", null, title)), words.table(entries), ...lines(), h("ul", null, ...words.bring(entries))]
        : [h("p", null, strings.sheet_lead)]),
    );
    save.disabled = !entries.length;
    status.textContent = "";
    exercise.say(title, changed ? [title, ...(entries.length ? [] : notes)].join(" ") : "");
    const { chosen, start, day } = form.read();
    const numbers = { minutes: form.minutes() || 0, people: form.people() || 0 };
    exercise.tell({ lessons: chosen, ...numbers, start, day, entries: entries.map(words.answerOf) });
  }
  function saved() {
    const { day } = form.read();
    if (!day) {
      status.textContent = strings.no_day;
      return form.day.focus();
    }
    const events = form.planned().entries.map(words.eventOf);
    download(`agenda-${day}.ics`, calendar(events, day, new Date()), "text/calendar");
    status.textContent = strings.saved;
  }

  exercise.stand({
    controls: form.elements,
    result: [agenda.element, h("p.row", null, save), status],
    paper: [paper],
  });
}

export default { render };
