// A box into which areas are pasted from a spreadsheet. What cannot be read as an area stays in the box.
import { counted, field, fill, h, spelled } from "../kit/kit.js";
import { newId } from "../kit/parts.js";
import { draft } from "../kit/pasted.js";
import { newArea } from "./entry.js";
import { areasIn } from "./paste.js";

// Gives its elements. add(areas): adds them; room(): how many more there may be; putYear(year): that of their heading.
export function pasteBox(strings, { add, room, putYear }) {
  const box = h("textarea", { rows: 5, spellcheck: "false" });
  const said = h("div", { role: "status" });
  const keepDraft = draft("3.4.pasted", box);
  const button = h("button", { type: "button", onclick: () => read() }, strings.paste_read);

  function ask({ text, readings }) {
    const choices = readings.map((value, place) =>
      h("button", { type: "button", onclick: () => read(place) }, spelled(value))
    );
    said.replaceChildren(h("p", null, fill(strings.paste_asks, { text })), h("p.row", null, ...choices));
    choices[0].focus();
  }
  function read(place) {
    const found = areasIn(box.value, strings.paste_totals, place);
    if (found.ask) return ask(found.ask);
    const areas = found.areas.slice(0, room());
    const words = [counted(strings.paste_says, areas.length)];
    if (!areas.length) words[0] = strings.paste_nothing;
    else if (found.turned) words.push(strings.paste_turned);
    const late = found.areas.slice(areas.length).map(({ name, people, counted: own }) => `${name}\t${people}\t${own}`);
    const left = [...found.left, ...late];
    if (left.length && areas.length) words.push(counted(strings.paste_left, left.length));
    if (areas.length) {
      const stem = newId();
      box.value = left.join("\n");
      keepDraft();
      if (found.year) putYear(found.year);
      add(areas.map((area, at) => newArea({ ...area, id: `${stem}${String(at).padStart(3, "0")}` })));
    }
    said.replaceChildren(h("p", null, words.join(" ")));
  }
  return [h("p", null, strings.paste_lead), field(strings.paste_box, box), h("p", null, button), said];
}
