// Where colleagues have entered different things in one place: what stands, and what the others have entered, each with
// the choice between them.
import { fill, h } from "../kit/kit.js";
import { canonical, fieldsOf } from "../kit/workbook.js";

function othersOf(field) {
  return (field.others ?? []).filter(({ value }) => canonical(value) !== canonical(field.value));
}

// One place with its entries. choose(address, value): the learner has chosen.
function difference(address, field, { words, strings, choose }) {
  function entry({ value, time, by = "" }, sentence, keep) {
    const said = fill(sentence, { name: by, value: words.value(value), time: words.when(time) });
    const button = h("button.quiet.screen", { type: "button", onclick: () => choose(address, value) }, keep);
    return h("li.row", null, h("span", null, said), button);
  }
  const other = (each) => entry(each, each.by ? strings.other_by : strings.other_unnamed, strings.use_other);
  return h(
    "li",
    null,
    h("b", null, words.address(address, field.value)),
    h("ul", null, entry(field, strings.stands, strings.keep_it), ...othersOf(field).map(other)),
  );
}

// { element, show(book) }; nothing is shown if there is nothing to choose.
export function differencesPart(words, strings, choose) {
  const list = h("ul.differences");
  const element = h(
    "div",
    { hidden: true },
    h("h4", null, strings.differences),
    h("p", null, strings.differences_lead),
    list,
  );
  let shown = "";
  return {
    element,
    show(book) {
      // A mark goes with its entry.
      const open = fieldsOf(book).filter(([[group], field]) => group !== "marks" && othersOf(field).length);
      // A button that is being pressed stays, unless its choice is no longer one.
      if (canonical(open) === shown) return;
      shown = canonical(open);
      element.hidden = !open.length;
      list.replaceChildren(...open.map(([address, field]) => difference(address, field, { words, strings, choose })));
    },
  };
}
