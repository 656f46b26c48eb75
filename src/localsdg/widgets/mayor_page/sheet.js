// The page itself: each part of the content in words, tables and pictures. What is missing is not on it.
import { targets } from "../kit/agenda.js";
import { network } from "../kit/diagrams.js";
import { counted, fill, h, number, table } from "../kit/kit.js";
import { listed, scrolled } from "../kit/parts.js";
import { ENOUGH_JUDGED, TARGETS } from "../competence_matrix/limits.js";
import { signed } from "../interaction_matrix/signed.js";
import { landSays, pathSays } from "./figures.js";
import { dateOf, lines, markOf, part, typed } from "./parts.js";
import { mapPicture } from "./picture.js";
import { restPart } from "./rest.js";

const WHOSE = ["own", "shared", "not ours"];
const PATH = {
  action: "name",
  outcome: "outcome",
  indicator: "indicator",
  unit: "unit",
  baseline: "baseline/value",
  baseline_year: "baseline/year",
  value: "latest/value",
  year: "latest/year",
  target: "target/value",
  target_year: "target/year",
  source: "source",
  responsible: "office",
};
const LAND = {
  boundary: "boundary",
  y0: "earlier/year",
  p0: "earlier/people",
  v0: "earlier/built-up land",
  y1: "later/year",
  p1: "later/people",
  v1: "later/built-up land",
  source: "source",
};
const MESSAGE = ["audience", "text", "ask", "evidence", "source"];
const VOICES = { missing: "groups", invite: "whom we ask" };

const star = ({ mark }) => (mark ? "*" : "");

function header({ place }, strings) {
  const pairs = Object.keys(place).filter((name) => name !== "name").map((name) => [strings.place[name], place[name]]);
  return h(
    "div.mayor-head",
    null,
    h("h4", null, place.name ? typed(place.name, strings) : strings.title),
    lines(pairs, strings),
  );
}

// A whole per cent; what is not nothing and not all is not written as if it were.
function wholeShare(share, strings) {
  if (share > 0 && share < 0.5) return strings.under_one;
  return share >= 99.5 && share < 100 ? strings.over_ninety_nine : number(share);
}
function shareOf(found, strings) {
  const per = (name) => wholeShare(found[name], strings);
  const values = { ...found, share: per("share"), full: per("full"), half: per("half"), none: per("none") };
  const limits = { all: TARGETS, enough: ENOUGH_JUDGED, left: TARGETS - found.judged };
  const rule = found.shared ? `${strings.rules[found.rule] ?? strings.rules["0.5"]} ` : "";
  const said = [
    counted(strings.counts, found.judged, values),
    rule + fill(found.few ? strings.share_judged : strings.share_all, { ...values, ...limits }),
    found.shared ? fill(strings.other_rules, values) : "",
    !found.few && limits.left ? fill(strings.left, limits) : "",
  ];
  return h("p", null, h("strong", null, said[0]), ` ${said.slice(1).filter(Boolean).join(" ")}`);
}

function competencesPart(found, strings) {
  const codes = (list) => list.map((each) => each.code + star(each)).join(", ") || "\u2014";
  const row = (goal) => [
    fill(strings.goal, goal),
    ...WHOSE.map((whose) => codes(goal[whose])),
  ];
  const heads = WHOSE.map((whose, at) =>
    fill(strings.whose[whose], { count: [found.own, found.shared, found.not_ours][at] })
  );
  const marked = found.goals.flatMap((goal) => WHOSE.flatMap((whose) => goal[whose])).filter(({ mark }) => mark);
  const said = marked.length
    ? counted(strings.starred, marked.length, { mark: markOf(marked[0].mark, strings) })
    : null;
  return part(
    strings.competences,
    shareOf(found, strings),
    scrolled(strings.by_goal, ".goals", table(strings.by_goal, [strings.goal_head, ...heads], found.goals.map(row))),
    said ? h("p.small", null, `* ${said}`) : null,
  );
}

