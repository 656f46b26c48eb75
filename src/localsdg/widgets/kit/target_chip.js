// What a target asks, in this course's words, with an example of an own task and of a shared one. It appears beside the
// code that was pressed; Escape closes it and leads back, as with every popover.
import { targets } from "./agenda.js";
import { fill, h } from "./kit.js";

const EXAMPLES = ["own", "shared", "seldom"];

// The words on one target, as elements.
export function wordsOf(code, strings) {
  const { title } = targets.find((each) => each.code === code);
  const found = strings.asks[code];
  const examples = EXAMPLES.filter((kind) => found[kind]);
  return [
    h("p", null, h("strong", null, fill(strings.target_named, { code, title }))),
    h("p", null, found.asks),
    ...examples.map((kind) => h("p.small", null, h("b", null, `${strings[`example_${kind}`]}: `), found[kind])),
  ];
}

let box;

// link: the element with the code of a target, and nothing else, as its text.
export function explain(link, strings) {
  const code = link.textContent.trim();
  box ??= Object.assign(document.createElement("div"), { popover: "auto", tabIndex: -1 });
  box.className = "ls-meaning";
  box.role = "dialog";
  box.ariaLabel = code;
  box.replaceChildren(...wordsOf(code, strings));
  link.after(box);
  const { left, bottom } = link.getBoundingClientRect();
  box.showPopover();
  box.style.setProperty("--left", `${left + scrollX}px`);
  box.style.insetBlockStart = `${bottom + scrollY + 4}px`;
  box.focus();
  box.scrollIntoView({ block: "nearest" });
}
