// How the letters of a file are written. Nothing surely tells the encodings apart that are not UTF-8: such a file is
// read in the one in which alone its words make sense, else as Windows-1252, which keeps each byte apart. Its words are
// in doubt until a person names the encoding.
import { ASIAN, likelyEncoding, shareOfSoundWords } from "./alphabets.js";
import { HEAD } from "./limits.js";

// What cannot be read, as a key of the texts and what is filled in.
export class Refusal extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

// The other encodings that are tried, and where they are used.
export const ENCODINGS = [
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1254",
  "windows-1255",
]
  .concat(["windows-1256", "cp850", "koi8-r", ...ASIAN]);

// The upper half of the encoding of MS-DOS, which browsers do not know.
const MS_DOS =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";
const fromMsDos = (bytes) => latin1(bytes).replace(/[\x80-\xff]/g, (sign) => MS_DOS[sign.charCodeAt(0) - 128]);

function decoded(bytes, encoding, { fatal = true, ignoreBOM = false } = {}) {
  if (encoding === "latin-1") return latin1(bytes);
  if (encoding === "cp850") return fromMsDos(bytes);
  try {
    return new TextDecoder(encoding, { fatal, ignoreBOM }).decode(bytes);
  } catch {
    return null;
  }
}

const startsWith = (bytes, mark) => mark.every((byte, at) => bytes[at] === byte);

// Bytes that Windows-1252 does not use: then each byte is taken as the letter of its number.
const UNUSED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const latin1 = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};
const isLatin1 = (bytes) => bytes.some((byte) => UNUSED.has(byte));

// The first bytes of pairs, and the least second one, in the standards; browsers read more.
const PAIRS = {
  shift_jis: { firsts: [[0x81, 0x84], [0x88, 0x9f], [0xe0, 0xea]], second: 0x40 },
  big5: { firsts: [[0xa1, 0xc6], [0xc9, 0xf9]], second: 0x40 },
  "euc-kr": { firsts: [[0xa1, 0xfe]], second: 0xa1 },
};

function hasOtherPairs(bytes, encoding) {
  const { firsts, second } = PAIRS[encoding];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte < 0x80 || (encoding === "shift_jis" && byte > 0xa0 && byte < 0xe0)) continue;
    if (!firsts.some(([from, to]) => byte >= from && byte <= to) || bytes[at + 1] < second) return true;
    at += 1;
  }
  return false;
}

// The text in an encoding as its standard has it; null if some bytes are no letters in it.
function strictly(bytes, encoding) {
  if (encoding in PAIRS && hasOtherPairs(bytes, encoding)) return null;
  const text = decoded(bytes, encoding);
  return encoding.startsWith("windows-") && /[\x80-\x9f\u05ba]/.test(text ?? "") ? null : text;
}

// Whether the bytes of a text can be given back as they were.
const comesBack = (text, bytes, encoding) => bytesOf(text, encoding).every((byte, at) => byte === bytes[at]);

// The text of a file that is not UTF-8, in the encoding that is probably right.
function inDoubt(bytes) {
  const byDefault = isLatin1(bytes) ? "latin-1" : "windows-1252";
  const head = bytes.subarray(0, HEAD);
  const lines = head.includes(10) ? head.subarray(0, head.lastIndexOf(10)) : head;
  const texts = new Map([byDefault, ...ENCODINGS.slice(1)].map((name) => [name, strictly(lines, name)]));
  const likely = likelyEncoding(new Map([...texts].filter(([, text]) => text !== null)));
  const text = likely && likely !== byDefault ? strictly(bytes, likely) : null;
  if (text !== null && (!ASIAN.includes(likely) || comesBack(text, bytes, likely))) {
    return { text, encoding: likely, inDoubt: true };
  }
  return { text: decoded(bytes, byDefault), encoding: byDefault === "latin-1" ? byDefault : "cp1252", inDoubt: true };
}

// Whether a text reads well as UTF-16: lines with separators, and only letters that there are.
function readsAsPairs(head, name, zerosAt) {
  for (let at = 1 - zerosAt; at < head.length; at += 2) if (head[at] === 0) return false;
  const text = new TextDecoder(name).decode(head.subarray(0, head.length - (head.length % 2)));
  const lines = text.split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/);
  const count = lines.length - (lines.at(-1) ? 0 : 1);
  const plain = [...text].filter((sign) => sign < "\x80").length;
  const isKnown = !/[\p{Cn}\p{Co}\p{Cs}\ufffd]/u.test([...text].slice(0, 4000).join(""));
  return isKnown && count > 1 && plain >= 2 * count;
}

