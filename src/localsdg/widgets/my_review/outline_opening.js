// The first chapters: who stands behind the review, what went well and what did not, and the place.
import { RIGHT, STILL, WRONG } from "./indicators.js";
import { differenceWords, pointWords, sentence, targetWords } from "./outline_chapter.js";
import { oneLine, yearOf } from "./reading.js";
import { shown } from "./words.js";

export function opening(outline, chapter) {
  const { say, reader } = outline;
  chapter.asked(outline.text("text", "4.2", "opening"), "opening", "opening", "4.2");
  chapter.asked(outline.text("text", "4.1", "mandate"), "mandate", "mandate", "4.1");
  const names = ["who", "what", "when", "status"];
  const all = [...reader.records("approval").keys()].map((key) => outline.lines("approval", key, names));
  const rows = all.filter((row) => row.some(Boolean));
  chapter.table(say("tables.approval"), chapter.columns(...names), rows);
  chapter.counted(rows.length, "approval", "4.1");
}

// What stayed behind, each with its rank.
function behindOf(outline, each, first, last) {
  const { say } = outline;
  const { name } = each;
  const found = [];
  if (each.back) {
    const since = { year: each.back.year, first: pointWords(each.back, say) };
    found.push([0, say("highlights.wrong_since", { name, last, ...since })]);
  } else if (each.moves === WRONG) found.push([0, say("highlights.wrong", { name, first, last })]);
  else if (each.moves === STILL) found.push([1, say("highlights.still", { name, first, last })]);
  if (each.worst) found.push([2, outline.worstWords(each)]);
  if (each.distance && !each.reached) {
    const distance = differenceWords(each.distance.value, each.unit, say);
    const target = pointWords(each.target, say);
    found.push([3, say("highlights.far", { name, distance, target, figure: each.distance.figure })]);
  }
  const { why, plan } = each.missing;
  if (!each.measured) found.push([4, say(`highlights.${why || plan ? "unmeasured" : "no_figure"}`, { name })]);
  else if (each.parts_only) found.push([4, say("highlights.parts_only", { name })]);
  return found;
}

export function highlights(outline, chapter) {
  const { say } = outline;
  const [behind, well] = [[], []];
  for (const each of outline.told()) {
    const { name } = each;
    const [last, first] = [pointWords(each.latest, say), pointWords(each.baseline, say)];
    behind.push(...behindOf(outline, each, first, last));
    if (each.reached) well.push(say("highlights.reached", { name, last }));
    else if (each.moves === RIGHT && !each.back) {
      const judged = each.progress ? [say("highlights.judged", { label: each.progress.label })] : [];
      well.push([say("highlights.right", { name, first, last }), ...judged].join(" "));
    }
  }
  chapter.heading(say("highlights.behind_title"));
  if (behind.length) {
    chapter.filled += 1;
    chapter.items(behind.sort(([one], [other]) => one - other).map(([, words]) => words));
  } else {
    chapter.text(say("highlights.none_behind"));
    chapter.lacks("behind", "3.3");
  }
  chapter.asked(outline.text("text", "4.2", "what did not go well"), "did_not", "did_not", "4.2");
  chapter.heading(say("highlights.well_title"));
  chapter.items(well);
  chapter.asked(outline.text("text", "4.2", "what went well"), "went_well", "went_well", "4.2");
}

export function place(outline, chapter) {
  const { say } = outline;
  const names = ["name", "country", "tier", "language", "boundary"];
  const here = Object.fromEntries(names.map((name) => [name, outline.line("municipality", "here", name)]));
  const people = population(outline);
  const rows = Object.entries({ ...here, people }).filter(([, words]) => words)
    .map(([name, words]) => [say(`columns.${name}`), words]);
  chapter.table(say("tables.place"), chapter.columns("what", "here"), rows);
  if (rows.length) chapter.filled += 1;
  if (!here.name) chapter.lacks("name", "1.1");
  if (!people) chapter.lacks("people", "4.1");
  if (!here.boundary) chapter.lacks("boundary", "3.1");
  pins(outline, chapter);
  actors(outline, chapter);
  const voice = outline.text("missing voice", "first", "groups");
  chapter.asked(voice, "missing_voice", "missing_voice", "1.3");
  chapter.text(outline.text("missing voice", "first", "whom we ask"), say("labels.whom_we_ask"));
  const [source, ...message] = outline.lines("message", "chosen", ["text", "ask", "evidence", "source"]).reverse();
  const said = [...message.reverse(), source && say("message.source", { source })].filter(Boolean);
  chapter.asked(said.map(sentence).join(" "), "message", "message", "1.4");
  council(outline, chapter);
  for (const name of ["team", "participation"]) chapter.asked(outline.text("text", "4.1", name), name, name, "4.1");
}

// How many people live here, as a figure of the annex, or the words that stand in its place.
function population(outline) {
  const { annex, reader, say } = outline;
  const line = (name) => outline.line("municipality", "here", name);
  const [year, source] = [line("population_year"), line("population_source")];
  const number = reader.number("municipality", "here", "population", { whole: true });
  if (number === null) return line("population");
  const about = { indicator: "population", name: say("columns.people"), unit: say("indicators.people"), source };
  const figure = annex.given(about, number, { year });
  const words = pointWords({ value: number, unit: "", year, figure }, say);
  return source ? say("indicators.with_source", { words, source }) : words;
}

function pins({ reader, say }, chapter) {
  const rows = [...reader.records("pin").keys()].map((code) => {
    const found = reader.raw("pin", code, "entry");
    const words = Array.isArray(found) ? found.map((each) => oneLine(each)) : [];
    const mark = reader.mark("pin", code, "entry");
    const name = targetWords(oneLine(code));
    return [mark ? `${name} [${mark}]` : name, ...[...words, "", "", ""].slice(0, 3)];
  });
  chapter.table(say("tables.pins"), chapter.columns("target", "here_means", "who", "sign"), rows);
  chapter.counted(rows.length, "pins", "1.1");
}

function actors({ reader, say }, chapter) {
  const rows = [];
  for (const key of reader.records("actor").keys()) {
    const found = reader.raw("actor", key, "entry");
    if (!Array.isArray(found) || !found.length || !oneLine(found[0])) continue;
    const [name, power, interest, ...groups] = [...found.map((each) => oneLine(each)), "", ""];
    const mark = reader.mark("actor", key, "entry");
    rows.push([mark ? `${name} [${mark}]` : name, power, interest, groups.filter(Boolean).join(", ")]);
  }
  chapter.table(say("tables.actors"), chapter.columns("actor", "power", "interest", "speaks_for"), rows, [1, 2]);
  chapter.counted(rows.length, "actors", "1.3");
}

function council(outline, chapter) {
  const { annex, reader, say } = outline;
  const [women, men] = ["women", "men"].map((name) => reader.number("council", "own", name, { whole: true }));
  if (women === null || men === null) return;
  const [source, name, all] = [outline.line("council", "own", "source"), say("council.name"), women + men];
  const parts = { numerator: [women, ""], denominator: [all, ""] };
  const year = String(yearOf(source) ?? "");
  const figure = annex.derived({ indicator: "5.5.1(b)", name, unit: "%", source }, "share", parts, { year });
  const value = annex.value(figure);
  if (!figure || value === null) return;
  chapter.filled += 1;
  const words = { value: shown(value, "%"), women: shown(women), all: shown(all), figure };
  const counted = source ? ` ${sentence(say("council.counted", { source }))}` : "";
  chapter.text(say("council.share", words) + counted, name);
}
