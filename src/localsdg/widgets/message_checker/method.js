// What a message lacks, as far as a rule can see; the same rules as localsdg.localizing.check_messages.
import { JARGON, LONGEST_SENTENCE, MOST_WORDS } from "./limits.js";

const LETTER = "[\\p{L}\\p{N}_]";
const ABBREVIATION = /(?<![\p{L}\p{N}_(])[A-Z]{2,}[0-9]*s?(?![\p{L}\p{N}_)])/gu;

const wordsOf = (text) => text.match(/\S+/g) ?? [];
const hasWords = (text) => /[\p{L}\p{N}_]/u.test(text);

// What is marked in a text: { words, longest, sentence } by count, and the jargon and abbreviations found, as written.
export function reading(text) {
  const sentences = text.split(/[.!?…]+(?:\s|$)/u).filter(hasWords).map((sentence) => ({
    sentence: sentence.trim(),
    words: wordsOf(sentence).length,
  }));
  const longest = sentences.reduce((one, other) => (other.words > one.words ? other : one), { sentence: "", words: 0 });
  const jargon = JARGON.map((term) => text.match(new RegExp(`(?<!${LETTER})${term}${LETTER}*`, "iu"))?.[0]).filter(
    Boolean,
  );
  const short = [...new Set(text.match(ABBREVIATION) ?? [])].filter((each) => {
    const base = each.replace(/s$/, "");
    return !text.includes(`(${base})`) && !text.includes(`(${base}s)`);
  });
  return {
    words: wordsOf(text).filter(hasWords).length,
    longest: longest.words,
    sentence: longest.sentence,
    jargon,
    short,
  };
}

// Findings as { element, rule, key, values }: the key names the sentence; null if there is no text yet.
export function checkMessage({ text = "", audience = "", ask = "", evidence = "", source = "" }) {
  const { words, longest, sentence, jargon, short } = reading(text);
  if (!words) return null;
  const findings = [];
  const note = (element, rule, key, values = {}) => findings.push({ element, rule, key, values });
  if (words > MOST_WORDS) note("length", "length", "long", { words, most: MOST_WORDS });
  if (longest > LONGEST_SENTENCE) {
    note("length", "length", "long_sentence", { start: wordsOf(sentence).slice(0, 5).join(" "), words: longest });
  }
  for (const word of jargon) note("plain words", "jargon", "jargon", { word });
  for (const word of short) note("plain words", "jargon", "abbreviation", { word });
  if (!audience.trim()) note("audience", "audience", "no_audience");
  if (!ask.trim()) note("ask", "ask", "no_ask");
  if (!/\p{Nd}/u.test(evidence)) note("evidence", "evidence", "no_figure");
  else if (!source.trim()) note("evidence", "evidence", "no_source");
  return findings;
}

// Two messages with the same words, or for the same audience: { place, other, rule }, places from 1.
export function repeated(messages) {
  const findings = [];
  for (const name of ["text", "audience"]) {
    const seen = new Map();
    messages.forEach((message, at) => {
      const words = wordsOf((message[name] ?? "").toLowerCase()).join(" ");
      if (seen.has(words)) findings.push({ place: at + 1, other: seen.get(words), rule: `same ${name}` });
      else if (words) seen.set(words, at + 1);
    });
  }
  return findings;
}
