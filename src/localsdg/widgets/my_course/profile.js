// The profile of the municipality: a form that is kept as it is typed, and a table for paper.
import { keeper } from "../kit/keeping.js";
import { field, frame, h, table } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { nameTyped } from "../kit/learner.js";
import { LONGEST_NAME } from "../kit/limits.js";
import { changes, entryAt, namedAt } from "../kit/workbook.js";

const PROFILE = ["name", "country", "tier", "population", "population_year", "population_source", "area_km2", "office"];
const NUMBERS = {
  population: { min: 0, whole: true },
  population_year: { min: 1000, max: 3000, whole: true },
  area_km2: { min: 0, unit: () => "km²" },
};

const choice = (text) => h("option", null, text);

// The boxes by name, as { element, box, number }.
function fieldsOf(strings) {
  const tiers = () =>
    h("select", { name: "tier" }, h("option", { value: "" }, strings.choose), ...strings.tiers.map(choice));
  return Object.fromEntries(PROFILE.map((name) => {
    const made = NUMBERS[name] && numberField(strings, NUMBERS[name], { name });
    const text = () => h("input", { type: "text", name, autocomplete: "off" });
    const box = made?.box ?? (name === "tier" ? tiers() : text());
    const element = field(strings.fields[name], box);
    if (made) element.append(made.note);
    return [name, { element, box, number: made }];
  }));
}

function tableOf(book, words, strings) {
  const rows = ["profile", "needs"].flatMap((part) =>
    [...namedAt(book, ["", part])]
      .filter(([, { field }]) => field.value !== null)
      .map(([name, { field }]) => [words.known(part === "needs" ? `needs/${name}` : name), words.value(field.value)])
  );
  if (!rows.length) return h("p", null, strings.no_profile);
  const list = table(strings.profile, [strings.what, strings.entry], rows);
  list.caption.hidden = true; // the heading above says the same
  return list;
}

// Whose workbook this is: her name goes with each entry, so that workbooks of colleagues can be told apart.
function authorField(store, strings) {
  const note = h("p.warning", { role: "alert", hidden: true });
  const box = h("input", { type: "text", autocomplete: "off", value: nameTyped() });
  function put() {
    const long = [...box.value.trim()].length > LONGEST_NAME;
    note.textContent = long ? strings.author_long : "";
    note.hidden = !long;
    store.rename(box.value);
  }
  box.addEventListener(store.renameOn, put);
  const element = field(strings.author, box);
  element.append(h("p.small.soft", null, strings.author_why), note);
  return element;
}

// changed() is called when something was kept.
export function profileForm(view, store, words, strings, changed) {
  const place = { open: () => ({}), store: (_, done) => put(done), file: store.read };
  const kept = keeper(view, strings, "", [], place);
  const fields = fieldsOf(strings);
  const before = {};
  const sheet = h("div.print");
  const typed = () => Object.fromEntries(PROFILE.map((name) => [name, fields[name].box.value.trim()]));

  function put(done) {
    const now = typed();
    const book = changes(store.read(), ["", "profile"], now, { ...before });
    Object.assign(before, now);
    store.keep(book, (trouble) => {
      done(trouble);
      changed();
    });
  }
  // What is being typed stays in the form, with the space at its end.
  function show(book) {
    const entry = entryAt(book, ["", "profile"]);
    for (const name of PROFILE) {
      const { box, number } = fields[name];
      const text = String(entry[name] ?? "");
      if (name === "tier" && text && !strings.tiers.includes(text)) box.append(choice(text));
      if (text !== (before[name] ?? "") && box.value.trim() === (before[name] ?? "")) {
        box.value = text;
        number?.update();
      }
      before[name] = text;
    }
    sheet.replaceChildren(tableOf(book, words, strings));
  }
  const form = h(
    "form.screen",
    { onsubmit: (event) => event.preventDefault(), oninput: () => kept.later({}) },
    h("div.columns", null, ...PROFILE.map((name) => fields[name].element)),
    authorField(store, strings),
    kept.element,
  );
  kept.open(true);
  return { show, element: frame(".kept", null, strings.profile, strings.profile_lead, form, sheet) };
}
