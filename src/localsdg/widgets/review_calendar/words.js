// The calendar in words: days, what is late or collides, and the verdict.
import { counted, fill } from "../kit/kit.js";
import { leftUntil, weekdayOf } from "./method.js";

// "Wednesday 16 June 2027", or without the day of the week.
function dateWords(day, pattern, strings) {
  const date = new Date(day * 86_400_000);
  return fill(pattern, {
    weekday: strings.weekdays[weekdayOf(day)],
    day: date.getUTCDate(),
    month: strings.months[date.getUTCMonth()],
    year: date.getUTCFullYear(),
  });
}
export const longDate = (day, strings) => dateWords(day, strings.long_date, strings);
export const shortDate = (day, strings) => dateWords(day, strings.short_date, strings);

// What is found, and what to do about it.
function findingWords({ rule, count, day, who, other }, nameOf, strings) {
  const values = {
    who,
    other: other === undefined ? "" : nameOf(other),
    day: day === undefined ? "" : longDate(day, strings),
  };
  const found = strings.found[rule];
  return `${count === undefined ? fill(found, values) : counted(found, count, values)} ${strings.repair[rule]}`;
}

// The verdict in one sentence, and what stands below it.
export function verdictOf(calendar, { today, setting, nameOf, fault }, strings) {
  if (!calendar) return { title: strings[fault], reasons: [strings[`${fault}_reason`]] };
  const { begin, findings, steps } = calendar;
  const late = Math.max(...steps.map((step) => step.late));
  const day = longDate(begin, strings);
  const left = leftUntil(begin, today, setting);
  const title = steps.every(({ done }) => done)
    ? strings.all_done
    : late
    ? counted(strings.late, late)
    : begin === today
    ? strings.begin_today
    : counted(strings.begin, left, { day });
  const said = findings.map((each) => [nameOf(each.about), findingWords(each, nameOf, strings)]);
  return { title, reasons: [], said };
}
