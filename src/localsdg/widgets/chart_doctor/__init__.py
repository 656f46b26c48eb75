"""The widget of lesson 3.6: seven charts that mislead, each to be repaired, and the checks of one's own dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg.widgets.kit.base import CourseWidget

if TYPE_CHECKING:
    import pandas as pd

_FIRST, _LAST = 2015, 2025
_CUT_AT = (85, 50, 0)  # percent at which the bars of the first chart begin: as it was, better, repaired
_FICTIONAL = ["fictional", "Port Amani"]
# Of each figure of the dashboard: its kind of chart, what it compares, how many of these, and its measure.
_FIGURES = {
    "6.1.1": ("line", "years", "11", "rate"),
    "11.1.1": ("bars", "groups", "7", "rate"),
    "3.6.1": ("line", "years", "11", "rate"),
    "4.1.1": ("line", "years", "11", "rate"),
    "5.5.1(b)": ("dots", "target", "", "rate"),
    "11.2.1": ("dots", "groups", "7", "rate"),
}
# What is wrong in the dashboard that is to be repaired; the message of 6.1.1 stands in the texts.
_FAULTS: dict[str, dict[str, str]] = {
    "11.1.1": {"chart/measure": "count", "unit": "people", "latest/value": "61580", "baseline/value": ""}
    | {"target/year": "", "target/value": ""},
    "3.6.1": {"source": "", "formula": "", "baseline/year": "", "baseline/value": ""},
    "4.1.1": {"chart/points": "5", "baseline/year": "2021", "baseline/value": "49.2"},
    "5.5.1(b)": {"chart/kind": "bars", "chart/axis": "15"},
    "11.2.1": {"chart/kind": "line"},
}


def _charts(values: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return what each of the seven charts shows of Port Amani (fictional), and the numbers of its sentences."""
    town = values[values["district"] == ""].set_index(["indicator", "year"])
    whole = {key: round(float(value), 1) for key, value in town["value"].items()}
    homes = {year: float(town["numerator"]["6.1.1", year]) for year in (_FIRST, _LAST)}
    districts = values[values["district"] != ""].set_index(["indicator", "year", "district"])
    names = list(dict.fromkeys(values["district"][values["district"] != ""]))

    def shares(code: str, year: int = _LAST) -> list[list[Any]]:
        return [[name, round(float(districts["value"][code, year, name]), 1)] for name in names]

    def series(code: str) -> list[list[Any]]:
        return [[year, whole[code, year]] for year in range(_FIRST, _LAST + 1)]

    stops = sorted(shares("11.2.1"), key=lambda row: -row[1])[:4]
    before, now = dict(shares("6.1.1", _FIRST)), dict(shares("6.1.1"))
    growth = {name: round(100 * (now[name] / before[name] - 1)) for name in names}
    people = {name: float(districts["numerator"]["11.1.1", _LAST, name]) for name in names}
    of = {name: float(districts["denominator"]["11.1.1", _LAST, name]) for name in names}
    low, high = stops[-1][1], stops[0][1]
    reading = {year: whole["4.1.1", year] for year in range(_FIRST, _LAST + 1)}
    young = {year: whole["8.6.1", year] for year in (_FIRST, 2020, _LAST)}
    return {
        "axis": {
            "rows": stops,
            "from": list(_CUT_AT),
            "words": {"low": low, "high": high}
            | {"times": round((high - _CUT_AT[0]) / (low - _CUT_AT[0]))}
            | {"half": round((high - _CUT_AT[1]) / (low - _CUT_AT[1]), 1)},
        },
        "double": {
            "series": [series("6.1.1"), series("8.6.1")],
            "words": {
                "then": whole["6.1.1", _FIRST],
                "now": whole["6.1.1", _LAST],
                "water": round(100 * whole["6.1.1", _LAST] / whole["6.1.1", _FIRST]),
                "young": round(100 * young[_LAST] / young[_FIRST]),
                "before": young[2020],
                "after": young[_LAST],
            },
        },
        "area": {
            "rows": [[str(year), homes[year]] for year in homes],
            "words": {
                "then": homes[_FIRST],
                "now": homes[_LAST],
                "times": round(homes[_LAST] / homes[_FIRST], 1),
                "square": round((homes[_LAST] / homes[_FIRST]) ** 2, 1),
            },
        },
        "base": {
            "rows": [[name, before[name], now[name], growth[name]] for name in sorted(names, key=growth.__getitem__)][
                ::-1
            ],
            "words": {"growth": growth["Saltfield"], "then": before["Saltfield"], "now": now["Saltfield"]},
        },
        "period": {
            "series": series("4.1.1"),
            "from": [2021, 2019, 2015],
            "words": {
                "late": round(reading[2025] - reading[2021], 1),
                "middle": round(reading[2025] - reading[2019], 1),
                "all": round(reading[2025] - reading[2015], 1),
                "peak": reading[2019],
                "low": reading[2021],
            },
        },
        "colour": {
            "rows": shares("6.1.1"),
            "words": {"low": now["Saltfield"], "high": now["Old Quay"], "river": now["Riverbend"]},
        },
        "total": {
            "rows": [[name, people[name], share] for name, share in shares("11.1.1")],
            "words": {
                "few": people["Far Point"],
                "many": people["Market Hill"],
                "small": of["Far Point"],
                "large": of["Market Hill"],
                "far": dict(shares("11.1.1"))["Far Point"],
                "hill": dict(shares("11.1.1"))["Market Hill"],
                "most": people["Saltfield"],
                "salt": dict(shares("11.1.1"))["Saltfield"],
            },
        },
    }


