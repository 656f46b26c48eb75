"""What the methods of the course have in common: how they are described, and how judged results are given."""

from __future__ import annotations

from dataclasses import dataclass


class UnitWarning(UserWarning):
    """The numbers are possible, but look as if they were in another unit than the one asked for."""


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
