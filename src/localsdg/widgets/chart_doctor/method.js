// What is wrong with a dashboard: the same checks as localsdg.monitoring.check_dashboard, for numbers and texts.
import { FILLED, FITS, LEAST_FIGURES, LEAST_YEARS, MOST_FIGURES, MOST_PARTS, PERCENT, SHORT_WORD } from "./limits.js";

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];

// Whether a message only names the figure: beside the name, years and short words it says nothing.
function isLabel(message, name) {
  const known = wordsOf(name);
  return wordsOf(message).every((word) => known.includes(word) || [...word].length <= SHORT_WORD);
}

function messageFault({ message, name }) {
  if (!message) return "no_message";
  return isLabel(message, name) ? "label" : "";
}
function chartFault({ chart, shows, points }) {
  if (!chart) return "no_chart";
  if (!shows) return "no_shows";
  if (!FITS[shows].includes(chart)) return "misfit";
  if (shows !== "target" && points < 2) return "one_point";
  if (chart === "line" && points < LEAST_YEARS) return "two_years";
  return chart === "parts" && points > MOST_PARTS ? "many_parts" : "";
}
const axisFault = ({ chart, axis_from: from }) => FILLED.includes(chart) && Number.isFinite(from) && from ? "cut" : "";
function measureFault({ shows, measure, unit }) {
  const isShare = [...PERCENT].some((sign) => unit.includes(sign)); // per cent, also in other scripts
  if (measure === "count" && isShare) return "unit_count";
  if (shows !== "groups") return "";
  if (measure === "count") return "total";
  return measure || isShare ? "" : "unsaid";
}
function baseFault({ shows, measure, base_year: year, base_value: value }) {
  const isCounted = shows === "years" || measure === "change";
  return isCounted && (Number.isNaN(year) || Number.isNaN(value)) ? "base" : "";
}
function periodFault({ shows, base_year: base, since, note }) {
  if (shows !== "years" || Number.isNaN(base)) return "";
  if (Number.isNaN(since)) return "since";
  return base > since && !note ? "picked" : "";
}

function targetFault({ shows, target_year: year, target_value: value }) {
  return shows === "target" && (Number.isNaN(year) || Number.isNaN(value)) ? "no_target" : "";
}

// figures: { name, message, chart, shows, points, axis_from, measure, base_year, base_value, since, note, target_year,
// target_value, year, value, unit, source, version }, trimmed texts and numbers, NaN for none. Gives { figure (its
// place; none for the dashboard), rule, kind }, in order.
export function checkDashboard(figures) {
  const lacks = (figure, name) => (typeof figure[name] === "number" ? Number.isNaN(figure[name]) : !figure[name]);
  const found = figures.flatMap((figure, at) => {
    const checks = [
      ["message", messageFault(figure)],
      ["chart", chartFault(figure)],
      ["zero base", axisFault(figure)],
      ["share or total", measureFault(figure)],
      ["base", baseFault(figure)],
      ["period", periodFault(figure)],
      ["target", targetFault(figure)],
      ...["year", "value", "unit", "source", "version"].map((name) => [name, lacks(figure, name) ? name : ""]),
    ];
    return checks.filter(([, kind]) => kind).map(([rule, kind]) => ({ figure: at, rule, kind }));
  });
  const count = figures.length;
  if (count < LEAST_FIGURES) found.push({ rule: "5 to 8", kind: "few" });
  if (count > MOST_FIGURES) found.push({ rule: "5 to 8", kind: "many" });
  return found;
}
