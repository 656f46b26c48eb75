"""Money to the cent: exact amounts, and exact division by shares."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CENT = Decimal("0.01")


def amount(value: object, name: str) -> Decimal:
    """Read an amount of money exactly.

    Args:
        value: a Decimal, a whole number, text such as "1250.50", or a float that stands for a number of cents.
        name: what the amount is, for messages.

    Raises:
        ValueError: not an amount, or a part of a cent.
    """
    if isinstance(value, bool) or value is None:
        raise ValueError(f"{name} is {value!r}: give an amount of money, such as 1250.50.")
    try:
        # The shortest text of a float is the number that was typed: 0.1 is ten cents, not 0.1000000000000000055.
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError(
            f"{name} is {value!r}: give an amount of money with a decimal point, such as 1250.50."
        ) from None
    if not exact.is_finite():
        raise ValueError(f"{name} is {value!r}: give an amount of money, such as 1250.50.")
    if exact != exact.quantize(CENT):
        raise ValueError(f"{name} is {value!r}: that has parts of a cent. Round it to two decimals first.")
    return exact.quantize(CENT)


def split(total: Decimal, weights: Sequence[float]) -> list[Decimal]:
    """Divide an amount by weights so that the parts add up to it exactly.

    Each part is rounded down to the cent; the cents that are left go to the parts that lost most, the first of equal
    ones first (method of the largest remainder).

    Args:
        total: the amount, in whole cents, zero or more.
        weights: zero or more each, not all zero; only their proportions count.

    Raises:
        ValueError: no weights, a negative or missing one, or all zero.
    """
    exact = [Decimal(str(weight)) for weight in weights]
    if not exact or any(not weight.is_finite() or weight < 0 for weight in exact) or not sum(exact):
        raise ValueError(f"Weights {list(weights)}: give at least one number above zero, and none below.")
    cents = int(total / CENT)
    whole = sum(exact)
    wanted = [cents * weight / whole for weight in exact]
    parts = [math.floor(part) for part in wanted]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - wanted[place], place))
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return [part * CENT for part in parts]
