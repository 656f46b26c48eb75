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
from localsdg.core.arguments import choice, figures, listed, mapping, named, number, shown, target_codes, whole
from localsdg.core.arguments import text as as_text
from localsdg.core.methods import method
from localsdg.core.stems import Endings, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Alignment", "Suggestion", "align", "concentration", "suggest_targets"]

_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDER = files("localsdg.implementation").joinpath("words")


@dataclass(frozen=True)
class Suggestion:
    """A target that a text may serve, and the words of the text that led to it."""

    target: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Language:
    """What is known of a language: its endings, and for each keyword as stems the targets to which it leads."""

    endings: Endings
    vocabulary: dict[tuple[str, ...], set[str]]

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
    leads: dict[tuple[str, ...], set[str]] = defaultdict(set)
    pairs = [(target, word) for target, words in rules.get("keywords", {}).items() for word in words]
    if code == "en":
        titles = [(each.code, word) for each in agenda2030.TARGETS for word in _LETTERS.findall(each.title.casefold())]
        pairs += [(target, word) for target, word in titles if len(word) > 3 and word not in common]
        pairs += agenda2030.KEYWORDS
    for target, keyword in pairs:
        leads[tuple(stem(word, endings) for word in keyword.casefold().split())].add(target)
    return _Language(endings, dict(leads))


@dataclass(frozen=True)
class Alignment:
    """How a plan lies over the Agenda.

    Attributes:
        goals: by goal, the number of actions that serve it, 1 to 17, zero included.
        targets: by target that is served, the actions.
        goal_coverage: goals served by at least one action, per cent of 17.
        target_coverage: targets served by at least one action, per cent of 169.
        concentration: Herfindahl index of the links over goals, from 1/17 (evenly spread) to 1 (all on one goal).
        effective_goals: 1 / concentration: on how many goals the plan would lie if it were spread evenly.
        orphans: actions that serve no target.
        empty_goals: goals that no action serves.
    """

    goals: dict[int, int]
    targets: dict[str, tuple[str, ...]]
    goal_coverage: float
    target_coverage: float
    concentration: float | None
    effective_goals: float | None
    orphans: tuple[str, ...]
    empty_goals: tuple[int, ...]


@method(
    title="Coverage of a plan",
    formula=r"100 \cdot \frac{\text{goals (targets) with an action}}{17 \; (169)}",
    unit="% of goals, % of targets",
    source="this course",
    version="version 1",
    lesson="2.2",
    note="Wide coverage is not quality: a plan may go deep on a few goals.",
)
def align(
    actions: Sequence[str], links: Mapping[str, Sequence[str]], *, costs: Mapping[str, float] | None = None
) -> Alignment:
    """Measure what a plan covers, how concentrated it is, and what stands alone.

    An action with several targets of one goal counts once for that goal. For concentration, each action's weight (1, or
    its cost) is divided evenly over its goals, so that no action counts twice.

    Args:
        actions: all actions of the plan, each once.
        links: by action, the codes of the targets it serves; an action may be left out.
        costs: by action, its cost; with it, concentration is that of the money.

    Returns:
        Coverage, concentration and orphans; no concentration if nothing is linked (or costs nothing).

    Raises:
        ValueError: no actions, an action twice, a link or cost of an unknown action, an unknown target, a negative or
            missing cost.
        TypeError: no list of actions, no mappings, one code in place of a list, or a cost that is no number.
    """
    actions = named(listed(actions, "actions", "the actions of the plan"), "actions")
    if not actions:
        raise ValueError("The plan has no actions: give at least one.")
    twice = [action for action, times in Counter(actions).items() if times > 1]
    if twice:
        raise ValueError(f"Action {shown(twice[0])} stands twice: name each action once.")
    links = mapping(links, "links", "a list of target codes for each action")
    money = None if costs is None else mapping(costs, "costs", "a cost for each action")
    for name, given in (("links", links), ("costs", money or {})):
        strange = [action for action in given if action not in set(actions)]
        if strange:
            raise ValueError(f"{name} names {shown(strange[0])}, which is no action of the plan. Check the spelling.")
    amounts = {
        action: number(cost, f"Action {shown(action)}: the cost", "zero or more", least=0)
        for action, cost in (money or {}).items()
    }
    served: dict[str, list[str]] = defaultdict(list)
    of_action: dict[str, list[int]] = {}
    for action in actions:
        codes = target_codes(links.get(action, ()), f"Action {shown(action)}")
        for code in codes:
            served[code].append(action)
        of_action[action] = sorted({agenda2030.target(code).goal for code in codes})
    weight: dict[int, float] = dict.fromkeys(range(1, 18), 0.0)
    for action, goals in of_action.items():
        if money is not None and goals and action not in money:
            raise ValueError(f"Action {shown(action)} has no cost. Give zero if it costs nothing.")
        share = 1.0 if money is None else amounts.get(action, 0.0)
        for goal in goals:
            weight[goal] += share / len(goals)
    counts = {goal: sum(goal in goals for goals in of_action.values()) for goal in range(1, 18)}
    index = concentration(weight.values()) if sum(weight.values()) else None
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    return Alignment(
        goals=counts,
        targets={code: tuple(served[code]) for code in sorted(served, key=order.__getitem__)},
        goal_coverage=100 * sum(count > 0 for count in counts.values()) / len(counts),
        target_coverage=100 * len(served) / len(agenda2030.TARGETS),
        concentration=index,
        effective_goals=None if index is None else 1 / index,
        orphans=tuple(action for action, goals in of_action.items() if not goals),
        empty_goals=tuple(goal for goal, count in counts.items() if not count),
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
    formula=r"\text{number of different keywords of a target in the text}",
    unit="targets with the words that led to them",
    source="this course, with its own list of keywords",
    version="version 1",
    lesson="2.2",
    note="A question to a person. It does not understand the text.",
)
def suggest_targets(text: str, *, most: int = 5, language: str = "en") -> list[Suggestion]:
    """Suggest targets for an action of a plan, each with the words that led to it.

    The rule is simple, so that a person can see through it: words of the text are compared with the words of this
    course's short titles and of its list of keywords (table ``keywords`` of the data set ``sdg-codes``), without their
    endings. More different words come first; of equal ones the order of the Agenda. A suggestion is a question to a
    person, not an alignment.

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
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for keyword, targets in own.vocabulary.items():
        size = len(keyword)
        for start in range(len(stems) - size + 1):
            if tuple(stems[start : start + size]) == keyword:
                for code in targets:
                    found[code][" ".join(words[start : start + size])] = None
    order = {target.code: position for position, target in enumerate(agenda2030.TARGETS)}
    ranked = sorted(found, key=lambda code: (-len(found[code]), order[code]))[:count]
    return [Suggestion(code, agenda2030.target(code).title, tuple(found[code])) for code in ranked]
