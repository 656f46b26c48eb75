// "In your municipality": a form whose entries are kept in the learner's workbook - in this browser on a page,
// in the file workbook.json in Jupyter. What differs from lesson to lesson stands in the modules named ..._result.js:
// - exercise: the name under which the lesson's exercise shares its answer
// - take(answer): the entries that the form takes over from it
// - sentence(entries, strings): what the form says of the entries: texts as typed, numbers as read, NaN without one
import { download, field, fill, following, frame, h, keep, kept, shared, workbook } from "./kit.js";
import { numberField } from "./number_field.js";

function control(spec) {
  if (spec.kind === "long") return h("textarea", { name: spec.name, rows: 3 });
  if (spec.kind === "choice") {
    const options = spec.options.map((option) => h("option", null, option));
    return h("select", { name: spec.name }, h("option", { value: "" }, spec.prompt), ...options);
  }
  return h("input", { name: spec.name, autocomplete: "off", type: "text" });
}

export const municipality = (worked) => ({ render: (view) => render(view, worked) });

function render({ model, el, page }, worked) {
  const strings = model.get("strings");
  const { lesson, form: spec, file } = model.get("data");
  const controls = {};
  const numbers = {};
  function part(item) {
    if (item.kind !== "number") return field(item.label, (controls[item.name] = control(item)));
    const unit = () => item.unit ?? controls[item.unit_in]?.value ?? "";
    const made = (numbers[item.name] = numberField(strings, { ...item, unit }, { name: item.name }));
    const element = field(item.label, (controls[item.name] = made.box));
    element.append(made.note);
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
    result.textContent = worked.sentence({ ...read(), ...Object.fromEntries(typed) }, strings);
  }
  function take() {
    const answer = shared(worked.exercise) ?? {};
    write(worked.take(answer));
    status.textContent = strings.taken;
  }
  function save(event) {
    event.preventDefault();
    const entries = read();
    if (page) status.textContent = keep(lesson, "municipality", entries) ? strings.kept_here : strings.not_kept;
    else if (!file) status.textContent = strings.keeping_off;
    else if (JSON.stringify(entries) === JSON.stringify(model.get("answer"))) tellFile();
    else {
      status.textContent = strings.saving;
      model.set("answer", entries);
      model.save_changes();
    }
  }
  const tellFile = () => (status.textContent = fill(strings.kept_in_file, { file }));
  function offer() {
    keep(lesson, "municipality", read());
    download("workbook.json", workbook());
    status.textContent = strings.downloaded;
  }
  // Another tab has saved this form: its entries come in where nothing has been typed here.
  function follow(entries, before) {
    const untouched = Object.keys(controls).filter((name) => controls[name].value === (before[name] ?? ""));
    write(Object.fromEntries(untouched.map((name) => [name, entries[name] ?? ""])));
  }

  const buttons = h(
    "p.row.screen",
    null,
    h("button.go", { type: "submit" }, strings.save),
    page ? h("button", { type: "button", onclick: offer }, strings.download) : null,
  );
  const body = h(
    "form",
    { novalidate: true, oninput: show, onsubmit: save },
    h("p.screen", null, h("button", { type: "button", onclick: take }, strings.take)),
    ...parts,
    result,
    buttons,
    status,
  );
  el.append(frame(".kept.long", null, spec.title, null, h("p", null, spec.lead), body));
  model.on("change:status", () => model.get("status") && tellFile());
  model.on("change:trouble", () => (status.textContent = model.get("trouble") || status.textContent));
  if (page) following(lesson, "municipality", follow);
  write((page ? kept(lesson, "municipality") : model.get("answer")) ?? {});
}
