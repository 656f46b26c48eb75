// Work is kept as it is typed: on a page in this browser, in Jupyter by Python in the workbook's file. One line says
// when it was kept, or that it was not and what to do.
import { clockTime, downloadWorkbook, fill, h, keep, kept, workbook } from "./kit.js";
import { bring } from "./bring.js";
import { author, FIGURES, isDue, tabKey } from "./learner.js";
import { isOfAction, isOfOutcome, isOfWork } from "./records.js";
import { canonical, changes, empty, fieldsOf, leaves, merge, nested, storageTrouble } from "./workbook.js";
import { keyOf, learner, readKey } from "./whose.js";

const WAIT = 400; // milliseconds from a letter to the moment when it is kept
const SOON = 1000; // an answer that comes sooner needs no "Saving ..."
const LATE = 10_000; // an answer that has not come by then may never come

const waiting = new Set();
export function flush() {
  for (const store of [...waiting]) store();
}
// Whatever comes after a letter keeps it at once: the next field, a link, another tab, leaving the page.
for (const event of ["change", "click", "focusout", "beforeprint", "pagehide", "freeze"]) {
  addEventListener(event, flush);
}
document.addEventListener("visibilitychange", flush);

// What lasts as long as this tab: what was tried out, but is nobody's work.
export function remember(name, value) {
  try {
    if (value === undefined) sessionStorage.removeItem(tabKey(name));
    else sessionStorage.setItem(tabKey(name), JSON.stringify(value));
  } catch {
    // A browser that keeps nothing for the tab forgets what was tried out.
  }
}
export function remembered(name) {
  try {
    return JSON.parse(sessionStorage.getItem(tabKey(name))) ?? undefined;
  } catch {
    return undefined;
  }
}

// Where entries are kept. open() gives them by part; store(entries, done) calls done("") or done(trouble).
function inBrowser(lesson, parts) {
  return {
    open: () => Object.fromEntries(parts.map((part) => [part, kept(lesson, part)])),
    store(entries, done) {
      const all = parts.map((part) => keep(lesson, part, entries[part]));
      done(all.every(Boolean) ? "" : storageTrouble() || "blocked");
    },
    file: workbook,
  };
}
function inTab(name) {
  return {
    open: () => remembered(name) ?? {},
    store(entries, done) {
      remember(name, entries);
      done("");
    },
    file: empty,
  };
}
function inKernel(model, lesson, parts) {
  const name = `localsdg.unsaved.${model.get("book")}.${lesson}.${parts[0]}`;
  const copy = (value) => JSON.parse(JSON.stringify(value ?? {}));
  const fields = (entries, part) => leaves(copy(entries?.[part]), part === "questions");
  let asked = 0;
  let last = {};
  let answered;
  let known = copy(model.get("kept"));
  model.on("change:told", () => {
    const told = model.get("told");
    if (told.asked < asked || !answered) return;
    if (!told.trouble) {
      known = last;
      put();
    }
    answered(told.trouble ? told : "");
  });
  // What Python has not answered for is left in the browser, for the time when the cell runs again.
  function put(value) {
    try {
      if (value === undefined) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Then it stays in the page alone.
    }
  }
  function left() {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }
  return {
    open() {
      const unsaved = left();
      if (!unsaved) return copy(known);
      const mended = (part) => {
        const [now, typed, before] = [known, unsaved.entries, unsaved.since].map((entries) => fields(entries, part));
        for (const name of new Set([...typed.keys(), ...before.keys()])) {
          if (canonical(typed.get(name)) !== canonical(before.get(name))) now.set(name, typed.get(name) ?? null);
        }
        return nested(now);
      };
      return { ...Object.fromEntries(parts.map((part) => [part, mended(part)])), unsaved: true };
    },
    store(entries, done) {
      last = copy(entries);
      answered = done;
      asked = Math.max(Date.now(), asked + 1);
      if (model.get("book")) put({ entries: last, since: known });
      model.set("kept", last);
      model.set("asked", asked);
      model.save_changes();
    },
    // A workbook with what Python did not keep: it can be taken in on the page My course.
    file: () => merge(...parts.map((part) => changes(empty(), [lesson, part], copy(last[part])))).book,
  };
}

// The first exercise of a page says whose work it is where somebody has a name, or something was here already; and once
// in a while that a copy is due.
let greeted = false;
export function greet(line, reminds) {
  if (greeted) return;
  greeted = true;
  const put = (place) => ({ shown, strings }) => line[place](shown(strings));
  if (author() || learner === undefined || fieldsOf(workbook()).length) bring("learners").then(put("append"), () => {});
  if (reminds && isDue()) bring("copies").then(put("after"), () => {});
}

