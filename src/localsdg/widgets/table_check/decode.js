// How the letters of a file are written. Nothing tells the encodings of single bytes apart: such a file is read as
// Windows-1252, which keeps each byte apart, and its words are in doubt until a person names the encoding.
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
  .concat(["windows-1256", "koi8-r", "shift_jis", "gb18030", "big5", "euc-kr"]);

function decoded(bytes, encoding, { fatal = true, ignoreBOM = false } = {}) {
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
export const isLatin1 = (bytes) => bytes.some((byte) => UNUSED.has(byte));

// The encoding of a file with zero bytes and without a mark; "" if it is none.
function withoutMark(head) {
  const share = [0, 1, 2, 3].map((start) => {
    let [zeros, count] = [0, 0];
    for (let at = start; at < head.length; at += 4, count += 1) zeros += head[at] === 0 ? 1 : 0;
    return zeros / Math.max(count, 1);
  });
  if (Math.min(share[1], share[3]) > 0.4 && Math.max(share[0], share[2]) < 0.1) return "utf-16le";
  return Math.min(share[0], share[2]) > 0.4 && Math.max(share[1], share[3]) < 0.1 ? "utf-16be" : "";
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
  if (isLatin1(bytes)) return { text: latin1(bytes), encoding: "latin-1", inDoubt: true };
  return { text: decoded(bytes, "windows-1252"), encoding: "cp1252", inDoubt: true };
}

// The bytes of a text in the encoding that it was read in, where that is in doubt: each letter as it was.
export function bytesOf(text, encoding) {
  const all = Uint8Array.from({ length: 256 }, (_, at) => at);
  const letters = encoding === "latin-1" ? latin1(all) : new TextDecoder("windows-1252").decode(all);
  const bytes = new Map([...letters].map((sign, at) => [sign, at]));
  return Uint8Array.from([...text], (sign) => bytes.get(sign) ?? 0x3f);
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
  return [...found.values()];
}
