"""What the page and Python say of the same table, in one form, so that they can be compared."""

from __future__ import annotations

import base64
import json
import math
from typing import TYPE_CHECKING, Any

from localsdg.owndata import DataFileError, DataReport, check_data
from localsdg.owndata.report import make_material, read_file, unpacked
from localsdg.owndata.said import make_said
from localsdg.owndata.source import Source
from localsdg.widgets.kit.base import own_texts
from localsdg.widgets.kit.bundle import dependencies, script_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Javascript = Callable[[str], Any]

# What the page says in its own words: where to say something is a button there, and an option of the command here.
OWN_WORDS = {"encoding", "figures-without-year", "contradicting-rows", "other-sheets"}


def page(javascript: Javascript) -> Callable[..., dict[str, Any]]:
    """Return a function that reads a table as the page does."""
    scripts = "".join(script_text(name) for name in dependencies("table_check_method"))
    define = "define(name, needs, factory) { made[name] = factory(...needs.map((need) => made[need])); }"
    javascript(
        f"(() => {{ const made = {{}}; const localsdg = {{ {define} }}; {scripts} "
        "globalThis.tableCheck = made.table_check_method; return 0; })()"
    )
    javascript(f"globalThis.tableTexts = {json.dumps(own_texts('table_check_method'))}; 0")

    def read(data: bytes, name: str = "", said: dict[str, Any] | None = None) -> dict[str, Any]:
        arguments = json.dumps([base64.b64encode(data).decode(), name, said or {}])
        found: dict[str, Any] = javascript(f"tableCheck.checked(...{arguments}, tableTexts)")
        if "refused" in found:
            return found
        layout = {name: found["layout"][name] for name in ("form", "roles", "values", "breakdowns", "measures")}
        return {**found, **layout, "copy": found["csv"]}

    return read


def python(data: bytes, name: str, said: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Read a table as Python does, and return it as the page does."""
    source = Source(data)
    source.name = name
    told = make_said(said.get("year"), said.get("columns"), said.get("decimal"), said.get("headings"))
    try:
        source = unpacked(source)
        raw = read_file(source, None, None, said.get("encoding"), told)
    except DataFileError as error:
        return {"refused": str(error)}
    report = DataReport(make_material(raw), source, told)
    layout = report._material.layout
    path = folder / "copy.csv"
    changes = report.write_repaired(path, replace=True)
    copy = path.read_bytes()
    path.unlink()
    changes.unlink()
    encoding = raw.encoding if raw.encoding_in_doubt else "utf-8"
    table = report.table
    return {
        "form": report.source_form,
        "roles": layout.roles,
        "values": list(layout.value_columns),
        "breakdowns": list(layout.breakdowns),
        "measures": list(layout.measures),
        "understood": report.understood,
        "table": {
            "names": list(table.columns),
            "rows": [[_plain(cell) for cell in row] for row in table.to_numpy(object)],
        },
        "faults": [{key: _plain(value) for key, value in fault.items()} for fault in report.faults.to_dict("records")],
        "changes": [{key: _plain(value) for key, value in each.items()} for each in report.repairs.to_dict("records")],
        "copy": copy.decode(encoding),
    }


def _plain(cell: Any) -> Any:
    if cell is None or cell is _missing() or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, str | bool):
        return cell
    return float(cell) if float(cell) % 1 else int(cell)


def _missing() -> Any:
    import pandas as pd

    return pd.NA


def differences(mine: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return what Python (first) and the page (second) say differently of a table; nothing if the page refuses it."""
    if "refused" in other:
        return []
    if "refused" in mine:
        return [f"Python refuses it: {mine['refused']}"]
    found = [
        f"{what}: {mine[what]!r} / {other[what]!r}"
        for what in ("form", "roles", "values", "breakdowns", "measures", "understood", "copy")
        if mine[what] != other[what] and not (what == "understood" and mine["form"] == "unknown")
    ]
    found += _rows(
        "table", [mine["table"]["names"], *mine["table"]["rows"]], [other["table"]["names"], *other["table"]["rows"]]
    )
    found += _rows("faults", list(map(_fault, mine["faults"])), list(map(_fault, other["faults"])))
    found += _rows("changes", list(map(_change, mine["changes"])), list(map(_change, other["changes"])))
    return found


def _fault(fault: dict[str, Any]) -> list[Any]:
    words = [fault["found"], fault["expected"], fault["repair"]]
    own = fault["kind"] in OWN_WORDS
    return [
        fault["severity"],
        fault["kind"],
        fault["row"],
        fault["column"],
        fault["safe"],
        fault["new"],
        *words[: 2 if own else 3],
    ]


def _change(change: dict[str, Any]) -> list[Any]:
    return [change[name] for name in ("row", "column", "kind", "found", "new")]


def _rows(what: str, mine: list[Any], other: list[Any]) -> list[str]:
    if mine == other:
        return []
    only = [row for row in mine if row not in other][:3], [row for row in other if row not in mine][:3]
    return [f"{what}: {len(mine)} and {len(other)}; only Python: {only[0]!r}; only the page: {only[1]!r}"]


def assert_understood(text: str, form: str, said: list[str], page: Callable[..., dict[str, Any]], folder: Path) -> None:
    """Check that Python reads a table in a form and says certain parts of sentences, and that the page agrees."""
    report = check_data(text.encode())
    assert report.source_form == form
    assert [part for part in said if part not in report.understood] == [], report.understood
    mine, other = python(text.encode(), "", {}, folder), page(text.encode())
    assert differences(mine, other) == []
    assert other["form"] == form
