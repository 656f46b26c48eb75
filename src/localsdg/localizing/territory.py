"""From goals to territory: find the targets that matter here, and see which of them are more than a label."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from localsdg.core import agenda2030
from localsdg.core.arguments import listed, shown, target_codes, text
from localsdg.core.methods import Finding, method
from localsdg.core.stems import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Found", "Pin", "Pinboard", "find_targets", "pinboard"]

FEWEST_PINS = 3
MOST_PINS = 7
FEWEST_WORDS = 3  # to say where and for whom
FEWEST_NAMING = 2  # words that have to match the name of a goal; with one, "water" would lead to the sea
QUESTIONS = 3  # where and for whom, who acts, how will we know
SHORTEST_BEGINNING = 4  # letters; with fewer, "bus" would lead to "business"
# Words that are not searched for: they stand in every sentence or in very many titles.
PASSED_OVER = frozenset(
    re.findall(
        r"\w+",
        "about all and are but can cities city for from has have here how into its more near need new not one our out "
        "people place that the their them they this too town want was what when where which who why will with you your",
    )
)

JOINING = frozenset(("and", "for", "of", "on", "the"))
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Found:
    """A target that words or a code lead to.

    Attributes:
        target: its code.
        title: our short title.
        by: the name of its goal, the code, or the titles and keywords that led to it.
    """

    target: str
    title: str
    by: tuple[str, ...]


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Return, for each target, what leads to it: its title, its keywords, the titles of its indicators."""
    found = {target.code: [target.title] for target in agenda2030.TARGETS}
    for code, keyword in agenda2030.KEYWORDS:
        found[code].append(keyword)
    for indicator in agenda2030.INDICATORS:
        found[indicator.target].append(indicator.title)
    return {code: tuple(words) for code, words in found.items()}


@cache
def _stems() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        code: tuple(tuple(map(stem, _WORD.findall(phrase.lower()))) for phrase in of_target)
        for code, of_target in phrases().items()
    }


@cache
def _codes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {target.code: {target.code, str(target.goal)} for target in agenda2030.TARGETS}
    for indicator in agenda2030.INDICATORS:
        found[indicator.target].add(indicator.code)
    return {code: frozenset(names) for code, names in found.items()}


def _joined(phrase: str) -> str:
    stems = map(stem, _WORD.findall(phrase.lower()))
    return f" {' '.join(each for each in stems if each not in JOINING)} "


