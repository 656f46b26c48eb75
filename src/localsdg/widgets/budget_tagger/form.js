// "In your municipality" of lesson 2.4: what it takes over from the exercise, and what it says of the entries.
import { fill } from "../kit/kit.js";
import { municipality } from "../municipality/widget.js";
import { execution } from "./method.js";
import { perCent } from "./words.js";

function revenueWords({ own, revenue }, strings) {
  if (Number.isNaN(own) || Number.isNaN(revenue)) return "";
  if (own < 0 || revenue <= 0 || own > revenue) return strings.form_own_wrong;
  return fill(strings.form_own, { share: perCent((100 * own) / revenue, strings) });
}
function rateWords({ whole, spent }, strings) {
  if (Number.isNaN(whole) || Number.isNaN(spent)) return "";
  const rate = execution(whole, spent);
  return rate === null ? strings.form_no_rate : fill(strings.form_rate, { rate: perCent(rate, strings) });
}

export default municipality({
  exercise: "budget_tagger",
  part: "budget",
  take: ({ year, currency, whole }) => ({ year, currency, whole }),
  sentence: (entries, strings) =>
    [revenueWords(entries, strings), rateWords(entries, strings)].filter(Boolean).join(" ") || strings.form_missing,
});
