// When the workbook was last saved to a file, and a reminder where that is long ago: on coming, and on leaving by a
// link.
import { dayWords, shown } from "../kit/copies.js";
import { fill, h } from "../kit/kit.js";
import { copyNote, isDue, noteCopy } from "../kit/learner.js";
import { fieldsOf, UNKNOWN_TIME } from "../kit/workbook.js";

// { element, show, same, watch }; in Jupyter, where the workbook is a file, none of it is shown.
export function copyPart(page, store, strings) {
  const element = h("span.small.soft");
  const lines = h("div.copies");
  // Work from before the course counted: since its first entry.
  function complete() {
    const note = copyNote();
    const times = fieldsOf(store.read()).map(([, { time }]) => time).filter((time) => time !== UNKNOWN_TIME).sort();
    if (!note.saved && !note.since && times.length) noteCopy({ since: Date.parse(times[0]) || Date.now() });
  }
  function show() {
    if (!page) return;
    complete();
    const { saved, since } = copyNote();
    const sentence = saved ? (since ? strings.copy_changed : strings.copy_made) : since ? strings.copy_never : "";
    element.textContent = fill(sentence, { date: saved ? dayWords(saved) : "" });
  }
  function remind(options) {
    const line = shown(strings, { ...options, saved: show });
    lines.replaceChildren(line);
    return line;
  }
  // A link to another page waits once.
  function leaving(event) {
    const link = event.target.closest?.("a[href]");
    const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button;
    if (!link || !plain || link.download || link.target || link.pathname === location.pathname || !isDue()) return;
    event.preventDefault();
    const line = remind({ leave: () => location.assign(link.href) });
    line.scrollIntoView({ block: "center" });
    line.focus({ preventScroll: true });
  }
  async function sayHeld(note) {
    const held = await navigator.storage?.persisted?.().catch(() => false);
    note.hidden = Boolean(held);
  }
  return {
    element,
    lines,
    show,
    // The file that was taken in is all there is.
    same: () => page && noteCopy({ saved: Date.now() }),
    watch(note) {
      if (!page) return;
      show();
      sayHeld(note);
      if (isDue()) remind();
      document.addEventListener("click", leaving);
    },
  };
}
