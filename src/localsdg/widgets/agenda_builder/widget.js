// Widget "Agenda builder": two days of a peer exchange, item by item, and what they lack.
import { checkAgenda, later } from "./method.js";
import { bars } from "../kit/charts.js";
import { desk } from "../kit/desk.js";
import { markWords, remember, remembered } from "../kit/keeping.js";
import { field, fill, frame, h, share, speaker } from "../kit/kit.js";
import { numberField, readWithin } from "../kit/number_field.js";

const KINDS = ["opening", "session", "visit", "break", "closing", "other"];
const COUNT = { min: 0, whole: true };
const USUAL = { opening: 30, session: 120, visit: 120, break: 30, closing: 60, other: 30 };

// Items are known by an id, since two may have the same title: a visit is tied to the id of its session.
const newId = () => `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
/** @param {any} example */
function withIds({ days, topic, background_document, outcome_note }) {
  let count = 0;
  const named = days.map(({ start, items }) => ({
    start,
    items: items.map((item) => ({ id: `item ${String(count += 1).padStart(2, "0")}`, ...item })),
  }));
  const all = named.flatMap(({ items }) => items);
  for (const item of all) {
    if (item.tied_to) {
      item.tied_to = all.find(({ kind, title }) => kind === "session" && title === item.tied_to)?.id ?? "";
    }
  }
  return { topic, background_document, outcome_note, days: named };
}
const FIELDS = ["kind", "minutes", "title", "group_work", "cases", "targets", "by_host", "tied_to"];
const START = "09:00";
function pack({ topic, background_document, outcome_note, days }) {
  const items = {};
  const values = (item) => Object.fromEntries(FIELDS.map((name) => [name, item[name]]));
  days.forEach(({ items: inside }, day) =>
    inside.forEach((item, at) => {
      items[item.id] = { day: day + 1, place: at + 1, ...values(item) };
    })
  );
  const begins = Object.fromEntries(
    days.map(({ start }, day) => [`begins_${day + 1}`, start === START ? null : start]),
  );
  return { topic, background_document, outcome_note, ...begins, items };
}
function unpack({ topic = "", background_document = "", outcome_note = "", items = {}, ...rest }) {
  const all = Object.entries(items).map(([id, item]) => ({ id, ...item }));
  const inside = (day) => all.filter((item) => item.day === day).sort((one, other) => one.place - other.place);
  const part = ({ day: _day, place: _place, ...item }) => ({ title: "", targets: "", tied_to: "", ...item });
  return {
    topic,
    background_document,
    outcome_note,
    days: [1, 2].map((day) => ({ start: rest[`begins_${day}`] ?? START, items: inside(day).map(part) })),
  };
}
const countOf = (typed) => readWithin(String(typed), COUNT).value ?? 0;

function worksheet(strings, filled) {
  const row = () => h("tr", null, ...strings.sheet_heads.map(() => h("td", null, "\u00a0")));
  return h(
    "div.print",
    null,
    filled,
    h("p", null, strings.sheet_lead),
    h(
      "table.sheet",
      null,
      h("thead", null, h("tr", null, ...strings.sheet_heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null, ...Array.from({ length: 10 }, row)),
    ),
    h("ul", null, ...strings.sheet_checks.map((check) => h("li", null, `\u25a1 ${check}`))),
  );
}

function render({ model, el, page }) {
  const strings = model.get("strings");
  const { cases: examples, targets: known, limits } = model.get("data");
  const voice = speaker();
  const verdict = h("div");
  const balance = h("div");
  const twin = h("div.scroll", { tabindex: 0, role: "region", "aria-label": strings.as_agenda });
  const filled = h("div");
  let open = null; // the item being worked on, so that it stays open when the list is drawn again
  let days = [];
  const adding = (page && remembered("adding")) || ["session", "session"];

  const topic = h("input", { type: "text", autocomplete: "off", oninput: typed });
  const background = h("textarea", { rows: 2, oninput: typed });
  const outcome = h("textarea", { rows: 2, oninput: typed });
  const lists = h("div.columns.days");

  const codes = (text = "") => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
  const sessions = () => days.flatMap(({ items }) => items).filter(({ kind }) => kind === "session");

  // One item: a line with its time that opens to its fields.
  function part(day, item) {
    const time = h("span.time");
    const name = h("span");
    const kind = h("span.small.soft");
    const sign = h("b.small.taken");
    const label = () => item.title || strings.kinds[item.kind];
    const control = (key, properties) => {
      const box = h("input", { ...properties, value: item[key] ?? "", oninput: () => put(key, box.value) });
      return field(strings.fields[key], box);
    };
    // Numbers stay in the item as they are typed.
    const count = (key) => {
      const made = numberField(strings, COUNT, { oninput: () => put(key, made.box.value) });
      made.write(item[key] ?? "");
      const element = field(strings.fields[key], made.box);
      element.append(made.note);
      return element;
    };
    const tick = () => {
      const box = h("input", { type: "checkbox", checked: item.by_host, onchange: () => put("by_host", box.checked) });
      return h("label.option", null, box, strings.by_host);
    };
    const tie = () => {
      const option = (id, title) => h("option", { value: id, selected: id === (item.tied_to ?? "") }, title);
      const options = [
        option("", strings.no_session),
        ...sessions().map(({ id, title }) => option(id, title || strings.kinds.session)),
      ];
      const box = h("select", { onchange: () => put("tied_to", box.value) }, ...options);
      return field(strings.tied_to, box);
    };
    function put(key, value) {
      item[key] = value;
      open = item;
      typed();
    }
    const choice = h(
      "select",
      {
        onchange: () => {
          item.kind = choice.value;
          open = item;
          draw();
          work.changed();
          refocus(item, "select");
        },
      },
      ...KINDS.map((value) => h("option", { value, selected: value === item.kind }, strings.kinds[value])),
    );
    const move = (word, step) =>
      h("button", { type: "button", "data-act": word, onclick: () => shift(day, item, step, word) }, strings[word]);
    const body = [
      h("div.pair", null, field(strings.kind, choice), count("minutes")),
      control("title", { type: "text", autocomplete: "off" }),
      item.kind === "session" ? h("div.pair", null, count("group_work"), count("cases")) : null,
      item.kind === "session" ? control("targets", { type: "text", autocomplete: "off" }) : null,
      ["opening", "visit"].includes(item.kind) ? tick() : null,
      item.kind === "visit" ? tie() : null,
      h("p.row", null, move("earlier", -1), move("later", 1), move("remove", 0)),
    ];
    const fold = h(
      "details",
      { open: open === item, ontoggle: () => fold.open && (open = item) },
      h("summary", null, time, name, sign, kind),
      h("div.form", { role: "group" }, ...body),
    );
    const line = h("li", null, fold);
    item.refresh = (start, end) => {
      time.textContent = `${start}\u2013${end}`;
      name.textContent = label();
      const taken = work.mark(`items/${item.id}/title`);
      sign.textContent = taken ? markWords(taken, strings) : "";
      kind.textContent = item.title ? strings.kinds[item.kind] : "";
      fold.lastChild.setAttribute("aria-label", label());
    };
    item.line = line;
    return line;
  }

  // Earlier and later go on from one day to the other.
  function shift(day, item, step, word) {
    const { items } = days[day];
    const at = items.indexOf(item);
    const to = at + step;
    if (step && !items[to] && !days[day + step]) return voice.say(strings.at_the_end);
    items.splice(at, 1);
    let home = day;
    if (!step) open = null;
    else if (to >= 0 && to <= items.length) items.splice(to, 0, item);
    else {
      home = day + step;
      if (step > 0) days[home].items.unshift(item);
      else days[home].items.push(item);
    }
    draw();
    work.changed();
    if (step) refocus(item, `[data-act=${word}]`);
    else lists.querySelectorAll("h4")[day].focus();
    work.record();
  }
  function refocus(item, selector) {
    item.line.querySelector(selector).focus();
  }
  function add(day, kind) {
    const item = {
      id: newId(),
      kind,
      minutes: USUAL[kind],
      title: "",
      group_work: kind === "session" ? 60 : 0,
      cases: kind === "session" ? 60 : 0,
      targets: "",
      by_host: kind === "visit",
      tied_to: "",
    };
    days[day].items.push(item);
    open = item;
    draw();
    work.changed();
    item.line.querySelector("input[type=text]").focus();
    work.record();
  }

  function draw() {
    lists.replaceChildren(
      ...days.map((day, index) => {
        const start = h("input", {
          type: "time",
          value: day.start,
          oninput: () => {
            if (start.value) {
              day.start = start.value;
              typed();
            }
          },
        });
        const chosen = () => {
          adding[index] = choice.value;
          if (page) remember("adding", adding);
        };
        const choice = h(
          "select",
          { onchange: chosen },
          ...KINDS.map((kind) => h("option", { value: kind, selected: kind === adding[index] }, strings.kinds[kind])),
        );
        const title = fill(strings.day, { day: index + 1 });
        return h(
          "section",
          { "aria-label": title },
          h("h4", { tabindex: -1 }, title),
          field(strings.begins, start),
          h("ol.items", null, ...day.items.map((item) => part(index, item))),
          h(
            "div.row.add",
            null,
            field(strings.add_what, choice),
            h("button", { type: "button", onclick: () => add(index, choice.value) }, strings.add),
          ),
        );
      }),
    );
    show();
  }

  // The agenda as plain values, with clock times.
  function agenda() {
    const items = days.flatMap((day, index) => {
      let start = day.start;
      return day.items.map((item) => {
        const end = later(start, Math.max(countOf(item.minutes), 1));
        item.refresh(start, end);
        const { kind, group_work = 0, cases: told = 0, by_host = false, tied_to = "" } = item;
        const session = kind === "session";
        const record = {
          title: item.title || strings.kinds[kind],
          day: index + 1,
          start,
          end,
          kind,
          group_work: session ? countOf(group_work) : 0,
          cases: session ? countOf(told) : 0,
          targets: session ? codes(item.targets).filter((code) => known.includes(code)) : [],
          by_host,
          tied_to: kind === "visit" ? (sessions().find(({ id }) => id === tied_to)?.title ?? "") : "",
        };
        start = end;
        return record;
      });
    });
    return { topic: topic.value, background_document: background.value, outcome_note: outcome.value, items };
  }

  function times(record) {
    const rows = record.items.map((item) =>
      h(
        "tr",
        null,
        h("th", { scope: "row" }, fill(strings.day, { day: item.day })),
        h("td", null, `${item.start}\u2013${item.end}`),
        h("td.words", null, item.title),
        h("td", null, item.targets.join(", ")),
      )
    );
    return h(
      "table",
      null,
      h("caption", null, record.topic || strings.no_topic),
      h("thead", null, h("tr", null, ...strings.heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null, ...rows),
    );
  }
  function picture(record) {
    const spent = (test, of = (item) => item.length) =>
      record.items.map((item) => ({ ...item, length: minutesOf(item) })).filter(test).reduce(
        (sum, item) => sum + of(item),
        0,
      );
    const rows = [
      ["group_work", spent(({ kind }) => kind === "session", (item) => item.group_work)],
      ["cases", spent(({ kind }) => kind === "session", (item) => item.cases)],
      [
        "rest",
        Math.max(0, spent(({ kind }) => kind === "session", (item) => item.length - item.group_work - item.cases)),
      ],
      ["visits", spent(({ kind }) => kind === "visit")],
      ["breaks", spent(({ kind }) => kind === "break")],
      ["other_items", spent(({ kind }) => ["opening", "closing", "other"].includes(kind))],
    ].map(([name, value]) => ({ name: strings.spent[name], value, mark: name === "group_work" || name === "cases" }));
    const message = fill(strings.picture_says, { group: rows[0].value, cases: rows[1].value, visit: rows[3].value });
    return bars(
      { caption: strings.picture, message, unit: strings.unit, rows, heads: [strings.part, strings.unit] },
      strings,
    );
  }
  const minutesOf = ({ start, end }) => {
    const at = (clock) => clock.split(":").reduce((hours, rest) => 60 * hours + Number(rest), 0);
    return at(end) - at(start);
  };

  function typed() {
    work.changed();
    show();
  }
  function show() {
    const record = agenda();
    const about = (name) => (name === "agenda" ? strings.whole : name);
    const wrong = days.flatMap(({ items }) =>
      items.filter(({ kind }) => kind === "session").flatMap((item) =>
        codes(item.targets).filter((code) => !known.includes(code)).map((code) => [item.title, code])
      )
    );
    const findings = record.items.length ? checkAgenda(record, limits) : [];
    const lines = [
      ...wrong.map(([name, code]) => [name, fill(strings.unknown_target, { code })]),
      ...findings.map((finding) => [about(finding.about), fill(strings.findings[finding.key], finding.values)]),
    ];
    const title = !record.items.length
      ? strings.nothing_yet
      : fill(lines.length ? strings[lines.length === 1 ? "one_finding" : "many_findings"] : strings.complete, {
        count: lines.length,
      });
    verdict.replaceChildren(
      h("p.title", null, title),
      lines.length
        ? h("ul.findings", null, ...lines.map(([name, words]) => h("li", null, h("strong", null, `${name}: `), words)))
        : h("p", null, record.items.length ? strings.complete_reason : strings.nothing_reason),
    );
    balance.replaceChildren(...(record.items.length ? [picture(record)] : []));
    twin.replaceChildren(times(record));
    filled.replaceChildren(...(record.items.length ? [times(record)] : []));
    voice.say(title);
    const answer = { ...record, findings: findings.map(({ about: name, rule }) => [name, rule]) };
    share("agenda_builder", answer, work.origin());
    model.set("answer", answer);
    model.save_changes();
  }

  const plain = () => ({
    topic: topic.value,
    background_document: background.value,
    outcome_note: outcome.value,
    days: days.map(({ start, items }) => ({
      start,
      items: items.map(({ line: _line, refresh: _refresh, ...item }) => item),
    })),
  });
  function choose(example) {
    topic.value = example.topic;
    background.value = example.background_document;
    outcome.value = example.outcome_note;
    days = structuredClone(example.days);
    open = null;
    draw();
  }
  const ready = examples.map(({ name, hint, from, ...example }) => ({
    key: name,
    name,
    hint,
    from,
    state: withIds(example),
  }));
  const label = (name, state) => {
    const [group, id] = name.split("/");
    const found = state.days.flatMap(({ items }) => items).find((item) => item.id === id);
    return group === "items" ? found?.title || strings.kinds[found?.kind] : strings[name];
  };
  const work = desk(
    { model, page },
    {
      strings,
      voice,
      lesson: "1.6",
      part: "agenda",
      cases: ready,
      opens: ready[0],
      blank: {
        topic: "",
        background_document: "",
        outcome_note: "",
        days: [{ start: START, items: [] }, { start: START, items: [] }],
      },
      read: plain,
      write: choose,
      pack,
      unpack,
      label,
      marked: (name) => /^(topic|background_document|outcome_note)$|\/(title|targets)$/.test(name),
    },
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
          "div.form",
          null,
          field(strings.topic, topic),
          field(strings.background_document, background),
          field(strings.outcome_note, outcome),
        ),
        lists,
        work.buttons,
        work.saved,
        verdict,
        balance,
        h("details.fold", null, h("summary", null, strings.as_agenda), twin),
        voice,
      ),
      worksheet(strings, h("div", null, work.paper, filled)),
    ),
  );
  work.begin();
  el.addEventListener("change", work.record);
}

export default { render };
