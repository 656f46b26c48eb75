// The three statements on one series of the table, side by side.
import { counted, decimalsOf, field, fill, h, number } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { threeStatements, WANTED } from "./method.js";

const MOST_DECIMALS = 3;

const none = (value) => value === null;

// The statements as sentences.
export function sentencesOf(found, { target, wanted, unit, groups }, strings) {
  const typed = [found.value, found.baseline, target, found.worst_value].filter(Number.isFinite);
  const digits = Math.min(MOST_DECIMALS, Math.max(...typed.map(decimalsOf)));
  const value = (each) => fill(strings.with_unit, { value: number(each, digits), unit }).trim();
  const plain = (each) => number(each, digits);
  const years = { year: found.year, baseline_year: found.baseline_year };
  const far = none(found.distance) ? "far_none" : found.distance ? "far" : "far_reached";
  const who = found.worst ? "who" : groups.length ? "who_none" : "who_unknown";
  const one = none(found.change);
  const way = one ? strings.moves_one : none(found.moves) ? strings.moves_aim : strings.moves[found.moves];
  const values = {
    ...years,
    value: value(found.value),
    target: none(target) ? "" : value(target),
    distance: none(found.distance) ? "" : plain(found.distance),
    name: found.worst,
    gap: none(found.worst_gap) ? "" : plain(found.worst_gap),
    baseline: plain(found.baseline),
  };
  return [
    fill(strings[far], values),
    fill(strings[who], { ...values, value: none(found.worst_value) ? "" : value(found.worst_value) }),
    fill(way, values),
    ...(wanted ? [] : [strings.moves_aim]),
  ];
}

function choice(label, onchange) {
  const select = h("select", { onchange });
  const element = field(label, select);
  return {
    element,
    select,
    put(options, chosen) {
      select.replaceChildren(
        ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
      );
    },
  };
}

// add(fields): puts a series into the baseline table. open(): how many places of the table are not decided yet. said():
// called when the statements have changed.
export function statementsPart(strings, { add, open, aims, said }) {
  const list = h("ul.statements");
  const warning = h("p.small.soft");
  const body = h("div");
  const empty = h("p", null, strings.no_series);
  const indicator = choice(strings.indicator, () => chosen());
  const from = choice(strings.from, show);
  const wanted = choice(strings.wanted, show);
  const target = numberField(strings, {}, { oninput: show });
  const put = h("button", { type: "button", onclick: taken }, strings.add_this);
  let subjects = [];
  let subject;
  let found = null;
  let isCase = false;

  const nameOf = ({ indicator: code, area }) => {
    const name = isCase && strings.names[code] ? strings.names[code] : code;
    return area ? fill(strings.indicator_area, { indicator: name, area }) : name;
  };
  // Another series is shown: with what is known of its target, if it is that of the example.
  function chosen() {
    subject = subjects.find(({ key }) => key === indicator.select.value) ?? subjects[0];
    const [aim, way, base] = (isCase && aims[subject.indicator]) || ["", "increase", undefined];
    const years = subject.values.map(([year]) => year).sort((one, other) => one - other);
    from.put(years.map((year) => [String(year), String(year)]), String(years.includes(base) ? base : years[0]));
    wanted.put(WANTED.map((each) => [each, strings.wanteds[each]]), way);
    target.write(aim);
    show();
  }
  function show() {
    const aim = target.read();
    const goal = Number.isNaN(aim) ? null : aim;
    const values = subject.values.filter(([year]) => year >= Number(from.select.value));
    found = threeStatements(values, goal, wanted.select.value, subject.groups);
    const sentences = sentencesOf(found, { target: goal, wanted: wanted.select.value, ...subject }, strings);
    list.replaceChildren(...sentences.map((each) => h("li", null, each)));
    const left = open();
    warning.textContent = left ? counted(strings.still_open, left) : "";
    said(found);
  }
  function taken() {
    const fields = {
      name: nameOf(subject),
      unit: subject.unit,
      wanted: wanted.select.value,
      "baseline/year": String(found.baseline_year),
      "baseline/value": String(found.baseline),
      "target/value": target.box.value.trim(),
      source: subject.source,
    };
    add(fields);
  }
  body.append(
    h(
      "div.columns",
      null,
      indicator.element,
      from.element,
      h("div", null, field(strings.target, target.box), target.note),
      wanted.element,
    ),
    h("p", { role: "heading", "aria-level": 5 }, h("b", null, strings.statements)),
    list,
    h("p.small.soft", null, strings.never),
    warning,
    h("p.row", null, put),
  );
  return {
    element: h("section.says", null, h("h4", null, strings.second), empty, body),
    found: () => found,
    put(now, ofCase) {
      const kept = subject?.key;
      const same = ofCase === isCase;
      [subjects, isCase] = [now, ofCase];
      body.hidden = !subjects.length;
      empty.hidden = Boolean(subjects.length);
      found = null;
      if (!subjects.length) return (subject = undefined);
      const stays = same && subjects.some(({ key }) => key === kept);
      indicator.put(subjects.map((each) => [each.key, nameOf(each)]), stays ? kept : subjects[0].key);
      if (!stays) return chosen();
      subject = subjects.find(({ key }) => key === kept);
      show();
    },
  };
}
