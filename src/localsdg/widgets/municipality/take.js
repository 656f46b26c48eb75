// Taking over what the exercise shows: it fills what is empty, or still from an example; what the learner has written
// stays.
import { counted, h, shared } from "../kit/kit.js";

function wordsFor({ filled, offered, from }, strings) {
  if (!filled.length) return strings.taken_none;
  const words = from ? counted(strings.taken_example, filled.length) : strings.taken;
  return filled.length < offered.length ? `${words} ${strings.taken_stay}` : words;
}

// worked: as in widget.js; form: { fields, taken, write, changed }; status: the line that says what happened.
export function takeOver(worked, { fields, taken, write, changed }, status, strings) {
  const { answer = {}, from } = shared(worked.exercise) ?? {};
  const before = { entries: fields.read(), taken: taken.entry() };
  const offered = Object.entries(worked.take(answer)).filter(([name, value]) =>
    value != null && value !== "" && fields.parts[name]
  );
  const filled = offered.filter(([name]) => !from || !before.entries[name] || taken.get(name));
  write(Object.fromEntries(filled));
  const names = filled.map(([name]) => name);
  taken.clear(names);
  if (from) taken.add(fields.read(), from, names);
  changed();
  function undo() {
    taken.restore(before.taken);
    write(before.entries);
    changed();
    status.textContent = strings.undone;
  }
  const button = filled.length ? h("button.quiet", { type: "button", onclick: undo }, strings.undo) : "";
  status.replaceChildren(wordsFor({ filled, offered, from }, strings), " ", button);
}
