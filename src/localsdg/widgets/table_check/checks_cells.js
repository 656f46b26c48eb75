// Checks of single cells: figures and years. The rules of localsdg.owndata.checks.cells.
import { headRow } from "./checks_file.js";
import { signsCanMove, titleRows } from "./inherit.js";
import { CURRENCY } from "./limits.js";
import { COLUMNS, isFlag, namesPlaces, OPEN_SDG, plainName, UNKNOWN, WIDE, yearOf } from "./names.js";
import { swappedRows } from "./series.js";
import { cellWords, grouped, strip } from "./words.js";

const PER_CENT = /%|per ?cent|percent|porcent|porcient|pourcent|prozent|\bpct\b/i;
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The unit once the sign of a figure has moved into it; null if the two contradict each other.
export function unitWithMark(mark, unit) {
  if (!unit) return mark;
  if (mark === "%") return PER_CENT.test(unit) ? unit : null;
  return new RegExp(CURRENCY[mark.at(-1)] ?? escape(mark), "i").test(unit) ? unit : null;
}

const unitBeside = (material, row) =>
  material.layout.roles.unit === undefined ? "" : material.names(material.layout.roles.unit)[row];

const moved = (material, mark, unit) => (material.lettersInDoubt(mark) ? null : unitWithMark(mark, unit));

// The usable rows of a column of figures whose word has a fault, but not those with cells in each other's column.
function rowsWith(material, place, kind) {
  const swapped = material.layout.values.includes(place) ? swappedRows(material) : new Set();
  return material.where(place, (word) => material.numberWord(place, word).faults.includes(kind))
    .filter((row) => material.usable[row] && !swapped.has(row));
}

// Whether the sign of a figure would be lost, or contradicts the unit: then a person has to decide.
function signStays(material, place, row, read) {
  if (!read.mark) return false;
  return material.layout.measures.includes(place) || !signsCanMove(material)[row] ||
    moved(material, read.mark, unitBeside(material, row)) === null;
}

// The faults of one kind in the columns of figures.
function numberFaults(material, kind, expected, repair) {
  return material.layout.figures.flatMap((place) =>
    rowsWith(material, place, kind).map((row) => {
      const word = material.columns[place].cells[row];
      const read = material.numberWord(place, word);
      return {
        row: material.rows[row],
        column: material.columns[place].name,
        found: cellWords(word),
        expected: expected(word, read),
        repair: repair(word, read),
        new: signStays(material, place, row, read) ? null : read.text,
      };
    })
  );
}

// A check of figures whose texts are the same for every cell; the reading is filled in.
const ofNumbers = (kind) => (material, t) => {
  const text = (key) => (_, read) => t(key, { ...read, hint: read.hint.replace("|", ` ${t("or")} `) });
  return numberFaults(material, kind, text("expected"), text("repair"));
};

function write(t, read) {
  if (read.text === "") return t("write_nothing");
  return read.text === null ? t("write_if", { hint: read.hint }) : t("write", { text: read.text });
}
const toWrite = (kind) => (material, t) =>
  numberFaults(material, kind, () => t("expected"), (_, read) => write(t, read));

// Whether a flag or a note stands beside an empty cell.
function saysWhy(material, row) {
  return material.layout.names.some((name, place) => {
    const about = plainName(name);
    const speaks = isFlag(name) || ["status", "note", "comment"].some((word) => about.includes(word));
    return speaks && !material.isEmpty(place, row);
  });
}

function missingFigures(material, t) {
  const { layout } = material;
  const hasGaps = [COLUMNS, WIDE].includes(layout.form); // there a gap cannot be left out
  return layout.figures.flatMap((place) => {
    const rows = material.usableRows.filter((row) => material.isEmpty(place, row));
    if (layout.measures.includes(place) && rows.length > 0.1 * material.usableRows.length) return []; // not for all
    return rows.map((row) => ({
      row: material.rows[row],
      column: material.columns[place].name,
      found: t("found"),
      expected: t("expected"),
      repair: t("repair"),
      ...(saysWhy(material, row) || hasGaps ? { severity: "note" } : {}),
    }));
  });
}

