// Widget "Check your table": a file or pasted cells are read, checked and repaired in the page; nothing is sent.
import { frame, h, speaker } from "../kit/kit.js";
import { bring } from "../kit/bring.js";
import { copyPart } from "./copy.js";
import { inputPart } from "./input.js";
import { keeping } from "./into_workbook.js";
import { countsOf, reportPart } from "./report.js";
import { understoodPart } from "./understood.js";

// Between two steps the page may breathe, so that it stays responsive; not between short ones.
function breather() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 16) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

function worksheet(strings) {
  return h(
    "div.print",
    null,
    h("p", null, strings.sheet_lead),
    h("ul", null, ...strings.sheet_checks.map((check) => h("li", null, `☐ ${check}`))),
  );
}

// Texts that are filled in by the reader's own rules, in which a text of the table stays as it is.
const refusalOf = (texts, { refused, values }) =>
  texts.refusals[refused].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

// One table after another; a check that was overtaken by a newer one says nothing.
function checker(strings, { onstart, onresult, onrefusal }) {
  let turn = 0;
  return async function check(table) {
    turn += 1;
    const mine = turn;
    onstart(table);
    let brought;
    try {
      brought = await bring("table_check_method");
    } catch {
      return mine === turn && onrefusal(strings.no_reader);
    }
    const texts = brought.strings;
    const result = await brought.check(table, texts, breather());
    if (mine !== turn) return;
    if (result.refused) onrefusal(refusalOf(texts, result), result);
    else onresult({ ...result, table, texts });
  };
}

function render(view) {
  const { model, el } = view;
  const strings = model.get("strings");
  const status = h("p.status", { role: "status" });
  const voice = speaker();
  const heading = h("h4", { tabindex: -1 }, strings.result);
  const results = h("div", { hidden: true });
  const paper = worksheet(strings);
  let corrected = false; // then the focus stays where the correction was made

  // The worksheet is on paper until there is a report.
  function shown(report) {
    results.hidden = !report;
    paper.hidden = report;
    paper.classList.toggle("ls-print", !report);
  }
  const understood = understoodPart(strings, (said) => {
    corrected = true;
    check({ ...understood.table(), said });
  });
  const report = reportPart(strings);
  const copy = copyPart(strings);
  const keep = keeping(view, strings);
  const check = checker(strings, {
    onstart({ name }) {
      status.textContent = strings.reading.replace("{file}", name || strings.pasted);
    },
    onrefusal(sentence, result) {
      status.textContent = sentence;
      shown(corrected && Boolean(result)); // a correction that cannot be does not take the table away
    },
    onresult(result) {
      shown(true);
      understood.show(result);
      report.show(result);
      copy.show(result);
      keep.show(result);
      status.textContent = "";
      voice.say(`${result.understood} ${countsOf(result.faults, strings)}`);
      model.set("answer", {
        understood: result.understood,
        faults: Object.fromEntries(
          ["error", "warning", "note"].map((severity) => [
            severity,
            result.faults.filter((fault) => fault.severity === severity).length,
          ]),
        ),
        repairs: result.changes.length,
      });
      model.save_changes();
      if (!corrected) heading.focus();
    },
  });
  const input = inputPart(strings, {
    area: el,
    refuse: (sentence) => {
      status.textContent = sentence;
      shown(false);
    },
    take(bytes, name) {
      corrected = false;
      check({ bytes, name, said: {} });
    },
  });
  results.append(heading, understood.element, report.element, copy.element, keep.element);
  el.append(frame(".plain.long", null, strings.title, strings.lead, paper, input, status, voice, results));
}

export default { render };
