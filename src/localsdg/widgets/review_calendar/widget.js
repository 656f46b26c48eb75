// Widget "Review calendar": from the day of the council or of the presentation back to the latest day to begin.
import { bring } from "../kit/bring.js";
import { download, field, fill, h, identifier } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { blankOf, calendarOf, exampleOf, freeDays, lengthOf, packer, unpacker, WEEKENDS } from "./entry.js";
import { dayOf, textOf } from "./method.js";
import { bars, calendarTable, sheet } from "./picture.js";
import { stepList } from "./steps.js";
import { longDate, verdictOf } from "./words.js";

// The day on the clock of whoever looks.
const onTheClock = () => {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;
};

// The days that are given: three dates, the weekend, and the days on which nobody works.
function givenPart(strings, changed) {
  const dates = Object.fromEntries(
    ["council", "presentation", "national"].map((key) => [key, h("input", { type: "date", oninput: changed })]),
  );
  const options = Object.keys(WEEKENDS).map((value) => h("option", { value }, strings.weekends[value]));
  const weekend = h("select", { onchange: changed }, ...options);
  const unread = h("p.small.warning", { role: "status" });
  const free = h("textarea", { rows: 2, oninput: changed });
  const boxes = { ...dates, weekend, free };
  // What was written elsewhere in place of a day, such as “in June”, stays until a day is chosen.
  let written = {};
  const days = field(strings.free, free);
  days.append(unread);
  return {
    elements: [
      h(
        "div.columns",
        null,
        ...Object.keys(dates).map((key) => field(strings[key], dates[key])),
        field(strings.weekend, weekend),
      ),
      days,
    ],
    /** @returns {Record<string, any>} */
    read: () =>
      Object.fromEntries(
        Object.entries(boxes).map(([key, box]) => [
          key,
          box.value || (key in dates && Number.isNaN(dayOf(written[key])) ? written[key] : ""),
        ]),
      ),
    write(state) {
      written = state;
      for (const [key, box] of Object.entries(boxes)) {
        box.value = key in dates && Number.isNaN(dayOf(state[key])) ? "" : state[key];
      }
    },
    paint() {
      const lines = freeDays(free.value).unread;
      unread.textContent = lines.length ? fill(strings.unread, { lines: lines.join("; ") }) : "";
    },
  };
}

// What comes of it: the verdict, the bars, the table, and the sheet for paper.
function resultPart(strings) {
  const judged = verdict();
  const picture = h("div");
  const twin = scrolled(strings.caption);
  const table = fold(strings.as_table, twin);
  const paper = h("div.filled");
  return {
    elements: [judged.element, picture, table],
    paper,
    paint(calendar, { steps, rowOf, today, words, notes }) {
      const { title, reasons, said = [] } = words;
      const quiet = calendar && !said.length ? [strings.nothing_collides] : [];
      judged.put(title, [
        ...reasons,
        ...said.map(([about, text]) => h("p", null, h("strong", null, `${about}: `), text)),
        ...quiet,
        ...notes.map((note) => h("p.small", null, note)),
      ]);
      table.hidden = !calendar;
      picture.replaceChildren(...(calendar ? [bars(calendar, today, (id) => rowOf(id).what, strings)] : []));
      twin.replaceChildren(...(calendar ? [calendarTable(calendar, rowOf, strings)] : []));
      paper.replaceChildren(...sheet(steps, calendar, strings));
    },
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const { cases: found } = view.model.get("data");
  const words = strings.steps;
  const cases = ready(found, strings.cases, exampleOf(words));
  const todayOf = Object.fromEntries(found.map(({ key, today }) => [key, dayOf(today)]));
  const result = resultPart(strings);
  const given = givenPart(strings, () => changed());
  const list = stepList(Object.keys(words), {
    strings,
    together: identifier("step"),
    owner: { changed, mark: (id) => ["who", "days"].map((name) => exercise.mark(`steps/${id}/${name}`)).find(Boolean) },
  });
  const save = h("button.go", { type: "button", onclick: saved }, strings.save);
  let other = [];
  let planned;
  const exercise = shell(view, {
    goal: 16,
    lesson: "4.1",
    part: "calendar",
    cases,
    opens: cases[0],
    blank: blankOf(words),
    read: () => ({ ...given.read(), steps: list.read(), other }),
    write(state) {
      other = state.other;
      given.write(state);
      list.write(state.steps);
      show(false);
    },
    pack: packer(words),
    unpack: unpacker(words),
    marked: (name) => !/\/(what|beside|done)$/.test(name),
    label: (name) => words[/^steps\/([^/]+)\//.exec(name)?.[1]] ?? strings[name] ?? name,
  });
  const today = () => todayOf[exercise.showing()?.key] ?? onTheClock();
  const rowOf = (id) => {
    const { what, who } = list.read().find((step) => step.id === id);
    return { what: what.trim() || words[id], who: who.trim() };
  };

  function changed() {
    exercise.changed();
    show(true);
  }
  function show(acted) {
    /** @type {Record<string, any>} */
    const state = { ...given.read(), steps: list.read() };
    const now = today();
    planned = calendarOf(state, now);
    const unclear = state.steps.some(({ days }) => Number.isNaN(lengthOf(days)));
    const setting = { weekend: WEEKENDS[state.weekend], free: freeDays(state.free).free };
    const nameOf = (id) => rowOf(id).what;
    const isGiven = [state.council, state.presentation].some((day) => /^\d{4,}-\d\d-\d\d$/.test(day));
    const fault = unclear ? "no_length" : isGiven ? "no_room" : "no_day";
    const said = verdictOf(planned, { today: now, setting, nameOf, fault }, strings);
    const notes = exercise.showing() ? [fill(strings.case_today, { day: longDate(now, strings) })] : [];
    given.paint();
    const findings = planned?.findings ?? [];
    list.paint(planned, (id) => findings.flatMap(({ about }, at) => (about === id ? [said.said[at][1]] : [])));
    result.paint(planned, { steps: state.steps, rowOf, today: now, words: said, notes });
    save.disabled = !planned;
    exercise.say(said.title, acted ? said.title : "");
    exercise.tell({
      council: state.council,
      presentation: state.presentation,
      begin: planned ? textOf(planned.begin) : "",
      steps: (planned?.steps ?? []).map(({ name, start, end }) => [name, textOf(start), textOf(end), rowOf(name).who]),
      findings: findings.map(({ about, rule }, at) => [about, rule, said.said[at][1]]),
    });
  }
  async function saved() {
    const { calendarFile } = await bring("review_calendar_file");
    const from = exercise.origin() ? strings.from_example : "";
    const steps = planned.steps.map((step) => ({ ...step, ...rowOf(step.name) }));
    download("review-calendar.ics", calendarFile(steps, from, new Date()), "text/calendar");
  }

  exercise.stand({
    result: [...result.elements, h("p.screen", null, save)],
    resultFirst: true,
    controls: [...given.elements, h("p.small", null, strings.how), list.element],
    paper: [exercise.paper, result.paper],
  });
}

export default { render };
