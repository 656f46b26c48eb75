// A box into which a plan is pasted, brought when it is opened. What is no action stays in the box, until a person says what to do with it.
import { counted, field, h } from "../kit/kit.js";
import { leftWords, pasteMemory } from "../kit/pasted.js";
import { actionsIn } from "../kit/plan_lines.js";
import { MOST_ACTIONS } from "./limits.js";

// For other boxes that take actions as lines: gives { actions, twice, left }, and what to say of the lines left.
export function readLines(text, strings, known) {
  const found = actionsIn(text, known);
  return { ...found, said: leftWords(found.left, strings.paste_left) };
}

export const memoryOf = (box) => pasteMemory(box);

// names(): those that are in the list; take(names): adds them, and gives their ids.
export function pasteBox(strings, { names, take }) {
  const box = h("textarea", { rows: 6, spellcheck: "false" });
  const said = h("div", { role: "status" });
  const memory = pasteMemory(box);
  const read = () => put(readLines(box.value, strings, names()));
  const element = h(
    "div",
    null,
    h("p", null, strings.paste_lead),
    field(strings.paste_box, box),
    h("p", null, h("button", { type: "button", onclick: read }, strings.paste_read)),
    said,
  );

  function put({ actions, twice, left, said: leftSaid }) {
    const room = Math.max(0, MOST_ACTIONS - names().length);
    const [taken, over] = [actions.slice(0, room), actions.slice(room)];
    const before = box.value;
    const ids = taken.length ? take(taken) : [];
    box.value = [...left.map(({ text }) => text), ...over].join("\n");
    memory.took(before, ids);
    const words = [taken.length ? counted(strings.paste_says, taken.length) : strings.paste_nothing];
    if (twice.length) words.push(counted(strings.paste_twice, twice.length, { names: twice.join("; ") }));
    if (over.length) words.push(counted(strings.paste_over, over.length, { most: MOST_ACTIONS }));
    said.replaceChildren(h("p", null, words.join(" ")), ...leftSaid, ...(left.length ? [takeThem()] : []));
  }
  function takeThem() {
    const all = () => {
      const lines = box.value.split("\n").map((line) => line.trim()).filter(Boolean);
      const known = names();
      const fresh = [...new Set(lines)].filter((line) => !known.includes(line));
      put({ actions: fresh, twice: [], left: [], said: [] });
    };
    return h("p", null, h("button.quiet", { type: "button", onclick: all }, strings.paste_all));
  }
  return {
    element,
    // ids: those of the learner's own list, which has changed by undo or by another tab.
    follow(ids) {
      said.replaceChildren(...(memory.back(ids) ? [h("p", null, strings.paste_back)] : []));
    },
  };
}
