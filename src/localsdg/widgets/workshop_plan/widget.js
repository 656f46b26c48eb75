// Widget "Agenda of a workshop": lessons, minutes and a beginning; the agenda with its breaks, as table and calendar.
import { desk } from "../kit/desk.js";
import { counted, download, field, fill, frame, h, identifier, speaker } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { calendar } from "./calendar.js";
import { clock, planWorkshop } from "./method.js";

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { cards, lessons: first } = model.get("data");
  const voice = speaker();
  const cardOf = (lesson) => cards.find((card) => card.lesson === lesson);
  const nameOf = (lesson) => fill(strings.lesson, cardOf(lesson));
  let chosen = [...first];

  const boxes = cards.map(({ lesson }) =>
    h("input", { type: "checkbox", onchange: ({ target }) => choose(lesson, target.checked) })
  );
  const list = h(
    "fieldset",
    null,
    h("legend", null, strings.lessons),
    ...cards.map((card, at) => h("label.option", null, boxes[at], fill(strings.choice, card))),
  );
  const order = h("ol.order");
  const ordered = h("div", null, h("p", { id: identifier("order") }, h("b", null, strings.order)), order);
  const minutes = numberField(strings, { min: 1, whole: true, unit: () => "min" }, { value: 180, oninput: typed });
  const start = h("input", { type: "time", value: "09:00", oninput: typed });
  const day = h("input", { type: "date", oninput: typed });
  const verdict = h("div");
  const save = h("button.go", { type: "button", onclick: saved }, strings.calendar);
  const status = h("p.status", { role: "status" });
  const paper = h("div.print");

  const plain = () => ({ chosen, minutes: minutes.box.value, start: start.value, day: day.value });
  const blank = plain();
  const known = (lessons) => lessons.filter(cardOf);
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "",
      part: "workshop",
      blank,
      read: plain,
      write(state) {
        chosen = state.chosen;
        minutes.write(state.minutes);
        start.value = state.start;
        day.value = state.day;
        draw();
      },
      pack: (
        { chosen: lessons, ...rest },
      ) => (JSON.stringify({ chosen: lessons, ...rest }) === JSON.stringify(blank) ? {} : { lessons, ...rest }),
      // What is not there was emptied: the usual values do not come back by themselves.
      unpack: ({ lessons = [], ...rest }) => ({ minutes: "", start: "", day: "", ...rest, chosen: known(lessons) }),
    },
  );

  function choose(lesson, there) {
    chosen = there ? [...chosen, lesson] : chosen.filter((each) => each !== lesson);
    draw();
    work.changed();
  }
  function move(from, to, name) {
    if (to < 0 || to === chosen.length) return voice.say(strings.at_the_end);
    chosen = chosen.with(to, chosen[from]).with(from, chosen[to]);
    draw();
    work.changed();
    order.children[to].querySelector(`[data-move="${name}"]`).focus();
    work.record();
  }
  function draw() {
    boxes.forEach((box, at) => (box.checked = chosen.includes(cards[at].lesson)));
    ordered.hidden = chosen.length < 2;
    order.replaceChildren(
      ...chosen.map((lesson, at) => {
        const button = (name, to) =>
          h("button.quiet", {
            type: "button",
            "data-move": name,
            "aria-label": fill(strings[`move_${name}`], { lesson }),
            onclick: () => move(at, to, name),
          }, strings[name]);
        return h(
          "li",
          null,
          h("span", null, nameOf(lesson)),
          h("span.row", null, button("earlier", at - 1), button("later", at + 1)),
        );
      }),
    );
    show();
  }

  // What is planned, or what is missing for a plan.
  function planned() {
    if (!chosen.length) return planWorkshop([], 0, 0);
    if (!Number.isFinite(minutes.read())) return { fault: "no_minutes" };
    if (!start.value) return { fault: "no_start" };
    const [hour, minute] = start.value.split(":").map(Number);
    return planWorkshop(chosen.map(cardOf), minutes.read(), 60 * hour + minute);
  }
  const titleOf = ({ kind, lesson }) => (lesson ? nameOf(lesson) : strings.entries[kind]);
  const timeOf = (entry) => `${clock(entry.start)}\u2013${clock(entry.start + entry.minutes)}`;
  const targetsOf = ({ lesson }) => (lesson ? cardOf(lesson).targets : "");

  function table(entries) {
    const line = (entry) =>
      h(
        "tr",
        null,
        h("th", { scope: "row", style: "white-space: nowrap" }, timeOf(entry)),
        h("td.words", null, titleOf(entry)),
        h("td", null, entry.minutes),
        h("td.words", null, targetsOf(entry)),
      );
    const [time, what, length, targets] = strings.heads;
    return h(
      "table",
      null,
      h("caption", null, strings.caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, time),
          h("th.words", { scope: "col" }, what),
          h("th", { scope: "col" }, length),
          h("th.words", { scope: "col" }, targets),
        ),
      ),
      h("tbody", null, ...entries.map(line)),
    );
  }

  function typed() {
    work.changed();
    show();
  }
  function show() {
    const { entries = [], fault, values } = planned();
    const end = entries.at(-1);
    const sessions = entries.filter(({ lesson }) => lesson);
    const said = end
      ? counted(strings.plan, sessions.length, { minutes: minutes.read(), end: clock(end.start + end.minutes) })
      : strings.no_plan;
    const notes = end
      ? sessions.filter((entry) => entry.minutes < entry.planned).map((entry) => fill(strings.shortened, entry))
      : [fill(strings.faults[fault], values)];
    const lines = () => notes.map((note) => h(end ? "p" : "p.warning", null, note));
    const command = [
      `.venv/bin/localsdg agenda --lessons ${chosen} --minutes ${minutes.read()} --start ${start.value}`,
      ...(day.value ? [`--date ${day.value}`] : []),
      "--output agenda.docx",
    ].join(" ");
    verdict.replaceChildren(
      h("p.title", null, said),
      ...(end ? [h("div.scroll", { tabindex: 0, role: "region", "aria-label": strings.caption }, table(entries))] : []),
      ...lines(),
      ...(end ? [h("p", null, strings.word, " ", h("code", null, command))] : []),
    );
    const bring = sessions.map(({ lesson }) => h("li", null, fill(strings.bring, cardOf(lesson))));
    paper.replaceChildren(
      ...(end
        ? [h("p", null, h("b", null, said)), table(entries), ...lines(), h("ul", null, ...bring)]
        : [h("p", null, strings.sheet_lead)]),
    );
    save.disabled = !end;
    status.textContent = "";
    voice.say(end ? said : `${said} ${notes[0]}`);
    model.set("answer", {
      lessons: chosen,
      minutes: minutes.read() || 0,
      start: start.value,
      day: day.value,
      entries: entries.map((entry) => [timeOf(entry), titleOf(entry), targetsOf(entry)]),
    });
    model.save_changes();
  }
  function saved() {
    if (!day.value) {
      status.textContent = strings.no_day;
      return day.focus();
    }
    const entries = planned().entries.map((entry) => ({
      ...entry,
      title: titleOf(entry),
      notes: entry.lesson && `${targetsOf(entry)}\n${fill(strings.brings, cardOf(entry.lesson))}`,
    }));
    download(`agenda-${day.value}.ics`, calendar(entries, day.value, new Date()), "text/calendar");
    status.textContent = strings.saved;
  }

  el.append(
    frame(
      ".long",
      17,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        h("div.form", null, list, ordered),
        h(
          "div.columns",
          null,
          h("div", null, field(strings.minutes, minutes.box), minutes.note),
          field(strings.start, start),
          field(strings.day, day),
        ),
        work.buttons,
        work.saved,
        verdict,
        h("p.row", null, save),
        status,
        voice,
      ),
      paper,
    ),
  );
  work.begin();
  el.addEventListener("change", work.record);
}

export default { render };
