// The chapters of the review: what each says from the records, and what is still missing in it; the same as outline.py.
import { Chapter, differenceWords } from "./outline_chapter.js";
import { indicatorsChapter, noOneBehind } from "./outline_indicators.js";
import { highlights, opening, place } from "./outline_opening.js";
import { nextSteps, oneAction, peers } from "./outline_peers.js";
import { priorities, responsibility } from "./outline_plan.js";
import { HOME, MOST_ALIKE } from "./plan.js";
import { oneLine } from "./reading.js";
import { capitalized } from "./texts.js";
import { shown } from "./words.js";

const WRITERS = {
  "opening": opening,
  "highlights": highlights,
  "place": place,
  "responsibility": responsibility,
  "priorities": priorities,
  "indicators": indicatorsChapter,
  "no-one-behind": noOneBehind,
  "one-action": oneAction,
  "peers": peers,
  "next-steps": nextSteps,
};

// What the writers of the chapters share: the records, the indicators, the annex, the words, and the next steps, which
// they collect.
export class Outline {
  constructor(reader, indicators, annex, say) {
    this.reader = reader;
    this.indicators = indicators;
    this.annex = annex;
    this.say = say;
    this.steps = [];
    this.used = new Set();
  }

  // The chapters by their ids.
  write(names) {
    const found = new Map(names.map((name) => [name, this.#chapter(name)]));
    // Only now it is known which texts a chapter has asked for.
    for (const [name, chapter] of found) this.#others(chapter, name);
    return found;
  }
  #chapter(name) {
    const found = new Chapter(this.say);
    WRITERS[name]?.(this, found);
    return found;
  }
  // The texts of the lessons of a chapter that no part of it has asked for: nothing written is lost.
  #others(chapter, name) {
    for (const [lesson, purpose, words] of this.reader.texts()) {
      if (!Object.hasOwn(HOME, lesson) || HOME[lesson] !== name || this.used.has(`${lesson}/${purpose}`)) continue;
      chapter.filled += 1;
      chapter.text(words, this.say("labels.other", { purpose: capitalized(purpose), lesson }));
    }
  }

  text(kind, key, name) {
    if (kind === "text") this.used.add(`${key}/${name}`);
    return this.reader.text(kind, key, name);
  }
  line(kind, key, name) {
    return oneLine(this.text(kind, key, name));
  }
  lines(kind, key, names) {
    return names.map((name) => this.line(kind, key, name));
  }
  // Texts that a chapter asks for: lesson, purpose, and the key of its label.
  texts(chapter, asked) {
    for (const [lesson, purpose, key] of asked) {
      chapter.asked(this.text("text", lesson, purpose), key, key, lesson);
    }
  }
  actionName(key) {
    return this.line("action", key, "name");
  }

  // The indicators of chapter 6: those on the list of 3.1, else those with a sheet, else all.
  chosen() {
    const listed = this.indicators.filter((each) => each.listed);
    if (listed.length) return listed;
    const recorded = this.indicators.filter((each) => each.record);
    return recorded.length ? recorded : this.indicators;
  }
  // The indicators of which the chapters tell: those of the workbook, else all that the table has.
  told() {
    const recorded = this.indicators.filter((each) => each.record);
    return recorded.length ? recorded : this.indicators;
  }
  // The figures that are missing: what, why, the plan, who and by when.
  missingRows() {
    return this.chosen().filter((each) => !each.measured).map(({ name, missing }) => [
      name,
      ...["why", "plan", "owner", "date"].map((part) => missing[part] || this.say("indicators.open")),
    ]);
  }
  worstWords(each) {
    const { worst } = each;
    const alike = each.groups.filter((row) => ["year", "value", "unit"].every((name) => row[name] === worst[name]));
    const first = alike.slice(0, MOST_ALIKE);
    const count = alike.length - first.length;
    const more = count ? [this.say("honesty.more", { count })] : [];
    // One that is suppressed may be worse.
    const shownOnly = each.groups.some(({ hidden, year }) => hidden && year === worst.year) ? "_shown" : "";
    return this.say(`highlights.${alike.length === 1 ? "worst" : "worst_alike"}${shownOnly}`, {
      name: each.name,
      group: [...first.map(({ label }) => label), ...more].join("; "),
      value: shown(worst.value, worst.unit, { exact: !worst.derived }),
      gap: worst.gap ? differenceWords(Math.abs(worst.gap.value), each.unit, this.say) : "",
      year: worst.year,
      figure: first.map(({ figure }) => figure).join("] ["),
    });
  }
}
