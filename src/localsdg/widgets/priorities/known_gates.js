// What lessons 1.2 and 2.2 say of the first two gates of an action. What they leave open is asked.
import { workbook } from "../kit/kit.js";

const SERVES = ["direct", "indirect"];
const OURS = ["own", "shared"];

// The links of an action that count, { target, kind, resolved }, as the workbook holds them.
function linksOf(record) {
  const targets = Object.keys(record).map((name) => /^links\/(.+)\/kind$/.exec(name)?.[1]).filter(Boolean);
  const text = (name) => String(record[name]?.value ?? "").trim();
  return targets.map((target) => {
    const [kind, reason, resolved] = ["kind", "reason", "resolved"].map((name) => text(`links/${target}/${name}`));
    return { target, kind: reason ? kind : "", resolved };
  });
}

// { ours, harm } of the action with this id, each as an answer of its gate or "".
export function knownGates(id) {
  const { action = {}, judgement = {} } = workbook().records;
  const links = linksOf(action[id] ?? {});
  const serves = links.filter(({ kind }) => SERVES.includes(kind)).map(({ target }) => judgement[target]?.whose?.value);
  const against = links.filter(({ kind }) => kind === "against");
  const some = serves.some((whose) => OURS.includes(whose));
  return {
    ours: some ? "yes" : serves.length && serves.every((whose) => whose === "not ours") ? "no" : "",
    // That no link works against a target was perhaps not looked for.
    harm: against.length ? (against.every(({ resolved }) => resolved) ? "resolved" : "open") : "",
  };
}
