// The list of offers and that of needs, and the box for lists that are pasted.
import { counted, field, fill, h, identifier } from "../kit/kit.js";
import { fold, writingLines } from "../kit/parts.js";
import { readPasted } from "./paste.js";
import { rowPart } from "./row.js";
import { KINDS, newRow } from "./rows.js";

const sameRow = (one, other) =>
  ["kind", "town", "target", "language", "words"].every((name) => one[name].trim() === other[name].trim());

function languageList({ languages }) {
  const option = ([code, name]) => h("option", { value: code }, name);
  return h("datalist", { id: identifier("languages") }, ...Object.entries(languages).map(option));
}

// owner: changed(), record(), ours(), mark(row).
export function rowLists(strings, owner) {
  const together = identifier("row");
  const names = languageList(strings);
  const lists = Object.fromEntries(KINDS.map((kind) => [kind, h("div.rows")]));
  const adders = Object.fromEntries(
    KINDS.map((kind) => [kind, h("button", { type: "button", onclick: () => add(kind) }, strings.add[kind])]),
  );
  let parts = [];

  function put(rows) {
    parts = rows.map((row) => rowPart(row, { strings, owner: { ...owner, remove }, names, together }));
    for (const kind of KINDS) {
      lists[kind].replaceChildren(...parts.filter(({ row }) => row.kind === kind).map(({ element }) => element));
    }
  }
  const rows = () => parts.map(({ row }) => row);
  function add(kind, values) {
    put([...rows(), newRow(kind, values)]);
    owner.changed();
    parts.at(-1).open();
    owner.record();
  }
  function remove(row) {
    const same = rows().filter(({ kind }) => kind === row.kind);
    const next = same[same.indexOf(row) + 1] ?? same[same.indexOf(row) - 1];
    put(rows().filter((each) => each !== row));
    owner.changed();
    const to = parts.find((part) => part.row === next)?.element.querySelector("summary");
    (to ?? adders[row.kind]).focus();
    owner.record();
  }
  const section = (kind) =>
    h(
      "section",
      { "aria-label": strings.lists[kind] },
      h("h4", null, strings.lists[kind]),
      lists[kind],
      h("p", null, adders[kind]),
    );
  return {
    element: h("div.columns.lists", null, names, ...KINDS.map(section)),
    rows,
    put,
    add,
    // Adds rows that are not there yet, and says how many.
    join(more) {
      const fresh = more.filter((row, at) => ![...rows(), ...more.slice(0, at)].some((each) => sameRow(each, row)));
      put([...rows(), ...fresh]);
      owner.changed();
      owner.record();
      return fresh.length;
    },
    paint: () => parts.forEach((part) => part.paint()),
  };
}

// What became of the lines, and why some stay.
function told({ rows, left }, added, strings) {
  const parts = [added ? counted(strings.pasted_added, added) : strings.pasted_nothing_new];
  if (rows.length > added) parts.push(counted(strings.pasted_same, rows.length - added));
  if (left.length) parts.push(counted(strings.pasted_left, left.length));
  const reason = ({ raw, fault, found }) =>
    h(
      "li",
      null,
      fill(found ? strings.pasted_faults[fault] : strings.pasted_none[fault], { found }),
      " ",
      h("span.soft", null, raw),
    );
  return [h("p", null, parts.join(" ")), ...(left.length ? [h("ul", null, ...left.map(reason))] : [])];
}

// owner: join(rows) gives how many were new; changed(). What cannot be read stays in the box, with the reason.
export function pasteBox(strings, owner) {
  const status = h("div.status", { role: "status" });
  const box = h("textarea", { rows: 4, spellcheck: "false", oninput: owner.changed });
  const take = h("button", { type: "button", onclick: read }, strings.paste_read);
  function read() {
    const found = readPasted(box.value, strings);
    if (!found.rows.length && !found.left.length) return status.replaceChildren(h("p", null, strings.paste_nothing));
    const rest = found.left.map(({ raw }) => raw);
    box.value = (found.head && rest.length ? [found.head, ...rest] : rest).join("\n");
    const added = owner.join(found.rows);
    status.replaceChildren(...told(found, added, strings));
  }
  const element = fold(
    strings.paste,
    h("p", null, strings.paste_lead),
    h("p.small.soft", null, strings.paste_example),
    field(strings.paste_box, box),
    h("p", null, take),
    status,
  );
  return {
    element,
    read: () => box.value,
    write(text) {
      box.value = text;
      status.replaceChildren();
      if (text.trim()) element.open = true;
    },
  };
}

// Paper: cards for two offers and two needs, to pin to the wall.
export function wallCards(strings) {
  const card = (kind) =>
    h(
      "div.wall-card",
      null,
      h("h4", null, strings.sheet_cards[kind]),
      ...strings.sheet_lines[kind].map((line) => h("p", null, line, h("span.blank"))),
      ...writingLines(2),
    );
  return h("div.wall-cards", null, ...[...KINDS, ...KINDS].map(card));
}
