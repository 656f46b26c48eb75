// Widget "Target path": where should we be today, on a straight line and at a constant rate, and what is needed now.
import { desk } from "../kit/desk.js";
import { markWords } from "../kit/keeping.js";
import { decimals, decimalsOf, field, fill, frame, h, number, share, speaker, table } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { targetPath } from "./method.js";
import { paths } from "./picture.js";
import { unmistakable } from "../kit/typed_numbers.js";

const NUMBERS = ["baseline_year", "baseline", "year", "value", "target_year", "target"];
// As many decimals as the numbers that were typed, and one more for what is computed.
const typedDecimals = (values) => Math.max(...values.map(decimalsOf));
const word = (label) => label.replaceAll(" ", "_");

function worksheet(strings) {
  const blanks = (sentence) =>
    sentence.split("{blank}").flatMap((part, index) => (index ? [h("span.blank"), part] : [part]));
  return h(
    "div.print",
    null,
    h("p", null, strings.sheet_lead),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, ...blanks(step)))),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  );
}

// What the position says in words: title, reasons and warnings.
export function words(numbers, path, position, unit, digits, strings) {
  const amount = (value) => `${number(value, digits)} ${unit}`.trim();
  // What is computed has one decimal more, and as many as tell it from the value beside it.
  const computed = (value) => `${number(value, decimals([value, numbers.value], digits + 1))} ${unit}`.trim();
  const rate = (value) => number(value, decimals([value], 1));
  const label = position.label_linear;
  const values = {
    year: numbers.year,
    value: amount(numbers.value),
    expected: computed(position.expected_linear),
    target: amount(numbers.target),
    target_year: numbers.target_year,
    baseline: amount(numbers.baseline),
  };
  const reasons = [fill(strings[`${word(label)}_reason`], values)];
  const warnings = [];
  if (label !== "target reached") {
    if (!Number.isFinite(position.needed_change)) warnings.push(fill(strings.too_late, values));
    else {
      const changes = [position.needed_change, path.linear_change];
      const [needed, planned] = changes.map((value) => number(value, decimals(changes, digits + 1)));
      const change = { needed, planned };
      reasons.push(
        fill(strings.needed, {
          ...change,
          year: numbers.year,
          baseline_year: numbers.baseline_year,
          unit: unit.startsWith("%") ? strings.points : unit,
        }),
      );
    }
    if (position.label_constant === null) warnings.push(strings.no_constant);
    else if (position.label_constant !== label) {
      const other = strings[`${word(position.label_constant)}_title`];
      const expected = computed(position.expected_constant);
      warnings.push(
        fill(strings.paths_disagree, {
          title: strings[`${word(label)}_title`],
          other,
          expected,
          rate: rate(path.constant_rate),
        }),
      );
    }
  }
  if (unit.startsWith("%") && Math.max(numbers.baseline, numbers.value, numbers.target) > 100) {
    warnings.push(strings.over_hundred);
  }
  return { title: strings[`${word(label)}_title`], reasons, warnings };
}

