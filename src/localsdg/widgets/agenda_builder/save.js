// Brought when the agenda of an exchange is to be taken along: as a Word document, and as a file for calendar programs.
import { calendarText, escaped, plainTime } from "../kit/calendar_text.js";
import { field, fill, h } from "../kit/kit.js";
import { uuid5 } from "../my_review/uid.js";
import { agendaWord } from "./agenda_word.js";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const BY = "localsdg";

function offer(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const dayAfter = (day, more) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + more);
  return date.toISOString().slice(0, 10);
};

// items: those of the record, each with the id that it keeps: who takes the file in again has no entry twice.
export const agendaCalendar = (topic, items, first, stamp) =>
  calendarText(
    "peer exchange",
    items.map(({ id, day, start, end, title, targets }) => {
      const date = plainTime(dayAfter(first, day - 1));
      return [
        `UID:${uuid5(`localsdg exchange|${topic}|${first}|${id}`)}@localsdg`,
        `DTSTAMP:${plainTime(stamp.toISOString())}`,
        `DTSTART:${date}T${plainTime(start)}00`,
        `DTEND:${date}T${plainTime(end)}00`,
        `SUMMARY:${escaped(title)}`,
        ...(targets.length ? [`DESCRIPTION:${escaped(targets.join(", "))}`] : []),
      ];
    }),
  );

// current: gives { record, ids, lines, from, strings } when somebody saves; ids are those of the items, in their order.
export function savePart(current, own) {
  const status = h("p.status", { role: "status" });
  const first = h("input", { type: "date" });
  const day = () => (/^\d{4}-\d\d-\d\d$/.test(first.value) ? first.value : "");

  async function asWord() {
    const { record, lines, from, strings } = current();
    const longDay = (number) => (day() ? fill(own.on_day, { day: number, date: dayAfter(day(), number - 1) }) : "");
    const content = await agendaWord(record, {
      title: record.topic || strings.no_topic,
      from,
      by: BY,
      made: new Date().toISOString().slice(0, 10),
      dayNames: [1, 2].map((number) => longDay(number) || fill(strings.day, { day: number })),
      lines,
      turned: getComputedStyle(status).direction === "rtl",
    }, { ...strings, ...own });
    offer("exchange-agenda.docx", content, DOCX);
    status.textContent = own.saved;
  }
  function asCalendar() {
    if (!day()) {
      status.textContent = own.no_day;
      return first.focus();
    }
    const { record, ids } = current();
    const items = record.items.map((item, at) => ({ ...item, id: ids[at] }));
    offer("exchange-agenda.ics", agendaCalendar(record.topic, items, day(), new Date()), "text/calendar");
    status.textContent = own.saved;
  }
  const button = (words, onclick) => h("button.go", { type: "button", onclick }, words);
  return [
    field(own.first_day, first),
    h("p.row", null, button(own.word, asWord), button(own.calendar, asCalendar)),
    status,
  ];
}
