// Widget "Target path": linear against constant-rate path, where the value should be today, and the pace needed.
import { cases, field, fill, frame, h, identifier, number, radios, share, speaker, table } from "./kit.js";
import { targetPath } from "./target_path_method.js";
import { paths, way } from "./target_path_pictures.js";
import { sheet } from "./target_path_sheet.js";
import { computed, digitsFor, fault, typed, words } from "./target_path_words.js";

const OWN = "own";
const NAMES = ["linear", "constant"];
const ROWS = ["baseline", "latest", "target"];

// A step for the slider: 1, 2 or 5 times a power of ten, about a hundredth of the way.
function stepFor(span) {
  const power = 10 ** Math.floor(Math.log10(span / 100));
  return power * [1, 2, 5, 10].find((factor) => factor * power * 100 >= span);
}

function render({ model, el }) {
  const strings = model.get("strings");
  const ready = model.get("data").cases;
  const start = model.get("answer");
  const boxes = {};
  const voice = speaker();
  const about = h("div");
  const verdict = h("div");
  const pace = h("div");
  const pictures = h("div.pictures");
  const twin = h("div");
  let name = start.path ?? "linear";
  let chosen = start.case ?? Object.keys(ready)[0];

  const tries = [...Object.keys(ready).map((key) => [key, strings.cases[key].name, strings.cases[key].hint]), [OWN, strings.own, strings.own_hint]];
  const choices = cases(strings.worth_trying, tries, choose);

  const heads = [identifier("year"), identifier("value")];
  const grid = h(
    "table.values",
    null,
    h("caption.hidden", null, strings.numbers_in_use),
    h("thead", null, h("tr", null, h("td"), h("th", { id: heads[0], scope: "col" }, strings.year), h("th", { id: heads[1], scope: "col" }, strings.value))),
    h("tbody", null, ...ROWS.map(row)),
  );
  function row(key) {
    const id = identifier(key);
    const cell = (box, index) => {
      boxes[box] = h("input", { type: "number", step: "any", inputmode: "decimal", "aria-labelledby": `${id} ${heads[index]}`, oninput: changed });
      return h("td", null, boxes[box]);
    };
    return h("tr", null, h("th", { id, scope: "row" }, strings[key]), cell(`${key}_year`, 0), cell(key, 1));
  }
  const unit = h("input", { type: "text", autocomplete: "off", oninput: changed });
  const slider = h("input", { type: "range", oninput: slide });
  function slide() {
    boxes.latest.value = slider.value;
    changed();
  }

  const labels = Object.fromEntries(NAMES.map((each) => [each, h("span")]));
  const choice = radios(strings.path, NAMES.map((each) => [each, labels[each]]), name, (each) => {
    name = each;
    show();
  });
  choice.classList.add("ls-choice");

  function choose(key) {
    chosen = key;
    const numbers = ready[key]?.numbers ?? {};
    for (const [box, input] of Object.entries(boxes)) input.value = numbers[box] ?? "";
    unit.value = strings.cases[key]?.unit ?? "";
    show();
  }
  function changed() {
    chosen = OWN;
    show();
  }

  function aim(numbers, wrong, label) {
    const { baseline, target, latest } = numbers;
    slider.disabled = Boolean(wrong);
    if (wrong) return;
    const step = stepFor(Math.abs(target - baseline));
    const [low, high] = [Math.min(baseline, target), Math.max(baseline, target)];
    const room = (high - low) / 3;
    slider.step = step;
    slider.min = step * Math.floor((low >= 0 ? Math.max(0, low - room) : low - room) / step);
    slider.max = step * Math.ceil((high + room) / step);
    slider.value = latest;
    slider.setAttribute("aria-valuetext", fill(strings.vary_text, { latest: typed(latest), year: numbers.latest_year, label }));
  }

  function show() {
    tries.forEach(([key], index) => choices.children[index].setAttribute("aria-pressed", key === chosen));
    const source = ready[chosen]?.source;
    about.replaceChildren(
      h("p.about", null, h("b", null, strings.cases[chosen]?.indicator ?? strings.own_about), ` ${strings.cases[chosen]?.about ?? ""}`),
      ...(source ? [h("p.small.soft", null, fill(strings.source, { source }))] : []),
    );
    const numbers = Object.fromEntries(Object.entries(boxes).map(([key, box]) => [key, parseFloat(box.value)]));
    const wrong = fault(numbers);
    if (wrong) {
      for (const each of NAMES) labels[each].textContent = strings.paths[each];
      aim(numbers, wrong);
      verdict.replaceChildren(h("p.title", null, strings.fault_title), h("p", null, strings.faults[wrong]));
      for (const part of [pace, pictures, twin]) part.replaceChildren();
      voice.say(strings.faults[wrong]);
      tell({ case: chosen, indicator: "", unit: unit.value, path: name, numbers: {} });
      return;
    }
    const path = targetPath(numbers);
    const at = path.position(numbers.latest_year, numbers.latest);
    const said = words(numbers, name, unit.value, strings);
    for (const each of NAMES) {
      const label = strings.labels[at[`label_${each}`] ?? "undefined"];
      labels[each].textContent = fill(strings.path_label, { path: strings.paths[each], label });
    }
    aim(numbers, wrong, strings.labels[said.label]);
    const expected = at[`expected_${name}`];
    const place = { year: numbers.latest_year, unit: unit.value || strings.no_unit };
    verdict.replaceChildren(
      ...(expected === null ? [] : [h("p.big", null, computed(expected)), h("p.small", null, fill(strings.should_be, place))]),
      h("p.title", null, said.title),
      h("p", null, said.reason),
      h("p", null, said.pace),
      ...said.warnings.map((text) => h("p.warning", null, text)),
    );
    pace.replaceChildren(paceTable(numbers, path, at));
    pictures.replaceChildren(
      h("figure", null, h("figcaption", null, fill(strings.paths_caption, place)), paths(numbers, path, name, unit.value, strings)),
      h("figure", null, h("figcaption", null, fill(strings.way_caption, place)), way(numbers, path, strings)),
    );
    twin.replaceChildren(yearTable(numbers, path, place));
    voice.say(fill(strings.said, said));
    const { linear_change, constant_rate } = path;
    const finite = Number.isFinite(at.needed_change) ? at.needed_change : null;
    const indicator = strings.cases[chosen]?.indicator ?? "";
    tell({ case: chosen, indicator, unit: unit.value, path: name, numbers, linear_change, constant_rate, ...at, needed_change: finite });
  }

  function paceTable(numbers, path, at) {
    const { baseline, baseline_year, latest, latest_year } = numbers;
    const passed = targetPath({ baseline, baseline_year, target: latest, target_year: latest_year });
    const cell = (value) => (value === null || !Number.isFinite(value) ? strings.no_number : computed(value));
    return table(strings.pace_caption, ["", strings.so_far, strings.at_start, fill(strings.from_now, { year: latest_year })], [
      [strings.pace_linear, passed?.linear_change ?? 0, path.linear_change, at.needed_change],
      [strings.pace_constant, passed ? passed.constant_rate : 0, path.constant_rate, at.needed_rate],
    ].map(([head, ...cells]) => [head, ...cells.map(cell)]));
  }

  function yearTable(numbers, path, place) {
    const { baseline, baseline_year, latest, latest_year, target, target_year } = numbers;
    const count = Math.ceil(target_year - baseline_year);
    const every = Math.ceil(count / 60); // a path of centuries is listed with gaps
    const years = Array.from({ length: count }, (_, index) => baseline_year + index).filter((_, index) => index % every === 0);
    const listed = [...new Set([...years, latest_year, target_year])].sort((one, other) => one - other);
    const digits = digitsFor(target - baseline);
    const measured = { [baseline_year]: typed(baseline), [latest_year]: typed(latest) };
    return table(
      fill(strings.twin_caption, place),
      [strings.year, ...NAMES.map((each) => strings.paths[each]), strings.measured],
      listed.map((year) => {
        const [linear, constant] = [path.linear(year), path.constant(year)];
        return [String(year), number(linear, digits), constant === null ? strings.no_number : number(constant, digits), measured[year] ?? ""];
      }),
    );
  }

  function tell(answer) {
    share("target_path", answer);
    model.set("answer", answer);
    model.save_changes();
  }

  el.append(
    frame(
      "",
      16,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        choices,
        about,
        h("div.desk", null, h("div", null, grid, field(strings.unit, unit), field(strings.vary, slider)), h("div", null, choice, verdict)),
        pace,
        pictures,
        h("details.fold", null, h("summary", null, strings.as_table), twin),
        voice,
      ),
      sheet(strings),
    ),
  );
  choose(chosen);
  if (chosen === OWN && start.numbers) restore(start);

  function restore({ numbers, unit: kept }) {
    for (const [box, input] of Object.entries(boxes)) input.value = numbers[box] ?? "";
    unit.value = kept ?? "";
    show();
  }
}

export default { render };
