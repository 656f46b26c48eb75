// "In your municipality": a form whose entries are kept in the learner's workbook - in this browser on a page,
// in the file workbook.json in Jupyter.
import { download, field, fill, frame, h, keep, kept, shared, workbook } from "./kit.js";
import { results } from "./municipality_results.js";

function control(spec) {
  if (spec.kind === "long") return h("textarea", { name: spec.name, rows: 3 });
  if (spec.kind === "choice") {
    const options = spec.options.map((option) => h("option", null, option));
    return h("select", { name: spec.name }, h("option", { value: "" }, spec.prompt), ...options);
  }
  const number = { type: "number", step: "any", inputmode: "decimal", min: spec.min };
  return h("input", { name: spec.name, autocomplete: "off", ...(spec.kind === "number" ? number : { type: "text" }) });
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { lesson, form: spec } = model.get("data");
  const controls = {};
  const parts = spec.groups.map((group) => {
    const fields = group.fields.map((item) => field(item.label, (controls[item.name] = control(item))));
    return group.legend
      ? h("fieldset", null, h("legend", null, group.legend), h("div.columns", null, ...fields))
      : h("div.columns", null, ...fields);
  });
  const result = h("p.note", { role: "status" });
  const status = h("p.status", { role: "status" });
  const worked = results[spec.result];

  const read = () => Object.fromEntries(Object.entries(controls).map(([name, box]) => [name, box.value]));
  function write(entries) {
    for (const [name, box] of Object.entries(controls)) if (entries[name] != null) box.value = entries[name];
    show();
  }
  function show() {
    result.textContent = worked.sentence(read(), strings);
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
    else {
      status.textContent = strings.saving;
      model.set("answer", entries);
      model.save_changes();
    }
  }
  function offer() {
    const book = workbook();
    (book.lessons[lesson] ??= {}).municipality = read();
    download("workbook.json", book);
    status.textContent = strings.downloaded;
  }

  const buttons = h(
    "p.row.screen",
    null,
    h("button.go", { type: "submit" }, strings.save),
    h("button", { type: "button", onclick: offer }, strings.download),
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
  model.on("change:status", () => (status.textContent = fill(strings.kept_in_file, { file: model.get("status") })));
  write((page ? kept(lesson, "municipality") : model.get("answer")) ?? {});
}

export default { render };
