// What boxes for pasted text have in common: they keep a text that was not read yet, they say which lines they left and
// why, and give a text back when what came of it is undone.
import { remember, remembered } from "./keeping.js";
import { counted, h } from "./kit.js";

const SHOWN = 3; // lines of a kind that are named; the rest are counted
const LONGEST = 60; // signs of a line that are shown

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

// left: { text, why }; texts: by reason a sentence with {count} and {lines}, and `more` with {count}. A list, or
// nothing.
export function leftWords(left, texts) {
  if (!left.length) return [];
  const kinds = [...new Set(left.map(({ why }) => why))];
  const item = (kind) => {
    const lines = left.filter(({ why }) => why === kind).map(({ text }) => `“${short(text.replaceAll("\t", " "))}”`);
    const named = lines.slice(0, SHOWN);
    if (lines.length > SHOWN) named.push(counted(texts.more, lines.length - SHOWN));
    return h("li", null, counted(texts[kind], lines.length, { lines: named.join(", ") }));
  };
  return [h("ul", null, ...kinds.map(item))];
}

// The text of a box lasts as long as the tab. Gives what to call when the page itself has changed the text.
export function draft(name, box) {
  const put = () => remember(name, box.value || undefined);
  box.value = remembered(name) ?? "";
  box.addEventListener("input", put);
  return put;
}

export function pasteMemory(box) {
  const pastes = [];
  return {
    // before: the text of the box before it was read; ids: what was added.
    took: (before, ids) => ids.length && pastes.push({ before, ids, after: box.value }),
    // Returns whether the text of the last paste is in the box again, since nothing of it is in the list any more.
    back(ids) {
      const { before, ids: added, after } = pastes.at(-1) ?? {};
      if (!added || added.some((id) => ids.includes(id)) || box.value !== after) return false;
      pastes.pop();
      box.value = before;
      return true;
    },
  };
}
