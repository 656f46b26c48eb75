// The files inside a zip archive.
import { Refusal } from "./decode.js";

const LARGEST = 60_000_000; // bytes of all files that are unpacked
const END = 0x06054b50;
const ENTRY = 0x02014b50;

function endOf(view) {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new Refusal("damaged");
}

// Where the files lie: by name { method, size, start }.
function entriesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const names = new TextDecoder();
  const entries = new Map();
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Refusal("damaged");
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const header = view.getUint32(at + 42, true);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    entries.set(names.decode(bytes.subarray(at + 46, at + 46 + name)), {
      locked: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      start,
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

async function inflated(bytes, left) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    size += value.length;
    if (size > left) throw new Refusal("damaged");
    parts.push(value);
  }
  return { size, bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}

// An archive: has(name), names, and bytes(name) and text(name), which unpack a file.
export const openZip = (bytes) => {
  let entries;
  try {
    entries = entriesOf(bytes);
  } catch {
    throw new Refusal("damaged");
  }
  let left = LARGEST;
  const unpack = async (name) => {
    const entry = entries.get(name);
    if (!entry || entry.locked || ![0, 8].includes(entry.method)) throw new Refusal("damaged");
    const packed = bytes.subarray(entry.start, entry.start + entry.size);
    if (entry.method === 0) return packed;
    const found = await inflated(packed, left);
    left -= found.size;
    return found.bytes;
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    bytes: unpack,
    text: async (name) => new TextDecoder().decode(await unpack(name)),
  };
};
