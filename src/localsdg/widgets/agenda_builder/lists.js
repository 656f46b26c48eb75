// The days of the agenda as lists of items that can be added, moved and removed.
import { remember, remembered } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { KINDS, newItem } from "./days.js";
import { itemPart } from "./item.js";

const ADDING = "adding";

// Earlier and later go on from one day to the other; a step of 0 removes. Whether there was somewhere to go.
function moved(days, day, item, step) {
  const { items } = days[day];
  const at = items.indexOf(item);
  const to = at + step;
  if (step && !items[to] && !days[day + step]) return false;
  items.splice(at, 1);
  if (!step) return true;
  if (to >= 0 && to <= items.length) items.splice(to, 0, item);
  else if (step > 0) days[day + step].items.unshift(item);
  else days[day + step].items.push(item);
  return true;
}

// When a day begins.
function beginning(day, strings, typed) {
  const start = h("input", { type: "time", value: day.start });
  start.addEventListener("input", () => {
    if (!start.value) return;
    day.start = start.value;
    typed();
  });
  return field(strings.begins, start);
}

// What can be added to a day. kind: the kind that is chosen at first; chosen(kind), add(kind).
function addRow(strings, { kind, chosen, add }) {
  const option = (each) => h("option", { value: each, selected: each === kind }, strings.kinds[each]);
  const choice = h("select", null, ...KINDS.map(option));
  choice.addEventListener("change", () => chosen(choice.value));
  const more = h("button", { type: "button", onclick: () => add(choice.value) }, strings.add);
  return h("div.row.add", null, field(strings.add_what, choice), more);
}

function daySection(day, index, items, strings, { typed, kind, chosen, add }) {
  const title = fill(strings.day, { day: index + 1 });
  return h(
    "section",
    { "aria-label": title },
    h("h4", { tabindex: -1 }, title),
    beginning(day, strings, typed),
    h("ol.items", null, ...items),
    addRow(strings, { kind, chosen, add }),
  );
}

// owner: typed() after every letter, changed() after every other action, record(), say(text), mark(name).
export function dayLists(strings, page, owner) {
  const element = h("div.columns.days");
  const adding = (page && remembered(ADDING)) || ["session", "session"];
  let days = [];
  let parts = new Map(); // by item
  let open = null; // the item being worked on, so that it stays open when the list is drawn again

  const focus = (item, selector) => parts.get(item).element.querySelector(selector).focus();
  function redraw() {
    draw();
    owner.changed();
  }
  function move(day, item, step, word) {
    if (!moved(days, day, item, step)) return owner.say(strings.at_the_end);
    if (!step) open = null;
    redraw();
    if (step) focus(item, `[data-act=${word}]`);
    else element.querySelectorAll("h4")[day].focus();
    owner.record();
  }
  function add(day, kind) {
    open = newItem(kind);
    days[day].items.push(open);
    redraw();
    focus(open, "input[type=text]");
    owner.record();
  }
  function part(day, item) {
    const made = itemPart(item, strings, {
      put(key, value) {
        item[key] = value;
        open = item;
        owner.typed();
      },
      kindChosen(kind) {
        item.kind = kind;
        open = item;
        redraw();
        focus(item, "select");
      },
      move: (step, word) => move(day, item, step, word),
      opened: () => (open = item),
      mark: owner.mark,
      days: () => days,
    }, open === item);
    parts.set(item, made);
    return made.element;
  }
  function dayPart(day, index) {
    return daySection(day, index, day.items.map((item) => part(index, item)), strings, {
      typed: owner.typed,
      kind: adding[index],
      chosen(kind) {
        adding[index] = kind;
        if (page) remember(ADDING, adding);
      },
      add: (kind) => add(index, kind),
    });
  }
  function draw() {
    parts = new Map();
    element.replaceChildren(...days.map(dayPart));
  }
  return {
    element,
    days: () => days,
    timed: (item, start, end) => parts.get(item).paint(start, end),
    write(next) {
      days = structuredClone(next);
      open = null;
      draw();
    },
  };
}
