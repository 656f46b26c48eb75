// What the words of an action may lead to: a question for each target, to accept or to reject.
import { counted, fill, h } from "../kit/kit.js";
import { targetCode } from "../kit/target_code.js";
import { goalOf, titleOf } from "./method.js";
import { isEnglish } from "./english.js";

// action: { name, links, rejected }; owner: accept(code), reject(code), again(). Gives element, and paint(found), found
// being what the words lead to.
export function suggestionsPart(action, strings, owner) {
  const element = h("div.suggested");
  let shown;

  function line({ target, words }) {
    const press = (does, label, kind) =>
      h("button", {
        type: "button",
        class: kind,
        "aria-label": fill(label, { code: target }),
        onclick: () => does(target),
      });
    const accept = press(owner.accept, strings.accept_named, "");
    const reject = press(owner.reject, strings.reject_named, "ls-quiet");
    accept.textContent = strings.accept;
    reject.textContent = strings.reject;
    const because = counted(strings.because, words.length, { words: words.map((word) => `“${word}”`).join(", ") });
    return h(
      `li.goal-${goalOf(target)}`,
      null,
      h("span", null, targetCode(target), ` ${titleOf(target)}. `, h("span.small.soft", null, because)),
      h("span.row", null, accept, reject),
    );
  }
  function content(found) {
    const linked = action.links.map(({ target }) => target);
    const open = found.filter(({ target }) => !linked.includes(target) && !action.rejected.includes(target));
    const rejected = action.rejected.length
      ? h(
        "p.small.soft",
        null,
        counted(strings.rejected, action.rejected.length, { codes: action.rejected.join(", ") }),
        " ",
        h("button.quiet", { type: "button", onclick: owner.again }, strings.show_again),
      )
      : null;
    const none = isEnglish(action.name) ? strings.no_suggestion : strings.not_english;
    if (!open.length) return [found.length ? null : h("p.small", null, none), rejected];
    return [h("p", null, strings.suggestions), h("ul", null, ...open.map(line)), rejected];
  }
  return {
    element,
    // Buttons that have the focus are drawn again only when something has changed.
    paint(found) {
      const english = isEnglish(action.name);
      const now = JSON.stringify([english, found, action.links.map(({ target }) => target), action.rejected]);
      if (now === shown) return;
      shown = now;
      element.replaceChildren(...content(found).filter(Boolean));
    },
    focus: () => element.querySelector("button")?.focus() ?? false,
  };
}
