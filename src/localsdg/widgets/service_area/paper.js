// The worksheet for paper.
import { h } from "../kit/kit.js";
import { writingLines } from "../kit/parts.js";

export function worksheet(strings) {
  return [
    h("p", null, strings.sheet_lead),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, step))),
    h("p", null, strings.sheet_sentence),
    ...writingLines(2),
  ];
}
