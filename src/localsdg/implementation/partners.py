"""Partners: a grid of responsibilities that can work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.arguments import choice, listed, mapping, shown, shown_name, table, text, whole
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["check_grid"]

# The columns of a grid. Of the first two each task needs somebody.
ROLES = ("accountable", "responsible", "consulted", "informed")
# What a mandate lets an actor do. Whoever may decide may also carry out and pay, unless a rule forbids it.
POWERS = ("decides", "carries out", "pays", "advises")
MAY, MAY_NOT = "may", "may not"
_VERBS = {"decides": "decide on", "carries out": "carry out", "pays": "pay for", "advises": "advise on"}
_RULE_COLUMNS = ("partner", "rule", "power", "target", "what")
MOST_ACCOUNTABLE = 5  # tasks of one action for which one actor answers: this course's limit


@dataclass(frozen=True)
class _Rule:
    actor: str
    may: bool
    power: str
    target: str
    what: str


def _names(value: object, name: str) -> list[str]:
    """Return the names in one field of the grid, each once: one text, or a list of texts; empty ones are left out."""
    members = [value] if isinstance(value, str) else listed(value, name, "names of actors")
    return list(dict.fromkeys(found for each in members if (found := text(each, name))))


def _rules(mandates: object) -> list[_Rule]:
    """Return the rules of a table of mandates."""
    wanted = f"one row for each rule, in the columns {', '.join(_RULE_COLUMNS)}"
    found = table(mandates, "mandates", wanted, _RULE_COLUMNS)
    rules = []
    columns = (found[column].tolist() for column in _RULE_COLUMNS)
    for row, (actor, rule, power, target, what) in enumerate(zip(*columns, strict=True), start=1):
        where = f"mandates, row {row}"
        rules.append(
            _Rule(
                actor=text(actor, f"{where}, partner"),
                may=choice(rule, f"{where}, rule", (MAY, MAY_NOT)) == MAY,
                power=choice(power, f"{where}, power", POWERS),
                target=text(target, f"{where}, target"),
                what=text(what, f"{where}, what"),
            )
        )
    return rules


def _forbids(rules: list[_Rule], actor: str, power: str, target: str) -> str | None:
    """Return the words of the rule that forbids it, or None."""
    fits = (rule for rule in rules if (rule.actor, rule.power, rule.target) == (actor, power, target))
    return next((rule.what for rule in fits if not rule.may), None)


def _covers(rules: list[_Rule], actor: str, power: str, target: str) -> bool:
    """Return whether a rule lets the actor do it, and none forbids it."""
    fits = (rule for rule in rules if (rule.actor, rule.target) == (actor, target) and rule.may)
    return any(rule.power in (power, "decides") for rule in fits) and (_forbids(rules, actor, power, target) is None)


def _mandate(task: str, actor: str, roles: dict[Any, Any], rules: list[_Rule] | None) -> Finding | None:
    """Return what is wrong with the mandate of the one who is accountable, or None."""
    said, target = (text(roles.get(name, ""), f"{task}: the {name}") for name in ("mandate", "target"))
    power = choice(roles.get("power", "decides"), f"{task}: the power", POWERS)
    if rules is None or not target:
        repair = "Name the law, the decision or the contract, or another accountable."
        return None if said else Finding(task, "mandate", f"Nothing says what lets {actor} answer for it.", repair)
    if _covers(rules, actor, power, target):
        return None
    does = f"{_VERBS[power]} {target}"
    forbidden = _forbids(rules, actor, power, target)
    found = f"No rule lets {actor} {does}." if forbidden is None else f"{actor} may not {does}: {forbidden}."
    able = list(dict.fromkeys(rule.actor for rule in rules if _covers(rules, rule.actor, power, target)))
    repair = f"Name one who may: {'; '.join(able)}." if able else "Nobody in the table may: ask who decides."
    return Finding(task, "mandate", found, repair)


@method(
    title="Grid of responsibilities",
    formula=r"\text{for each task: one accountable, whose mandate covers it, and at least one responsible}",
    unit="findings",
    source="RACI chart, a usual tool of project work; rule of the mandate and limit of load by this course",
    version="version 2",
    lesson="2.5",
    note="The rule of the mandate is a convention of this course.",
)
def check_grid(
    grid: Mapping[str, Mapping[str, Any]],
    mandates: pd.DataFrame | None = None,
    *,
    most_accountable: int = MOST_ACCOUNTABLE,
) -> list[Finding]:
    """Check a grid of responsibilities: one accountable with a mandate, somebody who does it, nobody with too much.

    The accountable answers for the result, and is one. The responsible do the work; the accountable may be one of
    them. The mandate is checked where exactly one is accountable. With a table of rules and a target, the rules say
    whether it covers the task: a rule lets the actor do it, or decide on the target, and none forbids it. Without
    them it is enough that the task says in words what the mandate is.

    Args:
        grid: by task, its fields: ``accountable``, ``responsible``, ``consulted`` and ``informed`` (a name, or a list
            of names), ``mandate`` (in words: law, decision or contract), and, for the table of rules, ``target`` and
            ``power``: "decides" (which it is if nothing is said), "carries out", "pays" or "advises".
        mandates: one row for each rule: ``partner``, ``rule`` ("may" or "may not"), ``power``, ``target``, ``what``.
        most_accountable: for how many tasks one actor may be accountable; our limit, to be set for each case.

    Returns:
        What is wrong, in the order of the tasks; then who has too much.

    Raises:
        ValueError: no tasks, a field that a grid does not have, an unknown power or rule, or a limit below one.
        TypeError: no mapping of mappings, a name that is not text, or mandates that are no table.

    Example:
        >>> grid = {"tender": {"accountable": ["mayor", "works"], "responsible": "works"}}
        >>> [str(finding) for finding in check_grid(grid)]
        ['tender: 2 are accountable: mayor; works. Keep exactly one.']
    """
    tasks_of = mapping(grid, "grid", "the fields of each task")
    if not tasks_of:
        raise ValueError("The grid has no tasks: give at least one.")
    most = whole(most_accountable, "most_accountable", least=1)
    rules = None if mandates is None else _rules(mandates)
    findings = []
    load: dict[str, int] = {}
    known = (*ROLES, "mandate", "target", "power")
    for task, given in tasks_of.items():
        named = shown_name(task)
        fields = mapping(given, f"fields of {named}", "names for each role")
        unknown = next((field for field in fields if not isinstance(field, str) or field not in known), None)
        if unknown is not None:
            raise ValueError(f"{named}: there is no field {shown(unknown)}. There are: {', '.join(known)}.")
        names = {role: _names(fields.get(role, []), f"{named}: the {role}") for role in ROLES}
        accountable = names["accountable"]
        for actor in accountable:
            load[actor] = load.get(actor, 0) + 1
        lacks = _mandate(named, accountable[0] if accountable else "", fields, rules)
        if len(accountable) != 1:
            several = f"{len(accountable)} are accountable: {'; '.join(accountable)}."
            found, repair = (several, "Keep exactly one.") if accountable else ("Nobody is accountable.", "Name one.")
            findings.append(Finding(named, "one accountable", found, repair))
        elif lacks:
            findings.append(lacks)
        if not names["responsible"]:
            repair = "Name at least one; it may be the accountable."
            findings.append(Finding(named, "somebody does it", "Nobody does the work.", repair))
    findings += [
        Finding(actor, "load", f"Accountable for {tasks} tasks.", f"Share them: at most {most}.")
        for actor, tasks in load.items()
        if tasks > most
    ]
    return findings
