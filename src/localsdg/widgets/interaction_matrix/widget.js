// Widget "Interaction matrix": what six targets do to each other, as a matrix of scores, a network and sums.
import { goals } from "../kit/agenda.js";
import { desk } from "../kit/desk.js";
import { hiddenWay, interactions } from "./method.js";
import { network } from "../kit/diagrams.js";
import { markWords } from "../kit/keeping.js";
import { field, fill, frame, h, identifier, number, radios, share, speaker, table } from "../kit/kit.js";

const SCORES = [3, 2, 1, 0, -1, -2, -3];
const WEIGHT = 0.5;
const titles = new Map(goals.flatMap(({ targets }) => targets.map(({ code, title }) => [code, title])));
const signed = (value) => `${value > 0 ? "+" : ""}${number(value, Number.isInteger(value) ? 0 : 1)}`;

function render({ model, el, page, later = (work) => work() }) {
  const strings = model.get("strings");
  const { cases: examples, own } = model.get("data");
  const voice = speaker();
  const status = h("p.status", { role: "status" });
  const sign = h("p.taken.small");
  const [heat, verdict, picture, sheet] = Array.from({ length: 4 }, () => h("div"));
  const editor = h("div.editor", { role: "group" });
  const rules = h("fieldset.scores");
  const reason = h("textarea", { rows: 2, oninput: () => write(reason.value), onchange: () => work.record() });
  const second = h("input", { type: "checkbox", onchange: () => act({ second_order: second.checked ? WEIGHT : 0 }) });

  const ready = ({ key, targets, scores }) => ({
    targets,
    scores: Object.fromEntries(pairsOf().map(([row, column]) => [name(targets, row, column), scores[row][column]])),
    reasons: { ...strings.cases[key].reasons },
    second_order: 0,
  });
  const empty = (targets) => ({ targets, scores: {}, reasons: {}, second_order: 0 });
  const places = [0, 1, 2, 3, 4, 5];
  const pairsOf = () =>
    places.flatMap((row) => places.filter((column) => column !== row).map((column) => [row, column]));
  const name = (targets, row, column) => `${targets[row]} on ${targets[column]}`;
  const called = (place) => `${state.targets[place]} ${titles.get(state.targets[place])}`;
  const here = (row = at.row, column = at.column) => name(state.targets, row, column);
  const scored = (row, column) => state.scores[here(row, column)];

  const usable = ({ targets }) =>
    targets?.length === 6 && new Set(targets).size === 6 && targets.every((code) => titles.has(code));
  const begun = ({ targets, scores, reasons, second_order }) =>
    second_order || [scores, reasons].some((each) => Object.keys(each).length) || String(targets) !== String(own);
  let state = empty(own);
  const tries = examples.map((example) => ({
    key: example.key,
    name: strings.cases[example.key].name,
    hint: strings.cases[example.key].hint,
    from: example.from,
    state: ready(example),
  }));
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.5",
      part: "interactions",
      cases: tries,
      opens: tries[0],
      blank: empty(own),
      read: () => state,
      write(next) {
        state = next;
        at = { row: 0, column: 1 };
        show(false);
      },
      pack: (each) => (begun(each) ? { ...each, second_order: each.second_order || null } : {}),
      unpack: (
        entry,
      ) => (usable(entry)
        ? {
          targets: entry.targets,
          scores: { ...entry.scores },
          reasons: { ...entry.reasons },
          second_order: entry.second_order ?? 0,
        }
        : undefined),
      label: (each) => each.replace(/^(scores|reasons)\//, ""),
      marked: (each) => each !== "second_order" && each !== "targets",
    },
  );
  let at = { row: 0, column: 1 };

  function act(change) {
    state = { ...state, ...change };
    show(true);
    work.record();
  }
  function set(score) {
    const scores = { ...state.scores };
    if (score === undefined) delete scores[here()];
    else scores[here()] = score;
    act({ scores });
  }
  // A reason is kept while it is typed, without drawing the field again.
  function write(text) {
    const reasons = { ...state.reasons };
    if (text) reasons[here()] = text;
    else delete reasons[here()];
    state = { ...state, reasons };
    tell(true);
  }

  // The matrix: one tab stop, arrow keys inside. Moving to a cell opens it below.
  function choose(row, column, focus) {
    at = { row, column };
    show(false);
    if (focus) heat.querySelector("[aria-current]").focus();
  }
  function keyed(event) {
    const forward = getComputedStyle(el).direction === "rtl" ? -1 : 1;
    const move = { ArrowRight: [0, forward], ArrowLeft: [0, -forward], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (move) {
      event.preventDefault();
      const steps = at.row + move[0] === at.column + move[1] ? 2 : 1; // over the diagonal
      const row = at.row + steps * move[0];
      const column = at.column + steps * move[1];
      if (places.includes(row) && places.includes(column)) choose(row, column, true);
      return;
    }
    const held = scored(at.row, at.column);
    if (/^[0-3]$/.test(event.key)) set(Number(event.key) * (held < 0 ? -1 : 1) + 0);
    else if (event.key === "-" && held) set(-held);
    else if (event.key === "Delete" || event.key === "Backspace") set(undefined);
    else return;
    event.preventDefault();
    heat.querySelector("[aria-current]").focus();
  }
  function step() {
    const pairs = pairsOf();
    const next = pairs.findIndex(([row, column]) => row === at.row && column === at.column) + 1;
    choose(...pairs[next % pairs.length]);
  }
  function cell(row, column, found) {
    if (row === column) return h("td.own", { "aria-hidden": "true" }, "·");
    const score = scored(row, column);
    const value = found.matrix[row][column];
    const current = row === at.row && column === at.column;
    const words = {
      row: state.targets[row],
      column: state.targets[column],
      score: score === undefined ? strings.not_scored : said(score),
      value: signed(value),
    };
    const button = h(
      "button",
      {
        type: "button",
        tabindex: current ? 0 : -1,
        "aria-current": current && "true",
        "aria-label": fill(state.second_order ? strings.pair_second : strings.pair, words),
        onclick: () => choose(row, column, true),
        onkeydown: keyed,
      },
      score === undefined && !value ? "\u00a0" : signed(value),
    );
    return h(`td${value > 0 ? ".plus" : value < 0 ? ".minus" : ""}`, {
      style: `--strength: ${Math.min(Math.abs(value) / 3, 1)}`,
    }, button);
  }
  const said = (score) => `${signed(score)}, ${strings.scale[score][0]}`;

  function heatMap(found) {
    const caption = state.second_order ? strings.matrix_second : strings.matrix;
    return h(
      "table.heat",
      null,
      h("caption", null, caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("td"),
          ...state.targets.map((code) => h("th", { scope: "col" }, code)),
          h("th", { scope: "col", "aria-label": strings.influence }, "Σ"),
        ),
      ),
      h(
        "tbody",
        null,
        ...places.map((row) =>
          h(
            "tr",
            null,
            h("th", { scope: "row" }, state.targets[row], h("span", null, ` ${titles.get(state.targets[row])}`)),
            ...places.map((column) => cell(row, column, found)),
            h("td.sum", null, signed(found.influence[row])),
          )
        ),
      ),
      h(
        "tfoot",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "row", "aria-label": strings.dependence }, "Σ"),
          ...found.dependence.map((value) => h("td.sum", null, signed(value))),
          h("td"),
        ),
      ),
    );
  }
  function pairPart() {
    const score = scored(at.row, at.column);
    const options = SCORES.map((
      value,
    ) => [
      String(value),
      h("span", null, h("b", null, signed(value)), ` ${strings.scale[value][0]}: ${strings.scale[value][1]}`),
    ]);
    const question = fill(strings.question, { row: called(at.row), column: called(at.column) });
    const group = radios(question, options, score === undefined ? undefined : String(score), (value) => {
      set(Number(value));
      rules.querySelector(`[value="${value}"]`).focus();
    });
    rules.replaceChildren(...group.childNodes);
    reason.value = state.reasons[here()] ?? "";
    const taken = work.mark(`scores/${here()}`) ?? work.mark(`reasons/${here()}`);
    sign.textContent = taken ? markWords(taken, strings) : "";
    sign.hidden = !taken;
    editor.setAttribute("aria-label", here());
  }

  // Who has which role, one line for each role that somebody has.
  function roles(found) {
    const of = (role) => places.filter((place) => found.role[place] === role).map(called).join(", ");
    const lines = Object.entries(strings.roles).filter(([role]) => of(role));
    return [
      h("ul", null, ...lines.map(([role, text]) => h("li", null, h("strong", null, text), ` ${of(role)}`))),
      h("p.small.soft", null, strings.roles_say),
    ];
  }
  function judged(found, scores) {
    const values = Object.values(state.scores);
    if (!values.length) return [strings.nothing, [h("p", null, strings.nothing_reason)]];
    const direct = interactions(scores, 0);
    const level = new Set(found.influence).size === 1;
    const most = found.dependence.indexOf(Math.max(...found.dependence));
    const of = (place, value) => ({
      code: state.targets[place],
      title: titles.get(state.targets[place]),
      value: signed(value),
    });
    const title = level ? strings.level : fill(strings.verdict, of(found.top, found.influence[found.top]));
    const way = state.second_order ? hiddenWay(scores) : null;
    const lines = [
      fill(strings.scored, {
        scored: values.length,
        plus: values.filter((score) => score > 0).length,
        minus: direct.conflicts.length,
      }),
      level ? null : fill(strings.receives, of(most, found.dependence[most])),
      level || direct.top === found.top ? null : fill(strings.leads_instead, of(direct.top, 0)),
      way &&
      fill(strings.hidden, {
        row: called(way.row),
        column: called(way.column),
        over: called(way.over),
        does: way.points > 0 ? strings.helps : strings.hinders,
      }),
    ];
    const conflicts = direct.conflicts.map(({ row, column, score, mutual }) =>
      h(
        "li",
        null,
        h(
          "strong",
          null,
          fill(strings.conflict, {
            row: called(row),
            column: called(column),
            score: signed(score),
            word: strings.scale[score][0],
          }),
        ),
        ` ${state.reasons[here(row, column)] ?? ""}`,
        mutual ? ` ${strings.mutual}` : "",
      )
    );
    return [title, [
      ...lines.filter(Boolean).map((line) => h("p", null, line)),
      ...(conflicts.length ? [h("h4", null, strings.conflicts), h("ul", null, ...conflicts)] : []),
      h("h4", null, strings.roles_head),
      ...roles(found),
    ]];
  }
  const matrix = () => places.map((row) => places.map((column) => (row === column ? 0 : (scored(row, column) ?? 0))));

  function tell(changed) {
    if (changed) work.changed();
    const found = interactions(matrix(), state.second_order);
    const [title, rest] = judged(found, matrix());
    verdict.replaceChildren(h("p.title", null, title), ...rest);
    const { targets } = state;
    status.textContent = "";
    const conflicts = found.conflicts.map(({ row, column, score }) => [targets[row], targets[column], score]);
    const answer = {
      ...state,
      matrix: matrix(),
      influence: found.influence,
      dependence: found.dependence,
      role: found.role,
      top_lever: targets[found.top],
      conflicts,
    };
    share("interaction_matrix", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
    sheet.replaceChildren(...printed());
    return { found, title };
  }
  function show(changed) {
    const { found, title } = tell(changed);
    if (changed) voice.say(title);
    heat.replaceChildren(heatMap(found));
    second.checked = Boolean(state.second_order);
    pairPart();
    for (const [place, select] of selects.entries()) {
      const code = state.targets[place];
      if (!select.querySelector("optgroup")) select.replaceChildren(option({ code, title: titles.get(code) }));
      select.value = code;
    }
    picture.replaceChildren(network({ targets: state.targets, scores: matrix(), signed }, strings));
  }

  // Another target takes a place: scores and reasons with the one before go.
  const option = ({ code, title }) => h("option", { value: code }, `${code} ${title}`);
  const selects = places.map((place) => h("select", { onchange: ({ target }) => replace(place, target) }));
  // Six lists of 169 targets: made when they are looked at, or when there is time.
  const fillLists = () => {
    if (selects[0].querySelector("optgroup")) return;
    for (const [place, select] of selects.entries()) {
      select.replaceChildren(
        ...goals.map((goal) =>
          h(
            "optgroup",
            { label: fill(strings.goal, { goal: goal.number, name: goal.name }) },
            ...goal.targets.map(option),
          )
        ),
      );
      select.value = state.targets[place];
    }
  };
  function replace(place, select) {
    const code = select.value;
    if (state.targets.includes(code)) {
      select.value = state.targets[place];
      status.textContent = fill(strings.twice, { code });
      return;
    }
    const targets = state.targets.map((other, index) => (index === place ? code : other));
    const names = new Set(pairsOf().map(([row, column]) => name(targets, row, column)));
    const left = (entries) => Object.fromEntries(Object.entries(entries).filter(([pair]) => names.has(pair)));
    act({ targets, scores: left(state.scores), reasons: left(state.reasons) });
  }

  // For paper: one's own scores and reasons, with empty cells for the rest; of an example its targets only.
  function printed() {
    const own = !work.showing();
    const entry = (row, column) => (own && scored(row, column) !== undefined ? signed(scored(row, column)) : "\u00a0");
    const cells = (row) => [...places.map((column) => (row === column ? "×" : entry(row, column))), ""];
    const rows = [...places.map((row) => [called(row), ...cells(row)]), [strings.dependence, ...cells()]];
    const sheet = table(strings.matrix, ["", ...state.targets, strings.influence], rows);
    sheet.classList.add("ls-sheet");
    const reasons = own ? Object.entries(state.reasons) : [];
    return [
      sheet,
      h("ul", null, ...reasons.map(([pair, text]) => h("li", null, h("strong", null, `${pair}: `), text))),
    ];
  }

  const keysId = identifier("keys");
  heat.setAttribute("role", "group");
  heat.setAttribute("aria-label", strings.matrix);
  heat.setAttribute("aria-describedby", keysId);
  editor.append(
    rules,
    field(strings.reason, reason),
    sign,
    h("p.row", null, h("button", { type: "button", onclick: step }, strings.next)),
  );
  el.append(
    frame(
      ".long",
      17,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        work.top,
        h(
          "details.fold",
          { ontoggle: fillLists },
          h("summary", null, strings.choose),
          h(
            "div.columns",
            null,
            ...selects.map((select, place) => field(fill(strings.target, { place: place + 1 }), select)),
          ),
        ),
        heat,
        h("p.small.soft", { id: keysId }, strings.keys),
        editor,
        h("label.option", null, second, strings.second_order),
        work.buttons,
        work.saved,
        status,
        verdict,
        picture,
        voice,
      ),
      h(
        "div.print",
        null,
        work.paper,
        h("p", null, strings.sheet_lead),
        sheet,
        h(
          "p",
          null,
          h("b", null, `${strings.sheet_scale}: `),
          SCORES.map((score) => `${signed(score)} ${strings.scale[score][0]}`).join(", "),
        ),
        h("p", null, strings.sheet_pair),
        h("div.line"),
        h("div.line"),
      ),
    ),
  );
  work.begin();
  later(fillLists);
}

export default { render };