// Where the target of a case is set, what its series counts, and what became of it.
function origin({ set, source }, strings) {
  return [fill(strings.target_set, { ...set, source }), set.since].filter(Boolean).join(" ");
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const examples = model.get("data").cases.map((each) => ({ ...each, source: origin(each, strings) }));
  const fields = {};
  const voice = speaker();
  const verdict = h("div");
  const picture = h("div");
  const twin = h("div.twin");
  const source = h("p.small.soft");
  const signs = {};
  let place = "";

  const unit = h("input", { type: "text", oninput: unitTyped, autocomplete: "off" });
  const box = (name) => {
    const rules = name.endsWith("year") ? { min: 1900, max: 2200 } : { unit: () => unit.value };
    const made = (fields[name] = numberField(strings, rules, { oninput: typed }));
    const element = field(strings[name], made.box);
    element.append(made.note, signs[name] = h("p.taken.small", { hidden: true }));
    return element;
  };
  const group = (legend, ...names) =>
    h("fieldset", null, h("legend", null, legend), h("div.pair", null, ...names.map(box)));
  const groups = [
    group(strings.baseline_group, "baseline_year", "baseline"),
    group(strings.latest_group, "year", "value"),
    group(strings.target_group, "target_year", "target"),
  ];
  const slider = h("input", { type: "range", min: 0, max: 100, step: 1, oninput: slide });

  // The slider runs from a third of the way behind the baseline to a third beyond the target.
  /** @param {Record<string, number>} numbers */
  const ends = ({ baseline, target }) => [baseline - (target - baseline) / 3, target + (target - baseline) / 3];
  function read() {
    return Object.fromEntries(NUMBERS.map((name) => [name, fields[name].read()]));
  }
  function slide() {
    const numbers = read();
    const [from, to] = ends(numbers);
    const digits = Math.max(
      typedDecimals([numbers.baseline, numbers.target]),
      Math.abs(numbers.target - numbers.baseline) < 20 ? 1 : 0,
    );
    fields.value.write(Number((from + ((to - from) * slider.value) / 100).toFixed(digits)));
    typed();
  }
  // Numbers that were changed are no longer those of the source.
  function typed() {
    place = "";
    source.textContent = "";
    work.changed();
    show();
  }
  function unitTyped() {
    for (const { update } of Object.values(fields)) update();
    typed();
  }
  function choose(example) {
    unit.value = example.unit;
    for (const name of NUMBERS) fields[name].write(example[name]);
    place = example.place;
    source.textContent = example.source;
    show();
  }

  const asTyped = (state) => Object.fromEntries(NUMBERS.map((name) => [name, unmistakable(state[name])]));
  const ready = examples.map(({ name, hint, from, set: _set, ...state }) => ({
    key: name,
    name,
    hint,
    from,
    state: { ...state, ...asTyped(state) },
  }));
  const blank = { ...Object.fromEntries(NUMBERS.map((name) => [name, ""])), unit: "", place: "", source: "" };
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "2.6",
      part: "path",
      cases: ready,
      opens: ready[0],
      blank,
      read: () => ({
        ...Object.fromEntries(NUMBERS.map((name) => [name, fields[name].box.value])),
        unit: unit.value,
        place,
        source: source.textContent,
      }),
      write: choose,
      pack: (state) => Object.fromEntries([...NUMBERS, "unit"].map((name) => [name, String(state[name])])),
      unpack: (entry) => ({ ...blank, ...entry }),
      label: (name) => strings[name] ?? name,
    },
  );

  function show() {
    const numbers = read();
    for (const [name, sign] of Object.entries(signs)) {
      const taken = work.mark(name);
      sign.hidden = !taken;
      sign.textContent = taken ? markWords(taken, strings) : "";
    }
    const path = targetPath(numbers);
    const position = path?.position(numbers.year, numbers.value) ?? null;
    slider.disabled = !path;
    if (!position) {
      verdict.replaceChildren(h("p.title", null, strings.missing_title), h("p", null, strings.missing_reason));
      picture.replaceChildren();
      twin.replaceChildren();
      voice.say(strings.missing_reason);
      tell({ place: "", unit: unit.value, numbers: {} });
      return;
    }
    const [from, to] = ends(numbers);
    slider.value = ((numbers.value - from) / (to - from)) * 100;
    const digits = typedDecimals([numbers.baseline, numbers.value, numbers.target]);
    const amount = (value) => (value === null ? strings.undefined : number(value, digits + 1));
    slider.setAttribute("aria-valuetext", `${number(numbers.value, digits)} ${unit.value}`);
    const { title, reasons, warnings } = words(numbers, path, position, unit.value, digits, strings);
    verdict.replaceChildren(
      h("p.small.soft", null, fill(strings.should_be, { year: numbers.year })),
      h(
        "p.big",
        null,
        number(position.expected_linear, decimals([position.expected_linear, numbers.value], digits + 1)),
        h("span.small", null, ` ${unit.value}`),
      ),
      h("p.title", null, title),
      ...reasons.map((text) => h("p", null, text)),
      ...warnings.map((text) => h("p.warning", null, text)),
    );
    picture.replaceChildren(
      h("figure", null, h("figcaption", null, strings.picture), paths(numbers, path, digits, strings)),
    );
    const years = Array.from(
      { length: Math.floor(numbers.target_year - numbers.baseline_year) + 1 },
      (_, at) => numbers.baseline_year + at,
    );
    const rate = (value) => (value === null ? strings.undefined : `${number(value, decimals([value], 2))}\u00a0%`);
    twin.replaceChildren(
      table(strings.pace, ["", strings.linear, strings.constant], [
        [
          fill(strings.expected_in, { year: numbers.year }),
          amount(position.expected_linear),
          amount(position.expected_constant),
        ],
        [strings.pace_planned, number(path.linear_change, digits + 2), rate(path.constant_rate)],
        [
          strings.pace_needed,
          Number.isFinite(position.needed_change) ? number(position.needed_change, digits + 2) : strings.undefined,
          rate(position.needed_rate),
        ],
      ]),
      table(
        strings.by_year,
        ["", strings.linear, strings.constant],
        years.map((at) => [String(at), amount(path.linear(at)), amount(path.constant(at))]),
      ),
    );
    voice.say(
      fill(strings.said, { title, expected: number(position.expected_linear, digits + 1), year: numbers.year }),
    );
    tell({
      place,
      unit: unit.value,
      numbers,
      linear_change: path.linear_change,
      constant_rate: path.constant_rate,
      ...position,
      needed_change: Number.isFinite(position.needed_change) ? position.needed_change : null,
    });
  }
  function tell(answer) {
    share("target_path", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  el.append(
    frame(
      "",
      17,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        h(
          "div.bench.pickers",
          null,
          h("div.form", null, ...groups, field(strings.unit, unit), field(strings.vary, slider), source),
          h("div", null, verdict),
        ),
        work.buttons,
        work.saved,
        picture,
        h("details.fold", null, h("summary", null, strings.as_table), twin),
        voice,
      ),
      worksheet(strings),
    ),
  );
  work.begin();
  el.addEventListener("change", work.record);
}

export default { render };