def _dashboard(values: pd.DataFrame, sheets: pd.DataFrame, targets: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the figures of Port Amani's dashboard, and of each the numbers of its message."""
    town = values[values["district"] == ""].set_index(["indicator", "year"])["value"]
    figures = []
    for code, (kind, shows, points, measure) in _FIGURES.items():
        sheet = sheets.loc[code]
        fields = {
            "name": str(sheet["name"]),
            "chart/kind": kind,
            "chart/shows": shows,
            "chart/points": points,
            "chart/measure": measure,
            "chart/since": str(_FIRST) if shows == "years" else "",
            "unit": str(sheet["unit"]),
            "source": str(sheet["source"]),
            "formula": f"{code}, {sheet['kind']}",
        }
        then, now = (round(float(town[code, year]), 1) for year in (_FIRST, _LAST))
        goal = [int(targets["target_year"][code]), float(targets["target_value"][code])]
        ends: dict[str, Any] = {"base": _FIRST, "year": _LAST, "then": then, "now": now, "goal": goal}
        figures.append({"id": code, "fields": fields} | ends)
    return figures


def _data() -> dict[str, Any]:
    from localsdg import datasets

    data = datasets.load("port-amani")
    values = data.table[(data.table["sex"] == "") & (data.table["age"] == "")]
    sheets, targets = (data.tables[name].set_index("indicator") for name in ("indicator_sheets", "targets"))
    figures = _dashboard(values, sheets, targets)
    common = {"from": _FICTIONAL, "figures": figures}
    return {
        "charts": _charts(values),
        "cases": [{"key": "faulty", "faults": _FAULTS} | common, {"key": "repaired", "faults": {}} | common],
    }


class ChartDoctor(CourseWidget, module="chart_doctor"):
    """Find what misleads in seven charts of Port Amani (fictional), repair them, and check one's own dashboard.

    ``answer`` holds ``charts`` (by chart, whether the fault was found and whether it is repaired), ``figures`` (a list
    of what :func:`localsdg.monitoring.check_dashboard` takes: ``name``, ``message``, ``chart``, ``shows``, ``points``,
    ``measure``, ``axis_from``, ``base_year``, ``base_value``, ``since``, ``note``, ``target_year``, ``target_value``,
    ``year``, ``value``, ``unit``, ``source``, ``version``) and ``findings``.
    """

    def __init__(self) -> None:
        super().__init__(_data(), keeps=("3.6", "dashboard", "dashboard_taken"))
