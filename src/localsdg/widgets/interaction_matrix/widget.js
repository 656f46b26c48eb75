// Widget "Interaction matrix": what six targets do to each other, as a matrix of scores, a network and sums.
import { network } from "../kit/diagrams.js";
import { fill, h, identifier } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { empty, exampleOf, matrixOf, packing, pairOf, PAIRS, signed, unpack, WEIGHT, withTarget } from "./board.js";
import { heatMap } from "./heat.js";
import { interactions } from "./method.js";
import { pairEditor } from "./pair.js";
import { filledSheet, worksheet } from "./paper.js";
import { targetLists } from "./targets.js";
import { verdictOf } from "./verdict.js";

const atOnce = (work) => work();

function render(view) {
  const strings = view.model.get("strings");
  const { cases, own } = view.model.get("data");
  const keys = h("p.small.soft", { id: identifier("keys") }, strings.keys);
  const status = h("p.status", { role: "status" });
  const [verdict, picture, sheet] = Array.from({ length: 3 }, () => h("div"));
  const second = h("input", { type: "checkbox", onchange: () => act({ second_order: second.checked ? WEIGHT : 0 }) });
  let board = empty(own);
  let at = { row: 0, column: 1 };
  const heat = heatMap(strings, keys.id, { choose, set });
  const editor = pairEditor(strings, {
    set,
    write,
    next,
    written: () => exercise.record(),
    mark: (name) => exercise.mark(name),
  });
  const lists = targetLists(strings, replace, view.later ?? atOnce);
  const ready = cases.map((each) => exampleOf(each, strings.cases[each.key]));
  const exercise = shell(view, {
    goal: 17,
    lesson: "1.5",
    part: "interactions",
    cases: ready,
    opens: ready[0],
    blank: empty(own),
    read: () => board,
    write(state) {
      board = state;
      choose(0, 1);
    },
    pack: packing(own),
    unpack,
    label: (name) => name.replace(/^(scores|reasons)\//, ""),
    marked: (name) => name !== "second_order" && name !== "targets",
  });

  function act(change) {
    board = { ...board, ...change };
    exercise.changed();
    show(true);
    exercise.record();
  }
  // With a value for the pair that is open, or without one.
  function withValue(entries, value) {
    const all = { ...entries, [pairOf(board.targets, at.row, at.column)]: value };
    return Object.fromEntries(Object.entries(all).filter(([, each]) => each !== undefined));
  }
  function set(score) {
    act({ scores: withValue(board.scores, score) });
  }
  // A reason is kept while it is typed, without drawing the field again.
  function write(text) {
    board = { ...board, reasons: withValue(board.reasons, text || undefined) };
    exercise.changed();
    tell();
  }
  function choose(row, column) {
    at = { row, column };
    show(false);
  }
  function next() {
    const place = PAIRS.findIndex(([row, column]) => row === at.row && column === at.column) + 1;
    const [row, column] = PAIRS[place % PAIRS.length];
    choose(row, column);
  }
  function replace(place, code) {
    if (!board.targets.includes(code)) return act(withTarget(board, place, code));
    lists.paint(board.targets);
    status.textContent = fill(strings.twice, { code });
  }
  function tell() {
    const { targets } = board;
    const matrix = matrixOf(board);
    const found = interactions(matrix, board.second_order);
    const { title, parts } = verdictOf(board, found, strings);
    verdict.replaceChildren(h("p.title", null, title), ...parts);
    status.textContent = "";
    sheet.replaceChildren(...filledSheet(board, !exercise.showing(), strings));
    const { influence, dependence, role, top } = found;
    const conflicts = found.conflicts.map(({ row, column, score }) => [targets[row], targets[column], score]);
    exercise.tell({ ...board, matrix, influence, dependence, role, top_lever: targets[top], conflicts });
    return { found, title };
  }
  function show(changed) {
    const { found, title } = tell();
    exercise.say(title, changed ? title : "");
    heat.paint(board, at, found);
    second.checked = Boolean(board.second_order);
    editor.paint(board, at);
    lists.paint(board.targets);
    picture.replaceChildren(network({ targets: board.targets, scores: matrixOf(board), signed }, strings));
  }

  const choice = h("label.option", null, second, strings.second_order);
  exercise.stand({
    controls: [lists.element, heat.element, keys, editor.element, choice],
    result: [status, verdict, picture],
    paper: [exercise.paper, ...worksheet(sheet, strings)],
  });
}

export default { render };
