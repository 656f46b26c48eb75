// One link of an action to a target: how strong it is, why, and how a harm is resolved.
import { field, fill, h, radios } from "../kit/kit.js";
import { targetCode } from "../kit/target_code.js";
import { AGAINST, faultOf, goalOf, KIND_ORDER, titleOf } from "./method.js";

// owner: changed(), record(), remove(); number: that of the action, for names.
export function linkPart(link, number, strings, owner) {
  const { target } = link;
  const note = h("p.small.warning");
  const text = (name) =>
    h("textarea", {
      rows: 2,
      oninput: ({ currentTarget }) => {
        link[name] = currentTarget.value;
        owner.changed();
      },
    });
  const [reason, resolved] = ["reason", "resolved"].map(text);
  reason.value = link.reason;
  resolved.value = link.resolved;
  const how = field(strings.resolved, resolved);
  const option = (kind) => [kind, h("span", null, h("b", null, strings.kinds[kind]), ` ${strings.kinds_say[kind]}`)];
  const legend = h("span", null, targetCode(target), ` ${titleOf(target)}`);
  const strength = radios(legend, KIND_ORDER.map(option), link.kind, (kind) => {
    link.kind = kind;
    owner.changed();
  });
  const remove = h("button.quiet", {
    type: "button",
    "aria-label": fill(strings.remove_link_named, { code: target, number }),
    onclick: owner.remove,
  }, strings.remove_link);
  strength.append(field(strings.reason, reason), how, note, remove);
  strength.classList.add("ls-link", `ls-goal-${goalOf(target)}`);
  return {
    target,
    element: strength,
    focus: () => (strength.querySelector("input:checked") ?? strength.querySelector("input")).focus(),
    paint() {
      how.hidden = link.kind !== AGAINST;
      const fault = link.kind ? faultOf(link) : "kind";
      const open = !fault && link.kind === AGAINST && !link.resolved.trim() ? "resolved" : fault;
      note.textContent = open ? strings.link_faults[open] : "";
    },
  };
}
