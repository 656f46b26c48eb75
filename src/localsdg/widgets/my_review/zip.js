// An archive of files, as Word and every system opens it. Where the browser cannot pack, the files lie in it as they
// are.
const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
const [STORED, PACKED] = [0, 8];

const TABLE = Uint32Array.from({ length: 256 }, (_, each) => {
  let value = each;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

export function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

async function packed(bytes) {
  if (!globalThis.CompressionStream) return { method: STORED, content: bytes };
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const content = new Uint8Array(await new Response(stream).arrayBuffer());
  return content.length < bytes.length ? { method: PACKED, content } : { method: STORED, content: bytes };
}

// The day as an archive writes it: the time of day is midnight.
function dayNumber(day) {
  const [year, month, date] = day.split("-").map(Number);
  return ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | date;
}

// Numbers of two or four bytes, the lowest byte first: fields([[2, 20], [4, 0x04034b50]]).
function fields(pairs) {
  const bytes = new Uint8Array(pairs.reduce((all, [size]) => all + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of pairs) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

// files: texts or bytes by their names. day: 2027-03-01. Gives the archive as bytes.
export const zipped = async (files, day) => {
  const letters = new TextEncoder();
  const parts = [];
  const entries = [];
  let at = 0;
  for (const [path, given] of Object.entries(files)) {
    const bytes = typeof given === "string" ? letters.encode(given) : given;
    const name = letters.encode(path);
    const { method, content } = await packed(bytes);
    const common = [
      [2, VERSION],
      [2, UTF8],
      [2, method],
      [2, 0],
      [2, dayNumber(day)],
      [4, checksum(bytes)],
      [4, content.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ];
    const head = fields([[4, LOCAL], ...common]);
    entries.push(fields([[4, ENTRY], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    parts.push(head, name, content);
    at += head.length + name.length + content.length;
  }
  const count = Object.keys(files).length;
  const size = entries.reduce((all, { length }) => all + length, 0);
  const end = fields([[4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0]]);
  return new Uint8Array(await new Blob([...parts, ...entries, end]).arrayBuffer());
};
