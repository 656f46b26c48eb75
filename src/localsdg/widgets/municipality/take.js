// Taking over the example that the exercise shows: it fills what is empty, or still from an example; what the learner
// has written, or what is known from her own work, stays.
import { counted, h, shared } from "../kit/kit.js";

function wordsFor({ filled, offered }, strings) {
  if (!filled.length) return strings.taken_none;
  const words = counted(strings.taken_example, filled.length);
  return filled.length < offered.length ? `${words} ${strings.taken_stay}` : words;
}

// worked: as in widget.js; form: { fields, taken, known, write, changed }; status: the line that says what happened.
export function takeOver(worked, { fields, taken, known, write, changed }, status, strings) {
  const { answer, from } = shared(worked.exercise);
  const before = { entries: fields.read(), taken: taken.entry() };
  const offered = Object.entries(worked.take(answer)).filter(([name, value]) =>
    value != null && value !== "" && fields.parts[name]
  );
  const free = (name) => !known.knows(name) && (!before.entries[name] || taken.get(name));
  const filled = offered.filter(([name]) => free(name));
  write(Object.fromEntries(filled));
  const names = filled.map(([name]) => name);
  taken.clear(names);
  taken.add(fields.read(), from, names);
  changed();
  function undo() {
    taken.restore(before.taken);
    write(before.entries);
    changed();
    status.textContent = strings.undone;
  }
  const button = filled.length ? h("button.quiet", { type: "button", onclick: undo }, strings.undo) : "";
  status.replaceChildren(wordsFor({ filled, offered }, strings), " ", button);
}
