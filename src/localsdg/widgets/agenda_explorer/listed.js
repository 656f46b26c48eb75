// The targets with the codes of their indicators: { code, goal, title, indicators: [{ code, unsd }] }. An indicator
// that is listed twice has the same unsd twice.
import { targets } from "../kit/agenda.js";
import { LISTED } from "./search_words.js";

export const listed = LISTED.split("|").map((words, at) => {
  const { code, goal, title } = targets[at];
  const indicators = words.split(",").map((before, place) => {
    const own = `${code}.${place + 1}`;
    return { code: own, unsd: before || own };
  });
  return { code, goal, title, indicators };
});
