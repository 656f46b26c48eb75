// "In your municipality" of lesson 1.4: what it takes over from the exercise, and what it says of the entries.
import { fill } from "../kit/kit.js";
import { checkMessage } from "./method.js";
import { municipality } from "../municipality/widget.js";

const PARTS = ["audience", "text", "ask", "evidence", "source"];
const PLACES = [1, 2, 3];

// The first message that is written.
function known(entry, strings) {
  const place = PLACES.find((each) => entry[`message_${each}`]?.some(Boolean));
  const message = entry[`message_${place}`];
  return [{
    names: PARTS,
    values: message && Object.fromEntries(PARTS.map((name, at) => [name, message[at]])),
    says: fill(strings.known_says, { place }),
    none: strings.known_none,
    rests: (name) => name === `message_${place}`,
  }];
}

export default municipality({
  exercise: "message_checker",
  part: "messages",
  known,
  take: ({ messages = [] }) => ({ ...messages[0] }),
  sentence(entries, strings) {
    const findings = checkMessage(entries);
    if (!findings) return strings.message_missing;
    return findings.length
      ? findings.map(({ key, values }) => fill(strings.findings[key], values)).join(" ")
      : strings.message_says;
  },
});
