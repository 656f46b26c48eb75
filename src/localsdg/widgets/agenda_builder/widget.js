// Widget "Agenda builder": two days of a peer exchange, item by item, and what they lack.
import { bring } from "../kit/bring.js";
import { field, h } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { BLANK, exampleOf, pack, recordsOf, unpack } from "./days.js";
import { dayLists } from "./lists.js";
import { balance, findingsOf, timesTable, verdictOf, worksheet } from "./result.js";

const TEXTS = ["topic", "background_document", "outcome_note"];
const MARKED = /^(topic|background_document|outcome_note)$|\/(title|targets)$/;

function textBoxes(strings, oninput) {
  const boxes = Object.fromEntries(TEXTS.map((name) => [
    name,
    name === "topic" ? h("input", { type: "text", autocomplete: "off", oninput }) : h("textarea", { rows: 2, oninput }),
  ]));
  return {
    element: h("div.form", null, ...TEXTS.map((name) => field(strings[name], boxes[name]))),
    read: () => Object.fromEntries(TEXTS.map((name) => [name, boxes[name].value])),
    write(state) {
      for (const name of TEXTS) boxes[name].value = state[name];
    },
  };
}

// A button that brings what saves the agenda, and then stands back.
function saving(strings, current) {
  const status = h("p.status", { role: "status" });
  const place = h("div.screen", null, h("button.go", { type: "button", onclick: open }, strings.take_along), status);
  async function open() {
    try {
      const { savePart, strings: own } = await bring("agenda_builder_save");
      const words = () => ({ ...current(), from: current().example ? own.from_example : "" });
      place.replaceChildren(...savePart(words, own));
      place.querySelector("input").focus();
    } catch {
      status.textContent = strings.not_loaded;
    }
  }
  return place;
}

function render(view) {
  const strings = view.model.get("strings");
  const { cases, targets: known, limits } = view.model.get("data");
  const [verdict, picture, filled] = [h("div"), h("div"), h("div")];
  const twin = h("div.scroll", { tabindex: 0, role: "region", "aria-label": strings.as_agenda });
  const texts = textBoxes(strings, typed);
  const lists = dayLists(strings, view.page, {
    typed,
    changed: typed,
    record: () => exercise.record(),
    say: (text) => exercise.voice.say(text),
    mark: (name) => exercise.mark(name),
  });
  const ready = cases.map((each) => exampleOf(each, strings.cases[each.key]));
  const exercise = shell(view, {
    goal: 17,
    lesson: "1.6",
    part: "agenda",
    cases: ready,
    opens: ready[0],
    blank: BLANK,
    read: () => ({ ...texts.read(), days: lists.days() }),
    write(state) {
      texts.write(state);
      lists.write(state.days);
      show();
    },
    pack,
    unpack,
    label(name, state) {
      const [group, id] = name.split("/");
      const found = state.days.flatMap(({ items }) => items).find((item) => item.id === id);
      return group === "items" ? found?.title || strings.kinds[found?.kind] : strings[name];
    },
    marked: (name) => MARKED.test(name),
  });

  const recordOf = () => ({ ...texts.read(), items: recordsOf(lists.days(), known, strings, lists.timed) });
  const save = saving(strings, () => {
    const record = recordOf();
    return {
      record,
      ids: lists.days().flatMap(({ items }) => items.map(({ id }) => id)),
      lines: findingsOf(record, lists.days(), { known, limits }, strings).lines,
      example: exercise.origin(),
      strings,
    };
  });

  function typed() {
    exercise.changed();
    show();
  }
  function show() {
    const record = recordOf();
    const { findings, lines } = findingsOf(record, lists.days(), { known, limits }, strings);
    const { title, parts } = verdictOf(record, lines, strings);
    const begun = record.items.length > 0;
    verdict.replaceChildren(h("p.title", null, title), ...parts);
    picture.replaceChildren(...(begun ? [balance(record, strings)] : []));
    twin.replaceChildren(timesTable(record, strings));
    filled.replaceChildren(...(begun ? [timesTable(record, strings)] : []));
    exercise.say(title);
    exercise.tell({ ...record, findings: findings.map(({ about, rule }) => [about, rule]) });
  }

  exercise.stand({
    controls: [texts.element, lists.element],
    result: [verdict, picture, save],
    more: [h("details.fold", null, h("summary", null, strings.as_agenda), twin)],
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
