// Indicator 11.3.1 in words: title, reason and warnings for one result, from the catalogue.
import { fill, number } from "./kit.js";
import { assess } from "./land_and_people_method.js";

export const percent = (rate) => number(rate * 100, 2);

export function ratioText(ratio, strings) {
  if (ratio === null) return strings.no_ratio;
  return number(ratio, Math.abs(ratio) >= 100 ? 0 : 2);
}

export function words(numbers, result, version, strings) {
  const { land, ratio, kind } = result.versions[version];
  const values = { people: percent(result.people), land: percent(land), ratio: ratioText(ratio, strings) };
  const warnings = [];
  const other = result.versions[version === "2021" ? "earlier" : "2021"].kind;
  if (other !== kind) {
    const titles = { this_one: strings[`${kind}_title`], other_one: strings[`${other}_title`] };
    warnings.push(fill(strings.versions_disagree, titles));
  }
  if (result.long) warnings.push(fill(strings.long_period, { years: number(numbers.y1 - numbers.y0) }));
  if (result.slow) {
    const moved = (factor) => {
      const again = assess({ ...numbers, p1: numbers.p1 * factor });
      return ratioText(again.versions[version].ratio, strings);
    };
    warnings.push(fill(strings.fragile, { up: moved(1.01), down: moved(0.99) }));
  }
  return { title: strings[`${kind}_title`], reason: fill(strings[`${kind}_reason`], values), warnings };
}
