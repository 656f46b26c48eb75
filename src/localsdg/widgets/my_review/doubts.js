// What cannot be right, though it can be read: shares beyond 100 %, figures of years to come, a vote that nobody took;
// the same as doubts.py.
import { targets } from "../kit/agenda.js";
import { findingIn } from "./honesty.js";
import { MAY_PASS, TARGET_CODE, WHOLE } from "./plan.js";
import { isRecord, numberOf, oneLine, yearOf } from "./reading.js";
import { daysOf } from "./texts.js";
import { pattern } from "./words.js";

const CODE = pattern(TARGET_CODE, "g");
const CODES = new Set(targets.map(({ code }) => code));

// Whether an approval says who adopted the review and when, and the day is not still to come. today: "2027-03-01".
export function isAdopted({ who, when }, today) {
  const [day] = daysOf(when) ?? [];
  return Boolean(who && when) && (day === undefined || day <= today);
}

// claimed: the approvals that say the review was adopted. steps: the next steps. Gives findings as the honesty check.
export function doubts(reader, chosen, { claimed, steps, say, today }) {
  const finding = findingIn(say);
  const asked = { chosen, finding, reader, say };
  const open = claimed.filter((each) => !isAdopted(each, today));
  const undated = steps.filter(({ date, id }) => id.startsWith("step ") && date && !daysOf(date));
  return [
    ...open.map(({ who }) => finding("not_adopted", who || "?")),
    ...chosen.flatMap((each) => figures(each, finding, today)),
    ...noSuchTargets(asked),
    ...entries(asked),
    ...undated.map(({ date, what }) => finding("no_day", what, { date })),
  ];
}

const listed = (all) => [...new Set(all)].join(", ");

function figures(each, finding, today) {
  const { baseline, code, groups, measured, missing, name, series, target, unit, wanted } = each;
  const points = series.filter(({ value }) => value !== null);
  const shares = unit.startsWith("%") && !MAY_PASS.includes(code);
  const beyond = [...points, ...groups].filter(({ value }) =>
    shares && value !== null && !(value >= 0 && value <= 100)
  );
  const later = points.filter(({ year }) => (yearOf(year) ?? 0) > Number(today.slice(0, 4)));
  const step = target && baseline && ["increase", "decrease"].includes(wanted) ? target.value - baseline.value : 0;
  return [
    beyond.length && finding("beyond", name, { where: listed(beyond.map(({ label, year }) => year || (label ?? ""))) }),
    later.length && finding("still_to_come", name, { where: later.map(({ year }) => year).join(", ") }),
    target && !target.source && finding("target_source", name),
    step && step > 0 !== (wanted === "increase") && finding("target_side", name),
    !measured && missing.plan && !missing.date && finding("no_date", name),
  ].filter(Boolean);
}

function noSuchTargets({ chosen, finding, reader }) {
  const written = [];
  for (const { name, record } of chosen) {
    if (!record) continue;
    const raw = reader.raw("indicator", record, "targets");
    const parts = Array.isArray(raw) ? raw : isRecord(raw) ? Object.keys(raw) : [raw];
    const words = parts.map(oneLine).join(" ");
    for (const [code] of words.matchAll(CODE)) written.push([name, code]);
  }
  for (const key of reader.records("action").keys()) {
    const links = reader.raw("action", key, "links");
    const name = oneLine(reader.raw("action", key, "name"));
    if (name && isRecord(links)) { for (const code of Object.keys(links)) written.push([name, oneLine(code)]); }
  }
  const known = (code) => CODES.has(code) || CODES.has(code.split(".").slice(0, 2).join("."));
  return written.filter(([, code]) => !known(code)).map(([about, code]) => finding("no_such_target", about, { code }));
}

function entries({ finding, reader, say }) {
  const found = [];
  const [number, ...about] = ["population", "population_year", "population_source"].map((name) =>
    reader.raw("municipality", "here", name)
  );
  if (numberOf(number, "", true) !== null && !about.every(oneLine)) {
    found.push(finding("people_source", reader.name || say("title.no_name")));
  }
  const seats = ["women", "men"].map((name) => reader.number("council", "own", name, { whole: true }));
  if (seats.some((each) => each !== null && each < 0)) found.push(finding("seats", say("council.name")));
  for (const key of reader.records("budget tag").keys()) {
    const tags = Object.values(reader.record("budget tag", key)).filter(isRecord);
    const shares = tags.map(({ share = null }) => numberOf(share)).filter((share) => share !== null && share > 0);
    if (shares.reduce((all, share) => all + share, 0) > WHOLE) {
      found.push(finding("tags", oneLine(reader.raw("budget line", key, "title")) || key));
    }
  }
  return found;
}
