// The exercise as plain values, as an entry of the workbook, and back. What a file holds in place of an entry, such as
// a list where a line should be, stays in the workbook as it is: it travels in `other`.
import { newId } from "../kit/parts.js";
import { typedNumber, unmistakable } from "../kit/typed_numbers.js";
import { isTarget } from "./method.js";

export const FIELDS = ["title", "nature", "approved", "spent", "action"];
const ABOUT = ["year", "currency", "whole"];
export const BLANK = { year: "", currency: "", whole: "", lines: [], other: {} };
export const newLine = (values = {}) => ({
  id: newId(),
  ...Object.fromEntries(FIELDS.map((name) => [name, ""])),
  tags: [],
  ...values,
});

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isWritten = (value) => typeof value === "string" || Number.isFinite(value);
const written = (value) => (typeof value === "number" ? unmistakable(value) : (value ?? ""));
const own = (object, name) => (isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined);
const entries = (object) => (isObject(object) ? Object.entries(object) : []);
const without = (object, names) => entries(object).filter(([name]) => !names.includes(name));

// A share of 1 is typed as 100 per cent. What cannot be read as one number stays as it is typed.
const toShare = (text) => {
  const { value } = typedNumber(text, "%");
  if (value !== undefined) return Number((value / 100).toPrecision(15));
  return text.trim() ? text : 0;
};
const toPerCent = (share) => typeof share === "number" ? unmistakable(Number((100 * share).toPrecision(15))) : share;
// The share that a text of per cent says, or NaN.
export const shareOf = (text) => {
  const share = toShare(text);
  return typeof share === "number" && share >= 0 && share <= 1 ? share : NaN;
};

// Two entries as one; what the learner has written comes before what a file held in its place.
function together(one, other) {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => {
    const [first, second] = [own(one, name), own(other, name)];
    if (isObject(first) && isObject(second)) return [name, together(first, second)];
    const nothing = second === undefined || second === "" || (isObject(second) && !Object.keys(second).length);
    return [name, nothing ? (first ?? second) : second];
  }));
}

export function pack({ lines, other, ...about }) {
  const line = ({ tags: _tags, id: _id, ...values }) => ({ ...values, year: about.year });
  const shares = ({ tags }) => Object.fromEntries(tags.map(([code, text]) => [code, { share: toShare(text) }]));
  const ours = {
    ...about,
    lines: Object.fromEntries(lines.map((each) => [each.id, line(each)])),
    tags: Object.fromEntries(lines.filter(({ tags }) => tags.length).map((each) => [each.id, shares(each)])),
  };
  return together(other, ours);
}

function lineOf(id, found, tags) {
  const fits = ([code, tag]) => isTarget(code) && isWritten(own(tag, "share"));
  return {
    ...newLine(),
    id,
    ...Object.fromEntries(
      FIELDS.filter((name) => isWritten(own(found, name))).map((name) => [name, written(found[name])]),
    ),
    tags: entries(tags).filter(fits).map(([code, tag]) => [code, toPerCent(tag.share)]),
  };
}

export function unpack(entry) {
  const good = entries(own(entry, "lines")).filter(([, line]) => isObject(line));
  const ids = good.map(([id]) => id);
  const tagsOf = (id) => own(own(entry, "tags"), id);
  const ill = (line) => Object.fromEntries(entries(line).filter(([, value]) => value !== null && !isWritten(value)));
  const strange = (tags) =>
    Object.fromEntries(entries(tags).filter(([code, tag]) => !(isTarget(code) && isWritten(own(tag, "share")))));
  const filled = (pairs) => pairs.filter(([, value]) => !isObject(value) || Object.keys(value).length);
  const part = (name, mended) => {
    const found = own(entry, name);
    if (!isObject(found)) return found == null ? [] : [[name, found]];
    const rest = filled([...mended, ...without(found, ids)]);
    return rest.length ? [[name, Object.fromEntries(rest)]] : [];
  };
  const about = ABOUT.map((name) => [name, own(entry, name)]);
  return {
    ...Object.fromEntries(about.map(([name, value]) => [name, isWritten(value) ? written(value) : ""])),
    lines: good.map(([id, line]) => lineOf(id, line, tagsOf(id))),
    other: Object.fromEntries([
      ...without(entry, [...ABOUT, "lines", "tags"]),
      ...about.filter(([, value]) => value != null && !isWritten(value)),
      ...part("lines", good.map(([id, line]) => [id, ill(line)])),
      ...part("tags", ids.filter((id) => tagsOf(id) !== undefined).map((id) => [id, strange(tagsOf(id))])),
    ]),
  };
}

// A ready case as a state.
export const exampleOf = ({ year, whole, lines }, { currency }) => ({
  ...BLANK,
  year,
  currency,
  whole,
  lines: lines.map(({ tags, ...line }) => ({
    ...line,
    tags: Object.entries(tags).map(([code, share]) => [code, toPerCent(share)]),
  })),
});
