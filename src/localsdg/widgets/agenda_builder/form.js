// "In your municipality" of lesson 1.6: what it takes over from the exercise, and what it says of the entries.
import { decimalsOf, fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { countOf, unpack } from "./days.js";

// A session takes two hours, a working day of an exchange six.
const SESSION_HOURS = 2;
const DAY_HOURS = 6;

const hoursOf = (minutes) => Math.round(minutes / 6) / 10;

function known(entry, strings) {
  /** @type {any[]} */
  const all = unpack(entry).days.flatMap(({ items }) => items);
  const visits = all.filter(({ kind }) => kind === "visit");
  const minutes = visits.reduce((sum, visit) => sum + countOf(visit.minutes), 0);
  const one = (name, value) => ({ names: [name], values: { [name]: value }, says: strings.known_says });
  const none = (name) => ({ names: [name], says: "" });
  const sessions = all.filter(({ kind }) => kind === "session").length;
  return [
    sessions ? one("sub_issues", sessions) : { ...none("sub_issues"), none: strings.known_none },
    minutes ? one("visit_hours", hoursOf(minutes)) : none("visit_hours"),
    visits[0]?.title ? one("visit", visits[0].title) : none("visit"),
  ];
}

export default municipality({
  exercise: "agenda_builder",
  part: "agenda",
  known,
  take: ({ topic, background_document, outcome_note, items = [] }) => ({
    topic,
    background_document,
    outcome_note,
    sub_issues: items.filter(({ kind }) => kind === "session").length,
    visit: items.find(({ kind }) => kind === "visit")?.title,
  }),
  sentence(entries, strings) {
    const { sub_issues: issues, visit_hours: visit } = entries;
    if (!(issues > 0 && visit >= 0)) return strings.agenda_missing;
    const hours = SESSION_HOURS * issues + visit;
    const digits = Math.min(decimalsOf(visit), 2);
    return fill(strings.agenda_says, {
      issues: number(issues),
      visit: number(visit, digits),
      hours: number(hours, digits),
      days: number(Math.ceil(hours / DAY_HOURS)),
    });
  },
});
