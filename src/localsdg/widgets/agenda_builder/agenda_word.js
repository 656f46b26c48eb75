// The agenda of an exchange as a Word document, with the styles and the frame of the review's.
import { bodyOf, fixedParts, headerWithoutLabel } from "../my_review/word_frame.js";
import { DAY } from "../my_review/word_parts.js";
import { tableXml } from "../my_review/word_table.js";
import { escapedXml, paragraph, run } from "../my_review/word_xml.js";
import { zipped } from "../my_review/zip.js";

const HEADER = "word/header1.xml";
const CORE = "docProps/core.xml";
const LONGEST = 250; // letters of a property

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => escapedXml(values[name] ?? hole));
const labelled = (label, text) => paragraph(run(`${label}: `, { bold: true }) + run(text));
const heading = (text) => paragraph(run(text), { style: "Heading1" });

// The rows of a day: time, what it is, minutes of group work and of cases, targets.
const rowsOf = (items) =>
  items.map(({ start, end, title, kind, group_work, cases, targets }) => [
    `${start}\u2013${end}`,
    title,
    ...(kind === "session" ? [String(group_work), String(cases)] : ["", ""]),
    targets.join(", "),
  ]);

// record: the agenda as the method takes it. about: { title, from, by, made, dayNames, lines, turned }: its title,
// words that say where it comes from if it is an example, the program, the day on which it is made, a heading for each
// day, and what it lacks, as pairs.
export function agendaWord(record, about, strings) {
  const { title, from, by, made, dayNames, lines, turned } = about;
  const days = [...new Set(record.items.map(({ day }) => day))];
  const parts = [
    paragraph(run(title), { style: "Title" }),
    ...(from ? [paragraph(run(from), { style: "Label" })] : []),
    ...["background_document", "outcome_note"].filter((name) => record[name].trim()).map((name) =>
      labelled(strings[name], record[name])
    ),
    ...days.flatMap((day) => {
      const rows = rowsOf(record.items.filter((item) => item.day === day));
      const caption = dayNames[day - 1];
      const table = tableXml({ caption, columns: strings.columns, rows, numeric: [2, 3] }, turned);
      return [heading(caption), table, paragraph("", { style: "AfterTable" })];
    }),
    ...(lines.length ? [heading(strings.lacks)] : []),
    ...lines.map(([name, words]) => paragraph(run(`${name}: `, { bold: true }) + run(words), { style: "ListBullet" })),
  ];
  const short = [...title].slice(0, LONGEST).join("");
  return zipped({
    ...fixedParts(),
    [HEADER]: filled(headerWithoutLabel(), { name: title }),
    [CORE]: filled(fixedParts()[CORE].replaceAll(DAY, made), { title: short, name: by, label: from, by }),
    "word/document.xml": bodyOf(parts.join("")),
  }, made);
}
