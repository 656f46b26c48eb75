// Indicator 11.3.1 in both official versions. Pure: numbers in, result out. Its Python twin is
// localsdg.monitoring.land_and_people; both are tested against the same vectors.

import { EQUAL_FROM, EQUAL_TO, LONG, SLOW, VERSIONS } from "./limits.js";

function kind(people, land, ratio) {
  if (people === 0) return "undefined";
  if (people < 0) return land > 0 ? "leaving" : land === 0 ? "emptier" : "shrinking";
  if (land < 0) return "tighter";
  if (land === 0) return "infill";
  if (ratio > EQUAL_TO) return "faster";
  return ratio < EQUAL_FROM ? "denser" : "equal";
}

// {y0, y1, p0, p1, v0, v1}: dates in decimal years, people, built-up land in hectares. Null if a number is missing.
/** @param {Record<string, number>} numbers */
export function assess({ y0, y1, p0, p1, v0, v1 }) {
  const years = y1 - y0;
  if (![y0, y1, p0, p1, v0, v1].every((value) => value > 0) || !(years > 0)) return null;
  const people = Math.log(p1 / p0) / years;
  const versions = {};
  for (const version of VERSIONS) {
    const land = version === "2021" ? (v1 - v0) / v0 / years : Math.log(v1 / v0) / years;
    const ratio = people === 0 ? null : land / people || 0; // never minus zero
    versions[version] = { land, ratio, kind: kind(people, land, ratio) };
  }
  return {
    people,
    versions,
    // The secondary indicators.
    each: { earlier: (v0 * 1e4) / p0, later: (v1 * 1e4) / p1 }, // square metres per person
    total: (v1 - v0) / v0, // change of built-up land from the first date to the second
    slow: people !== 0 && Math.abs(people) < SLOW,
    long: years > LONG,
  };
}
