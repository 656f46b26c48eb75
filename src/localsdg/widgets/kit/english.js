// English as it leads to targets: in a text, and where words stand alone.
import { languageOf, languageWith } from "./leads.js";
import { ALONE, APART, ENDINGS, LEADS, PLURAL } from "./english_words.js";

const rows = (lines) => lines.split("\n").map((line) => line.split("|")).map(([codes, ...words]) => [codes, words]);
const endings = { plural: PLURAL, endings: ENDINGS, apart: APART };
const said = new Set(rows(ALONE).flatMap(([, words]) => words));

export const ENGLISH = languageOf({ ...endings, leads: rows(LEADS) });
// What is said of a word where it stands alone holds there.
const alone = languageOf({ ...endings, leads: rows(ALONE) }).keywords;
export const ENGLISH_ALONE = languageWith(
  [...ENGLISH.keywords.filter(({ written }) => !said.has(written)), ...alone],
  endings,
);
