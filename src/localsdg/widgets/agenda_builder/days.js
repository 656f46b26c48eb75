// The agenda as plain values: days with their items, as the exercise, the workbook and the method have them.
import { readWithin } from "../kit/number_field.js";
import { later } from "./method.js";

export const KINDS = ["opening", "session", "visit", "break", "closing", "other"];
export const COUNT = { min: 0, whole: true };
const USUAL = { opening: 30, session: 120, visit: 120, break: 30, closing: 60, other: 30 };
const HALF_A_SESSION = 60; // minutes, for group work and for cases
const START = "09:00";
const FIELDS = ["kind", "minutes", "title", "group_work", "cases", "targets", "by_host", "tied_to"];

export const BLANK = {
  topic: "",
  background_document: "",
  outcome_note: "",
  days: [{ start: START, items: [] }, { start: START, items: [] }],
};
export const codesIn = (text = "") => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
export const sessionsOf = (days) => days.flatMap(({ items }) => items).filter(({ kind }) => kind === "session");

// Items are known by an id, since two may have the same title: a visit is tied to the id of its session.
export function newItem(kind) {
  const id = `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  const half = kind === "session" ? HALF_A_SESSION : 0;
  const empty = { title: "", targets: "", by_host: kind === "visit", tied_to: "" };
  return { id, kind, minutes: USUAL[kind], group_work: half, cases: half, ...empty };
}

// A ready case, with its words from the texts: titles and what they stand for, in the order of the items.
export function exampleOf({ key, from, days }, { name, hint, place, titles, ...words }) {
  let count = 0;
  const items = days.map(({ start, items: inside }) => ({
    start,
    items: inside.map((item) => {
      count += 1;
      return { id: `item ${String(count).padStart(2, "0")}`, title: titles[count - 1], ...item };
    }),
  }));
  const all = items.flatMap((day) => day.items);
  // Of a visit the case names the place of its session in the agenda, from 1.
  for (const item of all) if (item.tied_to) item.tied_to = all[item.tied_to - 1].id;
  return { key, name, hint, from: place ? [from[0], place] : from, state: { ...words, days: items } };
}

export function pack({ topic, background_document, outcome_note, days }) {
  const items = {};
  const values = (item) => Object.fromEntries(FIELDS.map((name) => [name, item[name]]));
  days.forEach(({ items: inside }, day) =>
    inside.forEach((item, at) => {
      items[item.id] = { day: day + 1, place: at + 1, ...values(item) };
    })
  );
  const begins = days.map(({ start }, day) => [`begins_${day + 1}`, start === START ? null : start]);
  return { topic, background_document, outcome_note, ...Object.fromEntries(begins), items };
}

export function unpack({ topic = "", background_document = "", outcome_note = "", items = {}, ...rest }) {
  const all = Object.entries(items).map(([id, item]) => ({ id, ...item }));
  const inside = (day) => all.filter((item) => item.day === day).sort((one, other) => one.place - other.place);
  const part = ({ day: _day, place: _place, ...item }) => ({ title: "", targets: "", tied_to: "", ...item });
  const days = [1, 2].map((day) => ({ start: rest[`begins_${day}`] ?? START, items: inside(day).map(part) }));
  return { topic, background_document, outcome_note, days };
}

export const countOf = (typed) => readWithin(String(typed), COUNT).value ?? 0;

// One line of the agenda as the method takes it. known: the codes of all targets.
function recordOf(item, { day, start, end }, days, known, strings) {
  const session = item.kind === "session";
  const tied = sessionsOf(days).find(({ id }) => id === (item.tied_to ?? ""));
  return {
    title: item.title || strings.kinds[item.kind],
    day,
    start,
    end,
    kind: item.kind,
    group_work: session ? countOf(item.group_work ?? 0) : 0,
    cases: session ? countOf(item.cases ?? 0) : 0,
    targets: session ? codesIn(item.targets).filter((code) => known.includes(code)) : [],
    by_host: item.by_host ?? false,
    tied_to: item.kind === "visit" ? (tied?.title ?? "") : "",
  };
}

// The items of all days with clock times; timed(item, start, end) hears of each.
export function recordsOf(days, known, strings, timed) {
  return days.flatMap(({ start, items }, index) => {
    let now = start;
    return items.map((item) => {
      const end = later(now, Math.max(countOf(item.minutes), 1));
      timed(item, now, end);
      const record = recordOf(item, { day: index + 1, start: now, end }, days, known, strings);
      now = end;
      return record;
    });
  });
}
