// The cities of the Atlas of Urban Expansion: their numbers in one of three periods, as ready cases, and two lists to
// choose from.
import { field, fill, h } from "../kit/kit.js";
import { unmistakable } from "../kit/typed_numbers.js";

/** @type {[number, number][]} */
const PERIODS = [[0, 1], [1, 2], [0, 2]];
const KEYS = ["y", "p", "v"];
const CASES = [["Accra", 2], ["Johannesburg", 2], ["Busan", 1], ["Dzerzhinsk", 1], ["Zwolle", 1]];
const USUAL_PERIOD = 1;

export const year = (date) => String(Math.floor(date));

// Rows of place, country, region by its number, and three dates of people, hectares and years.
const cityOf = (regions) => ([place, country, region, ...dates]) => ({
  place,
  country,
  region: regions[region],
  p: dates.slice(0, 3),
  v: dates.slice(3, 6),
  y: dates.slice(6),
});

function placeList(cities, own, onchange) {
  const list = h("select", { onchange }, own);
  for (const [index, city] of cities.entries()) {
    let group = [...list.children].find((child) => child.label === city.region && child.tagName === "OPTGROUP");
    if (!group) list.append(group = h("optgroup", { label: city.region }));
    group.append(h("option", { value: index }, `${city.place}, ${city.country}`));
  }
  return list;
}

// open(case) and openMine() are called with what the learner chooses.
export function cityLists(data, strings, { open, openMine }) {
  const cities = data.cities.map(cityOf(data.regions));
  const own = h("option", { value: "" }, strings.own_numbers);
  const place = placeList(cities, own, () => (place.value === "" ? openMine() : choose(place.value)));
  const period = h("select", { onchange: () => choose(place.value, period.value) });
  const spanOf = (city, [from, to]) => fill(strings.span, { from: year(city.y[from]), to: year(city.y[to]) });

  function caseOf(index, span) {
    const city = cities[index];
    const numbers = KEYS.flatMap((key) => PERIODS[span].map((date, at) => [key + at, unmistakable(city[key][date])]));
    const { place: name } = city;
    const state = { ...Object.fromEntries(numbers), place: String(index), period: String(span) };
    return { key: name, name, hint: strings.cases[name], from: ["example", name], state };
  }
  function choose(index, span = period.value === "" ? USUAL_PERIOD : period.value) {
    open(caseOf(Number(index), Number(span)));
  }
  return {
    element: h("div.columns.pickers", null, field(strings.city, place), field(strings.period, period)),
    ready: CASES.map(([name, span]) => caseOf(cities.findIndex((city) => city.place === name), span)),
    chosen: () => ({ place: place.value, period: period.value }),
    name: () => cities[place.value]?.place ?? "",
    // Numbers of a city that were changed are neither its own nor the learner's: changed says so.
    write(state, changed) {
      own.textContent = changed ? strings.changed_numbers : strings.own_numbers;
      place.value = state.place;
      const city = cities[state.place];
      period.disabled = !city;
      const spans = city
        ? PERIODS.map((span, item) => h("option", { value: item }, spanOf(city, span)))
        : [h("option", { value: "" }, strings.own_dates)];
      period.replaceChildren(...spans);
      if (city) period.value = state.period;
    },
  };
}
