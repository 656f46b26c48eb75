// What one sees of a desk: a tab for one's own work and for each case, and a note that says what is shown.
import { goesTo } from "./arrows.js";
import { counted, fill, h, identifier } from "./kit.js";

const MINE = "mine";
const PEEK = 32; // pixels of the next tab, so that one sees that there is more

// One row of tabs, which scrolls where it is wider than the screen; the arrow keys move in it. panel: what they change.
function tabList(strings, cases, panel, does) {
  panel.id ||= identifier("panel");
  panel.setAttribute("role", "tabpanel");
  const tab = (key, name, hint, onclick) =>
    h(
      "button.case",
      { type: "button", role: "tab", id: identifier("tab"), "data-case": key, "aria-controls": panel.id, onclick },
      name,
      h("span.small", null, hint),
    );
  const caseTab = (each) => tab(each.key, each.name, each.hint, () => does.open(each));
  const mine = tab(MINE, strings.mine, "", does.openMine);
  const others = cases.map(caseTab);
  let chosen;
  const element = h("div.tabs", { role: "tablist", "aria-label": strings.worth_trying, onkeydown: keyed });
  function keyed(event) {
    const all = [...element.children];
    const forward = getComputedStyle(element).direction === "rtl" ? -1 : 1;
    const to = goesTo(event.key, all.indexOf(event.target), all.length, forward);
    if (to === undefined || /Up|Down/.test(event.key)) return;
    event.preventDefault();
    const next = /** @type {HTMLElement} */ (all[(to + all.length) % all.length]);
    next.focus();
    next.click();
  }
  // A case that has no tab, such as one of many cities, gets one as long as it is shown.
  function show(showing) {
    const known = !showing || cases.some(({ key }) => key === showing.key);
    const extra = known ? [] : [element.querySelector(`[data-case="${CSS.escape(showing.key)}"]`) ?? caseTab(showing)];
    const all = [mine, ...others, ...extra];
    if (all.some((each, at) => element.children[at] !== each) || element.children.length > all.length) {
      element.replaceChildren(...all);
    }
    const key = showing?.key ?? MINE;
    if (chosen?.dataset.case === key) return;
    chosen = all.find((each) => each.dataset.case === key);
    for (const each of all) {
      each.setAttribute("aria-selected", String(each === chosen));
      each.tabIndex = each === chosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", chosen.id);
    requestAnimationFrame(() => reveal(chosen));
  }
  // Within the row only: the page stays where it is.
  function reveal(each) {
    const [own, row] = [each.getBoundingClientRect(), element.getBoundingClientRect()];
    if (own.left < row.left) element.scrollLeft += own.left - row.left - PEEK;
    else if (own.right > row.right) element.scrollLeft += own.right - row.right + PEEK;
  }
  return { element, mine, show };
}

// does: open(case), openMine(), takeOver(), allOurs() are called with what the learner chooses.
export function deskView(strings, cases, does) {
  const quiet = (words, onclick, kind = "") => h(`button.quiet${kind}`, { type: "button", onclick }, words);
  const panel = h("div");
  const tabs = cases.length ? tabList(strings, cases, panel, does) : null;
  const note = h("div.example");
  const paper = h("p"); // the same on paper: nobody takes an example for the town's own

  function exampleNote(example, ask) {
    const sentence = fill(strings.case_shown, { name: example.name });
    return h("p", null, sentence, " ", quiet(strings.take_over, ask));
  }
  // What is taken over and not replaced yet: { names, from: ["fictional" or "example", place] }.
  function leftNote({ names, from: [kind, place] }) {
    const forms = kind === "fictional" ? strings.still_fictional : strings.still_example;
    const sentence = counted(forms, names.length, { place });
    const words = [...new Set(names.map(does.label))].join("; ");
    return h("p.warning", null, sentence, " ", words, " ", quiet(strings.all_ours, does.allOurs, ".screen"));
  }
  // Asks before an example replaces own work.
  function ask(again) {
    const yes = h("button", { type: "button", onclick: does.takeOver }, strings.replace_mine);
    const no = h("button", { type: "button", onclick: leave }, strings.leave_mine);
    function leave() {
      again();
      note.querySelector("button").focus();
    }
    note.replaceChildren(h("p.warning", { role: "alert" }, strings.take_over_asks), h("p.row", null, yes, no));
    no.focus();
  }
  return {
    element: h("div", null, tabs?.element, note),
    panel,
    paper,
    ask,
    focusMine: () => tabs.mine.focus(),
    // showing: the case that is shown, if any; begun: whether there is own work; left: what is not replaced, if any.
    paint({ showing, begun, left, takes }) {
      if (tabs) tabs.mine.lastChild.textContent = begun ? strings.mine_kept : strings.mine_empty;
      tabs?.show(showing);
      note.replaceChildren(...(showing ? [exampleNote(showing, takes)] : left ? [leftNote(left)] : []));
      note.hidden = paper.hidden = !note.childElementCount;
      paper.textContent = showing
        ? fill(strings.case_printed, { name: showing.name, hint: showing.hint ?? "" })
        : (note.querySelector("p")?.firstChild.textContent ?? "");
    },
  };
}
