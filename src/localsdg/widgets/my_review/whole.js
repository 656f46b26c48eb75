// The draft of the review when it is opened.
import { h } from "../kit/kit.js";

export function renderReview(_view, strings, place) {
  const begin = h("h4", { tabindex: -1 }, strings.state);
  place.replaceChildren(begin);
  return begin;
}
