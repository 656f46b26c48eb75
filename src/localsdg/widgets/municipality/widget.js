// "In your municipality": a form whose entries are kept in the learner's workbook as they are typed. What it takes over
// from an example keeps a mark until the learner replaces it, or says that it is right. What differs from lesson to
// lesson stands in form.js of its exercise, where a lesson has one; both parts may be missing:
// - take(answer): the entries that the form takes over from it
// - sentence(entries, strings): what the form says of the entries: texts as typed, numbers as read, NaN without one
import { flush, keeper, marks, markWords } from "../kit/keeping.js";
import { counted, downloadWorkbook, field, fill, following, frame, h, shared, workbook } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";

function control(spec) {
  if (spec.kind === "long") return h("textarea", { name: spec.name, rows: 3 });
  if (spec.kind === "choice") {
    const options = spec.options.map((option) => h("option", null, option));
    return h("select", { name: spec.name }, h("option", { value: "" }, spec.prompt), ...options);
  }
  return h("input", { name: spec.name, autocomplete: "off", type: "text" });
}

export const municipality = (worked) => ({ render: (view) => render(view, worked) });

const PARTS = ["municipality", "municipality_taken"];

function render({ model, el, page }, worked) {
  const strings = model.get("strings");
  const { lesson, form: spec } = model.get("data");
  const book = keeper({ model, page }, strings, lesson, PARTS);
  const found = book.open(true);
  const taken = marks(found.municipality_taken);
  const controls = {};
  const labels = {};
  const numbers = {};
  const written = {}; // what paper shows: a box would show the beginning only
  function part(item) {
    const unit = () => item.unit ?? controls[item.unit_in]?.value ?? "";
    const made = item.kind === "number" &&
      (numbers[item.name] = numberField(strings, { ...item, unit }, { name: item.name }));
    const element = field(item.label, controls[item.name] = made ? made.box : control(item));
    const paper = h("p.print.written", { dir: made && "ltr" });
    const choices = item.options?.map((option) => `□ ${option}`) ?? [];
    written[item.name] = () => (paper.textContent = controls[item.name].value || choices.join("\u2003"));
    element.append(paper, ...(made ? [made.note] : []), labels[item.name] = h("p.taken.small", { hidden: true }));
    return element;
  }
  const parts = spec.groups.map((group) => {
    const fields = group.fields.map(part);
    return group.legend
      ? h("fieldset", null, h("legend", null, group.legend), h("div.columns", null, ...fields))
      : h("div.columns", null, ...fields);
  });
  const result = h("p.note", { role: "status" });
  const status = h("p.status", { role: "status" });

  const read = () => Object.fromEntries(Object.entries(controls).map(([name, box]) => [name, box.value]));
  function write(entries) {
    for (const [name, box] of Object.entries(controls)) {
      if (entries[name] == null) continue;
      if (numbers[name]) numbers[name].write(entries[name]);
      else box.value = entries[name];
    }
    show();
  }
  function show() {
    const typed = Object.entries(numbers).map(([name, each]) => [name, each.read()]);
    if (worked.sentence) result.textContent = worked.sentence({ ...read(), ...Object.fromEntries(typed) }, strings);
    taken.keep(read());
    for (const write of Object.values(written)) write();
    for (const [name, label] of Object.entries(labels)) paint(name, label, taken.get(name));
  }
  // The mark of one field, in words, for the eye, the ear and the printer.
  function paint(name, label, mark) {
    label.hidden = !mark;
    controls[name].classList.toggle("ls-taken", Boolean(mark));
    if (!mark) return label.replaceChildren();
    if (label.childElementCount) return;
    const ours = () => {
      taken.clear([name]);
      changed();
      controls[name].focus();
    };
    label.replaceChildren(
      h("b", null, markWords(mark, strings)),
      " ",
      h("button.quiet.screen", { type: "button", onclick: ours }, strings.ours),
    );
  }
  // A number may carry the unit that stands in another field.
  function typed({ target }) {
    for (const { name, unit_in } of spec.groups.flatMap((group) => group.fields)) {
      if (unit_in === target.name) numbers[name].update();
    }
    changed();
  }
  function changed() {
    show();
    book.later(() => ({ municipality: read(), municipality_taken: taken.entry() }));
  }
  // An example fills what is empty, or still from an example: what the learner has written stays.
  function take() {
    const { answer = {}, from } = shared(worked.exercise) ?? {};
    const before = { entries: read(), taken: taken.entry() };
    const offered = Object.entries(worked.take(answer)).filter(([name, value]) =>
      value != null && value !== "" && controls[name]
    );
    const filled = offered.filter(([name]) => !from || !controls[name].value || taken.get(name));
    write(Object.fromEntries(filled));
    const names = filled.map(([name]) => name);
    taken.clear(names);
    if (from) taken.add(read(), from, names);
    changed();
    const undo = () => {
      taken.restore(before.taken);
      write(before.entries);
      changed();
      status.textContent = strings.undone;
    };
    const words = !filled.length
      ? strings.taken_none
      : from
      ? counted(strings.taken_example, filled.length)
      : strings.taken;
    const stay = filled.length && filled.length < offered.length ? ` ${strings.taken_stay}` : "";
    status.replaceChildren(
      words + stay,
      " ",
      filled.length ? h("button.quiet", { type: "button", onclick: undo }, strings.undo) : "",
    );
  }
  function submit(event) {
    event.preventDefault();
    flush();
  }
  function offer() {
    flush();
    status.textContent = fill(strings.downloaded, { file: downloadWorkbook(workbook()) });
  }
  // Another tab has changed this form: its entries come in where nothing has been typed here.
  function follow(entries, before) {
    const untouched = Object.keys(controls).filter((name) => controls[name].value === (before[name] ?? ""));
    write(Object.fromEntries(untouched.map((name) => [name, entries[name] ?? ""])));
  }
  function followMarks(entries) {
    taken.restore(entries);
    show();
  }

  const body = h(
    "form",
    { novalidate: true, oninput: typed, onsubmit: submit },
    worked.take ? h("p.screen", null, h("button", { type: "button", onclick: take }, strings.take)) : null,
    ...parts,
    worked.sentence ? result : null,
    book.element,
    page ? h("p.row.screen", null, h("button", { type: "button", onclick: offer }, strings.download)) : null,
    status,
  );
  el.append(frame(".kept.long", null, spec.title, null, h("p", null, spec.lead), body));
  if (page) {
    following(lesson, "municipality", follow);
    following(lesson, "municipality_taken", followMarks);
  }
  write(found.municipality ?? {});
}
