// Faults one by one in their cells: a person accepts or refuses each repair, and reads what stays.
import { bring } from "../kit/bring.js";
import { counted, download, fill, h } from "../kit/kit.js";
import { fold } from "../kit/parts.js";
import { AIMS, TABLE } from "./limits.js";
import { inputPart } from "../table_check/input.js";
import { keeping } from "../table_check/into_workbook.js";
import { figuresThere, workbookTable } from "./own_table.js";
import { subjectsOf } from "./series.js";
import { statementsPart } from "./statements.js";
import { spotPart } from "./spot.js";
import { chosenOf, countsOf, spotsOf } from "./spots.js";
import { filled, rowsWords } from "./words.js";

const pause = () => new Promise((resolve) => setTimeout(resolve));
const breakdownsOf = ({ names, breakdowns }) => breakdowns.map((place) => names[place].trim());

// Reads a table { bytes, name, encoding }, the last one if a person has named it: the result of the check, or { said }
// why there is none, and { readings } if she has to say in which of them the words are right.
async function readTable(table, strings) {
  let brought;
  try {
    brought = await bring("table_check_method");
  } catch {
    return { said: strings.no_reader };
  }
  const texts = brought.strings;
  const result = await brought.check(
    { ...table, said: table.encoding ? { encoding: table.encoding } : {} },
    texts,
    pause,
  );
  if (result.refused) return { said: filled(texts.refusals[result.refused], result.values) };
  if (!result.inDoubt) return { ...result, table, texts, name: table.name };
  const { readings } = result;
  return { said: readings.length ? strings.which_letters : strings.in_doubt, readings };
}

// What the check of the copy still finds, a line for each kind.
function staysList({ faults, texts }, strings) {
  const kinds = new Map();
  for (const fault of faults) kinds.set(fault.kind, [...(kinds.get(fault.kind) ?? []), fault]);
  const line = (all) => {
    const [{ kind, severity, row }] = all;
    const rows = row === null ? strings.stays_file : rowsWords(all, strings.stays_rows);
    const values = { severity: strings.severities[severity], title: texts.kinds[kind].title, rows };
    return h("li", null, fill(strings.stays_line, values));
  };
  return kinds.size ? h("ul", null, ...[...kinds.values()].map(line)) : h("p", null, strings.stays_none);
}

// The copy with the repairs that were chosen: it is read again, what stays is said, and it can be taken away.
// told(series): what its figures say. buttons: what stands beside the one that
// downloads it. keep: the way of its figures into the workbook, for one's own table.
function copyPart(strings, { status, buttons, told, keep }) {
  const element = h("div");
  let turn = 0;
  function save({ copyWith, name }, chosen) {
    const file = `${name.replace(/\.[^.]*$/, "") || "table"}-repaired.csv`;
    download(file, copyWith(chosen()), "text/csv");
    status.textContent = fill(strings.downloaded, { file });
  }
  return {
    element,
    clear() {
      turn += 1;
      element.replaceChildren();
      keep.element.hidden = true;
      told([]);
    },
    // chosen(): the repairs as they are chosen at that moment.
    async make(result, chosen, isOwn) {
      turn += 1;
      const mine = turn;
      keep.element.inert = true; // what it offers is still of the repairs before
      const bytes = new TextEncoder().encode(result.copyWith(chosen()));
      const again = await readTable({ bytes, name: result.name }, strings);
      if (mine !== turn) return;
      const opened = element.querySelector("details")?.open;
      const stays = again.said ? h("p", null, again.said) : fold(strings.stays, staysList(again, strings));
      stays.toggleAttribute("open", Boolean(opened));
      const button = h("button", { type: "button", onclick: () => save(result, chosen) }, strings.download);
      element.replaceChildren(stays, h("p.row", null, button, ...buttons));
      keep.element.hidden = !isOwn || Boolean(again.said);
      // Of the same table, with other repairs, its figures are kept in the place of the earlier ones.
      told(again.said ? [] : subjectsOf(again.figures, breakdownsOf(again.layout)));
      if (!keep.element.hidden) await keep.show({ ...again, table: { ...again.table, bytes: result.table.bytes } });
      if (mine === turn) keep.element.inert = false;
    },
  };
}

// The readings of letters that are in doubt: the one in which the words are right is pressed.
function readingsRow(table, readings, take) {
  const buttons = readings.map(({ encoding, words }) =>
    h("button", { type: "button", onclick: () => take({ ...table, encoding }) }, words)
  );
  return h("p.row", null, ...buttons);
}

const progressWords = (now, strings) =>
  now.all ? fill(strings.progress, { ...now, done: now.all - now.open }) : strings.no_spots;

// Offers the table of the workbook. owner: as that of the doctor; tell: says what goes wrong.
function keptPart(strings, owner, tell) {
  const button = h("button.quiet", { type: "button", onclick: takeKept });
  async function takeKept() {
    try {
      owner.take({ bytes: await workbookTable(), name: strings.kept_name, kept: true });
    } catch {
      tell(strings.no_reader);
    }
  }
  return {
    element: h("p.row", null, button),
    offer(isWanted) {
      const there = isWanted && owner.view.page ? figuresThere() : 0;
      button.hidden = !there;
      button.textContent = counted(strings.kept_take, there);
    },
  };
}

