// One budget line of the list: its title, amount, targets and what to ask. What it holds when it is open is fetched.
import { bring } from "../kit/bring.js";
import { markWords } from "../kit/keeping.js";
import { fill, h } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { typedNumber } from "../kit/typed_numbers.js";
import { shareOf } from "./entry.js";
import { hundredths } from "./method.js";
import { perCent } from "./words.js";

export const fetchBody = () => bring("budget_tagger_line_body");

// The words on the targets of a line: "6.1 70 %; 1.4 30 %".
export function tagWords({ tags }, strings) {
  const one = ([code, text]) => {
    const share = shareOf(text);
    return share >= 0 ? `${code}\u00a0${perCent(100 * share, strings)}` : code;
  };
  return listed(tags.map(one)) || strings.no_tag;
}

// owner: changed(line), record(), remove(part), mark(id).
export function linePart(line, { strings, together, page, owner }) {
  const [who, sum, where, asks] = ["span.who", "span.sum", "span.where.small.soft", "span.asks.small"].map((name) =>
    h(name)
  );
  const mark = h("b.small.taken");
  const inside = h("div.form");
  const summary = h("summary", null, who, sum, where, asks, mark);
  const element = h("details", { name: together, ontoggle: () => element.open && unfold() }, summary, inside);
  let body;
  // Fills in what the line holds; the same promise while it is on its way.
  let coming;
  function unfold() {
    coming ??= fetchBody().then(({ lineBody, strings: own }) => {
      const does = { changed: () => owner.changed(line), record: owner.record, remove: () => owner.remove(part) };
      body = lineBody(line, { ...strings, ...own }, { page, ...does });
      inside.replaceChildren(...body.elements);
      body.paint();
    }).catch((fault) => {
      coming = undefined;
      console.error(fault);
      inside.replaceChildren(h("p", null, strings.part_lost));
    });
    return coming;
  }
  const amount = (name) => hundredths(typedNumber(line[name]).value);
  const part = {
    line,
    element,
    summary,
    amount,
    // Opens the line, with its title in focus.
    async open() {
      element.open = true;
      await unfold();
      body?.title.focus();
    },
    // ask: the words of the flags of this line; money: writes an amount.
    paint(ask, money) {
      const approved = amount("approved");
      who.textContent = line.title.trim() || strings.no_title;
      sum.textContent = Number.isNaN(approved) ? strings.no_amount : money(approved);
      where.textContent = tagWords(line, strings);
      asks.textContent = ask.length ? fill(strings.asks, { flags: listed(ask) }) : "";
      const taken = owner.mark(line.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      body?.paint();
    },
  };
  return part;
}
