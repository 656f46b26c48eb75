// The targets of one budget line with their shares: a list of rows, and a list of all targets to add one.
import { goals } from "../kit/agenda.js";
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { targetCode } from "../kit/target_code.js";
import { unmistakable } from "../kit/typed_numbers.js";
import { shareOf } from "./entry.js";
import { restOf } from "./method.js";
import { titleOf } from "./shares.js";

const option = ({ code, title }) => h("option", { value: code }, `${code} ${title}`);
function listOf(strings, first) {
  const group = ({ number, name, targets: all }) =>
    h("optgroup", { label: fill(strings.goal, { goal: number, name }) }, ...all.map(option));
  const known = first.filter((code) => titleOf(code));
  const mine = h(
    "optgroup",
    { label: strings.my_targets },
    ...known.map((code) => option({ code, title: titleOf(code) })),
  );
  return [h("option", { value: "" }, strings.choose), ...(known.length ? [mine] : []), ...goals.map(group)];
}

// first: targets that come first in the list, since the learner has chosen them in other lessons. changed(), record().
export function tagsPart(line, strings, first, { changed, record }) {
  const rows = h("div.tags");
  const select = h("select", null, ...listOf(strings, first));
  const note = h("p.small", { role: "status" });
  const add = h("button", { type: "button", onclick: choose }, strings.add_target);
  const equal = h("button.quiet", { type: "button", onclick: share }, strings.equal);
  let fields = [];

  function put() {
    fields = line.tags.map(([code, text]) => {
      const made = numberField(strings, { min: 0, max: 100, unit: () => "%" }, {
        oninput: () => {
          line.tags.find(([each]) => each === code)[1] = made.box.value;
          changed();
        },
      });
      made.write(text);
      const label = h("span", null, `${code} ${titleOf(code)}, `, strings.per_cent_share);
      const box = field(label, made.box);
      const remove = h("button.quiet", {
        type: "button",
        "aria-label": fill(strings.remove_target_named, { code }),
        onclick: () => take(code),
      }, strings.remove_target);
      box.append(made.note);
      return { code, made, element: h("div.share", null, targetCode(code), box, remove) };
    });
    rows.replaceChildren(...fields.map(({ element }) => element));
  }
  function act(tags, code) {
    line.tags = tags;
    put();
    changed();
    record();
    const box = fields.find((each) => each.code === code)?.made.box ?? select;
    box.focus();
  }
  function choose() {
    const code = select.value;
    if (!code) return select.focus();
    if (line.tags.some(([each]) => each === code)) {
      note.textContent = fill(strings.target_twice, { code });
      return fields.find((each) => each.code === code).made.box.focus();
    }
    select.value = "";
    const rest = Math.max(0, restOf(line.tags.map(([, text]) => shareOf(text) || 0)));
    act([...line.tags, [code, unmistakable(Number((100 * rest).toPrecision(12)))]], code);
  }
  function take(code) {
    act(line.tags.filter(([each]) => each !== code));
  }
  // Equal shares with two decimals; the last one takes what rounding leaves.
  function share() {
    const each = Math.floor(10000 / line.tags.length) / 100;
    const last = Number((100 - each * (line.tags.length - 1)).toFixed(2));
    act(line.tags.map(([code], at) => [code, unmistakable(at < line.tags.length - 1 ? each : last)]), line.tags[0][0]);
  }
  put();
  return {
    element: h(
      "fieldset.tagging",
      null,
      h("legend", null, strings.tags),
      rows,
      h("div.adding", null, field(strings.target, select), add),
      equal,
      note,
    ),
    paint(said) {
      equal.hidden = line.tags.length < 2;
      note.textContent = said;
    },
  };
}
