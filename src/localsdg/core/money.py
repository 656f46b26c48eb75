"""Money to the cent: exact amounts, and exact division by shares."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral, Real
from typing import TYPE_CHECKING

from localsdg.core.arguments import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CENT = Decimal("0.01")
# Up to 2^53 / 100, about 9e13, amounts that differ by a cent are different floats; above, they may be the same one.
LARGEST_FLOAT = 9e13
LARGEST = Decimal(10) ** 24  # from here on, decimal arithmetic with 28 digits would lose cents
NOISE = Decimal("1e-9")  # rounding error of added floats: shares that miss their total by less are complete


def amount(value: object, name: str) -> Decimal:
    """Read an amount of money exactly.

    Args:
        value: a Decimal, a whole number, text such as "1250.50", or a float that stands for a number of cents.
        name: what the amount is, for messages.

    Raises:
        ValueError: not an amount, a part of a cent, or a float so large that it cannot hold cents.
    """
    if isinstance(value, bool) or value is None:
        raise ValueError(f"{name} is {value!r}: give an amount of money, such as 1250.50.")
    if isinstance(value, Real) and not isinstance(value, Integral | float):
        raise ValueError(f"{name} is {shown(value)}, a number that may have lost its cents: give it as text.")
    if isinstance(value, float) and math.isfinite(value) and abs(value) >= LARGEST_FLOAT:
        raise ValueError(
            f"{name} is {float(value)!r}: a float of this size cannot hold cents. Give the amount as text."
        )
    try:
        # The shortest text of a float is the number that was typed: 0.1 is ten cents, not 0.1000000000000000055.
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError(
            f"{name} is {shown(value)}: give an amount of money with a decimal point and nothing between its "
            "thousands, such as 1250.50."
        ) from None
    if not exact.is_finite():
        raise ValueError(f"{name} is {shown(value)}: give an amount of money, such as 1250.50.")
    if abs(exact) >= LARGEST:
        raise ValueError(f"{name} is {exact:.1e}: no budget has so many digits. Check the amount.")
    if exact != exact.quantize(CENT):
        raise ValueError(f"{name} is {exact:f}: that has parts of a cent. Round it to two decimals first.")
    return exact.quantize(CENT)


def sum_of_shares(shares: Iterable[float | Decimal], whole: int) -> Decimal:
    """Return what shares add up to; a sum that misses the whole only by the noise of floats is the whole.

    Args:
        shares: numbers, such as 0.3 and 0.7, or 33.3, 33.3 and 33.4.
        whole: what they would be together, 1 or 100.
    """
    together = sum((Decimal(str(share)) for share in shares), Decimal(0))
    return Decimal(whole) if abs(together - whole) <= NOISE else together


def whole_parts(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Divide a whole number by weights into whole numbers that add up to it: the method of the largest remainder.

    Each part is rounded down; what is left goes one by one to the parts that lost most, the first of equal ones first.

    Args:
        total: zero or more.
        weights: zero or more each, not all zero; only their proportions count.
    """
    whole = sum(weights)
    wanted = [Fraction(total * weight) / whole for weight in weights]
    parts = [math.floor(part) for part in wanted]
    order = sorted(range(len(parts)), key=lambda index: parts[index] - wanted[index])
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def split(total: Decimal, weights: Sequence[float | Decimal]) -> list[Decimal]:
    """Divide an amount by weights so that the parts add up to it exactly.

    Cents that rounding leaves over are given as :func:`whole_parts` says.

    Args:
        total: the amount, in whole cents, zero or more.
        weights: zero or more each, not all zero; only their proportions count.

    Raises:
        ValueError: an amount below zero or with parts of a cent; no weights, a negative or missing one, or all zero.
    """
    total = amount(total, "total")
    if total < 0:
        raise ValueError(f"total is {total}: give an amount of zero or more in whole cents.")
    try:
        exact = [Fraction(str(weight)) for weight in weights]
    except ValueError:
        exact = []
    if not exact or min(exact) < 0 or not sum(exact):
        given = ", ".join(map(shown, weights)) or "none"
        raise ValueError(f"Weights: {given}. Give at least one number above zero, and none below.")
    return [part * CENT for part in whole_parts(int(total / CENT), exact)]
