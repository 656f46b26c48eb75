// For paper: one's own scores and reasons, with empty cells for the rest; of an example its targets only.
import { h, table } from "../kit/kit.js";
import { called, PLACES, scoreOf, SCORES } from "./board.js";
import { signed } from "./signed.js";

export function filledSheet(board, own, strings) {
  const entry = (row, column) => {
    const score = own ? scoreOf(board, row, column) : undefined;
    return score === undefined ? "\u00a0" : signed(score);
  };
  const cells = (row) => [...PLACES.map((column) => (row === column ? "×" : entry(row, column))), ""];
  const rows = [...PLACES.map((row) => [called(board, row), ...cells(row)]), [strings.dependence, ...cells()]];
  const sheet = table(strings.matrix, ["", ...board.targets, strings.influence], rows);
  sheet.classList.add("ls-sheet");
  const reasons = own ? Object.entries(board.reasons) : [];
  return [sheet, h("ul", null, ...reasons.map(([pair, text]) => h("li", null, h("strong", null, `${pair}: `), text)))];
}

export function worksheet(sheet, strings) {
  const scale = SCORES.map((score) => `${signed(score)} ${strings.scale[score][0]}`).join(", ");
  return [
    h("p", null, strings.sheet_lead),
    sheet,
    h("p", null, h("b", null, `${strings.sheet_scale}: `), scale),
    h("p", null, strings.sheet_pair),
    h("div.line"),
    h("div.line"),
  ];
}
