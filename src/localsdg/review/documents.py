"""The review as a page: one HTML file that needs nothing else, is read by everybody, and prints well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from localsdg.core.catalogue import direction
from localsdg.core.html import environment
from localsdg.review.lines import drawing
from localsdg.review.outline import words_of
from localsdg.review.recomputing import DERIVED, FORMULAS, SUPPRESSED
from localsdg.review.words import Words, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED = re.compile(r"\bF[1-9]\d*\b")
_BRACKETS = re.compile(r"\[(F[1-9]\d*)\]")


def _css_text(text: str) -> Markup:
    """Return a text as a string of a style sheet, in which every letter is written by its number."""
    return Markup('"{}"').format(Markup("").join(Markup("\\{:06x}").format(ord(sign)) for sign in text[:200]))


def annex_table(review: Mapping[str, Any], say: Words) -> dict[str, list[Any]]:
    """Return the part of the annex that a document shows: the figures that it names, without their components."""
    named = set(_NAMED.findall(words_of(block for chapter in review["chapters"] for block in chapter["blocks"])))
    rows = []
    for row in review["annex"]:
        if row["component"] or row["figure"] not in named:
            continue
        if row["status"] == SUPPRESSED:
            value = say("suppressed.cell")
        elif row["value"]:
            value = shown(float(row["value"]), row["unit"], exact=row["kind"] != DERIVED)
        else:
            value = say("annex.missing")
        got = say(f"annex.{row['kind']}", formula=_formula(row))
        where = ", ".join(filter(None, (row["group"], row["area"])))
        rows.append([row["figure"], row["name"], row["year"], where, value, got, row["source"]])
    columns = ("figure", "indicator", "year", "group", "value", "kind", "source")
    return {"columns": [say(f"columns.{name}") for name in columns], "rows": rows}


def _formula(row: Mapping[str, str]) -> str:
    if row["formula"] not in FORMULAS:
        return row["formula"]
    return f"{FORMULAS[row['formula']].words}; {row['version']}"


def page(review: Mapping[str, Any]) -> str:
    """Return the review as one HTML file."""
    say = Words(review["language"])
    template = environment("review").get_template("review.html")
    found = annex_table(review, say)
    shown_names = {row[0] for row in found["rows"]}

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
        linked=linked,
        css=_css_text,
        draw=lambda block: Markup(drawing(block)),
    )
