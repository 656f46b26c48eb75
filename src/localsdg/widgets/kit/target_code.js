// The code of a target, which says what the target asks when it is pressed. Its words are brought then.
import { bring } from "./bring.js";
import { h } from "./kit.js";

// In Jupyter, where there are no pages to bring from, it is the code alone.
export function targetCode(code) {
  if (!globalThis.localsdgBring) return h("span.tag", null, code);
  const open = () => bring("target_chip").then(({ explain, strings }) => explain(button, strings), console.error);
  const button = h("button.tag.code", { type: "button", "aria-haspopup": "dialog", onclick: open }, code);
  return button;
}

// A button that says below it what each of these targets asks.
export function asksPart(name, targets, strings) {
  const inside = h("div.asks", { hidden: true });
  const button = h("button.quiet", { type: "button", "aria-expanded": "false", onclick: turn }, name);
  function turn() {
    inside.hidden = !inside.hidden;
    button.setAttribute("aria-expanded", String(!inside.hidden));
    if (inside.hidden) return;
    bring("target_chip").then(
      (brought) => inside.replaceChildren(...targets.flatMap(({ code }) => brought.wordsOf(code, brought.strings))),
      () => inside.replaceChildren(h("p", null, strings.asks_not_loaded)),
    );
  }
  return h("div.screen", null, button, inside);
}
