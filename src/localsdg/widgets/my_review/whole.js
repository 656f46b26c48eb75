// The draft of the review when it is opened: what is there, the texts, the check, the draft to read, the files.
import { bring } from "../kit/bring.js";
import { fill, h, speaker } from "../kit/kit.js";
import { draftPart } from "./draft_part.js";
import { maker } from "./making.js";
import { savePart } from "./save_part.js";
import { sourceOf } from "./source.js";
import { checkPart, statePart } from "./state_part.js";
import { tiesPart } from "./ties_part.js";
import { textsPart } from "./texts_part.js";
import { wordsOf } from "./words.js";

const SAID_BELOW = ["blocked", "full", "nobody"]; // by the line that says what is kept

// What keeps the draft from being whole, in words.
function troubleWords(trouble, page, strings) {
  if (!trouble || SAID_BELOW.includes(trouble)) return "";
  return trouble === "table" ? strings.no_figures_now : page ? strings.not_kept_here.unread : trouble;
}

function wallButton(section, strings) {
  if (!document.fullscreenEnabled) return null;
  const turn = () => document.fullscreenElement ? document.exitFullscreen() : section.requestFullscreen();
  return h("button.quiet.screen", { type: "button", onclick: turn }, strings.whole_screen);
}

// view: what render is given. place: the element that shows it. filled(isFilled): whether the workbook has something.
// Gives the heading with which it begins.
export function renderReview(view, strings, place, filled) {
  const status = h("p.status", { role: "status" });
  const alarm = h("p.warning", { role: "alert", hidden: true });
  const voice = speaker();
  const context = { strings, page: view.page, write: () => texts.focus() };
  const [state, check, draft] = [statePart(context), checkPart(strings), draftPart(strings)];
  const texts = textsPart(view, context, changed);
  const ties = tiesPart(context);
  const source = sourceOf(view, texts.entry);
  const save = savePart(strings, { current, writers: () => bring("my_review_writers") });
  const later = h("div", { hidden: true });
  let now;
  let dirty = true;

  const making = maker(source, () => bring("my_review_model"), {
    begins: () => (status.textContent = now ? strings.making_again : strings.making),
    made(review, found, model) {
      const words = troubleWords(found.trouble, view.page, strings);
      if (alarm.textContent !== words) alarm.textContent = words;
      alarm.hidden = !words;
      now = { review, model };
      filled(!found.isEmpty);
      for (const part of [state, save]) part.show(review, found);
      texts.show(review, found.book);
      check.show(review);
      ties.show(review, found.book);
      draft.show(review, wordsOf(model.strings));
      later.hidden = false;
      const count = review.honesty.filter(({ limit }) => !limit).length;
      voice.say(fill(strings.made, { state: state.sentence(review), count }));
    },
    ends() {
      dirty = false;
      status.textContent = "";
    },
    fails: () => (status.textContent = strings.not_made),
  });
  function changed(finished) {
    dirty = true;
    if (finished) {
      texts.flush();
      making.now();
    } else making.soon();
  }
  async function current() {
    texts.flush();
    if (dirty) await making.now();
    return dirty ? undefined : now;
  }
  const begin = h("h4", { tabindex: -1 }, strings.state);
  const read = h("section.reading", null, h("h4", null, strings.read), draft.element);
  read.firstElementChild.after(wallButton(read, strings) ?? "");
  later.append(
    h("h4", null, strings.check),
    check.element,
    ties.element,
    read,
    h("h4.screen", null, strings.files),
    save.element,
  );
  place.replaceChildren(alarm, begin, state.element, status, voice, h("h4.screen", null, strings.write));
  place.append(texts.element, later);
  source.watch(() => {
    dirty = true;
    making.soon();
  });
  making.now();
  return begin;
}
