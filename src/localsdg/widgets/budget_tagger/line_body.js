// What a line of the list holds when it is open: its fields and its targets. It is fetched when the exercise is seen.
import { field, fill, h, identifier, workbook } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { shareOf } from "./entry.js";
import { NATURES } from "./limits.js";
import { hundredths } from "./method.js";
import { moneyLike } from "./own_amounts.js";
import { faultOf } from "./shares.js";
import { tagsPart } from "./tags.js";
import { perCent } from "./words.js";

const AMOUNTS = ["approved", "spent"];

// How the texts of amounts are written: it is needed with own lines only.
export const writerOf = (texts) => moneyLike(texts);

// What other lessons know: the names of the actions, and the targets that are pinned, own or shared.
function knownOf(page) {
  if (!page) return { actions: [], first: [] };
  const { action = {}, pin = {}, judgement = {} } = workbook().records;
  const names = Object.values(action).map((each) => each.name?.value).filter((name) =>
    name && typeof name === "string"
  );
  const ours = Object.keys(judgement).filter((code) => ["own", "shared"].includes(judgement[code].whose?.value));
  const pinned = Object.keys(pin).filter((code) => pin[code].entry?.value != null);
  return { actions: [...new Set(names)], first: pinned.length ? pinned : ours };
}

function fieldsOf(line, strings, { changed, actions }) {
  const text = (name, properties = {}) =>
    h("input", { type: "text", autocomplete: "off", oninput: ({ target }) => set(name, target.value), ...properties });
  const title = text("title");
  const names = h("datalist", { id: identifier("actions") }, ...actions.map((value) => h("option", { value })));
  const action = text("action", { list: names.id });
  const nature = h(
    "select",
    { onchange: ({ target }) => set("nature", target.value) },
    h("option", { value: "" }, strings.nature_open),
    ...NATURES.map((each) => h("option", { value: each }, strings.natures[each])),
  );
  const amounts = AMOUNTS.map((name) => numberField(strings, {}, { oninput: ({ target }) => set(name, target.value) }));
  const notes = AMOUNTS.map(() => h("p.small", { "aria-live": "polite" }));
  function set(name, value) {
    line[name] = value;
    changed();
  }
  title.value = line.title;
  action.value = line.action;
  nature.value = NATURES.includes(line.nature) ? line.nature : "";
  AMOUNTS.forEach((name, at) => amounts[at].write(line[name]));
  const boxes = AMOUNTS.map((name, at) => {
    const box = field(strings[name], amounts[at].box);
    box.append(amounts[at].note, notes[at]);
    return box;
  });
  return {
    title,
    elements: [
      field(strings.line_title, title),
      h("div.columns", null, ...boxes, field(strings.nature, nature), field(strings.action, action), names),
    ],
    paint() {
      AMOUNTS.forEach((_, at) => {
        const value = amounts[at].read();
        const bad = Number.isFinite(value) && Number.isNaN(hundredths(value));
        notes[at].textContent = bad ? strings.no_cents : "";
      });
    },
  };
}

// What is left of a line, or what stands in the way of its shares.
function restWords(line, strings) {
  const { fault, sum } = faultOf(line);
  if (fault) return fill(strings.share_faults[fault], { sum: sum ? perCent(sum, strings) : "" });
  if (!line.tags.length) return strings.rest_all;
  const tagged = line.tags.reduce((all, [, text]) => all + shareOf(text), 0);
  return fill(strings.rest, { rest: perCent(Math.max(0, 100 * (1 - tagged)), strings) });
}

// changed(), record(), remove() are called after what the learner does.
export function lineBody(line, strings, { page, changed, record, remove }) {
  const { actions, first } = knownOf(page);
  const fields = fieldsOf(line, strings, { changed, actions });
  const tags = tagsPart(line, strings, first, { changed, record });
  const button = h("button.quiet", { type: "button", onclick: remove }, strings.remove);
  return {
    elements: [...fields.elements, tags.element, h("p", null, button)],
    title: fields.title,
    paint() {
      fields.paint();
      tags.paint(restWords(line, strings));
    },
  };
}
