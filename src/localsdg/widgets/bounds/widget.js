// Widget "Bounds": an index whose bounds, weights and mean are moved, and ranks that follow.
import { fill, h } from "../kit/kit.js";
import { ready, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { controlsPart } from "./controls.js";
import { BLANK, exampleOf, lacking, pack, readState, unpack } from "./entry.js";
import { faultsOf, found, partsOf, spanChart, tableNotes, tablesOf, titleOf, worksheet } from "./result.js";

// The answer as plain values: what is missing is left out.
function plainly(all, { table, setting }) {
  const known = all.places.filter(({ rank }) => Number.isFinite(rank));
  const by = (values) => Object.fromEntries(table.names.map((name, at) => [name, values[at]]));
  return {
    places: Object.fromEntries(
      known.map(({ name, index, rank, best, middle, worst }) => [name, { index, rank, best, median: middle, worst }]),
    ),
    bounds: by(setting.bounds),
    weights: by(setting.weights),
    average: setting.geometric ? "geometric" : "mean",
    cap: setting.cap,
  };
}

function render(view) {
  const strings = view.model.get("strings");
  const data = view.model.get("data");
  const judged = verdict();
  const chart = h("div");
  const about = h("p.small.soft");
  const tables = h("div");
  const filled = h("div");
  const ends = (key) => data.cases.find((each) => each.key === key)?.bounds;
  const controls = controlsPart(strings, {
    changed,
    record: () => exercise.record(),
    given: () => ends(exercise.showing()?.key),
  });
  const cases = ready(data.cases, strings.cases, exampleOf);
  const exercise = shell(view, {
    goal: 17,
    lesson: "3.5",
    part: "index",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: controls.read,
    write(state) {
      controls.write(state, Boolean(exercise?.showing()));
      show("");
    },
    pack,
    unpack,
    label(name) {
      const [columns, at, end] = name.split("/");
      const words = strings.kept[end ? `${columns}/*/${end}` : name];
      return words ? fill(words, { at }) : name;
    },
  });

  function changed() {
    exercise.changed();
    show();
  }
  function show(said) {
    const state = controls.read();
    const read = readState(state);
    const example = exercise.showing();
    about.textContent = example ? strings.cases[example.key].about : "";
    const lack = lacking(read);
    if (lack) {
      judged.put(strings.nothing, [strings.lacks[lack], ...faultsOf(read.table, strings)]);
      for (const each of [chart, tables, filled]) each.replaceChildren();
      exercise.say(strings.nothing, said ?? strings.lacks[lack]);
      return exercise.tell({ places: {} });
    }
    const start = example ? readState(example.state).setting : read.plain;
    const startWords = strings[example ? "start_case" : "start_own"];
    const all = found(read, start);
    const place = all.places.find(({ name }) => name === state.town) ?? all.places[0];
    const title = titleOf(all, place, strings);
    const parts = () => partsOf(all, place, read, startWords, strings);
    const wide = () => tablesOf(all, place, read, strings);
    const notes = [
      ...tableNotes(read.table, strings),
      ...faultsOf(read.table, strings),
      ...(read.own.some(Boolean) ? [strings.bounds_own] : []),
    ];
    judged.put(title, [...parts(), ...notes]);
    chart.replaceChildren(spanChart(all, strings));
    tables.replaceChildren(...wide());
    filled.replaceChildren(h("p", null, h("strong", null, title)), ...parts(), ...wide());
    exercise.say(title, said ?? title);
    exercise.tell(plainly(all, read));
  }

  exercise.stand({
    controls: [h("div.form", null, ...controls.elements)],
    result: [judged.element, chart],
    beside: true,
    more: [tables, about],
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
