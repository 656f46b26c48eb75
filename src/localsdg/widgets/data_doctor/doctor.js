// Faults one by one in their cells: a person accepts or refuses each repair, and reads what stays.
import { bring } from "../kit/bring.js";
import { counted, download, field, fill, h, identifier, number } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { fold } from "../kit/parts.js";
import { inputPart } from "../table_check/input.js";
import { subjectsOf } from "./series.js";
import { chosenOf, countsOf, spotsOf, takesRow } from "./spots.js";
import { excerpt } from "./table.js";

const FIRST_ROWS = 6;

// Sentences with texts of the table in them, which stay as they are.
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
const pause = () => new Promise((resolve) => setTimeout(resolve));

function rowsWords(faults, forms) {
  const rows = [...new Set(faults.map(({ row }) => row))];
  const some = rows.slice(0, FIRST_ROWS).map((row) => number(row)).join(", ") + (rows.length > FIRST_ROWS ? " …" : "");
  return counted(forms, rows.length, { rows: some });
}

const breakdownsOf = ({ names, breakdowns }) => breakdowns.map((place) => names[place].trim());

// What the check of the copy still finds, a line for each kind.
function staysList({ faults, texts }, strings) {
  const kinds = new Map();
  for (const fault of faults) kinds.set(fault.kind, [...(kinds.get(fault.kind) ?? []), fault]);
  const line = (all) => {
    const [{ kind, severity, row }] = all;
    const rows = row === null ? strings.stays_file : rowsWords(all, strings.stays_rows);
    return h(
      "li",
      null,
      fill(strings.stays_line, { severity: strings.severities[severity], title: texts.kinds[kind].title, rows }),
    );
  };
  return kinds.size ? h("ul", null, ...[...kinds.values()].map(line)) : h("p", null, strings.stays_none);
}

// The box into which a person writes what should stand in a cell: a number where numbers stand.
function writingPart({ layout }, { column }, strings) {
  const hint = h("p.small.soft", { id: identifier("hint") }, strings.write_hint);
  const { values, measures, roles } = layout;
  const at = layout.names.indexOf(column);
  const isNumber = [...values, ...measures, roles.year].includes(at);
  const made = isNumber ? numberField(strings) : undefined;
  const box = made?.box ?? h("input", { type: "text", autocomplete: "off", "aria-describedby": hint.id });
  return {
    element: h("div", null, field(strings.write, box), made?.note, hint),
    box,
    // undefined while it is no number
    read() {
      const text = box.value.trim();
      if (!made || !text) return text;
      const value = made.read();
      return Number.isNaN(value) ? undefined : String(value);
    },
  };
}

function decidedWords(decision, strings) {
  const [kind] = Object.keys(decision);
  if (kind !== "write") return strings.decided[kind];
  return decision.write ? filled(strings.decided.write, { text: decision.write }) : strings.decided.write_empty;
}

// One place with its faults, the cells around it, and what can be decided.
function spotPart(spot, { at, all, decision, result, decide, go }, strings) {
  const [fault] = spot.faults;
  const title = filled(strings.spot, { at: at + 1, all, title: result.texts.kinds[fault.kind].title });
  const heading = h("p", { role: "heading", "aria-level": 5, tabindex: -1 }, h("b", null, title));
  const several = spot.safe && spot.faults.length > 1 ? [h("p", null, rowsWords(spot.faults, strings.many))] : [];
  const shown = spot.safe ? [fault] : spot.faults;
  const sentences = shown.map(({ severity, found, expected, repair }) =>
    h("p", null, filled(strings.fault, { severity: strings.severities[severity], found, expected, repair }))
  );
  const button = (words, made, kind = "button") =>
    h(kind, { type: "button", "data-decision": Object.keys(made)[0], onclick: () => decide(made) }, words);
  const controls = [];
  if (spot.safe) {
    controls.push(
      h("p", null, strings.safe),
      h("p.row", null, button(strings.take, { take: true }, "button.go"), button(strings.leave, { leave: true })),
    );
  } else {
    const writing = writingPart(result, fault, strings);
    const put = () => {
      const write = writing.read();
      if (write === undefined) writing.box.focus();
      else decide({ write });
    };
    if (decision?.write) writing.box.value = decision.write;
    const out = takesRow(spot) ? [button(strings.out, { out: true })] : [];
    controls.push(
      writing.element,
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: put }, strings.put),
        ...out,
        button(strings.leave, { leave: true }),
      ),
    );
  }
  const step = (words, to) =>
    h("button.quiet", { type: "button", disabled: to < 0 || to >= all, onclick: () => go(to) }, words);
  return {
    heading,
    element: h(
      "section.spot",
      null,
      heading,
      ...sentences,
      ...several,
      excerpt(result.asRead, fault, strings),
      decision ? h("p.note", null, decidedWords(decision, strings)) : null,
      ...controls,
      h("p.row", null, step(strings.previous, at - 1), step(strings.next, at + 1)),
    ),
  };
}

