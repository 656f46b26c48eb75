// Which lessons the reader has finished, for the menu of a page: it has this whether it has widgets or not.
import { keyOf, readKey, WORK } from "./whose.js";

function finished() {
  try {
    const { lessons } = JSON.parse(readKey(keyOf(WORK)));
    return Object.keys(lessons).filter((number) => lessons[number].progress?.done?.value === true);
  } catch {
    return []; // a browser that keeps nothing, or a workbook that cannot be read
  }
}

export default () => {
  globalThis.localsdgFinished = finished;
};
