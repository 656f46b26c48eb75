// Offers and needs as plain values: the rows on the screen, the entry of the workbook, and what the method takes.
import { targets } from "../kit/agenda.js";
import { readWithin } from "../kit/number_field.js";
import { newId } from "../kit/parts.js";
import { townKey } from "./method.js";

export const KINDS = ["offer", "need"];
export const TOWNS = { min: 1, whole: true };
const FIELDS = ["target", "words", "language", "towns"];
const LISTS = { offer: "offers", need: "needs" };
const NAMES = ["offers", "needs", "others"];
const CODE = /(\d{1,2})\s*[.,]\s*(\d{1,2}|[a-z])(?![\da-z])/i;

// A row: { id, kind, town, target, words, language, towns }, all but the kind as it was typed. A row without a town is
// one's own. The town of a ready case has a name; odd is what stands in the workbook in the place of rows.
export const BLANK = { town: "", rows: [], pasted: "", odd: {} };

// Rows of one moment keep their order: ids are sorted.
let made = 0;
export function newRow(kind, values = {}) {
  made += 1;
  const id = `${newId()}${String(made).padStart(4, "0")}`;
  return { id, kind, town: "", target: "", words: "", language: "", towns: 1, ...values };
}

export const exampleOf = ({ town, rows }) => ({
  ...BLANK,
  town,
  rows: rows.map(([id, kind, whose, target, words, language, towns = 1]) => ({
    id,
    kind,
    town: whose,
    target,
    words,
    language,
    towns,
  })),
});

const isText = (value) => typeof value === "string" || typeof value === "number";
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const entries = (value) => (isObject(value) ? Object.entries(value) : []);
// What stands in the workbook in the place of a field stays until something is typed there.
const typed = (values, rest = {}) => values.filter(([name, value]) => value !== "" || !Object.hasOwn(rest, name));

export const isOurs = ({ town }, ours = "") => !town.trim() || townKey(town) === townKey(ours);
export const nameOf = ({ id, kind, town }, ours) => isOurs({ town }, ours) ? `${LISTS[kind]}/${id}` : `others/${id}`;

// ours: the name of one's own town, if it is known.
export function packer(ours) {
  return ({ rows, pasted, odd }) => {
    const found = Object.fromEntries(NAMES.map((name) => [name, entries(odd[name])]));
    for (const row of rows) {
      const { id, kind, town } = row;
      const values = FIELDS.map((name) => [name, row[name]]);
      // A line stays while all of it is empty: the workbook knows only what has a field that is not.
      if (values.every(([, value]) => value === "")) values.at(-1)[1] = " ";
      if (isOurs(row, ours)) {
        found[LISTS[kind]].push([id, { ...row.rest, ...Object.fromEntries(typed(values, row.rest)) }]);
      } else found.others.push([id, [kind, town, ...values.map(([, value]) => value)]]);
    }
    const lists = NAMES.filter((name) => found[name].length).map((name) => [name, Object.fromEntries(found[name])]);
    return { ...odd, ...Object.fromEntries(lists), ...(pasted.trim() ? { pasted } : {}) };
  };
}

function ownRow(id, kind, entry) {
  const usable = Object.entries(entry).filter(([name, value]) => FIELDS.includes(name) && isText(value));
  const rest = Object.fromEntries(Object.entries(entry).filter(([name]) => !usable.some(([each]) => each === name)));
  const text = (name, value) => [name, name === "towns" ? value : String(value)];
  const values = Object.fromEntries(usable.map(([name, value]) => text(name, value)));
  return { ...newRow(kind), id, ...values, ...(Object.keys(rest).length ? { rest } : {}) };
}
function otherRow(id, [kind, ...rest]) {
  const [town, target, words, language] = rest.map(String);
  return { id, kind, town, target, words, language, towns: rest[4] ?? 1 };
}
const isOther = (entry) =>
  Array.isArray(entry) && KINDS.includes(entry[0]) && entry.length >= 5 && entry.slice(1).every(isText);

// What is no row stays as it is, and is written back.
export function unpack({ offers, needs, others, pasted, ...odd }) {
  const rows = [];
  const apart = { ...odd };
  const sort = (list, found, accepts, rowOf) => {
    if (found !== undefined && !isObject(found)) apart[list] = found;
    for (const [id, entry] of entries(found)) {
      if (accepts(entry)) rows.push(rowOf(id, entry));
      else apart[list] = { ...apart[list], [id]: entry };
    }
  };
  sort("offers", offers, isObject, (id, entry) => ownRow(id, "offer", entry));
  sort("needs", needs, isObject, (id, entry) => ownRow(id, "need", entry));
  sort("others", others, isOther, otherRow);
  if (pasted !== undefined && typeof pasted !== "string") apart.pasted = pasted;
  rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { ...BLANK, rows, pasted: typeof pasted === "string" ? pasted : "", odd: apart };
}

// The target that is meant: "11.2", "11,2" and "SDG 11.2" are one. Undefined if there is none.
export function targetOf(typed) {
  const [, goal, rest] = typed.match(CODE) ?? [];
  return targets.find(({ code }) => code === `${goal}.${rest?.toLowerCase()}`);
}

// Languages by their codes; a name that the texts know is one too.
export function codesOf(typed, { languages }) {
  const codes = Object.keys(languages);
  const codeOf = (word) => codes.find((code) => languages[code].toLowerCase() === word) ?? word;
  return typed.toLowerCase().split(/[\s,;/]+/).filter(Boolean).map(codeOf);
}

export const languageNames = (codes, { languages }) =>
  codes.map((code) => (Object.hasOwn(languages, code) ? languages[code] : code));

// What a row lacks before it counts: "target", "language" or "towns".
export function lacks({ kind, target, language, towns }, strings) {
  if (!targetOf(target)) return "target";
  if (!codesOf(language, strings).length) return "language";
  return kind === "offer" && !("value" in readWithin(String(towns), TOWNS)) ? "towns" : "";
}

// A complete row as the method takes it.
export function entryOf({ kind, town, target, words, language, towns }, ours, strings) {
  const entry = {
    town: isOurs({ town }, ours) ? ours : town.trim(),
    target: targetOf(target).code,
    words: words.trim(),
    language: codesOf(language, strings).join(" "),
  };
  return kind === "offer" ? { ...entry, towns: readWithin(String(towns), TOWNS).value } : entry;
}
