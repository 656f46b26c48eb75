// The contributor's catalogue: every part of the kit at work, with numbers of Port Amani (fictional).
import { bars } from "../kit/charts.js";
import { fill, h, number } from "../kit/kit.js";
import { verdict, writingLines } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { examples } from "./charts.js";
import { limitPart, perCent } from "./limit.js";

function titleOf(below, people, strings) {
  const sentence = [strings.none_below, strings.one_below][below.length] ?? strings.some_below;
  return fill(sentence, { count: number(below.length), value: perCent(people) });
}

function reasonsOf(below, all, strings) {
  const names = below.map(({ name }) => name).join(", ");
  const warning = h("p.warning", null, strings.all_below);
  return [below.length ? fill(strings.they_are, { names }) : strings.none, ...(below.length === all ? [warning] : [])];
}

function picture({ bars: rows, average }, { people, order }, message, strings) {
  const marked = rows.map((row) => ({ ...row, mark: row.value < people }));
  if (order === "name") marked.sort((one, other) => one.name.localeCompare(other.name));
  const line = { name: strings.average, value: average };
  return bars({ caption: strings.bars, message, unit: strings.unit, rows: marked, digits: 1, line }, strings);
}

function worksheet(strings) {
  const rows = [1, 2, 3].map(() => h("tr", null, h("td", null, "\u00a0"), h("td")));
  return [h("p", null, strings.sheet), h("table.sheet", null, h("tbody", null, ...rows)), ...writingLines(1)];
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const state = { people: 40, order: "lowest", name: "" };
  const count = h("div");
  const judged = verdict();
  const chart = h("div");
  const limit = limitPart(state, strings, (change) => {
    Object.assign(state, change);
    show(true);
    exercise.changed();
    exercise.record();
  });
  const exercise = shell(view, {
    goal: 6,
    plain: true,
    part: "catalogue",
    blank: { ...state },
    read: () => state,
    write(before) {
      Object.assign(state, before);
      show(false);
    },
  });

  function show(changed) {
    limit.paint(state);
    const below = data.bars.filter(({ value }) => value < state.people);
    const title = titleOf(below, state.people, strings);
    const big = h("p.big", null, number(below.length), h("span.small", null, ` ${strings.districts}`));
    count.replaceChildren(big);
    judged.put(title, reasonsOf(below, data.bars.length, strings));
    chart.replaceChildren(picture(data, state, title, strings));
    exercise.say(title, changed ? title : "");
    exercise.tell({ ...state, below: below.map(({ name }) => name) });
  }

  exercise.stand({
    controls: limit.elements,
    result: [count, judged.element, chart],
    more: examples(data, strings),
    paper: worksheet(strings),
  });
}

export default { render };
