// Widget "My review": the draft of the review from the workbook. To make it takes much code, so that it is fetched when
// one gets near with something in the workbook, or asks for it.
import { bring } from "../kit/bring.js";
import { frame, h, workbook } from "../kit/kit.js";
import { FIGURES } from "../kit/learner.js";
import { writingLines } from "../kit/parts.js";
import { keyOf, readKey } from "../kit/whose.js";
import { fieldsOf, storageTrouble } from "../kit/workbook.js";

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

// In Jupyter all parts have come with the widget.
const hasSomething = ({ page }) => !page || fieldsOf(workbook()).length > 0 || Boolean(readKey(keyOf(FIGURES)));

// What cannot be read is not empty.
function nothingWords(strings) {
  const trouble = storageTrouble();
  if (trouble === "blocked") return strings.nothing_blocked;
  return !trouble || trouble === "nobody" ? strings.nothing_yet : strings.not_kept_here.unread;
}

function render(view) {
  const strings = view.model.get("strings");
  const status = h("p.status", { role: "status" });
  const button = h("button.go", { type: "button", onclick: open }, strings.open);
  const begun = hasSomething(view);
  const nothing = begun ? null : h("p.screen", null, nothingWords(strings));
  const body = h("div.review", null, nothing, h("p.screen", null, button), status);
  const paper = h("div.print", null, ...worksheet(strings));
  const element = frame(".plain.long", null, strings.title, strings.lead, paper, body);
  const near = (entries) => entries.some(({ isIntersecting }) => isIntersecting) && open();
  const watcher = new IntersectionObserver(near, { rootMargin: `${NEAR} 0px` });
  // On paper an empty workbook is a worksheet.
  function filled(isFilled) {
    paper.hidden = isFilled;
    paper.classList.toggle("ls-print", !isFilled);
    body.classList.toggle("ls-screen", !isFilled);
  }
  async function open() {
    watcher.disconnect();
    status.textContent = strings.opening_now;
    try {
      const { renderReview, strings: texts } = await bring("my_review_whole");
      if (!status.isConnected) return;
      const hadFocus = body.contains(document.activeElement);
      const begin = renderReview(view, { ...strings, ...texts }, body, filled);
      if (hadFocus) begin.focus();
    } catch (fault) {
      console.error(fault);
      status.textContent = strings.not_loaded;
    }
  }
  view.el.append(element);
  if (begun) watcher.observe(element);
}

export default { render };
