// The entries of a workbook in words: names of fields, values, times.
import { markWords } from "../kit/keeping.js";
import { counted, fill, h, number } from "../kit/kit.js";
import { canonical, UNKNOWN_TIME } from "../kit/workbook.js";

export function describer(lessons, strings) {
  const language = document.documentElement.lang || "en";
  const clock = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const known = (name) => strings.fields[name] ?? name.replaceAll("_", " ");

  const when = (time) => (time === UNKNOWN_TIME ? strings.time_unknown : clock.format(new Date(time)));
  const lessonName = (code) => {
    const lesson = lessons.find((each) => each.lesson === code);
    return lesson ? fill(strings.lesson, lesson) : fill(strings.unknown_lesson, { lesson: code });
  };

  function value(content) {
    if (content === null) return strings.cleared;
    if (typeof content === "boolean") return content ? strings.yes : strings.no;
    if (typeof content === "number") return number(content, Math.min(String(content).split(".")[1]?.length ?? 0, 6));
    if (typeof content === "string") return strings.words[content] ?? content;
    return Object.values(content).map(value).join("; ");
  }

  // The name of one field: of a form its label, else the words of the catalogue, else its own name.
  function field([, code, part, name], content) {
    if (isMark(part)) return fill(strings.mark_of, { label: field([null, code, part.replace(/_taken$/, ""), name]) });
    if (part === "stakeholders") {
      return fill(strings.actor, { name: typeof content?.[0] === "string" ? content[0] : name });
    }
    const lesson = lessons.find((each) => each.lesson === code);
    if (part === "municipality") {
      const [, group, label] = lesson?.form.find((line) => line[0] === name) ?? [null, "", known(name)];
      return group ? fill(strings.grouped, { group, label }) : label;
    }
    if (part === "questions") {
      const place = lesson ? lesson.questions.indexOf(name) + 1 : 0;
      return place ? fill(strings.question, { place }) : known(name);
    }
    const steps = name.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return steps.map(known).reduce((group, label) => fill(strings.grouped, { group, label }));
  }
  const address = (steps, content) =>
    steps[0] === "profile"
      ? fill(strings.grouped, { group: strings.profile, label: known(steps[1]) })
      : fill(strings.grouped, { group: lessonName(steps[1]), label: field(steps, content) });

  // "fictional: replace" after what was taken over from an example and not replaced.
  const isMark = (part) => part.endsWith("_taken");
  function markOf(parts, part, name) {
    const mark = parts[`${part}_taken`]?.[name]?.value;
    return Array.isArray(mark) && canonical(mark[0]) === canonical(parts[part][name].value) ? mark : undefined;
  }
  const marked = (
    text,
    mark,
  ) => (mark ? h("span", null, text, " ", h("b.taken", null, markWords(mark, strings))) : text);

  // The items of an agenda: their titles in one line.
  function items(fields, names, parts, part) {
    const inside = names.filter((name) => name.endsWith("/title"));
    return h(
      "span",
      null,
      ...inside.flatMap((name, at) => [at ? "; " : "", marked(value(fields[name].value), markOf(parts, part, name))]),
    );
  }

  // The rows of one lesson: what, and the entry. Many fields inside one field become a count of each value.
  function rows(code, parts) {
    const lesson = lessons.find((each) => each.lesson === code);
    const found = [];
    for (const [part, fields] of Object.entries(parts)) {
      const names = Object.keys(fields).filter((name) => fields[name].value !== null);
      const order = lesson && part === "municipality" ? lesson.form.map(([name]) => name) : [];
      const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
      const groups = new Map();
      if (part === "progress" || part === "question_drafts" || isMark(part)) continue;
      if (part === "questions") {
        if (names.length) found.push([strings.questions, answered(code, parts)]);
        continue;
      }
      for (const name of names.sort((one, other) => place(one) - place(other))) {
        const group = name.includes("/") ? name.split("/")[0] : "";
        if (group) groups.set(group, [...(groups.get(group) ?? []), name]);
        else {found.push([
            field([null, code, part, name], fields[name].value),
            marked(value(fields[name].value), markOf(parts, part, name)),
          ]);}
      }
      for (const [group, members] of groups) {
        if (members[0].split("/").length > 2) {
          found.push([known(group), items(fields, members, parts, part)]);
          continue;
        }
        const counts = new Map();
        for (const name of members) {
          const text = value(fields[name].value);
          counts.set(text, (counts.get(text) ?? 0) + 1);
        }
        const count = ([text, times]) => fill(strings.grouped, { group: text, label: number(times) });
        const marks = members.map((name) => markOf(parts, part, name)).filter(Boolean);
        const text = [...counts].map(count).join("; ");
        const left = () =>
          counted(marks[0][1] === "fictional" ? strings.still_fictional : strings.still_example, marks.length, {
            place: marks[0][2],
          });
        found.push([known(group), marks.length ? h("span", null, text, " ", h("b.taken", null, left())) : text]);
      }
    }
    return found;
  }
  function answered(code, parts) {
    const all = lessons.find((each) => each.lesson === code)?.questions ?? [];
    const done = Object.values(parts.questions ?? {}).filter((field) => field.value !== null).length;
    return fill(strings.answered, { done: number(done), all: number(Math.max(all.length, done)) });
  }
  const last = (parts) =>
    Object.values(parts)
      .flatMap((fields) => Object.values(fields).map(({ time }) => time))
      .reduce((one, other) => (one > other ? one : other), "");

  return { address, answered, known, last, lessonName, rows, value, when };
}
