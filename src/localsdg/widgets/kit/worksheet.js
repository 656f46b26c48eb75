// The worksheet for paper: the same steps as in the exercise, to be done by hand.
import { h } from "./kit.js";
import { writingLines } from "./parts.js";

// A sentence with a place to write on for each "{blank}".
export const withBlanks = (sentence) =>
  sentence.split("{blank}").flatMap((part, at) => (at ? [h("span.blank"), part] : [part]));

export const sheetSteps = (strings) =>
  h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, ...withBlanks(step))));

// The whole sheet, from the texts sheet_lead, sheet_steps and sheet_sentence.
export const worksheet = (strings) => [
  h("p", null, strings.sheet_lead),
  sheetSteps(strings),
  h("p", null, strings.sheet_sentence),
  ...writingLines(2),
];
