// Widget "Peer matching": what towns offer and need, who can help whom, and what has no partner.
import { fill, h } from "../kit/kit.js";
import { fold, ready, scrolled, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { entryAt, load } from "../kit/workbook.js";
import { pasteBox, rowLists, wallCards } from "./lists.js";
import { matchTowns } from "./method.js";
import { leftOf, resultParts, tableOf, verdictOf } from "./result.js";
import { BLANK, entryOf, exampleOf, lacks, nameOf, packer, unpack } from "./rows.js";

const MARKED = /^(offers|needs)\/.*\/words$|^others\//;
const textOf = (value) => (typeof value === "string" ? value.trim() : "");

// The offers and needs that count, and what comes of them: pairs with both sides and their fit.
function matched(rows, ours, strings) {
  const complete = (kind) =>
    rows.filter((row) => row.kind === kind && !lacks(row, strings)).map((row) => entryOf(row, ours, strings));
  const [offers, needs] = [complete("offer"), complete("need")];
  const found = matchTowns(offers, needs);
  const pairs = found.pairs.map(({ offer, need, ...fit }) => ({
    at: [offer, need],
    offer: offers[offer],
    need: needs[need],
    fit,
  }));
  return { ...found, offers, needs, pairs };
}

// What lesson 1.6 knows of an offer, with a way to begin with it here.
function earlierOffer(text, strings, add) {
  if (!text) return null;
  const button = h(
    "button.quiet",
    { type: "button", onclick: () => add("offer", { words: text }) },
    strings.use_earlier,
  );
  return h("p.small", null, fill(strings.earlier, { text }), " ", button);
}

// The name of one's own town, and what lesson 1.6 knows.
function knownOf(view, data) {
  const book = view.page ? load() : undefined;
  return {
    town: textOf(book ? entryAt(book, ["", "profile"]).name : data.town),
    offer: textOf(book && entryAt(book, ["1.6", "municipality"]).offer),
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const known = knownOf(view, data);
  const [judged, found, filled] = [verdict(), h("div"), h("div.matched")];
  const twin = scrolled(strings.table, ".matched");
  let kept = BLANK; // what no control shows
  const ours = () => kept.town || known.town || strings.our_town;
  const lists = rowLists(strings, {
    changed,
    record: () => exercise.record(),
    ours,
    mark(row) {
      const name = nameOf(row, ours());
      return exercise.mark(name.startsWith("others/") ? name : `${name}/words`);
    },
  });
  const paste = pasteBox(strings, { join: (rows) => lists.join(rows), changed });
  const earlier = earlierOffer(known.offer, strings, lists.add);
  const cases = ready(data.cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "2.5",
    part: "matching",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => ({ ...kept, rows: lists.rows(), pasted: paste.read() }),
    write(state) {
      kept = state;
      lists.put(state.rows);
      paste.write(state.pasted);
      show(false);
    },
    pack: packer(known.town),
    unpack,
    label(name, { rows }) {
      const row = rows.find(({ id }) => id === name.split("/")[1]);
      return row?.town.trim() || row?.words.trim() || name;
    },
    marked: (name) => MARKED.test(name),
  });

  function changed() {
    exercise.changed();
    show(true);
  }
  function show(typed) {
    const rows = lists.rows();
    lists.paint();
    if (earlier) earlier.hidden = Boolean(exercise.showing());
    const result = matched(rows, ours(), strings);
    const left = leftOf(result, strings);
    const { title, reasons } = verdictOf(result, rows.length - result.offers.length - result.needs.length, strings);
    judged.put(title, reasons);
    found.replaceChildren(...resultParts(result, left, strings));
    twin.replaceChildren(tableOf(result, left, strings));
    filled.replaceChildren(...(result.pairs.length ? [tableOf(result, left, strings)] : []));
    exercise.say(title, typed ? title : "");
    const { offers, needs, pairs, total, offers_left, needs_left } = result;
    const plain = pairs.map(({ at: [offer, need], fit }) => ({ offer, need, ...fit }));
    exercise.tell({ offers, needs, pairs: plain, total, offers_left, needs_left });
  }

  exercise.stand({
    controls: [...(earlier ? [earlier] : []), lists.element, paste.element],
    result: [judged.element, found],
    resultFirst: true,
    more: [fold(strings.as_table, twin)],
    paper: [exercise.paper, filled, h("p", null, strings.sheet_lead), wallCards(strings)],
  });
}

export default { render };
