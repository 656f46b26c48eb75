"""The rule for the list of indicators that a review reports.

Five to eight indicators over at least three goals: one measured on a map, one known by groups of people, one of goal 16
or 17, one chosen locally. What cannot be measured yet stays on the list as missing, with the reason and a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.agenda2030 import TARGETS
from localsdg.core.arguments import listed, mapping, shown, shown_name, text, truth
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_indicators"]

LEAST, MOST = 5, 8  # indicators of a list
LEAST_GOALS = 3
GOVERNANCE = (16, 17)  # one of these goals is on every list
LOCAL = "local"  # the code of an indicator that is none of the official ones
MISSING = ("why", "plan", "owner", "date")  # what is said of an indicator that cannot be measured yet
_FIELDS = ("code", "targets", "spatial", "disaggregated", "missing")
_OFFICIAL = re.compile(r"([0-9]{1,2}\.[0-9a-z]{1,2})\.[0-9]{1,2}[a-z]?")
_KNOWN = frozenset(target.code for target in TARGETS)


@dataclass(frozen=True)
class _Indicator:
    name: str
    code: str
    target: str
    unknown: str  # a target that is named and does not exist
    spatial: bool
    disaggregated: bool
    missing: dict[str, str] | None

    @property
    def goal(self) -> int | None:
        return int(self.target.partition(".")[0]) if self.target else None


def _target(fields: Mapping[Any, Any], name: str, code: str) -> tuple[str, str]:
    """Return the target that an indicator counts for, the first one or that of its code, and one that does not exist.

    Either is "" where there is none.
    """
    given = fields.get("targets", "")
    members = (
        given.replace(",", ";").split(";") if isinstance(given, str) else listed(given, f"{name}: the targets", "codes")
    )
    codes = [found for each in members if (found := text(each, f"{name}: a target"))]
    official = _OFFICIAL.fullmatch(code)
    first = codes[0] if codes else official[1] if official else ""
    unknown = next((each for each in codes if each not in _KNOWN), "")
    return first if first in _KNOWN else "", unknown


def _code(value: object, name: str) -> str:
    """Return a code in one form: "5.5.1 (B)" and "5.5.1b" are the same."""
    return re.sub(r"[\s()]", "", text(value, f"{name}: the code")).lower()


def _is_strange(code: str) -> bool:
    """Return whether a code is none of the official ones, and not "local"."""
    official = _OFFICIAL.fullmatch(code)
    return code not in ("", LOCAL) and (official is None or official[1] not in _KNOWN)


def _missing(value: object, name: str) -> dict[str, str] | None:
    """Return what is said of an indicator that is missing, or None if it can be measured."""
    if value is None:
        return None
    given = mapping(value, f"{name}: missing", f"{', '.join(MISSING)}, or None if it can be measured")
    unknown = next((field for field in given if field not in MISSING), None)
    if unknown is not None:
        raise ValueError(f"{name}: missing has no field {shown(unknown)}. There are: {', '.join(MISSING)}.")
    return {field: text(given.get(field, ""), f"{name}: the {field} of missing") for field in MISSING}


def _indicator(key: object, value: object) -> _Indicator:
    name = shown_name(key)
    fields = mapping(value, f"fields of {name}", f"{', '.join(_FIELDS)}")
    unknown = next((field for field in fields if field not in _FIELDS), None)
    if unknown is not None:
        raise ValueError(f"{name}: there is no field {shown(unknown)}. There are: {', '.join(_FIELDS)}.")
    code = _code(fields.get("code", ""), name)
    target, unknown_target = _target(fields, name, code)
    return _Indicator(
        name=name,
        code=code,
        target=target,
        unknown=unknown_target,
        spatial=truth(fields.get("spatial", False), f"{name}: spatial"),
        disaggregated=truth(fields.get("disaggregated", False), f"{name}: disaggregated"),
        missing=_missing(fields.get("missing"), name),
    )


def _number(count: int) -> list[Finding]:
    if LEAST <= count <= MOST:
        return []
    found = (
        "Nothing is on it."
        if not count
        else f"{count} indicators are on it."
        if count > 1
        else "One indicator is on it."
    )
    few, many = f"Choose {LEAST - count} more.", f"Take {count - MOST} out: nobody follows more than {MOST}."
    return [Finding("the list", "number", found, few if count < LEAST else many)]


def _places(found: list[_Indicator]) -> list[Finding]:
    """Return which of the four places of the list nobody fills. What is missing fills none: nobody can read it yet."""
    measured = [each for each in found if each.missing is None]
    lacks = (
        ("space", any(each.spatial for each in measured), "measured on a map", "Access on foot is, such as 11.2.1."),
        (
            "groups",
            any(each.disaggregated for each in measured),
            "shown by groups of people",
            "Ask of which one the figure exists by sex, age or district.",
        ),
        (
            "governance",
            any(each.goal in GOVERNANCE for each in measured),
            "of goal 16 or 17",
            "Budgets, complaints and open data belong there.",
        ),
        (
            "local",
            any(each.code == LOCAL for each in measured),
            "chosen locally",
            "Take what your own plan needs and no official one says.",
        ),
    )
    return [
        Finding("the list", rule, f"No indicator that can be measured is {words}.", repair)
        for rule, filled, words, repair in lacks
        if not filled
    ]


@method(
    title="Rule for the list of indicators",
    formula=r"\text{5 to 8 over at least 3 goals: one on space, one by groups, one of goal 16 or 17, one local}",
    unit="findings",
    source="this course, for chapter 6 of the review",
    version="version 1",
    lesson="3.1",
    note="An indicator counts for the goal of its first target. What is missing counts among the 5 to 8, and fills "
    "none of the four places.",
)
def check_indicators(indicators: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """Check a list of indicators against the rule of the review.

    Five to eight indicators over at least three goals; of those that can be measured one on space, one by groups of
    people, one of goal 16 or 17, and one chosen locally. What cannot be measured yet says why, how and by whom it will
    be measured, and by when. These are conventions of this course.

    Args:
        indicators: by name, its fields: ``code`` (an official one such as "11.2.1", or "local"), ``targets`` (a code,
            or several; the first one counts; without it that of an official code), ``spatial`` (whether it is measured
            on a map), ``disaggregated`` (whether its figure exists by groups), and ``missing``: None if it can be
            measured, else ``why``, ``plan``, ``owner`` and ``date``.

    Returns:
        What the list lacks; then what an indicator lacks, or which of its codes and targets does not exist, in their
        order. Nothing if the list obeys the rule.

    Raises:
        ValueError: a field that an indicator does not have.
        TypeError: no mapping of mappings, a code that is not text, or a truth that is neither True nor False.

    Example:
        >>> for finding in check_indicators({"Near a stop": {"code": "11.2.1", "spatial": True}})[:2]:
        ...     print(finding)
        the list: One indicator is on it. Choose 4 more.
        the list: Its indicators belong to 1 goal. Choose from at least 3.
    """
    given = mapping(indicators, "indicators", "the fields of each indicator")
    found = [_indicator(name, fields) for name, fields in given.items()]
    goals = {each.goal for each in found if each.goal}
    findings = _number(len(found))
    if len(goals) < LEAST_GOALS:
        words = f"Its indicators belong to {len(goals)} goal{'' if len(goals) == 1 else 's'}."
        findings.append(Finding("the list", "goals", words, f"Choose from at least {LEAST_GOALS}."))
    findings += _places(found)
    seen: set[str] = set()
    for each in found:
        if _is_strange(each.code):
            repair = f'Write an official one, such as 11.2.1, or "{LOCAL}".'
            findings.append(Finding(each.name, "code", f"There is no code {each.code!r}.", repair))
        if each.unknown:
            words = f"There is no target {each.unknown!r}."
            findings.append(Finding(each.name, "unknown", words, "Write a code such as 11.2."))
        elif not each.target and not _is_strange(each.code):
            findings.append(Finding(each.name, "target", "No target is named.", "Name the one that it belongs to."))
        if each.code in seen:
            findings.append(Finding(each.name, "twice", f"{each.code} is on the list already.", "Keep one of the two."))
        elif each.code not in ("", LOCAL):
            seen.add(each.code)
        lacks = [] if each.missing is None else [field for field in MISSING if not each.missing[field]]
        if lacks:
            words = f"It is missing, and does not say: {', '.join(lacks)}."
            findings.append(Finding(each.name, "missing", words, "Fill it in, or choose another indicator."))
    return findings
