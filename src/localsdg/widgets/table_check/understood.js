// What was understood, in one sentence, and the ways to correct it: year, decimal sign, encoding, sheet, columns.
import { field, fill, h, identifier } from "../kit/kit.js";

const ROLES = ["place", "indicator", "year", "value", "unit", "group", "figure", "skip"];
const SINGLE = ["place", "indicator", "year", "value", "unit"];
const ALIKE = ["codes_or_figures", "years", "times_unread", "left_columns"]; // doubts with one answer for all columns
const MANY = 3;

// A list to choose from, in which each choice is taken at once.
function choice(label, options, chosen, onchoice) {
  const one = ([value, text]) => h("option", { value, selected: value === chosen }, text);
  const select = h("select", { onchange: () => onchoice(select.value) }, ...options.map(one));
  return field(label, select);
}

// The words for what a column was taken as.
function roleNow({ layout }, place, strings) {
  const year = layout.form === "wide" && layout.values.includes(place) && layout.years[place];
  if (year) return fill(strings.figures_of, { year });
  const role = Object.keys(layout.roles).find((each) => layout.roles[each] === place);
  if (role && strings.roles[role]) return strings.roles[role];
  if (role === "geocode") return strings.roles.code;
  if (layout.places.includes(place)) return strings.figures_of_place;
  if (layout.values.includes(place)) return strings.roles[layout.form === "columns" ? "figure" : "value"];
  if (layout.measures.includes(place) || role) return strings.roles.measure;
  return strings.roles[layout.breakdowns.includes(place) ? "group" : "skip"];
}

function yearField(said, strings, change) {
  const hint = h("p.small", { id: identifier("hint"), role: "status" }, strings.year_hint);
  const input = h("input", { type: "text", inputmode: "numeric", value: said.year ?? "", "aria-describedby": hint.id });
  input.addEventListener("change", () => {
    const text = input.value.normalize("NFKC").trim();
    const digits = text.replace(
      /\p{Nd}/gu,
      (sign) => /[0-9]/.test(sign) ? sign : String(sign.codePointAt(0) % 16 % 10),
    );
    const bad = text && !/^(?:19|20)\d\d$|^2100$/.test(digits);
    hint.textContent = bad ? fill(strings.bad_year, { text }) : strings.year_hint;
    if (bad) input.setAttribute("aria-invalid", "true");
    else change({ year: text ? Number(digits) : null });
  });
  return h("div", null, field(strings.year, input), hint);
}

function columnFields({ layout }, said, strings, change) {
  const change1 = (name, role) => {
    const others = Object.entries(said.columns ?? {})
      .filter(([other, taken]) => other !== name && !(SINGLE.includes(role) && taken === role));
    change({ columns: Object.fromEntries(role ? [...others, [name, role]] : others) });
  };
  return [...new Set([...layout.asked.columns, ...layout.names.keys()])].map((place) => {
    const name = layout.names[place];
    const now = fill(strings.as_read, { role: roleNow({ layout }, place, strings) });
    const options = [["", now], ...ROLES.map((role) => [role, strings.roles[role]])];
    return choice(name.trim(), options, said.columns?.[name] ?? "", (role) => change1(name, role));
  });
}

// Where many columns are in doubt for one reason: a single answer for all of them.
function alikeField({ layout: { asked: { doubt, columns }, names } }, said, strings, change) {
  if (!ALIKE.includes(doubt) || columns.length < MANY) return [];
  const options = ["figure", "group", "skip"].map((role) => [role, strings.roles[role]]);
  function take(role) {
    const all = Object.fromEntries(columns.map((place) => [names[place], role]));
    change({ columns: { ...said.columns, ...all } });
  }
  return [choice(fill(strings.alike, { count: columns.length }), [["", strings.one_by_one], ...options], "", take)];
}

const labelOf = (control) => control?.labels?.[0]?.textContent;

// correct(said): called with all that a person has said of the table.
export function understoodPart(strings, correct) {
  const sentence = h("p.title");
  const file = h("p.small.soft");
  const fields = h("div");
  const fold = h(
    "details.fold.screen",
    null,
    h("summary", null, strings.right),
    h("p.small", null, strings.right_lead),
    fields,
  );
  let shown = null;

  function show(result) {
    shown = result;
    const { said } = result.table;
    const change = (more) => correct({ ...said, ...more });
    sentence.textContent = result.understood;
    file.textContent = result.table.name || strings.pasted;
    const decimal = Object.entries(strings.decimals).map((
      [key, text],
    ) => [{ point: ".", comma: "," }[key] ?? "", text]);
    const across = ["indicators", "places"].map((each) => [each, strings.headings_are[each]]);
    const named = [["", strings.headings_are.as_read], ...across];
    const headings = choice(strings.headings, named, said.headings ?? "", (each) => change({ headings: each || null }));
    const { doubt, columns } = result.layout.asked; // what is asked comes first
    const parts = [
      ...(doubt === "across" ? [headings] : []),
      yearField(said, strings, change),
      choice(strings.decimal, decimal, said.decimal ?? "", (sign) => change({ decimal: sign || null })),
      ...(doubt === "across" ? [] : [headings]),
    ];
    if (result.sheets.length > 1) {
      const sheets = result.sheets.map((name) => [name, name]);
      parts.push(choice(strings.sheet, sheets, result.sheet, (sheet) => change({ sheet, columns: {} })));
    }
    if (result.readings.length) {
      const words = result.readings.map(({ encoding, words: text }) => [encoding, `${text} (${encoding})`]);
      const options = [["", strings.not_sure], ...words];
      parts.push(
        choice(strings.encoding, options, said.encoding ?? "", (encoding) => change({ encoding, columns: {} })),
      );
    }
    const focused = fields.contains(document.activeElement) ? labelOf(document.activeElement) : "";
    const each = [...alikeField(result, said, strings, change), ...columnFields(result, said, strings, change)];
    const blocks = [
      h("div.columns", null, ...parts),
      h("div", null, h("p", null, h("b", null, strings.columns)), h("div.columns", null, ...each)),
    ];
    fields.replaceChildren(...(columns.length && doubt !== "across" ? blocks.reverse() : blocks));
    const controls = [...fields.querySelectorAll("input, select")];
    const same = controls.find((control) => labelOf(control) === focused) ?? fold.firstElementChild;
    if (focused) same.focus(); // where the correction was made
    const asked = ["figures-without-year", "encoding"];
    const isAsked = result.faults.some(({ kind, severity }) => asked.includes(kind) && severity !== "note");
    if (isAsked || result.layout.form === "unknown") fold.open = true;
  }
  return { element: h("div", null, file, sentence, fold), show, table: () => shown.table };
}
