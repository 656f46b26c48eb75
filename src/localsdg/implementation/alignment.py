"""Aligning a plan: actions linked to targets, how much of the Agenda they cover, and what stands alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localsdg.core import agenda2030, leads
from localsdg.core.arguments import (
    choice,
    figures,
    is_missing,
    listed,
    mapping,
    named,
    shown,
    table,
    target_codes,
    whole,
)
from localsdg.core.arguments import text as as_text
from localsdg.core.english import is_english
from localsdg.core.methods import method

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = ["Alignment", "Link", "Suggestion", "align", "concentration", "suggest_targets"]

DIRECT, INDIRECT, AGAINST = KINDS = ("direct", "indirect", "against")
FEWEST_WORDS = 2  # of a reason, this course's own
ALIKE = 3  # links with the same reason are told, this course's own
FEW_WORDS = 2  # a text with so many is no sentence, but a word of everyday life

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Suggestion:
    """A target that a text may serve, and the words of the text that led to it."""

    target: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """One row of an alignment: what an action does to a target, why, and how a harm is resolved."""

    action: str
    target: str
    kind: str
    reason: str
    resolved: str = ""


@dataclass(frozen=True)
class Alignment:
    """How a plan lies over the targets that are the municipality's own or shared.

    Attributes:
        relevant: the targets that count, in the order of the Agenda.
        direct: by relevant target with a direct link, the actions.
        indirect: the same for indirect links; a target can stand in both.
        direct_coverage: relevant targets with a direct link, percent of the relevant ones; None if there are none.
        indirect_coverage: relevant targets with an indirect link and no direct one, percent of the relevant ones. It
            stands beside the direct coverage and is not added to it.
        goals: by goal with a relevant target, three numbers: relevant targets, those with a direct link, and those with
            an indirect link only.
        against: links against a target, relevant or not; nothing is subtracted for them.
        unresolved: those of them for which nobody has said how the harm is resolved.
        outside: direct and indirect links to targets that are not relevant.
        not_counted: links without a reason. They count nowhere.
        copied: links that count and whose reason stands at three links or more. They count, and a reader should ask.
        concentration: Herfindahl index of the direct links over goals, from 1/17 (evenly spread) to 1 (all on one
            goal); None without a direct link.
        effective_goals: 1 / concentration: on how many goals the plan would lie if it were spread evenly.
        orphan_targets: relevant targets without a direct link.
        orphan_actions: actions without any link that counts.
        only_against: actions whose links are all against a target.
        notes: what a reader has to know beside the numbers, in sentences.
    """

    relevant: tuple[str, ...]
    direct: dict[str, tuple[str, ...]]
    indirect: dict[str, tuple[str, ...]]
    direct_coverage: float | None
    indirect_coverage: float | None
    goals: dict[int, tuple[int, int, int]]
    against: tuple[Link, ...]
    unresolved: tuple[Link, ...]
    outside: tuple[Link, ...]
    not_counted: tuple[Link, ...]
    copied: tuple[Link, ...]
    concentration: float | None
    effective_goals: float | None
    orphan_targets: tuple[str, ...]
    orphan_actions: tuple[str, ...]
    only_against: tuple[str, ...]
    notes: tuple[str, ...]


def _is_reason(reason: str, target: str) -> bool:
    """Return whether somebody has given a reason: words of her own, and not the title of the target again."""
    words = reason.split()
    return len(words) >= FEWEST_WORDS and " ".join(words).casefold() != agenda2030.target(target).title.casefold()


def _folded(reason: str) -> str:
    return " ".join(reason.split()).casefold()


def _words(value: object, name: str) -> str:
    """Return the text of a cell, "" for an empty one."""
    return "" if value is None or is_missing(value) else as_text(value, name).strip()


def _links(links: pd.DataFrame, actions: list[str]) -> list[Link]:
    wanted = "one row for each link: action, target, kind and reason"
    rows = table(links, "links", wanted, ("action", "target", "kind", "reason"))
    resolved = rows["resolved"].tolist() if "resolved" in rows.columns else [None] * len(rows)
    columns = (rows[name].tolist() for name in ("action", "target", "kind", "reason"))
    known = set(actions)
    found: dict[tuple[str, str], Link] = {}
    for number_of_row, (action, code, kind, reason, how) in enumerate(zip(*columns, resolved, strict=True), start=1):
        row = f"links, row {number_of_row}"
        (action,) = named([action], f"{row}: the action")
        if action not in known:
            raise ValueError(f"{row}: {shown(action)} is no action of the plan. Check the spelling.")
        (target,) = target_codes([code], row)
        link = Link(
            action,
            target,
            choice(kind, f"{row}: the kind", KINDS),
            _words(reason, f"{row}: the reason"),
            _words(how, f"{row}: how it is resolved"),
        )
        if (action, target) in found:
            raise ValueError(f"{row}: {shown(action)} and target {target} stand twice. Decide on one kind of link.")
        found[action, target] = link
    return list(found.values())


def _relevant(judgements: Mapping[str, str] | None) -> tuple[tuple[str, ...], bool]:
    """Return the targets that count, and whether anybody has judged them."""
    given = {} if judgements is None else mapping(judgements, "judgements", "a judgement for each target")
    for code, judgement in given.items():
        target_codes([code], "judgements")
        choice(judgement, f"judgements: target {code}", ("own", "shared", "not ours"))
    codes = (target.code for target in agenda2030.TARGETS)
    if not given:
        return tuple(codes), False
    return tuple(code for code in codes if given.get(code) in ("own", "shared")), True


def _notes(judged: bool, relevant: tuple[str, ...], direct: bool, copied: int) -> tuple[str, ...]:
    said = []
    if copied:
        said.append(f"{copied} links share a reason with others. A reason says what one action changes for one target.")
    if not judged:
        said.append(f"No target was judged, so all {len(relevant)} count as relevant.")
    if not relevant:
        said.append("No target was judged as own or shared, so there is nothing to cover and no coverage.")
    if not direct:
        said.append("No direct link to a relevant target counts, so there is no concentration.")
    return tuple(said)


@method(
    title="Alignment of a plan",
    formula=r"100 \cdot \frac{\text{relevant targets with a direct link}}{\text{relevant targets}}, \quad "
    r"H = \sum_g s_g^2",
    unit="% of the relevant targets; index from 1/17 to 1",
    source="this course",
    version="version 2",
    lesson="2.2",
    note="Wide coverage is not quality: a plan may go deep on a few goals. A link counts only with a reason, and links "
    "against a target are listed, never subtracted.",
)
def align(actions: Sequence[str], links: pd.DataFrame, judgements: Mapping[str, str] | None = None) -> Alignment:
    """Measure which targets a plan serves, how concentrated it is, what it works against, and what stands alone.

    Relevant targets are those that were judged own or shared (lesson 1.2). Links to others are shown apart. The share
    of a goal among direct links is taken over relevant targets: an action with n of them gives 1/n to each, so no
    action counts twice.

    Args:
        actions: all actions of the plan, each once.
        links: one row for each link, with the columns ``action``, ``target``, ``kind`` ("direct", "indirect" or
            "against"), ``reason``, and, where it is known, ``resolved`` (how the harm of a link against is resolved). A
            reason has two words or more and is not just the title of the target.
        judgements: by target code, "own", "shared" or "not ours"; without any, all 169 targets count.

    Returns:
        Coverage, concentration, links against a target, and what stands alone on both sides.

    Raises:
        ValueError: no actions, an action twice, a link of an unknown action, an unknown target, kind or judgement, a
            link that stands twice, or a missing column.
        TypeError: no list of actions, no table of links, no mapping of judgements, or a reason that is no text.

    Example:
        >>> row = {"action": "Mend the pipes", "target": "6.4", "kind": "direct", "reason": "Less water is lost"}
        >>> found = align(["Mend the pipes"], pd.DataFrame([row]), {"6.1": "own", "6.4": "shared"})
        >>> found.direct_coverage, found.orphan_targets
        (50.0, ('6.1',))
    """
    names = named(listed(actions, "actions", "the actions of the plan"), "actions")
    if not names:
        raise ValueError("The plan has no actions: give at least one.")
    twice = [action for action, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"Action {shown(twice[0])} stands twice: name each action once.")
    given = _links(links, names)
    relevant, judged = _relevant(judgements)
    counted = [link for link in given if _is_reason(link.reason, link.target)]
    serving = [link for link in counted if link.kind != AGAINST]
    inside = [link for link in serving if link.target in set(relevant)]
    of_kind = {
        kind: {
            code: tuple(link.action for link in inside if (link.target, link.kind) == (code, kind))
            for code in relevant
            if any((link.target, link.kind) == (code, kind) for link in inside)
        }
        for kind in (DIRECT, INDIRECT)
    }
    direct, indirect = of_kind[DIRECT], of_kind[INDIRECT]
    only_indirect = [code for code in indirect if code not in direct]
    weight: dict[int, float] = defaultdict(float)
    for action in names:
        codes = [link.target for link in inside if (link.action, link.kind) == (action, DIRECT)]
        for code in codes:
            weight[agenda2030.target(code).goal] += 1 / len(codes)
    index = concentration(weight.values()) if weight else None
    reasons = Counter(_folded(link.reason) for link in counted)
    copied = tuple(link for link in counted if reasons[_folded(link.reason)] >= ALIKE)
    against = tuple(link for link in counted if link.kind == AGAINST)
    goal_of = {code: agenda2030.target(code).goal for code in relevant}

    def per_goal(codes: Iterable[str]) -> Counter[int]:
        return Counter(goal_of[code] for code in codes)

    counts = [per_goal(codes) for codes in (relevant, direct, only_indirect)]
    with_link = {link.action for link in counted}
    return Alignment(
        relevant=relevant,
        direct=direct,
        indirect=indirect,
        direct_coverage=100 * len(direct) / len(relevant) if relevant else None,
        indirect_coverage=100 * len(only_indirect) / len(relevant) if relevant else None,
        goals={goal: (counts[0][goal], counts[1][goal], counts[2][goal]) for goal in sorted(counts[0])},
        against=against,
        unresolved=tuple(link for link in against if not link.resolved),
        outside=tuple(link for link in serving if link not in inside),
        not_counted=tuple(link for link in given if link not in counted),
        copied=copied,
        concentration=index,
        effective_goals=None if index is None else 1 / index,
        orphan_targets=tuple(code for code in relevant if code not in direct),
        orphan_actions=tuple(action for action in names if action not in with_link),
        only_against=tuple(
            action for action in names if action in with_link and action not in {link.action for link in serving}
        ),
        notes=_notes(judged, relevant, bool(direct), len(copied)),
    )


@method(
    title="Concentration of a plan",
    formula=r"H = \sum_g p_g^2, \quad n_{eff} = 1 / H",
    unit="index from 1/17 to 1; effective number of goals",
    source="Herfindahl index",
    version="common definition",
    lesson="2.2",
)
def concentration(amounts: Iterable[float]) -> float:
    """Return the Herfindahl index: the sum of squared shares, from 1/n (even) to 1 (all in one).

    Args:
        amounts: a list of amounts, in one unit; of a mapping, its ``values()``.

    Raises:
        ValueError: an amount is missing or negative, or all are zero.
        TypeError: no list, or something in it is no number.

    Example:
        >>> concentration([100, 100])
        0.5
    """
    values: list[float] = figures(amounts, "amounts", "an amount of zero or more", least=0).tolist()
    if not any(values):
        raise ValueError("All amounts are zero: there is nothing to be concentrated.")
    largest = max(values)
    parts = [value / largest for value in values]  # so that amounts of any size can be squared
    whole_of_parts = sum(parts)
    return sum((part / whole_of_parts) ** 2 for part in parts)


@method(
    title="Suggested targets",
    formula=r"\text{words in the keywords of a target that the text has} + \tfrac{1}{2} \cdot \text{its weak keywords}",
    unit="targets with the words that led to them",
    source="this course, with its own list of keywords",
    version="version 2",
    lesson="2.2",
    note="A question to a person. It does not understand the text. What it finds in short sentences of plans, and what "
    "not, is measured by benchmarks/plan_sentences.py.",
)
def suggest_targets(text: str, *, most: int = 5, language: str = "en") -> list[Suggestion]:
    """Suggest targets for an action of a plan, each with the words that led to it.

    The rule is simple, so that a person can see through it. Words of the text are compared, without their endings, with
    keywords: those of the data set ``sdg-codes`` (table ``keywords``), and those of this language. A keyword is a word,
    a phrase, or two of them that stand at most eight words apart; two words of a phrase may be written as one. It gives
    a target as many points as it has words. A weak keyword, such as a word of our short titles, gives half a point. A
    keyword that is a piece of a longer one (“waste” in “food waste”) does not count there. More points come first; of
    equal ones the order of the Agenda. A target with a quarter of the points of the first, or fewer, is left out. A
    text with signs of a language that is not English gets no suggestion: “metros” are metres, and no metro. A
    suggestion is a question to a person, not an alignment.

    Args:
        text: the words of the action, in that language.
        most: how many targets at most.
        language: the code of a language for which there is a list of words; English is the only one so far.

    Raises:
        ValueError: no text, ``most`` below 1, or no list of words for the language.
        TypeError: not a text, or ``most`` is no number.
    """
    words = _LETTERS.findall(as_text(text, "text").casefold())
    if not words:
        raise ValueError("There is no text: give the words of an action.")
    count = whole(most, "most", least=1)
    if language == "en" and not is_english(words):
        return []
    own = leads.language(choice(language, "language", leads.languages()), alone=len(words) <= FEW_WORDS)
    found = leads.leads(own.stems(words), own)
    enough = max((each.points for each in found), default=0) / 4
    return [
        Suggestion(
            each.target,
            agenda2030.target(each.target).title,
            tuple(dict.fromkeys(" ".join(words[start:end]) for start, end in each.places)),
        )
        for each in found
        if each.points > enough
    ][:count]
