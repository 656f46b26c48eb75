// The entries of a workbook in words: names of fields, values, times.
import { fill, number } from "./kit.js";
import { UNKNOWN_TIME } from "./workbook.js";

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
  function field([, code, part, name]) {
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
  const address = (steps) =>
    steps[0] === "profile"
      ? fill(strings.grouped, { group: strings.profile, label: known(steps[1]) })
      : fill(strings.grouped, { group: lessonName(steps[1]), label: field(steps) });

  // The rows of one lesson: what, and the entry. Many fields inside one field become a count of each value.
  function rows(code, parts) {
    const lesson = lessons.find((each) => each.lesson === code);
    const found = [];
    for (const [part, fields] of Object.entries(parts)) {
      const names = Object.keys(fields).filter((name) => fields[name].value !== null);
      const order = lesson && part === "municipality" ? lesson.form.map(([name]) => name) : [];
      const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
      const groups = new Map();
      if (part === "progress") continue;
      if (part === "questions") {
        if (names.length) found.push([strings.questions, answered(code, parts)]);
        continue;
      }
      for (const name of names.sort((one, other) => place(one) - place(other))) {
        const group = name.includes("/") ? name.split("/")[0] : "";
        if (group) groups.set(group, [...(groups.get(group) ?? []), name]);
        else found.push([field([null, code, part, name]), value(fields[name].value)]);
      }
      for (const [group, members] of groups) {
        const counts = new Map();
        for (const name of members) {
          const text = value(fields[name].value);
          counts.set(text, (counts.get(text) ?? 0) + 1);
        }
        const count = ([text, times]) => fill(strings.grouped, { group: text, label: number(times) });
        found.push([known(group), [...counts].map(count).join("; ")]);
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
