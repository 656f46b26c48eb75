// What the workbook knows already of a form's fields is not asked again: it is shown in place of the question, with
// where it comes from and a way to write something else. What the learner has written in the form stays: where it is
// not what the exercise says, both are shown, until she chooses.
import { marks } from "../kit/keeping.js";
import { counted, decimalsOf, fill, h, number, shared, workbook } from "../kit/kit.js";
import { addressOf, nameAt, PARTS } from "../kit/records.js";
import { entryAt } from "../kit/workbook.js";

const textOf = (value) => (typeof value === "number" ? number(value, decimalsOf(value)) : value);
// Values of the kinds that the fields take, or none.
function fitting(values, parts) {
  const fits = ([name, value]) => value === undefined || typeof value === (parts[name].number ? "number" : "string");
  return Object.entries(values ?? {}).every(fits) ? values : undefined;
}
const isEmpty = ({ box }) => !box.value.trim();
const isSame = (part, value) => (part.number ? part.number.read() === value : part.box.value.trim() === value);

function lineOf(strings, does) {
  const words = h("span");
  const button = (name) => h("button.quiet.screen", { type: "button", onclick: does[name] }, strings[`known_${name}`]);
  const buttons = Object.fromEntries(Object.keys(does).map((name) => [name, button(name)]));
  return {
    element: h("p.known.small", null, words, " ", ...Object.values(buttons)),
    buttons,
    put(text, wanted) {
      if (words.textContent !== text) words.textContent = text;
      for (const [name, each] of Object.entries(buttons)) each.hidden = !wanted.includes(name);
    },
  };
}

// The line of several fields stands below the last of their groups.
function below(parts, line) {
  if (parts.length > 1) parts.at(-1).element.parentElement.after(line);
  else parts[0].element.append(line);
}

// Some fields that are known together, such as three counts. form: { fields, taken, changed, exercise }.
function groupOf(names, { fields, taken, changed, exercise }, strings) {
  const parts = names.map((name) => fields.parts[name]);
  const line = lineOf(strings, { go: () => shared(exercise).go(), other, use, undo });
  let known;
  let opened = false;
  let before;

  function other() {
    opened = true;
    before = undefined;
    fields.write(known.values);
    changed();
    parts[0].box.focus();
  }
  function use() {
    opened = false;
    before = [Object.fromEntries(names.map((name, at) => [name, parts[at].box.value])), taken.entry()];
    fields.write(Object.fromEntries(names.map((name) => [name, ""])));
    taken.clear(names);
    changed();
    line.buttons.undo.focus();
  }
  function undo() {
    const [entries, marked] = before;
    before = undefined;
    taken.restore(marked);
    fields.write(entries);
    changed();
    line.buttons.use.focus();
  }
  const begun = () => parts.some((part) => part.box === document.activeElement || (opened && !isEmpty(part)));
  const closed = () => Boolean(known.values) && !begun() && parts.every((part) => isEmpty(part) || same(part));
  const same = (part) => isSame(part, known.values[part.name]);
  below(parts, line.element);
  // What is being typed is not taken away, even if it is what is known.
  for (const { box } of parts) box.addEventListener("input", () => (opened = true));
  return {
    // now: { values, by name, if any; says, where they come from; none, what is said without them; mark(name) }
    put: (now) => (known = now),
    values: () => (closed() ? known.values : {}),
    knows: (name) => Boolean(known.values) && names.includes(name),
    paint() {
      const { values, says, none = "", mark } = known;
      const shut = closed();
      for (const part of parts) {
        const text = shut ? textOf(values[part.name]) : undefined;
        part.give(text, text ? mark(part.name) : undefined);
      }
      const go = shared(exercise)?.go ? ["go"] : [];
      if (!values) return line.put(none, none ? go : []);
      if (shut) return line.put(says, [...go, "other", ...(before ? ["undo"] : [])]);
      const there = parts.filter((part) => !same(part)).map(({ name, label }) =>
        fill(strings.known_one, { label, value: textOf(values[name]) || "\u2014" })
      );
      line.put(there.length ? fill(strings.known_else, { says, there: there.join("; ") }) : says, ["use"]);
    },
  };
}

