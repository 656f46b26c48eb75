// Finds a target for an action by hand: by its code, by the number of its goal, or by a few English words. It helps
// most where the plan is in another language.
import { field, fill, h } from "../kit/kit.js";
import { targetCode } from "../kit/target_code.js";
import { ALL, goalOf, titleOf } from "./method.js";
import { suggestTargets } from "./suggest.js";
import { wordsOf } from "./english.js";

const CODE = /^\s*(\p{Nd}{1,2})(?:\.(\p{L}|\p{Nd}{1,2})?)?\s*$/u;
const MOST = 8;

// The codes that what was typed may mean.
export function found(text) {
  const [, goal, rest] = CODE.exec(text) ?? [];
  if (goal) return ALL.filter((code) => rest ? code === `${+goal}.${rest.toLowerCase()}` : +goalOf(code) === +goal);
  const words = wordsOf(text);
  if (!words.length) return [];
  const begins = (title) => words.every((word) => wordsOf(title).some((each) => each.startsWith(word)));
  const titled = ALL.filter((code) => begins(titleOf(code)));
  return [...new Set([...suggestTargets(text).map(({ target }) => target), ...titled])].slice(0, MOST);
}

// take(code): a target is chosen.
export function finderPart(strings, take) {
  const list = h("ul");
  const said = h("p.small", { role: "status" });
  const box = h("input", { type: "text", autocomplete: "off", oninput: paint });
  function line(code) {
    const label = fill(strings.find_take_named, { code });
    const button = h("button", { type: "button", "aria-label": label, onclick: () => choose(code) }, strings.find_take);
    return h(`li.goal-${goalOf(code)}`, null, h("span", null, targetCode(code), ` ${titleOf(code)}`), button);
  }
  function choose(code) {
    box.value = "";
    paint();
    take(code);
  }
  function paint() {
    const codes = found(box.value);
    list.replaceChildren(...codes.map(line));
    said.textContent = box.value.trim() && !codes.length ? strings.find_none : "";
  }
  return h("div.suggested", null, field(strings.find, box), list, said);
}
