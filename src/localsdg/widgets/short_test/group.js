// For the trainer: the codes of a group, one on a line, and what they say.
import { counted, field, fill, h } from "../kit/kit.js";
import { fold, listed } from "../kit/parts.js";
import { codeOf, gainOf, gainSentences, readCode } from "./method.js";

export function groupPart(strings) {
  const box = h("textarea", { rows: 6, autocomplete: "off", spellcheck: false, oninput: show });
  const result = h("div", { role: "status" });
  function show() {
    const lines = box.value.split(/[\n;,]+/).map((line) => line.trim()).filter(Boolean);
    const read = lines.map(readCode);
    const wrong = lines.filter((_, at) => !read[at]);
    const both = read.filter((each) => each && each.before !== undefined && each.after !== undefined);
    const single = lines.length - wrong.length - both.length;
    const codes = read.filter(Boolean).map(({ before, after }) => codeOf(before, after));
    const same = [...new Set(codes.filter((code, at) => codes.indexOf(code) < at))];
    const found = both.length ? gainSentences(gainOf(both), strings.gain) : [];
    const said = both.length ? found.map(({ key, values }) => fill(strings.gain[key], values)) : [strings.nobody];
    result.replaceChildren(
      ...(wrong.length ? [h("p.warning", null, fill(strings.no_code, { codes: listed(wrong.slice(0, 5)) }))] : []),
      ...(single ? [h("p", null, counted(strings.gain.one_score, single))] : []),
      ...(same.length ? [h("p", null, fill(strings.gain.same_codes, { codes: listed(same) }))] : []),
      ...said.map((text) => h("p", null, text)),
    );
  }
  return h(
    "div.screen",
    null,
    fold(strings.group, h("p", null, strings.group_lead), field(strings.codes, box), result),
  );
}
