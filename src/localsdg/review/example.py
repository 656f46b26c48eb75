"""The workbook of Port Amani (fictional): its plan, budget and figures, as if its officers had done the course.

The review made from it is the model that learners read. All of it comes from ``assets/data/port-amani``, or says what
follows from there; nothing is of a real town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localsdg import datasets
from localsdg.workbook import Field, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

TOWN = "Port Amani (fictional)"
_TIME = "2026-03-01T10:00:00.000Z"
_YEAR = 2025
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
_LOCAL = ("6.1.1", "1.2.1", "16.6.1")  # proxies: the official indicator counts something else


def port_amani() -> Workbook:
    """Return the workbook."""
    tables = {
        name: table.astype(object).where(table.notna(), "")
        for name, table in datasets.load("port-amani").tables.items()
    }
    entries: dict[tuple[str, str, str], Any] = {}
    for part in (_place, _people, _indicators, _plan, _money, _partners, _exchange, _interactions, _texts):
        for (kind, key, name), value in part(tables):
            entries["records", kind, key, name] = value  # type: ignore[index]
    workbook = Workbook({address: Field(value, _TIME) for address, value in entries.items() if value != ""})
    workbook.figures = _figures(tables)
    return workbook


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
        "people/value": _text(people["value"].iloc[0]),
        "people/year": str(_YEAR),
        "people/source": "Profile of the town (fictional)",
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
    powers = {"P01": (10, 6), "P02": (7, 8), "P03": (7, 8)}
    for at, row in enumerate(tables["partners"].head(8).to_dict("records")):
        power, interest = powers.get(row["partner"], (5, 5 + at % 4))
        yield ("actor", f"{at + 1:02}", "entry"), [row["name"], power, interest]
    yield ("missing voice", "first", "groups"), "Tenants without a paper; people of Far Point who work at sea"
    yield ("missing voice", "first", "whom we ask"), "The fishers’ landing place, by the ward office, before June"
    seats = tables["indicators"]
    last = seats[(seats["indicator"] == "5.5.1(b)") & (seats["year"] == _YEAR)].iloc[0]
    women, all_ = float(last["numerator"]), float(last["denominator"])
    yield ("council", "own", "women"), _text(women)
    yield ("council", "own", "men"), _text(all_ - women)
    yield ("council", "own", "source"), "Town Secretariat, 31 December 2025 (fictional)"
    message = {
        "text": "In Millstone half of the people have a stop near home, in the whole town four in five.",
        "ask": "Vote for stops in Millstone in the budget of 2027.",
        "evidence": "51.7 % in Millstone and 81.1 % in the town, in 2025.",
        "source": "Roads and Transport, street network (fictional)",
    }
    yield from ((("message", "chosen", name), words) for name, words in message.items())


def _indicators(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    sheets = tables["indicator_sheets"].set_index("indicator")
    targets = tables["targets"].set_index("indicator")
    for key, code in _CHOSEN.items():
        sheet, goal = sheets.loc[code], targets.loc[code]
        fields = {
            "name": sheet["name"],
            "code": "local" if code in _LOCAL else code,
            "targets": code.rpartition(".")[0],
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
            "chosen/relevance": f"It counts {goal['counts']}.",
            "chosen/why": sheet["note"] or "It is measured each year.",
        }
        yield from ((("indicator", key, name), value) for name, value in fields.items())
    yield ("indicator", "first", "gap/groups"), "Far Point and Millstone"
    yield (
        ("indicator", "first", "gap/sentence"),
        "Millstone is far behind: nearly half of its people have no stop near them.",
    )
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
    ramps = {"code": "local", "name": "Bus shelters with a ramp", "targets": "11.2", "unit": "% of shelters"}
    ramps |= {
        "missing/why": "They were counted once, in 2021, and not since",
        "missing/plan": "A count of all shelters each December",
        "missing/owner": "Roads and Transport",
        "missing/date": "2026-12-31",
    }
    yield from ((("indicator", "shelters", name), value) for name, value in ramps.items())


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


_FIRST_ACTION = "A13"


def _action_ids(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return {code: "first" if code == _FIRST_ACTION else code for code in tables["actions"]["code"]}


def _money(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    lines = tables["budget_years"][tables["budget_years"]["year"] == _YEAR]
    revenue = tables["revenue"][tables["revenue"]["year"] == _YEAR]
    own = {
        "year": str(_YEAR),
        "currency": "amani crowns (fictional)",
        "approved": f"{lines['approved'].sum():.2f}",
        "spent": f"{lines['spent'].sum():.2f}",
    }
    if len(revenue):
        own["revenue"] = f"{revenue['collected'].sum():.2f}"
        own["own revenue"] = f"{revenue[revenue['kind'] == 'own-source']['collected'].sum():.2f}"
    yield from ((("budget", "own", name), value) for name, value in own.items())
    largest = lines.sort_values("approved", ascending=False).head(10)
    ids = _action_ids(tables)
    kept = {row["line"]: row for row in largest.to_dict("records")}
    kept |= {row["line"]: row for row in lines.to_dict("records") if row["action"]}
    for line, row in kept.items():
        fields = {
            "title": row["title"],
            "year": str(_YEAR),
            "nature": row["nature"],
            "approved": f"{row['approved']:.2f}",
            "spent": f"{row['spent']:.2f}",
            "action": ids.get(row["action"], ""),
        }
        yield from ((("budget line", line, name), value) for name, value in fields.items())
    for row in tables["budget_tags"].to_dict("records"):
        if row["line"] in kept:
            yield ("budget tag", row["line"], f"{row['target']}/share"), float(row["share"])


def _partners(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    tasks = [
        ("Agree the new contracts of the bus lines", "Roads and Transport", "Bus operators", "Road fund", "Council"),
        ("Rebuild 40 shelters with ramps", "Roads and Transport", "Roads and Transport", "Residents", "Bus operators"),
        ("Pay for both", "Finance and Revenue", "Finance and Revenue", "Council of Port Amani", "Road fund"),
    ]
    for at, task in enumerate(tasks, start=1):
        for role, words in zip(("what", "accountable", "responsible", "consulted", "informed"), task, strict=True):
            yield ("action", "first", f"tasks/{at:02}/{role}"), words
    chain = {
        "chain/input": "7,020,000 amani crowns from 2026 to 2030, as the plan says",
        "chain/activity": "Rebuild shelters, and run three lines every ten minutes from six to nine",
        "chain/output": "40 shelters with a ramp by 2029",
        "outcome": "More people near a stop that they can use, most of all in Millstone",
        "chain/assumptions": "The operators sign new contracts when the old ones end in 2026. If not, buses stay rare.",
        "chain/contribution": "New homes near old stops raise the figure as well. Our part is the stops and the lines.",
    }
    yield from ((("action", "first", name), words) for name, words in chain.items())
    contact = {
        "name": "Office for the national review",
        "office": "Ministry of planning (fictional)",
        "reach": "By letter",
    }
    yield from ((("contact", "national review", name), words) for name, words in contact.items())
    steps = {
        "01": ("2026-05-15", "Draft to all departments", "Town Secretariat"),
        "02": ("2026-06-20", "Public reading in Saltfield", "Town Secretariat, with the ward offices"),
        "03": ("2026-09-10", "Council votes on the review", "Mayor"),
    }
    for key, cells in steps.items():
        yield from ((("step", key, name), text) for name, text in zip(("date", "what", "who"), cells, strict=True))
    yield ("approval", "council", "who"), "Council of Port Amani"
    yield ("approval", "council", "what"), "Gave the mandate for this review"
    yield ("approval", "council", "when"), "2026-01-21"
    yield ("approval", "council", "status"), "draft"


def _exchange(tables: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    fields = {
        "topic": "Finding leaks with small crews",
        "peer": "Reedwater (fictional)",
        "visit": "A night with the crew in the old network, after the session on leaks",
        "background_document": "Water and Drainage, by April",
        "outcome_note": "Town Secretariat, for both councils",
        "offer": "Bus stops near homes, planned with residents",
    }
    yield from ((("exchange", "first", name), words) for name, words in fields.items())
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
    yield ("practice", "first", "challenge"), "Reedwater lost a third of its water in old pipes, as we do."
    yield (
        ("practice", "first", "what we take over"),
        "Crews of three who listen to the pipes at night, street by street",
    )


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


def _texts(_: Mapping[str, pd.DataFrame]) -> Iterable[tuple[tuple[str, str, str], Any]]:
    words = {
        ("1.2", "law"): "Municipal Act of the state (fictional): water in the town, local roads, the land-use plan.",
        ("1.5", "conflict"): "New mains bring more water into a network that loses a third of it (6.1 on 6.4).",
        ("1.5", "safeguard"): "A new main is filled only after the old pipes that feed it were checked.",
        (
            "2.1",
            "problem statement",
        ): "Half of Millstone has no stop near it; the town as a whole has nearly reached 80 %.",
        ("2.2", "paragraph for the plan"): "This plan helps 11.2 and 6.1 directly. Six of its actions also work "
        "against a target. One of these conflicts, wider roads against 13.2, is not resolved yet.",
        ("2.3", "what comes first"): "Mains for Saltfield and Riverbend, then leaks, then buses and shelters.",
        ("2.3", "why"): "They reach the most people in the poorest districts.",
        ("2.3", "how firm"): "The first three stay among the first under most weightings.",
        ("2.3", "what waits"): "What has no rough cost yet.",
        ("2.3", "who decides"): "The council, in September 2026",
        ("2.4", "question to the treasurer"): "Why was only 77 % of the line for water mains spent?",
        ("2.5", "agreement with whom"): "The bus operators",
        ("2.5", "agreement form"): "Contract",
        ("3.4", "group heard"): "Residents of Millstone, at two evening meetings",
        ("3.4", "change"): "Millstone comes first when shelters are rebuilt.",
        ("3.5", "sentence on an index"): "No published index counts our town alone, so we quote none.",
        ("4.1", "mandate"): "The council asked the mayor for this review on 21 January 2026.",
        ("4.1", "team"): "Three officers of the Town Secretariat, one of each department",
        ("4.1", "participation"): "Two public readings, and letters to the offices of the seven districts",
        (
            "4.2",
            "opening",
        ): "This is what our town has done, and what it has not, in its own figures. All of it is made up.",
        ("4.2", "what did not go well"): "Young people aged 15-24 not in work, education or training: there are more "
        "of them than in 2015. People below the national poverty line: as many as ten years ago.",
        ("4.2", "what went well"): "People near a bus stop or the ferry: more than four in five, five years early.",
    }
    yield from ((("text", lesson, purpose), text) for (lesson, purpose), text in words.items())


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
