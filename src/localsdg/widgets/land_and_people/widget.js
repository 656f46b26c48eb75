// Widget "Land and people": indicator 11.3.1 in both official versions, its verdict and the reason for it.
import { desk } from "../kit/desk.js";
import { markWords } from "../kit/keeping.js";
import { decimals, field, fill, frame, h, identifier, number, radios, share, speaker, table } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { VERSIONS } from "./limits.js";
import { assess } from "./method.js";
import { slope, squares } from "../kit/diagrams.js";
import { percent, ratioText, words } from "./words.js";
import { unmistakable } from "../kit/typed_numbers.js";

/** @type {[number, number][]} */
const PERIODS = [[0, 1], [1, 2], [0, 2]];
const KEYS = ["y", "p", "v"];
const CASES = [["Accra", 2], ["Johannesburg", 2], ["Busan", 1], ["Dzerzhinsk", 1], ["Zwolle", 1]];
const BOXES = ["y0", "p0", "v0", "y1", "p1", "v1"];
const year = (date) => String(Math.floor(date));

// The empty form for paper: the same steps, by hand.
function worksheet(strings) {
  const row = (name) =>
    h("tr", null, h("th", { scope: "row" }, name), h("td", null, "\u00a0"), h("td", null, "\u00a0"));
  const blanks = (sentence) =>
    sentence.split("{blank}").flatMap((part, index) => (index ? [h("span.blank"), part] : [part]));
  return h(
    "div.print",
    null,
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h(
        "thead",
        null,
        h("tr", null, h("td"), h("th", { scope: "col" }, strings.earlier), h("th", { scope: "col" }, strings.later)),
      ),
      h("tbody", null, row(strings.date), row(strings.people), row(strings.land)),
    ),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, ...blanks(step)))),
    h("p", null, strings.sheet_check),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  );
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const data = model.get("data");
  const cities = data.cities.map(([place, country, region, ...dates]) => ({
    place,
    country,
    region: data.regions[region],
    p: dates.slice(0, 3),
    v: dates.slice(3, 6),
    y: dates.slice(6),
  }));
  const fields = {};
  const signs = {};
  const voice = speaker();
  const verdict = h("div");
  const pictures = h("div.pictures");
  const twin = h("div.twin");
  let version = VERSIONS[0];

  // Choosing a city fills the six boxes. Numbers of a city that were changed are neither its own nor the learner's.
  const free = h("option", { value: "" }, strings.own_numbers);
  const place = h(
    "select",
    { onchange: () => (place.value === "" ? work.openMine() : openCity(Number(place.value))) },
    free,
  );
  for (const [index, city] of cities.entries()) {
    let group = [...place.children].find((child) => child.label === city.region && child.tagName === "OPTGROUP");
    if (!group) place.append(group = h("optgroup", { label: city.region }));
    group.append(h("option", { value: index }, `${city.place}, ${city.country}`));
  }
  const period = h("select", { onchange: () => openCity(Number(place.value), Number(period.value)) });

  const heads = [identifier("earlier"), identifier("later")];
  const head = (index, text) => h("th", { id: heads[index], scope: "col" }, text);
  const grid = h(
    "table.numbers",
    null,
    h("caption.hidden", null, strings.numbers_in_use),
    h("thead", null, h("tr", null, h("td"), head(0, strings.earlier), head(1, strings.later))),
    h("tbody", null, ...[["y", strings.date], ["p", strings.people], ["v", strings.land]].map(row)),
  );
  function row([key, name]) {
    const id = identifier(key);
    const cell = (index) => {
      const rules = { min: 0, unit: () => (key === "v" ? "ha" : "") };
      const made = (fields[key + index] = numberField(strings, rules, {
        "aria-labelledby": `${id} ${heads[index]}`,
        oninput: typed,
      }));
      return h("td", null, made.box, made.note, signs[key + index] = h("p.taken.small", { hidden: true }));
    };
    return h("tr", null, h("th", { id, scope: "row" }, name), cell(0), cell(1));
  }

  // Sliders move the later number as a multiple of the earlier one, on a logarithmic scale.
  const sliders = Object.fromEntries([["p", strings.vary_people], ["v", strings.vary_land]].map(([key, label]) => {
    const input = h("input", { type: "range", min: -0.7, max: 2.4, step: 0.01, oninput: slide });
    function slide() {
      fields[`${key}1`].write(Math.round(fields[`${key}0`].read() * Math.exp(input.value)));
      typed();
    }
    return [key, { input, part: h(`div.vary-${key}`, null, field(label, input)) }];
  }));

  const labels = Object.fromEntries(VERSIONS.map((name) => [name, h("span")]));
  const formula = radios(strings.formula, VERSIONS.map((name) => [name, labels[name]]), version, (name) => {
    version = name;
    work.changed();
    show();
  });
  formula.classList.add("ls-versions");

  // The numbers of a city in one of three periods, as a ready case.
  const spanOf = (city, [from, to]) => fill(strings.span, { from: year(city.y[from]), to: year(city.y[to]) });
  function caseOf(index, span) {
    const city = cities[index];
    const numbers = KEYS.flatMap((key) => PERIODS[span].map((date, at) => [key + at, unmistakable(city[key][date])]));
    const name = city.place;
    return {
      key: name,
      name,
      hint: strings.cases[name],
      from: ["example", name],
      state: { ...Object.fromEntries(numbers), place: String(index), period: String(span), version },
    };
  }
  const openCity = (index, span = period.value === "" ? 1 : Number(period.value)) => {
    work.open(caseOf(index, span));
  };
  function write(state) {
    for (const name of BOXES) fields[name].write(state[name]);
    version = VERSIONS.includes(state.version) ? state.version : VERSIONS[0];
    for (const option of formula.querySelectorAll("input")) option.checked = option.value === version;
    free.textContent = state.place === "" && work.showing() ? strings.changed_numbers : strings.own_numbers;
    place.value = state.place;
    const city = cities[state.place];
    period.disabled = !city;
    const spans = city
      ? PERIODS.map((span, item) => h("option", { value: item }, spanOf(city, span)))
      : [h("option", { value: "" }, strings.own_dates)];
    period.replaceChildren(...spans);
    if (city) period.value = state.period;
    show();
  }
  function typed() {
    if (place.value !== "") write({ ...read(), place: "", period: "" });
    else show();
    work.changed();
    show();
  }
  const read = () => ({
    ...Object.fromEntries(BOXES.map((name) => [name, fields[name].box.value])),
    place: place.value,
    period: period.value,
    version,
  });

  const ready = CASES.map(([city, span]) => caseOf(cities.findIndex((item) => item.place === city), span));
  const blank = { ...Object.fromEntries(BOXES.map((name) => [name, ""])), place: "", period: "", version };
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "3.2",
      part: "land",
      cases: ready,
      opens: ready[0],
      blank,
      read,
      write,
      pack: (state) => ({
        ...Object.fromEntries(BOXES.map((name) => [name, state[name]])),
        version: state.version === blank.version ? null : state.version,
      }),
      unpack: (entry) => ({ ...blank, ...entry }),
      label: (name) =>
        `${strings[{ y: "date", p: "people", v: "land" }[name[0]]]}, ${
          name[1] === "0" ? strings.earlier : strings.later
        }`,
      marked: (name) => name !== "version",
    },
  );

  function show() {
    for (const [name, sign] of Object.entries(signs)) {
      const taken = work.mark(name);
      sign.hidden = !taken;
      sign.textContent = taken ? markWords(taken, strings) : "";
    }
    const numbers = Object.fromEntries(Object.entries(fields).map(([key, { read }]) => [key, read()]));
    const result = assess(numbers);
    for (const name of VERSIONS) {
      const value = result && ratioText(result.versions[name].ratio, strings);
      labels[name].textContent = result
        ? fill(strings.version_value, { version: strings.version[name], value })
        : strings.version[name];
    }
    for (const [key, { input }] of Object.entries(sliders)) {
      const factor = numbers[`${key}1`] / numbers[`${key}0`];
      input.disabled = !(factor > 0 && Number.isFinite(factor));
      if (input.disabled) continue;
      input.value = Math.log(factor);
      input.setAttribute(
        "aria-valuetext",
        fill(strings.times, { value: number(numbers[`${key}1`]), factor: number(factor, 2) }),
      );
    }
    if (!result) {
      verdict.replaceChildren(h("p.title", null, strings.missing_title), h("p", null, strings.missing_reason));
      pictures.replaceChildren();
      twin.replaceChildren();
      voice.say(strings.missing_reason);
      tell({ place: "", version, numbers: {} });
      return;
    }
    const { ratio, kind } = result.versions[version];
    const { title, reason, warnings } = words(numbers, result, version, strings);
    verdict.replaceChildren(
      h("p.big", null, ratioText(ratio, strings)),
      h("p.title", null, title),
      h("p", null, reason),
      ...warnings.map((text) => h("p.warning", null, text)),
    );
    pictures.replaceChildren(
      h("figure", null, h("figcaption", null, strings.slope_caption), slope(numbers, strings)),
      h("figure", null, h("figcaption", null, strings.squares_caption), squares(numbers, result.each, strings)),
    );
    const { earlier, later } = result.each;
    const few = (values, least = 0) => values.map((value) => number(value, decimals(values, least)));
    const both = (text) => VERSIONS.map((name) => text(result.versions[name]));
    twin.replaceChildren(
      table(strings.counted, ["", year(numbers.y0), year(numbers.y1)], [
        [strings.people, ...few([numbers.p0, numbers.p1])],
        [strings.land, ...few([numbers.v0, numbers.v1])],
        [strings.each, ...few([earlier, later], 1)],
      ]),
      table(strings.rates, ["", ...VERSIONS.map((name) => strings.version[name])], [
        [strings.people, ...both(() => `${percent(result.people)}\u00a0%`)],
        [strings.land_short, ...both((item) => `${percent(item.land)}\u00a0%`)],
        ["11.3.1", ...both((item) => ratioText(item.ratio, strings))],
      ]),
    );
    voice.say(fill(strings.said, { title, ratio: ratioText(ratio, strings) }));
    tell({ place: cities[place.value]?.place ?? "", version, numbers, ratio, kind, land_per_person: result.each });
  }
  function tell(answer) {
    share("land_and_people", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  el.append(
    frame(
      "",
      11,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        h("div.columns.pickers", null, field(strings.city, place), field(strings.period, period)),
        h("div.bench", null, h("div", null, grid, sliders.p.part, sliders.v.part), h("div", null, formula, verdict)),
        work.buttons,
        work.saved,
        pictures,
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
