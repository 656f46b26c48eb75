// What is wrong with the grid, in words, each with its repair.
import { counted, fill } from "../kit/kit.js";
import { listed } from "../kit/parts.js";
import { MOST_ACCOUNTABLE } from "./limits.js";

export const taskName = ({ what }, strings) => what.trim() || strings.no_task;

// What is found and what to do about it.
export function findingWords({ kind, names, words, actor, count }, task, strings) {
  const does = task?.target ? fill(strings.does[task.power], { target: task.target }) : "";
  const values = { names: listed(names), words, actor, does, count, most: MOST_ACCOUNTABLE };
  const found = fill(strings.found[kind], values);
  const repair = kind === "none" || kind === "forbidden" ? (names.length ? "able" : "unable") : kind;
  return `${found} ${fill(strings.repair[repair], values)}`;
}

// The verdict in one sentence, and what stands below it.
export function verdictOf(tasks, findings, strings) {
  if (!tasks.length) return { title: strings.nothing, reasons: [strings.nothing_reason] };
  const wrong = new Set(findings.map(({ task }) => task).filter((task) => task !== undefined)).size;
  if (!findings.length) return { title: counted(strings.sound, tasks.length), reasons: [strings.sound_reason] };
  const title = wrong ? counted(strings.wrong, wrong, { all: tasks.length }) : strings.too_much;
  return { title, reasons: wrong ? [strings.wrong_reason] : [] };
}