// Reads tables: read(table) gives the result of the check, or { said } why there is none.
async function readTable(table, strings) {
  let brought;
  try {
    brought = await bring("table_check_method");
  } catch {
    return { said: strings.no_reader };
  }
  const texts = brought.strings;
  const result = await brought.check({ ...table, said: {} }, texts, pause);
  if (result.refused) return { said: filled(texts.refusals[result.refused], result.values) };
  return result.inDoubt ? { said: strings.in_doubt } : { ...result, texts, name: table.name };
}

// area: where a file can be dropped. owner: { decisions() (those of the state), decided(decisions by place), take(table)
// (another table is chosen), figures(series) (what the repaired copy says) }.
export function doctorPart(strings, area, owner) {
  const status = h("p.status", { role: "status" });
  const understood = h("p", null);
  const progress = h("p.title");
  const [place, after] = [h("div"), h("div")];
  const rest = h("button.quiet", { type: "button", onclick: leaveRest }, strings.leave_rest);
  const input = inputPart(strings, {
    area,
    refuse: (said) => (status.textContent = said),
    take: (bytes, name) => owner.take({ bytes, name }),
  });
  let result;
  let spots = [];
  let at = 0;
  let turn = 0;

  const counts = () => countsOf(spots, owner.decisions());
  function paint(focus = false) {
    const decisions = owner.decisions();
    const now = counts();
    progress.textContent = result
      ? (spots.length ? fill(strings.progress, { ...now, done: now.all - now.open }) : strings.no_spots)
      : "";
    rest.hidden = !now.open;
    if (!spots.length) return place.replaceChildren();
    const part = spotPart(
      spots[at],
      { at, all: spots.length, decision: decisions[spots[at].key], result, decide, go },
      strings,
    );
    place.replaceChildren(part.element);
    if (focus) part.heading.focus();
  }
  function go(to) {
    at = to;
    paint(true);
  }
  function decide(decision) {
    owner.decided({ [spots[at].key]: decision });
    const open = (each) => !owner.decisions()[each.key];
    const next = [...spots.slice(at + 1), ...spots.slice(0, at)].find(open);
    go(next ? spots.indexOf(next) : at);
    copied();
  }
  function leaveRest() {
    const open = spots.filter(({ key }) => !owner.decisions()[key]);
    owner.decided(Object.fromEntries(open.map(({ key }) => [key, { leave: true }])));
    paint(true);
    copied();
  }
  function save(csv) {
    const file = `${result.name.replace(/\.[^.]*$/, "") || "table"}-repaired.csv`;
    download(file, csv, "text/csv");
    status.textContent = fill(strings.downloaded, { file });
  }
  // The copy with the repairs that were chosen is read again: what stays is said, and its figures are taken.
  async function copied() {
    turn += 1;
    const mine = turn;
    const csv = result.copyWith(chosenOf(spots, owner.decisions()));
    const again = await readTable({ bytes: new TextEncoder().encode(csv), name: result.name }, strings);
    if (mine !== turn) return;
    after.replaceChildren(
      ...(again.said ? [h("p", null, again.said)] : [fold(strings.stays, staysList(again, strings))]),
      h("p.row", null, h("button", { type: "button", onclick: () => save(csv) }, strings.download), rest),
    );
    owner.figures(again.said ? [] : subjectsOf(again.figures, breakdownsOf(again.layout)));
  }
  async function open(table) {
    turn += 1;
    const mine = turn;
    [result, spots, at] = [undefined, [], 0];
    understood.textContent = "";
    after.replaceChildren();
    status.textContent = table ? fill(strings.reading, { file: table.name || strings.pasted }) : strings.no_table;
    paint();
    owner.figures([]);
    if (!table) return;
    const found = await readTable(table, strings);
    if (mine !== turn) return;
    status.textContent = found.said ?? "";
    if (found.said) return;
    result = found;
    spots = spotsOf(found.faults);
    understood.textContent = `${found.understood}${table.own ? ` ${strings.not_right}` : ""}`;
    paint();
    await copied();
  }
  return {
    element: h("section.doctor", null, h("h4", null, strings.first), input, status, understood, progress, place, after),
    // own: whether the table is one's own, so that another one can be chosen.
    open(table) {
      input.hidden = Boolean(table && !table.own);
      return open(table);
    },
    repaint() {
      if (!result) return;
      paint();
      copied();
    },
    counts,
    progress: () => progress.textContent,
  };
}
