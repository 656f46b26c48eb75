// The three statements on one series of the table, side by side.
import { counted, decimalsOf, field, fill, h, number, spelled } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";
import { threeStatements, WANTED } from "./method.js";

const MOST_DECIMALS = 3;

const none = (value) => value === null;

// The statements as sentences.
function sentencesOf(found, { target, unit, groups, wanted }, strings) {
  const typed = [found.value, found.baseline, target, found.worst_value].filter(Number.isFinite);
  const digits = Math.min(MOST_DECIMALS, Math.max(...typed.map(decimalsOf)));
  const value = (each) => fill(strings.with_unit, { value: number(each, digits), unit }).trim();
  const plain = (each) => number(each, digits);
  const years = { year: found.year, baseline_year: found.baseline_year };
  const open = !wanted; // nobody has said which way is better
  const far = none(target) ? "far_none" : open ? "far_open" : found.distance ? "far" : "far_reached";
  const who = !groups.length ? "who_unknown" : open ? "who_open" : found.worst ? "who" : "who_none";
  const one = none(found.change);
  const unclear = open ? strings.moves_open : strings.moves_aim;
  const way = one ? strings.moves_one : none(found.moves) ? unclear : strings.moves[found.moves];
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

// What can be chosen: the series, the year from which one counts, the target, and what is wanted.
function choices(strings, { chosen, changed }) {
  const indicator = choice(strings.indicator, chosen);
  const from = choice(strings.from, changed);
  const wanted = choice(strings.wanted, changed);
  const target = numberField(strings, {}, { oninput: changed });
  return {
    element: h(
      "div.columns",
      null,
      indicator.element,
      from.element,
      h("div", null, field(strings.target, target.box), target.note),
      wanted.element,
    ),
    series: () => indicator.select.value,
    offer: (options, now) => indicator.put(options, now),
    // years: those of the series; aim: [target, what is wanted, the year of the baseline], as far as it is known.
    begin(years, [aim, way, base]) {
      from.put(years.map((year) => [String(year), String(year)]), String(years.includes(base) ? base : years[0]));
      wanted.put(["", ...WANTED].map((each) => [each, strings.wanteds[each] ?? strings.wanted_open]), way);
      target.write(aim);
    },
    read() {
      const goal = target.read();
      return {
        from: Number(from.select.value),
        wanted: wanted.select.value,
        target: Number.isNaN(goal) ? null : goal,
        typed: target.box.value.trim(),
      };
    },
  };
}

// add(fields): puts a series into the baseline table. open(): how many places of the table are not decided yet. said():
// called when the statements have changed. aims: what is known of the indicators of the example. typedSource(): where
// the figures of the table come from, if it was typed.
export function statementsPart(strings, { add, open, aims, said, typedSource }) {
  const [list, warning, body] = [h("ul.statements"), h("p.small.soft"), h("div")];
  const empty = h("p", null, strings.no_series);
  const chooses = choices(strings, { chosen, changed: show });
  let subjects = [];
  let subject;
  let found = null;
  let isCase = false;

  function nameOf({ indicator: code, area }) {
    const name = isCase && strings.names[code] ? strings.names[code] : code;
    return area ? fill(strings.indicator_area, { indicator: name, area }) : name;
  }
  const byKey = (key) => subjects.find((each) => each.key === key);
  function chosen() {
    subject = byKey(chooses.series()) ?? subjects[0];
    const years = subject.values.map(([year]) => year).sort((one, other) => one - other);
    chooses.begin(years, (isCase && aims[subject.indicator]) || ["", ""]);
    show();
  }
  function show() {
    const { from, target, wanted } = chooses.read();
    found = threeStatements(subject.values.filter(([year]) => year >= from), target, wanted, subject.groups);
    const sentences = sentencesOf(found, { ...subject, target, wanted }, strings);
    list.replaceChildren(...sentences.map((each) => h("li", null, each)));
    const left = open();
    warning.textContent = left ? counted(strings.still_open, left) : "";
    said(found);
  }
  function taken() {
    const { wanted, typed, target } = chooses.read();
    const [aim, , , year] = (isCase && aims[subject.indicator]) || [];
    const baseline = { "baseline/year": String(found.baseline_year), "baseline/value": spelled(found.baseline) };
    const goal = { "target/value": typed, "target/year": typed && target === aim ? String(year) : "" };
    const ofBaseline = subject.sources.filter(([year]) => year === found.baseline_year);
    const named = [...new Set(ofBaseline.map(([, source]) => source))];
    // Of several sources the learner says which one is right: the row lacks its source until then.
    const source = named.length > 1 ? "" : named[0] ?? (isCase ? "" : typedSource());
    add({ name: nameOf(subject), unit: subject.unit, wanted, ...baseline, ...goal, source });
  }
  body.append(
    chooses.element,
    h("p", { role: "heading", "aria-level": 5 }, h("b", null, strings.statements)),
    list,
    h("p.small.soft", null, strings.never),
    warning,
    h("p.row", null, h("button", { type: "button", onclick: taken }, strings.add_this)),
  );
  return {
    element: h("section.says", null, h("h4", null, strings.second), empty, body),
    found: () => found,
    // The series of a table; ofCase: whether it is the example's. The one that is shown stays, with what was chosen.
    put(now, ofCase) {
      const kept = ofCase === isCase ? subject?.key : undefined;
      [subjects, isCase, found] = [now, ofCase, null];
      body.hidden = !subjects.length;
      empty.hidden = !body.hidden;
      const stays = byKey(kept);
      subject = stays;
      if (!subjects.length) return;
      chooses.offer(subjects.map((each) => [each.key, nameOf(each)]), (stays ?? subjects[0]).key);
      if (stays) show();
      else chosen();
    },
  };
}
