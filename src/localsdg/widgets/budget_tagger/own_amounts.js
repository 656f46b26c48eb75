// Amounts as the learner's office writes them, such as 1.234.567,80.
import { typedNumber } from "../kit/typed_numbers.js";
import { money } from "./words.js";

const OTHER = { ",": ".", ".": "," };

// How a text separates thousands and decimals, { thousands, decimals, isIndian }, if it can only be read in one way.
function styleOf(text) {
  const [body = ""] = /\d[\d.,' \u00a0\u202f]*\d/.exec(text) ?? [];
  const signs = body.match(/[^\d]/g) ?? [];
  if (!signs.length || typedNumber(text).value === undefined) return undefined;
  const last = signs.at(-1);
  const hasDecimals = ",.".includes(last) && signs.filter((sign) => sign === last).length === 1;
  const groups = (hasDecimals ? body.slice(0, body.lastIndexOf(last)) : body).split(/\D/);
  const thousands = groups.length > 1 ? signs[0] : OTHER[last];
  const decimals = hasDecimals ? last : (OTHER[thousands] ?? (thousands === "'" ? "." : ","));
  return { thousands, decimals, isIndian: groups.length > 2 && groups.slice(1).some((group) => group.length === 2) };
}

// Hundredths, to the cent, as the first of the texts that shows it writes amounts; else as the page does.
export function moneyLike(texts) {
  const style = texts.map(styleOf).find(Boolean);
  if (!style) return money;
  const between = style.isIndian ? /\B(?=(?:\d{2})*\d{3}$)/g : /\B(?=(?:\d{3})+$)/g;
  return (units) => {
    const [whole, cents] = (Math.abs(units) / 100).toFixed(2).split(".");
    const sign = units < 0 ? "\u2212" : "";
    const thousands = /\s/.test(style.thousands) ? "\u00a0" : style.thousands;
    return `${sign}${whole.replace(between, thousands)}${style.decimals}${cents}`;
  };
}
