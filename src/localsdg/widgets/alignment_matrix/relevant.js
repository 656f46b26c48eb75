// The targets that count: those that were judged own or shared in lesson 1.2.
import { workbook } from "../kit/kit.js";
import { ALL } from "./method.js";

const OURS = ["own", "shared"];

// judgements: by code; gives { codes, judged }: without a judgement all targets count.
export function relevantOf(judgements) {
  const judged = ALL.filter((code) => [...OURS, "not ours"].includes(judgements[code]));
  return { codes: judged.length ? ALL.filter((code) => OURS.includes(judgements[code])) : ALL, judged: judged.length };
}

// The learner's own judgements: on a page in the workbook, in a notebook those that the workbook held when the cell
// ran.
export function ownJudgements(page, given = {}) {
  if (!page) return given;
  const { judgement = {} } = workbook().records;
  return Object.fromEntries(ALL.map((code) => [code, judgement[code]?.whose?.value]));
}
