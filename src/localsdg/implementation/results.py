"""The path from a baseline to a target: where a place should be in each year, and how it stands.

Two paths are in use. The linear one changes by the same amount each year, as in the arrows of the Sustainable
Development Report; the constant-rate one changes by the same percent each year (a compound rate), as in the progress
rules of Statistics Canada, Open SDG and the United Nations progress chart.
"""

import math
from dataclasses import dataclass

from localsdg.core.arguments import number
from localsdg.core.arguments import year as read_year
from localsdg.core.methods import method

__all__ = ["Position", "TargetPath", "target_path"]

AHEAD_FROM = 1.05  # shares of the expected way: this course's own band, not an official one
BEHIND_BELOW = 0.95


@dataclass(frozen=True)
class Position:
    """How a value stands against both paths.

    Labels are "target reached", "wrong way", "ahead", "on the path" or "behind". What belongs to the constant-rate
    path is None where that path is undefined. Changes are in units a year, rates in percent a year.
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
    """Return the compound rate in percent a year; None if a value is zero or the sign changes."""
    if not first or not last or (first > 0) != (last > 0):
        return None
    try:
        return 100 * math.expm1(math.log(last / first) / years)
    except OverflowError:  # so little time is left that the rate has no float
        return math.inf


@dataclass(frozen=True)
class TargetPath:
    """The two paths between a baseline and a target; see :func:`target_path`.

    Raises:
        ValueError: as :func:`target_path`.
        TypeError: as :func:`target_path`.
    """

    baseline: float
    baseline_year: float
    target: float
    target_year: float

    def __post_init__(self) -> None:
        for name, read in (
            ("baseline", number),
            ("baseline_year", read_year),
            ("target", number),
            ("target_year", read_year),
        ):
            object.__setattr__(self, name, read(getattr(self, name), name))
        first, last = self.baseline_year, self.target_year
        if last <= first:
            raise ValueError(f"The target year {last:.15g} should lie after the baseline year {first:.15g}.")
        if self.target == self.baseline:
            raise ValueError(
                f"Baseline and target are both {self.target:.15g}: there is no way to go. Check the two values."
            )

    @property
    def linear_change(self) -> float:
        """The change on the linear path, in units a year."""
        return (self.target - self.baseline) / (self.target_year - self.baseline_year)

    @property
    def constant_rate(self) -> float | None:
        """The rate on the constant-rate path, in percent a year; None if a value is zero or the sign changes."""
        return _rate(self.baseline, self.target, self.target_year - self.baseline_year)

    def _way(self, year: float) -> float:
        """Return the part of the time that has passed: 0 in the baseline year, 1 in the target year and after."""
        return min((read_year(year, "year") - self.baseline_year) / (self.target_year - self.baseline_year), 1.0)

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
        if expected == self.baseline:  # no measurable part of the time has passed
            return "on the path"
        share = (value - self.baseline) / (expected - self.baseline)
        if share > AHEAD_FROM:
            return "ahead"
        return "behind" if share < BEHIND_BELOW else "on the path"

    def position(self, year: float, value: float) -> Position:
        """Say how a value stands in a year: expected values, labels, and the pace needed from now on.

        The pace needed is zero once the target is reached, and infinite when the target year has passed without it.

        Raises:
            ValueError: the year is none or does not lie after the baseline year, or a number is missing.
            TypeError: not a number.
        """
        year, value = read_year(year, "latest year"), number(value, "latest value")
        if year <= self.baseline_year:
            raise ValueError(
                f"The latest year {year:.15g} should lie after the baseline year {self.baseline_year:.15g}."
            )
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


@method(
    title="Linear path to a target",
    formula=r"x(t) = x_0 + (x_T - x_0) \frac{t - t_0}{T - t_0}",
    unit="unit of the indicator; change in units a year",
    source="as in the arrows of SDSN",
    version="2018",
    lesson="2.6",
)
@method(
    title="Constant-rate path to a target",
    formula=r"x(t) = x_0 \left( \frac{x_T}{x_0} \right)^{(t - t_0) / (T - t_0)}",
    unit="unit of the indicator; rate in % a year",
    source="compound growth, as in the UN progress chart and Statistics Canada's rule",
    version="common definition",
    lesson="2.6",
    note="Undefined where a value is zero or the sign changes.",
)
def target_path(baseline: float, baseline_year: float, target: float, target_year: float) -> TargetPath:
    """Make the two paths from a baseline to a target, both in the same unit.

    Raises:
        ValueError: a number is missing, a year is none, the target year does not lie after the baseline year, or the
            target equals the baseline, so that there is no way to go.
        TypeError: not a number.
    """
    return TargetPath(baseline, baseline_year, target, target_year)
