// What the matrix says in words: the first sentence, and the lines below it.
import { fill, h } from "../kit/kit.js";
import { called, matrixOf, pairOf, PLACES, titleOf } from "./board.js";
import { hiddenWay, interactions } from "./method.js";
import { signed } from "./signed.js";

// Who has which role, one line for each role that somebody has.
function roles(board, found, strings) {
  const of = (role) =>
    PLACES.filter((place) => found.role[place] === role).map((place) => called(board, place)).join(", ");
  const lines = Object.entries(strings.roles).filter(([role]) => of(role));
  return [
    h("h4", null, strings.roles_head),
    h("ul", null, ...lines.map(([role, text]) => h("li", null, h("strong", null, text), ` ${of(role)}`))),
    h("p.small.soft", null, strings.roles_say),
  ];
}

function conflictsOf(board, direct, strings) {
  if (!direct.conflicts.length) return [];
  const line = ({ row, column, score, mutual }) => {
    const [word] = strings.scale[score];
    const words = { row: called(board, row), column: called(board, column), score: signed(score), word };
    const why = ` ${board.reasons[pairOf(board.targets, row, column)] ?? ""}`;
    return h("li", null, h("strong", null, fill(strings.conflict, words)), why, mutual ? ` ${strings.mutual}` : "");
  };
  return [h("h4", null, strings.conflicts), h("ul", null, ...direct.conflicts.map(line))];
}

function hidden(board, strings) {
  const way = board.second_order ? hiddenWay(matrixOf(board)) : null;
  if (!way) return null;
  return fill(strings.hidden, {
    row: called(board, way.row),
    column: called(board, way.column),
    over: called(board, way.over),
    does: way.points > 0 ? strings.helps : strings.hinders,
  });
}

export function verdictOf(board, found, strings) {
  const values = Object.values(board.scores);
  if (!values.length) return { title: strings.nothing, parts: [h("p", null, strings.nothing_reason)] };
  const direct = interactions(matrixOf(board), 0);
  const level = new Set(found.influence).size === 1;
  const most = found.dependence.indexOf(Math.max(...found.dependence));
  const of = (place, value) => {
    const code = board.targets[place];
    return { code, title: titleOf(code), value: signed(value) };
  };
  const plus = values.filter((score) => score > 0).length;
  const lines = [
    fill(strings.scored, { scored: values.length, plus, minus: direct.conflicts.length }),
    level ? null : fill(strings.receives, of(most, found.dependence[most])),
    level || direct.top === found.top ? null : fill(strings.leads_instead, of(direct.top, 0)),
    hidden(board, strings),
  ];
  return {
    title: level ? strings.level : fill(strings.verdict, of(found.top, found.influence[found.top])),
    parts: [
      ...lines.filter(Boolean).map((line) => h("p", null, line)),
      ...conflictsOf(board, direct, strings),
      ...roles(board, found, strings),
    ],
  };
}
