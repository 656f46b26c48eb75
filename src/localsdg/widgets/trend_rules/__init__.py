"""The widget of lesson 3.3: one series, judged by four published rules side by side."""

from typing import Any

from localsdg.widgets.kit.base import CourseWidget

_FICTIONAL = {"from": ["fictional", "Port Amani"]}
_SOLAR = {
    "document": "Local Development Plan 2026-2030 of Port Amani (fictional)",
    "decided": 2026,
    "stands_at": "action A26",
    "counts": "public buildings with a solar roof",
}


def _set(goal: dict[str, Any]) -> dict[str, Any]:
    """Return where a target is set, from its row in a table of targets."""
    words = {name: goal[name] for name in ("document", "stands_at", "counts")}
    return {"set": words | {"decided": int(goal["decided"])}}


def _case(
    key: str, unit: str, series: dict[int, float], *, last_year: int, target: float, target_year: int, **others: Any
) -> dict[str, Any]:
    """Return a case that runs from the first year of a series to ``last_year``."""
    first = min(series)
    numbers = {"base_year": first, "base": series[first], "last_year": last_year, "last": series[last_year]}
    goal = {"target": target, "target_year": target_year}
    return {"key": key, "unit": unit, "series": sorted(series.items()), **numbers, **goal, **others}


def _port_amani() -> list[dict[str, Any]]:
    from localsdg import datasets

    data = datasets.load("port-amani")
    whole = data.table.query("district == '' and sex == '' and age == ''")
    goals = {row["indicator"]: row for row in data.tables["targets"].to_dict("records")}
    cases = []
    for key, code in (("water", "6.1.1"), ("settlements", "11.1.1"), ("reading", "4.1.1"), ("waste", "11.6.1")):
        rows = whole[whole["indicator"] == code]
        series = {int(year): float(value) for year, value in zip(rows["year"], rows["value"], strict=True)}
        goal = goals[code]
        numbers: dict[str, Any] = {
            "last_year": max(series),
            "target": float(goal["target_value"]),
            "target_year": int(goal["target_year"]),
            "wanted": goal["wanted"],
        }
        cases.append(_case(key, "%", series, **numbers) | _set(goal) | _FICTIONAL)
    # The water of everybody is a natural best value; the council's target is taken for the green threshold.
    cases[0] |= {"worst": 0, "best": 100, "green": 80}
    solar = {2018: 0.0, 2023: 21.0}
    bounds = {"worst": 0, "best": 60, "green": 60}
    solar_case = _case("solar", "buildings", solar, last_year=2023, target=60, target_year=2030, wanted="increase")
    return [*cases, solar_case | bounds | {"set": _SOLAR} | _FICTIONAL]


def _los_angeles() -> dict[str, Any]:
    from localsdg import datasets

    data = datasets.load("los-angeles")
    city = data.table[data.table["place"] == "City of Los Angeles"]
    killed = city.query("indicator == '3.6.1 local series' and victim_mode == ''")
    series = {int(year): float(value) for year, value in zip(killed["year"], killed["value"], strict=True)}
    goal = next(row for row in data.tables["targets"].to_dict("records") if row["indicator"] == "3.6.1 local series")
    numbers: dict[str, Any] = {"target": float(goal["target_value"]), "target_year": int(goal["target_year"])}
    case = _case("deaths", "persons", series, last_year=max(series), wanted="decrease", **numbers)
    return case | _set(goal) | {"from": ["example", "Los Angeles"]}


class TrendRules(CourseWidget, module="trend_rules"):
    """Type a series, or move its last point; read what four published rules say about it.

    ``answer`` holds ``numbers`` (years and values of base, latest value and target; worst, best and green for the
    arrows), ``unit``, ``wanted`` ("increase" or "decrease") and ``verdicts``: by rule, the place of its class from the
    best, and the value on which it rests.
    """

    def __init__(self) -> None:
        super().__init__({"cases": [*_port_amani(), _los_angeles()]}, keeps=("3.3", "trend", "trend_taken"))
