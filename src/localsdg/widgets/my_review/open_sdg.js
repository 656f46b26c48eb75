// The files of an Open SDG folder: of each indicator its data and its metadata; the same as open_sdg of annex.py.
// Between Year and Value stand breakdowns alone. Components are not part of it, and suppressed figures are left out.
import { csvText } from "./annex.js";
import { DERIVED, GIVEN, SHOWN } from "./limits.js";
import { ABOUT_FIGURES } from "./plan.js";
import { FORMULAS } from "./recomputing.js";
import { capitalized } from "./texts.js";
import { casefold, inOrder } from "./words.js";

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

function metadataOf(review, indicator, rows, leftOut) {
  const formulas = [...new Set(rows.map(({ formula }) => formula).filter(Boolean))];
  const words = formulas.map((name) => `${name}: ${FORMULAS[name].words} (${FORMULAS[name].version})`).join("; ");
  const town = review.municipality;
  const fields = {
    indicator_number: indicator.code || indicator.id,
    indicator_name: indicator.name,
    graph_title: indicator.name,
    reporting_status: rows.length ? "complete" : "notstarted",
    computation_units: indicator.unit,
    computation_calculations: words || "As published",
    source_active_1: Boolean(indicator.source),
    source_organisation_1: indicator.office || town.name,
    source_url_text_1: indicator.source,
    national_geographical_coverage: town.name,
    data_non_statistical: !rows.length,
    comments_limitations: [leftOut && `Figures left out or suppressed: ${leftOut}.`, review.label].filter(Boolean)
      .join(" "),
    boundary: indicator.boundary || town.boundary,
  };
  // JSON is YAML, so that no text of a field can be read as anything but text.
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n`;
}

// Gives [{ path: "data/indicator_11-2-1.csv", text }, ...].
export function openSdgFiles(review) {
  const files = [];
  for (const indicator of review.indicators) {
    let slug = slugOf(indicator.code || indicator.id);
    while (files.some(({ path }) => path === `data/indicator_${slug}.csv`)) slug += "-2";
    const own = review.annex.filter((row) =>
      row.indicator === indicator.id && !row.component && [DERIVED, GIVEN].includes(row.kind) &&
      !ABOUT_FIGURES.includes(row.formula)
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
    files.push({ path: `meta/${slug}.md`, text: metadataOf(review, indicator, own, own.length - shown.length) });
  }
  return files;
}
