// Widget "Land and people": indicator 11.3.1 in both official versions, its verdict and the reason for it.
import { history } from "./history.js";
import { cases, decimals, field, fill, frame, h, identifier, number, radios, share, speaker, table } from "./kit.js";
import { numberField } from "./number_field.js";
import { assess, VERSIONS } from "./land_and_people_method.js";
import { slope, squares } from "./land_and_people_pictures.js";
import { percent, ratioText, words } from "./land_and_people_words.js";

const PERIODS = [[0, 1], [1, 2], [0, 2]];
const KEYS = ["y", "p", "v"];
const CASES = [["Accra", 2], ["Johannesburg", 2], ["Busan", 1], ["Dzerzhinsk", 1], ["Zwolle", 1]];
const year = (date) => String(Math.floor(date));

// The empty form for paper: the same steps, by hand.
function worksheet(strings) {
  const row = (name) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, "\u00a0"), h("td", null, "\u00a0"));
  const blanks = (sentence) =>
    sentence.split("{blank}").flatMap((part, index) => (index ? [h("span.blank"), part] : [part]));
  return h(
    "div.print",
    null,
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, h("td"), h("th", { scope: "col" }, strings.earlier), h("th", { scope: "col" }, strings.later))),
      h("tbody", null, row(strings.date), row(strings.people), row(strings.land)),
    ),
    h("ol", null, ...strings.sheet_steps.map((step) => h("li", null, ...blanks(step)))),
    h("p", null, strings.sheet_check),
    h("p", null, strings.sheet_sentence),
    h("div.line"),
    h("div.line"),
  );
}

function render({ model, el }) {
  const strings = model.get("strings");
  const cities = model.get("data").cities;
  const fields = {};
  const voice = speaker();
  const verdict = h("div");
  const pictures = h("div.pictures");
  const twin = h("div.twin");
  let version = model.get("answer").version ?? "2021";

  // Choosing a city fills the six boxes; typing in a box makes the numbers your own.
  const place = h("select", { onchange: () => load(place.value === "") }, h("option", { value: "" }, strings.own_numbers));
  for (const [index, city] of cities.entries()) {
    let group = [...place.children].find((child) => child.label === city.region && child.tagName === "OPTGROUP");
    if (!group) place.append((group = h("optgroup", { label: city.region })));
    group.append(h("option", { value: index }, `${city.place}, ${city.country}`));
  }
  const period = h("select", { onchange: () => load(false) });

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
      const made = (fields[key + index] = numberField(strings, rules, { "aria-labelledby": `${id} ${heads[index]}`, oninput: typed }));
      return h("td", null, made.box, made.note);
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
    show();
  });
  formula.classList.add("ls-versions");

  function choose(city, index) {
    place.value = cities.findIndex((item) => item.place === city);
    load(false, index);
  }
  function load(own, index = period.value === "" ? 1 : Number(period.value)) {
    const city = cities[place.value];
    period.disabled = !city;
    if (city) {
      const label = ([from, to]) => fill(strings.span, { from: year(city.y[from]), to: year(city.y[to]) });
      period.replaceChildren(...PERIODS.map((span, item) => h("option", { value: item }, label(span))));
      period.value = index;
      KEYS.forEach((key) => PERIODS[index].forEach((date, item) => fields[key + item].write(city[key][date])));
    } else {
      period.replaceChildren(h("option", { value: "" }, strings.own_dates));
      if (own) Object.values(fields).forEach(({ write }) => write(""));
    }
    show();
  }
  function typed() {
    if (place.value !== "") {
      place.value = "";
      load(false);
    } else show();
  }

  const steps = history({
    read: () => ({ ...Object.fromEntries(Object.entries(fields).map(([key, { box }]) => [key, box.value])), place: place.value, period: period.value, version }),
    restore: (state) => {
      version = state.version;
      for (const option of formula.querySelectorAll("input")) option.checked = option.value === version;
      place.value = state.place;
      load(false, state.period === "" ? 1 : Number(state.period));
      for (const [key, { write }] of Object.entries(fields)) write(state[key]);
      show();
    },
    strings,
    say: voice.say,
  });

  function show() {
    const numbers = Object.fromEntries(Object.entries(fields).map(([key, { read }]) => [key, read()]));
    const result = assess(numbers);
    for (const name of VERSIONS) {
      const value = result && ratioText(result.versions[name].ratio, strings);
      labels[name].textContent = result ? fill(strings.version_value, { version: strings.version[name], value }) : strings.version[name];
    }
    for (const [key, { input }] of Object.entries(sliders)) {
      const factor = numbers[`${key}1`] / numbers[`${key}0`];
      input.disabled = !(factor > 0 && Number.isFinite(factor));
      if (input.disabled) continue;
      input.value = Math.log(factor);
      input.setAttribute("aria-valuetext", fill(strings.times, { value: number(numbers[`${key}1`]), factor: number(factor, 2) }));
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
    share("land_and_people", answer);
    model.set("answer", answer);
    model.save_changes();
  }

  const tries = CASES.map(([city, index]) => [[city, index], city, strings.cases[city]]);
  el.append(
    frame(
      "",
      11,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        cases(strings.worth_trying, tries, ([city, index]) => {
          choose(city, index);
          steps.record();
        }),
        h("div.columns.pickers", null, field(strings.city, place), field(strings.period, period)),
        h("div.bench", null, h("div", null, grid, sliders.p.part, sliders.v.part), h("div", null, formula, verdict)),
        steps.buttons,
        pictures,
        h("details.fold", null, h("summary", null, strings.as_table), twin),
        voice,
      ),
      worksheet(strings),
    ),
  );
  const start = model.get("answer");
  choose(start.place || "Accra", 2);
  steps.begin();
  el.addEventListener("change", steps.record);
}

export default { render };
