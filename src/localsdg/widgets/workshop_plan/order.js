// The lessons that were chosen, in their order: each moves earlier or later by a press.
import { fill, h, identifier } from "../kit/kit.js";

// move(from, to) is asked to move a lesson, and gives whether it did.
export function orderPart(strings, nameOf, move) {
  const list = h("ol.order");
  const element = h("div", null, h("p", { id: identifier("order") }, h("b", null, strings.order)), list);
  function press(from, to, name) {
    // The lesson has moved under the pointer and out of the keyboard's hand: focus goes with it.
    if (move(from, to)) /** @type {HTMLElement} */ (list.children[to].querySelector(`[data-move="${name}"]`)).focus();
  }
  function button(name, lesson, from, to) {
    const properties = {
      type: "button",
      "data-move": name,
      "aria-label": fill(strings[`move_${name}`], { lesson }),
      onclick: () => press(from, to, name),
    };
    return h("button.quiet", properties, strings[name]);
  }
  function line(lesson, at) {
    const buttons = [button("earlier", lesson, at, at - 1), button("later", lesson, at, at + 1)];
    return h("li", null, h("span", null, nameOf(lesson)), h("span.row", null, ...buttons));
  }
  return {
    element,
    paint(lessons) {
      element.hidden = lessons.length < 2;
      list.replaceChildren(...lessons.map(line));
    },
  };
}
