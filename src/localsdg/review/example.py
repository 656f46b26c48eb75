"""The workbook of Port Amani (fictional): its plan, budget and figures, as if its officers had done the course.

The review made from it is the model that learners read. Plan, budget and figures come from ``assets/data/port-amani``;
what its officers wrote stands in ``example.json``, by the address of the record. Nothing is of a real town.
"""

from __future__ import annotations

import datetime
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from localsdg import datasets
from localsdg.review.model import make_review
from localsdg.workbook import Field, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

TOWN = "Port Amani (fictional)"
DAY = datetime.date(2026, 3, 31)
"""The day on which the model review was made."""
_TIME = "2026-03-01T10:00:00.000Z"
_YEAR = 2025
_AUDITED = 2024  # the last year of which the accounts are audited
# Six over five goals: one on space, several by district, one of goal 16, one proxy of its own.
_CHOSEN = {
    "first": "11.2.1",
    "6.1.1": "6.1.1",
    "youth": "8.6.1",
    "homes": "11.1.1",
    "1.2.1": "1.2.1",
    "16.6.1": "16.6.1",
}
_OFFICES = {
    "11.2.1": "Roads and Transport",
    "6.1.1": "Water and Drainage",
    "8.6.1": "Town Secretariat, statistics office",
    "11.1.1": "Planning and Housing",
    "1.2.1": "Town Secretariat, statistics office",
    "16.6.1": "Finance and Revenue",
}
_ON_A_MAP = ("11.2.1", "11.1.1")
_LOCAL = ("6.1.1", "1.2.1", "16.6.1")  # proxies: the official indicator counts something else


def port_amani() -> Workbook:
    """Return the workbook."""
    tables = {
        name: table.astype(object).where(table.notna(), "")
        for name, table in datasets.load("port-amani").tables.items()
    }
    entries: dict[tuple[str, str, str], Any] = {}
    for part in (_place, _people, _indicators, _plan, _money, _exchange, _interactions, _written):
        for (kind, key, name), value in part(tables):
            entries["records", kind, key, name] = value  # type: ignore[index]
    workbook = Workbook({address: Field(value, _TIME) for address, value in entries.items() if value != ""})
    workbook.figures = _figures(tables)
    return workbook


def model_review() -> dict[str, Any]:
    """Return the review of Port Amani, as it is published."""
    return make_review(port_amani(), language="en", today=DAY)


