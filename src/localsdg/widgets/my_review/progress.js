// What a rule of lesson 3.3 says of an indicator, in words: the verdicts of localsdg.monitoring.progress.
import { fourRules } from "../trend_rules/method.js";
import { FEW_TIMES, LARGEST, NO_SCORE, PARTS_OF_WAY, REASONS, TREND_RULES } from "./limits.js";
import { isClose } from "./recomputing.js";
import { fixed } from "./words.js";

const NEAR = 1e-9;
const MOST_DIGITS = 9;

// A number with as many decimals as tell it from zero and from the numbers it is compared with.
function toldApart(value, least, others) {
  const different = [0, ...others].filter((other) => !isClose(value, other, NEAR));
  const alike = (digits) => different.some((other) => fixed(value, digits).replace(/^-/, "") === fixed(other, digits));
  let digits = least;
  while (digits < MOST_DIGITS && alike(digits)) digits += 1;
  return fixed(value, digits).replace("-", "−");
}
const percentOf = (part) => `${toldApart(100 * part, 2, PARTS_OF_WAY.map((limit) => 100 * limit))} %`;

const isUsable = (number) => number !== null && Math.abs(number) <= LARGEST;
// A score needs bounds between which something can be placed.
const canScore = ({ worst, best, green }) =>
  [worst, best, green].every(isUsable) && worst !== best && Number.isFinite(100 / (best - worst));

// numbers: as fourRules of lesson 3.3 takes them, with worst, best and green null where they are not given. Gives
// label, reason, method and value, which is null where there is none; nothing if the rule cannot be asked.
export function verdict(rule, numbers) {
  const { id, method, classes, meaning, value_is: about } = TREND_RULES[rule];
  if (![numbers.base, numbers.last, numbers.target].every(isUsable)) return;
  const { worst, best, green } = numbers;
  const scored = id !== "sdsn" || [worst, best, green].every((each) => each !== null);
  if (!scored) return { value: null, label: classes.at(-1), reason: NO_SCORE, method };
  if (id === "sdsn" && !canScore(numbers)) return;
  const found = fourRules(numbers)?.[id];
  if (!found) return;
  const value = Number.isFinite(found.value) ? found.value : null;
  const said = meaning[found.place];
  const words = value === null ? "" : REASONS[about]
    .replace("{times}", () => toldApart(value, 3, FEW_TIMES))
    .replace("{percent}", () => percentOf(value));
  return { value, label: classes[found.place], reason: words ? `${said} ${words}` : said, method };
}
