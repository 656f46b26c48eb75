// The controls of each kind of question, all native. Each kind gives: the element; what is chosen; putting a kept
// choice back; what is still missing; marking a verdict, which returns the sentences for the whole; and showing the
// answer.
import { counted, field, fill, h, identifier, language, number } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { values } from "./method.js";

// A reason, with words that say right or wrong; the line beside it only repeats them.
export function why(right, title, ...reason) {
  return h(`p.why${right ? ".right" : ""}`, null, h("b", null, title), " ", ...reason.filter(Boolean));
}

function whole(verdict, strings, ...more) {
  return [
    [verdict.right, verdict.right ? strings.all_right : strings.not_yet, ...more].filter((part) =>
      ![undefined, ""].includes(part)
    ),
  ];
}

function options(question, strings, type, put) {
  const name = identifier("question");
  const slots = question.options.map(() => h("div.screen", { id: identifier("reason") }));
  const boxes = slots.map((slot, index) => h("input", { type, name, value: index + 1, "aria-describedby": slot.id }));
  // Kept is the place in the file; shown is another order, the same on paper and in the trainer's key.
  const lines = question.shown.flatMap((index) => [
    h("label.option", null, boxes[index], h("span", null, question.options[index].text)),
    slots[index],
  ]);
  const places = () => boxes.filter((box) => box.checked).map((box) => Number(box.value));
  const explain = (index) => {
    const { right, reason } = question.options[index];
    slots[index].replaceChildren(why(right, right ? strings.right : strings.wrong, reason));
  };
  return {
    lines,
    places,
    restore: (chosen) => boxes.forEach((box, index) => (box.checked = [chosen].flat().includes(index + 1))),
    missing: (words) => (places().length ? null : { focus: boxes[question.shown[0]], words }),
    mark(verdict) {
      verdict.explained.forEach(explain);
      return put(verdict);
    },
    said: () => question.shown.map((index) => slots[index].textContent),
    reveal: () => question.shown.forEach(explain),
    clear: () => slots.forEach((slot) => slot.replaceChildren()),
    more: strings.show_all,
  };
}

function one(question, strings) {
  const parts = options(question, strings, "radio", () => []);
  return { ...parts, chosen: () => parts.places()[0], missing: () => parts.missing(strings.choose_first) };
}

function many(question, strings) {
  const parts = options(
    question,
    strings,
    "checkbox",
    (verdict) => whole(verdict, strings, verdict.missing ? counted(strings.missing, verdict.missing) : ""),
  );
  return {
    ...parts,
    lines: [h("p.small", null, strings.tick_all), ...parts.lines],
    chosen: parts.places,
    missing: () => parts.missing(strings.tick_first),
  };
}

function typed(strings, label, box, note, missing, shown) {
  return {
    lines: [h("div.typed", null, field(label, box), note)],
    chosen: () => box.value.trim(),
    restore: (chosen) => (box.value = chosen),
    missing: () => missing(box.value) && { focus: box, words: missing(box.value) },
    mark: (verdict) => whole(verdict, strings, verdict.reason),
    said: () => [],
    reveal: shown,
    clear() {},
    more: strings.show_answer,
  };
}

function numeric(question, strings) {
  const { unit, answer } = question;
  const digits = (String(answer).split(".")[1] ?? "").length;
  const label = unit ? fill(strings.your_number_in, { unit }) : strings.your_number;
  const words = { answer: number(answer, digits), unit };
  const { box, note, write } = numberField(strings, { unit: () => unit ?? "", either: true });
  const first = fill(strings.type_number, { example: number(12.5, 1) });
  const parts = typed(
    strings,
    label,
    box,
    note,
    (value) => (values(value, unit).length ? null : first),
    () => [why(true, fill(unit ? strings.answer_with_unit : strings.answer_is, words), question.reason)],
  );
  return { ...parts, restore: write };
}

function text(question, strings) {
  const answers = new Intl.ListFormat(language(), { type: "disjunction" }).format(question.accepted);
  return typed(
    strings,
    strings.your_text,
    h("input", { type: "text", autocomplete: "off" }),
    null,
    (value) => (value.trim() ? null : strings.type_text),
    () => [why(true, fill(strings.answers_are, { answers }), question.reason)],
  );
}

