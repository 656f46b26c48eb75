// Says in one sentence what was understood of a table, before any fault is named.
import { leftOut } from "./doubts.js";
import { isWanted } from "./kinds.js";
import { COLUMNS, isTotalPlace, namesPlaces, plainName, UNKNOWN, WIDE, yearOf } from "./names.js";
import { filled, grouped, tidySpaces, unique } from "./words.js";

const some = (names, most = 4) => names.slice(0, most).join(", ") + (names.length > most ? " ..." : "");

function namesOf(material, place) {
  if (place === undefined || place === null) return [];
  const names = material.names(place);
  const used = new Set(material.usableRows.map((row) => names[row]));
  return material.distinct(place).filter((name) => name && used.has(name));
}

function placesPart(material, t) {
  const { layout } = material;
  const column = layout.region ?? layout.roles.place;
  const names = namesOf(material, column);
  if (!names.length) {
    const across = unique(Object.values(layout.meanings).map(({ place }) => place).filter(Boolean));
    if (across.length) return t("places_across", across.length, { names: some(across) });
    return t("rows", material.usableRows.length);
  }
  const totals = names.filter(isTotalPlace);
  const name = tidySpaces(material.columns[column].name);
  const isSure = layout.form !== COLUMNS || Object.values(layout.said).includes("place") || namesPlaces(name);
  const text = t(isSure ? "places" : "names", names.length - totals.length, { column: name });
  const whole = totals.length > 0 && (layout.form === COLUMNS || layout.form === WIDE);
  return whole ? `${text} ${t("whole", 1, { names: some(totals) })}` : text;
}

function indicatorParts(material, t) {
  const { layout } = material;
  const found = [];
  const names = namesOf(material, layout.roles.indicator);
  if (names.length) found.push(t("indicators_in_rows", names.length));
  else if (layout.form === COLUMNS) {
    const own = unique(Object.values(layout.meanings).map(({ indicator }) => indicator)).filter(Boolean);
    if (own.length) found.push(t("indicators_in_columns", own.length, { names: some(own) }));
  }
  const groups = layout.breakdowns.filter((place) => place !== layout.region).map((place) =>
    tidySpaces(layout.names[place])
  );
  if (groups.length) found.push(t("split", 1, { names: some(groups) }));
  return found;
}

// A year of six digits at most, as 2019 or 2019.5.
const yearText = (year) => String(Number(year.toPrecision(6)));

function rangeOf(years, t) {
  if (!years.length) return "";
  const [first, last] = [Math.min(...years), Math.max(...years)].map(yearText);
  return first === last ? first : t("from_to", 1, { first, last });
}

function yearsPart(material, t) {
  const { layout, raw } = material;
  if (layout.form === WIDE) {
    const years = layout.values.map((place) => yearOf(material.columns[place].name) || 0);
    return t("years_in_columns", 1, { years: rangeOf(years, t) });
  }
  if (layout.form === COLUMNS && layout.roles.year === undefined) {
    const years = layout.values.map((place) => material.yearOfColumn(place));
    const known = unique(years.filter((year) => year !== null));
    if (!known.length) return t("no_year", 1);
    const said = raw.year && known.length === 1 ? ` ${t("as_said", 1)}` : "";
    return rangeOf(known, t) + said + (years.includes(null) ? ` ${t("some_without", 1)}` : "");
  }
  if (layout.roles.year === undefined) return "";
  const years = material.usableRows.map((row) => material.year(row).year).filter((year) => !Number.isNaN(year));
  return rangeOf(unique(years), t) || t("no_year_read", 1);
}

function numbersPart(material, t) {
  const [decimal, thousands] = [new Set(), new Set()];
  for (const place of material.layout.values) {
    const how = material.conventionOf(place);
    how.decimal.forEach((sign) => decimal.add(sign));
    how.thousands.forEach((sign) => thousands.add(sign));
  }
  if (decimal.size > 1 || [...decimal].some((sign) => thousands.has(sign))) return t("mixed_numbers", 1);
  const [point = ""] = decimal;
  const [group = ""] = thousands;
  if (!point && !group) return "";
  const sign = point || (group === "," ? "." : ",");
  return t("numbers", 1, { example: `1${group}234${sign}5` });
}

