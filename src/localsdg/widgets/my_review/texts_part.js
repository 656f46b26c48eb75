// The texts that are written here, and those of lesson 4.1 beside them.
import { counted, h, identifier, kept } from "../kit/kit.js";
import { keeper } from "../kit/keeping.js";
import { fold } from "../kit/parts.js";
import { lessonLink } from "./places.js";
import { PART } from "./source.js";
import { onchange } from "../kit/workbook.js";

export const NAMES = ["opening", "not_well", "well"];
const HEADINGS = { not_well: 1, well: 2 }; // under which heading of the second chapter the figures say something
const FROM_PROCESS = ["mandate", "team", "participation"];

// What the figures say, as the second chapter lists it below one of its headings.
function proposals(review, name) {
  const found = [];
  let headings = 0;
  for (const block of review.chapters.find(({ id }) => id === "highlights").blocks) {
    if (block.kind === "heading") headings += 1;
    else if (block.kind === "list" && headings === HEADINGS[name]) found.push(...block.items);
  }
  return found;
}

function textField(name, strings, changed) {
  const id = identifier(name);
  const area = h("textarea", { id, rows: 5, "aria-describedby": `${id}-hint`, dir: "auto" });
  area.addEventListener("input", () => changed(false));
  area.addEventListener("change", () => changed(true));
  const says = h("div");
  const hint = h("p.small", { id: `${id}-hint` }, strings.hints[name]);
  const label = h("label", { for: id }, strings.labels[name]);
  return { key: "", area, says, element: h("div.written", null, label, hint, says, area) };
}

function fromProcess(review, book, { strings, page }) {
  const text = (name) => book.records?.text?.["4.1"]?.[name]?.value;
  const lines = FROM_PROCESS.map((name) => [strings.process[name], text(name)]);
  const approvals = review.status.approvals.map(({ who, what, when, status }) =>
    [who, what, when, status].filter(Boolean).join("; ")
  );
  const rows = [...lines, [strings.process.approval, approvals.join("\n")]].flatMap(([label, words]) => [
    h("dt", null, label),
    h("dd.typed", { dir: "auto" }, typeof words === "string" && words ? words : strings.not_yet),
  ]);
  return [h("dl", null, ...rows), h("p", null, `${strings.change_there} `, lessonLink("4.1", strings, page))];
}

// changed(finished): after every letter, and with true when a field is left.
export function textsPart(view, context, changed) {
  const { strings } = context;
  const line = keeper(view, strings, PART[0], [PART[1]]);
  const fields = Object.fromEntries(NAMES.map((name) => [name, textField(name, strings, (done) => typed(done))]));
  const process = h("div");
  const entry = () => Object.fromEntries(NAMES.map((name) => [name, fields[name].area.value]));
  function put(found = {}) {
    for (const name of NAMES) {
      const value = typeof found[name] === "string" ? found[name] : "";
      if (fields[name].area.value !== value) fields[name].area.value = value;
    }
  }
  function typed(finished) {
    line.later({ [PART[1]]: entry() });
    changed(finished);
  }
  put(line.open(true)[PART[1]]);
  // Another page has changed a text; what is typed here is kept first.
  function follow() {
    line.flush();
    put(kept(...PART));
  }
  if (view.page) onchange(follow);
  return {
    element: h(
      "div.screen",
      null,
      ...NAMES.map((name) => fields[name].element),
      line.element,
      fold(strings.from_process, process),
    ),
    entry,
    flush: line.flush,
    focus: () => fields[NAMES.find((name) => !fields[name].area.value.trim()) ?? NAMES[0]].area.focus(),
    show(review, book) {
      for (const name of Object.keys(HEADINGS)) {
        const found = proposals(review, name);
        const key = found.join("\n");
        if (fields[name].key === key) continue;
        fields[name].key = key;
        const list = h("ul.small", null, ...found.map((each) => h("li", { dir: "auto" }, each)));
        fields[name].says.replaceChildren(
          ...(found.length ? [fold(counted(strings.figures_say, found.length), list)] : []),
        );
      }
      process.replaceChildren(...fromProcess(review, book, context));
    },
  };
}
