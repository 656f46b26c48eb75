// "In your municipality" of lesson 1.6: what it takes over from the exercise, and what it says of the entries.
import { decimals, fill, number } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";

// A session takes two hours, a working day of an exchange six.
const SESSION_HOURS = 2;
const DAY_HOURS = 6;

export default municipality({
  exercise: "agenda_builder",
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
    const digits = decimals([visit, hours], 1);
    return fill(strings.agenda_says, {
      issues: number(issues),
      visit: number(visit, digits),
      hours: number(hours, digits),
      days: number(Math.ceil(hours / DAY_HOURS)),
    });
  },
});
