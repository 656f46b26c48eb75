// Checks of names: hidden spaces, words for the total, spellings, cells in the wrong column, codes of the 2030 Agenda.
import { spacesInNumbers } from "./checks_cells.js";
import { mayInherit } from "./inherit.js";
import { INDICATOR_CODES, KNOWN_CODES, MONTHS, SEXES, TARGET_CODES } from "./limits.js";
import { EVERYBODY, TOTALS } from "./material.js";
import { CODE_NAMES, COLUMNS, OPEN_SDG, plainName, roleOf, UNKNOWN } from "./names.js";
import { swappedCells } from "./series.js";
import { casefold, cellWords, cleanWord, closeMatches, groupedBy, range, strip, tidySpaces, unique } from "./words.js";

const KNOWN = new Set(KNOWN_CODES);
const isTotalWord = (word) => TOTALS.has(casefold(cleanWord(word)));

const LONG = 200; // more letters are a text, not a name that a program compares

// ---- totals and spaces

// Whether an empty cell of a breakdown can only mean the total: not the cell above, not in a guessed form.
const emptyIsSure = (material, place) => !mayInherit(material).has(place) && !material.layout.guessed.size;

// The columns in which two rows would be the total of one figure: two say Total, or one is empty.
function totalsBesideEmpty(material) {
  return material.once("totals beside empty", () => {
    const found = new Set();
    for (const place of material.emptyIsTotal) {
      const says = material.where(place, isTotalWord).filter((row) => material.usable[row]);
      if (!says.length) continue;
      const keys = material.combinedWithYear(material.named);
      const empty = new Set(material.usableRows.filter((row) => material.isEmpty(place, row)).map((row) => keys[row]));
      const totals = says.map((row) => keys[row]);
      if (totals.some((key) => empty.has(key)) || new Set(totals).size < totals.length) found.add(place);
    }
    return found;
  });
}

// A clean name, with the word Total taken out where Open SDG wants it empty and that is safe.
function withoutTotal(material, place, word) {
  if (!material.emptyIsTotal.has(place) || !TOTALS.has(casefold(word))) return word;
  return totalsBesideEmpty(material).has(place) || !emptyIsSure(material, place) ? word : "";
}

function spaces(material, t) {
  const { layout } = material;
  const found = spacesInNumbers(material, t);
  if (layout.form === UNKNOWN) return found; // which columns hold names is not known
  const figures = new Set([...layout.figures, layout.roles.year, ...(layout.form === COLUMNS ? layout.skipped : [])]);
  for (const place of range(material.columns.length).filter((each) => !figures.has(each))) {
    const { name } = material.columns[place];
    const tidy = roleOf(name) === "note" ? strip : tidySpaces; // a note may have lines
    const isUntidy = (word) => word !== tidy(word) && [...tidy(word)].length <= LONG;
    const rows = material.where(place, isUntidy).filter((row) => material.usable[row]);
    for (const row of rows) {
      const word = material.columns[place].cells[row];
      found.push({
        row: material.rows[row],
        column: name,
        found: `“${cellWords(word)}”`,
        expected: t("expected", { word: tidy(word) }),
        repair: t("repair"),
        new: material.lettersInDoubt(word) ? null : withoutTotal(material, place, tidy(word)),
      });
    }
  }
  return found;
}

function totalWord(material, t) {
  return [...material.emptyIsTotal].sort((a, b) => a - b).flatMap((place) => {
    const clash = totalsBesideEmpty(material).has(place);
    const sure = emptyIsSure(material, place);
    const isMixed = material.usableRows.some((row) => material.isEmpty(place, row));
    const matters = material.isForOpenSdg && isMixed ? {} : { severity: "note" };
    const faults = (words, isTotal) =>
      material.where(place, (word) => words.has(casefold(cleanWord(word)))).filter((row) => material.usable[row])
        .map((row) => ({
          row: material.rows[row],
          column: material.columns[place].name,
          found: material.text(place, row),
          expected: t("expected"),
          repair: t(clash ? "clash" : !sure ? "unsure" : isTotal ? "repair" : "everybody"),
          new: isTotal && !clash && sure ? "" : null,
          ...matters,
        }));
    return [...faults(TOTALS, true), ...faults(EVERYBODY, false)];
  });
}

// ---- spellings

