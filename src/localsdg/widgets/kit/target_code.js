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

// A fold that says what each of these targets asks.
export function asksFold(summary, targets, strings) {
  const inside = h("div.asks");
  const element = h("details.fold.screen", null, h("summary", null, summary), inside);
  element.addEventListener("toggle", () => {
    if (!element.open || inside.dataset.filled) return;
    bring("target_chip").then((brought) => {
      inside.dataset.filled = "true";
      inside.replaceChildren(...targets.flatMap(({ code }) => brought.wordsOf(code, brought.strings)));
    }, () => inside.replaceChildren(h("p", null, strings.not_loaded)));
  });
  return element;
}
