// The cells of an Excel sheet as texts: what the person sees, with all digits. As Python's openpyxl reads them.
import { Refusal } from "./decode.js";
import { numberText } from "./numbers.js";

// Formats of numbers that every Excel file knows, as far as they show per cent or times.
const BUILT_IN = { 9: "0%", 10: "0.00%", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM" };
Object.assign(BUILT_IN, { 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss" });
Object.assign(BUILT_IN, { 46: "[h]:mm:ss", 47: "mmss.0" });

const STRIPPED = /".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g;
const isDate = (format) => /(?<![_\\])[dmhys]/i.test(format.split(";")[0].replace(STRIPPED, ""));
const isElapsed = (format) => /\[hh?\]|\[mm?\]|\[ss?\]/i.test(format);

export const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
export const first = (node, name) => node.getElementsByTagNameNS("*", name)[0];

export function parsed(text) {
  const found = new DOMParser().parseFromString(text, "application/xml");
  if (first(found, "parsererror")) throw new Refusal("damaged");
  return found;
}

// What each style shows: { percent, date, elapsed }.
export function stylesOf(sheet) {
  if (!sheet) return [];
  const own = new Map(
    all(sheet, "numFmt").map((node) => [node.getAttribute("numFmtId"), node.getAttribute("formatCode")]),
  );
  const formats = first(sheet, "cellXfs") ? all(first(sheet, "cellXfs"), "xf") : [];
  return formats.map((node) => {
    const id = node.getAttribute("numFmtId") ?? "0";
    const format = own.get(id) ?? BUILT_IN[id] ?? "";
    return { percent: format.replace(/"[^"]*"/g, "").includes("%"), date: isDate(format), elapsed: isElapsed(format) };
  });
}

// The text of a string of several parts; how it is pronounced is left out.
export function stringOf(node) {
  return [...node.children].map((child) => {
    if (child.localName === "t") return child.textContent;
    return child.localName === "r" ? all(child, "t").map((text) => text.textContent).join("") : "";
  }).join("");
}

const two = (number) => String(number).padStart(2, "0");
function timeText(milliseconds) {
  const [seconds, rest] = [Math.floor(milliseconds / 1000), milliseconds % 1000];
  const text = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return rest ? `${text}.${String(rest).padStart(3, "0")}000` : text;
}

// A day that Excel counts, as an ISO date, with its time if it has one; a time alone where it is less than a day.
function dateText(value, from1904) {
  const days = Math.floor(value);
  const milliseconds = Math.round((value - days) * 86_400_000);
  if (value >= 0 && value < 1 && milliseconds < 86_400_000) return timeText(milliseconds);
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const shifted = value > 0 && value < 60 && !from1904 ? days + 1 : days;
  const moment = new Date(start + shifted * 86_400_000 + milliseconds);
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999 || moment.getUTCFullYear() < 1) return "#VALUE!";
  const [day, time] = moment.toISOString().slice(0, -1).split("T");
  return time === "00:00:00.000" ? day : `${day} ${timeText(milliseconds % 86_400_000)}`;
}

function numberOf(value, style, from1904) {
  const number = Number(value);
  if (style?.elapsed && style.date) return null; // a span of time
  if (style?.date) return dateText(number, from1904);
  if (style?.percent) return `${numberText(Number((number * 100).toFixed(10)))}%`;
  return /[.eE]/.test(value) ? numberText(number) : String(BigInt(value));
}

// A cell: { text, isText, formula }; the text is null for what is not read here, such as a span of time.
export function cellOf(node, { strings, styles, from1904 }) {
  const type = node.getAttribute("t") ?? "n";
  const value = first(node, "v")?.textContent || "";
  const formula = first(node, "f");
  const source = formula ? `=${formula.textContent}` : "";
  if (type === "inlineStr") {
    const inner = first(node, "is");
    return { text: inner ? stringOf(inner) : "", isText: true, formula: source };
  }
  if (value === "") return { text: "", isText: false, formula: source };
  if (type === "s") return { text: strings[Number(value)] ?? "", isText: true, formula: source };
  if (type === "str" || type === "e") return { text: value, isText: true, formula: source };
  if (type === "b") return { text: Number(value) ? "TRUE" : "FALSE", isText: false, formula: source };
  if (type === "d") {
    return { text: value.replace(/T00:00:00(?:\.0+)?$/, "").replace("T", " "), isText: false, formula: source };
  }
  return {
    text: numberOf(value, styles[Number(node.getAttribute("s") ?? 0)], from1904),
    isText: false,
    formula: source,
  };
}
