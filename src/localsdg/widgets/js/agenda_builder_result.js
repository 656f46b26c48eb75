// "In your municipality" of lesson 1.6: what it takes over from the exercise, and what it says of the entries.
import { fill, number } from "./kit.js";
import { municipality } from "./municipality.js";

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
    const [issues, visit] = ["sub_issues", "visit_hours"].map((name) => parseFloat(entries[name]));
    if (!(issues > 0 && visit >= 0)) return strings.agenda_missing;
    const hours = SESSION_HOURS * issues + visit;
    return fill(strings.agenda_says, { issues: number(issues), visit: number(visit, 1), hours: number(hours, 1), days: number(Math.ceil(hours / DAY_HOURS)) });
  },
});
