// The one table inside a zip archive. The rules of localsdg.owndata.source.
import { Refusal } from "./decode.js";
import { openZip } from "./zip.js";

const TABLES = /\.(?:csv|tsv|txt|tab|xlsx|xlsm|xls|xlsb|ods)$/i;
const ABOUT = /^(?:meta_?data|read_?me|licen[cs]e|about|notes)/i;
const baseOf = (path) => path.split("/").at(-1);

// { bytes, name } of the table; null if the archive is itself a spreadsheet.
export const unpacked = async (bytes) => {
  if (!globalThis.DecompressionStream) throw new Refusal("old_browser");
  const archive = openZip(bytes);
  if (archive.has("xl/workbook.xml") || archive.has("mimetype")) return null;
  const tables = archive.names.filter((path) => TABLES.test(path) && !path.includes("__MACOSX"));
  const main = tables.filter((path) => !ABOUT.test(baseOf(path)));
  const chosen = main.length === 1 ? main : tables;
  if (chosen.length !== 1) throw new Refusal("zip");
  return { bytes: await archive.bytes(chosen[0]), name: baseOf(chosen[0]) };
};
