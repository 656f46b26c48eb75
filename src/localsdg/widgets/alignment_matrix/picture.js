// Coverage by goal: one square for each relevant target, full with a direct link, striped with an indirect one only.
import { chart } from "../kit/charts.js";
import { goals } from "../kit/agenda.js";
import { fill, h, identifier, number, s, table } from "../kit/kit.js";

const STEP = 20;
const SIZE = 12;
const LEFT = 34;
const WIDTH = 310;

const KINDS = ["direct", "only_indirect", "none"];
const FILLS = [{ fill: "var(--brand)", stroke: "var(--brand)" }, { stroke: "var(--brand)" }, {
  fill: "none",
  stroke: "var(--edge)",
}];

function square(x, y, kind, stripes) {
  const paint = kind === 1 ? { ...FILLS[1], fill: `url(#${stripes})` } : FILLS[kind];
  return s("rect", { x, y, width: SIZE, height: SIZE, ...paint });
}
function stripesOf(id) {
  const line = s("path", { d: "M0 6L6 0", stroke: "var(--brand)", "stroke-width": 1.6 });
  return s("defs", null, s("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

// found: what alignPlan gives; message: the result in words.
export function coverage(found, message, strings) {
  const stripes = identifier("stripes");
  const rows = found.goals;
  const words = (x, y, text, extra = {}) => s("text", { x, y, "font-size": 14, fill: "var(--ink)", ...extra }, text);
  const drawn = rows.flatMap(([goal, relevant, direct, only], at) => {
    const y = 4 + at * STEP;
    const kindOf = (place) => (place < direct ? 0 : place < direct + only ? 1 : 2);
    const squares = Array.from(
      { length: relevant },
      (_, place) => square(LEFT + place * (SIZE + 2), y, kindOf(place), stripes),
    );
    return [words(LEFT - 8, y + 12, String(goal), { "text-anchor": "end" }), ...squares];
  });
  const foot = rows.length * STEP + 14;
  const key = KINDS.flatMap((kind, at) => [
    square(LEFT, foot + at * STEP, at, stripes),
    words(LEFT + SIZE + 8, foot + 11 + at * STEP, strings.key[kind]),
  ]);
  const height = foot + KINDS.length * STEP + 4;
  const picture = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height },
    stripesOf(stripes),
    ...drawn,
    ...key,
  );
  const named = (goal) => fill(strings.goal, { goal, name: goals[goal - 1].name });
  const cells = rows.map(([goal, relevant, direct, only]) => [
    named(goal),
    ...[relevant, direct, only, relevant - direct - only].map((each) => number(each)),
  ]);
  const twin = h(
    "div.scroll",
    { role: "region", tabindex: 0, "aria-label": strings.picture },
    table(strings.picture, strings.picture_heads, cells),
  );
  return chart(strings.picture, message, picture, twin, strings);
}
