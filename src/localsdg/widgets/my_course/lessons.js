// The entries of the workbook by lesson, as My course shows them.
import { atWorkNow, isOfWork, isUsed, nameAt, pairs, PARTS, workOn } from "../kit/records.js";
import { fieldAt, fieldsOf, namedAt } from "../kit/workbook.js";

// Whether a part names a record itself, and not one of many: what lesson 2.6 asks of its indicator is also a row of the
// table of lesson 2.1.
const namesIt = ([lesson, part], name) => Object.hasOwn(pairs()[lesson]?.[part] ?? {}, name);

// Looks at what was written of another indicator than that at work.
function lookAt(id, work) {
  const before = atWorkNow();
  workOn(id);
  try {
    return work();
  } finally {
    workOn(before);
  }
}

// The name of an indicator, or its id.
export function indicatorName(book, id) {
  const name = fieldAt(book, ["records", "indicator", id, "name"])?.value;
  return typeof name === "string" && name.trim() ? name : id;
}

// A part that knows what stands at an address, and the name it has there: { group: ["1.2", "competences"], name }. The
// municipality is of the profile. of: the indicator, if it is another one than that on which lessons 3.3 to 3.5 work
// now.
export function knownAs(address) {
  const id = address[1] === "indicator" ? address[2] : atWorkNow();
  const found = placeOf(address);
  if (found.group[0] || id === atWorkNow()) return found;
  return { ...lookAt(id, () => placeOf(address)), of: id };
}
function placeOf(address) {
  if (address[0] === "lessons") return { group: address.slice(1, 3), name: address[3] };
  const marks = address[0] === "marks" ? "_taken" : "";
  const found = [["", "profile"], ["", "needs"], ["", "workshop"], ...PARTS].flatMap(([lesson, part]) => {
    const name = nameAt([lesson, part + marks], address);
    return name === undefined ? [] : [{ group: [lesson, part + marks], name, exact: namesIt([lesson, part], name) }];
  });
  const first = found.find(({ group: [lesson], exact }) => exact || !lesson) ?? found[0];
  return first ?? { group: ["", address[1]], name: address.slice(2).join("/") };
}

// What was entered in each lesson, by part: fields by their names. What a form and an exercise share stands with the
// form, and the municipality, which every form shows, in the profile. What an earlier version kept beside a record
// stands under its old name in "earlier". Before a part of another indicator than that at work stands its name.
export function partsByLesson(book) {
  const groups = new Map(PARTS.map((group) => [group.join(), group]));
  const found = {};
  const shown = new Set();
  const bare = () => Object.create(null); // a field may have any name
  const put = (lesson, part, name, field) => ((found[lesson] ??= bare())[part] ??= bare())[name] = field;
  for (const [address, field] of fieldsOf(book)) {
    const [group, lesson, part, name] = address;
    if (group !== "lessons") continue;
    if (isUsed(address)) groups.set(`${lesson},${part}`, [lesson, part]);
    else put(lesson, "earlier", `${part}/${name}`, field);
  }
  const putPart = (/** @type {string[]} */ [lesson, part], before) => {
    for (const each of part.endsWith("_taken") ? [part] : [part, `${part}_taken`]) {
      for (const [name, { address, field }] of namedAt(book, [lesson, each])) {
        const key = [lesson, ...address].join("\n");
        if (address[1] === "municipality" || shown.has(key)) continue;
        shown.add(key);
        put(lesson, before + each, name, field);
      }
    }
  };
  for (const group of groups.values()) putPart(group, "");
  for (const id of Object.keys(book.records.indicator ?? {})) {
    const before = `${indicatorName(book, id)}\n`;
    for (const group of PARTS.filter(isOfWork)) lookAt(id, () => putPart(group, before));
  }
  return found;
}