function missingValue(material, t) {
  const { form, headings, roles, said } = material.layout;
  const found = missingFigures(material, t);
  const needed = { year: "error", indicator: "error", place: "warning", unit: "warning" };
  if (form === COLUMNS) delete needed.unit; // an area or an index has none
  for (const [role, usual] of form === WIDE || form === UNKNOWN ? [] : Object.entries(needed)) {
    if (roles[role] === undefined || (role === "unit" && form === OPEN_SDG)) continue;
    let rows = material.usableRows.filter((row) => material.isEmpty(roles[role], row));
    if (form === COLUMNS) rows = rows.filter((row) => !titleRows(material)[row]); // such as a region above its towns
    if (["place", "unit"].includes(role) && rows.length === material.usableRows.length) rows = rows.slice(0, 1);
    const above = role === "unit" ? "" : ` ${t("above")}`;
    const heading = headings[roles[role]];
    const isGuessed = role === "place" && form === COLUMNS && said[roles[role]] === undefined && strip(heading);
    const severity = isGuessed && !namesPlaces(heading) ? "note" : usual; // names of something, by what the cells hold
    found.push(...rows.map((row) => ({
      row: material.rows[row],
      column: material.columns[roles[role]].name,
      found: t("found"),
      expected: t("role_expected", { role: t(role) }),
      repair: t("role_repair", { role: t(role) }) + above,
      severity,
    })));
  }
  return found;
}

function missingWord(material, t) {
  const words = numberFaults(material, "missing-word", () => t("expected"), () => t("repair"));
  const codes = material.layout.figures.flatMap((place) =>
    material.missingCodes(place).map((row) => ({
      row: material.rows[row],
      column: material.columns[place].name,
      found: material.text(place, row),
      expected: t("expected"),
      repair: t("code"),
    }))
  );
  return [...words, ...codes];
}

function textInNumber(material, t) {
  const repair = (word, read) => {
    if (read.hint) return t("negative", read);
    return t(/\p{Nd}/u.test(word) ? "digits" : "repair");
  };
  return numberFaults(material, "text-in-number", () => t("expected"), repair);
}

// ---- years

// What a time probably is: a key of the texts, and what is filled in after a colon.
function hintOf(t, hint) {
  const [key, ...value] = hint.split(":");
  return t(`hint_${key}`, { value: value.join(":") });
}

function yearFaults(material, kind, t) {
  const { year } = material.layout.roles;
  if (year === undefined) return [];
  const swapped = swappedRows(material);
  const rows = material.where(year, (word) => material.yearWords.get(word).faults.includes(kind));
  return rows.filter((row) => material.usable[row] && !swapped.has(row)).map((row) => {
    const read = material.year(row);
    const expected = t("year_expected");
    return {
      row: material.rows[row],
      column: material.columns[year].name,
      found: cellWords(material.text(year, row)),
      expected: read.hint ? `${expected}; ${t("here", { hint: hintOf(t, read.hint) })}` : expected,
      repair: read.text ? t("write", { text: read.text }) : t("one_year"),
      new: read.text,
    };
  });
}

const otherDigits = (material, t) => [
  ...toWrite("other-digits")(material, t),
  ...yearFaults(material, "other-digits", t),
];

const WAYS = { "budget year": "budget", "provisional year": "provisional", "decimal year": "decimal" };
function period(material, t) {
  if (!material.hasPeriods) return [];
  const { year } = material.layout.roles;
  const kinds = new Set();
  for (const word of material.words(year)) {
    const read = material.yearWords.get(word);
    if (read.faults.includes("period")) kinds.add(read.period);
  }
  return [...kinds].flatMap((kind) => {
    const rows = material.usableRows.filter((row) =>
      material.year(row)?.period === kind && material.year(row).faults.includes("period")
    );
    if (!rows.length) return [];
    const values = { text: material.text(year, rows[0]), kind: t(kind), rows: grouped(rows.length) };
    return [{
      row: material.rows[rows[0]],
      column: material.columns[year].name,
      found: t(rows.length > 1 ? "found" : "found_one", values),
      expected: t("expected"),
      repair: t(WAYS[kind] ?? "repair"),
    }];
  });
}

