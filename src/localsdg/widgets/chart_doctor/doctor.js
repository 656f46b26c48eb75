// The seven charts: first say what misleads, then repair it, and read what each picture supports.
import { remember, remembered } from "../kit/keeping.js";
import { decimalsOf, fill, h, number, radios } from "../kit/kit.js";
import { ASKED, CHARTS, drawn } from "./seven.js";

const TRIED = "charts.3.6"; // what was tried out stays as long as the tab

const isHonest = (key, { found, repair }) => found && ASKED[key].honest.includes(repair);

function triedOut() {
  const before = remembered(TRIED) ?? {};
  const stateOf = (key) => {
    const { answer, repair } = before[key] ?? {};
    const known = ASKED[key].faults.includes(answer) ? answer : "";
    const step = Number.isInteger(repair) && repair >= 0 && repair < 3 ? repair : 0;
    return [key, { answer: known, found: before[key]?.found === true, repair: step }];
  };
  return Object.fromEntries(CHARTS.map(stateOf));
}

// The words and numbers of one chart.
function textsOf(key, data, strings) {
  const words = Object.entries(data[key].words).map(([name, value]) => [name, number(value, decimalsOf(value))]);
  const say = (sentence) => fill(sentence, Object.fromEntries(words));
  const { title, about, unit, legend, repairs, says, why, rule } = strings.charts[key];
  return { title: say(title), about, unit, legend, repairs, says: says.map(say), why: say(why), rule };
}

// owner: { changed(sentence) }; data: the charts by key.
export function doctorPart(strings, data, owner) {
  const states = triedOut();
  const buttons = Object.fromEntries(CHARTS.map((key, at) => [key, buttonOf(key, at)]));
  const inside = h("div.chart-room");
  let key = CHARTS[0];

  function buttonOf(name, at) {
    const sign = h("span.small");
    const element = h(
      "button.case",
      { type: "button", onclick: () => open(name) },
      `${at + 1}. ${strings.charts[name].name}`,
      sign,
    );
    return { element, sign };
  }
  function open(name) {
    key = name;
    put();
    owner.changed(textsOf(key, data, strings).title);
  }
  const keep = () => remember(TRIED, states);
  const picture = (repair, caption, message) => {
    const { unit } = strings.charts[key];
    return drawn(key, repair, { caption, message, unit }, data[key], strings);
  };
  function answered(value) {
    const state = states[key];
    state.answer = value;
    state.found ||= value === key;
    keep();
    const words = value === key ? strings.found : fill(strings.not_found, { why: strings.denied[value] });
    put();
    owner.changed(words);
  }
  function repaired(repair) {
    states[key].repair = repair;
    keep();
    put();
    owner.changed(textsOf(key, data, strings).says[repair]);
  }
  function question(texts) {
    const { answer, found } = states[key];
    const asked = ASKED[key].faults.map((fault) => [fault, strings.faults[fault]]);
    const box = radios(strings.ask, asked, answer, answered);
    if (!answer) return [box];
    const right = answer === key;
    const words = right ? `${strings.found} ${texts.why}` : fill(strings.not_found, { why: strings.denied[answer] });
    return [box, h("p.answer", null, words), ...(found && !right ? [h("p.small", null, texts.why)] : [])];
  }
  function repairPart(texts) {
    const { found, repair } = states[key];
    if (!found) return [];
    const options = texts.repairs.map((words, at) => [String(at), words]);
    const honest = isHonest(key, states[key]);
    return [
      radios(texts.legend, options, String(repair), (value) => repaired(Number(value))),
      h("p.small.soft", null, fill(strings.rule, { rule: texts.rule })),
      h(honest ? "p.small" : "p.small.soft", null, honest ? strings.honest : strings.not_yet),
    ];
  }
  // What has the focus keeps it, although its group is built anew.
  function put() {
    const focus = inside.contains(document.activeElement) ? document.activeElement : undefined;
    const place = focus instanceof HTMLInputElement ? [...inside.querySelectorAll("input")].indexOf(focus) : -1;
    const texts = textsOf(key, data, strings);
    const { repair } = states[key];
    const was = picture(0, texts.title, fill(strings.was_says, { about: texts.about, says: texts.says[0] }));
    const now = repair ? picture(repair, texts.says[repair], texts.says[repair]) : undefined;
    inside.replaceChildren(
      h("p.small.soft", null, texts.about),
      h(
        "div.twin",
        null,
        h("div", null, h("p.tag", null, strings.was), was, ...(repair ? [h("p.small", null, texts.says[0])] : [])),
        ...(now ? [h("div", null, h("p.tag", null, strings.now), now)] : []),
      ),
      h("div.form.screen", null, ...question(texts), ...repairPart(texts)),
    );
    for (const name of CHARTS) {
      buttons[name].element.setAttribute("aria-pressed", String(name === key));
      buttons[name].sign.textContent = isHonest(name, states[name]) ? strings.repaired : strings.open;
    }
    if (place >= 0) inside.querySelectorAll("input")[place]?.focus();
  }
  put();
  return {
    element: h(
      "section",
      null,
      h("h4", null, strings.first),
      h("p.small", null, strings.first_how),
      h(
        "div.row.screen.seven",
        { role: "group", "aria-label": strings.first },
        ...CHARTS.map((each) => buttons[each].element),
      ),
      inside,
    ),
    // All seven as they were, for paper.
    paper: () =>
      CHARTS.map((name, at) => {
        const { title, about, unit } = textsOf(name, data, strings);
        const shown = drawn(name, 0, { caption: `${at + 1}. ${title}`, message: title, unit }, data[name], strings);
        shown.querySelector("details")?.remove();
        return h("div.card", null, shown, h("p.small", null, about), h("div.line"));
      }),
    answer: () =>
      Object.fromEntries(
        CHARTS.map((name) => [name, { found: states[name].found, repaired: isHonest(name, states[name]) }]),
      ),
  };
}
