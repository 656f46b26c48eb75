from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.core.money import amount, split


@pytest.mark.parametrize(
    ("given", "exact"),
    [(0.1, "0.10"), ("1250.5", "1250.50"), (7, "7.00"), (Decimal("-3.20"), "-3.20"), (1e6, "1000000.00")],
)
def test_an_amount_is_read_exactly(given, exact):
    assert amount(given, "rent") == Decimal(exact)


@pytest.mark.parametrize("given", ["12,50", "abc", None, True, float("nan"), float("inf"), 0.005, "1.234"])
def test_what_is_no_amount_is_refused(given):
    with pytest.raises(ValueError, match="rent is"):
        amount(given, "rent")


def test_the_cents_left_over_go_to_the_largest_remainders():
    # 100.00 by 1 : 1 : 1 is 33.333: one cent is left, for the first. 0.05 by 1 : 2 is 1.67 and 3.33 cents.
    assert split(Decimal("100.00"), [1, 1, 1]) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert split(Decimal("0.05"), [1, 2]) == [Decimal("0.02"), Decimal("0.03")]
    assert split(Decimal("10.00"), [1, 0]) == [Decimal("10.00"), Decimal("0.00")]


@given(st.integers(0, 10**12), st.lists(st.floats(0, 1000), min_size=1, max_size=9).filter(lambda w: sum(w) > 1e-6))
def test_parts_add_up_and_are_within_a_cent(cents, weights):
    total = Decimal(cents) / 100
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        exact = Decimal(str(weight)) * total / sum(Decimal(str(each)) for each in weights)
        assert abs(part - exact) < Decimal("0.0100001")


@given(st.integers(0, 10**6), st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_a_heavier_weight_never_gets_less(cents, weights):
    parts = split(Decimal(cents) / 100, weights)
    for first, weight in zip(parts, weights, strict=True):
        for second, other in zip(parts, weights, strict=True):
            assert weight <= other or first >= second
