// The entries of one lesson as rows: what, and the entry. What was taken over from an example says so.
import { markWords } from "../kit/keeping.js";
import { counted, fill, h, number } from "../kit/kit.js";
import { canonical } from "../kit/workbook.js";

const UNSEEN = ["progress", "question_drafts", "working"];
// Numbers of people by area: some may be small, so they are for the learner alone, and on no paper.
const NOT_PRINTED = ["areas/people", "areas/counted"];

// "fictional: replace" after what was taken over from an example and not replaced.
export const isMark = (part) => part.endsWith("_taken");

/** @returns {any} the mark of a field, if its value is still that of the example */
function markOf(parts, part, name) {
  const mark = parts[`${part}_taken`]?.[name]?.value;
  return Array.isArray(mark) && canonical(mark[0]) === canonical(parts[part][name].value) ? mark : undefined;
}

const marked = (text, mark) => (mark ? h("span", null, text, " ", h("b.taken", null, mark)) : text);

// The names of the fields of a part that hold something; those of a form stand in its order.
function namesOf(fields, order) {
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  const names = Object.keys(fields).filter((name) => fields[name].value !== null);
  return names.sort((one, other) => place(one) - place(other));
}

// A part of one of several indicators has the name of the indicator before its own: ["Homes with water", "gap"].
const namesOfPart = (part) => ["", ...part.split("\n")].slice(-2);

// Things in one line, such as the items of an agenda: their titles, and what else was typed and has a name in the
// catalogue, or a name of its own, such as the target of a share. Numbers are those that an item begins with.
function itemsOf(fields, names, { signed, words, strings }) {
  const [group] = names[0].split("/");
  const ids = [...new Set(names.map((name) => name.split("/")[1]))];
  const isTitle = (field) => field === "title" || (field === "name" && !words.named(`${group}/name`));
  const titleAmong = (all, id, is) =>
    all.find((name) => name.split("/")[1] === id && is(name.split("/").slice(2).join("/")));
  // What belongs to a thing of another group, such as the shares of a budget line, has the title of that.
  const titled = (id) =>
    titleAmong(names, id, isTitle) ?? titleAmong(Object.keys(fields), id, (field) => field === "title");
  const place = (field) => Object.keys(strings.fields).indexOf(`${group}/${field}`); // the order of the catalogue
  const isTyped = (
    value,
    field = [],
  ) => (typeof value === "number" ? field.length > 1 : typeof value === "string" && value);
  function said(id) {
    const title = titled(id);
    const others = names.map((name) => [name.split("/"), name])
      .filter(([[, of, ...field], name]) =>
        of === id && name !== title && isTyped(fields[name].value, field) && label(field)
      )
      .map(([[, , ...field], name]) => [field, name])
      .sort(([[one]], [[other]]) => place(one) - place(other))
      .map(([field, name]) => {
        const isOwn = NOT_PRINTED.includes(`${group}/${field[0]}`);
        // On paper its comma goes with it.
        return isOwn
          ? h("span.screen", null, ", ", label(field), ": ", signed(name))
          : h("span", null, label(field), ": ", signed(name));
      });
    return title && isTyped(fields[title].value) ? [signed(title), ...others] : others;
  }
  // A score and its evidence belong to a criterion, which has a name of its own.
  function label(field) {
    if (field.length < 2) return words.named(`${group}/${field[0]}`);
    const criterion = fields[`criteria/${field.at(-1)}/name`]?.value;
    return criterion ? fill(strings.grouped, { group: field[0], label: criterion }) : field.at(-2);
  }
  const withComma = (each) => each instanceof Element && each.matches(".ls-screen");
  const separated = (all, sign) => all.flatMap((each, at) => (at && !withComma(each) ? [sign, each] : [each]));
  const own = names.some((name) => NOT_PRINTED.includes(name.split("/").filter((_, at) => at !== 1).join("/")));
  return h(
    "span",
    null,
    ...separated(
      ids.map(said).filter((all) => all.length).map((all) => h("span", null, ...separated(all, ", "))),
      "; ",
    ),
    ...(own ? [". ", h("span.small.soft", null, strings.not_printed)] : []),
  );
}

// lesson: what the course knows of it, if it does; words: those of describer.
export function rowsOf({ lesson, code, parts }, words, strings) {
  const valueOf = (part, name) => words.value(parts[part][name].value);
  const signed = (part, name) => {
    const mark = markOf(parts, part, name);
    return marked(valueOf(part, name), mark && markWords(mark, strings));
  };
  const fieldOf = (part, name) => words.field([null, code, namesOfPart(part)[1], name], parts[part][name].value);
  const row = (part, name) => [fieldOf(part, name), signed(part, name)];

  // Many fields inside one field: a count of each value.
  function counts(part, names) {
    const found = new Map();
    for (const name of names) found.set(valueOf(part, name), (found.get(valueOf(part, name)) ?? 0) + 1);
    const count = ([text, times]) => fill(strings.grouped, { group: text, label: number(times) });
    const text = [...found].map(count).join("; ");
    const marks = names.map((name) => markOf(parts, part, name)).filter(Boolean);
    if (!marks.length) return text;
    const [, kind, place] = marks[0];
    const forms = kind === "fictional" ? strings.still_fictional : strings.still_example;
    return marked(text, counted(forms, marks.length, { place }));
  }
  // What a learner has named, such as an indicator: its name, or its id, then what is known of it.
  function record(part, id, members) {
    // Some names mean something else elsewhere, such as "office" in the profile.
    const called = (field) => words.named(`*/${field}`) ?? words.known(field);
    const said = members.filter((name) => name !== `${id}/name`).map((name) =>
      h("span", null, called(name.slice(id.length + 1)), ": ", signed(part, name))
    );
    const title = members.length > said.length ? valueOf(part, `${id}/name`) : id;
    return [title, h("span", null, ...said.flatMap((each, at) => (at ? ["; ", each] : [each])))];
  }
  function group(part, name, members) {
    if (members.includes(`${name}/name`) || !words.named(name)) return record(part, name, members);
    return [
      words.known(name),
      members[0].split("/").length > 2
        ? itemsOf(parts[part], members, { signed: (name) => signed(part, name), words, strings })
        : counts(part, members),
    ];
  }
  function rowsOfPart(part) {
    const [of, kind] = namesOfPart(part);
    const order = kind === "municipality" ? (lesson?.form ?? []).map(([name]) => name) : [];
    const names = namesOf(parts[part], order);
    if (part === "earlier") return names.map((name) => row(part, name));
    if (part === "questions") return names.length ? [[strings.questions, words.answered(code, parts)]] : [];
    const inside = names.filter((name) => name.includes("/"));
    const groups = [...new Set(inside.map((name) => name.split("/")[0]))];
    const rows = [
      ...names.filter((name) => !name.includes("/")).map((name) => row(part, name)),
      ...groups.map((name) => group(part, name, inside.filter((each) => each.startsWith(`${name}/`)))),
    ];
    return rows.map(([label, ...rest]) => [of ? fill(strings.grouped, { group: of, label }) : label, ...rest]);
  }
  return Object.keys(parts).filter((part) => !UNSEEN.includes(part) && !isMark(part)).flatMap(rowsOfPart);
}
