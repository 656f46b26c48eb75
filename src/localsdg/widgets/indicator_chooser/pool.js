// The list of local indicators to choose from; it comes when somebody opens it.
import { counted, field, fill, h } from "../kit/kit.js";
import { LOCAL } from "./limits.js";
import { COLUMNS, INDICATORS } from "./course_list.js";
import { goalOf, placesOf } from "./method.js";

const SHOWN = 8; // indicators that are shown at first
const KINDS = ["space", "governance", "local"];

const read = (values) => Object.fromEntries(COLUMNS.map((name, at) => [name, values[at]]));
const all = INDICATORS.map(read);
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const textOf = (each) => plain(["", each.id, each.name, each.code, each.inputs].join(" "));
const fills = (each, kind) => placesOf([{ ...each, spatial: each.spatial === "yes" }])[kind].length > 0;

// How it is computed, with the version: what is counted stands in the list as "the first / the second", of a rate with
// ", times 1,000" behind it.
function formulaOf({ code, unit, inputs }, strings) {
  const times = /, times ([\d,]*\d)/.exec(inputs)?.[1];
  const amounts = times ? "rate" : unit.startsWith("%") ? "share" : "ratio";
  const formula = fill(strings[`formula_${inputs.includes(" / ") ? amounts : "count"}`], { times });
  return fill(code === LOCAL ? strings.version_local : strings.version_official, { formula, code });
}

// What narrows the list: a goal, what one's own list lacks, and words. fits(indicator): whether it is asked for.
function filtersPart(strings, changed) {
  const option = (value, words) => h("option", { value }, words);
  const choice = (first, options) => h("select", { onchange: changed }, option("", first), ...options);
  const goals = [...new Set(all.map(goalOf))].sort((one, other) => one - other);
  const goal = choice(strings.all_goals, goals.map((each) => option(each, fill(strings.goal, { goal: each }))));
  const kind = choice(strings.all_kinds, KINDS.map((each) => option(each, strings.kinds[each])));
  const search = h("input", { type: "text", autocomplete: "off", oninput: changed });
  const words = () => plain(search.value).split(/\s+/).filter(Boolean);
  return {
    element: h(
      "div.columns",
      null,
      field(strings.by_goal, goal),
      field(strings.by_kind, kind),
      field(strings.search, search),
    ),
    search,
    fits: (each) =>
      (!goal.value || goalOf(each) === Number(goal.value)) && (!kind.value || fills(each, kind.value)) &&
      words().every((word) => textOf(each).includes(/^\d/.test(word) ? ` ${word}` : word)), // 6.1.1 is not 16.1.1
  };
}

// owner: has(id), choose(an indicator: its id, and its fields by name).
export function poolPart(strings, owner) {
  const filters = filtersPart(strings, again);
  const count = h("p.small.soft", { role: "status" });
  const list = h("ul.pool");
  const more = h("button.quiet", { type: "button", onclick: showMore }, strings.more);
  let shown = SHOWN;

  function line(each) {
    const there = owner.has(each.id);
    /** @type {HTMLElement} */
    const button = h(
      "button",
      { type: "button", disabled: there, onclick: () => choose(each, button) },
      there ? strings.there : strings.choose,
      h("span.hidden", null, ` ${each.name}`),
    );
    const facts = [
      [strings.counted, each.inputs],
      [strings.comes_from, each.office],
      [strings.by_groups, each.disaggregation],
    ];
    return h(
      "li",
      null,
      h("p", null, h("b", null, each.code === LOCAL ? strings.local : each.code), ` ${each.name}`),
      ...facts.filter(([, words]) => words).map(([head, words]) => h("p.small.soft", null, `${head} ${words}`)),
      button,
    );
  }
  const buttons = () => [...list.querySelectorAll("button")];
  // The list is painted anew: the next one that can be chosen gets the focus.
  function choose(each, button) {
    const at = buttons().indexOf(button);
    owner.choose({ ...each, formula: formulaOf(each, strings) });
    const next = buttons().slice(at).find(({ disabled }) => !disabled);
    (next ?? filters.search).focus({ preventScroll: true });
  }
  function paint() {
    const found = all.filter(filters.fits);
    count.textContent = counted(strings.found, found.length, { shown: Math.min(shown, found.length) });
    list.replaceChildren(...found.slice(0, shown).map(line));
    more.hidden = found.length <= shown;
  }
  function again() {
    shown = SHOWN;
    paint();
  }
  function showMore() {
    const first = shown;
    shown += SHOWN;
    paint();
    buttons()[first].focus();
  }
  paint();
  return { element: h("div", null, filters.element, count, list, h("p", null, more)), paint };
}
