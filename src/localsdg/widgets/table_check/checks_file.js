// Checks of the file and its shape: encoding, rows, headings, sheets. Each returns faults: { row, column, found,
// expected, repair, new, safe, severity }; t gives the texts of its kind.
import { meantWord } from "./material.js";
import { COLUMNS, plainName, UNKNOWN, withoutLetter } from "./names.js";
import { casefold, closeMatches, groupedBy, range, strip, tidySpaces, unique } from "./words.js";
import { yearInside } from "./years.js";

const factsOf = (material, kind) => material.raw.facts.filter((fact) => fact.kind === kind);
export const headRow = (material) => material.raw.above.length + 1;

// The name of an encoding as people know it.
function encodingName(name) {
  const usual = { cp1252: "Windows-1252", "windows-1252": "Windows-1252", "latin-1": "Latin-1" }[name];
  return usual ?? name.replace("windows-", "cp").toUpperCase();
}

// Whether the words of the file speak for an encoding; the others are taken where nothing is clear.
const isProbable = (name, inDoubt) => inDoubt && !["cp1252", "latin-1"].includes(name);

function encoding(material, t) {
  return factsOf(material, "encoding").map(({ found, inDoubt }) => ({
    found: t(isProbable(found, inDoubt) ? "probably" : "found", { name: encodingName(found) }),
    expected: t("expected"),
    repair: t(inDoubt ? "doubt" : "repair"),
    safe: !inDoubt,
    severity: inDoubt ? "warning" : "note",
  }));
}

const once = (kind) => (material, t) =>
  factsOf(material, kind).map(() => ({ found: t("found"), expected: t("expected"), repair: t("repair"), safe: true }));

function separator(material, t) {
  const signs = factsOf(material, "separator").map(({ found }) => ({
    found: t("found", { signs: t(`sign_${{ ";": "semicolon", "\t": "tab", "|": "bar" }[found] ?? "other"}`) }),
    expected: t("expected"),
    repair: t("repair"),
    safe: true,
  }));
  const lines = factsOf(material, "separator-line").map(({ found }) => ({
    found: t("line", { line: found }),
    expected: t("line_expected"),
    repair: t("line_repair"),
    safe: true,
  }));
  return [...signs, ...lines];
}

function lineEnds(material, t) {
  return factsOf(material, "line-ends").map(({ found }) => ({
    found: t("found", { ends: found.join(` ${t("and")} `) }),
    expected: t("expected"),
    repair: t("repair"),
    safe: true,
  }));
}

function noRows(material, t) {
  if (!factsOf(material, "no-rows").length && (!material.size || material.usableRows.length)) return [];
  return [{ found: t("found"), expected: t("expected"), repair: t("repair") }];
}

function unclosedQuote(material, t) {
  return factsOf(material, "unclosed-quote").map(({ row }) => ({
    row,
    found: t("found"),
    expected: t("expected"),
    repair: t("repair"),
  }));
}

const LENGTHS = ["empty cells at the end", "cells lacking at the end", "decimal comma", "unread"];
function rowLength(material, t) {
  return LENGTHS.flatMap((detail, at) =>
    factsOf(material, "row-length").filter((fact) => fact.detail === detail).map(({ row, found }) => ({
      row,
      found: t("found", { cells: found }),
      expected: t("expected", { cells: material.layout.names.length }),
      repair: t(["empty", "lacking", "comma", "unread"][at]),
      safe: at < 2,
      severity: at < 2 ? "warning" : "error",
    }))
  );
}

function blankRow(material, t, { namesBelow }) {
  const last = material.blankRows.lastIndexOf(false);
  const rows = material.all.filter((row) => material.blankRows[row] && row < last);
  return rows.map((row) => ({
    row: material.rows[row],
    found: t("found"),
    expected: t("expected"),
    repair: t(namesBelow[row] ? "ends" : "repair"),
    safe: !namesBelow[row],
  }));
}

function rowAbove(material, t) {
  const { above } = material.raw;
  if (material.layout.form === UNKNOWN) return []; // it may be no table
  return above.slice(0, above.length - material.layout.upper).flatMap((record, at) => {
    const words = record.map(strip).filter(Boolean);
    return words.length ? [{ row: at + 1, found: words.join(" "), expected: t("expected"), repair: t("repair") }] : [];
  });
}

