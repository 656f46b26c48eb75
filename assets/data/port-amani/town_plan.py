"""The tables of a fictional town that go from its plan to money, partners and peers.

The facts come from the file of each town; here they become tables, in the same way for every town.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from town_tables import BUDGET_LINE, CROWNS, FICTIONAL, PLACE_IS, UNIT, Table, apportion, cents, column, money

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from town_tables import Row

# --- Actions and their links ------------------------------------------------------------------------------------------

DIRECT, INDIRECT, AGAINST = "direct", "indirect", "against"

# Target, kind of link, reason; for a link against a target also how it is resolved, if it is.
Link = tuple[str, str, str] | tuple[str, str, str, str]
# Title, axis, department, first and last year, crowns, links.
Action = tuple[str, int, str, int, int, int, list[Link]]


def action_tables(place: str, letter: str, axes: Mapping[int, str], plan: list[Action]) -> tuple[Table, Table]:
    """Return the actions of a plan and their alignment."""
    lines: list[Row] = []
    links: list[Row] = []
    for number, (title, axis, department, start, end, crowns, targets) in enumerate(plan, 1):
        code = f"{letter}{number:02d}"
        years = [str(start), str(end)]
        lines.append([place, code, title, f"{axis} {axes[axis]}", department, *years, str(crowns), CROWNS, FICTIONAL])
        links += [[code, *link[:3], link[3] if len(link) > 3 else "", FICTIONAL] for link in targets]
    return (
        Table(
            "actions",
            "Actions of the plan",
            "One row is one action of the development plan 2026-2030, which is told in plan.md.",
            [
                column("place", "Place", required=True),
                column("code", "Code of the action", required=True),
                column("title", "What is done", required=True),
                column("axis", "Axis of the plan", required=True),
                column("department", "Department that answers for it", required=True),
                column("start", "First year", "integer", minimum=2026, maximum=2030),
                column("end", "Last year", "integer", minimum=2026, maximum=2030),
                column("cost", "Cost over the whole period", "number", minimum=0),
                column("unit", "Unit of the cost", required=True),
                PLACE_IS,
            ],
            lines,
            ["code"],
            {"department": ("departments", "department")},
        ),
        Table(
            "alignment",
            "Reference alignment of the actions",
            "One row links an action to a target that a careful reader would name. Direct: the result of the action is "
            "what the target asks for. Indirect: the action helps on the way. Against: the action makes the target "
            "harder to reach, and the row says how this is resolved, if it is. An absent action has no target.",
            [
                column("action", "Code of the action", required=True),
                column("target", "Code of the target", required=True),
                column("kind", "Direct, indirect or against", words=(DIRECT, INDIRECT, AGAINST)),
                column("reason", "Why, in a few words", required=True),
                column("resolved", "Only for against: how the harm is avoided; empty if nobody has said so yet"),
                PLACE_IS,
            ],
            links,
            ["action", "target"],
            {"action": ("actions", "code"), "target": ("competences", "target")},
        ),
    )


# --- Criteria, scores and gates ---------------------------------------------------------------------------------------

FIGURE, JUDGEMENT = "figure", "judgement"


@dataclass(frozen=True)
class Criterion:
    """A criterion: its name, the question it asks, its unit and scale, and its swing points."""

    name: str
    question: str
    unit: str
    least: int
    most: int
    points: int


@dataclass(frozen=True)
class Score:
    """What one action gets for one criterion, and what it rests on: a figure, or the judgement of somebody."""

    value: str
    evidence: str
    judged_by: str = ""


def criteria_table(place: str, criteria: Iterable[Criterion], judged_by: str) -> Table:
    """Return the criteria with their scales and swing points."""
    return Table(
        "criteria",
        "Criteria for choosing priorities",
        "One row is one criterion. More is better for all of them. Swing points: the step from the worst to the best "
        "action that matters most gets 100, the others relative to it. A weight is the points of a criterion divided "
        "by the sum of all points.",
        [
            column("place", "Place", required=True),
            column("criterion", "Name", required=True),
            column("question", "What it asks", required=True),
            column("unit", "Unit of a score", required=True),
            column("scale_least", "Least score that can be given", "integer"),
            column("scale_most", "Highest score that can be given", "integer"),
            column(
                "swing_points", "Points for the step from worst to best, 0 to 100", "integer", minimum=0, maximum=100
            ),
            column("judged_by", "Who gave the points, and when", required=True),
            PLACE_IS,
        ],
        [
            [
                *(place, each.name, each.question, each.unit),
                *(str(number) for number in (each.least, each.most, each.points)),
                *(judged_by, FICTIONAL),
            ]
            for each in criteria
        ],
        ["criterion"],
    )


def score_table(place: str, scores: Mapping[str, Mapping[str, Score]], criteria: Iterable[Criterion]) -> Table:
    """Return the scores, by action and by criterion, each with its evidence or with who judged it."""
    units = {each.name: each.unit for each in criteria}
    rows = [
        [
            *(place, action, criterion, score.value, units[criterion]),
            *(JUDGEMENT if score.judged_by else FIGURE, score.evidence, score.judged_by, FICTIONAL),
        ]
        for action, given in scores.items()
        for criterion, score in given.items()
    ]
    return Table(
        "scores",
        "Scores of the actions",
        "One row is the score of one action for one criterion. A figure says where it comes from; a judgement says who "
        "judged, and why.",
        [
            column("place", "Place", required=True),
            column("action", "Code of the action", required=True),
            column("criterion", "Criterion", required=True),
            column("score", "Score, in the unit of the criterion", "number"),
            UNIT,
            column("basis", "What the score rests on", words=(FIGURE, JUDGEMENT)),
            column("evidence", "Where the figure comes from, or why it was judged so", required=True),
            column("judged_by", "Who judged; empty for a figure"),
            PLACE_IS,
        ],
        rows,
        ["action", "criterion"],
        {"action": ("actions", "code"), "criterion": ("criteria", "criterion")},
    )


def link_effects(alignment: Table) -> dict[str, Score]:
    """Return for each action with a link how many targets it helps on the way, less those it makes harder to reach."""
    kinds: dict[str, list[str]] = {}
    for action, _, kind, *_ in alignment.rows:
        kinds.setdefault(action, []).append(kind)
    return {
        action: Score(
            str(found.count(INDIRECT) - found.count(AGAINST)),
            f"Table alignment: {found.count(INDIRECT)} indirect, {found.count(AGAINST)} against",
        )
        for action, found in kinds.items()
    }


def gate_table(place: str, gates: Mapping[str, tuple[str, str]]) -> Table:
    """Return what the gates before a ranking ask of each action and no other table says."""
    return Table(
        "action_gates",
        "Who is left out of an action, and how well its cost is known",
        "One row is one action. It adds what the gates ask before actions are ranked and what the tables competences "
        "and alignment do not say.",
        [
            column("place", "Place", required=True),
            column("action", "Code of the action", required=True),
            column("left_out", "Who is left out, in words; empty if nobody has named them yet"),
            column("cost_rests_on", "What the cost rests on; empty if it is not known"),
            PLACE_IS,
        ],
        [[place, action, *words, FICTIONAL] for action, words in gates.items()],
        ["action"],
        {"action": ("actions", "code")},
    )


# --- The budget of several years --------------------------------------------------------------------------------------

RECURRENT, CAPITAL = "recurrent", "capital"


@dataclass
class YearRules:
    """What differs between the year that is known line by line and another one.

    Attributes:
        growth: by economic type, the amount approved against the known year.
        absent: titles of lines that this year does not have.
        added: lines of this year only: department, function, type, title, crowns approved, note.
        refunds: as added, but with the cents that came back in place of the crowns; nothing was approved.
    """

    growth: Mapping[str, float]
    absent: frozenset[str] = frozenset()
    added: list[tuple[str, str, str, str, int, str]] = field(default_factory=list)
    refunds: list[tuple[str, str, str, str, int, str]] = field(default_factory=list)


STEP = 50_000  # cents: amounts are approved in steps of 500 crowns


def other_year(
    known: list[Row], names: list[str], rules: YearRules, totals: tuple[int, int], chance: random.Random
) -> list[tuple[Row, int, int]]:
    """Return the lines of another year, with cents approved and spent, that add up to the totals of that year.

    A recurrent line was approved and spent much as in the known year, with a small variation; capital varies more, and
    takes what is left of the total. What an unusual event of the known year did to a line is left out, with its note.
    """
    approved, final = totals
    title, kind, note = (names.index(name) for name in ("title", "economic_type", "note"))
    lines = [list(row) for row in known if row[title] not in rules.absent]
    capital = [row[kind] == CAPITAL for row in lines]
    wished = [
        cents(row[names.index("approved")]) * rules.growth[row[kind]] * _about(0.3 if varies else 0.04, chance)
        for row, varies in zip(lines, capital, strict=True)
    ]
    fixed = sum(crowns * 100 for *_, crowns, _ in rules.added)
    amounts = [STEP * part for part in apportion((approved - fixed) // STEP, wished)]
    rates: list[float | None] = []  # None: capital, which takes what the others leave of the total
    for row, varies in zip(lines, capital, strict=True):
        rate = cents(row[names.index("spent")]) / cents(row[names.index("approved")])
        in_full = row[names.index("spent")] == row[names.index("approved")]
        usual = rate if 0.86 <= rate <= 1.1 else 0.96
        rates.append(1.0 if in_full else None if varies else usual * _about(0.015, chance))
        row[note] = row[note].split(". ")[0] if row[note].startswith("Not tagged") else ""
    for department, function, economic_type, name, crowns, words in rules.added:
        lines.append(_new_line(names, department, function, economic_type, name, words))
        amounts.append(100 * crowns)
        rates.append(None if economic_type == CAPITAL else 0.93)
    came_back = sum(-back for *_, back, _ in rules.refunds)
    sure = [0 if rate is None else int(amount * rate) for amount, rate in zip(amounts, rates, strict=True)]
    rest = [amount * _about(0.12, chance) if rate is None else 0.0 for amount, rate in zip(amounts, rates, strict=True)]
    paid = [one + part for one, part in zip(sure, apportion(final - came_back - sum(sure), rest), strict=True)]
    for department, function, economic_type, name, back, words in rules.refunds:
        lines.append(_new_line(names, department, function, economic_type, name, words))
        amounts.append(0)
        paid.append(-back)
    return list(zip(lines, amounts, paid, strict=True))


def _about(width: float, chance: random.Random) -> float:
    return 1 + width * (2 * chance.random() - 1)


def _new_line(names: list[str], department: str, function: str, kind: str, title: str, note: str) -> Row:
    given = {"department": department, "function": function, "economic_type": kind, "title": title, "note": note}
    return [given.get(name, "") for name in names]


def budget_years(
    place: str,
    known: Table,
    known_year: int,
    others: Mapping[int, tuple[YearRules, tuple[int, int]]],
    of_action: Mapping[str, str],
    chance: random.Random,
) -> Table:
    """Return the budget of several years.

    Args:
        place: the town.
        known: the budget of the year that is known line by line.
        known_year: that year.
        others: by year, its rules, and the cents approved and spent in all.
        of_action: by title of a line, the action of the plan to which it belongs.
        chance: where small variations come from.
    """
    names = known.columns
    codes = {row[names.index("title")]: row[names.index("line")] for row in known.rows}
    left = set(of_action)
    years = {
        known_year: [(row, cents(row[names.index("approved")]), cents(row[names.index("spent")])) for row in known.rows]
    }
    for year, (rules, totals) in others.items():
        years[year] = other_year(known.rows, names, rules, totals, chance)
    rows: list[Row] = []
    for year in sorted(years):
        for line, approved, final in years[year]:
            given = dict(zip(names, line, strict=True))
            title = given["title"]
            code = codes.setdefault(title, f"B{len(codes) + 1:03d}")
            left.discard(title)
            nature = CAPITAL if given["economic_type"] == CAPITAL else RECURRENT
            rows.append(
                [
                    *(place, code, str(year), given["department"], given["function"], given["economic_type"], nature),
                    *(title, money(approved), money(final), CROWNS, of_action.get(title, ""), given["note"], FICTIONAL),
                ]
            )
    same = f"; {known_year} is as in the table budget" if known.name == "budget" else ""
    if left:
        raise ValueError(f"No line of the budget is called {sorted(left)}")
    return Table(
        "budget_years",
        f"Budget and spending of {len(years)} years",
        f"One row is one line of the budget of one year, {min(years)} to {max(years)}{same}. A line keeps its code "
        "over the years. Where the plan 2026-2030 goes on with what a line pays for, the line names the action. A "
        "refund is a negative amount. The tags of a line (budget_tags) hold for every year. Loans and their repayment "
        "are left out.",
        [
            *BUDGET_LINE,
            column("nature", "Recurrent (staff, goods and services, transfers) or capital", words=(RECURRENT, CAPITAL)),
            column("title", "What the money is for", required=True),
            column("approved", "Original approved budget", "number", minimum=0),
            column("spent", "Final spending; a refund is negative", "number"),
            column("unit", "Unit of both amounts", required=True),
            column("action", "Action of the plan that goes on with it; empty if there is none"),
            column("note", "Why a line is not tagged, or why much more or less was spent"),
            PLACE_IS,
        ],
        rows,
        ["line", "year"],
        {
            "department": ("departments", "department"),
            "function": ("functions", "function"),
            "action": ("actions", "code"),
        },
    )


# --- Partners ---------------------------------------------------------------------------------------------------------

MAY, MAY_NOT = "may", "may not"
LEVELS = ("municipality", "region", "state", "association", "civil society", "private", "abroad")
POWERS = ("decides", "carries out", "pays", "advises")

# May or may not, power, target, what in words.
Rule = tuple[str, str, str, str]
# Name, level, what it is, the law or paper on which its mandate rests, rules.
Partner = tuple[str, str, str, str, list[Rule]]


def partner_tables(place: str, partners: list[Partner]) -> tuple[Table, Table]:
    """Return the partners, and what each of them may and may not do."""
    lines: list[Row] = []
    rules: list[Row] = []
    for number, (name, level, about, basis, given) in enumerate(partners, 1):
        code = f"P{number:02d}"
        lines.append([place, code, name, level, about, basis, FICTIONAL])
        rules += [[code, *rule, FICTIONAL] for rule in given]
    return (
        Table(
            "partners",
            "Partners and levels of government",
            "One row is one partner with whom the plan is carried out, the municipality's own bodies first.",
            [
                column("place", "Place", required=True),
                column("partner", "Code of the partner", required=True),
                column("name", "Name", required=True),
                column("level", "Level of government, or kind of partner", words=LEVELS),
                column("about", "What it is", required=True),
                column("rests_on", "Law, contract or other paper on which its mandate rests", required=True),
                PLACE_IS,
            ],
            lines,
            ["partner"],
        ),
        Table(
            "mandates",
            "What each partner may and may not do",
            "One row says what one partner may do, or may not do, for one target. Whoever decides can be accountable "
            "for a task; whoever carries out, pays or advises cannot be accountable alone.",
            [
                column("partner", "Code of the partner", required=True),
                column("rule", "Whether it may", words=(MAY, MAY_NOT)),
                column("power", "What kind of power", words=POWERS),
                column("target", "Code of the target", required=True),
                column("what", "What exactly", required=True),
                PLACE_IS,
            ],
            rules,
            ["partner", "power", "target"],
            {"partner": ("partners", "partner"), "target": ("competences", "target")},
        ),
    )


# --- Peers ------------------------------------------------------------------------------------------------------------

OFFER, NEED = "offer", "need"

# Offer or need, target, language, the words, the words in English where they are not, how many towns (for an offer).
Entry = tuple[str, str, str, str, str, int]
# Name, what it is, people, languages, offers and needs.
Peer = tuple[str, str, int, str, list[Entry]]


def peer_tables(peers: list[Peer]) -> tuple[Table, Table]:
    """Return the towns that learn from each other, and what they offer and need."""
    towns: list[Row] = []
    entries: list[Row] = []
    for name, about, people, languages, given in peers:
        towns.append([name, about, str(people), languages, FICTIONAL])
        for kind, target, language, words, english, towns_served in given:
            code = f"{kind[0].upper()}{sum(row[2] == kind for row in entries) + 1:02d}"
            served = str(towns_served) if kind == OFFER else ""
            entries.append([code, name, kind, target, language, words, english or words, served, FICTIONAL])
    return (
        Table(
            "peer_towns",
            "Towns that learn from each other",
            "One row is one town. All of them are fictional.",
            [
                column("town", "Name", required=True),
                column("about", "What marks it", required=True),
                column("people", "People, as the town says for 2025", "integer", minimum=0),
                column("languages", "Languages in which its staff can work, by ISO 639-1 code, with blanks between"),
                PLACE_IS,
            ],
            towns,
            ["town"],
        ),
        Table(
            "offers_needs",
            "Offers and needs of the towns",
            "One row is what one town offers or needs, for one target, in one language. A town is never matched with "
            "itself.",
            [
                column("code", "Code: O for an offer, N for a need", required=True),
                column("town", "Town", required=True),
                column("kind", "Offer or need", words=(OFFER, NEED)),
                column("target", "Code of the target", required=True),
                column("language", "Language of the words and of the exchange, ISO 639-1", required=True),
                column("words", "In the words of the town", required=True),
                column("in_english", "The same in English", required=True),
                column("towns_served", "How many towns an offer can serve; empty for a need", "integer", minimum=1),
                PLACE_IS,
            ],
            entries,
            ["code"],
            {"town": ("peer_towns", "town"), "target": ("competences", "target")},
        ),
    )


def peer_values(own: Table, year: str, codes: Sequence[str], others: Mapping[str, Sequence[str]]) -> Table:
    """Return what the towns that learn from each other report for one year; own: the town's table of indicators."""
    whole = [row for row in own.rows if row[1] in codes and row[2] == year and not any(row[5:8])]
    rows = [[*row[:5], FICTIONAL] for row in whole]
    for town, values in others.items():
        rows += [[town, code, year, value, "%", FICTIONAL] for code, value in zip(codes, values, strict=True)]
    return Table(
        "peer_values",
        "What four towns report",
        "One row is one value of one town. What each indicator counts is in the table indicator_sheets.",
        [
            column("town", "Town", required=True),
            column("indicator", "Code of the indicator", required=True),
            column("year", "Year", "integer", required=True),
            column("value", "Value in the unit of the row", "number", required=True),
            UNIT,
            PLACE_IS,
        ],
        rows,
        ["town", "indicator", "year"],
        {"town": ("peer_towns", "town"), "indicator": ("indicator_sheets", "indicator")},
    )


# --- What could not be measured ---------------------------------------------------------------------------------------


def missing_table(place: str, missing: Iterable[tuple[str, ...]]) -> Table:
    """Return the indicators that are missing. There is no column for a value, so that none can be read as zero."""
    return Table(
        "missing_indicators",
        "Indicators that are missing",
        "One row is an indicator that the town needs and cannot report, with the reason and the plan. It has no value: "
        "missing is not zero.",
        [
            column("place", "Place", required=True),
            column("indicator", "Code of the indicator", required=True),
            column("target", "Code of its target", required=True),
            column("name", "What it would measure", required=True),
            column("status", "Always missing", words=("missing",)),
            PLACE_IS,  # early, so that the long texts after it cannot hide it
            column("reason", "Why there is no figure", required=True),
            column("until_then", "What is said until there is one", required=True),
            column("plan", "How the figure will be got", required=True),
            column("owner", "Who answers for it", required=True),
            column("due", "By when", "date", required=True),
        ],
        [[place, *words[:4], FICTIONAL, *words[4:]] for words in missing],
        ["indicator"],
        {"target": ("competences", "target")},
    )