function order(question, strings, say) {
  const all = question.items.length;
  let places = [...question.shown];
  const list = h("ol.order");
  const rows = question.items.map((item, index) => {
    const up = h("button", { type: "button", "aria-label": fill(strings.move_up, { item: item.text }) }, strings.up);
    const down = h(
      "button",
      { type: "button", "aria-label": fill(strings.move_down, { item: item.text }) },
      strings.down,
    );
    up.addEventListener("click", () => move(index, -1));
    down.addEventListener("click", () => move(index, 1));
    return { up, down, line: h("li", null, h("span", null, item.text), h("span.row", null, up, down)) };
  });

  function show() {
    list.replaceChildren(...places.map((index) => rows[index].line));
    rows.forEach((row, index) => {
      row.up.disabled = places[0] === index;
      row.down.disabled = places[all - 1] === index;
    });
  }
  function move(index, step) {
    const from = places.indexOf(index);
    [places[from], places[from + step]] = [places[from + step], places[from]];
    show();
    // The line has moved under the pointer and out of the keyboard's hand: focus goes with it.
    const { up, down, line } = rows[index];
    const [wanted, other] = step < 0 ? [up, down] : [down, up];
    (wanted.disabled ? other : wanted).focus();
    say(fill(strings.moved, { place: from + step + 1, all, item: question.items[index].text }));
    line.dispatchEvent(new Event("input", { bubbles: true }));
  }
  show();
  return {
    lines: [h("p.small", null, strings.put_in_order), list],
    chosen: () => places.map((index) => index + 1),
    restore(chosen) {
      places = chosen.map((place) => place - 1);
      show();
    },
    missing: () => null,
    mark(verdict) {
      if (verdict.right) return whole(verdict, strings, verdict.reason);
      const { first, item, reason } = verdict;
      const good = first ? counted(strings.first_places, first) : "";
      const words = fill(strings.wrong_place, { place: first + 1, item: question.items[item].text });
      return whole(verdict, strings, good, words, reason);
    },
    said: () => [],
    reveal: () => [
      why(true, "", question.reason),
      h("ol.solution", null, ...question.items.map((item) => h("li", null, h("b", null, item.text), " ", item.reason))),
    ],
    clear() {},
    more: strings.show_answer,
  };
}

function match(question, strings) {
  const slots = question.pairs.map(() => h("div.screen", { id: identifier("reason") }));
  const boxes = slots.map((slot) =>
    h(
      "select",
      { "aria-describedby": slot.id },
      h("option", { value: "" }, strings.prompt),
      ...question.shown.map((index) => h("option", { value: index + 1 }, question.partners[index])),
    )
  );
  const open = () => boxes.filter((box) => !box.value);
  const explain = ({ right, reason }, index) =>
    slots[index].replaceChildren(why(right, right ? strings.right : strings.wrong, reason));
  return {
    lines: question.pairs.flatMap((
      pair,
      index,
    ) => [h("div.match", null, field(pair.left, boxes[index])), slots[index]]),
    chosen: () => boxes.map((box) => Number(box.value)),
    restore: (chosen) => boxes.forEach((box, index) => (box.value = chosen[index] || "")),
    missing: () => open()[0] && { focus: open()[0], words: counted(strings.match_first, open().length) },
    mark(verdict) {
      verdict.pairs.forEach(explain);
      const { count, pairs } = verdict;
      return whole(
        verdict,
        strings,
        verdict.right ? verdict.reason : counted(strings.pairs_right, count, { all: pairs.length }),
      );
    },
    said: () => slots.map((slot) => slot.textContent),
    reveal: () =>
      question.pairs.map(({ left, right, reason }) => why(true, fill(strings.belongs, { left, right }), reason)),
    clear: () => slots.forEach((slot) => slot.replaceChildren()),
    more: strings.show_answer,
  };
}

export const controls = { one, many, number: numeric, order, match, text };
