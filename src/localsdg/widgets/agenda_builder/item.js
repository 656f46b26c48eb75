// One item of the agenda: a line with its time that opens to its fields.
import { markWords } from "../kit/keeping.js";
import { field, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { COUNT, KINDS, sessionsOf } from "./days.js";

const BY_HOST = ["opening", "visit"];

// owner: put(key, value), kindChosen(kind), move(step, word), opened(), mark(name), days().
export function itemPart(item, strings, owner, open) {
  const time = h("span.time");
  const name = h("span");
  const kind = h("span.small.soft");
  const sign = h("b.small.taken");
  const session = item.kind === "session";

  const text = (key) => {
    const box = h("input", { type: "text", autocomplete: "off", value: item[key] ?? "" });
    box.addEventListener("input", () => owner.put(key, box.value));
    return field(strings.fields[key], box);
  };
  // Numbers stay in the item as they are typed.
  const count = (key) => {
    const made = numberField(strings, COUNT, { oninput: () => owner.put(key, made.box.value) });
    made.write(item[key] ?? "");
    const element = field(strings.fields[key], made.box);
    element.append(made.note);
    return element;
  };
  const tick = () => {
    const box = h("input", { type: "checkbox", checked: item.by_host });
    box.addEventListener("change", () => owner.put("by_host", box.checked));
    return h("label.option", null, box, strings.by_host);
  };
  const tie = () => {
    const option = (id, title) => h("option", { value: id, selected: id === (item.tied_to ?? "") }, title);
    const sessions = sessionsOf(owner.days()).map(({ id, title }) => option(id, title || strings.kinds.session));
    const box = h("select", null, option("", strings.no_session), ...sessions);
    box.addEventListener("change", () => owner.put("tied_to", box.value));
    return field(strings.tied_to, box);
  };
  const kinds = () => {
    const option = (value) => h("option", { value, selected: value === item.kind }, strings.kinds[value]);
    const box = h("select", { onchange: () => owner.kindChosen(box.value) }, ...KINDS.map(option));
    return field(strings.kind, box);
  };
  const move = (word, step) =>
    h("button", { type: "button", "data-act": word, onclick: () => owner.move(step, word) }, strings[word]);
  // The fields are made when the line is opened.
  const fields = () =>
    [
      h("div.pair", null, kinds(), count("minutes")),
      text("title"),
      session ? h("div.pair", null, count("group_work"), count("cases")) : null,
      session ? text("targets") : null,
      BY_HOST.includes(item.kind) ? tick() : null,
      item.kind === "visit" ? tie() : null,
      h("p.row", null, move("earlier", -1), move("later", 1), move("remove", 0)),
    ].filter(Boolean);
  const form = h("div.form", { role: "group" });
  const unfold = () => form.firstChild || form.append(...fields());
  if (open) unfold();
  const fold = h("details", { open }, h("summary", null, time, name, sign, kind), form);
  fold.addEventListener("toggle", () => {
    if (!fold.open) return;
    unfold();
    owner.opened();
  });
  return {
    element: h("li", null, fold),
    paint(start, end) {
      const label = item.title || strings.kinds[item.kind];
      time.textContent = `${start}\u2013${end}`;
      name.textContent = label;
      const taken = owner.mark(`items/${item.id}/title`);
      sign.textContent = taken ? markWords(taken, strings) : "";
      kind.textContent = item.title ? strings.kinds[item.kind] : "";
      form.setAttribute("aria-label", label);
    },
  };
}
