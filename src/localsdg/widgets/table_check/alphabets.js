// In which encoding the words of a table make sense: for a text that is not UTF-8 and says nothing about itself. The
// rules of localsdg.owndata.alphabets.
import { ENDS_OF_PLACES, namesPlaces, plainName, roleOf, YEAR_WORDS } from "./names.js";
import { isAscii, strip, unique } from "./words.js";

const MANY = 400; // words are enough
const [CLEAR, UNCLEAR] = [0.95, 0.6]; // shares of words that make sense: in one encoding alone
export const ASIAN = ["shift_jis", "gb18030", "big5", "euc-kr"];
const END_OF_PLACE = new RegExp(`^[\\u3040-\\u9fff\\uac00-\\ud7af]+[${ENDS_OF_PLACES}]$`);
const [MANY_PLACES, FEW_PLACES] = [0.5, 0.1]; // shares of words that end as names of places do
const JAPANESE = ["Han", "Hiragana", "Katakana", "halfwidth", "fullwidth"];
const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"]
  .map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, "u") }));

function scriptOf(sign) {
  if (/[ªºµ\u02b0-\u02ff]/.test(sign)) return sign; // letters of no alphabet
  if (/[\uff01-\uff5e]/.test(sign)) return "fullwidth";
  if (/[\uff61-\uffdc]/.test(sign)) return "halfwidth";
  if (sign === "ー") return "Katakana";
  return SCRIPTS.find(({ pattern }) => pattern.test(sign))?.name ?? "other";
}

function isSound(word) {
  const letters = [...word].filter((sign) => !/\p{M}/u.test(sign));
  if (!letters.every((sign) => /\p{L}/u.test(sign))) return false;
  const scripts = unique(letters.map(scriptOf));
  if (scripts.length > 1 && !scripts.every((script) => JAPANESE.includes(script))) return false;
  const isLatin = scripts.length === 1 && scripts[0] === "Latin";
  if (isLatin && letters.filter((sign) => !isAscii(sign)).length > 0.5 * letters.length) return false;
  const [first, ...others] = [...word];
  const rest = others.join("");
  const isName = first.toUpperCase() === first && first.toLowerCase() !== first && rest === rest.toLowerCase();
  return word === word.toLowerCase() || word === word.toUpperCase() || isName;
}

// Which part of the words with letters beyond ASCII make sense.
export function shareOfSoundWords(text) {
  const found = text.match(/(?:[A-Za-z]|(?![\s\x85])\P{ASCII})+/gu) ?? [];
  const words = unique(found.filter((word) => !isAscii(word))).slice(0, MANY);
  return words.length ? words.filter(isSound).length / words.length : 0;
}

function hasKnownHeading(text) {
  const lines = text.split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/).slice(0, 10);
  const cells = lines.flatMap((line) => line.split(/[,;\t|"]/)).map(strip).filter((cell) => !isAscii(cell));
  return cells.some((cell) => roleOf(cell) || namesPlaces(cell) || YEAR_WORDS.has(plainName(cell)));
}

// The encodings of Asia in which many words end as names of places do there; none if another is near. Such an ending
// stands again and again, as in the names of all districts of a city; in a wrong encoding it is some other sign.
function placesIn(texts) {
  const shares = ASIAN.filter((name) => texts.has(name)).map((name) => {
    const words = unique(texts.get(name).match(/(?:(?![\s\x85])\P{ASCII}){2,}/gu) ?? []);
    const ends = words.filter((word) => END_OF_PLACE.test(word)).length;
    return { name, share: ends > 4 ? ends / words.length : 0 };
  });
  const found = shares.filter(({ share }) => share >= MANY_PLACES).map(({ name }) => name);
  return shares.filter(({ share }) => share > FEW_PLACES).length === 1 ? found : [];
}

// The encoding in which alone the words of a text make sense; "" if that is true of none or several. texts: the text in
// each encoding that comes into question, the first being the one that is taken where nothing is clear.
export function likelyEncoding(texts) {
  const known = [...texts.keys()].filter((name) => hasKnownHeading(texts.get(name)));
  if (known.length === 1) return known[0];
  const places = placesIn(texts);
  if (places.length === 1) return places[0];
  const shares = [...texts].map(([name, text]) => ({ name, share: shareOfSoundWords(text) }));
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a), { name: "", share: -1 });
  const isClear = shares.every(({ name, share }) => name === best.name || share <= UNCLEAR);
  // Nearly all pairs of bytes are some sign of China, Japan and Korea.
  return isClear && best.share >= CLEAR && !ASIAN.includes(best.name) ? best.name : "";
}
