// What an agenda is planned from: the lessons and their order, the minutes, the beginning and the day.
import { field, fill, h } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { USUAL_PEOPLE } from "./limits.js";
import { planWorkshop } from "./method.js";
import { orderPart } from "./order.js";

// owner: changed() after what the learner types; moved() after a lesson was moved; stuck() when it cannot move.
export function planForm({ cards, first, cardOf, nameOf }, strings, owner) {
  let chosen = [...first];
  const typed = () => owner.changed();
  const boxes = cards.map(({ lesson }) =>
    h("input", { type: "checkbox", onchange: (event) => choose(lesson, event.target.checked) })
  );
  const lines = cards.map((card, at) => h("label.option", null, boxes[at], fill(strings.choice, card)));
  const list = h("fieldset", null, h("legend", null, strings.lessons), ...lines);
  const order = orderPart(strings, nameOf, move);
  const minutes = numberField(strings, { min: 1, whole: true, unit: () => "min" }, { value: 180, oninput: typed });
  const people = numberField(strings, { min: 1, whole: true }, { value: USUAL_PEOPLE, oninput: typed });
  const start = h("input", { type: "time", value: "09:00", oninput: typed });
  const day = h("input", { type: "date", oninput: typed });

  function choose(lesson, there) {
    chosen = there ? [...chosen, lesson] : chosen.filter((each) => each !== lesson);
    paint();
    owner.changed();
  }
  function move(from, to) {
    if (to < 0 || to === chosen.length) return owner.stuck();
    chosen = chosen.with(to, chosen[from]).with(from, chosen[to]);
    paint();
    owner.changed();
    owner.moved();
    return true;
  }
  function paint() {
    boxes.forEach((box, at) => (box.checked = chosen.includes(cards[at].lesson)));
    order.paint(chosen);
  }
  return {
    elements: [
      h("div.form", null, list, order.element),
      h(
        "div.columns",
        null,
        h("div", null, field(strings.minutes, minutes.box), minutes.note),
        h("div", null, field(strings.people, people.box), people.note),
        field(strings.start, start),
        field(strings.day, day),
      ),
    ],
    day,
    minutes: minutes.read,
    people: people.read,
    read: () => ({
      chosen,
      minutes: minutes.box.value,
      people: people.box.value,
      start: start.value,
      day: day.value,
    }),
    write(state) {
      chosen = state.chosen;
      minutes.write(state.minutes);
      people.write(state.people);
      start.value = state.start;
      day.value = state.day;
      paint();
    },
    // What is planned, or what is missing for a plan.
    planned() {
      if (!chosen.length) return planWorkshop([], 0, 0, 0);
      if (!Number.isFinite(minutes.read())) return { fault: "no_minutes" };
      if (!Number.isFinite(people.read())) return { fault: "no_people" };
      if (!start.value) return { fault: "no_start" };
      const [hour, minute] = start.value.split(":").map(Number);
      return planWorkshop(chosen.map(cardOf), minutes.read(), 60 * hour + minute, people.read());
    },
  };
}
