// What the exercises of lessons 2.6 and 3.2 find in the figures that were typed: one sentence each, or none.
import { decimals, decimalsOf, fill, number } from "../kit/kit.js";
import { typedNumber } from "../kit/typed_numbers.js";
import { assess } from "../land_and_people/method.js";
import { ratioText, secondary, words } from "../land_and_people/words.js";
import { targetPath } from "../target_path/method.js";

const LAND = { year: "y", people: "p", "built-up land": "v" };
const read = (entry, unit) => typedNumber(String(entry?.value ?? ""), unit).value ?? NaN;

export function pathSays(path, strings) {
  const unit = String(path.unit?.value ?? "");
  const value = (step) => read(path[`${step}/value`], unit);
  const year = (step) => read(path[`${step}/year`], "");
  const numbers = { baseline: value("baseline"), baseline_year: year("baseline"), target: value("target") };
  const position = targetPath({ ...numbers, target_year: year("target") })?.position(year("latest"), value("latest"));
  if (!position) return "";
  const latest = value("latest");
  const digits = decimals([latest, position.expected_linear], Math.max(1, decimalsOf(latest)));
  const said = { year: year("latest"), unit, value: number(latest, digits) };
  const title = strings[`${position.label_linear.replaceAll(" ", "_")}_title`];
  return fill(strings.path_says, { ...said, title, expected: number(position.expected_linear, digits) });
}

/** @returns {string} */
export function landSays(land, strings) {
  const steps = ["earlier", "later"].flatMap((date, at) =>
    Object.entries(LAND).map((
      [name, letter],
    ) => [`${letter}${at}`, read(land[`${date}/${name}`], name[0] === "b" ? "ha" : "")])
  );
  const numbers = Object.fromEntries(steps);
  const result = assess(numbers);
  if (!result) return "";
  return fill(strings.land_says, {
    current: ratioText(result.versions["2021"].ratio, strings),
    earlier: ratioText(result.versions.earlier.ratio, strings),
    title: words(numbers, result, "2021", strings).title,
    ...secondary(result),
  });
}
