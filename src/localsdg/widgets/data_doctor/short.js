// A row of the baseline table in a few words.
import { fill } from "../kit/kit.js";

export function shortOf({ gap, fields }, strings) {
  if (gap) return strings.gap_short;
  const value = fields["baseline/value"];
  if (!value) return strings.no_value;
  const withUnit = fill(strings.with_unit, { value, unit: fields.unit }).trim();
  return fields["baseline/year"] ? fill(strings.short, { value: withUnit, year: fields["baseline/year"] }) : withUnit;
}
