// Widget "My review": the draft of the review from the workbook. To make it takes much code, so that it is fetched when
// one gets near.
import { bring } from "../kit/bring.js";
import { frame, h } from "../kit/kit.js";
import { writingLines } from "../kit/parts.js";

const NEAR = "600px"; // above and below the screen

function worksheet(strings) {
  return [
    h("p", null, strings.sheet_lead),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, step))),
    h("p", null, strings.sheet_pair),
    ...writingLines(4),
    h("p", null, strings.sheet_sentence),
    ...writingLines(4),
  ];
}

function render(view) {
  const strings = view.model.get("strings");
  const status = h("p.status", { role: "status" });
  const button = h("button.go", { type: "button", onclick: open }, strings.open);
  const body = h("div.review", null, h("p.screen", null, button), status);
  const paper = h("div.print", null, ...worksheet(strings));
  const element = frame(".plain.long", null, strings.title, strings.lead, paper, body);
  const near = (entries) => entries.some(({ isIntersecting }) => isIntersecting) && open();
  const watcher = new IntersectionObserver(near, { rootMargin: `${NEAR} 0px` });
  async function open() {
    watcher.disconnect();
    status.textContent = strings.opening_now;
    try {
      const { renderReview, strings: texts } = await bring("my_review_whole");
      if (!status.isConnected) return;
      const hadFocus = body.contains(document.activeElement);
      paper.remove();
      const begin = renderReview(view, { ...strings, ...texts }, body);
      if (hadFocus) begin.focus();
    } catch (fault) {
      console.error(fault);
      status.textContent = strings.not_loaded;
    }
  }
  view.el.append(element);
  watcher.observe(element);
}

export default { render };