// The places of a table that need a decision, one after another. owner: as that of the doctor; changed: a decision was
// made.
function placesPart(strings, owner, changed) {
  const [progress, place] = [h("p.title"), h("div")];
  const rest = h("button.quiet", { type: "button", onclick: leaveRest }, strings.leave_rest);
  let result;
  let spots = [];
  let at = 0;
  const counts = () => ({ ...countsOf(spots, owner.decisions()), read: Boolean(result) });
  const isOpen = ({ key }) => !owner.decisions()[key];
  function paint(focus = false) {
    progress.textContent = result ? progressWords(counts(), strings) : "";
    rest.hidden = !counts().open;
    if (!spots.length) return place.replaceChildren();
    const decision = owner.decisions()[spots[at].key];
    const others = { alike: alike().length, takeAlike };
    const part = spotPart(spots[at], { at, all: spots.length, decision, result, decide, go, ...others }, strings);
    place.replaceChildren(part.element);
    if (focus) part.heading.focus();
  }
  function go(to) {
    at = to;
    paint(true);
  }
  function decided(made, to) {
    owner.decided(made);
    go(to);
    changed();
  }
  function decide(decision) {
    const next = [...spots.slice(at + 1), ...spots.slice(0, at)].find(isOpen);
    decided({ [spots[at].key]: decision }, next ? spots.indexOf(next) : at);
  }
  // The open places that ask for the same safe repair as the one that is shown, as in each column of years.
  const alike = () =>
    spots.filter((each) => each.safe && isOpen(each) && each.faults[0].kind === spots[at].faults[0].kind);
  function takeAlike() {
    const made = Object.fromEntries(alike().map(({ key }) => [key, { take: true }]));
    const next = spots.findIndex((each) => isOpen(each) && !made[each.key]);
    decided(made, next < 0 ? at : next);
  }
  function leaveRest() {
    decided(Object.fromEntries(spots.filter(isOpen).map(({ key }) => [key, { leave: true }])), at);
  }
  return {
    elements: [progress, place],
    rest,
    paint,
    counts,
    chosen: () => chosenOf(spots, owner.decisions()),
    progress: () => progress.textContent,
    ask: (...parts) => place.replaceChildren(...parts),
    // found: what was read of a table; nothing if none is open.
    show(found) {
      [result, spots, at] = [found, found ? spotsOf(found.faults) : [], 0];
      paint();
    },
  };
}

// area: where a file can be dropped. owner: { decisions() (those of the state), decided(decisions by place),
// take(table) (another table is chosen), figures(series, rows) (what the repaired copy says), view }.
function doctorPart(strings, area, owner) {
  const status = h("p.status", { role: "status" });
  const heading = h("h4", { tabindex: -1 }, strings.first);
  const understood = h("p");
  const tell = (said) => (status.textContent = said);
  const input = inputPart(strings, { area, refuse: tell, take: (bytes, name) => owner.take({ bytes, name }) });
  const kept = keptPart(strings, owner, tell);
  const copied = () => copy.make(result, places.chosen, isOwn);
  const places = placesPart(strings, owner, copied);
  const parts = [heading, input, kept.element, status, understood, ...places.elements];
  const keep = keeping(owner.view, strings);
  const copy = copyPart(strings, { status, buttons: [places.rest], told: owner.figures, keep });
  let result;
  let isOwn = false;
  let turn = 0;

  // table: { bytes, name, own, kept }, or none; own: whether another one can be chosen; kept: it is that of the
  // workbook.
  async function open(table) {
    turn += 1;
    const mine = turn;
    result = undefined;
    isOwn = Boolean(table?.own && !table.kept);
    input.hidden = Boolean(table && !table.own);
    kept.offer(!input.hidden);
    understood.textContent = "";
    tell(table ? fill(strings.reading, { file: table.name || strings.pasted }) : strings.no_table);
    places.show();
    copy.clear();
    const found = table && (await readTable(table, strings));
    if (!found || mine !== turn) return;
    tell(found.said ?? "");
    if (found.said) return places.ask(readingsRow(table, found.readings ?? [], owner.take));
    result = found;
    const remark = table.own && (table.kept ? strings.kept_stay : strings.not_right);
    understood.textContent = [found.understood, remark].filter(Boolean).join(" ");
    places.show(found);
    await copied();
  }
  return {
    element: h("section.doctor", null, ...parts, copy.element, keep.element),
    open,
    repaint() {
      if (!result) return;
      places.paint();
      copied();
    },
    counts: places.counts,
    focus: () => heading.focus(),
    progress: places.progress,
    typedSource: keep.source,
  };
}

// The tables: that of the example, and one's own as long as the page is open; and what the one that is open says.
// owner: { decisions(), decided(decisions by place, or none of another table), isCase(), add(fields), changed() }.
export function tablesPart(strings, area, owner) {
  const example = { bytes: new TextEncoder().encode(TABLE), name: "port-amani-faulty.csv" };
  const { decisions, add, changed } = owner;
  let own;
  let opened;
  const doctor = doctorPart(strings, area, {
    view: owner.view,
    decisions,
    decided: owner.decided,
    take(table) {
      own = { ...table, own: true };
      owner.decided();
      open();
    },
    figures(series) {
      says.put(series, owner.isCase());
      says.element.hidden = !doctor.counts().read;
      changed();
    },
  });
  const says = statementsPart(strings, {
    add,
    open: () => doctor.counts().open,
    aims: AIMS,
    said: changed,
    typedSource: doctor.typedSource,
  });
  // The same table is not read again.
  function open() {
    const wanted = owner.isCase() ? example : own;
    if (opened && wanted === opened) return doctor.repaint();
    opened = wanted;
    return doctor.open(wanted);
  }
  return {
    element: h("div", null, doctor.element, says.element),
    open,
    focus: doctor.focus,
    counts: doctor.counts,
    progress: doctor.progress,
    found: says.found,
  };
}
