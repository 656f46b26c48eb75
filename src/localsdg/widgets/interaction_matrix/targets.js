// Six lists of all targets, to choose those of the matrix.
import { goals } from "../kit/agenda.js";
import { field, fill, h } from "../kit/kit.js";
import { PLACES, titleOf } from "./board.js";

const option = ({ code, title }) => h("option", { value: code }, `${code} ${title}`);

// replace(place, code) is called with another target.
export function targetLists(strings, replace) {
  const lists = PLACES.map((place) => h("select", { onchange: ({ target }) => replace(place, target.value) }));
  const full = () => lists[0].querySelector("optgroup");
  const group = ({ number, name, targets }) =>
    h("optgroup", { label: fill(strings.goal, { goal: number, name }) }, ...targets.map(option));
  // A thousand options: they are made when somebody opens the fold.
  function unfold() {
    if (full()) return;
    for (const list of lists) {
      const { value } = list;
      list.replaceChildren(...goals.map(group));
      list.value = value;
    }
  }
  const fields = lists.map((list, place) => field(fill(strings.target, { place: place + 1 }), list));
  return {
    element: h(
      "details.fold",
      { ontoggle: unfold },
      h("summary", null, strings.choose),
      h("div.columns", null, ...fields),
    ),
    paint({ targets }) {
      lists.forEach((list, place) => {
        const code = targets[place];
        if (!full()) list.replaceChildren(option({ code, title: titleOf(code) }));
        list.value = code;
      });
    },
  };
}
