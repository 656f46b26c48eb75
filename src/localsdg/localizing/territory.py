"""From goals to territory: find the targets that matter here, and see which of them are more than a label."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from localsdg.core import agenda2030, leads
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
# Words that are not searched for: they stand in every sentence or in very many titles.
PASSED_OVER = frozenset(
    re.findall(
        r"\w+",
        "about all and are but can cities city for from green has have here how into its more near need new not one "
        "our out people place that the their them they this time too town want was what when where which who why will "
        "with you your",
    )
)

JOINING = frozenset(("and", "for", "of", "on", "the"))
CODED = frozenset(("goal", "goals", "indicator", "indicators", "sdg", "sdgs", "target", "targets"))  # before a code
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_CODE = re.compile(r"(?:sdg|goal|target)?([0-9]+(?:\.[a-z0-9]+)*)")
_WORD = re.compile(r"[a-z]+")
_OWNED = re.compile(r"['’]s\b")  # of "women's shelter"


@dataclass(frozen=True)
class Found:
    """A target that words or a code lead to.

    Attributes:
        target: its code.
        title: our short title.
        by: the name of its goal, the code, the words, or the titles of indicators that led to it.
    """

    target: str
    title: str
    by: tuple[str, ...]


@cache
def _indicators() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the titles of the indicators of each target, each with its stems."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {target.code: [] for target in agenda2030.TARGETS}
    for each in agenda2030.INDICATORS:
        found[each.target].append((each.title, tuple(map(stem, _WORD.findall(_folded(each.title))))))
    return {code: tuple(titles) for code, titles in found.items()}


def _folded(words: str) -> str:
    """Return words in small letters, without accents."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return _OWNED.sub("", "".join(each for each in bare if not unicodedata.combining(each)))


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


def _codes_and_words(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the codes, without a word such as "SDG" before them, and the other words.

    A number alone, such as the 2 of "2 bins", is the code of a goal only where no other words stand, or such a word.
    """
    found = [(token, _CODE.fullmatch(token)) for token in tokens]
    words = [token for token, code in found if not code]
    others = [word for word in words if word not in CODED]
    whole = not others or len(others) < len(words)
    codes = [code[1] for token, code in found if code and (whole or "." in token or token[0].isalpha())]
    return codes, others if codes else words


def _by_indicator(token: str, code: str) -> str | None:
    """Return the first title of an indicator of a target that has a word, or a word that begins so."""
    wanted = stem(token)
    for title, stems in _indicators()[code]:
        begins = len(wanted) >= leads.SHORTEST_BEGINNING and any(each.startswith(wanted) for each in stems)
        if wanted in stems or begins:
            return title
    return None


def _everyday(tokens: Sequence[str]) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Return, by target, points and what led there: words of everyday life, or else words of indicators."""
    found = {led.target: (led.points, led.by) for led in leads.everyday(tokens, PASSED_OVER)}
    wanted = [each for each in tokens if len(each) > 2 and each not in PASSED_OVER]
    if not found:
        for target in agenda2030.TARGETS:
            titles = [title for token in wanted if (title := _by_indicator(token, target.code))]
            if titles:
                found[target.code] = len(titles), tuple(dict.fromkeys(titles))
    return found


@method(
    title="Targets by everyday words",
    formula=r"\text{your words} \rightarrow \text{names, keywords, indicators} \rightarrow \text{targets}",
    unit="targets, best match first",
    source="this course",
    version="version 3",
    lesson="1.1",
    note="The list of words is this course's and in English; a target that is not found may still matter. How often a "
    "word finds a sensible target is measured by benchmarks/everyday_words.py.",
)
def find_targets(words: str) -> list[Found]:
    """Find targets by everyday words, such as "bus stops", or by a code, such as "11", "11.2" or "11.2.1".

    The words are compared, without their endings and accents, with this course's list of words of everyday life and its
    keywords, as ``suggest_targets`` of lesson 2.2 does. A word that is not known is read as a beginning of one, as two
    words in one, or as one with a slip of one letter. If the list knows nothing, the titles of the indicators are
    looked at. The official name of a goal, such as "life below water", leads to its targets alone. With
    other words, or with two words of a name in a row, these come first. Then come more points, and the order of the
    Agenda.

    Args:
        words: in English. Words that stand everywhere are passed over; words in other letters find nothing.

    Returns:
        The targets found; none if no word leads anywhere.

    Raises:
        ValueError: no words.
        TypeError: not a text.
    """
    asked = _folded(text(words, "words"))
    if not any(map(str.isalnum, asked)):
        raise ValueError("There are no words: give some, such as 'bus stops', or a code, such as '11.2'.")
    tokens = list(dict.fromkeys(_TOKEN.findall(asked)))
    codes, others = _codes_and_words(tokens)
    spoken = _everyday(others)
    name = _joined(asked)
    ranked = []
    for position, target in _looked_at(name):
        given = [code for code in codes if code in _codes()[target.code]]
        named = _naming(name, target.goal)
        points, by = spoken.get(target.code, (0, ()))
        if given or named or points:
            led = tuple(dict.fromkeys([*([named[0]] if named else []), *given, *by]))
            rank = (-named[1] if named else 0, -len(given), -points, position)
            ranked.append((rank, Found(target.code, target.title, led)))
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
