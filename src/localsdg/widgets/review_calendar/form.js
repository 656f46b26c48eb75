// "In your municipality" of lesson 4.1: what is still missing for the review, in a sentence.
import { fill } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";

export default municipality({
  exercise: "review_calendar",
  part: "calendar",
  sentence(entries, strings) {
    const missing = Object.keys(strings.missing_parts).filter((name) => !entries[name]?.trim());
    if (!missing.length) return strings.complete;
    return fill(strings.still_missing, { missing: listed(missing.map((name) => strings.missing_parts[name])) });
  },
});
