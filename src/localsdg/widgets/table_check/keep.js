// The figures of the checked table into the workbook's table: what will be kept is said first, and it can be taken
// back.
import { bring } from "../kit/bring.js";
import { keeper } from "../kit/keeping.js";
import { counted, field, h, identifier, number, workbook } from "../kit/kit.js";
import { filled } from "./words.js";

const SOME = 4;

const distinct = (rows, name) => [...new Set(rows.map((row) => row[name]).filter(Boolean))];

// A sentence by its count, with texts of the table in it, which stay as they are.
function said(forms, count, values = {}) {
  const form = counted(Object.fromEntries(Object.keys(forms).map((each) => [each, each])), count);
  return filled(forms[form], { ...values, count: number(count) });
}

const someOf = (names) => names.slice(0, SOME).join(", ") + (names.length > SOME ? " …" : "");

// What will be kept: how many figures, of which indicators, years and places.
function whatWords({ rows, whole, unsure }, strings) {
  const names = (key, found) => found.length ? said(strings[key], found.length, { names: someOf(found) }) : "";
  const years = distinct(rows, "year").sort();
  const parts = [
    said(strings.figures, rows.length),
    names("indicators", distinct(rows, "indicator")),
    filled(strings.years[years.length > 1 ? "other" : "one"], { first: years[0], last: years.at(-1) }),
    names("places", distinct(rows, "area")),
    names("groups", distinct(rows, "group")),
  ];
  const further = [whole && filled(strings.whole, { name: whole }), unsure && filled(strings.unsure, { name: unsure })];
  return [filled(strings.what, { parts: parts.filter(Boolean).join("; ") }), ...further.filter(Boolean)].join(" ");
}

// Whether a figure has no unit. The components of a ratio need none.
const isBare = ({ unit, component }) => !unit && !component;

// What stays out, what is kept but lacks something, and what is not repaired: a sentence each.
function notesList({ faults, forWorkbook: { rows, left, disputed, lost } }, strings) {
  const counts = {
    ...left,
    no_unit: rows.filter(isBare).length,
    errors: rows.length && faults.filter(({ severity, safe }) => severity === "error" && !safe).length,
  };
  const names = disputed.length ? filled(strings.disputed, { names: someOf(disputed) }) : "";
  const found = Object.keys(counts).filter((key) => counts[key]).map((key) =>
    said(strings.notes[key], counts[key]) + (key === "contradicting" && names ? ` ${names}` : "")
  );
  if (lost.length && rows.length) found.push(said(strings.lost, lost.length, { names: lost.join(", ") }));
  return h("ul", null, ...found.map((sentence) => h("li", null, sentence)));
}

// What becomes of figures that are there already.
function thereWords(count, { added, replaced, same }, strings) {
  if (!count) return strings.none_there;
  const parts = Object.entries({ added, replaced, same }).filter(([, each]) => each);
  return `${said(strings.there, count)} ${parts.map(([key, each]) => said(strings.then[key], each)).join(" ")}`;
}

function textField(label, hint, value, onchange) {
  const note = h("p.small", { id: identifier("hint") }, hint);
  const input = h("input", { type: "text", value, autocomplete: "off", "aria-describedby": note.id, onchange });
  return { input, element: h("div", null, field(label, input), note) };
}

// Work on the table of the workbook is kept as all work is: with a line that says when, or why not.
function workPlace() {
  return {
    open: () => ({}),
    store: ({ work, told }, done) =>
      work().catch(() => ({ fault: "blocked" })).then((answer) => {
        if (!["many", "large"].includes(answer.fault)) done(answer.fault);
        told(answer);
      }),
    file: workbook,
  };
}

// What can be typed where the table does not say it: the indicator, the unit, the source.
function fieldsOf({ forWorkbook: { rows }, table }, strings, onchange) {
  const lacking = {
    indicator: rows.some(({ indicator }) => !indicator),
    unit: rows.some(isBare),
    source: rows.some(({ source }) => !source),
  };
  const names = Object.keys(lacking).filter((name) => lacking[name]);
  const usual = { source: table.name };
  const made = (name) => textField(strings.fields[name], strings.hints[name], usual[name] ?? "", onchange);
  return Object.fromEntries(names.map((name) => [name, made(name)]));
}

