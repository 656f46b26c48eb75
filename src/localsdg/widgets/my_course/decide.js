// What a workbook's file would bring, and a choice wherever the two differ. Nothing is taken in before the learner has
// decided.
import { fill, h, number, radios } from "../kit/kit.js";
import { canonical, fieldAt, fieldsOf, merge, put, replaced } from "../kit/workbook.js";

const TOWN = ["records", "municipality", "here", "name"];

// Where two people differ, a choice begins with both, as in a merge by Python: the later entry is used, and the other
// one stays beside it. Else it begins with the later entry.
function decisionOf({ address, kept }, { here, book, both }, words, strings) {
  const [mine, theirs] = [fieldAt(here, address), fieldAt(book, address)];
  const later = canonical(kept.value) === canonical(theirs.value) ? "file" : "here";
  const open = Boolean(fieldAt(both, address).others);
  const decision = { address, later, mine, theirs, choice: open ? "both" : later, element: undefined };
  const option = (sentence, { value, time }) => fill(sentence, { value: words.value(value), time: words.when(time) });
  const options = [["here", option(strings.here, mine)], ["file", option(strings.in_file, theirs)]];
  if (open) options.push(["both", strings.in_both]);
  const choose = (choice) => (decision.choice = choice);
  decision.element = radios(words.address(address, mine.value), options, decision.choice, choose);
  return decision;
}

// The workbook that comes of the decisions.
function decided({ book, both }, decisions) {
  const chosen = merge(book).book;
  for (const { address, later, mine, theirs, choice } of decisions) {
    if (choice === "both") continue;
    const picked = choice === "here" ? mine : theirs;
    // A choice is made now: it is later than both, and made with knowledge of both.
    const field = fieldAt(both, address);
    if (choice !== later || field.others) put(chosen, address, replaced(field, picked.value));
  }
  return chosen;
}

// The name of a municipality as names are compared: without capitals, accents, marks and the note that it is fictional.
const plain = (book) =>
  String(fieldAt(book, TOWN)?.value ?? "").normalize("NFKD").replace(/\(fictional\)/gi, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

// A sentence if the two workbooks name different municipalities, which are never to be mixed up.
function otherTown({ here, book }, words, strings) {
  const [mine, theirs] = [plain(here), plain(book)];
  if (!mine || !theirs || mine === theirs) return null;
  const name = (of) => words.value(fieldAt(of, TOWN).value);
  return h("p.warning", null, fill(strings.other_town, { here: name(here), file: name(book) }));
}

// Buttons that set all choices at once.
function setters(decisions, strings, told) {
  const all = (choose) => () => {
    for (const decision of decisions) {
      decision.choice = choose(decision.later);
      decision.element.querySelector(`[value=${decision.choice}]`).checked = true;
    }
    told(strings.all_chosen);
  };
  const button = (text, choose) => h("button.quiet", { type: "button", onclick: all(choose) }, text);
  return h(
    "p.row",
    null,
    button(strings.take_later, (choice) => choice),
    button(strings.take_here, () => "here"),
    button(strings.take_file, () => "file"),
  );
}

// The form for a file, or nothing if it brings nothing new: { element, heading }. Calls take(book) or cancel().
export function decisionForm({ name, book, here, figures }, words, strings, { told, take, cancel }) {
  const { book: both, conflicts } = merge(here, book);
  const books = { here, book, both };
  const added = fieldsOf(book).filter(([address]) => !fieldAt(here, address)).length;
  if (!added && !conflicts.length && !figures.length) return undefined;
  const decisions = conflicts.map((conflict) => decisionOf(conflict, books, words, strings));
  const values = {
    file: name,
    added: number(added),
    differ: number(conflicts.length),
    figures: number(figures.length),
  };
  const heading = h("h4", { tabindex: -1 }, fill(strings.found, values));
  function submit(event) {
    event.preventDefault();
    take(decided(books, decisions));
  }
  const element = h(
    "form",
    { onsubmit: submit },
    heading,
    otherTown(books, words, strings),
    h("p", null, fill(conflicts.length ? strings.found_differ : strings.found_added, values)),
    figures.length ? h("p", null, fill(strings.found_figures, values)) : null,
    ...(conflicts.length ? [setters(decisions, strings, told), ...decisions.map((each) => each.element)] : []),
    h(
      "p.row",
      null,
      h("button.go", { type: "submit" }, strings.take_in),
      h("button", { type: "button", onclick: cancel }, strings.cancel),
    ),
  );
  return { element, heading };
}
