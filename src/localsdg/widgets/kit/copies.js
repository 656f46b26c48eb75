// A quiet reminder that what was entered is in no file: it comes when it is due (see isDue), and is put off for a day.
import { dateLanguage, downloadWorkbook, fill, h, workbook } from "./kit.js";
import { copyNote, noteCopy } from "./learner.js";

// A day in words, with its year if that is not the present one: 3 March.
export function dayWords(time) {
  const day = new Date(time);
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { day: "numeric", month: "long" };
  if (day.getFullYear() !== new Date().getFullYear()) options.year = "numeric";
  return new Intl.DateTimeFormat(dateLanguage(), options).format(day);
}

// leave: goes where the learner was about to go, if the reminder has kept her; saved: what follows once she has a file.
export function shown(strings, /** @type {{ leave?: () => void, saved?: () => void }} */ options = {}) {
  const { leave, saved = () => {} } = options;
  const note = copyNote();
  const words = h("span", null, fill(strings.copy_due, { date: dayWords(note.since) }));
  const save = h("button", { type: "button", onclick: offer }, strings.copy_save);
  const later = h("button.quiet", { type: "button", onclick: putOff }, leave ? strings.copy_leave : strings.copy_later);
  const element = h("p.row.small.copy.screen", { role: "status", tabindex: -1 }, words, save, later);
  function offer() {
    words.textContent = fill(strings.copy_saved, { file: downloadWorkbook(workbook()) });
    save.remove();
    if (!leave) later.remove();
    saved();
  }
  function putOff() {
    if (copyNote().since) noteCopy({ ...copyNote(), later: Date.now() });
    element.remove();
    leave?.();
  }
  return element;
}
