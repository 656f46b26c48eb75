// The grid as plain values, as an entry of the workbook, and back. Names of one role stand in one text, with a
// semicolon between them. What a file holds in place of an entry, such as a list where a text should be, stays in the
// workbook as it is: it travels in `other`.
import { listed, newId } from "../kit/parts.js";
import { leaves, nested } from "../kit/workbook.js";
import { ROLES } from "./limits.js";

const FIELDS = ["what", ...ROLES, "mandate"];
const TASK = new RegExp(`^tasks/([^/]+)/(${FIELDS.join("|")})$`);

export const BLANK = { tasks: [], partners: "", other: [] };
export const newTask = (values = {}) => ({
  id: newId(),
  what: "",
  ...Object.fromEntries(ROLES.map((role) => [role, []])),
  mandate: "",
  target: "",
  power: "",
  ...values,
});
// A name with a semicolon would become two.
const cleaned = (name) => name.replaceAll(";", ",").trim();
const namesIn = (text) => [...new Set(text.split(";").map((name) => name.trim()).filter(Boolean))];
const isWritten = (value) => typeof value === "string" || Number.isFinite(value);

export function pack({ tasks, partners, other }) {
  const fields = (task) =>
    FIELDS.map((name) => [`tasks/${task.id}/${name}`, ROLES.includes(name) ? listed(task[name]) : task[name]]);
  const ours = [...tasks.flatMap(fields), ["partners", partners]].filter(([, value]) => value !== "");
  const written = new Set(ours.map(([name]) => name));
  return nested([...other.filter(([name]) => !written.has(name)), ...ours]);
}

export function unpack(entry) {
  const tasks = new Map();
  const state = { ...BLANK, other: [] };
  for (const [name, value] of leaves(entry, false)) {
    const [, id, field] = TASK.exec(name) ?? [];
    if (id && isWritten(value)) {
      const task = tasks.get(id) ?? newTask({ id });
      task[field] = ROLES.includes(field) ? namesIn(String(value)) : String(value);
      tasks.set(id, task);
    } else if (name === "partners" && isWritten(value)) state.partners = String(value);
    else if (value !== null) state.other.push([name, value]);
  }
  // A workbook keeps no order: ids sort by the time at which a task was added.
  state.tasks = [...tasks.values()].sort((one, two) => (one.id < two.id ? -1 : 1));
  return state;
}

// A ready case as a state.
export const exampleOf = ({ tasks, partners }, texts) => ({
  ...BLANK,
  partners: partners.join("\n"),
  tasks: tasks.map((task, at) => newTask({ ...task, id: String(at + 1).padStart(2, "0"), what: texts.tasks[at] })),
});

// All names of a grid, each once: those that are known, the lines in which partners are named, and those in its tasks.
export const actorsOf = ({ tasks, partners }, known) => {
  const named = [...known, ...partners.split("\n")].map(cleaned).filter(Boolean);
  return [...new Set([...named, ...tasks.flatMap((task) => ROLES.flatMap((role) => task[role]))])];
};
