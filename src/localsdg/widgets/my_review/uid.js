// The name of an entry of a calendar: the UUID of version 5 (RFC 9562) of a text in the space of addresses, so that the
// same step has the same name in every file. SHA-1 names here, and protects nothing.
const SPACE = "6ba7b8119dad11d180b400c04fd430c8";
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const turned = (word, by) => (word << by) | (word >>> (32 - by));

/** What the four quarters of the eighty rounds mix, and the number that each adds.
 * @type {[(b: number, c: number, d: number) => number, number][]} */
const QUARTERS = [
  [(b, c, d) => (b & c) | (~b & d), 0x5a827999],
  [(b, c, d) => b ^ c ^ d, 0x6ed9eba1],
  [(b, c, d) => (b & c) | (b & d) | (c & d), 0x8f1bbcdc],
  [(b, c, d) => b ^ c ^ d, 0xca62c1d6],
];

function block(state, view, from) {
  const words = Array.from({ length: 16 }, (_, at) => view.getInt32(from + 4 * at));
  for (let at = 16; at < 80; at += 1) {
    words.push(turned(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1));
  }
  let [a, b, c, d, e] = state;
  words.forEach((word, at) => {
    const [mix, add] = QUARTERS[Math.floor(at / 20)];
    const next = (turned(a, 5) + mix(b, c, d) + e + add + word) | 0;
    [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
  });
  return [a, b, c, d, e].map((word, at) => (word + state[at]) | 0);
}

function sha1(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, 8 * bytes.length);
  let state = START;
  for (let from = 0; from < padded.length; from += 64) state = block(state, view, from);
  return state;
}

export function uuid5(name) {
  const space = SPACE.match(/../g).map((pair) => parseInt(pair, 16));
  const words = sha1(new Uint8Array([...space, ...new TextEncoder().encode(name)])).slice(0, 4);
  words[1] = (words[1] & ~0xf000) | 0x5000;
  words[2] = (words[2] & 0x3fffffff) | 0x80000000;
  const digits = words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
