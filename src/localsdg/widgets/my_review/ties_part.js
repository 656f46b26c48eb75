// Which figures of the table belong to which indicator, where the two have different names: towns name the columns of a
// table in their own way.
import { field, fill, h, workbook } from "../kit/kit.js";
import { announce, empty, fieldAt, put, replaced, save, storageTrouble } from "../kit/workbook.js";
import { way } from "./directions.js";

const placeOf = (record) => ["records", "indicator", record, "table"];
const chosenIn = (book, record) => fieldAt(book, placeOf(record))?.value ?? "";

function keepName(record, name) {
  const changed = empty();
  put(changed, placeOf(record), replaced(fieldAt(workbook(), placeOf(record)), name || null));
  const isSaved = save(changed);
  announce();
  return isSaved;
}

// Those without a figure of which nobody has said why, and those for which a name was chosen here.
function asked(review, book) {
  const untied = ({ measured, missing }) => !measured && !missing.why && !missing.plan;
  return review.indicators.filter((each) => each.record && (untied(each) || chosenIn(book, each.record)));
}

function chooser({ name, record }, names, chosen, strings, done) {
  const option = (value, words) => h("option", { value, selected: value === chosen, dir: way(words) }, words);
  const select = h("select", null, option("", strings.tie_none), ...names.map((each) => option(each, each)));
  select.addEventListener("change", () => done(keepName(record, select.value)));
  return field(fill(strings.tie, { name }), select);
}

// Only a page can keep what is chosen; in Jupyter the sheet of lesson 3.1 is the place.
export function tiesPart({ strings, page }) {
  const list = h("div");
  const status = h("p.status", { role: "status" });
  const element = h(
    "div.screen",
    { hidden: true },
    h("h4", null, strings.ties),
    h("p", null, strings.ties_lead),
    list,
    status,
  );
  let before = "";
  function done(isSaved) {
    const trouble = storageTrouble();
    status.textContent = isSaved ? strings.tied : strings.not_kept_here[trouble] ?? strings.not_kept_here.unread;
  }
  return {
    element,
    show(review, book) {
      const open = page ? asked(review, book) : [];
      const loose = review.indicators.filter(({ record }) => !record).map(({ id }) => id);
      const taken = open.map(({ record }) => chosenIn(book, record)).filter(Boolean);
      element.hidden = !open.length || !(loose.length || taken.length);
      const names = [...new Set([...taken, ...loose])];
      const now = JSON.stringify([
        open.map(({ name, record }) => [name, record, chosenIn(book, record)]),
        names.sort(),
      ]);
      if (now === before) return;
      before = now;
      const focus = [...list.children].findIndex((each) => each.contains(document.activeElement));
      list.replaceChildren(
        ...open.map((each) => chooser(each, names, chosenIn(book, each.record), strings, done)),
      );
      if (focus >= 0) list.children[focus]?.querySelector("select").focus();
    },
  };
}
