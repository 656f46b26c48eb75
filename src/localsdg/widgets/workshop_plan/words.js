// An agenda in words: titles, times and targets of its entries, its table, what is said of it, and the command for it.
import { counted, fill, h } from "../kit/kit.js";
import { clock } from "./method.js";

const headed = (words, kind = "th") => h(kind, { scope: "col" }, words);

export function wordsFor(cards, strings) {
  const cardOf = (lesson) => cards.find((card) => card.lesson === lesson);
  const nameOf = (lesson) => fill(strings.lesson, cardOf(lesson));
  const partOf = ({ lesson, ...place }) => fill(strings.part, { name: nameOf(lesson), ...place });
  const titleOf = (entry) => {
    if (!entry.lesson) return strings.entries[entry.kind];
    return entry.parts > 1 ? partOf(entry) : nameOf(entry.lesson);
  };
  const timeOf = (entry) => `${clock(entry.start)}\u2013${clock(entry.start + entry.minutes)}`;
  const targetsOf = ({ lesson }) => (lesson ? cardOf(lesson).targets : "");

  function line(entry) {
    return h(
      "tr",
      null,
      h("th", { scope: "row", style: "white-space: nowrap" }, timeOf(entry)),
      h("td.words", null, titleOf(entry)),
      h("td", null, entry.minutes),
      h("td.words", null, targetsOf(entry)),
    );
  }
  return {
    cardOf,
    nameOf,
    // An entry as the answer has it, and as the calendar does.
    answerOf: (entry) => [timeOf(entry), titleOf(entry), targetsOf(entry)],
    eventOf: (entry) => ({
      ...entry,
      title: titleOf(entry),
      notes: entry.lesson && `${targetsOf(entry)}\n${fill(strings.brings, cardOf(entry.lesson))}`,
    }),
    table(entries) {
      const [time, what, length, targets] = strings.heads;
      const head = [headed(time), headed(what, "th.words"), headed(length), headed(targets, "th.words")];
      return h(
        "table",
        null,
        h("caption", null, strings.caption),
        h("thead", null, h("tr", null, ...head)),
        h("tbody", null, ...entries.map(line)),
      );
    },
    // planned: what planWorkshop gave. Gives { title, notes }.
    /**
     * @param {{ entries?: any[], shortened?: any[], fault?: string, values?: object }} planned @param {number} minutes
     */
    said({ entries, shortened, fault, values }, minutes) {
      if (fault) return { title: strings.no_plan, notes: [fill(strings.faults[fault], values)] };
      const end = entries.at(-1);
      const sessions = new Set(entries.flatMap(({ lesson = [] }) => lesson)).size;
      return {
        title: counted(strings.plan, sessions, { minutes, end: clock(end.start + end.minutes) }),
        notes: shortened.map((entry) => fill(strings.shortened, entry)),
      };
    },
    bring: (entries) =>
      [...new Set(entries.flatMap(({ lesson = [] }) => lesson))].map((lesson) =>
        h("li", null, fill(strings.bring, cardOf(lesson)))
      ),
  };
}

// What Python writes the same agenda with, as a Word document.
export function commandFor({ chosen, start, day }, minutes, people) {
  return [
    ".venv/bin/localsdg agenda",
    ...chosen.map((lesson) => `--lesson ${lesson}`),
    `--minutes ${minutes} --start ${start} --people ${people}`,
    ...(day ? [`--date ${day}`] : []),
    "--output agenda.docx",
  ].join(" ");
}
