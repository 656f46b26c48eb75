"""Aligning a plan: actions linked to targets, how much of the Agenda they cover, and what stands alone."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
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
from localsdg.core.methods import method
from localsdg.core.stems import Endings, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = ["Alignment", "Link", "Suggestion", "align", "concentration", "suggest_targets"]

DIRECT, INDIRECT, AGAINST = KINDS = ("direct", "indirect", "against")
FEWEST_WORDS = 2  # of a reason, this course's own
NEAR = 8  # how many words further the second part of a keyword may stand, this course's own
WEAK = "?"  # after a keyword, or in JavaScript after a target

_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDER = files("localsdg.implementation").joinpath("words")

_Keyword = tuple[tuple[str, ...], ...]  # stems of words side by side, in one part or in two parts near each other


@dataclass(frozen=True)
class Suggestion:
    """A target that a text may serve, and the words of the text that led to it."""

    target: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Language:
    """What is known of a language: its endings, and to which targets each keyword leads, and whether it does so alone.

    A keyword that is weak for a target points to it, and is too general to be enough. One that leads nowhere is there
    for what it hides: “parking” is no park.
    """

    endings: Endings
    vocabulary: dict[_Keyword, dict[str, bool]]

    def stems(self, words: Sequence[str]) -> list[str]:
        return [stem(word, self.endings) for word in words]


def _languages() -> list[str]:
    return sorted(file.name.removesuffix(".json") for file in _FOLDER.iterdir() if file.name.endswith(".json"))


@cache
def _language(code: str) -> _Language:
    """Return the words of a language: those of our titles and of our list of keywords, or those of its own file."""
    rules: dict[str, Any] = json.loads(_FOLDER.joinpath(f"{code}.json").read_text(encoding="utf-8"))
    endings = Endings(rules["plural"], tuple(rules["endings"].split()))
    common = set(rules["common"].split())
    pairs = [(target, word) for target, words in rules.get("keywords", {}).items() for word in words]
    if code == "en":
        titles = [(each.code, word) for each in agenda2030.TARGETS for word in _LETTERS.findall(each.title.casefold())]
        weak = [(target, word + WEAK) for target, word in titles if len(word) > 3 and word not in common]
        pairs = [*weak, *agenda2030.KEYWORDS, *pairs]
    vocabulary: dict[_Keyword, dict[str, bool]] = {_keyword(word, endings): {} for word in rules.get("silent", ())}
    for target, word in pairs:  # what the file of the language says of a keyword holds
        vocabulary.setdefault(_keyword(word.removesuffix(WEAK), endings), {})[target] = not word.endswith(WEAK)
    return _Language(endings, vocabulary)


def _keyword(words: str, endings: Endings) -> _Keyword:
    return tuple(tuple(stem(word, endings) for word in part.split()) for part in words.casefold().split(" + "))


def leading_words(code: str = "en") -> dict[str, Any]:
    """Return what suggestions rest on: the endings, and by the codes of targets the keywords, as stems.

    A plus sign stands between the parts of a keyword, and a question mark after a target for which it is weak. Codes of
    several targets stand in one text, with spaces between them; silent keywords are those of no code.
    """
    own = _language(code)
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    leads: dict[str, list[str]] = defaultdict(list)
    for keyword, targets in own.vocabulary.items():
        codes = (f"{each}{'' if targets[each] else WEAK}" for each in sorted(targets, key=order.__getitem__))
        leads[" ".join(codes)].append(" + ".join(map(" ".join, keyword)))
    return {
        "plural": own.endings.plural,
        "endings": list(own.endings.others),
        "leads": {codes: sorted(keywords) for codes, keywords in sorted(leads.items())},
    }


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
        direct_coverage: relevant targets with a direct link, per cent of the relevant ones; None if there are none.
        indirect_coverage: relevant targets with an indirect link and no direct one, per cent of the relevant ones. It
            stands beside the direct coverage and is not added to it.
        goals: by goal with a relevant target, three numbers: relevant targets, those with a direct link, and those with
            an indirect link only.
        against: links against a target, relevant or not; nothing is subtracted for them.
        unresolved: those of them for which nobody has said how the harm is resolved.
        outside: direct and indirect links to targets that are not relevant.
        not_counted: links without a reason. They count nowhere.
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


def _notes(judged: bool, relevant: tuple[str, ...], direct: bool) -> tuple[str, ...]:
    said = []
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
        concentration=index,
        effective_goals=None if index is None else 1 / index,
        orphan_targets=tuple(code for code in relevant if code not in direct),
        orphan_actions=tuple(action for action in names if action not in with_link),
        only_against=tuple(
            action for action in names if action in with_link and action not in {link.action for link in serving}
        ),
        notes=_notes(judged, relevant, bool(direct)),
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


_Span = tuple[int, int]  # the first word of a part, and the word after its last


def _places(keyword: _Keyword, stems: list[str], at: Mapping[str, list[int]]) -> list[tuple[_Span, ...]]:
    """Return each place of a keyword; of one in two parts, the nearest."""
    spans = [
        [(start, start + len(part)) for start in at.get(part[0], ()) if tuple(stems[start : start + len(part)]) == part]
        for part in keyword
    ]
    if len(spans) == 1:
        return [(span,) for span in spans[0]]
    ones, others = spans
    ends = dict(others)
    for apart in range(1, NEAR + 1):
        for one in ones:
            for start in (one[0] - apart, one[0] + apart):
                if start in ends:
                    return [(one, (start, ends[start]))]
    return []


def _longest(places: Iterable[tuple[_Span, ...]]) -> dict[int, int]:
    """Return where the longest phrase that begins at a word ends."""
    ends: dict[int, int] = {}
    for spans in places:
        if len(spans) == 1:
            ((start, end),) = spans
            ends[start] = max(end, ends.get(start, 0))
    return ends


def _is_hidden(spans: tuple[_Span, ...], longest: Mapping[int, int], most: int) -> bool:
    """Return whether a keyword is a piece of a longer phrase, which has so many words at most."""
    if len(spans) > 1:
        return False
    ((start, end),) = spans
    firsts = range(max(0, end - most), start + 1)
    return any(longest.get(first, 0) >= end and longest[first] - first > end - start for first in firsts)


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
    a phrase, or two of them that stand at most eight words apart. It gives a target as many points as it has words. A
    weak keyword, such as a word of our short titles, gives half a point. A keyword that is a piece of a longer one
    (“waste” in “food waste”) does not count there. More points come first; of equal ones the order of the Agenda. A
    target with a quarter of the points of the first, or fewer, is left out. A suggestion is a question to a person, not
    an alignment.

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
    own = _language(choice(language, "language", _languages()))
    stems = own.stems(words)
    at: dict[str, list[int]] = defaultdict(list)
    for position, each in enumerate(stems):
        at[each].append(position)
    near = [keyword for keyword in own.vocabulary if all(part[0] in at for part in keyword)]
    places = [(keyword, spans) for keyword in near for spans in _places(keyword, stems, at)]
    places.sort(key=lambda place: sorted(place[1]))  # so that words are said in the order of the text
    longest = _longest(spans for _, spans in places)
    longest_phrase = max((end - start for start, end in longest.items()), default=0)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    points: dict[str, dict[_Keyword, float]] = defaultdict(dict)
    for keyword, spans in places:
        if _is_hidden(spans, longest, longest_phrase):
            continue
        said = [" ".join(words[start:end]) for start, end in sorted(spans)]
        for code, alone in own.vocabulary[keyword].items():
            found[code].update(dict.fromkeys(said))
            points[code][keyword] = sum(map(len, keyword)) if alone else 0.5
    total = {code: sum(each.values()) for code, each in points.items()}
    enough = max(total.values(), default=0) / 4
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    ranked = sorted((code for code in total if total[code] > enough), key=lambda code: (-total[code], order[code]))
    return [Suggestion(code, agenda2030.target(code).title, tuple(found[code])) for code in ranked[:count]]
