// What is said of answers. In Jupyter it stands in the questions; on a page it is a file of its own, which comes when
// the questions are near or used.
import { bring } from "../kit/bring.js";

const NEAR = "600px 0px";

// Puts what is said, which has the shape of the questions, into them.
export function join(into, said) {
  for (const [key, value] of Object.entries(said)) {
    if (value && typeof value === "object" && into[key]) join(into[key], value);
    else into[key] = value;
  }
}

// Gives a function that does a piece of work when the reasons are there: at once, if they are. The work is told whether
// they have come; where they could not be fetched, the next piece of work tries again.
export function reasonsOf(questions, file) {
  if (!file) return (work) => work(true);
  let here = false;
  let coming;
  const put = ({ reasons }) => {
    join(questions, reasons);
    here = true;
  };
  const missed = () => (coming = undefined);
  return (work) => {
    if (here) return work(true);
    coming ??= bring(file).then(put).catch(missed);
    coming.then(() => work(here));
  };
}

export function fetchNear(element, ready) {
  if (!globalThis.IntersectionObserver) return;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    ready(() => {});
  }, { rootMargin: NEAR });
  watcher.observe(element);
}
