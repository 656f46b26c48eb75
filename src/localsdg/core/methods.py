"""What the methods of the course have in common: how they are described, and how judged results are given."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal
    from types import ModuleType

_Function = TypeVar("_Function", bound="Callable[..., Any]")


class UnitWarning(UserWarning):
    """The numbers are possible, but look as if they were in another unit than the one asked for."""


class LeftOutWarning(UserWarning):
    """Something in a table cannot be used and was left out; the message names the first of them and why."""


def warn_of_left_out(reasons: Mapping[int, str], what: str, *, stacklevel: int) -> None:
    """Warn of rows that cannot be used: why of the first, how many, and that the result is of the others.

    Args:
        reasons: by row, why it cannot be used.
        what: what a row is, such as "home".
        stacklevel: as Python's ``warn`` takes it, seen from the caller.
    """
    if not reasons:
        return
    count = len(reasons) - 1
    others = "" if not count else ", and so is one more" if count == 1 else f", and so are {count} more"
    warnings.warn(
        f"{reasons[min(reasons)]} This {what} is left out{others}. The result is of the others.",
        LeftOutWarning,
        stacklevel=stacklevel + 1,
    )


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
        name: dotted name of the function, as it is imported from its room.
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


def method(
    *, title: str, formula: str, unit: str, source: str, version: str, lesson: str, note: str = ""
) -> Callable[[_Function], _Function]:
    """Say beside a public function which method it computes; the arguments are the attributes of :class:`Method`.

    A function that computes several, such as two versions of an indicator, has one for each, in their order.
    """

    def described(function: _Function) -> _Function:
        name = f"{function.__module__.rpartition('.')[0]}.{function.__name__}"
        found = Method(name, title, formula, unit, source, version, lesson, note)
        # Decorators are applied from the bottom up, so the later one is the first in the file.
        function.methods = (found, *getattr(function, "methods", ()))  # type: ignore[attr-defined]
        return function

    return described


def helper(function: _Function) -> _Function:
    """Say beside a public function that it prepares, sorts or checks: it has no formula that needs a source."""
    function.methods = ()  # type: ignore[attr-defined]
    return function


def methods_in(module: ModuleType) -> tuple[Method, ...]:
    """Return the methods that the functions of a module compute, in the order in which they stand there."""
    own = (each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__)
    return tuple(found for each in own for found in getattr(each, "methods", ()))
