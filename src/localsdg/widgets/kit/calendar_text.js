// A calendar file (RFC 5545) from its entries.
export const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

// A day or a time of ISO 8601 as such a file has it.
export const plainTime = (text) => text.replace(/[-:]|\.\d+/g, "");

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

// program: the name of what writes it; entries: the lines of each, without those that begin and end it.
export function calendarText(program, entries) {
  const events = entries.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//localsdg//${program}//EN`];
  return [...head, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
