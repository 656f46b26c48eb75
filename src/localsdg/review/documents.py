"""The review as a page: one HTML file that needs nothing else, is read by everybody, and prints well."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from localsdg.core.catalogue import direction
from localsdg.core.html import environment
from localsdg.review.annex import POINTS
from localsdg.review.directions import way
from localsdg.review.honesty import parted
from localsdg.review.lines import drawing
from localsdg.review.outline import words_of
from localsdg.review.recomputing import DERIVED, FORMULAS, SUPPRESSED
from localsdg.review.words import Words, shown, tied, tying

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED = re.compile(r"\bF[1-9]\d*\b")
_BRACKETS = re.compile(r"\[(F[1-9]\d*)\]")


RUNNING = '"RUNNING"'
"""What stands in the style sheet for the words on each sheet of paper."""


@cache
def sheet() -> str:
    """Return the style sheet of the page."""
    return files(__package__).joinpath("templates", "review.css").read_text("utf-8").strip()


def _css_text(text: str) -> Markup:
    """Return a text as a string of a style sheet, in which every letter is written by its number."""
    return Markup('"{}"').format(Markup("").join(Markup("\\{:06x}").format(ord(sign)) for sign in text[:200]))


def annex_tables(review: Mapping[str, Any], say: Words) -> list[dict[str, Any]]:
    """Return the part of the annex that a document shows: the figures that it names, without their components.

    There is a table for each indicator, with what its figures have in common before it: sources and formulas.
    """
    named = set(NAMED.findall(words_of(block for chapter in review["chapters"] for block in chapter["blocks"])))
    columns = [say(f"columns.{name}") for name in ("figure", "year", "group", "value", "kind")]
    rows_of: dict[str, list[Mapping[str, str]]] = {}
    for row in review["annex"]:
        if not row["component"] and row["figure"] in named:
            rows_of.setdefault(row["indicator"], []).append(row)
    found = [
        {
            "title": rows[0]["name"],
            "lead": _lead(rows, say),
            "columns": columns,
            "rows": [_line(row, rows[0]["name"], say) for row in rows],
        }
        for rows in rows_of.values()
    ]
    tables: list[dict[str, Any]] = tying(review)(found)
    return tables


def _lead(rows: list[Mapping[str, str]], say: Words) -> list[str]:
    sources = "; ".join(dict.fromkeys(row["source"] for row in rows if row["source"]))
    formulas = dict.fromkeys(row["formula"] for row in rows if row["formula"] in FORMULAS)
    lead = [f"{say('columns.source')}: {sources or say('indicators.no_source')}"]
    return lead + [f"{name}: {FORMULAS[name].words} ({FORMULAS[name].version})" for name in formulas]


def _line(row: Mapping[str, str], title: str, say: Words) -> list[str]:
    if row["status"] == SUPPRESSED:
        value = say("suppressed.cell")
    elif row["value"]:
        unit = "%" if row["unit"] == POINTS else row["unit"]
        value = shown(float(row["value"]), unit, exact=row["kind"] != DERIVED)
        if row["unit"] == POINTS:
            value = f"{value.removesuffix(' %')} {say('indicators.points')}"
    else:
        value = say("annex.missing")
    name = "" if row["name"] == title else row["name"].removeprefix(f"{title}: ")
    where = ", ".join(filter(None, (name, row["group"], row["area"])))
    return [row["figure"], row["year"], where, value, say(f"annex.{row['kind']}", formula=row["formula"])]


def page(review: Mapping[str, Any]) -> str:
    """Return the review as one HTML file."""
    review, say = tied(review), Words(review["language"])
    open_findings, limits = parted(review["honesty"])
    template = environment("review").get_template("review.html")
    found = annex_tables(review, say)
    running = " · ".join(filter(None, (review["municipality"]["name"] or say("title.no_name"), review["label"])))
    shown_names = {row[0] for each in found for row in each["rows"]}

    def linked(text: str) -> Markup:
        """Return a text in which each figure leads to its row of the annex."""
        parts = _BRACKETS.split(text)
        return Markup("").join(
            Markup('<a class="figure" href="#{0}">[{0}]</a>').format(part)
            if at % 2 and part in shown_names
            else (f"[{part}]" if at % 2 else part)
            for at, part in enumerate(parts)
        )

    return template.render(
        review=review,
        say=say,
        direction=direction(review["language"]),
        annex=found,
        open_findings=open_findings,
        limits=limits,
        linked=linked,
        way=way,
        running=running,
        sheet=Markup(sheet().replace(RUNNING, _css_text(running))),
        draw=lambda block: Markup(drawing(block)),
    )