function lineOfText(material, t) {
  const first = material.usable.indexOf(true);
  return material.all.filter((row) => material.linesOfText[row]).map((row) => {
    const cells = material.row(row).map(strip);
    const again = cells.map(tidySpaces).join("\u0001") === material.layout.headings.map(tidySpaces).join("\u0001");
    const second = !again && (first < 0 || row <= first);
    return {
      row: material.rows[row],
      found: cells.filter(Boolean).join(" | "),
      expected: t(second ? "one_heading" : "expected"),
      repair: t(second ? "second" : again ? "again" : "repair"),
    };
  });
}

function emptyHeading(material, t) {
  const { layout, raw } = material;
  if (layout.header === null) {
    return [{ row: 1, found: t("none"), expected: t("none_expected"), repair: t("none_repair") }];
  }
  const beside = new Set(layout.beside.map(({ place }) => place));
  const isRead = layout.form !== UNKNOWN;
  const can = isRead && !(layout.upper || raw.unread.size || layout.unclear.length);
  return layout.blank.filter((place) => !beside.has(place)).map((place) => { // those beside are said with the years
    const empty = !material.emptyCells(place).includes(false);
    return {
      row: headRow(material),
      column: material.columns[place].name,
      found: t(empty ? "found_empty" : "found"),
      expected: t("expected"),
      repair: t(!empty ? "repair" : isRead ? "delete" : "repair_unread"),
      safe: empty && can,
      severity: empty ? "note" : "error",
    };
  });
}

function sameHeading(material, t) {
  const { layout } = material;
  const row = headRow(material);
  const said = (column, found) => ({ row, column, found, expected: t("expected"), repair: t("repair") });
  if (layout.upper) {
    const names = layout.names.filter((name, place) => !layout.blank.includes(place) && withoutLetter(name) !== name);
    return names.map((name) => said(name, t("joined")));
  }
  const beside = new Set(layout.beside.map(({ place }) => place));
  const headings = layout.headings.filter((heading, place) => strip(heading) && !beside.has(place));
  return [...groupedBy(headings, (heading) => casefold(tidySpaces(heading))).values()]
    .filter((group) => group.length > 1)
    .map((group) => said(group[0], t("found", { heading: group[0], times: group.length })));
}

// Which year the title, the sheet or the name of the file speak of; "" if they name none or several.
function yearNamed(material, t) {
  const { name, sheet = "", above } = material.raw;
  for (const text of [sheet, ...above.map((record) => record.join(" ")), name]) {
    const year = yearInside(text);
    if (year === null) continue;
    const where = text === name ? t("by_name") : `“${[...tidySpaces(text)].slice(0, 80).join("")}”`;
    return ` ${t("named", { where, year })}`;
  }
  return "";
}

function someColumns(material, places) {
  const names = places.slice(0, 3).map((place) => material.columns[place].name);
  return names.join(", ") + (places.length > 3 ? " ..." : "");
}

function figuresWithoutYear(material, t) {
  const { layout } = material;
  if (layout.form !== COLUMNS || layout.roles.year !== undefined) return [];
  const lacking = layout.values.filter((place) => material.yearOfColumn(place) === null);
  const asked = lacking.filter((place) => !layout.meanings[place].span);
  const spans = lacking.filter((place) => layout.meanings[place].span);
  const found = [];
  if (asked.length) {
    const values = { count: asked.length, columns: someColumns(material, asked) };
    const repair = t("repair") + yearNamed(material, t);
    found.push({ found: t(asked.length > 1 ? "found" : "found_one", values), expected: t("expected"), repair });
  }
  if (spans.length) {
    const columns = someColumns(material, spans);
    const texts = { found: t("spans", { columns }), expected: t("spans_expected"), repair: t("spans_repair") };
    found.push({ ...texts, severity: "note" });
  }
  return found;
}

function columnMissing(material, t) {
  const { alike, another, either, form, roles, names, withoutHeading } = material.layout;
  // What is amiss with the others is said by other checks.
  if (form !== UNKNOWN || another !== null || withoutHeading.length || alike) return [];
  if (either.length) {
    const texts = { found: t("several", { columns: either.map((place) => strip(names[place])).join(", ") }) };
    return [{ row: headRow(material), ...texts, expected: t("one"), repair: t("which") }];
  }
  const columns = names.slice(0, 12).join(", ") + (names.length > 12 ? " ..." : "");
  return [["year", "Year"], ["value", "Value"]].filter(([role]) => roles[role] === undefined).map(([, name]) => {
    const [near] = closeMatches(casefold(name), names.map(plainName), 1, 0.7);
    const meant = near === undefined ? undefined : names.find((each) => plainName(each) === near);
    return {
      row: headRow(material),
      found: t("found", { columns }),
      expected: t("expected", { name }),
      repair: `${t(meant === undefined ? "name" : "meant", { name, meant })} ${t("repair")}`,
    };
  });
}

