"""The statistical annex: every figure of the review, with what it was computed from; as CSV and as Open SDG data."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.core.methods import helper
from localsdg.review.reading import FICTIONAL, year_of
from localsdg.review.recomputing import (
    COLUMNS,
    COMPONENT,
    DERIVED,
    FORMULAS,
    GIVEN,
    MISSING,
    SHOWN,
    SUPPRESSED,
    Check,
    compute,
    recomputed,
)
from localsdg.review.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from localsdg.review.figures import Figure, Row

__all__ = ["recompute"]

# A program for tables takes a cell that begins with one of these for a formula. A negative number is none.
STARTS = ("=", "+", "-", "@", "\t", "\r")
NEGATIVE = re.compile(r"-\d+(\.\d+)?(e[+-]?\d+)?")


def number_text(value: float) -> str:
    """Return a number with the digits that count: more of them are rounding errors of the computer."""
    return f"{value:.15g}"


def safe_cell(text: str) -> str:
    """Return a cell that no program takes for a formula: one that begins like a formula gets an apostrophe."""
    if text.lstrip().startswith(STARTS) and not NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


POINTS = "percentage points"
_DIFFERENCES = frozenset(name for name in FORMULAS if name.startswith(("distance", "change", "gap")))


class Annex:
    """The rows of the annex, as figures are put in.

    Attributes:
        rows: by the names of ``recompute.COLUMNS``.
        unprinted: derived figures that could not be computed: what they are, and why.
    """

    def __init__(self, *, fictional: bool) -> None:
        self.rows: list[Row] = []
        self.unprinted: list[dict[str, str]] = []
        self._all_fictional = fictional
        self._fictional: set[str] = set()
        self._known: dict[tuple[str, ...], str] = {}
        self._values: dict[str, float] = {}
        self._count = 0

    def _row(self, **cells: str) -> None:
        row = dict.fromkeys(COLUMNS, "") | {name.removesuffix("_"): text for name, text in cells.items()}
        said = any(FICTIONAL.search(row[name]) for name in ("source", "name", "flag"))
        if self._all_fictional or said or row["figure"] in self._fictional or row["from"] in self._fictional:
            self._fictional.add(row["figure"])
            row["place_is"] = "fictional"
        self.rows.append(row)

    def _new(self) -> str:
        self._count += 1
        return f"F{self._count}"

    def value(self, figure: str) -> float | None:
        """Return the value of a figure that is in the annex; None for one without."""
        return self._values.get(figure)

    def table_figure(self, figure: Figure, about: Mapping[str, str]) -> str:
        """Put in a figure of the table; return its name, or "" if nothing can be said of it."""
        name = self._known.get(("table", *figure.key))
        if name is not None:
            return name
        place = {"year": figure.key.year, "group": figure.key.group, "area": figure.key.area}
        if figure.fault or figure.value is None:
            if figure.fault:
                self.unprinted.append({**place, "indicator": about["name"], "why": figure.fault})
            self._known["table", *figure.key] = ""
            return ""
        name = self._new()
        self._known["table", *figure.key] = name
        hidden = bool(figure.hidden)
        known = FORMULAS[figure.formula] if figure.formula else None
        sources = {"unit": figure.unit or about.get("unit", ""), "source": figure.source or about.get("source", "")}
        self._row(
            figure=name,
            **{**about, **sources},
            **place,
            value="" if hidden else number_text(figure.value),
            kind=DERIVED if known else GIVEN,
            status=SUPPRESSED if hidden else SHOWN,
            flag=figure.flag,
            formula=figure.formula,
            version=known.version if known else "",
            note=figure.hidden,
        )
        if known:
            for component in known.components:
                part = figure.parts[component]
                self._row(
                    figure=name,
                    **{**about, "unit": part.unit, "source": part.source or about.get("source", "")},
                    **place,
                    component=component,
                    value="" if hidden else number_text(part.value),
                    kind=COMPONENT,
                    status=SUPPRESSED if hidden else SHOWN,
                    flag=part.flag,
                )
        if not hidden:
            self._values[name] = figure.value
        return name

    def given(
        self,
        about: Mapping[str, str],
        value: float,
        *,
        year: str = "",
        unit: str = "",
        source: str = "",
        mark: str = "",
    ) -> str:
        """Put in a figure as it was published, or as it was typed; return its name.

        Args:
            about: indicator, name, unit and source.
            value: the figure.
            year: of which year it is.
            unit: its unit, if it has another one.
            source: its source, if it has another one.
            mark: says that it was taken over from an example.
        """
        known = ("given", about["indicator"], about["name"], year, number_text(value), unit, source)
        if known not in self._known:
            name = self._known[known] = self._new()
            cells = {**about, "unit": unit or about.get("unit", ""), "source": source or about.get("source", "")}
            if mark:
                self._fictional.add(name)
            self._row(figure=name, **cells, year=year, value=number_text(value), kind=GIVEN, status=SHOWN, note=mark)
            self._values[name] = value
        return self._known[known]

    def derived(
        self,
        about: Mapping[str, str],
        formula: str,
        components: Mapping[str, tuple[float, str]],
        **cells: str,
    ) -> str:
        """Put in a figure that is computed here; return its name, or "" if it cannot be computed.

        Args:
            about: indicator, name, unit and source.
            formula: the id of the formula.
            components: by component its value, and the name of the figure that it is, if it is one.
            cells: further cells of its row, such as the year.
        """
        known = (
            "derived",
            about["indicator"],
            formula,
            *(f"{number}" for number, _ in components.values()),
            str(cells),
        )
        if known in self._known:
            return self._known[known]
        try:
            value = compute(formula, {name: number for name, (number, _) in components.items()})
        except ValueError as error:
            self.unprinted.append(
                {
                    "indicator": about["name"],
                    "year": cells.get("year", ""),
                    "group": cells.get("group", ""),
                    "area": cells.get("area", ""),
                    "why": str(error),
                }
            )
            self._known[known] = ""
            return ""
        name = self._known[known] = self._new()
        if any(origin in self._fictional for _, origin in components.values()):
            self._fictional.add(name)
        unit = FORMULAS[formula].unit or about.get("unit", "")
        if formula in _DIFFERENCES and unit.startswith("%"):
            unit = POINTS
        self._row(
            figure=name,
            **{**about, "unit": unit},
            **cells,
            value=number_text(value),
            kind=DERIVED,
            status=SHOWN,
            formula=formula,
            version=FORMULAS[formula].version,
        )
        for component, (number, origin) in components.items():
            self._row(
                figure=name,
                **{**about, "unit": ""},
                **{key: text for key, text in cells.items() if key != "note"},
                component=component,
                value=number_text(number),
                kind=COMPONENT,
                status=SHOWN,
                from_=origin,
            )
        self._values[name] = value
        return name

    def missing(self, about: Mapping[str, str], note: str) -> str:
        """Put in an indicator without a figure, with its plan; return its name."""
        name = self._new()
        self._row(figure=name, **about, kind=MISSING, status=SHOWN, note=note)
        return name


@helper
def recompute(annex: str | Path) -> list[Check]:
    """Compute every derived figure of an annex again, from the rows of the annex alone.

    Args:
        annex: the file ``annex.csv`` of a review.

    Returns:
        A check for each derived figure that is shown: its name, what the annex says, what comes out here, and what is
        wrong. The last is empty if the two are the same.

    Raises:
        ValueError: the file is no annex.
        TypeError: not the name of a file.
        OSError: it cannot be read.
    """
    if not isinstance(annex, str | Path):
        raise TypeError(f"annex is a {type(annex).__name__}: give the name of a file, such as annex.csv.")
    return recomputed(annex)


def csv_text(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> str:
    """Return rows as CSV; no cell can be taken for a formula by a program for tables."""
    out = io.StringIO(newline="")
    names = list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(safe_cell, names))  # the name of a breakdown comes from the table
    writer.writerows([[safe_cell(row.get(name, "")) for name in names] for row in rows])
    return out.getvalue()


def open_sdg(review: Mapping[str, Any]) -> dict[str, str]:
    """Return the files of an Open SDG folder by name: of each indicator its data and its metadata.

    Between Year and Value stand breakdowns alone. Components are not part of it, and suppressed figures are left out.
    The value to reach stands in the metadata: among the data it would be read as measured.
    """
    files: dict[str, str] = {}
    for indicator in review["indicators"]:
        number = _number(indicator)
        slug = _slug(number)
        while f"data/indicator_{slug}.csv" in files:
            slug = f"{slug}-2"
        own = [
            row
            for row in review["annex"]
            if row["indicator"] == indicator["id"]
            and not row["component"]
            and row["kind"] in (DERIVED, GIVEN)
            and row["formula"] not in ABOUT_FIGURES
            and row["figure"] != (indicator["target"] or {}).get("figure")
        ]
        shown = [row for row in own if row["status"] == SHOWN and re.fullmatch("[12][0-9]{3}", row["year"])]
        heads = list(dict.fromkeys(name for row in shown for name in _breakdowns(row)))
        lines = [
            {"Year": row["year"], **_breakdowns(row), "Value": row["value"]}
            for row in sorted(shown, key=lambda row: (row["year"], row["area"], row["group"]))
        ]
        files[f"data/indicator_{slug}.csv"] = csv_text(lines, ["Year", *heads, "Value"])
        files[f"meta/{slug}.md"] = _metadata(review, indicator, number, own, len(own) - len(shown))
    return files


DIRECTIONS = {"increase": "positive", "decrease": "negative"}
OFFICIAL = frozenset(each.code for each in agenda2030.INDICATORS)
ABOUT_FIGURES = frozenset(
    name for name in FORMULAS if name.startswith(("distance", "change", "way", "gap", "UN ", "Statistics", "Basque"))
)


def _breakdowns(row: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for part in filter(None, row["group"].split("; ")):
        name, sign, word = part.partition(":")
        named = sign and name.strip()
        found[_heading(name) if named else "Group"] = word.strip() if sign else part
    return found | ({"Area": row["area"]} if row["area"] else {})


def _heading(name: str) -> str:
    """Return the name of a breakdown, which is none of the columns that Open SDG knows."""
    word = name.strip().capitalize()
    return f"{word} group" if word in ("Year", "Value", "Units", "Series") else word


def _number(indicator: Mapping[str, Any]) -> str:
    """Return the number of an indicator; where it has no official code, it begins with its target.

    Open SDG takes what stands before the first hyphen of a file for the goal, and reads no file without a hyphen.
    """
    if indicator["code"] in OFFICIAL:
        return str(indicator["code"])
    return f"{next(iter(indicator['targets']), 'local')}.{_slug(indicator['id'])}"


def _slug(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", code.casefold()).strip("-")[:60] or "indicator"


def _comments(review: Mapping[str, Any], indicator: Mapping[str, Any], left_out: int) -> str:
    say = Words(review["language"])
    near = say("indicators.near", code=indicator["code"]) if indicator["code"] else ""
    said = [
        f"{say('indicators.chosen_locally')} {near}".strip() if indicator["local"] else "",
        f"Figures left out or suppressed: {left_out}." if left_out else "",
        review["label"],
    ]
    return " ".join(filter(None, said))


def _progress(indicator: Mapping[str, Any]) -> dict[str, str]:
    """Return, as JSON, what Open SDG needs to compute progress, if all of it is known."""
    first, goal, direction = indicator["baseline"], indicator["target"], DIRECTIONS.get(indicator["wanted"])
    if not (first and goal and direction and indicator["series"]):
        return {}
    years = [year_of(each["year"]) for each in (first, goal)]
    if None in years:
        return {}
    options = {
        "direction": json.dumps(direction),
        "base_year": str(years[0]),
        "target": number_text(goal["value"]),
        "target_year": str(years[1]),
    }
    inside = ", ".join(f'"{name}": {text}' for name, text in options.items())
    return {"auto_progress_calculation": "true", "progress_calculation_options": f"[{{{inside}}}]"}


def _metadata(
    review: Mapping[str, Any],
    indicator: Mapping[str, Any],
    number: str,
    rows: list[Mapping[str, str]],
    left_out: int,
) -> str:
    formulas = dict.fromkeys(row["formula"] for row in rows if row["formula"])
    words = "; ".join(f"{name}: {FORMULAS[name].words} ({FORMULAS[name].version})" for name in formulas)
    fields = {
        "indicator_number": number,
        "indicator_name": indicator["name"],
        "graph_title": indicator["name"],
        "graph_type": "line",
        "reporting_status": "complete" if rows else "notstarted",
        "computation_units": indicator["unit"],
        "computation_calculations": words or "As published",
        "source_active_1": bool(indicator["source"]),
        "source_organisation_1": indicator["office"] or review["municipality"]["name"],
        "source_url_text_1": indicator["source"],
        "national_geographical_coverage": review["municipality"]["name"],
        "data_non_statistical": not rows,
        "comments_limitations": _comments(review, indicator, left_out),
        **({"proxy": "proxy"} if indicator["local"] and indicator["code"] in OFFICIAL else {}),
        "boundary": indicator["boundary"] or review["municipality"]["boundary"],
    }
    # JSON is YAML, so that no text of a field can be read as anything but text.
    written = {name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()} | _progress(indicator)
    lines = "\n".join(f"{name}: {text}" for name, text in written.items())
    return f"---\n{lines}\n---\n"
