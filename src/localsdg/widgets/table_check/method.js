// Checks a table as Python does: what was understood, the faults, the repaired copy, the figures.
import { bytesOf, readings, Refusal } from "./decode.js";
import { makeMaterial } from "./doubts.js";
import { checksOf, notMade } from "./faults.js";
import { figuresTable } from "./figures.js";
import { setMadeNames, yearOf } from "./names.js";
import { applyChanges, changesCsv, changesOf, csvOf, plainCsv, tableOf } from "./repairs.js";
import { sourcesOf, workbookRows } from "./rows.js";
import { understood } from "./sentence.js";
import { kindOf, readText } from "./source.js";
import { unpacked } from "./unpack.js";
import { readWorkbook } from "./xlsx.js";

// What the page needs to know of the columns.
function layoutOf({ form, names, roles, values, measures, breakdowns, meanings, doubt, either }) {
  const places = Object.keys(meanings).filter((place) => meanings[place].place).map(Number); // that headings name
  const asked = { doubt: doubt?.key ?? "", columns: doubt?.columns ?? either };
  return { form, names, roles, values, measures, breakdowns, places, asked, years: names.map((name) => yearOf(name)) };
}

// All that is said of a table whose faults are found.
function resultOf(material, faults, texts) {
  const { raw, layout } = material;
  const table = tableOf(material);
  const changes = changesOf(table, faults, layout);
  const csv = csvOf(material, applyChanges(table, changes, layout));
  return {
    understood: understood(material, texts),
    layout: layoutOf(layout),
    faults,
    changes,
    changesFile: changesCsv(changes),
    figures: { ...figuresTable(material), sources: sourcesOf(material) },
    figuresFile: plainCsv(figuresTable(material)),
    forWorkbook: workbookRows(material),
    csv,
    asRead: table,
    // The copy with those repairs that a person has chosen: faults with what should stand in their cell.
    copyWith: (chosen) => csvOf(material, applyChanges(table, changesOf(table, chosen, layout), layout)),
    copy: raw.inDoubt ? bytesOf(csv, raw.encoding) : new TextEncoder().encode(csv),
    inDoubt: raw.inDoubt,
    sheet: raw.sheet ?? "",
    sheets: raw.sheets ?? [],
  };
}

function refusal(error) {
  if (error instanceof Refusal) return { refused: error.key, values: error.values };
  console.error(error);
  return { refused: "unexpected", values: {} };
}

async function readArchive(bytes, name, said) {
  const inner = await unpacked(bytes);
  return inner ? read(inner.bytes, inner.name, said) : readWorkbook(bytes, name, said);
}

function read(bytes, name, said) {
  const kind = kindOf(bytes);
  if (kind === "zip") return readArchive(bytes, name, said);
  if (kind !== "text") throw new Refusal(kind);
  return readText(bytes, name, said);
}

// Checks a table: { bytes, name, said: { year, columns, decimal, encoding, sheet } }. breathe() is called between
// steps.
export const check = async ({ bytes, name, said }, texts, breathe) => {
  setMadeNames(texts);
  try {
    const raw = await read(bytes, name, said);
    await breathe();
    const material = makeMaterial(raw);
    const { steps, inOrder } = checksOf(material, texts);
    for (const step of steps) {
      await breathe();
      step();
    }
    await breathe();
    const isAsked = raw.inDoubt || Boolean(said.encoding);
    return { ...resultOf(material, inOrder(), texts), readings: isAsked ? readings(bytes) : [] };
  } catch (error) {
    return refusal(error);
  }
};

function allOf(raw, texts) {
  const material = makeMaterial(raw);
  const { steps, inOrder } = checksOf(material, texts);
  steps.forEach((step) => step());
  return { ...resultOf(material, inOrder(), texts), copy: null, table: figuresTable(material) };
}

// The same as check, with the figures, for tests: bytes in base64. An Excel file is read later, a text at once.
export function checked(encoded, name, said, texts) {
  setMadeNames(texts);
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  const refused = (error) => {
    if (error instanceof Refusal) return { refused: error.key, values: error.values };
    throw error;
  };
  try {
    const raw = read(bytes, name, said);
    return raw instanceof Promise ? raw.then((each) => allOf(each, texts)).catch(refused) : allOf(raw, texts);
  } catch (error) {
    return refused(error);
  }
}

export const lacking = notMade;
