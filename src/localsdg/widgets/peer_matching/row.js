// One offer or need: a line that opens to its fields.
import { markWords } from "../kit/keeping.js";
import { field, fill, h, identifier } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { listed } from "../kit/parts.js";
import { codesOf, isOurs, lacks, languageNames, targetOf, TOWNS } from "./rows.js";

// A text box with a note below it that says how it is read.
function notedBox(row, name, { strings, change, says, ...properties }) {
  const note = h("p.small.soft", { id: identifier(name), "aria-live": "polite" });
  const box = h("input", {
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": note.id,
    oninput: () => change({ [name]: box.value }),
    ...properties,
  });
  box.value = row[name];
  const element = field(strings.fields[name], box);
  element.append(note);
  return { element, box, paint: () => (note.textContent = says(box.value)) };
}

const targetSays = (strings) => (typed) => {
  const found = targetOf(typed);
  if (found) return fill(strings.target_is, found);
  return typed.trim() ? fill(strings.no_target, { found: typed.trim() }) : "";
};

// The fields are made when the line is opened.
function formOf(row, { strings, owner, names, change }) {
  const town = h("input", {
    type: "text",
    autocomplete: "off",
    placeholder: owner.ours(),
    oninput: () => change({ town: town.value }),
  });
  town.value = row.town;
  const words = h("textarea", { rows: 2, oninput: () => change({ words: words.value }) });
  words.value = row.words;
  const languageSays = (typed) => listed(languageNames(codesOf(typed, strings), strings));
  const target = notedBox(row, "target", { strings, change, says: targetSays(strings) });
  const language = notedBox(row, "language", { strings, change, says: languageSays, list: names.id });
  const count = numberField(strings, TOWNS, { oninput: () => change({ towns: count.box.value }) });
  count.write(row.towns);
  const towns = row.kind === "offer" ? field(strings.fields.towns, count.box) : null;
  towns?.append(count.note);
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(row) }, strings.remove);
  return {
    element: h(
      "div.form",
      null,
      target.element,
      field(strings.fields.words[row.kind], words),
      language.element,
      towns,
      field(strings.fields.town, town),
      h("p", null, remove),
    ),
    first: target.box,
    paint() {
      target.paint();
      language.paint();
    },
  };
}

// owner: changed(), remove(row), ours() (the name of one's own town), mark(row). names: the list of languages. Of the
// lines of one name (together) one is open at a time.
export function rowPart(row, { strings, owner, names, together }) {
  const who = h("span");
  const what = h("span.small");
  const mark = h("b.small.taken");
  const lack = h("span.small.lack");
  const element = h("details", { name: together, ontoggle: unfold }, h("summary", null, who, mark, what, lack));
  let form;

  function unfold() {
    if (!element.open || form) return;
    form = formOf(row, { strings, owner, names, change });
    element.append(form.element);
    form.paint();
  }
  function change(values) {
    Object.assign(row, values);
    owner.changed();
  }
  return {
    row,
    element,
    open() {
      element.open = true;
      unfold();
      form.first.focus();
    },
    paint() {
      const code = targetOf(row.target)?.code ?? row.target.trim();
      const town = isOurs(row, owner.ours()) ? owner.ours() : row.town.trim();
      who.textContent = code ? fill(strings.row, { code, town }) : town;
      what.textContent = row.words.trim() || strings.no_words;
      const missing = lacks(row, strings);
      lack.textContent = missing ? strings.lacks[missing] : "";
      const taken = owner.mark(row);
      mark.textContent = taken ? markWords(taken, strings) : "";
      form?.paint();
    },
  };
}
