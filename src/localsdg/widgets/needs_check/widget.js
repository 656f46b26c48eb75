// Widget "Needs check": questions about work and time, and the path through the lessons that the answers propose.
import { desk } from "../kit/desk.js";
import { counted, fill, frame, h, identifier, radios, speaker } from "../kit/kit.js";
import { propose } from "./method.js";

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { questions, lessons } = model.get("data");
  const voice = speaker();
  const path = h("div.verdict");
  let needs = {};
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "",
      part: "needs",
      blank: {},
      read: () => needs,
      write(state) {
        needs = state;
        for (const { paint } of parts) paint();
        show(false);
      },
    },
  );

  function answered(id, answer) {
    if (answer.length) needs[id] = answer;
    else delete needs[id];
    show(true);
    work.record();
  }
  // Options of a question that takes many; those that take one are radio buttons of the kit.
  function boxes({ id, text, options }) {
    const chosen = () => options.filter((_, at) => inputs[at].checked).map((each) => each.id);
    const inputs = options.map(() => h("input", { type: "checkbox", onchange: () => answered(id, chosen()) }));
    const labels = options.map((option, at) => h("label.option", null, inputs[at], option.text));
    return h("fieldset", { id: identifier("needs") }, h("legend", null, text), ...labels);
  }
  const parts = questions.map((question) => {
    const { id, text, options, many } = question;
    const element = many
      ? boxes(question)
      : radios(text, options.map((option) => [option.id, option.text]), null, (chosen) => answered(id, chosen));
    const inputs = [...element.querySelectorAll("input")];
    const paint = () => inputs.forEach((input, at) => (input.checked = [needs[id]].flat().includes(options[at].id)));
    return { element, paint };
  });

  const lessonOf = (code) => lessons.find(({ lesson }) => lesson === code);
  function reason({ lesson, because }) {
    const spoke = because.flatMap((id) => {
      const { options } = questions.find((question) => question.id === id);
      return options.filter((option) => [needs[id]].flat().includes(option.id) && option.leads?.[lesson]).map((
        { text },
      ) => `\u201c${text}\u201d`);
    });
    return fill(strings.because, {
      answers: new Intl.ListFormat(document.documentElement.lang || "en", { type: "unit" }).format(spoke),
    });
  }
  function line(step) {
    const lesson = lessonOf(step.lesson);
    const name = fill(strings.lesson, lesson);
    const link = page ? h("a", { href: `../${lesson.page}.html` }, name) : h("b", null, name);
    return h("li", null, link, ` ${fill(strings.minutes, lesson)}`, h("span.small.soft", null, ` ${reason(step)}`));
  }
  function show(changed) {
    if (changed) work.changed();
    const found = propose(needs, questions, lessons);
    const begun = Object.keys(needs).length > 0;
    const said = found.now.length
      ? counted(strings.path, found.now.length, found)
      : begun
      ? strings.no_lesson
      : strings.nothing;
    path.replaceChildren(
      h("p.title", null, said),
      ...(begun ? [] : [h("p", null, strings.nothing_reason)]),
      ...(found.now.length ? [h("ol.path", null, ...found.now.map(line))] : []),
      ...(found.later.length
        ? [h("p", null, h("b", null, strings.later)), h("ul.path", null, ...found.later.map(line))]
        : []),
    );
    const answer = {
      needs: structuredClone(needs),
      now: found.now.map(({ lesson }) => lesson),
      later: found.later.map(({ lesson }) => lesson),
      minutes: found.minutes,
    };
    if (changed) voice.say(said);
    model.set("answer", answer);
    model.save_changes();
  }

  const sheet = questions.flatMap((
    { text, options },
  ) => [h("p", null, h("b", null, text)), h("p", null, options.map((option) => `☐ ${option.text}`).join("   "))]);
  el.append(
    frame(
      "",
      17,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        h("div.asked", null, ...parts.map(({ element }) => element)),
        path,
        work.buttons,
        work.saved,
        voice,
      ),
      h("div.print", null, h("p", null, strings.sheet_lead), ...sheet),
    ),
  );
  work.begin();
}

export default { render };
