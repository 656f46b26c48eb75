// The next steps that have a day, as a calendar of whole days (RFC 5545); the same as calendar_text of export.py.
import { CALENDAR } from "./plan.js";
import { daysOf } from "./texts.js";
import { uuid5 } from "./uid.js";

const LONGEST = 75; // bytes of a line

// "\N" is a new line for the programs that read it.
const escaped = (text) => text.replace(/\\N/g, "\n").replace(/[\\;,]/g, "\\$&").replace(/\r\n|\n|\r/g, "\\n");

// A long line goes on after a blank. No letter is cut into its bytes, and no sign from the one that it escapes.
function folded(line) {
  const encoder = new TextEncoder();
  const lines = [];
  let [signs, size] = [[], 0];
  for (const sign of line) {
    const bytes = encoder.encode(sign).length;
    if (signs.length && size + bytes >= LONGEST) {
      const kept = signs.length > 1 && "\\^".includes(signs.at(-1)) ? [signs.pop()] : [];
      lines.push(signs.join(""));
      [signs, size] = [kept, kept.length];
    }
    signs.push(sign);
    size += bytes;
  }
  return [...lines, signs.join("")].join("\r\n ");
}

export function calendarOf(review) {
  const { label, made, municipality, steps } = review;
  const events = steps.flatMap(({ date, id, what, who }) => {
    const days = daysOf(date);
    if (!days) return [];
    const about = [who, label].filter(Boolean).join(" ");
    return [
      "BEGIN:VEVENT",
      `SUMMARY:${escaped(what)}`,
      `DTSTART;VALUE=DATE:${days[0].replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${days[1].replaceAll("-", "")}`,
      `DTSTAMP:${made.replaceAll("-", "")}T000000Z`,
      `UID:${uuid5(`localsdg review ${municipality.name} ${id}`)}@localsdg`,
      ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${CALENDAR}`, ...events, "END:VCALENDAR"];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
