// One budget line of the list: closed, its title, amount, targets and what to ask; open, its fields and its targets.
import { markWords } from "../kit/keeping.js";
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { listed } from "../kit/parts.js";
import { shareOf } from "./entry.js";
import { NATURES } from "./limits.js";
import { hundredths } from "./method.js";
import { faultOf, tagsPart } from "./tags.js";
import { money, perCent } from "./words.js";

const AMOUNTS = ["approved", "spent"];

// The words on the targets of a line: "6.1 70 %; 1.4 30 %".
export function tagWords({ tags }, strings) {
  const one = ([code, text]) => {
    const share = shareOf(text);
    return share >= 0 ? `${code}\u00a0${perCent(100 * share, strings)}` : code;
  };
  return listed(tags.map(one)) || strings.no_tag;
}

function fieldsOf(line, strings, { changed, actions }) {
  const text = (name, properties = {}) =>
    h("input", { type: "text", autocomplete: "off", oninput: ({ target }) => set(name, target.value), ...properties });
  const title = text("title");
  const action = text("action", { list: actions });
  const nature = h(
    "select",
    { onchange: ({ target }) => set("nature", target.value) },
    h("option", { value: "" }, strings.nature_open),
    ...NATURES.map((each) => h("option", { value: each }, strings.natures[each])),
  );
  const amounts = AMOUNTS.map((name) => numberField(strings, {}, { oninput: ({ target }) => set(name, target.value) }));
  const notes = AMOUNTS.map(() => h("p.small"));
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
      h("div.columns", null, ...boxes, field(strings.nature, nature), field(strings.action, action)),
    ],
    // An amount in hundredths; NaN where there is none, or where it has parts of a cent.
    amount: (name) => hundredths(amounts[AMOUNTS.indexOf(name)].read()),
    paint() {
      AMOUNTS.forEach((_, at) => {
        const value = amounts[at].read();
        const bad = Number.isFinite(value) && Number.isNaN(hundredths(value));
        notes[at].textContent = bad ? strings.no_cents : "";
      });
    },
  };
}

// owner: changed(), record(), remove(part), mark(id); actions: the id of the list of known actions; first: as in tags.js.
export function linePart(line, { strings, together, actions, first, owner }) {
  const change = () => owner.changed(line);
  const fields = fieldsOf(line, strings, { changed: change, actions });
  const tags = tagsPart(line, strings, first, { changed: change, record: owner.record });
  const [who, sum, where, asks] = ["span.who", "span.sum", "span.where.small.soft", "span.asks.small"].map((name) =>
    h(name)
  );
  const mark = h("b.small.taken");
  const remove = h("button.quiet", { type: "button", onclick: () => owner.remove(part) }, strings.remove);
  const element = h(
    "details",
    { name: together, ontoggle: () => element.open && tags.unfold() },
    h("summary", null, who, sum, where, asks, mark),
    h("div.form", null, ...fields.elements, tags.element, h("p", null, remove)),
  );
  // What stands in the way of its shares, in words.
  function faultWords() {
    const { fault, sum: added } = faultOf(line);
    return fault ? fill(strings.share_faults[fault], { sum: added ? perCent(added, strings) : "" }) : "";
  }
  const part = {
    line,
    element,
    title: fields.title,
    amount: fields.amount,
    // ask: the words of the flags of this line.
    paint(ask) {
      const approved = fields.amount("approved");
      who.textContent = line.title.trim() || strings.no_title;
      sum.textContent = Number.isNaN(approved) ? strings.no_amount : money(approved);
      where.textContent = tagWords(line, strings);
      asks.textContent = ask.length ? fill(strings.asks, { flags: listed(ask) }) : "";
      const taken = owner.mark(line.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      fields.paint();
      tags.paint(faultWords() || restWords());
    },
  };
  function restWords() {
    const tagged = line.tags.reduce((all, [, text]) => all + shareOf(text), 0);
    return line.tags.length
      ? fill(strings.rest, { rest: perCent(Math.max(0, 100 * (1 - tagged)), strings) })
      : strings.rest_all;
  }
  return part;
}
