"""Partners: a grid of responsibilities that can work, and a fair match of offers and needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localsdg.core.arguments import grid as numbers_of
from localsdg.core.arguments import mapping, shown, shown_name, table, text, whole
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Matching", "check_grid", "match"]

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


@dataclass(frozen=True)
class Matching:
    """Who helps whom.

    Attributes:
        pairs: one row for each pair: ``offer``, ``need``, ``fit``.
        total: sum of the fits.
        offers_left: offers without a need.
        needs_left: needs without an offer.
    """

    pairs: pd.DataFrame
    total: float
    offers_left: tuple[Any, ...]
    needs_left: tuple[Any, ...]


@method(
    title="Matching of offers and needs",
    formula=r"\max \sum_{i,j} f_{ij} x_{ij}, \quad \sum_j x_{ij} \leq 1, \quad \sum_i x_{ij} \leq 1",
    unit="pairs, total fit",
    source="linear sum assignment, SciPy",
    version="Crouse 2016",
    lesson="2.5",
)
def match(fit: pd.DataFrame) -> Matching:
    """Match offers and needs one to one, so that the total fit is as high as it can be.

    With a fit of 1 or 0 this is the largest number of pairs. Pairs with a fit of zero are not made. Where several
    matchings are equally good, the result is the same on every run.

    Args:
        fit: one row for each offer, one column for each need; how well they fit, zero or more, or True and False.

    Raises:
        ValueError: an empty table, a name twice, or a fit that is missing or negative.
        TypeError: not a table, or a fit that is no number.

    Source: linear sum assignment, as solved by SciPy (Crouse 2016).
    """
    import numpy as np
    import pandas as pd
    from scipy.optimize import linear_sum_assignment

    table(fit, "fit", "one row for each offer and one column for each need")
    if fit.empty:
        raise ValueError("The table is empty: give one row for each offer and one column for each need.")
    for name, labels in (("offer", fit.index), ("need", fit.columns)):
        if labels.has_duplicates:
            raise ValueError(f"The {name} {shown(labels[labels.duplicated()][0])} stands twice: name each once.")
    yes_or_no = {column: "int64" for column, kind in fit.dtypes.items() if kind == np.bool_}
    values = numbers_of(fit.astype(yes_or_no), "a number, zero if they do not fit", least=0)
    rows, columns = linear_sum_assignment(values, maximize=True)
    made = [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if values[row, column] > 0]
    pairs = pd.DataFrame(
        [(fit.index[row], fit.columns[column], values[row, column]) for row, column in made],
        columns=["offer", "need", "fit"],
    )
    return Matching(
        pairs=pairs,
        total=float(pairs["fit"].sum()),
        offers_left=tuple(name for row, name in enumerate(fit.index) if row not in {pair[0] for pair in made}),
        needs_left=tuple(name for column, name in enumerate(fit.columns) if column not in {pair[1] for pair in made}),
    )
