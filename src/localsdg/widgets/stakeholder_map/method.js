// Who stands where on the map and who is missing, and 5.5.1(b); the same rules as localsdg.localizing.stakeholders.
import { GROUPS, LONGEST_ACTOR_NAME, MIDDLE, QUADRANTS } from "./limits.js";

export function quadrantOf({ power, interest }) {
  return QUADRANTS[(power >= MIDDLE ? 0 : 2) + (interest >= MIDDLE ? 0 : 1)];
}

// How many signs of a name are too many, counted as Python counts them.
export const tooMany = (name) => Math.max(0, [...name.trim()].length - LONGEST_ACTOR_NAME);

// Actors that count: those with a name that is not too long, and each name once. The Python method refuses the others.
export function placed(actors) {
  const names = new Set();
  const counts = (name) => name && !tooMany(name) && !names.has(name) && names.add(name);
  return actors.filter(({ name }) => counts(name.trim()));
}

// { quadrants: names by quadrant, empty: quadrants without anybody, missing: groups without a voice }.
export function stakeholderMap(actors) {
  const quadrants = Object.fromEntries(QUADRANTS.map((name) => [name, []]));
  for (const actor of actors) quadrants[quadrantOf(actor)].push(actor.name);
  const heard = new Set(actors.flatMap(({ groups }) => groups));
  return {
    quadrants,
    empty: QUADRANTS.filter((name) => !quadrants[name].length),
    missing: GROUPS.filter((group) => !heard.has(group)),
  };
}

// 5.5.1(b) of one council: { held, share }, or { fault } if the numbers cannot be members; null while one is missing.
export function womenInCouncil(women, men, seats = NaN) {
  if (Number.isNaN(women) || Number.isNaN(men)) return null;
  const given = Number.isNaN(seats) ? [women, men] : [women, men, seats];
  if (given.some((each) => each < 0 || !Number.isInteger(each))) return { fault: "whole" };
  const held = women + men;
  if (held > seats) return { fault: "seats" };
  return held ? { held, share: (100 * women) / held } : { fault: "nobody" };
}