function yearToCome(material, t) {
  const { form, roles, values } = material.layout;
  const now = new Date().getFullYear();
  const texts = { expected: t("expected", { year: now }), repair: t("repair") };
  if (form === WIDE) {
    const late = values.map((place) => material.columns[place].name).filter((name) => yearOf(name) > now);
    const more = late.length > 1 ? { ...texts, severity: "note" } : texts; // a projection, and no slip
    return late.map((name) => ({
      row: headRow(material),
      column: name,
      found: t("found", { year: yearOf(name) }),
      ...more,
    }));
  }
  if (roles.year === undefined) return [];
  const rows = material.where(roles.year, (word) => material.yearWords.get(word).year > now)
    .filter((row) => material.usable[row]);
  const isForecast = new Set(rows.map((row) => material.text(roles.year, row))).size > 1 &&
    rows.length > 0.05 * material.usableRows.length;
  return rows.map((row) => ({
    row: material.rows[row],
    column: material.columns[roles.year].name,
    found: material.text(roles.year, row),
    ...texts,
    ...(isForecast ? { severity: "note" } : {}),
  }));
}

// ---- signs

// Percent and currency signs, which belong into the unit.
const marks = (kind) => (material, t) =>
  material.layout.values.flatMap((place) =>
    rowsOf(material, place, kind).map((row) => {
      const read = material.number(place, row);
      const unit = unitBeside(material, row);
      const fresh = signsCanMove(material)[row] && read.text !== null ? moved(material, read.mark, unit) : null;
      const text = read.text || read.hint;
      const { form, roles } = material.layout;
      const into = roles.unit !== undefined ? "expected" : form === COLUMNS ? "expected_heading" : "expected_new";
      const way = fresh !== null
        ? "write_unit"
        : unit
        ? "contradicts"
        : form === COLUMNS
        ? "unit_in_heading"
        : "unit_of_one";
      return {
        row: material.rows[row],
        column: material.columns[place].name,
        found: cellWords(material.text(place, row)),
        expected: t(into),
        repair: t(way, { text, unit: fresh ?? unit, mark: read.mark }),
        new: fresh === null ? null : read.text,
      };
    })
  );

const rowsOf = (material, place, kind) =>
  material.where(place, (word) => material.numberWord(place, word).faults.includes(kind))
    .filter((row) => material.usable[row]);

export const CELL_CHECKS = {
  "missing-value": missingValue,
  "missing-word": missingWord,
  "error-cell": ofNumbers("error-cell"),
  "text-in-number": textInNumber,
  "ambiguous-number": ofNumbers("ambiguous-number"),
  "decimal-comma": toWrite("decimal-comma"),
  "thousands-separator": toWrite("thousands-separator"),
  "minus-sign": toWrite("minus-sign"),
  "other-digits": otherDigits,
  "percent-sign": marks("percent-sign"),
  "currency-sign": marks("currency-sign"),
  "note-in-number": ofNumbers("note-in-number"),
  "limit-or-range": ofNumbers("limit-or-range"),
  "scientific-notation": ofNumbers("scientific-notation"),
  "date-in-number": ofNumbers("date-in-number"),
  "not-a-year": (material, t) => yearFaults(material, "not-a-year", t),
  period,
  "year-to-come": yearToCome,
};

export const spacesInNumbers = (material, t) => [
  ...numberFaults(material, "spaces", () => t("number_expected"), (_, read) => write(t, read)),
  ...yearFaults(material, "spaces", t),
];
