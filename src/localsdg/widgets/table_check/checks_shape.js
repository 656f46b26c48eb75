// Checks of the names and the order of columns, and of years side by side.
import { headRow } from "./checks_file.js";
import { titleRows } from "./inherit.js";
import { GROUPS, OPEN_SDG_NAMES, TIDY_NAMES } from "./limits.js";
import { OPEN_SDG, plainName, roleOf, TIDY, UNKNOWN, WIDE, yearOf } from "./names.js";
import { NO_CONVENTION, readNumber } from "./numbers.js";
import { cellWords, closeMatches, grouped, range, tidySpaces, unique } from "./words.js";
import { readYear } from "./years.js";

const capital = (name) => name[0].toUpperCase() + name.slice(1).toLowerCase();

// The columns to be renamed: by place, the right name, and whether the renaming is sure.
function wantedNames({ layout }) {
  const names = { [OPEN_SDG]: OPEN_SDG_NAMES, [TIDY]: TIDY_NAMES }[layout.form] ?? {};
  const wanted = new Map();
  for (const [role, place] of Object.entries(layout.roles)) {
    const [name, right] = [layout.names[place], names[role]];
    if (right === undefined || name === right || (layout.form === TIDY && name === capital(right))) continue;
    const sure = !layout.guessed.has(role) && !/[([]/.test(name) && !layout.blank.includes(place);
    wanted.set(place, { right, sure, guessed: layout.guessed.has(role) });
  }
  return wanted;
}

function columnName(material, t) {
  const { layout } = material;
  if (layout.upper || layout.form === UNKNOWN) return []; // its names are in several rows, or it may be no table
  const row = headRow(material);
  const wanted = wantedNames(material);
  const found = [];
  for (const [place, { right, sure }] of layout.header === null ? [] : wanted) {
    const name = layout.names[place];
    const [isUnit, isYear] = [right === OPEN_SDG_NAMES.unit, layout.roles.year === place];
    const guessed = [...layout.guessed].some((role) => layout.roles[role] === place);
    found.push({
      row,
      column: name,
      found: `“${name}”`,
      expected: `“${right}”`,
      repair: t("rename", { right }) + (guessed ? ` ${t("guessed")}` : ""),
      new: sure ? right : null,
      // A site of Open SDG can give the column of units another name; elsewhere a known name is as good.
      ...(!isUnit && (material.isForOpenSdg || (guessed && !isYear)) ? {} : { severity: "note" }),
    });
  }
  for (const place of layout.breakdowns) {
    const name = layout.names[place];
    const [near] = closeMatches(plainName(name), GROUPS, 1, 0.85);
    if (near === undefined || GROUPS.includes(plainName(name)) || plainName(name).startsWith(near)) continue;
    const meant = near.replaceAll("_", " ");
    found.push({
      row,
      column: name,
      found: `“${name}”`,
      expected: t("probably", { meant }),
      repair: t("is_it", { meant }),
    });
  }
  const clean = layout.names.map(tidySpaces);
  layout.names.forEach((name, place) => {
    if (wanted.has(place) || layout.blank.includes(place) || name === clean[place]) return;
    const sure = clean.filter((each) => each === clean[place]).length === 1 && !material.lettersInDoubt(name);
    const repaired = sure ? clean[place] : null;
    found.push({
      row,
      column: name,
      found: `“${cellWords(name)}”`,
      expected: `“${clean[place]}”`,
      repair: t("spaces"),
      new: repaired,
    });
  });
  return found;
}

function columnOrder(material, t) {
  const { layout, raw } = material;
  if (layout.form !== OPEN_SDG) return [];
  const names = layout.names.filter((_, place) => !layout.blank.includes(place));
  // Rows that could not be read stay as they are, and a column without a heading has its meaning from its place.
  const can = !raw.unread.size && layout.blank.every((place) => !material.emptyCells(place).includes(false));
  const ordered = [["year", 0, "first"], ["value", names.length - 1, "last"]];
  if (layout.roles.geocode !== undefined && !layout.blank.includes(layout.roles.geocode)) {
    ordered.push(["geocode", names.length - 2, "last_but_one"]);
  }
  return ordered.flatMap(([role, place, word]) => {
    const at = layout.roles[role] === undefined ? -1 : names.indexOf(layout.names[layout.roles[role]]);
    if (at < 0 || at === place) return [];
    const [name, where] = [names[at], t(word)];
    return [{
      row: headRow(material),
      column: name,
      found: t("found", { name, place: at + 1, count: names.length }),
      expected: t("expected", { name, where }),
      repair: t("repair", { where }) + (can ? "" : ` ${t("first_repair")}`),
      safe: can,
      ...(material.isForOpenSdg && role !== "geocode" ? {} : { severity: "note" }),
    }];
  });
}

const namesAYear = (material, place) => material.words(place).some((word) => /(?<!\d)(?:19|20)\d\d(?!\d)/.test(word));
const holdsNumbers = (material, place) =>
  material.columns[place].plain !== null ||
  material.words(place).some((word) => !Number.isNaN(readNumber(word, NO_CONVENTION).value));

// The columns of a wide table of which nobody can say to which of its figures their cells belong.
function unclearColumns(material) {
  const { layout, columns } = material;
  const beside = layout.beside.map(({ place }) => place);
  const names = layout.unclear.filter((place) => material.emptyCells(place).includes(false));
  const notes = range(columns.length).filter((place) =>
    !layout.unclear.includes(place) && !beside.includes(place) && roleOf(columns[place].name) === "note" &&
    namesAYear(material, place)
  );
  return [...names, ...notes, ...beside.filter((place) => holdsNumbers(material, place))].map((place) =>
    columns[place].name
  );
}

function unitLacking(material, t) {
  for (const { place, name } of material.layout.beside) {
    const row = material.usableRows.find((each) => material.isEmpty(place, each));
    if (roleOf(name) === "unit" && row !== undefined) {
      return t("unit", { column: material.columns[place].name, row: grouped(material.rows[row]) });
    }
  }
  return "";
}

// Why no copy of a wide table with one row for each figure is offered; "" if there is no reason.
function whyNotLong(material, t) {
  const { layout, raw, columns } = material;
  if (material.linesOfText.includes(true) || raw.unread.size) return t("unread");
  const years = new Set(layout.names.map(yearOf).filter((year) => year !== null));
  const above = raw.above.findIndex((record) => record.some((cell) => years.has(yearOf(tidySpaces(cell)))));
  if (above >= 0) return t("above", { row: grouped(above + 1) });
  const unclear = unclearColumns(material);
  if (unclear.length) return t("unclear", { columns: unclear.join(", ") });
  const headings = layout.values.map((place) => columns[place].name);
  const marked = headings.filter((heading) => readYear(heading).period === "provisional year");
  if (marked.length) return t("marked", { columns: marked.join(", ") });
  const lacking = unitLacking(material, t);
  if (lacking) return lacking;
  const title = material.all.find((row) =>
    titleRows(material)[row] && columns.filter((_, place) => !material.isEmpty(place, row)).length === 1
  );
  return title === undefined ? "" : t("title_row", { row: grouped(material.rows[title]) });
}

function wideTable(material, t) {
  const { layout } = material;
  if (layout.form !== WIDE || layout.upper) return [];
  const years = layout.values.map((place) => yearOf(layout.names[place])).filter(Boolean);
  const flags = unique(layout.beside.map(({ name }) => name)).join(` ${t("and")} `);
  const reason = whyNotLong(material, t);
  return [{
    row: headRow(material),
    found: t("found", { count: years.length, first: Math.min(...years), last: Math.max(...years) }),
    expected: t("expected"),
    repair: reason || t("repair") + (flags ? ` ${t("with_flags", { flags })}` : ""),
    safe: !reason,
  }];
}

export const SHAPE_CHECKS = { "column-name": columnName, "column-order": columnOrder, "wide-table": wideTable };
