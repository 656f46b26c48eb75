"""Partners: a grid of responsibilities that can work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.core.arguments import mapping, shown_name, text, whole
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_grid"]

ROLES = {"R": "does the work", "A": "is accountable", "C": "is consulted", "I": "is informed"}


@method(
    title="Grid of responsibilities",
    formula=r"\text{for each task: one A, at least one R}",
    unit="findings",
    source="RACI chart, a usual tool of project work; limit of load by this course",
    version="version 1",
    lesson="2.5",
)
def check_grid(grid: Mapping[str, Mapping[str, str]], *, most_accountable: int = 5) -> list[Finding]:
    """Check a grid of responsibilities: one accountable for each task, somebody who does it, nobody with too much.

    Args:
        grid: by task, by actor, the letters of the roles: "R" (does the work), "A" (is accountable), "C" (is
            consulted), "I" (is informed); "RA" for both; empty for none.
        most_accountable: for how many tasks one actor may be accountable; our limit, to be set for each case.

    Returns:
        What is wrong, in the order of the tasks; then who has too much.

    Raises:
        ValueError: no tasks, or a letter that is no role.
        TypeError: no mapping of mappings, or a role that is not text.
    """
    tasks_of = mapping(grid, "grid", "the roles of the actors for each task")
    if not tasks_of:
        raise ValueError("The grid has no tasks: give at least one.")
    most = whole(most_accountable, "most_accountable", least=1)
    findings = []
    load: dict[str, int] = {}
    for task, given in tasks_of.items():
        roles = mapping(given, f"roles of {shown_name(task)}", "the letters of the roles for each actor")
        for actor, letters in roles.items():
            unknown = sorted(
                set(text(letters, f"{task}, {actor}: the role").replace(" ", "").replace("/", "").upper()) - set(ROLES)
            )
            if unknown:
                known = ", ".join(f"{letter} ({words})" for letter, words in ROLES.items())
                raise ValueError(f"{task}, {actor}: {unknown[0]!r} is no role. There are {known}.")
        accountable = [actor for actor, letters in roles.items() if "A" in letters.upper()]
        for actor in accountable:
            load[actor] = load.get(actor, 0) + 1
        if len(accountable) != 1:
            found = (
                f"{len(accountable)} are accountable: {', '.join(accountable)}."
                if accountable
                else "Nobody is accountable."
            )
            findings.append(Finding(task, "one accountable", found, "Name exactly one."))
        if not any("R" in letters.upper() for letters in roles.values()):
            findings.append(Finding(task, "somebody does it", "Nobody does the work.", "Name at least one R."))
    findings += [
        Finding(actor, "load", f"Accountable for {tasks} tasks.", f"Share them: at most {most}.")
        for actor, tasks in load.items()
        if tasks > most
    ]
    return findings