const isNumberLike = (word) => /^(?:[^\p{L}\p{N}_]|\p{Nd})*$/u.test(word) && /\p{Nd}/u.test(word);
const variantKey = (word) => casefold(word).normalize("NFD").replace(/[^\p{L}\p{N}_<>+≥≤%$€#&]+/gu, "");
const isCode = (word) =>
  /^(?:sdg\s*)?\d{1,4}[.\-_/](?:[0-9a-z]{1,2}|[a-z]{3})(?:[.\-_/][0-9a-z]{1,4})?(?![\p{L}\p{N}_])/iu.test(word);
const LETTER = "(?!\\p{Nd})[\\p{L}\\p{N}_]";
const FOUR_LETTERS = new RegExp(`(?:${LETTER}){4}`, "u");
const LETTERS = new RegExp(LETTER, "gu");
// Whether a word is a number, a code or a span of numbers, which are not spelled.
const namesNothing = (word) => isCode(word) || (word.match(LETTERS) ?? []).length < 4 || !FOUR_LETTERS.test(word);

// Whether two words differ as by a slip: one letter more, one letter another but the first, or two swapped.
function isOneSlip(first, second) {
  const [a, b] = [[...casefold(first)], [...casefold(second)]].sort((x, y) => x.length - y.length);
  const found = a.findIndex((sign, at) => sign !== b[at]);
  const start = found < 0 ? a.length : found;
  const same = (x, y) => x.join("\u0001") === y.join("\u0001");
  if (a.length < b.length) return same(a.slice(start), b.slice(start + 1));
  if (start < a.length && same(a.slice(start + 1), b.slice(start + 1))) {
    const ends = !/^[\p{L}\p{N}_]/u.test(a.slice(start + 1).join(""));
    if (ends && "aoe".includes(a[start]) && "aoe".includes(b[start])) return false; // Ministra and Ministro
    return start > 0 && !" -./".includes(a[start - 1]) && /^\p{L}{2}$/u.test(a[start] + b[start]);
  }
  return same(a.slice(start, start + 2), b.slice(start, start + 2).reverse()) &&
    same(a.slice(start + 2), b.slice(start + 2));
}

const digitsOf = (word) => word.replace(/\P{Nd}+/gu, " ").trim();

// Pairs of long words that differ in one letter, but not in a digit; the pairs in their order.
function nearPairs(words) {
  const byRest = new Map();
  for (const word of words) {
    const key = [...casefold(word)];
    if (key.length < 5 || key.length > 200 || namesNothing(word)) continue;
    const rests = new Set([key.join(""), ...key.map((_, at) => key.filter((_, other) => other !== at).join(""))]);
    for (const rest of rests) byRest.set(rest, [...(byRest.get(rest) ?? []), word]);
  }
  const pairs = new Map();
  for (const group of byRest.values()) {
    if (group.length < 2 || group.length > 20) continue;
    group.forEach((a, at) =>
      group.slice(at + 1).forEach((b) => {
        const pair = a < b ? [a, b] : [b, a];
        if (a !== b) pairs.set(pair.join("\u0001"), pair);
      })
    );
  }
  return [...pairs.values()].filter(([a, b]) => isOneSlip(a, b) && digitsOf(a) === digitsOf(b))
    .sort(([a, b], [x, y]) => (a < x ? -1 : a > x ? 1 : b < y ? -1 : b > y ? 1 : 0));
}

// The codes of each name, from a column of codes each of which stands for one name; none if there is none. A column
// that only counts the rows is none: then names that stand again and again would have nothing in common.
function codesOfNames(material, place) {
  const { layout } = material;
  const geocode = layout.roles.geocode === undefined ? [] : [layout.roles.geocode];
  for (const other of [...layout.skipped, ...layout.breakdowns, ...geocode]) {
    if (other === place || !CODE_NAMES.test(plainName(layout.names[other]))) continue;
    const [names, codes] = [material.names(place), material.names(other)];
    const rows = material.usableRows;
    const pairs = new Set(rows.map((row) => `${names[row]}\u0001${codes[row]}`));
    const [several, different] = [new Set(rows.map((row) => codes[row])), new Set(rows.map((row) => names[row]))];
    const tells = several.size < rows.length || different.size > 0.5 * rows.length;
    if (!several.has("") && several.size === pairs.size && tells) {
      const found = groupedBy(rows, (row) => names[row]);
      return new Map([...found].map(([name, own]) => [name, new Set(own.map((row) => codes[row]))]));
    }
  }
  return new Map();
}

const mostUsed = (words, times) =>
  words.reduce((a, b) => (times.get(b) > times.get(a) || (times.get(b) === times.get(a) && b > a) ? b : a), words[0]);

// One word of letters and numbers: _L_KZ_090102_1L.
const A_CODE = /^\S*(?:_|\p{L}\p{Nd}|\p{Nd}\p{L})\S*$/u;

// Whether accents tell two names apart: those of codes, and of places that stand beside each other.
function differInLetters(word, other, stand) {
  const [mine, its] = [word, other].map((each) => casefold(each).replace(/[^\p{L}\p{N}\p{M}]+/gu, "").normalize("NFC"));
  return mine !== its && (A_CODE.test(word) || stand(word, other));
}

function sameButForForm(used, times, apart, stand) {
  const found = new Map();
  for (const group of groupedBy(used, variantKey).values()) {
    const codes = group.flatMap((word) => [...(apart.get(word) ?? [])]);
    if (apart.size && new Set(codes).size === codes.length) continue; // each has codes of its own
    const best = mostUsed(group, times);
    for (const word of group) {
      if (word !== best && variantKey(word) && !differInLetters(word, best, stand)) found.set(word, best);
    }
  }
  for (const names of SEXES) {
    const group = used.filter((word) => names.includes(casefold(word)) && !found.has(word));
    const best = mostUsed(group, times);
    for (const word of group) if (times.get(word) * 3 <= times.get(best)) found.set(word, best);
  }
  return found;
}

// A function that says of two names of a column whether both stand there for the same year and group: then they are two
// things. Neither a column in which each row has its own word tells that, such as a code, nor what each name lies in.
function standBeside(material, place) {
  let rest = null;
  const made = () => {
    const rows = material.usableRows;
    const own = material.names(place);
    const names = new Set(rows.map((row) => own[row])).size;
    const tells = (other) => {
      const words = material.names(other);
      const pairs = new Set(rows.map((row) => `${own[row]}\u0001${words[row]}`)).size;
      return material.distinct(other).length < 0.9 * rows.length && pairs > 1.2 * names;
    };
    const keys = material.combined(material.named.filter((each) => each !== place && tells(each)));
    if (material.layout.roles.year === undefined) return keys;
    return keys.map((key, row) => `${key}\u0002${material.periods[row]}`);
  };
  const restsOf = (name) => {
    const names = material.names(place);
    return new Set(material.all.filter((row) => names[row] === name).map((row) => rest[row]));
  };
  return (first, second) => {
    rest ??= made();
    const there = restsOf(second);
    return [...restsOf(first)].some((key) => there.has(key));
  };
}

// Names that probably mean another name of the column: by name, which.
function variantsOf(material, place) {
  const times = material.timesUsed(place);
  const used = material.distinct(place).filter((word) =>
    word && times.get(word) && !material.lettersInDoubt(word) && !isNumberLike(word)
  );
  const apart = codesOfNames(material, place);
  const stand = standBeside(material, place);
  const found = sameButForForm(used, times, apart, stand);
  const near = nearPairs(used.filter((word) => !A_CODE.test(word))).filter(([a, b]) =>
    !found.has(a) && !found.has(b) && (!apart.size || [...(apart.get(a) ?? [])].some((code) => apart.get(b)?.has(code)))
  );
  for (const pair of near) {
    const [rare, common] = pair.sort((a, b) => times.get(a) - times.get(b) || (a < b ? -1 : 1));
    if (times.get(rare) * 3 > times.get(common) || variantKey(rare) === variantKey(common)) continue;
    if (!stand(rare, common)) found.set(rare, common);
  }
  return found;
}

function spellingVariant(material, t) {
  const { form, roles, breakdowns } = material.layout;
  if (form === UNKNOWN) return []; // what the columns are is not known
  const places = ["place", "indicator", "unit"].map((role) => roles[role]).filter((place) => place !== undefined);
  return [...places, ...breakdowns].flatMap((place) => {
    const variants = variantsOf(material, place);
    if (!variants.size) return [];
    return material.usableRows.filter((row) => variants.has(cleanWord(material.text(place, row)))).map((row) => {
      const text = cleanWord(material.text(place, row));
      return {
        row: material.rows[row],
        column: material.columns[place].name,
        found: text,
        expected: t("expected", { word: variants.get(text) }),
        repair: t("repair"),
      };
    });
  });
}

// ---- cells in each other's column

function swapped(material, t) {
  const cells = swappedCells(material);
  const pairs = [...groupedBy(cells, ([, place, other]) => `${place} ${other}`).values()];
  pairs.sort(([[, a, x]], [[, b, y]]) => a - b || x - y);
  return pairs.flat().map(([row, place, other]) => {
    const values = {
      here: material.text(place, row),
      there: material.text(other, row),
      column: material.columns[other].name,
    };
    const column = material.columns[place].name;
    return {
      row: material.rows[row],
      column,
      found: t("found", values),
      expected: t("expected", values),
      repair: t("repair"),
    };
  });
}

// ---- codes of the 2030 Agenda

function fromDate(code) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(code);
  const found = iso ?? /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{2,4})$/.exec(code);
  if (!found) return [];
  let parts = found.slice(1, 4).map(Number);
  if (found[1].length === 4) parts = [parts[1], parts[2], parts[0] % 100];
  const options = unique([`${parts[0]}.${parts[1]}`, `${parts[1]}.${parts[0]}`]).map((start) =>
    `${start}.${parts[2] % 100}`
  );
  return options.filter((option) => KNOWN.has(option)).sort();
}

