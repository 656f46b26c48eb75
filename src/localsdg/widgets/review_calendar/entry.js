// The calendar as plain values, as an entry of the workbook, and back. A step becomes a record with its last day, its
// words and who does it; what is as this course proposes it is not written. What a file holds that is none of these
// stays in the workbook as it is: it travels in `other`.
import { leaves, nested } from "../kit/workbook.js";
import { PROPOSED } from "./limits.js";
import { dayOf, reviewCalendar, textOf } from "./method.js";

const TOP = ["council", "presentation", "national", "free"];
const FIELD = /^steps\/([^/]+)\/(days|beside|done|who|what|date)$/;
const yes = (value) => (value ? "yes" : "no");
const isWritten = (value) => typeof value === "string" || Number.isFinite(value);

// The days of the week that belong to the weekend: 0 is Monday.
export const WEEKENDS = { "sat-sun": [5, 6], "fri-sat": [4, 5], "thu-fri": [3, 4], fri: [4], sun: [6], none: [] };

// words: the names of the steps.
const newSteps = (words) =>
  PROPOSED.map(({ id, days, beside }) => ({ id, what: words[id], days: String(days), who: "", beside, done: false }));
export const blankOf = (words) => ({
  council: "",
  presentation: "",
  national: "",
  weekend: "sat-sun",
  free: "",
  steps: newSteps(words),
  other: [],
});

// The days on which nobody works: in each line a day, or two of them. Gives { free, unread: lines without a day }.
export function freeDays(text) {
  const found = { free: [], unread: [] };
  for (const line of text.split(/\r\n?|\n/).map((each) => each.trim()).filter(Boolean)) {
    const days = [...line.matchAll(/\d{4}-\d\d-\d\d/g)].map(([each]) => dayOf(each));
    const [first, last = first] = days;
    if (!days.length || days.length > 2 || !(first <= last)) found.unread.push(line);
    else found.free.push([first, last]);
  }
  return found;
}

// The steps as numbers; a length that cannot be read is NaN.
export const lengthOf = (text) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : NaN);

// The calendar of a state; nothing where it has no day to count back from, or a length that cannot be read.
export function calendarOf(state, today = NaN) {
  const steps = state.steps.map((step) => ({ ...step, name: step.id, days: lengthOf(step.days) }));
  if (steps.some(({ days }) => Number.isNaN(days))) return undefined;
  return reviewCalendar(steps, {
    council: dayOf(state.council),
    presentation: dayOf(state.presentation),
    national: dayOf(state.national),
    today,
    weekend: WEEKENDS[state.weekend],
    free: freeDays(state.free).free,
  });
}

export const packer = (words) => (state) => {
  const ends = Object.fromEntries((calendarOf(state)?.steps ?? []).map(({ name, end }) => [name, textOf(end)]));
  const fields = newSteps(words).flatMap((proposed, at) => {
    const { id, days, beside, done, who, what } = state.steps[at];
    const there = id in ends;
    return [
      ["days", days === proposed.days ? "" : days],
      ["beside", beside === proposed.beside ? "" : yes(beside)],
      ["done", done ? yes(done) : ""],
      ["who", who],
      ["what", there || what !== proposed.what ? what : ""],
      ["date", there ? ends[id] : ""],
    ].map(([name, value]) => [`steps/${id}/${name}`, value]);
  });
  const top = TOP.map((name) => [name, state[name]]);
  const weekend = ["weekend", state.weekend === "sat-sun" ? "" : state.weekend];
  const ours = [...top, weekend, ...fields].filter(([, value]) => value !== "");
  const written = new Set(ours.map(([name]) => name));
  return nested([...state.other.filter(([name]) => !written.has(name)), ...ours]);
};

export const unpacker = (words) => (entry) => {
  const state = blankOf(words);
  const steps = Object.fromEntries(state.steps.map((step) => [step.id, step]));
  for (const [name, value] of leaves(entry, false)) {
    const [, id, field] = FIELD.exec(name) ?? [];
    const step = Object.hasOwn(steps, id ?? "") ? steps[id] : undefined;
    if (step && isWritten(value)) {
      const text = String(value);
      if (field === "beside" || field === "done") step[field] = text === "yes";
      else if (field !== "date") step[field] = text;
    } else if (TOP.includes(name) && isWritten(value)) state[name] = String(value);
    else if (name === "weekend" && Object.hasOwn(WEEKENDS, value)) state.weekend = value;
    else if (value !== null) state.other.push([name, value]);
  }
  return state;
};

// A ready case as a state.
export const exampleOf = (words) => ({ steps: changes, ...given }) => ({
  ...blankOf(words),
  ...given.days,
  steps: newSteps(words).map((step) => ({ ...step, ...changes[step.id] })),
});
