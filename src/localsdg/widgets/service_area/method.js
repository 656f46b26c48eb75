// 11.2.1 and 11.7.1: who lives within reach; the same rules as localsdg.monitoring.service_area and open_space_share.

function waysOf(streets) {
  const ways = new Map();
  for (const [start, end, metres] of streets) {
    for (const [from, to] of [[start, end], [end, start]]) {
      if (!ways.has(from)) ways.set(from, []);
      ways.get(from).push([to, metres]);
    }
  }
  return ways;
}

// Metres from one crossing to every other that can be reached.
function walked(ways, from) {
  const far = new Map([[from, 0]]);
  const waiting = [from];
  while (waiting.length) {
    const here = waiting.shift();
    for (const [there, metres] of ways.get(here) ?? []) {
      const way = far.get(here) + metres;
      if (far.has(there) && far.get(there) <= way) continue;
      far.set(there, way);
      waiting.push(there);
    }
  }
  return far;
}

// Two ways to measure: distance(stop)(home) in metres. Streets are [start, end, metres]; homes and stops stand at one
// of these crossings.
export function alongStreets(streets) {
  const ways = waysOf(streets);
  const known = new Map();
  return (stop) => {
    if (!known.has(stop.at)) known.set(stop.at, walked(ways, stop.at));
    return (home) => known.get(stop.at).get(home.at) ?? Infinity;
  };
}
export const inLine = (stop) => (home) => Math.sqrt((home.x - stop.x) ** 2 + (home.y - stop.y) ** 2);

const sum = (homes) => homes.reduce((people, home) => people + home.people, 0);

// People within reach of a stop, each counted once; reach: metres by kind of stop. The share is NaN where nobody lives.
export function access(homes, stops, reach, distance) {
  const within = Object.fromEntries(Object.keys(reach).map((kind) => [kind, homes.map(() => false)]));
  for (const stop of stops) {
    const far = distance(stop);
    homes.forEach((home, at) => (within[stop.kind][at] ||= far(home) <= reach[stop.kind]));
  }
  const anywhere = homes.map((_, at) => Object.values(within).some((near) => near[at]));
  const people = sum(homes);
  const count = (near) => sum(homes.filter((_, at) => near[at]));
  const byKind = Object.entries(within).map(([kind, near]) => [kind, (100 * count(near)) / people]);
  const served = count(anywhere);
  return { share: (100 * served) / people, served, people, by_kind: Object.fromEntries(byKind), within: anywhere };
}

export const openShare = (open, streets, area) => (100 * (open + streets)) / area;
