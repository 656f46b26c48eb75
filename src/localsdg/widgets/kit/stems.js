// Stems of English words, so that different forms of a word can be compared: the rules of localsdg.core.stems.
const ENDINGS = ["ation", "ing", "ie", "ed", "e", "y"];

export function stem(word) {
  if (word.endsWith("s") && !word.endsWith("ss") && word.length > 4) word = word.slice(0, -1);
  for (const ending of ENDINGS) {
    if (word.endsWith(ending) && word.length - ending.length >= 4) return word.slice(0, -ending.length);
  }
  return word;
}
