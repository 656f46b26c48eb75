// Widget "Short test": which workshop, before or after; its questions; a code of points for the trainer.
import { counted, field, fill, frame, h, radios } from "../kit/kit.js";
import { verdict } from "../kit/parts.js";
import { groupPart } from "./group.js";
import { keepPoints, pointsOf } from "./kept.js";
import { codeOf, readCode } from "./method.js";
import { sittingOf } from "./sitting.js";

function worksheet(strings) {
  return h("div.print", null, h("p", null, strings.sheet_lead));
}

// The code that another phone, or paper, has from the test before; undefined until one is typed that holds.
function earlierCode(strings) {
  const box = h("input", { type: "text", autocomplete: "off", spellcheck: false, size: 12, oninput: show });
  const note = h("p.small", { role: "status" });
  const read = () => readCode(box.value)?.before;
  function show() {
    note.textContent = box.value.trim() && read() === undefined ? strings.no_such_code : "";
  }
  return { element: h("div", null, field(strings.earlier_code, box), note), read };
}

function said(points, when, most, strings) {
  return h(
    "p",
    null,
    counted(strings.points, points[when], { most }),
    " ",
    strings[points.after === undefined ? "then" : "end"],
  );
}

function workshopBox(editions, page, choose) {
  const named = editions.map(({ name, title }) => h("option", { value: name }, title));
  const box = h("select", { onchange: choose }, ...named);
  box.value = (editions.find(({ name }) => page && location.hash === `#${name}`) ?? editions[0]).name;
  return box;
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { editions, questions } = model.get("data");
  const workshop = workshopBox(editions, page, choose);
  const edition = () => editions.find(({ name }) => name === workshop.value);
  const place = h("div.screen");
  const result = verdict();
  const times = h("div");
  const earlier = earlierCode(strings);
  let when = "before";

  /** @returns {{ before?: number, after?: number }} */
  const known = () => (page ? pointsOf(workshop.value) : {});
  function choose() {
    when = known().before === undefined ? "before" : "after";
    times.replaceChildren(
      radios(strings.when, [["before", strings.before], ["after", strings.after]], when, (value) => {
        when = value;
        offer();
      }),
    );
    offer();
  }
  function offer() {
    const points = known();
    const done = points[when] !== undefined;
    const needs = when === "after" && points.before === undefined;
    result.put(
      done ? fill(strings.your_code, { code: codeOf(points.before, points.after) }) : "",
      done ? [said(points, when, edition()[when].length, strings)] : [],
    );
    place.replaceChildren(
      ...(needs ? [earlier.element] : []),
      h("p.row", null, h("button", { type: "button", onclick: begin }, done ? strings.again : strings.begin)),
    );
  }
  function begin() {
    const items = edition()[when].map((id) => questions[id]);
    result.put("", []);
    const form = sittingOf(items, strings, finished);
    place.replaceChildren(form);
    form.querySelector("input, select")?.focus();
  }
  function finished(count) {
    const points = { ...known(), [when]: count };
    if (when === "after") points.before ??= earlier.read();
    const kept = page && keepPoints(workshop.value, points);
    const code = codeOf(points.before, points.after);
    place.replaceChildren();
    result.put(fill(strings.your_code, { code }), [
      said(points, when, edition()[when].length, strings),
      ...(kept ? [] : [h("p.warning", null, strings.not_kept)]),
    ]);
    result.element.tabIndex = -1;
    result.element.focus();
    model.set("answer", { edition: workshop.value, when, points: count, code });
    model.save_changes();
  }

  choose();
  el.append(
    frame(
      ".long",
      17,
      strings.title,
      strings.lead,
      worksheet(strings),
      h("div.screen.form", null, field(strings.workshop, workshop), times),
      h("div", { role: "status" }, result.element),
      place,
      groupPart(strings),
    ),
  );
}

export default { render };