// The encoding of a file with zero bytes and without a mark; "" if it is none.
function withoutMark(head) {
  const share = [0, 1, 2, 3].map((start) => {
    let [zeros, count] = [0, 0];
    for (let at = start; at < head.length; at += 4, count += 1) zeros += head[at] === 0 ? 1 : 0;
    return zeros / Math.max(count, 1);
  });
  const isFourBytes = Math.min(share[2], share[3]) > 0.9 || Math.min(share[0], share[1]) > 0.9;
  if (isFourBytes && Math.min(...share) < 0.1) throw new Refusal("encoding_rare");
  if (Math.min(share[1], share[3]) > 0.4 && Math.max(share[0], share[2]) < 0.1) return "utf-16le";
  if (Math.min(share[0], share[2]) > 0.4 && Math.max(share[1], share[3]) < 0.1) return "utf-16be";
  // Letters of other alphabets have no zero byte; line ends, separators and digits have.
  if (readsAsPairs(head, "utf-16le", 1)) return "utf-16le";
  return readsAsPairs(head, "utf-16be", 0) ? "utf-16be" : "";
}

function byMark(bytes) {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return "utf-8-sig";
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) {
    throw new Refusal("encoding_rare");
  }
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  return startsWith(bytes, [0xfe, 0xff]) ? "utf-16be" : "";
}

// The text of a file: { text, encoding, inDoubt }. said: the encoding that a person has named.
export function textOf(bytes, said = "") {
  if (said) {
    const text = decoded(bytes, said);
    if (text === null) throw new Refusal("encoding_wrong", { encoding: said });
    return { text, encoding: said, inDoubt: false };
  }
  const head = bytes.subarray(0, HEAD);
  const name = byMark(bytes) || (head.includes(0) ? withoutMark(head) : "");
  if (!name && head.includes(0)) throw new Refusal("zero_bytes");
  if (name) {
    const text = decoded(bytes, name === "utf-8-sig" ? "utf-8" : name);
    if (text === null) throw new Refusal("cut_off");
    return { text, encoding: name.startsWith("utf-16") ? "utf-16" : name, inDoubt: false };
  }
  const start = latin1(head);
  if (start.includes("\x1b$") || start.includes("\x1b(")) throw new Refusal("encoding_rare");
  const text = decoded(bytes, "utf-8", { ignoreBOM: true });
  if (text !== null) return { text, encoding: "utf-8", inDoubt: false };
  return inDoubt(bytes);
}

// The bytes of a text in the encoding that it was read in, where that is in doubt: each letter as it was.
export function bytesOf(text, encoding) {
  const name = encoding === "cp1252" ? "windows-1252" : encoding;
  const bytes = new Map();
  const learn = (codes) => {
    const sign = decoded(Uint8Array.from(codes), name);
    if (sign !== null && !bytes.has(sign)) bytes.set(sign, codes);
  };
  for (let byte = 0; byte < 256; byte += 1) learn([byte]);
  for (let first = 0x81; ASIAN.includes(name) && first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) learn([first, second]);
  }
  return Uint8Array.from([...text].flatMap((sign) => bytes.get(sign) ?? [0x3f]));
}

// The first words with letters beyond ASCII as each encoding would have them: [{ encoding, words }].
export function readings(bytes) {
  const at = bytes.findIndex((byte) => byte > 127);
  let [start, end] = [at, at];
  while (start > 0 && bytes[start - 1] !== 10) start -= 1;
  while (end < bytes.length && bytes[end] !== 10) end += 1;
  const cells = [];
  let from = start;
  for (let place = start; place <= end; place += 1) {
    if (place < end && ![44, 59, 9, 124, 34, 13].includes(bytes[place])) continue;
    const cell = bytes.subarray(from, place);
    if (cell.some((byte) => byte > 127)) cells.push(cell);
    from = place + 1;
  }
  const found = new Map();
  for (const encoding of ENCODINGS) {
    const words = cells.slice(0, 3).map((cell) => decoded(cell, encoding));
    const text = words.includes(null) ? "" : [...new Set(words)].join(", ");
    const readable = /\p{L}/u.test(text) && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
    if (readable && !found.has(text)) found.set(text, { encoding, words: text });
  }
  const shares = new Map([...found.keys()].map((text) => [text, shareOfSoundWords(text)]));
  return [...found.values()].sort((a, b) => shares.get(b.words) - shares.get(a.words)); // the likely ones first
}