@cache
def _names() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return, for each goal, its official name and our title, each with the words that are compared."""
    return tuple(tuple((name, _joined(name)) for name in (goal.official_name, goal.title)) for goal in agenda2030.GOALS)


def _looked_at(asked: str) -> list[tuple[int, agenda2030.Target]]:
    """Return the targets to look at, each with its position in the Agenda.

    These are all, or those of one goal if the words are its official name.
    """
    ordered = list(enumerate(agenda2030.TARGETS))
    of_goal = [(position, target) for position, target in ordered if _names()[target.goal - 1][0][1] == asked]
    return of_goal or ordered


def _naming(asked: str, goal: int) -> tuple[str, int] | None:
    """Return the name of a goal that the words hold, or of which they are a part, and how many words they share."""
    for name, whole in _names()[goal - 1]:
        common = whole if whole in asked else asked if asked in whole else ""
        if len(common.split()) >= FEWEST_NAMING:
            return name, len(common.split())
    return None


def _leading(token: str, code: str) -> tuple[str, bool] | None:
    """Say what leads from one word or code to a target, and whether as a whole word; None if nothing does."""
    if token[0].isdigit():
        return (token, True) if token in _codes()[code] else None
    wanted = stem(token)
    beginning = None
    for phrase, stems in zip(phrases()[code], _stems()[code], strict=True):
        if wanted in stems:
            return phrase, True
        begins = len(wanted) >= SHORTEST_BEGINNING and any(each.startswith(wanted) for each in stems)
        if begins and beginning is None:
            beginning = phrase
    return None if beginning is None else (beginning, False)


@method(
    title="Targets by everyday words",
    formula=r"\text{your words} \rightarrow \text{names, titles and keywords} \rightarrow \text{targets}",
    unit="targets, best match first",
    source="this course",
    version="version 2",
    lesson="1.1",
    note="The list of keywords is this course's and in English; a target that is not found may still matter.",
)
def find_targets(words: str) -> list[Found]:
    """Find targets by everyday words, such as "bus stops", or by a code, such as "11", "11.2" or "11.2.1".

    Each word is compared, without its ending, with the words of this course's short titles and keywords; from four
    letters on, a beginning is enough. A target is found if one word or code leads to it. The official name of a goal,
    such as "life below water", leads to its targets alone. With other words, or with two words of a name in a row,
    these come first. Then come more words, more whole words, and the order of the Agenda.

    Args:
        words: in English. Words of one or two letters, and words that stand everywhere, are passed over.

    Returns:
        The targets found; none if no word leads anywhere.

    Raises:
        ValueError: no words.
        TypeError: not a text.
    """
    tokens = _TOKEN.findall(text(words, "words").lower())
    if not tokens:
        raise ValueError("There are no words: give some, such as 'bus stops', or a code, such as '11.2'.")
    wanted = [
        each for each in dict.fromkeys(tokens) if each[0].isdigit() or (len(each) > 2 and each not in PASSED_OVER)
    ]
    asked = _joined(words)
    ranked = []
    for position, target in _looked_at(asked):
        leads = [lead for token in wanted if (lead := _leading(token, target.code))]
        named = _naming(asked, target.goal)
        if leads or named:
            by = tuple(dict.fromkeys([*([named[0]] if named else []), *(phrase for phrase, _ in leads)]))
            rank = (-named[1] if named else 0, -len(leads), -sum(whole for _, whole in leads), position)
            ranked.append((rank, Found(target.code, target.title, by)))
    return [found for _, found in sorted(ranked, key=lambda each: each[0])]


@dataclass(frozen=True)
class Pin:
    """A target that matters here, and what makes it more than a label.

    Attributes:
        target: its code.
        here: where, and for whom.
        who: who acts.
        sign: how we will know, with a figure.
    """

    target: str
    here: str = ""
    who: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Pinboard:
    """What a choice of targets holds, and what it lacks.

    Attributes:
        localized: codes of the targets that say where and for whom, who acts, and how we will know.
        begun: codes of those that say one or two of these.
        labels: codes of those that say none.
        goals: by goal, the number of its pinned targets.
        listed: number of indicators listed under the pinned targets.
        different: number of different ones among them; repeated ones count once.
        findings: what is missing, about a target or about the "choice".
    """

    localized: tuple[str, ...]
    begun: tuple[str, ...]
    labels: tuple[str, ...]
    goals: dict[int, int]
    listed: int
    different: int
    findings: tuple[Finding, ...]


def _lacks(pin: Pin) -> list[Finding]:
    findings = []
    if len(pin.here.split()) < FEWEST_WORDS:
        repair = f"Name the place and the people, in {FEWEST_WORDS} words or more."
        findings.append(Finding(pin.target, "here", "It does not say where and for whom.", repair))
    if not pin.who.strip():
        findings.append(
            Finding(pin.target, "who", "It does not say who acts.", "Name an office, an owner or a partner.")
        )
    if not re.search(r"\d", pin.sign):
        findings.append(Finding(pin.target, "sign", "There is no figure.", "Say what you would count, and by when."))
    return findings


@method(
    title="Localized or labelled",
    formula=r"\text{localized} = \text{where and for whom} \wedge \text{who acts} \wedge \text{a figure}",
    unit="findings",
    source="this course",
    version="version 1",
    lesson="1.1",
    note="A rule sees whether an answer is there. Whether it is right, only people in the place can say.",
)
def pinboard(pins: Sequence[Pin]) -> Pinboard:
    """Check the targets that were chosen for a place: a target is localized when three questions have an answer.

    The questions are where and for whom, who acts, and how we will know. With one or two answers a target is begun,
    with none it is a label. The rule sees whether something is there
    (three words, a name, a figure), not whether it is right. Its limits, and that three to seven targets are a choice,
    are this course's.

    Raises:
        ValueError: an unknown target, or one that stands twice.
        TypeError: no list of pins, or a part of one that is not text.
    """
    chosen = listed(pins, "pins", "pins, such as [Pin('11.2')]")
    for position, pin in enumerate(chosen, start=1):
        if not isinstance(pin, Pin):
            raise TypeError(f"Pin {position} is {shown(pin)}: make one with Pin(target, here, who, sign).")
        target_codes((pin.target,), f"Pin {position}")
        for name in ("here", "who", "sign"):
            text(getattr(pin, name), f"{name} of the pin {pin.target}")
    twice = [code for code, times in Counter(pin.target for pin in chosen).items() if times > 1]
    if twice:
        raise ValueError(f"Target {twice[0]} is pinned twice: put both texts into one pin.")
    findings = []
    if len(chosen) < FEWEST_PINS:
        found = f"Pinned so far: {len(chosen)}."
        findings.append(Finding("choice", "number", found, f"Look at other goals too; pin at least {FEWEST_PINS}."))
    if len(chosen) > MOST_PINS:
        repair = f"Keep at most {MOST_PINS} that the council can follow; the others can wait."
        findings.append(Finding("choice", "number", f"{len(chosen)} targets are pinned.", repair))
    lacking = {pin.target: _lacks(pin) for pin in chosen}
    indicators = [each for each in agenda2030.INDICATORS if each.target in lacking]
    return Pinboard(
        localized=tuple(code for code, faults in lacking.items() if not faults),
        begun=tuple(code for code, faults in lacking.items() if 0 < len(faults) < QUESTIONS),
        labels=tuple(code for code, faults in lacking.items() if len(faults) == QUESTIONS),
        goals=dict(sorted(Counter(agenda2030.target(code).goal for code in lacking).items())),
        listed=len(indicators),
        different=len({each.unsd_code for each in indicators}),
        findings=(*findings, *(fault for faults in lacking.values() for fault in faults)),
    )