// Fields of one record with another form, such as the name of the municipality, with another lesson, or with the
// exercise: what was written there is shown until it is changed here, which changes it there too. What is still missing
// there is asked here.
function sameRecord(parts, says, { taken, exercise }, strings) {
  const line = lineOf(strings, { go: () => shared(exercise).go(), change });
  const opened = new Set();
  for (const part of parts) part.box.addEventListener("input", () => opened.add(part));
  below(parts, line.element);
  function change() {
    const first = parts.find(isShut);
    for (const part of parts) opened.add(part);
    paint();
    first.box.focus();
  }
  const isShut = (part) => !opened.has(part) && part.box !== document.activeElement && !isEmpty(part);
  function paint() {
    const marked = parts.some(({ name }) => taken.get(name));
    const shut = marked ? [] : parts.filter(isShut);
    for (const part of parts) part.give(shut.includes(part) ? part.box.value : undefined);
    line.put(shut.length ? says : "", shut.length ? [...(shared(exercise)?.go ? ["go"] : []), "change"] : []);
  }
  return { paint };
}

// The fields that are records of other lessons too, by those lessons and by group: { lessons, parts }.
function elsewhere(addressed, here) {
  const groups = [];
  for (const [address, part] of addressed) {
    if (address[1] === "municipality") continue;
    const writers = PARTS.filter(([lesson, name]) => lesson !== here && nameAt([lesson, name], address) !== undefined);
    const lessons = [...new Set(writers.map(([lesson]) => lesson))];
    if (!lessons.length) continue;
    const place = part.element.parentElement;
    const same = groups.find((each) => each.place === place && each.lessons.join() === lessons.join());
    if (same) same.parts.push(part);
    else groups.push({ place, lessons, parts: [part] });
  }
  return groups;
}

// form: { lesson, page, data, fields, taken, changed }; worked: as in widget.js. Gives paint(), refresh() (the workbook
// has changed), values() (what is shown in place of questions) and knows(name).
export function knownOf(worked, { lesson, page, data, fields, taken, changed }, strings) {
  const { exercise, part, known } = worked;
  // On a page the workbook; in a notebook the exercise that runs there, or what the workbook held when the cell ran.
  function ownWork() {
    if (!page) return shared(exercise)?.own?.() ?? { entry: data.known?.[part], taken: data.known?.[`${part}_taken`] };
    const book = workbook();
    return { entry: entryAt(book, [lesson, part]), taken: entryAt(book, [lesson, `${part}_taken`]) };
  }
  // What is no work of the exercise, as in a file changed by hand, says nothing here.
  function groupsOf(entry) {
    try {
      return known(entry, strings).map(({ values, ...group }) => ({ ...group, values: fitting(values, fields.parts) }));
    } catch {
      return known({}, strings);
    }
  }
  function read() {
    const { entry = {}, taken: signs } = ownWork();
    const found = marks(signs ?? {});
    found.keep(entry);
    const mark = (rests) => (name) => {
      const first = found.names().find((each) => rests(each, name));
      return first && found.get(first);
    };
    return groupsOf(entry).map(({ rests = () => true, ...group }) => ({ ...group, mark: mark(rests) }));
  }
  const now = known ? read() : [];
  const groups = now.map(({ names }) => groupOf(names, { fields, taken, changed, exercise }, strings));
  const refresh = () => known && read().forEach((each, at) => groups[at].put(each));
  now.forEach((each, at) => groups[at].put(each));

  const addressed = Object.values(fields.parts).map((each) => [addressOf([lesson, "municipality"], each.name), each]);
  const chosen = (test) => addressed.filter(([address]) => test(address)).map(([, each]) => each);
  const common = chosen((address) => part && nameAt([lesson, part], address) !== undefined);
  const same = [
    ...chosen(([, kind]) => kind === "municipality")
      .map((each) => sameRecord([each], strings.known_profile, { taken, exercise: "" }, strings)),
    ...(common.length ? [sameRecord(common, strings.known_shared, { taken, exercise }, strings)] : []),
    ...elsewhere(addressed.filter(([, each]) => !common.includes(each)), lesson).map(({ lessons, parts }) => {
      const says = counted(strings.known_lessons, lessons.length, { lessons: lessons.join(", ") });
      return sameRecord(parts, says, { taken, exercise: "" }, strings);
    }),
  ];
  return {
    refresh,
    paint: () => [...groups, ...same].forEach((each) => each.paint()),
    values: () => Object.assign({}, ...groups.map(({ values }) => values())),
    knows: (name) => groups.some((each) => each.knows(name)),
  };
}