def _text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _place(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    profile = tables["profile"]
    people = profile[(profile["indicator"] == "population") & (profile["district"] == "") & (profile["year"] == _YEAR)]
    here = {
        "name": TOWN,
        "fictional": "yes",
        "tier": "Municipality; above it stand a region and the state",
        "boundary": "The municipal boundary of 2025, 60.2 km², with the harbour basin left out.",
        "language": "English",
        "population": _text(people["value"].iloc[0]),
        "population_year": str(_YEAR),
        "population_source": "Profile of the town (fictional)",
    }
    yield from ((("municipality", "here", name), value) for name, value in here.items())
    pins = {
        "6.1": ["Four homes in ten have no piped water", "Water and Drainage", "Homes joined to the network each year"],
        "11.1": ["Three in ten people live in informal settlements", "Planning and Housing", "Their share each year"],
        "11.2": [
            "Nobody on Far Point was near a stop before 2019",
            "Roads and Transport",
            "People near a stop, by district",
        ],
    }
    yield from ((("pin", code, "entry"), words) for code, words in pins.items())
    for row in tables["competences"].to_dict("records"):
        yield ("judgement", row["target"], "whose"), row["judgement"]


def _people(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    seats = tables["indicators"]
    last = seats[(seats["indicator"] == "5.5.1(b)") & (seats["year"] == _YEAR)].iloc[0]
    women, all_ = float(last["numerator"]), float(last["denominator"])
    yield ("council", "own", "women"), _text(women)
    yield ("council", "own", "men"), _text(all_ - women)
    yield ("council", "own", "source"), "Town Secretariat, 31 December 2025 (fictional)"


def _indicators(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    sheets = tables["indicator_sheets"].set_index("indicator")
    targets = tables["targets"].set_index("indicator")
    for key, code in _CHOSEN.items():
        sheet, goal = sheets.loc[code], targets.loc[code]
        fields = {
            "name": sheet["name"],
            "code": "local" if code in _LOCAL else code,
            "targets": code.rpartition(".")[0],
            "spatial": "yes" if code in _ON_A_MAP else "no",
            "unit": sheet["unit"],
            "wanted": goal["wanted"],
            "source": f"{sheet['source']} (fictional)",
            "office": _OFFICES[code],
            "baseline/year": _text(goal["base_year"]),
            "baseline/value": _text(goal["base"]),
            "target/year": _text(goal["target_year"]),
            "target/value": _text(goal["target_value"]),
            "target/source": f"{goal['document']}, {goal['stands_at']}",
            "trend/rule": "Statistics Canada, Open SDG",
            "trend/why these years": "The first year of the series, and the last one",
            "inputs": f"It counts {goal['counts']}.",
        }
        yield from ((("indicator", key, name), value) for name, value in fields.items())
    for row in tables["missing_indicators"].to_dict("records"):
        fields = {
            "name": row["name"],
            "code": row["indicator"],
            "targets": row["target"],
            "unit": "%",
            "missing/why": row["reason"],
            "missing/plan": row["plan"],
            "missing/owner": row["owner"],
            "missing/date": _text(row["due"])[:10],
        }
        yield from ((("indicator", "waste water", name), value) for name, value in fields.items())


def _plan(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    gates = tables["action_gates"].set_index("action")
    ids = _action_ids(tables)
    for row in tables["actions"].to_dict("records"):
        key = ids[row["code"]]
        yield ("action", key, "name"), f"{row['code']} {row['title']}"
        yield ("action", key, "plan"), f"Plan of Port Amani, {row['axis']}"
        yield ("action", key, "gates/cost"), _text(row["cost"])
        yield ("action", key, "gates/left out"), gates.loc[row["code"], "left_out"]
    for row in tables["alignment"].to_dict("records"):
        for name in ("kind", "reason", "resolved"):
            yield ("action", ids[row["action"]], f"links/{row['target']}/{name}"), row[name]
    for at, row in enumerate(tables["criteria"].to_dict("records"), start=1):
        yield ("criteria", f"c{at}", "name"), row["criterion"]
        yield ("criteria", f"c{at}", "unit"), row["unit"]
        yield ("criteria", f"c{at}", "swing"), _text(row["swing_points"])
    criteria = {name: f"c{at}" for at, name in enumerate(tables["criteria"]["criterion"], start=1)}
    for row in tables["scores"].to_dict("records"):
        if row["action"] in _FIRST_ACTIONS:
            place = f"scores/{criteria[row['criterion']]}"
            judged = f", judged by: {row['judged_by']}" if _text(row["judged_by"]) else ""
            yield ("action", ids[row["action"]], f"{place}/value"), _text(row["score"])
            yield ("action", ids[row["action"]], f"{place}/evidence"), f"{row['evidence']}{judged}"


_FIRST_ACTION = "A13"
_FIRST_ACTIONS = ("A24", "A06", "A09", "A01", "A13")  # what comes first, as the text of lesson 2.3 says


def _action_ids(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return {code: "first" if code == _FIRST_ACTION else code for code in tables["actions"]["code"]}


def _money(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    lines = tables["budget_years"][tables["budget_years"]["year"] == _AUDITED]
    revenue = tables["revenue"][tables["revenue"]["year"] == _AUDITED]
    own = {
        "year": str(_AUDITED),
        "currency": "amani crowns (fictional)",
        "approved": f"{lines['approved'].sum():.2f}",
        "spent": f"{lines['spent'].sum():.2f}",
        "revenue": f"{revenue['collected'].sum():.2f}",
        "own revenue": f"{revenue[revenue['kind'] == 'own-source']['collected'].sum():.2f}",
    }
    yield from ((("budget", "own", name), value) for name, value in own.items())
    largest = lines.sort_values("approved", ascending=False).head(10)
    kept = {row["line"]: row for row in largest.to_dict("records")}
    kept |= {row["line"]: row for row in lines.to_dict("records") if row["action"]}
    for line, row in kept.items():
        fields = {
            "title": row["title"],
            "year": str(_AUDITED),
            "nature": row["nature"],
            "approved": f"{row['approved']:.2f}",
            "spent": f"{row['spent']:.2f}",
            "action": row["action"],
        }
        yield from ((("budget line", line, name), value) for name, value in fields.items())
    for row in tables["budget_tags"].to_dict("records"):
        if row["line"] in kept:
            yield ("budget tag", row["line"], f"{row['target']}/share"), float(row["share"])


def _exchange(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    for row in tables["offers_needs"].to_dict("records"):
        if row["town"] != "Port Amani":
            continue
        for name, words in (
            ("target", row["target"]),
            ("words", row["in_english"]),
            ("language", row["language"]),
            ("towns", _text(row["towns_served"])),
        ):
            yield ("exchange", f"{row['kind']}s", f"{row['code']}/{name}"), words


def _interactions(_: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    pairs = {
        "6.1 on 6.4": (-2, "More water runs through a network that loses a third of it"),
        "11.2 on 8.3": (-1, "Sellers lose the places where people waited before"),
        "6.1 on 3.9": (2, "Clean water keeps children out of the health post"),
        "11.2 on 8.6": (1, "Young people reach training places on the other side of the river"),
        "11.6 on 8.3": (-1, "Trucks take what waste pickers live from"),
    }
    for pair, (score, reason) in pairs.items():
        yield ("interaction", pair, "score"), score
        yield ("interaction", pair, "reason"), reason


def _written(_: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    written = json.loads(files(__package__).joinpath("example.json").read_text("utf-8"))
    for address, words in written.items():
        kind, key, name = address.split("/", 2)
        yield (kind, key, name), words


def _figures(tables: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return the rows of the chosen indicators: values with numerator and denominator, or with their own components."""
    sheets = tables["indicator_sheets"].set_index("indicator")["source"]
    rows: list[dict[str, str]] = []

    def put(row: Mapping[Any, Any], component: str, value: object, unit: str) -> None:
        groups = [f"{name}: {row[name]}" for name in ("sex", "age") if row[name] != ""]
        cells = {
            "indicator": row["indicator"],
            "component": component,
            "year": _text(row["year"]),
            "value": _text(value),
            "unit": unit,
            "group": "; ".join(groups),
            "area": _text(row.get("district", "")),
            "source": f"{sheets[row['indicator']]} (fictional)",
        }
        rows.append({name: text for name, text in cells.items() if text})

    for row in tables["indicators"].to_dict("records"):
        if row["indicator"] not in _CHOSEN.values():
            continue
        put(row, "", row["value"], row["unit"])
        if row["indicator"] != "8.6.1":
            for name in ("numerator", "denominator"):
                if row[name] != "":
                    put(row, name, row[name], "")
    for row in tables["components"].to_dict("records"):
        if row["indicator"] in _CHOSEN.values():
            put(row, row["component"], row["value"], row["unit"])
    return rows
