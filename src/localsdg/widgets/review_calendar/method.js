// The calendar of a review, counted back from the day of the council or of the presentation. The same as
// review_calendar in localsdg.review. Days are numbers, counted from 1 January 1970, so that no clock and no
// time zone can move them.
import { ANSWER, COUNCIL, FIRST_DAY, LAST_DAY, LEAST_ANSWER, LEAST_ROUND, PRESENT, ROUNDS } from "./limits.js";

const LENGTH = 86_400_000; // milliseconds of a day

// "2027-06-16" as a number; NaN if it is no day.
export function dayOf(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return NaN;
  const day = Date.parse(`${text}T00:00:00Z`) / LENGTH;
  return Number.isFinite(day) && textOf(day) === text && day >= FIRST_DAY && day <= LAST_DAY ? day : NaN;
}
export const textOf = (day) => new Date(day * LENGTH).toISOString().slice(0, 10);
export const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7; // 0 is Monday

// weekend: numbers of weekdays; free: pairs of first and last day.
function working(weekend, free) {
  const isFree = (day) =>
    !weekend.includes(weekdayOf(day)) && free.some(([first, last]) => first <= day && day <= last);
  const works = (day) => !weekend.includes(weekdayOf(day)) && !isFree(day);
  return {
    works,
    // The working day so many working days later, or earlier; nothing if it lies outside the years of the calendar.
    move(day, steps) {
      const way = Math.sign(steps);
      let now = day;
      for (let left = Math.abs(steps); left; left -= works(now) ? 1 : 0) {
        now += way;
        if (!(now >= FIRST_DAY && now <= LAST_DAY)) return NaN;
      }
      return now;
    },
    // The working days from the first day up to the day before the end.
    between(first, end) {
      let count = 0;
      for (let day = first; day < end; day += 1) count += works(day) ? 1 : 0;
      return count;
    },
    lost(first, last) {
      let count = 0;
      for (let day = first; day <= last; day += 1) count += isFree(day) ? 1 : 0;
      return count;
    },
  };
}

// The steps that run at the same time, as lists; what is left out is in none.
function groupsOf(steps, fixed) {
  const isFixed = (name) => name === COUNCIL || name === PRESENT;
  const groups = [];
  for (const step of steps) {
    if (!step.days && !(step.name in fixed)) continue;
    const last = groups.at(-1);
    if (step.beside && last && !isFixed(step.name) && !isFixed(last[0].name)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function back(groups, first, days, spans) {
  let day = first;
  for (const group of groups.toReversed()) {
    const end = days.move(day, -1);
    for (const { name, days: length } of group) spans[name] = [days.move(end, 1 - length), end];
    day = Math.min(...group.map(({ name }) => spans[name][0]));
  }
}

// Returns how many working days are missing before the presentation.
function on(groups, last, days, spans, fixed) {
  let [day, missing] = [last, 0];
  for (const group of groups) {
    const start = days.move(day, 1);
    for (const { name, days: length } of group) {
      if (name in fixed) {
        spans[name] = [fixed[name], fixed[name]];
        missing = start > fixed[name] ? days.between(fixed[name], start) : 0;
      } else spans[name] = [start, days.move(start, length - 1)];
    }
    day = Math.max(...group.map(({ name }) => spans[name][1]));
  }
  return missing;
}

// What is late or collides: { about, rule, count, day, who, other }.
function findingsOf(steps, groups, { fixed, days, missing, national }) {
  const found = [];
  const late = steps.reduce((one, each) => (each.late > one.late ? each : one), { late: 0 });
  if (late.late) found.push({ about: late.name, rule: "late", count: late.late });
  for (const name of [COUNCIL, PRESENT]) {
    if (name in fixed && !days.works(fixed[name])) found.push({ about: name, rule: "free", day: fixed[name] });
  }
  if (missing) found.push({ about: PRESENT, rule: "too soon", count: missing });
  const of = Object.fromEntries(steps.map((step) => [step.name, step]));
  if (of[COUNCIL]?.end > national) found.push({ about: COUNCIL, rule: "national", day: national });
  for (const name of ROUNDS) {
    if (of[name]?.days < LEAST_ROUND) found.push({ about: name, rule: "round", count: of[name].days });
  }
  const answer = of[ANSWER]?.days ?? 0;
  if (of[ROUNDS.at(-1)] && answer < LEAST_ANSWER) found.push({ about: ANSWER, rule: "answer", count: answer });
  for (const group of groups) {
    const names = group.map(({ who }) => who.trim().toLowerCase());
    group.forEach((step, at) => {
      const first = names.indexOf(names[at]);
      if (names[at] && first < at) {
        found.push({ about: step.name, rule: "twice", who: step.who.trim(), other: group[first].name });
      }
    });
  }
  return found;
}

// steps: { name, days, beside, who, done } in their order. The days that may be NaN: council and presentation (one of
// them has to be there), national, today. Gives { steps: [{ name, start, end, days, free, late, done }], begin,
// findings }; nothing if there is no day to count back from, or it would lead out of the years of the calendar.
export function reviewCalendar(steps, { council, presentation, national, today, weekend, free }) {
  const given = Object.entries({ [COUNCIL]: council, [PRESENT]: presentation });
  const fixed = Object.fromEntries(given.filter(([, day]) => Number.isFinite(day)));
  const groups = groupsOf(steps, fixed);
  const pivot = COUNCIL in fixed ? COUNCIL : PRESENT;
  const at = groups.findIndex(([{ name }]) => name === pivot);
  if (!(pivot in fixed) || at < 0) return undefined;
  const days = working(weekend, free);
  const spans = { [pivot]: [fixed[pivot], fixed[pivot]] };
  back(groups.slice(0, at), fixed[pivot], days, spans);
  const missing = on(groups.slice(at + 1), fixed[pivot], days, spans, fixed);
  if (Object.values(spans).flat().some(Number.isNaN)) return undefined;
  const found = groups.flat().map((step) => {
    const [start, end] = spans[step.name];
    const late = !step.done && start < today ? days.between(start, today) : 0;
    return { name: step.name, start, end, days: step.days, free: days.lost(start, end), late, done: step.done };
  });
  const open = found.filter(({ done }) => !done);
  return {
    steps: found,
    begin: Math.min(...(open.length ? open : found).map(({ start }) => start)),
    findings: findingsOf(found, groups, { fixed, days, missing, national }),
  };
}

// The working days from today up to the day before another one.
export const leftUntil = (day, today, { weekend, free }) => working(weekend, free).between(today, day);
