// What the workbook shows of the work: who entered something, in which lessons, when. It claims nothing beyond that.
import { counted, fill, h, number, table } from "../kit/kit.js";
import { dateOf } from "./parts.js";

// A name keeps its own direction inside a sentence.
const apart = (name) => `\u2068${name}\u2069`;
const BLANK = "_".repeat(24);

function personPart({ by, first, last, lessons }, known, strings) {
  const codes = lessons.map(({ lesson }) => lesson).join(", ");
  const values = {
    name: by ? apart(by) : BLANK,
    lessons: counted(strings.proof_lessons, lessons.length, { lessons: codes }),
    first: first && dateOf(new Date(first)),
    last: last && dateOf(new Date(last)),
  };
  const same = values.first === values.last ? strings.proof_day : strings.proof;
  const answered = (each) => fill(strings.of_all, { answered: number(each.answered), all: number(each.questions) });
  const row = (each) => [known.lesson(each.lesson), answered(each), each.finished ? strings.yes : strings.no];
  return h(
    "div.part",
    null,
    h("p", null, h("strong", null, fill(first ? same : strings.proof_no_time, values))),
    by ? null : h("p", null, strings.no_name),
    table(strings.proof_table, strings.proof_heads, lessons.map(row)),
  );
}

export function proofOf({ people, place }, known, strings) {
  const worked = people.filter(({ lessons }) => lessons.length);
  if (!worked.length) return null;
  return h(
    "div.mayor-proof",
    null,
    h("h4", null, strings.proof_title),
    place.name && !place.name.mark ? h("p", null, h("bdi", null, String(place.name.value))) : null,
    ...worked.map((person) => personPart(person, known, strings)),
    h("p.small", null, strings.proof_limits),
  );
}
