// One field of the form: its control, the line for paper, and the mark of what was taken over from an example.
import { markWords } from "../kit/keeping.js";
import { field, h, identifier } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";

function control({ kind, name, options, prompt }) {
  if (kind === "long") return h("textarea", { name, rows: 3 });
  if (kind !== "choice") return h("input", { name, autocomplete: "off", type: "text" });
  const choices = options.map((option) => h("option", null, option));
  return h("select", { name }, h("option", { value: "" }, prompt), ...choices);
}

// unit() is that of a number; ours(name) is called when the learner says that an entry of an example is right.
function fieldPart(item, strings, { unit, ours }) {
  const made = item.kind === "number" ? numberField(strings, { ...item, unit }, { name: item.name }) : undefined;
  const box = made?.box ?? control(item);
  // What paper shows: a box would show the beginning only.
  const paper = h("p.print.written", { dir: made && "ltr" });
  const choices = item.options?.map((option) => `□ ${option}`) ?? [];
  const label = h("p.taken.small", { hidden: true });
  const element = field(item.label, box);
  const output = h("output.given.screen", { id: identifier("given"), hidden: true });
  element.append(output, paper, ...(made ? [made.note] : []), label);
  let given;
  let sign;
  return {
    name: item.name,
    label: item.label,
    element,
    box,
    number: made,
    write: (value) => made ? made.write(value) : (box.value = value),
    // Shows what is known, with a mark if it comes from an example, in place of the question.
    give(text, mark) {
      [given, sign] = [text, mark];
      const known = text !== undefined;
      output.textContent = text || "\u2014";
      output.hidden = !known;
      box.hidden = known;
      if (made) made.note.hidden = known;
      element.querySelector("label").htmlFor = known ? output.id : box.id;
    },
    // The mark of the field is there in words, for the eye, the ear and the printer.
    paint(own) {
      paper.textContent = given ?? (box.value || choices.join("\u2003"));
      const mark = given === undefined ? own : sign;
      label.hidden = !mark;
      box.classList.toggle("ls-taken", Boolean(mark));
      if (!mark) return label.replaceChildren();
      if (sign) return label.replaceChildren(h("b", null, markWords(mark, strings)));
      if (label.childElementCount) return;
      const button = h("button.quiet.screen", { type: "button", onclick: () => ours(item.name) }, strings.ours);
      label.replaceChildren(h("b", null, markWords(mark, strings)), " ", button);
    },
  };
}

// All fields of the form, in groups: { elements, parts (by name), read, write(entries), numbers, follow(name) }.
export function fieldsOf(groups, strings, ours) {
  const items = groups.flatMap(({ fields }) => fields);
  const parts = Object.fromEntries(items.map((item) => {
    const unit = () => item.unit ?? parts[item.unit_in]?.box.value ?? "";
    return [item.name, fieldPart(item, strings, { unit, ours })];
  }));
  const elements = groups.map(({ legend, fields }) => {
    const columns = h("div.columns", null, ...fields.map(({ name }) => parts[name].element));
    // A line below a group needs something around it.
    return legend ? h("fieldset", null, h("legend", null, legend), columns) : h("div", null, columns);
  });
  const all = Object.values(parts);
  return {
    elements,
    parts,
    read: () => Object.fromEntries(all.map(({ name, box }) => [name, box.value])),
    // Numbers as read, NaN for one that is missing.
    numbers: () =>
      Object.fromEntries(all.filter(({ number }) => number).map(({ name, number }) => [name, number.read()])),
    write(entries) {
      for (const { name, write } of all) if (entries[name] != null) write(entries[name]);
    },
    // A number may carry the unit that stands in another field.
    unitChanged(changed) {
      for (const { name, unit_in } of items) if (unit_in === changed) parts[name].number.update();
    },
    paint: (mark) => all.forEach(({ name, paint }) => paint(mark(name))),
  };
}
