"""The widget of lesson 2.6: two paths from a baseline to a target, and where the latest value stands."""

from dataclasses import asdict, dataclass
from typing import Any

from localsdg.widgets.kit.base import CourseWidget

_FICTIONAL = "Port Amani is a fictional municipality; these numbers are made up"
_PLAN = "Local Development Plan 2026-2030 of Port Amani (fictional)"


@dataclass(frozen=True)
class SetTarget:
    """A target with the place where it is set: a label on a dashboard is not enough.

    Attributes:
        value: the value to reach.
        year: by when.
        document: the plan or decision that sets it.
        decided: the year of that plan or decision.
        stands_at: the place in the document, so that a reader can look it up.
        counts: what the series counts.
        since: what became of the target after the last value, if that is known.

    Raises:
        ValueError: one of the texts is empty, or the target was decided after its own year.
    """

    value: float
    year: int
    document: str
    decided: int
    stands_at: str
    counts: str
    since: str = ""

    def __post_init__(self) -> None:
        for name in ("document", "stands_at", "counts"):
            if not getattr(self, name).strip():
                raise ValueError(f"A target of {self.value:g} by {self.year} has no {name!r}: say where it is set.")
        if not 1900 <= self.decided <= self.year:
            raise ValueError(
                f"A target for {self.year} that was decided in {self.decided}: give the year of the plan or decision."
            )


def _case(
    place: str, key: str, unit: str, values: tuple[int, float, int, float], target: SetTarget, source: str
) -> dict[str, Any]:
    """Return a case: ``values`` are year and value of the baseline, then of the latest figure."""
    numbers = dict(zip(("baseline_year", "baseline", "year", "value"), values, strict=True))
    told = asdict(target)
    case = {"place": place, "key": key, "unit": unit, "source": source, **numbers}
    return case | {"target": told.pop("value"), "target_year": told.pop("year"), "set": told}


def _los_angeles() -> list[dict[str, Any]]:
    from localsdg import datasets

    data = datasets.load("los-angeles")
    targets = {row["indicator"]: row for row in data.tables["targets"].to_dict("records")}
    renewable = data.table.query("energy_source == 'Renewable'")
    city = data.table[data.table["place"] == "City of Los Angeles"]
    killed = city.query("indicator == '3.6.1 local series' and victim_mode == ''")
    cases = []
    for key, series in (("power", renewable), ("deaths", killed)):
        first, *_, last = series.sort_values("year").to_dict("records")
        row = targets[first["indicator"]]
        words = {column: row[column] for column in ("document", "stands_at", "counts", "since")}
        target = SetTarget(row["target_value"], int(row["target_year"]), decided=int(row["decided"]), **words)
        values = (int(first["year"]), first["value"], int(last["year"]), last["value"])
        case = _case("City of Los Angeles", key, first["unit"], values, target, data.source_line)
        cases.append(case | {"from": ["example", "Los Angeles"]})
    return cases


def _port_amani() -> list[dict[str, Any]]:
    made_up: dict[str, Any] = {"document": "Made up for this exercise", "decided": 2015, "stands_at": "in no plan"}
    council: dict[str, Any] = {"document": "Decision of the council on its targets for 2030", "decided": 2021}
    plan: dict[str, Any] = {"document": _PLAN, "decided": 2026}
    cases = (
        (
            "water",
            "% of homes",
            (2015, 40, 2021, 52),
            SetTarget(80, 2030, **council, stands_at="annex, line 6.1.1", counts="homes with piped water"),
        ),
        (
            "waste",
            "% of waste",
            (2015, 36, 2021, 27),
            SetTarget(18, 2030, **made_up, counts="waste that is dumped or burnt in the open"),
        ),
        (
            "solar",
            "buildings",
            (2018, 0, 2023, 21),
            SetTarget(60, 2030, **plan, stands_at="action A26", counts="public buildings with a solar roof"),
        ),
        (
            "births",
            "% of births",
            (2016, 88, 2022, 96),
            SetTarget(95, 2030, **plan, stands_at="chapter 3", counts="births that are registered"),
        ),
    )
    fictional = {"from": ["fictional", "Port Amani"]}
    return [_case("Port Amani (fictional)", *case, _FICTIONAL) | fictional for case in cases]


class TargetPath(CourseWidget, module="target_path"):
    """Type a baseline, a latest value and a target; see where the place should be on both paths.

    ``answer`` holds ``place``, ``unit``, ``numbers`` (years and values of baseline, latest and target),
    ``linear_change`` (units a year), ``constant_rate`` (% a year, None where undefined), ``expected_linear``,
    ``expected_constant``, ``label_linear``, ``label_constant``, ``needed_change`` and ``needed_rate``.
    """

    def __init__(self) -> None:
        super().__init__({"cases": [*_los_angeles(), *_port_amani()]}, keeps=("2.6", "path", "path_taken"))
