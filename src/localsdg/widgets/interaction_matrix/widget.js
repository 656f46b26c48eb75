// Widget "Interaction matrix": what six targets do to each other, as a matrix of scores, a network and sums.
import { network } from "../kit/diagrams.js";
import { fill, h, identifier } from "../kit/kit.js";
import { shell } from "../kit/shell.js";
import { empty, exampleOf, matrixOf, packing, pairAfter, unpack, WEIGHT, withTarget, withValue } from "./board.js";
import { heatMap } from "./heat.js";
import { interactions } from "./method.js";
import { pairEditor } from "./pair.js";
import { filledSheet, worksheet } from "./paper.js";
import { signed } from "./signed.js";
import { targetLists } from "./targets.js";
import { verdictOf } from "./verdict.js";

// Whether effects over a third target count: element, and paint(board).
function secondOrder(strings, chosen) {
  const box = h("input", { type: "checkbox", onchange: () => chosen(box.checked ? WEIGHT : 0) });
  return {
    element: h("label.option", null, box, strings.second_order),
    paint: (board) => (box.checked = Boolean(board.second_order)),
  };
}

// What the exercise tells of the board.
function toldOf(board, matrix, { influence, dependence, role, ...found }) {
  const { targets } = board;
  const conflicts = found.conflicts.map(({ row, column, score }) => [targets[row], targets[column], score]);
  return { ...board, matrix, influence, dependence, role, top_lever: targets[found.top], conflicts };
}

// What stands beside the board: what happened last, the verdict, the network, and the sheet for paper.
function resultPart(strings) {
  const status = h("p.status", { role: "status" });
  const [verdict, picture, sheet] = Array.from({ length: 3 }, () => h("div"));
  return {
    elements: [status, verdict, picture],
    sheet,
    twice: (code) => (status.textContent = fill(strings.twice, { code })),
    // Returns the first sentence of the verdict.
    paint(board, found, own) {
      const { title, parts } = verdictOf(board, found, strings);
      verdict.replaceChildren(h("p.title", null, title), ...parts);
      status.textContent = "";
      sheet.replaceChildren(...filledSheet(board, own, strings));
      return title;
    },
    draw: (board) =>
      picture.replaceChildren(network({ targets: board.targets, scores: matrixOf(board), signed }, strings)),
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const { cases, own } = view.model.get("data");
  const keys = h("p.small.soft", { id: identifier("keys") }, strings.keys);
  const result = resultPart(strings);
  let board = empty(own);
  let at = { row: 0, column: 1 };
  const second = secondOrder(strings, (weight) => act({ ...board, second_order: weight }));
  const heat = heatMap(strings, keys.id, { choose, set });
  const editor = pairEditor(strings, {
    set,
    write,
    next: () => choose(...pairAfter(at)),
    written: () => exercise.record(),
    mark: (name) => exercise.mark(name),
  });
  const lists = targetLists(strings, replace);
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

  function act(changed) {
    board = changed;
    exercise.changed();
    show(true);
    exercise.record();
  }
  function set(score) {
    act(withValue(board, "scores", at, score));
  }
  // A reason is kept while it is typed, without drawing the field again.
  function write(text) {
    board = withValue(board, "reasons", at, text || undefined);
    exercise.changed();
    tell();
  }
  function choose(row, column) {
    at = { row, column };
    show(false);
  }
  function replace(place, code) {
    if (!board.targets.includes(code)) return act(withTarget(board, place, code));
    lists.paint(board);
    result.twice(code);
  }
  function tell() {
    const matrix = matrixOf(board);
    const found = interactions(matrix, board.second_order);
    const title = result.paint(board, found, !exercise.showing());
    exercise.tell(toldOf(board, matrix, found));
    return { found, title };
  }
  function show(changed) {
    const { found, title } = tell();
    exercise.say(title, changed ? title : "");
    for (const part of [heat, second, editor, lists]) part.paint(board, at, found);
    result.draw(board);
  }

  exercise.stand({
    controls: [lists.element, heat.element, keys, editor.element, second.element],
    result: result.elements,
    paper: [exercise.paper, ...worksheet(result.sheet, strings)],
  });
}

export default { render };
