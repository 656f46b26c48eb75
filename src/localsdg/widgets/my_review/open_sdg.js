// The files of an Open SDG folder: of each indicator its data and its metadata; the same as open_sdg of annex.py.
// Between Year and Value stand breakdowns alone. Components are not part of it, and suppressed figures are left out.
import { csvText } from "./annex.js";
import { DERIVED, GIVEN, SHOWN } from "./limits.js";
import { ABOUT_FIGURES, DIRECTIONS, OFFICIAL } from "./plan.js";
import { yearOf } from "./reading.js";
import { FORMULAS } from "./recomputing.js";
import { capitalized } from "./texts.js";
import { casefold, digits, inOrder, wordsOf } from "./words.js";

// The name of a breakdown, which is none of the columns that Open SDG knows.
function headingOf(name) {
  const word = capitalized(name);
  return ["Year", "Value", "Units", "Series"].includes(word) ? `${word} group` : word;
}

function breakdownsOf({ area, group }) {
  const found = new Map();
  for (const part of group.split("; ").filter(Boolean)) {
    const at = part.indexOf(":");
    const name = part.slice(0, Math.max(at, 0)).trim();
    found.set(name ? headingOf(name) : "Group", at < 0 ? part : part.slice(at + 1).trim());
  }
  return area ? found.set("Area", area) : found;
}

const slugOf = (code) => casefold(code).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "indicator";

const isOfficial = ({ code }) => OFFICIAL.includes(code);

// The number of an indicator; where it has no official code, it begins with its target.
function numberOf(indicator) {
  if (isOfficial(indicator)) return indicator.code;
  return `${indicator.targets[0] ?? "local"}.${slugOf(indicator.id)}`;
}

function commentsOf(review, { code, local }, leftOut, say) {
  const near = code ? say("indicators.near", { code }) : "";
  return [
    local ? `${say("indicators.chosen_locally")} ${near}`.trim() : "",
    leftOut ? `Figures left out or suppressed: ${leftOut}.` : "",
    review.label,
  ].filter(Boolean).join(" ");
}

// What Open SDG needs to compute progress, as JSON, if all of it is known.
function progressOf({ baseline, series, target, wanted }) {
  if (!baseline || !target || !Object.hasOwn(DIRECTIONS, wanted) || !series.length) return {};
  const [base, goal] = [yearOf(baseline.year), yearOf(target.year)];
  if (base === null || goal === null) return {};
  const options = `"direction": "${DIRECTIONS[wanted]}", "base_year": ${base}, "target": ${digits(target.value)}, ` +
    `"target_year": ${goal}`;
  return { auto_progress_calculation: "true", progress_calculation_options: `[{${options}}]` };
}

function metadataOf(review, indicator, { own, leftOut, say }) {
  const formulas = [...new Set(own.map(({ formula }) => formula).filter(Boolean))];
  const words = formulas.map((name) => `${name}: ${FORMULAS[name].words} (${FORMULAS[name].version})`).join("; ");
  const town = review.municipality;
  const fields = {
    indicator_number: numberOf(indicator),
    indicator_name: indicator.name,
    graph_title: indicator.name,
    graph_type: "line",
    reporting_status: own.length ? "complete" : "notstarted",
    computation_units: indicator.unit,
    computation_calculations: words || "As published",
    source_active_1: Boolean(indicator.source),
    source_organisation_1: indicator.office || town.name,
    source_url_text_1: indicator.source,
    national_geographical_coverage: town.name,
    data_non_statistical: !own.length,
    comments_limitations: commentsOf(review, indicator, leftOut, say),
    ...(indicator.local && isOfficial(indicator) ? { proxy: "proxy" } : {}),
    boundary: indicator.boundary || town.boundary,
  };
  // JSON is YAML, so that no text of a field can be read as anything but text.
  const written = Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]);
  const lines = [...written, ...Object.entries(progressOf(indicator))].map(([name, text]) => `${name}: ${text}`);
  return `---\n${lines.join("\n")}\n---\n`;
}

// Gives [{ path: "data/indicator_11-2-1.csv", text }, ...].
export function openSdgFiles(review, catalogue) {
  const say = wordsOf(catalogue, review.language);
  const files = [];
  for (const indicator of review.indicators) {
    let slug = slugOf(numberOf(indicator));
    while (files.some(({ path }) => path === `data/indicator_${slug}.csv`)) slug += "-2";
    const own = review.annex.filter((row) =>
      row.indicator === indicator.id && !row.component && [DERIVED, GIVEN].includes(row.kind) &&
      !ABOUT_FIGURES.includes(row.formula) && row.figure !== indicator.target?.figure
    );
    const shown = own.filter(({ status, year }) => status === SHOWN && /^[12][0-9]{3}$/.test(year));
    const names = ["Year", ...new Set(shown.flatMap((row) => [...breakdownsOf(row).keys()])), "Value"];
    const before = (one, other) =>
      inOrder(one.year, other.year) || inOrder(one.area, other.area) || inOrder(one.group, other.group);
    const rows = shown.sort(before).map((row) => {
      const cells = new Map([["Year", row.year], ...breakdownsOf(row), ["Value", row.value]]);
      return Object.fromEntries(names.map((name) => [name, cells.get(name) ?? ""]));
    });
    files.push({ path: `data/indicator_${slug}.csv`, text: csvText(rows, names) });
    const leftOut = own.length - shown.length;
    files.push({ path: `meta/${slug}.md`, text: metadataOf(review, indicator, { own, leftOut, say }) });
  }
  return files;
}
