// "Target path" on paper: the chain of results, then the same steps by hand.
import { h } from "./kit.js";

export function sheet(strings) {
  const blanks = (sentence) =>
    sentence.split("{blank}").flatMap((part, index) => (index ? [h("span.blank"), part] : [part]));
  const head = (name) => h("th", { scope: "col" }, name);
  const row = (name, cells) => h("tr", null, h("th", { scope: "row" }, name), ...Array.from({ length: cells }, () => h("td", null, "\u00a0")));
  return h(
    "div.print",
    null,
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, h("td"), head(strings.sheet_chain_head))),
      h("tbody", null, ...strings.sheet_chain.map((name) => row(name, 1))),
    ),
    h("p", null, strings.sheet_indicator),
    h("div.line"),
    h("div.line"),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, h("td"), head(strings.year), head(strings.value))),
      h("tbody", null, ...["baseline", "latest", "target"].map((name) => row(strings[name], 2))),
    ),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, ...blanks(step)))),
    ...strings.sheet_check.map((line) => h("p", null, line)),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  );
}
