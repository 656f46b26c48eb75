// What the agenda of an exchange lacks, or where it is out of balance: the rules of localsdg.localizing.check_agenda.
import { LEAST_BREAK } from "./limits.js";

const minutes = (clock) => {
  const [hour, minute] = clock.split(":").map(Number);
  return 60 * hour + minute;
};

// Findings as { about, rule, key, values }: the key names the sentence, the values fill it.
export function checkAgenda(agenda, limits) {
  const findings = [];
  const note = (about, rule, key, values = {}) => findings.push({ about, rule, key, values });
  const placed = agenda.items
    .map((item) => ({ item, day: item.day, start: minutes(item.start), end: minutes(item.end) }))
    .sort((one, other) => one.day - other.day || one.start - other.start || one.end - other.end);
  const of = (kind) => placed.filter(({ item }) => item.kind === kind);

  if (!agenda.background_document.trim()) note("agenda", "background", "no_background");
  if (!agenda.outcome_note.trim()) note("agenda", "outcome", "no_outcome");
  const openings = of("opening").map(({ item }) => item);
  if (!openings.length) note("agenda", "opening", "no_opening");
  else if (placed[0].item.kind !== "opening") {
    note(openings[0].title, "opening", "opening_late", { first: placed[0].item.title });
  }
  for (const item of openings) if (!item.by_host) note(item.title, "opening", "opening_not_by_host");
  const sessions = of("session");
  if (sessions.length < 2) note("agenda", "sub-issues", "few_sessions", { count: sessions.length });
  for (const { item, start, end } of sessions) {
    const length = end - start;
    if (length !== limits.session) note(item.title, "two hours", "not_two_hours", { length });
    if (item.group_work + item.cases > length) {
      note(item.title, "minutes add up", "too_many_minutes", { group: item.group_work, cases: item.cases, length });
    }
    for (const part of ["group_work", "cases"]) {
      if (item[part] < limits.share * length) {
        note(item.title, "balance", `little_${part}`, { given: item[part], length });
      }
    }
    if (!item.targets.length) note(item.title, "targets", "no_targets");
  }
  const visits = of("visit").map(({ item }) => item);
  if (!visits.length) note("agenda", "visit", "no_visit");
  const titles = new Set(sessions.map(({ item }) => item.title));
  for (const item of visits) if (!titles.has(item.tied_to)) note(item.title, "visit", "visit_not_tied");

  let going = 0;
  placed.forEach(({ item, day, start, end }, index) => {
    const before = placed[index - 1]?.day === day ? placed[index - 1] : null;
    if (before && start < before.end) {
      note(item.title, "overlap", "overlap", { start: item.start, other: before.item.title, end: before.item.end });
    }
    const length = item.kind === "break" ? 0 : end - start;
    const rested = !before || item.kind === "break" || start - before.end >= LEAST_BREAK;
    going = rested ? length : going + end - start;
    if (going > limits.break && item.kind !== "visit") {
      note(item.title, "break", "no_break", { going });
      going = 0;
    }
  });
  return findings;
}

// The clock time that many minutes after another one; an agenda does not go past midnight.
export function later(clock, length) {
  const at = Math.min(minutes(clock) + length, 23 * 60 + 59);
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}
