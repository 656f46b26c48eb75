// The board of the exercise as plain values: six targets, scores and reasons by pair such as "11.2 on 8.3", and the
// weight of effects over a third target.
import { goals } from "../kit/agenda.js";

export const SCORES = [3, 2, 1, 0, -1, -2, -3];
export const WEIGHT = 0.5;
export const PLACES = [0, 1, 2, 3, 4, 5];
export const PAIRS = PLACES.flatMap((row) => PLACES.filter((column) => column !== row).map((column) => [row, column]));
const titles = new Map(goals.flatMap(({ targets }) => targets.map(({ code, title }) => [code, title])));

export const titleOf = (code) => titles.get(code);
export const pairOf = (targets, row, column) => `${targets[row]} on ${targets[column]}`;
export const scoreOf = ({ targets, scores }, row, column) => scores[pairOf(targets, row, column)];
export const called = ({ targets }, place) => `${targets[place]} ${titleOf(targets[place])}`;
export const matrixOf = (board) =>
  PLACES.map((row) => PLACES.map((column) => (row === column ? 0 : (scoreOf(board, row, column) ?? 0))));

export const empty = (targets) => ({ targets, scores: {}, reasons: {}, second_order: 0 });
export function exampleOf({ key, targets, scores, from }, { name, hint, reasons }) {
  const named = PAIRS.map(([row, column]) => [pairOf(targets, row, column), scores[row][column]]);
  return {
    key,
    name,
    hint,
    from,
    state: { ...empty(targets), scores: Object.fromEntries(named), reasons: { ...reasons } },
  };
}

// The board as an entry of the workbook, and back; without work there is none.
export const packing = (own) => (board) => {
  const begun = board.second_order || [board.scores, board.reasons].some((each) => Object.keys(each).length);
  return begun || String(board.targets) !== String(own) ? { ...board, second_order: board.second_order || null } : {};
};
export function unpack({ targets, scores, reasons, second_order }) {
  const usable = targets?.length === PLACES.length && new Set(targets).size === PLACES.length &&
    targets.every((code) => titles.has(code));
  if (!usable) return undefined;
  return { targets, scores: { ...scores }, reasons: { ...reasons }, second_order: second_order ?? 0 };
}

// The board with a value for one pair among its scores or its reasons, or without one.
export function withValue(board, part, { row, column }, value) {
  const all = { ...board[part], [pairOf(board.targets, row, column)]: value };
  return { ...board, [part]: Object.fromEntries(Object.entries(all).filter(([, each]) => each !== undefined)) };
}
export function pairAfter({ row, column }) {
  const place = PAIRS.findIndex(([one, other]) => one === row && other === column) + 1;
  return PAIRS[place % PAIRS.length];
}

// Another target takes a place: scores and reasons with the one before go.
export function withTarget(board, place, code) {
  const targets = board.targets.map((other, index) => (index === place ? code : other));
  const names = new Set(PAIRS.map(([row, column]) => pairOf(targets, row, column)));
  const left = (entries) => Object.fromEntries(Object.entries(entries).filter(([pair]) => names.has(pair)));
  return { ...board, targets, scores: left(board.scores), reasons: left(board.reasons) };
}
