"""The widget of lesson 2.6: two paths from a baseline to a target, and where the latest value stands."""

from typing import Any

from localsdg.widgets.base import CourseWidget

_FICTIONAL = "Port Amani is a fictional municipality; these numbers are made up."


def _los_angeles() -> list[dict[str, Any]]:
    from localsdg import datasets

    data = datasets.load("los-angeles")
    targets = {row["indicator"]: row for row in data.tables["targets"].to_dict("records")}
    renewable = data.table.query("energy_source == 'Renewable'")
    city = data.table[data.table["place"] == "City of Los Angeles"]
    killed = city.query("indicator == '3.6.1 local series' and victim_mode == ''")
    cases = []
    for name, hint, series in (("Renewable power", "paths disagree", renewable), ("Road deaths", "to zero", killed)):
        first, *_, last = series.sort_values("year").to_dict("records")
        target = targets[first["indicator"]]
        cases.append(
            {
                "place": "City of Los Angeles",
                "name": name,
                "hint": f"Los Angeles: {hint}",
                "unit": first["unit"],
                "baseline_year": int(first["year"]),
                "baseline": first["value"],
                "year": int(last["year"]),
                "value": last["value"],
                "target_year": int(target["target_year"]),
                "target": target["target_value"],
                "source": f"{target['words']}. {data.source_line}.",
            }
        )
    return cases


def _port_amani(name: str, hint: str, unit: str, *numbers: float) -> dict[str, Any]:
    keys = ("baseline_year", "baseline", "year", "value", "target_year", "target")
    case: dict[str, Any] = {"place": "Port Amani (fictional)", "name": name, "unit": unit, "source": _FICTIONAL}
    return case | {"hint": f"Port Amani (fictional){hint}"} | dict(zip(keys, numbers, strict=True))


class TargetPath(CourseWidget, module="target_path"):
    """Type a baseline, a latest value and a target; see where the place should be on both paths.

    ``answer`` holds ``place``, ``unit``, ``numbers`` (years and values of baseline, latest and target),
    ``linear_change`` (units a year), ``constant_rate`` (% a year, None where undefined), ``expected_linear``,
    ``expected_constant``, ``label_linear``, ``label_constant``, ``needed_change`` and ``needed_rate``.
    """

    def __init__(self) -> None:
        fictional = [
            _port_amani("Piped water", ": behind", "% of homes", 2015, 40, 2021, 52, 2030, 80),
            _port_amani("Waste in the open", ": falling", "% of waste", 2015, 36, 2021, 27, 2030, 18),
            _port_amani("Solar roofs", ": from zero", "buildings", 2018, 0, 2023, 21, 2030, 60),
            _port_amani("Births registered", ": reached", "% of births", 2016, 88, 2022, 96, 2030, 95),
        ]
        super().__init__({"cases": [*_los_angeles(), *fictional]})
