"""What the tables of a fictional town are made of: cells as text, columns with their meaning, money to the cent.

Every town is written by the same plain arithmetic, so that a run is the same everywhere. The towns themselves are told
in ``generate.py`` (Port Amani), and elsewhere for graded exercises. All of them are fictional.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FICTIONAL = "fictional"
CROWNS = "amani crowns (fictional)"

Row = list[str]


@dataclass
class Table:
    """A table to be written: its columns as the data package describes them, and its rows as text."""

    name: str
    title: str
    description: str
    fields: list[dict[str, object]]
    rows: list[Row]
    key: list[str] = field(default_factory=list)
    references: dict[str, tuple[str, str]] = field(default_factory=dict)  # column: table and column it points to

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return [str(item["name"]) for item in self.fields]

    def text(self) -> str:
        """Return the table as the text of a CSV file."""
        return csv_text([self.columns, *self.rows])


def csv_text(rows: list[Row]) -> str:
    """Return rows as CSV, with line feeds and quotes only where needed."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def column(
    name: str, title: str, kind: str = "string", *, words: tuple[str, ...] = (), **constraints: object
) -> dict[str, object]:
    """Describe one column; with ``words``, a cell holds one of them."""
    described: dict[str, object] = {"name": name, "type": kind, "title": title}
    if words:
        constraints["enum"] = list(words)
    return described | {"constraints": constraints} if constraints else described


PLACE_IS = column("place_is", "Reminder that the place is fictional", required=True, words=(FICTIONAL,))
UNIT = column("unit", "Unit of the value", required=True)
STAFF, GOODS, TRANSFERS, CAPITAL = "staff", "goods and services", "transfers", "capital"
BUDGET_LINE = [
    column("place", "Place", required=True),
    column("line", "Code of the line", required=True),
    column("year", "Budget year", "integer", required=True),
    column("department", "Department that spends", required=True),
    column("function", "Function; see the table functions", required=True),
    column("economic_type", "Economic type", words=(STAFF, GOODS, TRANSFERS, CAPITAL)),
]


def money(cents: int) -> str:
    """Write cents as an amount with two decimals; a refund has a minus."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def cents(amount: str) -> int:
    """Read an amount with two decimals as cents."""
    return int(amount.replace(".", ""))


def ratio(part: int, whole: int, per: int = 100) -> str:
    """Return part / whole x per with one decimal, halves rounded up, in whole-number arithmetic."""
    tenths = (2 * 10 * per * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def between(knots: Mapping[int, float], year: int) -> float:
    """Return the value of a year on the straight lines between the years given."""
    for first, last in pairwise(sorted(knots)):
        if first <= year <= last:
            return knots[first] + (knots[last] - knots[first]) * (year - first) / (last - first)
    raise ValueError(f"{year} lies outside {sorted(knots)}")


def nearest(number: float) -> int:
    """Round a number that is not negative, halves up."""
    return int(number + 0.5)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weights; what rounding leaves over goes to the largest remainders, ties to the first."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(amount) for amount in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def resource(table: Table) -> dict[str, object]:
    """Describe one table in the words of Frictionless."""
    schema: dict[str, object] = {"fields": table.fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = table.key
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [its]}}
            for name, (other, its) in table.references.items()
        ]
    title = table.title if "fictional" in table.title else f"{table.title} (fictional)"
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": title,
        "description": table.description,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": schema,
    }


def sums(table: Table, label: str, *amounts: str) -> dict[str, list[int]]:
    """Add up amounts in cents by the text of a column; with an empty label, all rows."""
    spots = [table.columns.index(name) for name in amounts]
    found: dict[str, list[int]] = {}
    for row in table.rows:
        group = row[table.columns.index(label)] if label else "all"
        found.setdefault(group, [0] * len(spots))
        for place, spot in enumerate(spots):
            found[group][place] += int(row[spot].replace(".", ""))
    return found


def grouped(cents: int) -> str:
    """Write cents as an amount with commas, for people."""
    return f"{cents // 100:,}.{cents % 100:02d}"
