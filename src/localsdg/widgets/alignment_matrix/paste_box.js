// A box into which a plan is pasted, brought when it is opened. What is no action stays in the box, until a person says
// what to do with it.
import { counted, field, fill, h } from "../kit/kit.js";
import { draft, leftWords, pasteMemory } from "../kit/pasted.js";
import { actionsIn } from "../kit/plan_lines.js";
import { MOST_ACTIONS } from "./limits.js";
import { isEnglish } from "./english.js";

// For another box that takes actions as lines. read(known, take): reads them; take adds names to the list and gives
// their ids; gives what to say. follow(ids): gives the same when one's own list has come back.
export function lineReader(box, strings, words) {
  const memory = pasteMemory(box);
  return {
    read(known, take) {
      const { actions, left, costs } = actionsIn(box.value, known);
      if (actions.length) {
        const before = box.value;
        box.value = left.map(({ text }) => text).join("\n");
        memory.took(before, take(actions));
      }
      const said = fill(actions.length ? words.added : words.added_none, { count: actions.length });
      return [h("p", null, costs ? `${said} ${strings.paste_costs}` : said), ...leftWords(left, strings.paste_left)];
    },
    follow: (ids) => (memory.back(ids) ? [h("p", null, strings.paste_back)] : []),
  };
}

// names(): those that are in the list; take(names): adds them, and gives their ids.
export function pasteBox(strings, { names, take }) {
  const box = h("textarea", { rows: 6, spellcheck: "false" });
  const said = h("div", { role: "status" });
  const memory = pasteMemory(box);
  const keepDraft = draft("2.2.pasted", box);
  const read = () => put(actionsIn(box.value, names()));
  const element = h(
    "div",
    null,
    h("p", null, strings.paste_lead),
    field(strings.paste_box, box),
    h("p", null, h("button", { type: "button", onclick: read }, strings.paste_read)),
    said,
  );

  function put({ actions, twice, left, costs = 0 }) {
    const room = Math.max(0, MOST_ACTIONS - names().length);
    const [taken, over] = [actions.slice(0, room), actions.slice(room)];
    const before = box.value;
    const ids = taken.length ? take(taken) : [];
    box.value = [...left.map(({ text }) => text), ...over.map((name) => `- ${name}`)].join("\n");
    keepDraft();
    memory.took(before, ids);
    const words = [taken.length ? counted(strings.paste_says, taken.length) : strings.paste_nothing];
    if (twice.length) words.push(counted(strings.paste_twice, twice.length, { names: twice.join("; ") }));
    if (costs) words.push(strings.paste_costs);
    const first = over[0];
    if (first) words.push(counted(strings.paste_over, over.length, { most: MOST_ACTIONS, first }));
    const foreign = taken.filter((name) => !isEnglish(name)).length > taken.length / 2;
    said.replaceChildren(
      h("p", null, words.join(" ")),
      ...(foreign ? [h("p", null, strings.paste_language)] : []),
      ...leftWords(left, strings.paste_left),
      ...(left.length ? [takeThem()] : []),
    );
  }
  function takeThem() {
    const all = () => {
      const lines = box.value.split("\n").map((line) => line.trim()).filter(Boolean);
      const known = names();
      const fresh = [...new Set(lines)].filter((line) => !known.includes(line));
      put({ actions: fresh, twice: [], left: [] });
    };
    return h("p", null, h("button.quiet", { type: "button", onclick: all }, strings.paste_all));
  }
  return {
    element,
    // ids: those of the learner's own list, which has changed by undo or by another tab.
    follow(ids) {
      said.replaceChildren(...(memory.back(ids) ? [h("p", null, strings.paste_back)] : []));
      keepDraft();
    },
  };
}