function plannedPart({ layout }, t) {
  if (layout.form !== COLUMNS || layout.roles.indicator === undefined) return "";
  const names = layout.skipped.map((place) => tidySpaces(layout.names[place])).filter((name) =>
    isWanted(plainName(name))
  );
  return names.length ? t("planned", 1, { names: some(names) }) : "";
}

function codesPart({ layout }, t) {
  const names = layout.codes.filter((place) => layout.skipped.includes(place)).map((place) =>
    tidySpaces(layout.names[place])
  );
  return names.length ? t("codes", 1, { names: some(names) }) : "";
}

function mixedPart({ layout }, t) {
  const names = layout.mixed.map((place) => tidySpaces(layout.names[place]));
  return names.length ? t("mixed", 1, { names: some(names) }) : "";
}

function leftPart(material, t) {
  const names = leftOut(material).map((place) => tidySpaces(material.layout.names[place]))
    .filter((name) => !isWanted(plainName(name)));
  return names.length ? t("left", 1, { names: some(names) }) : "";
}

function doubtPart({ layout: { doubt, names } }, t) {
  const columns = doubt.columns.map((place) => tidySpaces(names[place]));
  const [other, row] = doubt.rows.map(grouped);
  const values = { names: some(columns), first: columns[0], last: columns.at(-1), other, row };
  return t(doubt.key, Math.max(columns.length, 1), {
    ...values,
    number: grouped(doubt.count),
    year: doubt.count,
    of: grouped(doubt.of),
  });
}

function noPlacePart({ layout: { form, roles, meanings } }, t) {
  // without such a column headings may name places
  const isNamed = [roles.place, roles.indicator].some((place) => place !== undefined) ||
    Object.values(meanings).some(({ place }) => place);
  return form === COLUMNS && !isNamed ? t("no_place", 1) : "";
}

// Why nothing of a table was read; empty if it was.
function whyNot(material, t) {
  const { alike, another, either, form, names, withoutHeading } = material.layout;
  if (another !== null) return t("another", 1, { row: grouped(another) });
  const lost = withoutHeading.map((place) => names[place]);
  if (lost.length) return t("without_heading", lost.length, { names: some(lost) });
  if (either.length) {
    return t("either", 1, { names: some(either.map((place) => tidySpaces(names[place]))) });
  }
  if (alike) return t("alike", 1);
  if (material.layout.doubt) return doubtPart(material, t);
  return form === UNKNOWN ? t("not", 1) : "";
}

// What was understood: places, indicators, years and how numbers are written; of several sheets, which.
export function understood(material, texts) {
  const t = (key, count, values = {}) => {
    const text = texts.understood[key];
    return filled(typeof text === "string" ? text : text[count === 1 ? "one" : "other"], {
      ...values,
      count: grouped(count),
    });
  };
  const { facts, sheet } = material.raw;
  const isOneOfSeveral = facts.some(({ kind }) => kind === "other-sheets");
  const reason = whyNot(material, t);
  if (reason) return isOneOfSeveral ? `${reason} ${t("looked", 1, { sheet })}` : reason;
  const parts = [
    isOneOfSeveral ? t("sheet", 1, { sheet }) : "",
    placesPart(material, t),
    ...indicatorParts(material, t),
    yearsPart(material, t),
    Object.values(material.layout.meanings).some(({ budget }) => budget) ? t("budget", 1) : "",
    numbersPart(material, t),
    plannedPart(material, t),
    codesPart(material, t),
    mixedPart(material, t),
    leftPart(material, t),
    noPlacePart(material, t),
  ];
  return t("sentence", 1, { parts: parts.filter(Boolean).join("; ") });
}
