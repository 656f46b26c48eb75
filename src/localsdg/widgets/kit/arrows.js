// Where a key leads in a row of things of which one has the focus.
const ENDS = ["Home", "End"];

// The place of an arrow, Home or End from one of many, which may lie outside of them; undefined for any other key.
// forward: 1, or -1 where one reads from right to left.
export function goesTo(key, index, count, forward) {
  const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 };
  if (ENDS.includes(key)) return key === "Home" ? 0 : count - 1;
  return key in steps ? index + steps[key] : undefined;
}
