"""The course's data sets, opened by name, with their provenance.

>>> datasets.list()
>>> atlas = datasets.load("atlas-urban-expansion")
>>> atlas.table          # the main table, tidy: place, indicator, year, value, unit, then breakdowns
>>> atlas.source_line    # a short source for a caption
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from localsdg.core.content import content_root

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_TYPES = {"string": "str", "number": "float64", "integer": "Int64"}


@dataclass(frozen=True, repr=False)
class Dataset:
    """A data set: its tables, and where they come from.

    Attributes:
        name: the name it is opened by.
        title: one line on what it holds.
        source: who published the figures, and when.
        licence: the terms under which they can be used.
        source_line: a short source, for a caption.
        tables: all tables by name.
        texts: texts that belong to the set, by name, such as the plan of Port Amani.
        package: the Frictionless description: columns, units, checks and traps.
    """

    name: str
    title: str
    source: str
    licence: str
    source_line: str
    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str]
    package: Mapping[str, Any]

    @property
    def table(self) -> pd.DataFrame:
        """Return the main table, the first one of the description."""
        return next(iter(self.tables.values()))

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} ({len(table)} rows)" for name, table in self.tables.items())
        return f"<Dataset {self.name}: {self.title}. Tables: {sizes}>"


def _folder() -> Path:
    return content_root() / "assets" / "data"


def names() -> tuple[str, ...]:
    """Return the names of all data sets."""
    return tuple(sorted(path.parent.name for path in _folder().glob("*/datapackage.json")))


def _package(name: str) -> dict[str, Any]:
    if not isinstance(name, str) or name not in names():
        near = difflib.get_close_matches(str(name).casefold().replace(" ", "-"), names(), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"There is no data set {name!r}.{hint} There are: {', '.join(names())}.")
    package: dict[str, Any] = json.loads((_folder() / name / "datapackage.json").read_text("utf-8"))
    return package


def _read(path: Path, fields: Sequence[dict[str, Any]]) -> pd.DataFrame:
    # Only an empty cell is missing: "NA" is the code of Namibia. An empty word stays an empty word.
    types = {field["name"]: _TYPES[field["type"]] for field in fields if field["type"] in _TYPES}
    empty = {field["name"]: [""] for field in fields if field["type"] != "string"}
    truths = [word for field in fields for word in field.get("trueValues", [])]
    falsehoods = [word for field in fields for word in field.get("falseValues", [])]
    return pd.read_csv(
        path, dtype=types, keep_default_na=False, na_values=empty, true_values=truths, false_values=falsehoods
    )


def load(name: str) -> Dataset:
    """Open a data set by name.

    Raises:
        KeyError: there is no data set of this name; the message suggests one and lists them.
    """
    package = _package(name)
    folder = _folder() / name
    tables, texts = {}, {}
    for resource in package["resources"]:
        if "schema" in resource:
            tables[resource["name"]] = _read(folder / resource["path"], resource["schema"]["fields"])
        else:
            texts[resource["name"]] = (folder / resource["path"]).read_text("utf-8")
    return Dataset(
        name=name,
        title=package["title"],
        source="; ".join(source["title"] for source in package["sources"]),
        licence="; ".join(licence["title"] for licence in package["licenses"]),
        source_line=package["sourceLine"],
        tables=tables,
        texts=texts,
        package=package,
    )


def list() -> pd.DataFrame:
    """List all data sets: one row for each, with its name, title, tables and source."""
    rows = []
    for name in names():
        package = _package(name)
        tables = ", ".join(resource["name"] for resource in package["resources"] if "schema" in resource)
        rows.append({"name": name, "title": package["title"], "tables": tables, "source": package["sourceLine"]})
    return pd.DataFrame(rows)


def describe(name: str) -> str:
    """Say in plain text what a data set holds: tables, columns, source, licence, checks and traps.

    Raises:
        KeyError: there is no data set of this name; the message suggests one and lists them.
    """
    package = _package(name)
    lines = [package["title"], "", package["description"], ""]
    for resource in package["resources"]:
        fields = resource.get("schema", {}).get("fields", [])
        lines.append(f"{'Table' if fields else 'Text'} {resource['name']}: {resource['description']}")
        lines += [f"  {field['name']} ({field['type']}): {field['title']}" for field in fields]
    lines += ["", "Source: " + "; ".join(source["title"] for source in package["sources"])]
    lines.append("Terms: " + "; ".join(licence["title"] for licence in package["licenses"]))
    lines += ["Checks:", *(f"  {text}" for text in package["checks"])]
    lines += ["Traps:", *(f"  {text}" for text in package["traps"])]
    return "\n".join(lines)
