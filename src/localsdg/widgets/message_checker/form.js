// "In your municipality" of lesson 1.4: what it takes over from the exercise, and what it says of the entries.
import { fill } from "../kit/kit.js";
import { checkMessage } from "./method.js";
import { municipality } from "../municipality/widget.js";

export default municipality({
  exercise: "message_checker",
  take: ({ messages = [] }) => ({ ...messages[0] }),
  sentence(entries, strings) {
    const findings = checkMessage(entries);
    if (!findings) return strings.message_missing;
    return findings.length
      ? findings.map(({ key, values }) => fill(strings.findings[key], values)).join(" ")
      : strings.message_says;
  },
});