function voicesPart({ actors, missing, written }, known, strings) {
  const words = strings.stakeholder_map;
  const groups = (names) => listed(names.map((name) => words.groups[name] ?? name));
  const item = (actor) =>
    h("li", null, typed({ ...actor, value: actor.name }, strings), said(actor.groups.filter(Boolean)));
  const said = (names) => (names.length ? `: ${groups(names)}` : "");
  const silent = missing.length ? fill(strings.missing, { groups: groups(missing) }) : strings.none_missing;
  const message = counted(strings.map_says, actors.length);
  return part(
    strings.voices,
    ...(actors.length
      ? [
        h("div.mayor-map", null, mapPicture(actors, message, words), h("ol", null, ...actors.map(item))),
        h("p", null, silent),
      ]
      : []),
    lines(Object.entries(VOICES).map(([name, key]) => [known.label("1.3", name), written[key]]), strings),
  );
}

function messagePart(message, known, strings) {
  return part(strings.message, lines(MESSAGE.map((name) => [known.plain("1.4", name), message[name]]), strings));
}

const titleOf = (code) => targets.find((target) => target.code === code)?.title ?? "";
function linksPart(found, strings) {
  const words = strings.interaction_matrix;
  const { lever } = found;
  const said = lever
    ? fill(words.verdict, { code: lever.code, title: titleOf(lever.code), value: signed(lever.influence) })
    : words.level;
  const conflict = ({ score, ...pair }) =>
    fill(words.conflict, { ...pair, score: signed(score), word: words.scale[score][0] });
  const bare = found.pairs.filter(({ reason }) => !reason).map(({ pair, score }) => `${pair}: ${signed(score)}`);
  const marked = found.pairs.filter(({ mark }) => mark);
  return part(
    strings.links,
    h("p", null, h("strong", null, said)),
    h(
      "div.mayor-map",
      null,
      network({ ...found, signed }, words),
      h("ul", null, ...found.targets.map((code) => h("li", null, `${code} ${titleOf(code)}`))),
    ),
    bare.length ? h("p", null, `${strings.scores} ${listed(bare)}.`) : null,
    found.conflicts.length ? h("p", null, `${strings.conflicts} ${found.conflicts.map(conflict).join(" ")}`) : null,
    marked.length
      ? h("p.taken", null, counted(strings.starred_links, marked.length, { mark: markOf(marked[0].mark, strings) }))
      : null,
  );
}

function figuresPart(title, label, names, found, sentence, strings) {
  const pairs = Object.entries(names).map(([name, key]) => [label(name), found[key]]);
  const said = sentence ? h("p", null, h("strong", null, sentence)) : null;
  return part(title, said, h("div.figures", null, lines(pairs, strings)));
}

// Without an action that it measures, an indicator of module 3 has a path to its target all the same.
function pathPart(path, tied, known, strings) {
  const isBare = (name) => !tied && ["indicator", "unit"].includes(name);
  const label = (name) => (isBare(name) ? known.plain("2.6", name) : known.label("2.6", name));
  const title = tied ? strings.path : strings.path_alone;
  return figuresPart(title, label, PATH, path, pathSays(path, strings.target_path), strings);
}

function footer({ place, people }, strings) {
  const names = people.map(({ by }) => by).filter(Boolean);
  const last = people.map((each) => each.last).sort().at(-1);
  const office = place.office ? [String(place.office.value)] : [];
  const by = listed([...names, ...office]);
  return h(
    "p.mayor-foot.small",
    null,
    `${fill(strings.date, { date: dateOf(new Date()) })} `,
    last ? `${fill(strings.last_entry, { date: dateOf(new Date(last)) })} ` : null,
    ...(by ? [`${strings.worked_by} `, h("bdi", null, by), ". "] : []),
    strings.made,
  );
}

// known: { label(lesson, field), lesson(code) } in words.
export function sheetOf(content, known, strings) {
  const { competences, voices, message, links, path, tied, land } = content;
  const marked = JSON.stringify(content).includes('"mark":');
  const parts = [
    message && messagePart(message, known, strings),
    voices && voicesPart(voices, known, strings),
    land &&
    figuresPart(
      strings.land,
      (name) => known.label("3.2", name),
      LAND,
      land,
      landSays(land, strings.land_and_people),
      strings,
    ),
    links && linksPart(links, strings),
    path && pathPart(path, tied, known, strings),
  ];
  return h(
    "div.mayor-page",
    null,
    header(content, strings),
    marked ? h("p.warning", null, strings.examples) : null,
    competences ? competencesPart(competences, strings) : null,
    h("div.mayor-parts", null, ...parts.filter(Boolean)),
    restPart(content, known, strings),
    footer(content, strings),
  );
}
