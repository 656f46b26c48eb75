"""The path from a baseline to a target: where a place should be in each year, and how it stands.

Two paths are in use. The linear one changes by the same amount each year, as in the arrows of the Sustainable
Development Report; the constant-rate one changes by the same per cent each year (a compound rate), as in the progress
rules of Statistics Canada, Open SDG and the United Nations progress chart.
"""

import math
from dataclasses import dataclass

AHEAD_FROM = 1.05  # shares of the expected way: this course's own band, not an official one
BEHIND_BELOW = 0.95


@dataclass(frozen=True)
class Position:
    """How a value stands against both paths.

    Labels are "target reached", "wrong way", "ahead", "on the path" or "behind". What belongs to the constant-rate
    path is None where that path is undefined. Changes are in units a year, rates in per cent a year.
    """

    year: float
    value: float
    expected_linear: float
    expected_constant: float | None
    label_linear: str
    label_constant: str | None
    needed_change: float
    needed_rate: float | None


def _rate(first: float, last: float, years: float) -> float | None:
    """Return the compound rate in per cent a year; None if a value is zero or the sign changes."""
    if first * last <= 0:
        return None
    return 100 * math.expm1(math.log(last / first) / years)


@dataclass(frozen=True)
class TargetPath:
    """The two paths between a baseline and a target. Make one with :func:`target_path`."""

    baseline: float
    baseline_year: float
    target: float
    target_year: float

    @property
    def linear_change(self) -> float:
        """The change on the linear path, in units a year."""
        return (self.target - self.baseline) / (self.target_year - self.baseline_year)

    @property
    def constant_rate(self) -> float | None:
        """The rate on the constant-rate path, in per cent a year; None if a value is zero or the sign changes."""
        return _rate(self.baseline, self.target, self.target_year - self.baseline_year)

    def _way(self, year: float) -> float:
        """Return the part of the time that has passed: 0 in the baseline year, 1 in the target year and after."""
        return min((year - self.baseline_year) / (self.target_year - self.baseline_year), 1.0)

    def linear(self, year: float) -> float:
        """Return the value of the linear path in a year; after the target year, the target."""
        return self.baseline + (self.target - self.baseline) * self._way(year)

    def constant(self, year: float) -> float | None:
        """Return the value of the constant-rate path in a year; None if that path is undefined."""
        if self.constant_rate is None:
            return None
        return self.baseline * math.exp(math.log(self.target / self.baseline) * self._way(year))

    def _label(self, value: float, expected: float) -> str:
        direction = math.copysign(1.0, self.target - self.baseline)
        if direction * (value - self.target) >= 0:
            return "target reached"
        if direction * (value - self.baseline) < 0:
            return "wrong way"
        share = (value - self.baseline) / (expected - self.baseline)
        if share > AHEAD_FROM:
            return "ahead"
        return "behind" if share < BEHIND_BELOW else "on the path"

    def position(self, year: float, value: float) -> Position:
        """Say how a value stands in a year: expected values, labels, and the pace needed from now on.

        The pace needed is zero once the target is reached, and infinite when the target year has passed without it.

        Raises:
            ValueError: the year does not lie after the baseline year, or a number is missing.
        """
        if not (math.isfinite(year) and math.isfinite(value)):
            raise ValueError(f"The latest value is {value!r} in {year!r}: give both as numbers.")
        if year <= self.baseline_year:
            raise ValueError(f"The latest year {year:g} should lie after the baseline year {self.baseline_year:g}.")
        linear, constant = self.linear(year), self.constant(year)
        label = self._label(value, linear)
        left = self.target_year - year
        if label == "target reached":
            change: float = 0.0
            rate: float | None = 0.0
        elif left <= 0:
            change, rate = math.copysign(math.inf, self.target - value), None
        else:
            change, rate = (self.target - value) / left, _rate(value, self.target, left)
        return Position(
            year=year,
            value=value,
            expected_linear=linear,
            expected_constant=constant,
            label_linear=label,
            label_constant=None if constant is None else self._label(value, constant),
            needed_change=change,
            needed_rate=rate,
        )


def target_path(baseline: float, baseline_year: float, target: float, target_year: float) -> TargetPath:
    """Make the two paths from a baseline to a target, both in the same unit.

    Raises:
        ValueError: a number is missing, the target year does not lie after the baseline year, or the target equals
            the baseline, so that there is no way to go.
    """
    numbers = {"baseline": baseline, "baseline_year": baseline_year, "target": target, "target_year": target_year}
    for name, number in numbers.items():
        if not math.isfinite(number):
            raise ValueError(f"{name} is {number!r}: give a number.")
    if target_year <= baseline_year:
        raise ValueError(f"The target year {target_year:g} should lie after the baseline year {baseline_year:g}.")
    if target == baseline:
        raise ValueError(f"Baseline and target are both {target:g}: there is no way to go. Check the two values.")
    return TargetPath(baseline, baseline_year, target, target_year)
