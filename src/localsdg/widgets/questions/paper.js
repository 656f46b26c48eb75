// The same questions on paper: empty boxes, spaces and letters; no answers.
import { h } from "../kit/kit.js";

const blank = () => h("span.blank");
const letter = (index) => String.fromCharCode(65 + index);

// A sentence with an empty space to write in where it says {blank}.
function spaced(sentence, values = {}) {
  const parts = sentence.split("{blank}").map((part) => part.replace("{unit}", values.unit));
  return h("p", null, ...parts.flatMap((part, index) => (index ? [blank(), part] : [part])));
}

const boxes = (question) => question.shown.map((index) => h("p.box", null, "□ ", question.options[index].text));

const sheets = {
  one: (question, strings) => [h("p", null, strings.paper_one), ...boxes(question)],
  many: (question, strings) => [h("p", null, strings.paper_many), ...boxes(question)],
  number: ({ unit }, strings) => [unit ? spaced(strings.paper_number_in, { unit }) : spaced(strings.paper_number)],
  text: () => [h("p.line"), h("p.line")],
  order: (question, strings) => [
    h("p", null, strings.paper_order),
    ...question.shown.map((index) => h("p.box", null, blank(), " ", question.items[index].text)),
  ],
  match: (question, strings) => [
    h("p", null, strings.paper_match),
    h(
      "div.twin",
      null,
      h("div", null, ...question.pairs.map((pair) => h("p.box", null, blank(), " ", pair.left))),
      h(
        "div",
        null,
        ...question.shown.map((index, at) => h("p.box", null, `${letter(at)}. ${question.partners[index]}`)),
      ),
    ),
  ],
};

export function paper(question, place, strings) {
  const title = h("p", null, h("b", null, `${place}. ${question.text}`));
  return h("div.print.paper", null, title, ...sheets[question.kind ?? "one"](question, strings));
}
