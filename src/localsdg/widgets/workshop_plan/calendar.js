// An agenda as a calendar file (RFC 5545), in the local time of whoever opens it.
import { calendarText, escaped, plainTime } from "../kit/calendar_text.js";
import { clock } from "./method.js";

// entries: [{ start, minutes, title, notes }], start in minutes after midnight; day: "2027-03-01"; stamp: a Date.
export function calendar(entries, day, stamp) {
  const at = (minutes) => {
    // The last entry may end at midnight, which is the next day.
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCMinutes(minutes);
    return plainTime(date.toISOString()).slice(0, -1);
  };
  return calendarText(
    "workshop agenda",
    entries.map(({ start, minutes, title, notes }) => [
      `UID:${day}-${plainTime(clock(start))}-${minutes}@localsdg`,
      `DTSTAMP:${plainTime(stamp.toISOString())}`,
      `DTSTART:${at(start)}`,
      `DTEND:${at(start + minutes)}`,
      `SUMMARY:${escaped(title)}`,
      ...(notes ? [`DESCRIPTION:${escaped(notes)}`] : []),
    ]),
  );
}
