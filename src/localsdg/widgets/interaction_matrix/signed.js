// A score or a sum of scores, with its sign: +2.
import { number } from "../kit/kit.js";

export const signed = (value) => `${value > 0 ? "+" : ""}${number(value, Number.isInteger(value) ? 0 : 1)}`;
