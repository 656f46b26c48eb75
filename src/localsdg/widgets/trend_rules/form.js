// "In your municipality" of lesson 3.3: what the four rules say of one's own series is known, and not asked.
import { fill } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { municipality } from "../municipality/widget.js";
import { numbersOf } from "./entry.js";
import { fourRules } from "./method.js";

function known(entry, strings) {
  const rules = fourRules(numbersOf(entry));
  const said = Object.entries(rules ?? {}).map(([rule, { place }]) => {
    const { name, classes } = strings.rules[rule];
    return fill(strings.known_verdict, { rule: name, verdict: classes[place] });
  });
  return [{
    names: ["verdict"],
    values: rules ? { verdict: listed(said) } : undefined,
    says: strings.known_says,
    none: strings.known_none,
  }];
}

export default municipality({ exercise: "trend_rules", part: "trend", known });
