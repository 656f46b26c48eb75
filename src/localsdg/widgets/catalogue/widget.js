// The contributor's catalogue: every part of the kit at work, with numbers of Port Amani (fictional).
import { bars, dots, grid, lines, matrix } from "../kit/charts.js";
import { desk } from "../kit/desk.js";
import { cases, decimalsOf, field, fill, frame, h, number, radios, share, speaker } from "../kit/kit.js";
import { numberField } from "../kit/number_field.js";

function render({ model, el, page }) {
  const strings = model.get("strings");
  const data = model.get("data");
  const voice = speaker();
  const state = { people: 40, order: "lowest", name: "" };

  const verdict = h("div");
  const picture = h("div");
  const slider = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    oninput: () => act({ people: Number(slider.value) }),
  });
  const typed = () => Number.isFinite(exact.read()) && act({ people: exact.read() });
  const exact = numberField(strings, { min: 0, max: 100, unit: () => "%" }, { oninput: typed });
  const name = h("input", { type: "text", autocomplete: "off", onchange: () => act({ name: name.value }) });
  const choice = h("div");
  const work = desk({ model, page }, {
    strings,
    voice,
    part: "catalogue",
    blank: { ...state },
    read: () => state,
    write: put,
  });

  function put(change) {
    Object.assign(state, change);
    show();
  }
  function act(change) {
    put(change);
    work.changed();
    work.record();
  }
  function show() {
    slider.value = state.people;
    slider.setAttribute(
      "aria-valuetext",
      fill(strings.per_cent, { value: number(state.people, decimalsOf(state.people)) }),
    );
    if (document.activeElement !== exact.box) exact.write(state.people);
    name.value = state.name;
    const orders = [["lowest", strings.lowest_first], ["name", strings.by_name]];
    if (choice.childElementCount) {
      for (const option of choice.querySelectorAll("input")) option.checked = option.value === state.order;
    } else choice.append(radios(strings.order, orders, state.order, (order) => act({ order })));
    const below = data.bars.filter(({ value }) => value < state.people);
    const title = fill([strings.none_below, strings.one_below][below.length] ?? strings.some_below, {
      count: number(below.length),
      value: number(state.people, decimalsOf(state.people)),
    });
    verdict.replaceChildren(
      h("p.big", null, number(below.length), h("span.small", null, ` ${strings.districts}`)),
      h("p.title", null, title),
      h(
        "p",
        null,
        below.length ? fill(strings.they_are, { names: below.map((row) => row.name).join(", ") }) : strings.none,
      ),
      ...(below.length === data.bars.length ? [h("p.warning", null, strings.all_below)] : []),
    );
    const rows = [...data.bars].map((row) => ({ ...row, mark: row.value < state.people }));
    if (state.order === "name") rows.sort((a, b) => a.name.localeCompare(b.name));
    picture.replaceChildren(
      bars({
        caption: strings.bars,
        message: title,
        unit: strings.unit,
        rows,
        digits: 1,
        line: { name: strings.average, value: data.average },
      }, strings),
    );
    voice.say(title);
    share("catalogue", { ...state });
    model.set("answer", { ...state, below: below.map((row) => row.name) });
    model.save_changes();
  }

  const [first, last] = [data.lines[0].points[0], data.lines[0].points.at(-1)];
  const said = { first: number(first[1], 1), last: number(last[1], 1), from: first[0], to: last[0] };
  const parts = [{ name: strings.own, count: 21 }, { name: strings.shared, count: 68 }];
  const worksheet = [1, 2, 3].map(() => h("tr", null, h("td", null, "\u00a0"), h("td")));
  el.append(
    frame(
      "",
      6,
      strings.title,
      strings.lead,
      h(
        "div.screen",
        null,
        cases(
          strings.worth_trying,
          [[40, strings.low, strings.low_hint], [80, strings.target, strings.target_hint]],
          (people) => act({ people }),
        ),
        h(
          "div.columns",
          null,
          field(strings.limit, slider),
          h("div", null, field(strings.limit_number, exact.box), exact.note),
          field(strings.your_name, name),
        ),
        choice,
        work.buttons,
        work.saved,
        verdict,
        picture,
        voice,
      ),
      h(
        "div.screen",
        null,
        lines({
          caption: strings.lines,
          message: fill(strings.lines_say, said),
          unit: strings.unit,
          series: data.lines,
          digits: 1,
        }, strings),
        dots({
          caption: strings.dots,
          message: strings.dots_say,
          unit: strings.unit,
          groups: ["2015", "2025"],
          rows: data.dots,
          digits: 1,
        }, strings),
        matrix({ caption: strings.matrix, heads: data.matrix.heads, rows: data.matrix.rows, highest: 3 }),
        grid({ caption: strings.grid, message: strings.grid_says, parts, total: 169 }, strings),
      ),
      h(
        "div.print",
        null,
        h("p", null, strings.sheet),
        h("table.sheet", null, h("tbody", null, ...worksheet)),
        h("div.line"),
      ),
    ),
  );
  work.begin();
}

export default { render };
