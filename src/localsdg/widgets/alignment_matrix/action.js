// One action of the plan in its list: closed, its name and its links; what is open of it is brought.
import { markWords } from "../kit/keeping.js";
import { counted, fill, h } from "../kit/kit.js";
import { faultOf, goalTags, KIND_ORDER } from "./method.js";

// In a few words what stands behind the name of an action.
function statusOf({ name, links }, strings) {
  const counts = (kind) => links.filter((link) => link.kind === kind && !faultOf(link)).length;
  const said = KIND_ORDER.filter(counts).map((kind) => counted(strings.status[kind], counts(kind)));
  const open = links.length - KIND_ORDER.reduce((all, kind) => all + counts(kind), 0);
  if (open) said.push(counted(strings.status.open, open));
  if (said.length) return said.join(", ");
  const tags = goalTags(name, strings.goal_words);
  return tags.length ? fill(strings.status.tag, { goals: tags.join(", ") }) : strings.status.none;
}

// together: the name of the group of which one is open; owner also knows mark(id) and opened().
export function actionPart(action, { strings, together, owner }) {
  const [number, who, status, mark] = ["span.count", "span.who", "span.where.small.soft", "b.small.taken"].map((name) =>
    h(name)
  );
  const trouble = h("p.warning", { hidden: true }, strings.not_loaded);
  const element = h(
    "details",
    { name: together, ontoggle: () => element.open && owner.opened(part) },
    h("summary", null, number, who, status, mark),
    trouble,
  );
  let place = 0;
  let body;
  const part = {
    action,
    element,
    // What is open is made when it is opened, if it could be brought.
    unfold(editor) {
      trouble.hidden = Boolean(editor);
      if (body || !editor) return;
      body = editor.bodyOf(action, () => place, part, { strings: { ...strings, ...editor.strings }, owner });
      element.append(body.element);
    },
    focus: () => (body ? body.name : element.querySelector("summary")).focus(),
    paint(at) {
      place = at;
      number.textContent = String(at + 1);
      who.textContent = action.name.trim() || strings.no_name;
      status.textContent = statusOf(action, strings);
      const taken = owner.mark(action.id);
      mark.textContent = taken ? markWords(taken, strings) : "";
      body?.paint();
    },
  };
  return part;
}
