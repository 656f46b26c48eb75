// The record of a review and its annex, as files.
import { csvText } from "./annex.js";

// The mark at the beginning tells spreadsheet programs that the letters are UTF-8.
export const annexFile = (review) => `\ufeff${csvText(review.annex)}`;
export const recordFile = (review) => `${JSON.stringify(review, null, 1)}\n`;
