// An agenda as a calendar file (RFC 5545), in the local time of whoever opens it.
import { clock } from "./method.js";

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

// A line has 75 bytes at most; the next one goes on after a blank. No letter is cut into its bytes.
function folded(line) {
  const bytes = new TextEncoder();
  const lines = [""];
  for (const letter of line) {
    if (bytes.encode(lines.at(-1) + letter).length > 75) lines.push(" ");
    lines[lines.length - 1] += letter;
  }
  return lines.join("\r\n");
}

// entries: [{ start, minutes, title, notes }], start in minutes after midnight; day: "2027-03-01"; stamp: a Date.
export function calendar(entries, day, stamp) {
  const plain = (text) => text.replace(/[-:]|\.\d+/g, "");
  const at = (minutes) => {
    // The last entry may end at midnight, which is the next day.
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCMinutes(minutes);
    return plain(date.toISOString()).slice(0, -1);
  };
  const events = entries.flatMap(({ start, minutes, title, notes }) => [
    "BEGIN:VEVENT",
    `UID:${day}-${plain(clock(start))}-${minutes}@localsdg`,
    `DTSTAMP:${plain(stamp.toISOString())}`,
    `DTSTART:${at(start)}`,
    `DTEND:${at(start + minutes)}`,
    `SUMMARY:${escaped(title)}`,
    ...(notes ? [`DESCRIPTION:${escaped(notes)}`] : []),
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//localsdg//workshop agenda//EN",
    ...events,
    "END:VCALENDAR",
    "",
  ];
  return lines.map(folded).join("\r\n");
}
