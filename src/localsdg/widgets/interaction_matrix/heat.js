// The matrix of scores: one tab stop, arrow keys inside. Moving to a cell opens its pair below.
import { fill, h } from "../kit/kit.js";
import { PLACES, scoreOf, titleOf } from "./board.js";
import { signed } from "./signed.js";

// The cell to which an arrow key leads, over the diagonal if need be; undefined for another key.
function neighbour(key, { row, column }, forward) {
  const move = { ArrowRight: [0, forward], ArrowLeft: [0, -forward], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[key];
  if (!move) return undefined;
  const steps = row + move[0] === column + move[1] ? 2 : 1;
  return { row: row + steps * move[0], column: column + steps * move[1] };
}

// The score that a key gives to a cell which holds one already: { score }; undefined for another key.
function keyScore(key, held) {
  if (/^[0-3]$/.test(key)) return { score: Number(key) * (held < 0 ? -1 : 1) + 0 };
  if (key === "-" && held) return { score: -held };
  return ["Delete", "Backspace"].includes(key) ? { score: undefined } : undefined;
}

// choose(row, column) and set(score) are called with what the learner does.
export function heatMap(strings, described, { choose, set }) {
  const element = h("div", { role: "group", "aria-label": strings.matrix, "aria-describedby": described });
  const focus = () => element.querySelector("[aria-current]").focus();
  let board;
  let at;

  function keyed(event) {
    const forward = getComputedStyle(element).direction === "rtl" ? -1 : 1;
    const to = neighbour(event.key, at, forward);
    const given = keyScore(event.key, scoreOf(board, at.row, at.column));
    if (to && PLACES.includes(to.row) && PLACES.includes(to.column)) choose(to.row, to.column);
    else if (given) set(given.score);
    if (!to && !given) return;
    event.preventDefault();
    focus();
  }
  function cell(row, column, found) {
    if (row === column) return h("td.own", { "aria-hidden": "true" }, "·");
    const score = scoreOf(board, row, column);
    const value = found.matrix[row][column];
    const current = row === at.row && column === at.column;
    const words = {
      row: board.targets[row],
      column: board.targets[column],
      score: score === undefined ? strings.not_scored : `${signed(score)}, ${strings.scale[score][0]}`,
      value: signed(value),
    };
    const press = () => {
      choose(row, column);
      focus();
    };
    const button = h("button", {
      type: "button",
      tabindex: current ? 0 : -1,
      "aria-current": current && "true",
      "aria-label": fill(board.second_order ? strings.pair_second : strings.pair, words),
      onclick: press,
      onkeydown: keyed,
    }, score === undefined && !value ? "\u00a0" : signed(value));
    const strength = `--strength: ${Math.min(Math.abs(value) / 3, 1)}`;
    return h(`td${value > 0 ? ".plus" : value < 0 ? ".minus" : ""}`, { style: strength }, button);
  }
  function line(row, found) {
    const code = board.targets[row];
    const head = h("th", { scope: "row" }, code, h("span", null, ` ${titleOf(code)}`));
    const sum = h("td.sum", null, signed(found.influence[row]));
    return h("tr", null, head, ...PLACES.map((column) => cell(row, column, found)), sum);
  }
  function paint(now, place, found) {
    board = now;
    at = place;
    const sums = found.dependence.map((value) => h("td.sum", null, signed(value)));
    const heads = board.targets.map((code) => h("th", { scope: "col" }, code));
    element.replaceChildren(h(
      "table.heat",
      null,
      h("caption", null, board.second_order ? strings.matrix_second : strings.matrix),
      h(
        "thead",
        null,
        h("tr", null, h("td"), ...heads, h("th", { scope: "col", "aria-label": strings.influence }, "Σ")),
      ),
      h("tbody", null, ...PLACES.map((row) => line(row, found))),
      h(
        "tfoot",
        null,
        h("tr", null, h("th", { scope: "row", "aria-label": strings.dependence }, "Σ"), ...sums, h("td")),
      ),
    ));
  }
  return { element, paint };
}