function anotherTable(material, t) {
  const number = material.layout.another;
  if (number === null) return [];
  const names = material.row(material.rows.indexOf(number)).map(tidySpaces).filter(Boolean);
  const found = names.slice(0, 6).join(", ") + (names.length > 6 ? " ..." : "");
  return [{ row: number, found, expected: t("expected"), repair: t("repair") }];
}

function placeholderFile(material, t) {
  const { layout } = material;
  const names = new Set(layout.names.map(plainName));
  let groups = [];
  if (names.size === 3 && ["year", "group", "value"].every((name) => names.has(name)) && layout.form === "Open SDG") {
    const place = layout.names.findIndex((name) => plainName(name) === "group");
    groups = unique(material.words(place).map(tidySpaces)).filter(Boolean);
  }
  const example = groups.length && groups.every((word) => ["A", "B", "C"].includes(word));
  if (!example && !(names.has("grade") && names.has("fruit"))) return [];
  return [{ found: t("found"), expected: t("expected"), repair: t("repair") }];
}

// Facts that an Excel file brings, as they were made in xlsx.js, column by column.
const fromFile = (kind) => (material, t) =>
  [...groupedBy(factsOf(material, kind), ({ column }) => column).values()].flat()
    .map(({ row = null, column = "", values = {}, way = "repair", safe = false }) => ({
      row,
      column,
      found: t("found", values),
      expected: t("expected", values),
      repair: t(way, values),
      safe,
    }));

function mergedCells(material, t) {
  const { raw: { above, facts }, layout } = material;
  const said = new Set(range(above.length - layout.upper, 1)); // as rows above and lines of text
  material.all.filter((row) => material.linesOfText[row]).forEach((row) => said.add(material.rows[row]));
  const isSaid = ({ kind, row, values }) =>
    kind === "merged-cells" && said.has(row) && new Set(values.cells.match(/\d+/g)).size === 1;
  const left = facts.filter((fact) => !isSaid(fact));
  return fromFile("merged-cells")({ raw: { facts: left } }, t);
}

function hiddenCells(material, t) {
  return factsOf(material, "hidden-cells").map(({ row, count, what }) => ({
    row,
    found: t(count > 1 ? `${what}s` : what, { count }),
    expected: t("expected"),
    repair: t("repair"),
  }));
}

function numberAsText(material, t) {
  const facts = [...groupedBy(factsOf(material, "number-as-text"), ({ column }) => column).values()].flat();
  return facts.map(({ row, column, found }) => ({
    row,
    column,
    found,
    expected: t("expected"),
    repair: t("repair"),
    new: found,
  }));
}

function garbledLetters(material, t) {
  return range(material.columns.length).flatMap((place) =>
    material.where(place, (word) => meantWord(word) !== null).map((row) => {
      const text = material.text(place, row);
      const meant = meantWord(text);
      const expected = meant ? t("expected", { meant }) : t("lost");
      return {
        row: material.rows[row],
        column: material.columns[place].name,
        found: text,
        expected,
        repair: t("repair"),
      };
    })
  );
}

export const FILE_CHECKS = {
  encoding,
  "byte-order-mark": once("byte-order-mark"),
  separator,
  "line-ends": lineEnds,
  "no-rows": noRows,
  "unclosed-quote": unclosedQuote,
  "row-length": rowLength,
  "blank-row": blankRow,
  "row-above": rowAbove,
  "line-of-text": lineOfText,
  "empty-heading": emptyHeading,
  "same-heading": sameHeading,
  "figures-without-year": figuresWithoutYear,
  "column-missing": columnMissing,
  "another-table": anotherTable,
  "placeholder-file": placeholderFile,
  "hidden-sheet": fromFile("hidden-sheet"),
  "hidden-cells": hiddenCells,
  "other-sheets": fromFile("other-sheets"),
  "merged-cells": mergedCells,
  "formula-without-value": fromFile("formula-without-value"),
  "number-as-text": numberAsText,
  "garbled-letters": garbledLetters,
};
