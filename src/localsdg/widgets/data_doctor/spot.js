// One place of a table with its faults, the cells around it, and what can be decided.
import { field, h, identifier } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { takesRow } from "./spots.js";
import { excerpt } from "./table.js";
import { filled, rowsWords } from "./words.js";

// The box into which a person writes what should stand in a cell: a number where numbers stand.
function writingPart({ layout }, { column }, strings) {
  const hint = h("p.small.soft", { id: identifier("hint") }, strings.write_hint);
  const { values, measures, roles } = layout;
  const at = layout.names.indexOf(column);
  const isNumber = [...values, ...measures, roles.year].includes(at);
  const made = isNumber ? numberField(strings) : undefined;
  const box = made?.box ?? h("input", { type: "text", autocomplete: "off", "aria-describedby": hint.id });
  return {
    element: h("div", null, field(strings.write, box), made?.note, hint),
    box,
    // undefined while it is no number
    read() {
      const text = box.value.trim();
      if (!made || !text) return text;
      const value = made.read();
      return Number.isNaN(value) ? undefined : String(value);
    },
  };
}

function decidedWords(decision, strings) {
  const [kind] = Object.keys(decision);
  if (kind !== "write") return strings.decided[kind];
  return decision.write ? filled(strings.decided.write, { text: decision.write }) : strings.decided.write_empty;
}

// decide(decision), go(place) and takeAlike() are called with what a person chooses. alike: how many open places ask
// for the same safe repair.
export function spotPart(spot, { at, all, decision, result, decide, go, alike, takeAlike }, strings) {
  const [fault] = spot.faults;
  const title = filled(strings.spot, { at: at + 1, all, title: result.texts.kinds[fault.kind].title });
  const heading = h("p", { role: "heading", "aria-level": 5, tabindex: -1 }, h("b", null, title));
  const several = spot.safe && spot.faults.length > 1 ? [h("p", null, rowsWords(spot.faults, strings.many))] : [];
  const shown = spot.safe ? [fault] : spot.faults;
  const sentences = shown.map(({ severity, found, expected, repair }) =>
    h("p", null, filled(strings.fault, { severity: strings.severities[severity], found, expected, repair }))
  );
  const button = (words, made, kind = "button") =>
    h(kind, { type: "button", "data-decision": Object.keys(made)[0], onclick: () => decide(made) }, words);
  const controls = [];
  if (spot.safe) {
    const every = h("button", { type: "button", onclick: takeAlike }, filled(strings.take_alike, { count: alike }));
    controls.push(
      h("p", null, strings.safe),
      h("p.row", null, button(strings.take, { take: true }, "button.go"), button(strings.leave, { leave: true })),
      alike > 1 && !decision ? h("p.row", null, every) : "",
    );
  } else {
    const writing = writingPart(result, fault, strings);
    const put = () => {
      const write = writing.read();
      if (write === undefined) writing.box.focus();
      else decide({ write });
    };
    if (decision?.write) writing.box.value = decision.write;
    const out = takesRow(spot) ? [button(strings.out, { out: true })] : [];
    controls.push(
      writing.element,
      h(
        "p.row",
        null,
        h("button.go", { type: "button", onclick: put }, strings.put),
        ...out,
        button(strings.leave, { leave: true }),
      ),
    );
  }
  const step = (words, to) =>
    h("button.quiet", { type: "button", disabled: to < 0 || to >= all, onclick: () => go(to) }, words);
  return {
    heading,
    element: h(
      "section.spot",
      null,
      heading,
      ...sentences,
      ...several,
      excerpt(result.asRead, fault, strings),
      decision ? h("p.note", null, decidedWords(decision, strings)) : null,
      ...controls,
      h("p.row", null, step(strings.previous, at - 1), step(strings.next, at + 1)),
    ),
  };
}
