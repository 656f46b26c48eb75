// The entries of a workbook in words: names of lessons and fields, values, times.
import { dateLanguage, fill, number } from "../kit/kit.js";
import { UNKNOWN_TIME } from "../kit/workbook.js";
import { knownAs } from "./lessons.js";
import { isMark, rowsOf } from "./rows.js";

// The word of the course for a name, if it has one: "constructor" may be a name, or what somebody typed.
const wordOf = (words, name) => (Object.hasOwn(words, name) ? words[name] : undefined);

function valueWords(content, strings) {
  if (content === null) return strings.cleared;
  if (typeof content === "boolean") return content ? strings.yes : strings.no;
  if (typeof content === "number") return number(content, Math.min(String(content).split(".")[1]?.length ?? 0, 6));
  if (typeof content === "string") return wordOf(strings.words, content) ?? content;
  return Object.values(content).map((each) => valueWords(each, strings)).join("; ");
}

export function describer(lessons, strings) {
  const clock = new Intl.DateTimeFormat(dateLanguage(), { dateStyle: "medium", timeStyle: "short" });
  const known = (name) => wordOf(strings.fields, name) ?? name.replaceAll("_", " ");
  const lessonOf = (code) => lessons.find((each) => each.lesson === code);
  const inGroup = (group, label) => fill(strings.grouped, { group, label });
  const lessonName = (code) => {
    const lesson = lessonOf(code);
    return lesson ? fill(strings.lesson, lesson) : fill(strings.unknown_lesson, { lesson: code });
  };

  // The name of one field: of a form its label, else the words of the catalogue, else its own name.
  function field([, code, part, name], content) {
    if (isMark(part)) return fill(strings.mark_of, { label: field([null, code, part.replace(/_taken$/, ""), name]) });
    if (part === "earlier") {
      const [before, ...rest] = name.split("/");
      return fill(strings.earlier_entry, { label: field([null, code, before, rest.join("/")]) });
    }
    if (part === "stakeholders") {
      return fill(strings.actor, { name: typeof content?.[0] === "string" ? content[0] : name });
    }
    const lesson = lessonOf(code);
    if (part === "municipality") {
      const [, group, label] = lesson?.form.find((line) => line[0] === name) ?? [null, "", known(name)];
      return group ? inGroup(group, label) : label;
    }
    if (["questions", "question_drafts"].includes(part)) {
      const place = lesson ? lesson.questions.indexOf(name) + 1 : 0;
      return place ? fill(strings.question, { place }) : known(name);
    }
    const steps = name.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return steps.map(known).reduce(inGroup);
  }
  const words = {
    known,
    named: (name) => wordOf(strings.fields, name),
    lessonName,
    field,
    value: (content) => valueWords(content, strings),
    when: (time) => (time === UNKNOWN_TIME ? strings.time_unknown : clock.format(new Date(time))),
    address(steps, content) {
      const { group: [lesson, part], name } = knownAs(steps);
      if (lesson) return inGroup(lessonName(lesson), field([null, lesson, part, name], content));
      return inGroup(strings.profile, known(part === "profile" ? name : `${part}/${name}`));
    },
    answered(code, parts) {
      const all = lessonOf(code)?.questions ?? [];
      const done = Object.values(parts.questions ?? {}).filter((each) => each.value !== null).length;
      return fill(strings.answered, { done: number(done), all: number(Math.max(all.length, done)) });
    },
    // When something of a lesson was entered last, "" if nothing was.
    last: (parts) =>
      Object.values(parts)
        .flatMap((fields) => Object.values(fields).map(({ time }) => time))
        .reduce((one, other) => (one > other ? one : other), ""),
  };
  return {
    ...words,
    rows: (code, parts) => rowsOf({ lesson: lessonOf(code), code, parts }, words, strings),
  };
}
