// What is brought when it is used: on what the length of a step rests, and the calendar as a file for calendar
// programs.
// The file has whole days, so that no time zone moves them.
import { calendarText, escaped, plainTime } from "../kit/calendar_text.js";
import { textOf } from "./method.js";

// steps: { name, start, end, what, who }; from: words that say where the calendar comes from, if it is an example;
// stamp: a Date.
export const calendarFile = (steps, from, stamp) =>
  calendarText(
    "review calendar",
    steps.map(({ name, start, end, what, who }) => {
      const about = [who, from].filter(Boolean).join(". ");
      return [
        `UID:review-${name.replaceAll(" ", "-")}-${textOf(start)}@localsdg`,
        `DTSTAMP:${plainTime(stamp.toISOString())}`,
        `DTSTART;VALUE=DATE:${plainTime(textOf(start))}`,
        `DTEND;VALUE=DATE:${plainTime(textOf(end + 1))}`,
        `SUMMARY:${escaped(what)}`,
        ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
      ];
    }),
  );
