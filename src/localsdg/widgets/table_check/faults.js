// Runs all checks on a table and returns the faults, the worst first, then by kind and row.
import { CELL_CHECKS } from "./checks_cells.js";
import { FILE_CHECKS } from "./checks_file.js";
import { NAME_CHECKS } from "./checks_names.js";
import { SERIES_CHECKS } from "./checks_series.js";
import { SHAPE_CHECKS } from "./checks_shape.js";
import { SUM_CHECKS } from "./checks_sums.js";
import { namesRowsBelow } from "./inherit.js";
import { CHECKS } from "./limits.js";
import { filled } from "./words.js";

const LOOKS = { ...FILE_CHECKS, ...SHAPE_CHECKS, ...CELL_CHECKS, ...NAME_CHECKS, ...SERIES_CHECKS, ...SUM_CHECKS };
const SEVERITIES = ["error", "warning", "note"];

// The checks that Python has and the page has not; none, or a test says so.
export const notMade = () => CHECKS.map(([kind]) => kind).filter((kind) => !(kind in LOOKS));

// The texts of one kind: t("found", { ... }).
function textsOf(texts, kind) {
  return (key, values) => {
    const sentence = texts.kinds[kind]?.[key] ?? texts.common[key];
    if (sentence === undefined) throw new Error(`There is no text ${key} of ${kind}.`);
    return filled(sentence, values);
  };
}

function look(material, texts, kind, severity) {
  const t = textsOf(texts, kind);
  const more = kind === "blank-row" ? { namesBelow: namesRowsBelow(material) } : {};
  return LOOKS[kind](material, t, more).map((fault) => {
    const { row = null, column = "", found, expected, repair, new: fresh = null } = fault;
    const safe = fault.safe ?? fresh !== null;
    return { severity: fault.severity ?? severity, kind, row, column, found, expected, repair, safe, new: fresh };
  });
}

// Each step is a function, so that a page stays responsive between them; the last one returns the faults in order.
export function checksOf(material, texts) {
  const made = CHECKS.filter(([kind, , area]) => kind in LOOKS && (area !== "series" || material.layout.values.length));
  const order = new Map(CHECKS.map(([kind], at) => [kind, at]));
  const found = [];
  const steps = made.map(([kind, severity]) => () => {
    for (const fault of look(material, texts, kind, severity)) found.push(fault);
  });
  const rank = ({ severity }) => SEVERITIES.indexOf(severity);
  const inOrder = () =>
    found.sort((a, b) => rank(a) - rank(b) || order.get(a.kind) - order.get(b.kind) || (a.row ?? 0) - (b.row ?? 0));
  return { steps, inOrder };
}
