// Widget "Priorities": gates, what a step is worth, the ranking, and how much it hangs on the weights.
import { h } from "../kit/kit.js";
import { fold, ready, verdict } from "../kit/parts.js";
import { shell } from "../kit/shell.js";
import { criteriaPart } from "./criteria.js";
import { editorPart } from "./editor.js";
import { numberOf, pack, sorted, unpack, unsupported } from "./entry.js";
import { ranking } from "./method.js";
import { resultOf, titleOf, worksheet } from "./result.js";

const BLANK = { criteria: [], actions: [] };
const copy = (value) => JSON.parse(JSON.stringify(value));

// All cases have the same actions and criteria; each has its own swings.
function stateOf({ swings }, { criteria, actions }) {
  return { criteria: criteria.map((each, at) => ({ ...each, swing: String(swings[at]) })), actions };
}

// What own work begins with: the questions of the town's committee are a start that can be changed.
const begun = (strings) => ({
  criteria: strings.start_criteria.map((name, at) => ({ id: `c${at + 1}`, name, unit: "", less: "", swing: "" })),
  actions: [],
});

function render(view) {
  const strings = view.model.get("strings");
  const { cases: given, criteria: measures, actions: all } = view.model.get("data");
  const judged = verdict();
  const filled = h("div");
  const weights = criteriaPart(strings, changed);
  const editor = editorPart(strings, { page: view.page, changed, record: () => exercise.record() });
  const cases = ready(given, strings.cases, (each) => stateOf(each, { criteria: measures, actions: all }));
  const exercise = shell(view, {
    goal: 17,
    lesson: "2.3",
    part: "priorities",
    cases,
    opens: cases[0],
    blank: BLANK,
    read: () => copy({ criteria: weights.criteria(), actions: editor.actions() }),
    write(state) {
      const own = !exercise?.showing();
      const { criteria, actions } = own && !state.criteria.length
        ? { ...begun(strings), actions: state.actions }
        : state;
      weights.put(copy(criteria), !own);
      editor.put(copy(actions), weights.criteria(), own);
      if (own) editor.follow();
      show("");
    },
    pack,
    unpack,
    label: (name, state) => {
      const [kind, id] = name.split("/");
      return state[kind]?.find((each) => each.id === id)?.name || id;
    },
  });

  function changed() {
    if (weights.criteria().length !== editor.measured()) {
      editor.put(editor.actions(), weights.criteria(), !exercise.showing());
    }
    exercise.changed();
    show();
  }
  function show(said) {
    const state = { criteria: weights.criteria(), actions: editor.actions() };
    const sorting = sorted(state);
    const values = sorting.ranked.map(({ scores }) => state.criteria.map(({ id, unit }) => numberOf(scores[id], unit)));
    const less = state.criteria.map((each) => each.less === "less");
    weights.paint(state.criteria.map((_, at) => {
      const column = values.map((row) => row[at]);
      return column.length ? [Math.min(...column), Math.max(...column)] : undefined;
    }));
    const found = state.criteria.length ? ranking(values, less, weights.swings()) : null;
    const title = titleOf(found, sorting.ranked, strings);
    const parts = () => resultOf({ found, sorting, criteria: state.criteria, bare: unsupported(state) }, strings);
    judged.put(title, parts());
    filled.replaceChildren(
      ...(found && !exercise.showing() ? [h("p", null, h("strong", null, title)), ...parts()] : []),
    );
    exercise.say(title, said ?? title);
    exercise.tell({
      ranking: (found?.order ?? []).map((at) => ({
        action: sorting.ranked[at].name,
        rank: found.rank[at],
        score: found.scores[at],
        share: found.shares[at],
      })),
      failed: sorting.failed.map(({ action, gates }) => ({ action: action.name, gates })),
      deciding: found && found.deciding >= 0 ? state.criteria[found.deciding].name : null,
    });
  }

  exercise.stand({
    controls: [weights.element, fold(strings.look, editor.element)],
    result: [judged.element],
    beside: true,
    paper: [exercise.paper, ...worksheet(filled, strings)],
  });
}

export default { render };
