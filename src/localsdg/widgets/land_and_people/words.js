// Indicator 11.3.1 in words: title, reason and warnings for one result, from the catalogue.
import { decimals, fill, number } from "../kit/kit.js";
import { assess } from "./method.js";

// Rates that are shown together have the same decimals: as many as tell them apart.
export function percent(rate, ...others) {
  const [own, ...all] = [rate, ...others].map((each) => each * 100);
  return number(own, decimals([own, ...all], 2));
}

export function ratioText(ratio, strings, ...others) {
  if (ratio === null) return strings.no_ratio;
  return number(ratio, decimals([ratio, ...others], Math.abs(ratio) >= 100 ? 0 : 2));
}

// The secondary indicators, as they are filled into a sentence.
export function secondary({ each, total }) {
  const digits = decimals([each.earlier, each.later]);
  return { then: number(each.earlier, digits), now: number(each.later, digits), total: number(100 * total, 1) };
}

export function words(numbers, result, version, strings) {
  const { land, ratio, kind } = result.versions[version];
  const values = {
    people: percent(result.people, land),
    land: percent(land, result.people),
    ratio: ratioText(ratio, strings),
  };
  const warnings = [];
  const other = result.versions[version === "2021" ? "earlier" : "2021"].kind;
  if (other !== kind) {
    const titles = { this_one: strings[`${kind}_title`], other_one: strings[`${other}_title`] };
    warnings.push(fill(strings.versions_disagree, titles));
  }
  if (result.long) warnings.push(fill(strings.long_period, { years: number(numbers.y1 - numbers.y0) }));
  if (result.slow) {
    const moved = (factor) => assess({ ...numbers, p1: numbers.p1 * factor }).versions[version].ratio;
    const [up, down] = [moved(1.01), moved(0.99)];
    warnings.push(fill(strings.fragile, { up: ratioText(up, strings, down), down: ratioText(down, strings, up) }));
  }
  return { title: strings[`${kind}_title`], reason: fill(strings[`${kind}_reason`], values), warnings };
}
