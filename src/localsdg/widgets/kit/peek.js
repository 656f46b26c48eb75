// The workbook as it lies in this browser, for what only looks at it: without the rules that writing needs, so that it
// is there before the page is shown. A workbook of another version, or one that cannot be read, is none.
import { nameAt, PARTS } from "./records.js";
import { belongTo, learner, NOBODY, readKey, whose, withId, WORK } from "./whose.js";

let shown = learner;
// Another page may have said meanwhile who works here.
function now() {
  const id = whose();
  if (id !== shown) belongTo(id);
  shown = id;
  return id;
}

// Every field of the person whose tab this is now that holds something: { address, value, time }.
export function filledFields() {
  const found = [];
  try {
    const { version, records, lessons } = JSON.parse(readKey(withId(WORK, now() ?? NOBODY)));
    for (const [group, firsts] of version === 3 ? Object.entries({ records, lessons }) : []) {
      for (const [first, seconds] of Object.entries(firsts)) {
        for (const [second, fields] of Object.entries(seconds)) {
          for (const [name, { value, time }] of Object.entries(fields)) {
            if (value !== null) found.push({ address: [group, first, second, name], value, time });
          }
        }
      }
    }
  } catch {
    return [];
  }
  return found;
}

// The lessons and parts that write at an address, as ["1.2", "competences"]; of a lesson the form comes first.
export function writers(address) {
  if (address[0] === "lessons") return [[address[1], address[2]]];
  return PARTS.filter(([lesson, part]) => nameAt([lesson, part], address) !== undefined);
}
