// What "In your municipality" says about the entries of each lesson, as they are typed.
import { fill, number } from "./kit.js";
import { TARGETS } from "./competence_matrix_method.js";
import { assess } from "./land_and_people_method.js";
import { ratioText, words } from "./land_and_people_words.js";
import { targetPath } from "./target_path_method.js";

const competence_matrix = {
  exercise: "competence_matrix",
  take: ({ own, shared, not_ours }) => ({ own, shared, not_ours }),
  sentence(entries, strings) {
    const [own, shared, none] = ["own", "shared", "not_ours"].map((name) => parseFloat(entries[name]));
    if (![own, shared, none].every((count) => count >= 0)) return strings.competence_missing;
    const total = own + shared + none;
    if (total > TARGETS) return fill(strings.competence_too_many, { total: number(total) });
    const share = (weight) => number((100 * (own + weight * shared)) / TARGETS, 1);
    return fill(strings.competence_says, { half: share(0.5), full: share(1), none: share(0) });
  },
};

const landNumbers = ["y0", "p0", "v0", "y1", "p1", "v1"];

const land_and_people = {
  exercise: "land_and_people",
  take: ({ place, numbers = {} }) => ({ place, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(landNumbers.map((name) => [name, parseFloat(entries[name])]));
    const result = assess(numbers);
    if (!result) return strings.land_missing;
    return fill(strings.land_says, {
      current: ratioText(result.versions["2021"].ratio, strings),
      earlier: ratioText(result.versions.earlier.ratio, strings),
      title: words(numbers, result, "2021", strings).title,
    });
  },
};

const pathNumbers = ["baseline_year", "baseline", "year", "value", "target_year", "target"];

const target_path = {
  exercise: "target_path",
  take: ({ unit, numbers = {} }) => ({ unit, ...numbers }),
  sentence(entries, strings) {
    const numbers = Object.fromEntries(pathNumbers.map((name) => [name, parseFloat(entries[name])]));
    const position = targetPath(numbers)?.position(numbers.year, numbers.value);
    if (!position) return strings.path_missing;
    const title = strings[`${position.label_linear.replaceAll(" ", "_")}_title`];
    const values = { title, year: numbers.year, unit: entries.unit ?? "", value: number(numbers.value, 1) };
    return fill(strings.path_says, { ...values, expected: number(position.expected_linear, 1) });
  },
};

// A session takes two hours, a working day of an exchange six.
const agenda_builder = {
  exercise: "agenda_builder",
  take: ({ topic, background_document, outcome_note, items = [] }) => ({
    topic,
    background_document,
    outcome_note,
    sub_issues: items.filter(({ kind }) => kind === "session").length,
    visit: items.find(({ kind }) => kind === "visit")?.title,
  }),
  sentence(entries, strings) {
    const [issues, visit] = ["sub_issues", "visit_hours"].map((name) => parseFloat(entries[name]));
    if (!(issues > 0 && visit >= 0)) return strings.agenda_missing;
    const hours = 2 * issues + visit;
    return fill(strings.agenda_says, { issues: number(issues), visit: number(visit, 1), hours: number(hours, 1), days: number(Math.ceil(hours / 6)) });
  },
};

// A matrix of n targets has n (n - 1) pairs.
const interaction_matrix = {
  exercise: "interaction_matrix",
  take: ({ targets = [], scores = {}, top_lever }) => ({
    targets: targets.length,
    helping: Object.values(scores).filter((score) => score > 0).length,
    hindering: Object.values(scores).filter((score) => score < 0).length,
    lever: top_lever,
  }),
  sentence(entries, strings) {
    const [targets, helping, hindering] = ["targets", "helping", "hindering"].map((name) => parseFloat(entries[name]));
    if (!(targets > 1 && helping >= 0 && hindering >= 0)) return strings.interactions_missing;
    const pairs = targets * (targets - 1);
    const values = { targets: number(targets), pairs: number(pairs), helping: number(helping), hindering: number(hindering) };
    if (helping + hindering > pairs) return fill(strings.interactions_too_many, values);
    return fill(strings.interactions_say, { ...values, none: number(pairs - helping - hindering) });
  },
};

export const results = { agenda_builder, competence_matrix, interaction_matrix, land_and_people, target_path };
