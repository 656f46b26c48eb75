// Widget "Budget tagger": the lines of a budget with their targets, what stays untagged, and what to ask about them.
import { bring } from "../kit/bring.js";
import { field, fill, h, identifier, table } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { fold, ready, verdict, writingLines } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { BLANK, exampleOf, newLine, pack, unpack } from "./entry.js";
import { MOST_LINES } from "./limits.js";
import { fetchBody, linePart } from "./line.js";
import { budgetFlags, hundredths, tagBudget } from "./method.js";
import { ask, picture, sheet, tables, verdictOf } from "./result.js";
import { sharesOf } from "./shares.js";
import { money } from "./words.js";

// Year, currency and the whole budget.
function aboutPart(strings, changed) {
  const year = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", oninput: changed });
  const currency = h("input", { type: "text", autocomplete: "off", oninput: changed });
  const whole = numberField(strings, { min: 0 }, { oninput: changed });
  const box = field(strings.whole, whole.box);
  box.append(whole.note);
  return {
    element: h("div.columns", null, field(strings.year, year), field(strings.currency, currency), box),
    read: () => ({ year: year.value, currency: currency.value, whole: whole.box.value }),
    units: () => hundredths(whole.read()),
    write(state) {
      year.value = state.year;
      currency.value = state.currency;
      whole.write(state.whole);
    },
    writeWhole: (text) => whole.write(text),
    // The year that pasted headings name, if none is typed.
    nameYear: (text) => (year.value ||= text),
  };
}

// What an open line needs is fetched as soon as the exercise is in sight: it is there if the network goes away then.
function fetchInSight(element, then) {
  const watcher = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    watcher.disconnect();
    fetchBody().then(then, console.error);
  });
  watcher.observe(element);
}

// The box for pasted rows is fetched when somebody opens it.
function pasteFold(strings, owner) {
  const inside = h("div");
  const element = fold(strings.paste, inside);
  let fetched;
  let box;
  element.addEventListener("toggle", () => {
    if (!element.open) return;
    fetched ??= bring("budget_tagger_paste_box").then(
      ({ pasteBox, strings: own }) => {
        box = pasteBox({ ...strings, ...own }, owner);
        inside.replaceChildren(...box.elements);
      },
      () => {
        fetched = undefined;
        inside.replaceChildren(h("p", null, strings.part_lost));
      },
    );
  });
  return { element, follow: (ids) => box?.follow(ids) };
}

// The lines of the list.
function listPart(strings, page, owner) {
  const together = identifier("line");
  const list = h("div.lines.opens");
  const more = h("button", { type: "button", onclick: () => add([newLine()], true) }, strings.add);
  let parts = [];
  const lines = () => parts.map(({ line }) => line);
  function put(all) {
    const open = parts.find(({ element }) => element.open)?.line.id;
    parts = all.map((line) =>
      linePart({ ...line, tags: line.tags.map((tag) => [...tag]) }, {
        strings,
        together,
        page,
        owner: { ...owner, remove },
      })
    );
    list.replaceChildren(...parts.map(({ element }) => element));
    const again = parts.find(({ line }) => line.id === open);
    if (again) again.element.open = true;
  }
  function add(added, opened) {
    put([...lines(), ...added]);
    owner.changed();
    if (opened) parts.at(-1).open();
    owner.record();
  }
  function remove(part) {
    const at = parts.indexOf(part);
    put(lines().filter((line) => line !== part.line));
    owner.changed();
    const next = parts[at] ?? parts[at - 1];
    if (next) next.summary.focus();
    else more.focus();
    owner.record();
  }
  return {
    element: h("div", null, list, h("p", null, more)),
    lines,
    put,
    add,
    parts: () => parts,
    room: () => MOST_LINES - parts.length,
    paint: (full) => (more.disabled = full),
  };
}

// All that follows from the lines. Amounts are written as the learner's office writes them.
function found(parts, about, writerOf, strings) {
  const all = parts.map(({ line, amount }) => ({ ...line, approved: amount("approved"), spent: amount("spent") }));
  const lines = all.filter(({ approved }) => Number.isFinite(approved))
    .map((line) => ({ ...line, title: line.title.trim() || strings.no_title }));
  const tags = new Map(lines.map((line) => [line.id, sharesOf(line)]));
  const budget = tagBudget(lines, tags);
  const whole = about.units();
  const flags = budgetFlags(lines, tags, Number.isNaN(whole) ? Infinity : whole);
  const [unit, year] = [about.read().currency.trim(), about.read().year.trim()];
  const typed = [...parts.flatMap(({ line }) => [line.approved, line.spent]), about.read().whole];
  const now = { lines, tags, budget, whole, flags, unit, year, money: writerOf?.(typed) ?? money };
  return { ...now, ...verdictOf({ ...now, all }, strings) };
}

