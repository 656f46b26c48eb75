// Budget lines divided over targets, rates of execution, and flags: the same rules as localsdg.implementation.budget.
// Amounts are whole numbers of hundredths.
import { targets } from "../kit/agenda.js";
import { HIGH, LARGE, LARGEST, LOW } from "./limits.js";

const AT = new Map(targets.map(({ code }, at) => [code, at]));
const BILLION = 10n ** 9n; // shares that miss 1 by less than a part of it miss it by the noise of floats
const sum = (list, nothing) => list.reduce((all, each) => all + each, nothing);

export const isTarget = (code) => AT.has(code);

// An amount, as a number or a text with a point, in hundredths; NaN if it is none, too large, or has parts of a cent.
export function hundredths(value) {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined || /[1-9]/.test(decimals.slice(2))) return NaN;
  const units = Number(whole + decimals.slice(0, 2).padEnd(2, "0"));
  if (units >= 100 * LARGEST) return NaN;
  return sign && units ? -units : units;
}

// Shares in order, the untagged rest last, as whole numbers; negative where the shares are more than 1.
function weightsOf(shares) {
  const texts = shares.map((share) => (/e/.test(String(share)) ? share.toFixed(20) : String(share)).split("."));
  const digits = Math.max(9, ...texts.map(([, decimals = ""]) => decimals.length));
  const weights = texts.map(([whole, decimals = ""]) => BigInt(whole + decimals.padEnd(digits, "0")));
  const one = 10n ** BigInt(digits);
  const rest = one - sum(weights, 0n);
  const noise = one / BILLION;
  return [...weights, rest > noise || rest < -noise ? rest : 0n];
}

// The part of a line that has no tag, or below 0 what its shares are more than 1.
export function restOf(shares) {
  const weights = weightsOf(shares);
  return Number(weights.at(-1)) / Number(sum(weights, 0n));
}

// The method of the largest remainder: of equal ones the first.
function split(total, weights) {
  const whole = sum(weights, 0n);
  const parts = weights.map((weight) => (BigInt(total) * weight) / whole);
  const lost = weights.map((weight) => (BigInt(total) * weight) % whole);
  const order = [...parts.keys()].sort((
    one,
    other,
  ) => (lost[one] < lost[other] ? 1 : lost[one] > lost[other] ? -1 : 0));
  const left = Number(BigInt(total) - sum(parts, 0n));
  for (const at of order.slice(0, left)) parts[at] += 1n;
  return parts.map(Number);
}

const inOrder = (shares) => [...(shares ?? [])].sort(([one], [other]) => AT.get(one) - AT.get(other));

// lines: { id, approved }; tags: a map of maps, by line the share of each target. Gives { parts: { line, target, amount
// }, by_target and by_goal (maps, in the order of the Agenda), untagged, refunds (a map), total }.
export function tagBudget(lines, tags) {
  const parts = [];
  const refunds = new Map();
  for (const { id, approved } of lines) {
    if (approved < 0) {
      refunds.set(id, approved);
      continue;
    }
    const shares = inOrder(tags.get(id));
    const amounts = split(approved, weightsOf(shares.map(([, share]) => share)));
    const named = [...shares.map(([code]) => code), ""];
    parts.push(
      ...named.map((target, at) => ({ line: id, target, amount: amounts[at] })).filter(({ amount }) => amount),
    );
  }
  const by_target = new Map();
  const by_goal = new Map();
  for (const { code, goal } of targets) {
    const amount = sum(parts.filter(({ target }) => target === code).map((part) => part.amount), 0);
    if (!amount) continue;
    by_target.set(code, amount);
    by_goal.set(goal, (by_goal.get(goal) ?? 0) + amount);
  }
  const untagged = sum(parts.filter(({ target }) => !target).map(({ amount }) => amount), 0);
  const total = untagged + sum([...by_target.values(), ...refunds.values()], 0);
  return { parts, by_target, by_goal, untagged, refunds, total };
}

// What was spent in per cent of what was approved; null where nothing was approved.
export const execution = (approved, spent) => (approved > 0 ? (100 * spent) / approved : null);

// What a rate outside the band is asked. A refund that is the only spending is below zero, and no sign of another unit.
export function askedBy(rate) {
  if (rate < 0) return "repaid";
  return rate > 500 || (rate > 0 && rate < 0.5) ? "unlikely" : "execution";
}

const isOutside = (approved, spent) => {
  const [planned, final] = [BigInt(approved), 100n * BigInt(spent)];
  return final < BigInt(LOW) * planned || final > BigInt(HIGH) * planned;
};

// Pairs of line and flag. lines: { id, nature, approved, spent (NaN while the year runs), action }; whole: all that was
// approved, by default the sum of the lines; Infinity where it is not known, so that no line is large.
export function budgetFlags(lines, tags, whole) {
  const all = whole ?? sum(lines.map(({ approved }) => Math.max(approved, 0)), 0);
  return lines.flatMap(({ id, nature, approved, spent, action }) => {
    const tagged = [...(tags.get(id)?.values() ?? [])].some((share) => share > 0);
    const flags = [
      ["execution", approved > 0 && Number.isFinite(spent) && isOutside(approved, spent)],
      ["large and untagged", approved > 0 && 100 * approved > LARGE * all && !tagged],
      ["capital without an action", nature === "capital" && !action?.trim()],
    ];
    return flags.filter(([, holds]) => holds).map(([flag]) => [id, flag]);
  });
}
