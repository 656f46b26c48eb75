// What is kept of one's own work: criteria and actions by their ids, each value as the text that was typed.
import { newId } from "../kit/parts.js";
import { typedNumber } from "../kit/typed_numbers.js";
import { failedGates } from "./method.js";

const FIRST = "first"; // the action that lesson 2.6 goes on with
const GATE_FIELDS = ["ours", "harm", "left_out", "cost"];
const CRITERION = ["name", "unit", "less", "swing"];

export const newCriterion = (name = "") => ({ id: newId(), name, unit: "", less: "", swing: "" });
export const newAction = (name, there) => ({
  id: there.some(({ id }) => id === FIRST) ? newId() : FIRST,
  name,
  ours: "",
  harm: "",
  left_out: "",
  cost: "",
  scores: {},
  evidence: {},
});

function plainText(value) {
  if (value !== undefined && value !== null && typeof value === "object") throw new TypeError("a text is expected");
  return String(value ?? "");
}
function entriesOf(value) {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object" || Array.isArray(value)) throw new TypeError("names with values are expected");
  // Ids sort by the time they were made, after the first one.
  return Object.entries(value).sort(([one], [other]) =>
    Number(other === FIRST) - Number(one === FIRST) || (one < other ? -1 : 1)
  );
}
const textsOf = (value) => Object.fromEntries(entriesOf(value).map(([name, each]) => [name, plainText(each)]));
const filled = (texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text));

/** @returns {{ criteria: any[], actions: any[] }} */
export function unpack(entry) {
  const criteria = entriesOf(entry.criteria).map(([id, given]) => ({
    id,
    ...Object.fromEntries(CRITERION.map((name) => [name, plainText(given?.[name])])),
  }));
  const actions = entriesOf(entry.actions).map(([id, given]) => ({
    id,
    name: plainText(given?.name),
    ...Object.fromEntries(GATE_FIELDS.map((name) => [name, plainText(given?.[name])])),
    scores: textsOf(given?.scores),
    evidence: textsOf(given?.evidence),
  }));
  return { criteria, actions };
}

export function pack({ criteria, actions }) {
  const packed = ({ id: _id, scores, evidence, ...texts }) => ({
    ...filled(texts),
    ...(Object.keys(filled(scores)).length ? { scores: filled(scores) } : {}),
    ...(Object.keys(filled(evidence)).length ? { evidence: filled(evidence) } : {}),
  });
  // What nobody has filled in yet is no entry; it stays where it is being written.
  const byId = (list, pick) =>
    Object.fromEntries(
      list.map((each) => [each.id, pick(each)]).filter(([, entry]) => Object.keys(entry).length),
    );
  return { criteria: byId(criteria, ({ id: _id, ...texts }) => filled(texts)), actions: byId(actions, packed) };
}

export const numberOf = (text, unit = "") => typedNumber(text ?? "", unit).value ?? NaN;

// Nobody has answered anything about it yet, as with most actions of a whole plan.
const isUnseen = ({ scores, evidence, ...texts }) =>
  ![...GATE_FIELDS.map((name) => texts[name]), ...Object.values(scores), ...Object.values(evidence)].some(Boolean);

// What can be ranked, and what cannot and why: { ranked, failed: [{ action, gates }], open: [{ action, criteria }] },
// and the actions that nobody has looked at yet: unseen.
export function sorted({ criteria, actions }) {
  const ranked = [];
  const failed = [];
  const open = [];
  const unseen = actions.filter(isUnseen);
  for (const action of actions) {
    if (unseen.includes(action)) continue;
    const gates = failedGates({
      ours: action.ours === "yes",
      harm: ["none", "resolved"].includes(action.harm),
      "left out": action.left_out,
      cost: numberOf(action.cost),
    });
    const missing = criteria.filter(({ id, unit }) => !Number.isFinite(numberOf(action.scores[id], unit)));
    if (gates.length) failed.push({ action, gates });
    else if (missing.length) open.push({ action, criteria: missing });
    else ranked.push(action);
  }
  return { ranked, failed, open, unseen };
}
// Why an action does not pass; a question without an answer is no answer.
export const failWords = (action, gates, strings) =>
  gates.map((gate) => (action[gate] === "" && strings.fails[`${gate} open`]) || strings.fails[gate]);
export const unsupported = ({ criteria, actions }) =>
  actions.flatMap(({ scores, evidence }) => criteria.filter(({ id }) => scores[id] && !(evidence[id] ?? "").trim()))
    .length;
