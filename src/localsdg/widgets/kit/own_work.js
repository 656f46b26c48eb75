// One's own work: as plain values, as the entry of the workbook, and with marks of what was taken over from an example
// and not replaced.
import { keeper, marks } from "./keeping.js";
import { canonical, leaves } from "./workbook.js";

export const plain = (value) => JSON.parse(JSON.stringify(value));
export const same = (one, other) => canonical(one) === canonical(other);

// The options are those of the desk.
export function ownWork(view, { strings, lesson, part, cases = [], blank, pack = plain, unpack = plain }) {
  const marked = `${part}_taken`;
  const book = keeper(view, strings, lesson, cases.length ? [part, marked] : [part]);
  // What is no work of this exercise, as in a file changed by hand, stays in the workbook as it is.
  let foreign = {};
  function ownOf(entry) {
    foreign = {};
    if (!entry || !Object.keys(entry).length) return undefined;
    try {
      const state = unpack(entry);
      pack(plain(state));
      return state;
    } catch {
      foreign = entry;
    }
  }
  const found = book.open();
  const kept = ownOf(found[part]);
  const taken = marks(found[marked] ?? {});

  function store() {
    const entry = { ...foreign, ...pack(own.state) };
    taken.keep(entry);
    book.later(cases.length ? { [part]: entry, [marked]: taken.entry() } : { [part]: entry });
  }
  const own = {
    found: Boolean(kept),
    state: plain(kept ?? blank),
    taken,
    element: book.element,
    flush: book.flush,
    store,
    // What was read cannot be shown: it is kept, and work begins anew.
    setAside() {
      foreign = plain(own.state && pack(own.state));
      own.state = plain(blank);
    },
    entry: () => plain(pack(own.state)),
    begun: () => [...leaves(own.entry(), false).values()].some((value) => value !== null),
    put(state) {
      own.state = plain(state);
      store();
    },
    // Makes the state of a case one's own. carries(name): whether a field of that name can have a mark.
    take(state, from, carries) {
      own.state = plain(unpack(plain(pack(state))) ?? state);
      taken.clear();
      taken.add(pack(own.state), from);
      taken.clear(taken.names().filter((name) => !carries(name)));
      store();
    },
    // Whether another tab has changed it: then it comes in here, and nothing of before overwrites it.
    reload() {
      book.flush();
      const now = book.reopen();
      const next = plain(ownOf(now[part]) ?? blank);
      if (same(pack(next), pack(own.state))) return false;
      own.state = next;
      taken.restore(now[marked]);
      return true;
    },
    // What is still from an example, if anything is.
    left() {
      const names = taken.names();
      return names.length ? { names, from: taken.first().slice(1) } : undefined;
    },
  };
  return own;
}
