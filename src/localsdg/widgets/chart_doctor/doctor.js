// The seven charts: first say what misleads, then repair it, and read what each picture supports.
import { remember, remembered } from "../kit/keeping.js";
import { decimalsOf, fill, h, number, radios } from "../kit/kit.js";
import { ASKED, CHARTS, drawn } from "./seven.js";

const TRIED = "charts.3.6"; // what was tried out stays as long as the tab

const isHonest = (key, { found, repair }) => found && ASKED[key].honest.includes(repair);

function triedOut(charts) {
  const before = remembered(TRIED) ?? {};
  const stateOf = (key) => {
    const { answer, found, repair } = before[key] ?? {};
    const known = ASKED[key].faults.includes(answer) ? answer : "";
    const step = Number.isInteger(repair) && charts[key].repairs[repair] ? repair : 0;
    return [key, { answer: known, found: found === true, repair: step }];
  };
  return Object.fromEntries(CHARTS.map(stateOf));
}

// The words and numbers of one chart.
function textsOf(key, data, strings) {
  const words = Object.entries(data[key].words).map(([name, value]) => [name, number(value, decimalsOf(value))]);
  const say = (sentence) => fill(sentence, Object.fromEntries(words));
  const { title, says, why, ...others } = strings.charts[key];
  return { ...others, title: say(title), says: says.map(say), why: say(why) };
}

// What could mislead, and what is said of the answer.
function question({ answer, found }, key, texts, strings, answered) {
  const asked = ASKED[key].faults.map((fault) => [fault, strings.faults[fault]]);
  const box = radios(strings.ask, asked, answer, answered);
  if (!answer) return [box];
  const right = answer === key;
  const words = right ? `${strings.found} ${texts.why}` : fill(strings.not_found, { why: strings.denied[answer] });
  return [box, h("p", null, words), ...(found && !right ? [h("p.small", null, texts.why)] : [])];
}

// How the chart can be drawn, once its fault is found.
function repairs(state, key, texts, strings, repaired) {
  if (!state.found) return [];
  const options = texts.repairs.map((words, at) => [String(at), words]);
  return [
    radios(texts.legend, options, String(state.repair), (value) => repaired(Number(value))),
    h("p.small.soft", null, fill(strings.rule, { rule: texts.rule })),
    h("p.small", null, isHonest(key, state) ? strings.honest : strings.not_yet),
  ];
}

// The seven buttons: { element, paint(the one that is shown, those that are repaired) }.
function choices(strings, open) {
  const buttons = CHARTS.map((name, at) => {
    const sign = h("span.small");
    const words = `${at + 1}. ${strings.charts[name].name}`;
    return { name, sign, element: h("button.case", { type: "button", onclick: () => open(name) }, words, sign) };
  });
  return {
    element: h(
      "div.row.screen.seven",
      { role: "group", "aria-label": strings.first },
      ...buttons.map(({ element }) => element),
    ),
    paint(shown, repaired) {
      for (const { name, sign, element } of buttons) {
        element.setAttribute("aria-pressed", String(name === shown));
        sign.textContent = repaired.includes(name) ? strings.repaired : strings.open;
      }
    },
  };
}

// What has the focus keeps it, although it is built anew.
function put(room, ...children) {
  const inputs = () => [...room.querySelectorAll("input")];
  const place = inputs().findIndex((each) => each === document.activeElement);
  room.replaceChildren(...children);
  inputs()[place]?.focus();
}

// All seven as they were, for paper.
const sheet = (data, strings) =>
  CHARTS.map((name, at) => {
    const { title, about, unit } = textsOf(name, data, strings);
    const shown = drawn(name, 0, { caption: `${at + 1}. ${title}`, message: title, unit }, data[name], strings);
    shown.querySelector("details").remove();
    return h("div.card", null, shown, h("p.small", null, about), h("div.line"));
  });

// data: the charts by key; owner: { changed(sentence) }.
export function doctorPart(strings, data, owner) {
  const states = triedOut(strings.charts);
  const buttons = choices(strings, open);
  const room = h("div.chart-room");
  const repaired = () => CHARTS.filter((name) => isHonest(name, states[name]));
  let key = CHARTS[0];

  function open(name) {
    key = name;
    show();
    owner.changed(textsOf(key, data, strings).title);
  }
  function change(values, says) {
    Object.assign(states[key], values);
    remember(TRIED, states);
    show();
    owner.changed(says);
  }
  function show() {
    const state = states[key];
    const texts = textsOf(key, data, strings);
    const { about, says, title, unit } = texts;
    const picture = (repair, caption, message) => drawn(key, repair, { caption, message, unit }, data[key], strings);
    const answered = (answer) => {
      const denied = fill(strings.not_found, { why: strings.denied[answer] });
      change({ answer, found: state.found || answer === key }, answer === key ? strings.found : denied);
    };
    const was = picture(0, title, fill(strings.was_says, { about, says: says[0] }));
    const shown = [
      h("p.about.small.soft", null, about),
      h("div", null, h("p.tag", null, strings.was), was, state.repair ? h("p.small", null, says[0]) : null),
      h(
        "div.hands-on.form.screen",
        null,
        ...question(state, key, texts, strings, answered),
        ...repairs(state, key, texts, strings, (repair) => change({ repair }, says[repair])),
      ),
    ];
    if (state.repair) {
      const now = picture(state.repair, says[state.repair], says[state.repair]);
      shown.push(h("div.now", null, h("p.tag", null, isHonest(key, state) ? strings.now : strings.changed), now));
    }
    put(room, ...shown);
    buttons.paint(key, repaired());
  }
  show();
  return {
    element: h(
      "section",
      null,
      h("h4", null, strings.first),
      h("p.small", null, strings.first_how),
      buttons.element,
      room,
    ),
    paper: () => sheet(data, strings),
    progress: () => fill(strings.charts_done, { done: repaired().length, all: CHARTS.length }),
    answer: () =>
      Object.fromEntries(
        CHARTS.map((name) => [name, { found: states[name].found, repaired: isHonest(name, states[name]) }]),
      ),
  };
}
