// What one sees of a desk: a tab for one's own work and for each case, and a note that says what is shown.
import { counted, fill, h } from "./kit.js";

const MINE = "mine";

// does: open(case), openMine(), takeOver(), allOurs() are called with what the learner chooses.
export function deskView(strings, cases, does) {
  const tab = (key, name, hint, onclick) =>
    h("button.case", { type: "button", "data-case": key, onclick }, name, h("span.small", null, hint));
  const quiet = (words, onclick, kind = "") => h(`button.quiet${kind}`, { type: "button", onclick }, words);
  const mine = tab(MINE, strings.mine, "", does.openMine);
  const others = cases.map((each) => tab(each.key, each.name, each.hint, () => does.open(each)));
  const tabs = cases.length
    ? h("div.row.tabs", { role: "group", "aria-label": strings.worth_trying }, mine, ...others)
    : null;
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
    element: h("div", null, tabs, note),
    paper,
    ask,
    focusMine: () => mine.focus(),
    // showing: the case that is shown, if any; begun: whether there is own work; left: what is not replaced, if any.
    paint({ showing, begun, left, takes }) {
      for (const button of tabs?.children ?? []) {
        button.setAttribute("aria-pressed", String(button.dataset.case === (showing?.key ?? MINE)));
      }
      mine.lastChild.textContent = begun ? strings.mine_kept : strings.mine_empty;
      note.replaceChildren(...(showing ? [exampleNote(showing, takes)] : left ? [leftNote(left)] : []));
      note.hidden = paper.hidden = !note.childElementCount;
      paper.textContent = showing
        ? fill(strings.case_printed, { name: showing.name, hint: showing.hint ?? "" })
        : (note.querySelector("p")?.firstChild.textContent ?? "");
    },
  };
}
