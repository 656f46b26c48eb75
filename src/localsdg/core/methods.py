"""What the methods of the course have in common: how they are described, and how judged results are given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class UnitWarning(UserWarning):
    """The numbers are possible, but look as if they were in another unit than the one asked for."""


def told_apart(value: float | Decimal, digits: int, *others: float | Decimal) -> str:
    """Return a number with decimals: as many as tell it from zero and from the numbers it is compared with.

    Args:
        value: the number.
        digits: the decimals that it has in any case.
        others: limits, or other numbers in the same sentence: 99.96 beside 100 is not "100.0".
    """
    different = [other for other in (0, *others) if not math.isclose(value, other, rel_tol=1e-9)]
    while digits < 9 and any(f"{value:.{digits}f}".lstrip("-") == f"{other:.{digits}f}" for other in different):
        digits += 1
    return f"{value:.{digits}f}"


@dataclass(frozen=True)
class Verdict:
    """A result that needs explaining.

    Attributes:
        value: the number behind the label, in the unit that the method states; None where none can be computed.
        label: the class that the method gives.
        reason: why, in a sentence, with the numbers that decided.
        method: the method and its version, so that the result can be cited.
    """

    value: float | None
    label: str
    reason: str
    method: str


@dataclass(frozen=True)
class Finding:
    """Something that a check found wrong, missing or out of balance.

    Attributes:
        about: the thing, as the user named it.
        rule: the rule that is broken, in short.
        found: what was found.
        repair: what to do about it.
    """

    about: str
    rule: str
    found: str
    repair: str

    def __str__(self) -> str:
        return f"{self.about}: {self.found} {self.repair}"


@dataclass(frozen=True)
class Method:
    """How a method is computed, where it comes from and where it is taught.

    Attributes:
        name: dotted name of the function or class.
        title: what it computes.
        formula: the formula in LaTeX, without dollar signs; or the rule in words.
        unit: unit of the result.
        source: who published the formula; "this course" where the rule is ours.
        version: version or date of the source.
        lesson: number of the lesson that teaches it.
        note: what to watch for.
    """

    name: str
    title: str
    formula: str
    unit: str
    source: str
    version: str
    lesson: str
    note: str = ""
