// "In your municipality": a form whose entries are kept in the learner's workbook as they are typed. What it takes over
// from an example keeps a mark until the learner replaces it, or says that it is right. What differs from lesson to
// lesson stands in form.js of its exercise, where a lesson has one; both functions may be missing:
// - exercise: the name of the widget whose answer the form takes over; part: the part of the workbook that it keeps
// - take(answer): the entries that the form takes over from an example
// - known(entry, strings): what one's own work in the exercise says, so that it is not asked again, by groups of
// fields:
//   { names, values by name or nothing, says, none, rests(name of an entry, name of a field) }; says: where it comes
//   from; none: what to do without it; rests: whether a field comes from that entry, if not from all
// - sentence(entries, strings): what the form says of the entries: texts as typed, numbers as read, NaN without one
import { flush, keeper, marks } from "../kit/keeping.js";
import { downloadWorkbook, fill, following, frame, h, SHARED, shared, workbook } from "../kit/kit.js";
import { onchange } from "../kit/workbook.js";
import { fieldsOf } from "./fields.js";
import { knownOf } from "./known.js";
import { takeOver } from "./take.js";

export const municipality = (worked) => ({ render: (view) => render(view, worked) });

const PARTS = ["municipality", "municipality_taken"];

// Another tab has changed this form: its entries come in where nothing has been typed here.
function followOthers(lesson, { fields, taken, write, show }) {
  following(lesson, "municipality", (entries, before) => {
    const untouched = Object.values(fields.parts).filter(({ name, box }) => box.value === (before[name] ?? ""));
    write(Object.fromEntries(untouched.map(({ name }) => [name, entries[name] ?? ""])));
  });
  following(lesson, "municipality_taken", (entries) => {
    taken.restore(entries);
    show();
  });
}

function render({ model, el, page }, worked) {
  const strings = model.get("strings");
  const data = model.get("data");
  const { lesson, form: spec } = data;
  const book = keeper({ model, page }, strings, lesson, PARTS);
  const found = book.open(true);
  const taken = marks(found.municipality_taken);
  const result = h("p.note", { role: "status" });
  const status = h("p.status", { role: "status" });
  const fields = fieldsOf(spec.groups, strings, (name) => {
    taken.clear([name]);
    changed();
    fields.parts[name].box.focus();
  });
  const known = knownOf(worked, { lesson, page, data, fields, taken, changed: () => changed() }, strings);
  const form = { fields, taken, known, write, changed, show };

  function write(entries) {
    fields.write(entries);
    show();
  }
  function show() {
    const entries = fields.read();
    known.paint();
    if (worked.sentence) {
      result.textContent = worked.sentence({ ...entries, ...fields.numbers(), ...known.values() }, strings);
    }
    taken.keep(entries);
    fields.paint(taken.get);
  }
  function changed() {
    show();
    book.later(() => ({ municipality: fields.read(), municipality_taken: taken.entry() }));
  }
  function typed(event) {
    fields.unitChanged(event.target.name);
    changed();
  }
  function submit(event) {
    event.preventDefault();
    flush();
  }
  function offer() {
    flush();
    status.textContent = fill(strings.downloaded, { file: downloadWorkbook(workbook()) });
  }

  const take = h("button", { type: "button", onclick: () => takeOver(worked, form, status, strings) }, strings.take);
  // One's own work needs no taking over: it is known. The lines that lead to the exercise have to wait for it, since it
  // may come after the form.
  function offered() {
    take.hidden = !shared(worked.exercise)?.shows;
    known.paint();
  }
  function follow() {
    offered();
    known.refresh();
    show();
  }
  const body = h(
    "form",
    { novalidate: true, oninput: typed, onsubmit: submit },
    worked.take ? h("p.screen", null, take) : null,
    ...fields.elements,
    worked.sentence ? result : null,
    book.element,
    page ? h("p.row.screen", null, h("button", { type: "button", onclick: offer }, strings.download)) : null,
    status,
  );
  el.append(frame(".kept.long", null, spec.title, null, h("p", null, spec.lead), body));
  if (page) followOthers(lesson, form);
  write(found.municipality ?? {});
  if (page) onchange(follow);
  addEventListener(SHARED, page ? offered : follow);
  offered();
}