// The line below an exercise: when it was kept, or that it was not, with the workbook as a file.
function savedLine(strings, fileOf) {
  const line = h("span");
  const voice = h("span.hidden", { role: "status" });
  const download = () => downloadWorkbook(fileOf());
  const offer = h("button", { type: "button", hidden: true, onclick: download }, strings.keep_file);
  let spoken = "";
  return {
    element: h("p.row.small.saved.screen", null, line, offer, voice),
    // Not every "Saved 14:02" is read aloud: the first one is, and whatever went wrong or well again.
    say(text, kind = "") {
      line.textContent = text;
      line.className = kind === "trouble" ? "ls-warning" : "";
      offer.hidden = kind !== "trouble";
      if (kind && kind !== spoken) voice.textContent = text;
      if (kind) spoken = kind;
    },
  };
}

// keeper(view, strings, "1.3", ["stakeholders"]): entries of some parts of a lesson; with a lesson of "", of the
// course; without a lesson, of this tab; or of the place that is given. Call later(entries) after every change, entries
// being a function or plain values.
export function keeper({ model, page }, strings, lesson, parts, given) {
  const usual = () => {
    if (lesson === undefined) return inTab(parts[0]);
    return page ? inBrowser(lesson, parts) : inKernel(model, lesson, parts);
  };
  const place = given ?? usual();
  const { element, say } = savedLine(strings, () => place.file());
  const file = !page && model.get("file");
  const off = !page && lesson !== undefined && !file;
  let timer;
  let patience = [];
  let next;

  function trouble(fault) {
    const words = typeof fault === "string"
      ? strings.not_kept_here[fault] ?? strings.not_kept_here.unread
      : fault.trouble;
    say(words, "trouble");
  }
  if (page && lesson !== undefined) {
    addEventListener("storage", ({ key }) => key === null && !storageTrouble() && trouble("emptied"));
  }
  function done(fault) {
    patience.forEach(clearTimeout);
    if (fault) trouble(fault);
    else if (off) say(strings.keeping_off, "off");
    else say(fill(file ? strings.saved_in : strings.saved_at, { time: clockTime(new Date()), file }), "saved");
  }
  function store() {
    clearTimeout(timer);
    waiting.delete(store);
    const entries = typeof next === "function" ? next() : next;
    patience.forEach(clearTimeout);
    if (!page) {
      patience = [
        setTimeout(() => say(strings.saving), SOON),
        setTimeout(() => say(strings.not_answered, "trouble"), LATE),
      ];
    }
    place.store(entries, done);
  }
  function later(entries) {
    next = entries;
    if (waiting.has(store)) return;
    waiting.add(store);
    timer = setTimeout(store, WAIT);
  }
  // What is kept, also after another part or another tab has changed it: then the line stays as it is.
  function open() {
    const { unsaved, ...found } = place.open();
    const browser = page && lesson !== undefined;
    const fault = browser ? storageTrouble() : "";
    if (browser) greet(element, !given);
    // Of several indicators, or actions, the learner takes one to work on, and the figures that her table has of it.
    const isOne = parts.some((part) => [isOfAction, isOfOutcome, isOfWork].some((is) => is([lesson, part])));
    if (browser && isOne && (fieldsOf(workbook()).length || readKey(keyOf(FIGURES)))) {
      bring("at_work").then(({ offer, strings: own }) => offer(element, own, lesson, parts), () => {});
    }
    if (fault) trouble(fault);
    if (unsaved) later(found);
    return { found, fault };
  }
  return {
    element,
    flush: () => waiting.has(store) && store(),
    later,
    // said: the line begins with the words that all is saved as it is typed.
    open(said = false) {
      const { found, fault } = open();
      if (off && !fault) say(strings.keeping_off);
      else if (!fault) say(said ? fill(file ? strings.saves_in : strings.saves_itself, { file }) : "");
      return found;
    },
    reopen: () => open().found,
  };
}

// Marks of entries that were taken over from an example and not replaced: by the name of the field, the value it had
// then, "fictional" or "example", and the place. A field with another value by now has no mark.
export function marks(found) {
  // A file may hold something else in its place.
  let all = new Map([...leaves(found, false)].filter(([, mark]) => Array.isArray(mark)));
  const fields = (entry) => leaves(JSON.parse(JSON.stringify(entry)), false);
  const holds = (now) => ([name, mark]) => mark && now.has(name) && canonical(now.get(name)) === canonical(mark[0]);
  return {
    get: (name) => all.get(name),
    names: () => [...all.keys()],
    first: () => [...all.values()][0],
    entry: () => nested([...all]),
    restore: (entry) => (all = leaves(entry, false)),
    clear: (names = [...all.keys()]) => names.forEach((name) => all.delete(name)),
    // Marks the named fields of an entry, or all that are not empty.
    add(entry, [kind, place], names) {
      const now = fields(entry);
      for (const name of names ?? now.keys()) if (now.get(name) != null) all.set(name, [now.get(name), kind, place]);
    },
    keep: (entry) => (all = new Map([...all].filter(holds(fields(entry))))),
  };
}

// The words of a mark: "fictional: replace", or the real place it comes from.
export const markWords = ([, kind, place], strings) =>
  fill(kind === "fictional" ? strings.mark_fictional : strings.mark_example, { place });