// Which indicator is probably meant.
function suggestion(word, t) {
  const month = new RegExp(`(?<=[- ])(${MONTHS.join("|")})(?=[- ])`, "gi");
  const code = word.replace(month, (name) => String(MONTHS.indexOf(name.toLowerCase()) + 1));
  const dates = fromDate(code);
  if (dates.length) return t("date", { codes: dates.join(` ${t("or")} `) });
  const plain = casefold(code).replace(/^(?:sdg|indicator|indicador|c)\s*/, "").replace(/[-_]/g, ".")
    .split(".").map((part) => part.replace(/^0+/, "") || "0").join(".");
  if (KNOWN.has(plain)) return t("write", { text: plain });
  if (TARGET_CODES.includes(code)) {
    const codes = INDICATOR_CODES.filter((each) => each.replace(/\.[^.]*$/, "") === code);
    return t("target", { codes: codes.join(", ") });
  }
  const near = closeMatches(plain, INDICATOR_CODES);
  return near.length ? t("near", { codes: near.join(` ${t("or")} `) }) : t("repair");
}

function unknownIndicator(material, t) {
  const { layout, raw } = material;
  const found = [];
  const word = "[\\p{L}\\p{N}_]";
  const named = new RegExp(`^indicator_(${word}+)-(${word}+)-(${word}+?)(?:[-_.]|$)`, "u").exec(raw.name);
  if (layout.form === OPEN_SDG && named) {
    const code = named.slice(1).join(".");
    if (!KNOWN.has(code) && !KNOWN.has(code.replace(/[a-z]+$/, ""))) {
      // Countries and cities number indicators of their own; the code is no figure.
      const texts = { found: t("file", { code }), expected: t("file_expected"), repair: suggestion(code, t) };
      found.push({ ...texts, severity: "note" });
    }
  }
  if (layout.roles.indicator === undefined || layout.form === UNKNOWN) return found;
  const isUnknown = (text) => {
    const start = /^\d{1,2}\.[0-9a-z]{1,2}\.\d{1,2}(?![\p{L}\p{N}_])/u.exec(text); // 1.2.2.1 is its series
    return isCode(text) && !KNOWN.has(text) && !(start && KNOWN.has(start[0]));
  };
  const place = layout.roles.indicator;
  const rows = material.usableRows.filter((row) => isUnknown(cleanWord(material.text(place, row))));
  return [
    ...found,
    ...rows.map((row) => {
      const text = cleanWord(material.text(place, row));
      const expected = t("expected", { count: INDICATOR_CODES.length });
      return {
        row: material.rows[row],
        column: material.columns[place].name,
        found: text,
        expected,
        repair: suggestion(text, t),
      };
    }),
  ];
}

export const NAME_CHECKS = {
  spaces,
  "total-word": totalWord,
  "spelling-variant": spellingVariant,
  "swapped-cells": swapped,
  "unknown-indicator": unknownIndicator,
};
