// What a workbook's file would bring, and a choice wherever the two differ. Nothing is taken in before the learner has
// decided.
import { fill, h, number, radios } from "../kit/kit.js";
import { canonical, fieldAt, fieldsOf, merge, put, replaced } from "../kit/workbook.js";

// A choice begins with the later entry.
function decisionOf({ address, kept }, [here, book], words, strings) {
  const [mine, theirs] = [fieldAt(here, address), fieldAt(book, address)];
  const later = canonical(kept.value) === canonical(theirs.value) ? "file" : "here";
  const decision = { address, later, mine, theirs, choice: later, element: undefined };
  const option = (sentence, { value, time }) => fill(sentence, { value: words.value(value), time: words.when(time) });
  const options = [["here", option(strings.here, mine)], ["file", option(strings.in_file, theirs)]];
  const choose = (choice) => (decision.choice = choice);
  decision.element = radios(words.address(address, mine.value), options, later, choose);
  return decision;
}

// The workbook that comes of the decisions.
function decided(here, book, decisions) {
  const chosen = merge(book).book;
  const both = merge(here, book).book;
  for (const { address, later, mine, theirs, choice } of decisions) {
    const picked = choice === "here" ? mine : theirs;
    // A choice is made now: it is later than both, and made with knowledge of both.
    const field = fieldAt(both, address);
    if (choice !== later || field.others) put(chosen, address, replaced(field, picked.value));
  }
  return chosen;
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
  const { conflicts } = merge(here, book);
  const added = fieldsOf(book).filter(([address]) => !fieldAt(here, address)).length;
  if (!added && !conflicts.length && !figures.length) return undefined;
  const decisions = conflicts.map((conflict) => decisionOf(conflict, [here, book], words, strings));
  const values = {
    file: name,
    added: number(added),
    differ: number(conflicts.length),
    figures: number(figures.length),
  };
  const heading = h("h4", { tabindex: -1 }, fill(strings.found, values));
  function submit(event) {
    event.preventDefault();
    take(decided(here, book, decisions));
  }
  const element = h(
    "form",
    { onsubmit: submit },
    heading,
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
