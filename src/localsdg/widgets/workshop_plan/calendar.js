// An agenda as a calendar file (RFC 5545), in the local time of whoever opens it.
import { calendarText, escaped, plainTime } from "../kit/calendar_text.js";
import { uuid5 } from "../my_review/uid.js";

// The names of the entries, as localsdg agenda gives them: they come from the workshop and from what an entry is, not
// from its time, so that who takes the file in again, after a change, has no entry twice.
function namesOf(entries, day) {
  const lessons = [...new Set(entries.flatMap(({ lesson = [] }) => lesson))];
  const key = ["", "", day, entries[0].start, ...lessons].join("|");
  const seen = {};
  return entries.map(({ kind, lesson = "" }) => {
    const what = `1|${kind}|${lesson}`;
    seen[what] = (seen[what] ?? 0) + 1;
    return uuid5(`localsdg workshop|${key}|${what}|${seen[what]}`);
  });
}

// entries: [{ start, minutes, kind, lesson, title, notes }], start in minutes after midnight; day: "2027-03-01"; stamp:
// a Date.
export function calendar(entries, day, stamp) {
  const names = namesOf(entries, day);
  const time = (minutes) => {
    // The last entry may end at midnight, which is the next day.
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCMinutes(minutes);
    return plainTime(date.toISOString()).slice(0, -1);
  };
  return calendarText(
    "workshop agenda",
    entries.map(({ start, minutes, title, notes }, at) => [
      `UID:${names[at]}@localsdg`,
      `DTSTAMP:${plainTime(stamp.toISOString())}`,
      `DTSTART:${time(start)}`,
      `DTEND:${time(start + minutes)}`,
      `SUMMARY:${escaped(title)}`,
      ...(notes ? [`DESCRIPTION:${escaped(notes)}`] : []),
    ]),
  );
}
