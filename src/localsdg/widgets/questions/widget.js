// "Check yourself": every kind of question with native controls, and a reason for every answer. No score, no penalty,
// no mark by colour alone. Reasons and hints come into sight only when they are asked for.
import { counted, frame, h } from "../kit/kit.js";
import { answersOf } from "./answers.js";
import { ask } from "./ask.js";
import { paper } from "./paper.js";
import { fetchNear, reasonsOf } from "./reasons.js";

function render({ model, el, page, later = (work) => work() }) {
  const strings = model.get("strings");
  const { lesson, questions, reasons } = model.get("data");
  const ready = reasonsOf(questions, reasons);
  const answers = answersOf({ model, page }, { lesson, questions }, strings);
  const progress = h("p.screen");
  const tell = () => {
    const all = answers.all();
    const answered = questions.filter(({ id }) => all[id]).length;
    progress.textContent = counted(strings.progress, questions.length, { answered });
    return progress.textContent;
  };
  const told = {
    // What was checked last, by question: for the learner's return, for Python and for the trainer.
    answered(id, result) {
      answers.add(id, result);
      model.set("answer", answers.all());
      model.save_changes();
      return tell();
    },
    typed: answers.draft,
    ready,
  };
  const forms = questions.flatMap((question, index) => {
    const sheet = h("div.print");
    later(() => sheet.append(paper(question, index + 1, strings)));
    return [ask(question, index + 1, strings, answers.of(question), told), sheet];
  });
  tell();
  el.append(frame(".plain.long", null, strings.title, strings.lead, progress, ...forms, answers.line));
  if (reasons) fetchNear(el, ready);
}

export default { render };
