// The calendar as bars and as a table, on the screen and on paper.
import { fill, h, table } from "../kit/kit.js";
import { shortDate } from "./words.js";

const EMPTY = "\u2003";

// One bar for each step, and a line for today. The table says the same in words.
export function bars(calendar, today, nameOf, strings) {
  const first = Math.min(...calendar.steps.map(({ start }) => start));
  const last = Math.max(...calendar.steps.map(({ end }) => end)) + 1;
  const share = (days) => `${(100 * days) / (last - first)}%`;
  const isSeen = today >= first && today < last;
  const line = ({ name, start, end, late, done }) => {
    const place = `--from: ${share(start - first)}; --long: ${share(end + 1 - start)}`;
    return h(
      "div.way",
      null,
      h("span.small", null, nameOf(name)),
      h(
        "span.track",
        { style: isSeen ? `--now: ${share(today - first)}` : null },
        h(`span.bar${late ? ".late" : done ? ".done" : ""}`, { style: place }),
        isSeen ? h("span.now") : null,
      ),
    );
  };
  const ends = h(
    "div.way.small.soft",
    null,
    h("span"),
    h("span.ends", null, h("span", null, shortDate(first, strings)), h("span", null, shortDate(last - 1, strings))),
  );
  return h("div.ways", { "aria-hidden": "true" }, ...calendar.steps.map(line), ends);
}

export const calendarTable = (calendar, rowOf, strings) =>
  table(
    strings.caption,
    ["step", "from", "until", "days_head", "who_head"].map((key) => strings[key]),
    calendar.steps.map(({ name, start, end, days, free }) => {
      const { what, who } = rowOf(name);
      const length = free ? fill(strings.days_and_free, { days, free }) : String(days);
      return [what, shortDate(start, strings), shortDate(end, strings), length, who || "\u2014"];
    }),
  );

// The sheet: filled in as far as the calendar is, with a column to tick off.
export function sheet(steps, calendar, strings) {
  const spans = Object.fromEntries((calendar?.steps ?? []).map((span) => [span.name, span]));
  const rows = steps.map(({ id, what, days, who }) => {
    const span = spans[id];
    const dates = span ? [shortDate(span.start, strings), shortDate(span.end, strings)] : [EMPTY, EMPTY];
    return [what, days, ...dates, who || EMPTY, "\u25a1"];
  });
  const heads = ["step", "days_head", "from", "until", "who_head", "done_head"].map((key) => strings[key]);
  const filled = table(strings.caption, heads, rows);
  filled.classList.add("ls-sheet", "ls-signed");
  return [h("p", null, strings.sheet_lead), filled, h("p", null, strings.sheet_foot)];
}
