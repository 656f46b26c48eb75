// How an answer is judged: pure, from the question and what was chosen to a verdict. Places count from 1 in what is
// kept, from 0 in here.
import { typedNumber } from "../kit/typed_numbers.js";

// A short text as it is compared: without case, surplus spaces and a final full stop. The same as in questions.py.
export function normal(text) {
  const plain = text.normalize("NFKC").trim().replace(/\s+/g, " ");
  return plain.replace(/\.$/, "").trim().toLowerCase();
}

// The numbers that a typed text can mean; either of two will do.
export function values(text, unit) {
  const { value, readings = [value] } = typedNumber(text, unit);
  return readings.filter((each) => each !== undefined);
}

const judges = {
  one(question, chosen) {
    return { right: Boolean(question.options[chosen - 1].right), explained: [chosen - 1] };
  },
  many(question, chosen) {
    const explained = chosen.map((place) => place - 1);
    const missing = question.options.filter((option, index) => option.right && !explained.includes(index)).length;
    return { right: !missing && explained.every((index) => question.options[index].right), explained, missing };
  },
  number(question, chosen) {
    const typed = values(chosen, question.unit);
    // A little more than the tolerance, since 0.1 and its like are not exact.
    const room = question.tolerance + 1e-9 * Math.max(1, Math.abs(question.answer));
    if (typed.some((value) => Math.abs(value - question.answer) <= room)) {
      return { right: true, reason: question.reason };
    }
    const range = question.wrong?.find(({ from, to }) => typed.some((value) => from <= value && value <= to));
    return { right: false, reason: range?.reason ?? question.otherwise };
  },
  order(question, chosen) {
    const first = chosen.findIndex((place, index) => place !== index + 1);
    if (first < 0) return { right: true, reason: question.reason };
    return { right: false, first, item: chosen[first] - 1, reason: question.items[chosen[first] - 1].reason };
  },
  match(question, chosen) {
    const pairs = question.pairs.map((pair, index) => {
      const partner = question.partners[chosen[index] - 1];
      if (partner === pair.right) return { right: true, reason: pair.reason };
      const known = pair.wrong?.find((wrong) => wrong.right === partner);
      return { right: false, reason: known?.reason ?? question.otherwise };
    });
    const count = pairs.filter((pair) => pair.right).length;
    return { right: count === pairs.length, pairs, count, reason: question.reason };
  },
  text(question, chosen) {
    const typed = normal(chosen);
    if (question.accepted.some((answer) => normal(answer) === typed)) return { right: true, reason: question.reason };
    const known = question.wrong?.find(({ answers }) => answers.some((answer) => normal(answer) === typed));
    return { right: false, reason: known?.reason ?? question.otherwise };
  },
};

export function judge(question, chosen) {
  return judges[question.kind ?? "one"](question, chosen);
}

const place = (value, count) => Number.isInteger(value) && value >= 1 && value <= count;

// Whether what was kept still fits the question: a lesson may have changed since.
export function fits(question, chosen) {
  switch (question.kind ?? "one") {
    case "one":
      return place(chosen, question.options.length);
    case "many":
      return Array.isArray(chosen) && chosen.length > 0 && chosen.every((each) => place(each, question.options.length));
    case "number":
      return typeof chosen === "string" && values(chosen, question.unit).length > 0;
    case "text":
      return typeof chosen === "string" && normal(chosen) !== "";
    case "order": {
      const count = question.items.length;
      const all = Array.isArray(chosen) && chosen.length === count && new Set(chosen).size === count;
      return all && chosen.every((each) => place(each, count));
    }
    default: {
      const all = Array.isArray(chosen) && chosen.length === question.pairs.length;
      return all && chosen.every((each) => place(each, question.partners.length));
    }
  }
}
