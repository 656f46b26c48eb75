"""The workbook of Rivermouth (fictional) with which the assignment on the review begins.

Its officers have chosen their indicators and have the figures of three years. Three things are left to the learner: an
indicator has no source, another one was never measured and has no plan, and no text of the review is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from localsdg.workbook import Field, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from town_tables import Table

TOWN = "Rivermouth (fictional)"
YEARS = ("2015", "2020", "2025")
WITHOUT_SOURCE = "16.6.1"
# What counts something else than the official indicator has a name of the town's own.
LOCAL = {"1.2.1": "poor households", "6.1.1": "piped homes", "16.6.1": "budget spent"}
_TIME = "2026-03-02T09:00:00.000Z"


def _rows(table: Table) -> Iterator[dict[str, str]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _records(tables: Mapping[str, Table]) -> Iterator[tuple[str, str, str, str]]:
    yield ("municipality", "here", "name", TOWN)
    yield ("municipality", "here", "fictional", "yes")
    yield ("municipality", "here", "tier", "Municipality; above it stand a region and the state")
    yield ("municipality", "here", "boundary", "The five districts of the municipality, as they were in 2025.")
    goals = {row["indicator"]: row for row in _rows(tables["targets"])}
    for sheet in _rows(tables["indicator_sheets"]):
        code = sheet["indicator"]
        key, goal = LOCAL.get(code, code), goals[code]
        fields = {
            "name": sheet["name"],
            "code": "local" if code in LOCAL else code,
            "targets": code.rpartition(".")[0],
            "unit": sheet["unit"],
            "wanted": goal["wanted"],
            "source": "" if code == WITHOUT_SOURCE else f"{sheet['source']} (fictional)",
            "baseline/year": goal["base_year"],
            "baseline/value": goal["base"],
            "target/year": goal["target_year"],
            "target/value": goal["target_value"],
            "target/source": f"{goal['document']}, {goal['stands_at']}",
        }
        yield from (("indicator", key, name, words) for name, words in fields.items() if words)
    for row in _rows(tables["missing_indicators"]):
        for name in ("name", "target"):
            yield ("indicator", row["indicator"], {"target": "targets"}.get(name, name), row[name])
        yield ("indicator", row["indicator"], "code", row["indicator"])
        yield ("indicator", row["indicator"], "missing/why", row["reason"])


def _figures(values: Table, sources: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for row in _rows(values):
        if row["year"] not in YEARS:
            continue
        code = row["indicator"]
        cells = {"indicator": LOCAL.get(code, code), "year": row["year"], "area": row["district"]}
        cells["source"] = "" if code == WITHOUT_SOURCE else f"{sources[code]} (fictional)"
        for component, value, unit in (
            ("", row["value"], row["unit"]),
            ("numerator", row["numerator"], ""),
            ("denominator", row["denominator"], ""),
        ):
            found = cells | {"component": component, "value": value, "unit": unit}
            yield {name: text for name, text in found.items() if text}


def review_workbook(tables: Mapping[str, Table], values: Table) -> str:
    """Return the text of the workbook.

    Args:
        tables: those that learners may see, by their name.
        values: the series of all indicators.
    """
    entries = {("records", kind, key, name): words for kind, key, name, words in _records(tables)}
    workbook = Workbook({address: Field(words, _TIME) for address, words in entries.items()})
    sources = {row["indicator"]: row["source"] for row in _rows(tables["indicator_sheets"])}
    workbook.figures = list(_figures(values, sources))
    return workbook.text()
