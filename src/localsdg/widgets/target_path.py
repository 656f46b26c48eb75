"""The widget of lesson 2.6: the path from a baseline to a target, linear and at a constant rate."""

from typing import Any

from localsdg.widgets.base import CourseWidget

_FICTIONAL = {
    "water": {
        "baseline_year": 2015,
        "baseline": 40,
        "latest_year": 2021,
        "latest": 52,
        "target_year": 2030,
        "target": 80,
    },
    "leaks": {
        "baseline_year": 2015,
        "baseline": 36,
        "latest_year": 2021,
        "latest": 27,
        "target_year": 2030,
        "target": 18,
    },
    "births": {
        "baseline_year": 2016,
        "baseline": 88,
        "latest_year": 2022,
        "latest": 96,
        "target_year": 2030,
        "target": 95,
    },
    "solar": {
        "baseline_year": 2018,
        "baseline": 0,
        "latest_year": 2025,
        "latest": 24,
        "target_year": 2030,
        "target": 60,
    },
}


def _cases() -> dict[str, dict[str, Any]]:
    from localsdg import datasets

    city = datasets.load("los-angeles")
    targets = city.tables["targets"].set_index("indicator")

    def case(indicator: str, energy_source: str = "") -> dict[str, Any]:
        rows = city.table[
            (city.table["indicator"] == indicator)
            & (city.table["energy_source"] == energy_source)
            & (city.table["victim_mode"] == "")
        ].sort_values("year")
        first, last, target = rows.iloc[0], rows.iloc[-1], targets.loc[indicator]
        numbers = {
            "baseline_year": int(first["year"]),
            "baseline": float(first["value"]),
            "latest_year": int(last["year"]),
            "latest": float(last["value"]),
            "target_year": int(target["target_year"]),
            "target": float(target["target_value"]),
        }
        return {"numbers": numbers, "source": city.source_line}

    real = {"power": case("7.2.1 local series", "Renewable"), "traffic": case("3.6.1 local series")}
    return real | {name: {"numbers": numbers, "source": ""} for name, numbers in _FICTIONAL.items()}


class TargetPath(CourseWidget, module="target_path"):
    """Choose a ready case or type numbers; see both paths, the verdict of each, and the pace that is needed.

    ``answer`` holds ``case`` ("own" for own numbers), ``indicator``, ``unit``, ``path`` (the one looked at, "linear"
    or "constant") and ``numbers`` (``baseline``, ``latest`` and ``target``, each with its ``_year``). Where these make
    a path, it also holds ``linear_change`` and ``needed_change`` (units a year), ``constant_rate`` and ``needed_rate``
    (per cent a year), ``expected_linear``, ``expected_constant``, ``label_linear`` and ``label_constant``, as
    :func:`localsdg.implementation.target_path` gives them; None where there is no such value.
    """

    def __init__(self) -> None:
        super().__init__({"cases": _cases()})