// The rows with what the learner has typed.
function rowsOf({ forWorkbook: { rows } }, fields) {
  const typed = Object.entries(fields).map(([name, { input }]) => [name, input.value.trim()]).filter(([, text]) =>
    text
  );
  const lacks = (row, name) => (name === "unit" ? isBare(row) : !row[name]);
  return rows.map((row) => ({ ...row, ...Object.fromEntries(typed.filter(([name]) => lacks(row, name))) }));
}

// What has happened, in words, with what can be done about it.
function statusPart() {
  const line = h("p.status", { role: "status", tabindex: -1 });
  const buttons = h("p.row");
  return {
    element: h("div", null, line, buttons),
    tell(sentence, ...further) {
      line.textContent = sentence;
      buttons.replaceChildren(...further);
      if (sentence) line.focus({ preventScroll: true });
    },
  };
}

// Puts rows into the table of the workbook, and takes them out again: { put, undo, before }. before(result): what takes
// out of the table of the workbook what was kept earlier of the same table; undefined if nothing was.
function keepingWork(view, usual) {
  const line = keeper(view, usual, "2.1", ["figures"], workPlace());
  line.open();
  let last;
  const before = ({ table }) => (last?.bytes === table.bytes ? last.back : undefined);
  function change(work) {
    return new Promise((told) => {
      line.later({ work, told });
      line.flush();
    });
  }
  return {
    element: line.element,
    before,
    async put(tables, result, rows) {
      const answer = await change(() => tables.put(rows, before(result)));
      if (answer.back && !["many", "large"].includes(answer.fault)) last = { ...answer, bytes: result.table.bytes };
      return answer;
    },
    async undo(tables) {
      const { back } = last;
      last = undefined;
      return (await change(async () => ({ fault: await tables.undo(back) }))).fault;
    },
  };
}

function keptWords(answer, strings) {
  const counts = Object.entries(strings.then_kept).filter(([key]) => answer[key]);
  const sentences = counts.map(([key, forms]) => said(forms, answer[key]));
  return [answer.fault ? strings.in_page : strings.kept, ...sentences].join(" ");
}

// view: what render is given; usual: the texts of the widget and the kit; strings: those of this module.
export function keepPart(view, usual, strings) {
  const parts = h("div");
  const status = statusPart();
  const work = keepingWork(view, usual);
  let turn = 0;
  let typed = () => "";

  async function keep(tables, result, fields) {
    if (fields.indicator && !fields.indicator.input.value.trim()) {
      status.tell(strings.indicator_missing);
      return fields.indicator.input.focus();
    }
    const answer = await work.put(tables, result, rowsOf(result, fields));
    if (!answer.back || strings[answer.fault]) return status.tell(strings[answer.fault] ?? strings.not_kept);
    async function undo() {
      const fault = await work.undo(tables);
      await show(result);
      status.tell(fault ? strings.in_page : strings.undone);
    }
    status.tell(keptWords(answer, strings), h("button", { type: "button", onclick: undo }, strings.undo));
  }

  // What will be kept, and what becomes of what is there.
  async function offer(tables, result) {
    const there = h("p");
    async function compare() {
      const rows = await tables.read();
      const base = work.before(result)?.(rows) ?? rows;
      there.textContent = thereWords(base.length, tables.replacing(base, rowsOf(result, fields)), strings);
    }
    const fields = fieldsOf(result, strings, compare);
    const { name } = result.table;
    const words = () => fields.source?.input.value.trim() ?? "";
    typed = () => (words() === name ? "" : words()); // the name of a file is no source
    await compare();
    return [
      h("p", null, whatWords(result.forWorkbook, strings)),
      notesList(result, strings),
      h("div.columns", null, ...Object.values(fields).map(({ element }) => element)),
      there,
      work.before(result) ? h("p", null, strings.again) : "",
      h("p.row", null, h("button.go", { type: "button", onclick: () => keep(tables, result, fields) }, strings.keep)),
    ];
  }
  async function show(result) {
    turn += 1;
    const mine = turn;
    status.tell("");
    if (result.inDoubt) return parts.replaceChildren(h("p", null, strings.in_doubt));
    if (!result.forWorkbook.rows.length) {
      return parts.replaceChildren(h("p", null, strings.none), notesList(result, strings));
    }
    const tables = await bring("tables").catch(() => undefined);
    const found = tables ? await offer(tables, result) : [h("p", null, strings.not_loaded)];
    if (mine === turn) parts.replaceChildren(...found);
  }
  return {
    element: h("div.screen", null, h("h4", null, strings.title), parts, status.element, work.element),
    show,
    source: () => typed(),
  };
}