function toldOf(state, { lines, tags, budget, flags }) {
  const known = (value) => (Number.isFinite(value) ? value : null);
  const { by_target, by_goal, untagged, refunds, total } = budget;
  return {
    year: state.year,
    currency: state.currency,
    whole: state.whole,
    lines: lines.map(({ id, title, nature, approved, spent, action }) => ({
      id,
      title,
      nature,
      approved,
      spent: known(spent),
      action,
    })),
    tags: Object.fromEntries([...tags].map(([id, shares]) => [id, Object.fromEntries(shares)])),
    by_target: Object.fromEntries(by_target),
    by_goal: Object.fromEntries(by_goal),
    untagged,
    refunds: Object.fromEntries(refunds),
    total,
    flags,
  };
}

// For paper, where nothing is filled in.
function emptySheet(strings) {
  const rows = Array.from({ length: 10 }, (_, at) => [String(at + 1), "", "", "", ""]);
  const empty = table(strings.sheet_table, strings.sheet_heads, rows);
  empty.classList.add("ls-sheet");
  return [h("p", null, strings.sheet_lead), empty];
}

function render(view) {
  const strings = view.model.get("strings");
  const judged = verdict();
  const [chart, questions, twin, filled] = ["div", "div.asked", "div.twin", "div.filled"].map((name) => h(name));
  const changed = (line) => {
    exercise.changed();
    show(true, line);
  };
  const about = aboutPart(strings, () => changed());
  const list = listPart(strings, view.page, {
    changed,
    record: () => exercise.record(),
    mark: (id) => ["title", "approved", "spent"].map((name) => exercise.mark(`lines/${id}/${name}`)).find(Boolean),
  });
  const paste = pasteFold(strings, {
    year: about.nameYear,
    take: (lines) => list.add(lines),
    room: list.room,
    whole(text) {
      about.writeWhole(text);
      changed();
      exercise.record();
    },
  });
  let other = {};
  const cases = ready(view.model.get("data").cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 16,
    lesson: "2.4",
    part: "budget",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ ...about.read(), lines: list.lines(), other }),
    write(state) {
      other = state.other;
      about.write(state);
      list.put(state.lines);
      if (!exercise.showing()) paste.follow(state.lines.map(({ id }) => id));
      show(false);
    },
    pack,
    unpack,
    label(name, { lines }) {
      const id = /^(?:lines|tags)\/([^/]+)\//.exec(name)?.[1];
      return id ? (lines.find((line) => line.id === id)?.title || strings.no_title) : (strings[name] ?? name);
    },
  });

  let ownWriter; // of own amounts, as they are typed there
  function show(acted, line) {
    const now = found(list.parts(), about, exercise.showing() ? undefined : ownWriter, strings);
    const flagsOf = (id) => now.flags.filter(([of]) => of === id).map(([, flag]) => strings.flag_names[flag]);
    list.parts().forEach((part) => part.paint(flagsOf(part.line.id), now.money));
    list.paint(list.room() <= 0);
    judged.put(now.title, now.reasons);
    chart.replaceChildren(...picture(now.budget, strings));
    ask(questions, now, strings);
    twin.replaceChildren(...(now.lines.length ? tables(now, strings) : []));
    filled.replaceChildren(...(now.lines.length ? sheet(now, strings) : emptySheet(strings)));
    const said = line
      ? fill(strings.said, { line: line.title.trim() || strings.no_title, title: now.title })
      : now.title;
    exercise.say(now.title, acted ? said : "");
    exercise.tell(toldOf(about.read(), now));
  }

  exercise.stand({
    controls: [list.element, paste.element, about.element],
    result: [judged.element, chart, questions],
    more: [fold(strings.as_tables, twin)],
    paper: [exercise.paper, filled, h("p", null, strings.sheet_question), ...writingLines(3)],
  });
  if (view.page && globalThis.IntersectionObserver) {
    fetchInSight(list.element, ({ writerOf }) => {
      ownWriter = writerOf;
      show(false);
    });
  }
}

export default { render };
