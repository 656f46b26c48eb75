// Lessons 2.5 and 2.6 go into one action, which the workbook knows as the first. Whoever takes another one changes the
// places of the two: whatever any lesson has kept of an action goes with it.
import { workbook } from "./kit.js";
import { canonical, empty, fieldAt, fieldsOf, put, replaced, save } from "./workbook.js";

const FIRST = "first";
const BY_ID = /^(undecided|rejected)\/(.+)$/; // in lesson 2.2, targets by the id of their action

// Where a field stands when the two have changed their places, and its value then.
function moved([group, kind, id, name], value, swap) {
  if (kind === "action") return [[group, kind, swap(id), name], value];
  if (kind === "budget line" && name === "action") return [[group, kind, id, name], swap(value)];
  if (kind === "2.6" && id === "working") return [[group, kind, id, swap(name)], value];
  if (kind !== "2.2" || id !== "alignment") return [[group, kind, id, name], value];
  if (name === "blank" && Array.isArray(value)) return [[group, kind, id, name], value.map(swap)];
  const [, list, action] = BY_ID.exec(name) ?? [];
  return [[group, kind, id, list ? `${list}/${swap(action)}` : name], value];
}

// The fields of a book that change when the action with this id becomes the first, as a book.
function exchanged(book, taken) {
  const swap = (id) => (id === FIRST ? taken : id === taken ? FIRST : id);
  const wanted = new Map();
  for (const [address, { value }] of fieldsOf(book)) {
    const [place, now] = moved(address, value, swap);
    wanted.set(place.join("\n"), now);
    // What nothing takes the place of is empty from now on.
    if (!wanted.has(address.join("\n"))) wanted.set(address.join("\n"), null);
  }
  const changed = empty();
  for (const [place, value] of wanted) {
    const address = place.split("\n");
    const field = fieldAt(book, address);
    if (canonical(field?.value) !== canonical(value)) put(changed, address, replaced(field, value));
  }
  return changed;
}

// Whether the choice could be kept.
export const take = (id) => save(exchanged(workbook(), id));
