// The editor of one pair: its score, with what each score means, and the reason for it.
import { markWords } from "../kit/keeping.js";
import { field, fill, h, radios } from "../kit/kit.js";
import { called, pairOf, scoreOf, SCORES } from "./board.js";
import { signed } from "./signed.js";

export function pairEditor(strings, { set, write, written, next, mark }) {
  const rules = h("fieldset.scores");
  const sign = h("p.taken.small");
  const reason = h("textarea", { rows: 2, oninput: () => write(reason.value), onchange: written });
  const step = h("button", { type: "button", onclick: next }, strings.next);
  const element = h(
    "div.editor",
    { role: "group" },
    rules,
    field(strings.reason, reason),
    sign,
    h("p.row", null, step),
  );

  function option(value) {
    const [word, meaning] = strings.scale[value];
    return [String(value), h("span", null, h("b", null, signed(value)), ` ${word}: ${meaning}`)];
  }
  function chosen(value) {
    set(Number(value));
    rules.querySelector(`[value="${value}"]`).focus();
  }
  return {
    element,
    paint(board, { row, column }) {
      const score = scoreOf(board, row, column);
      const pair = pairOf(board.targets, row, column);
      const question = fill(strings.question, { row: called(board, row), column: called(board, column) });
      const held = score === undefined ? undefined : String(score);
      rules.replaceChildren(...radios(question, SCORES.map(option), held, chosen).childNodes);
      reason.value = board.reasons[pair] ?? "";
      const taken = mark(`scores/${pair}`) ?? mark(`reasons/${pair}`);
      sign.textContent = taken ? markWords(taken, strings) : "";
      sign.hidden = !taken;
      const codes = { row: board.targets[row], column: board.targets[column] };
      element.setAttribute("aria-label", fill(strings.pair_name, codes));
    },
  };
}
