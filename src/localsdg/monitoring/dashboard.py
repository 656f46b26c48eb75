"""A dashboard: a few figures, each with a message, a chart that fits, and what a reader needs to check it."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any

from localsdg.core.arguments import choice, is_missing, number_or_missing, table, text, year
from localsdg.core.methods import Finding, method

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

__all__ = ["check_dashboard"]

# What a chart compares, and the kinds of chart that fit: this course's short list of what guides of statistics offices
# recommend. "multiples" are small charts of one form, side by side; "parts" one bar or circle that is divided.
FITS: Mapping[str, tuple[str, ...]] = {
    "years": ("line", "bars", "dots", "multiples"),
    "groups": ("bars", "dots", "multiples"),
    "parts": ("parts", "bars"),
    "target": ("bars", "dots", "number"),
}
CHARTS = ("line", "bars", "dots", "multiples", "parts", "number")
MEASURES = ("count", "rate", "change")  # a rate is a share, a rate or an average: it does not grow with the place
FILLED = ("bars", "parts")  # what is filled from the axis begins at zero
LEAST_YEARS = 3  # of a line, and the next three: limits of this course
MOST_PARTS = 5  # of a whole that is divided
LEAST_FIGURES, MOST_FIGURES = 5, 8  # of a dashboard, as many as the review has indicators
PERCENT = "%\u066a\uff05\ufe6a"  # percent signs: that of Latin, of Arabic, and two of Chinese and Japanese
SHORT_WORD = 3  # letters up to which a word, such as "of" or "per", says nothing of its own
_TEXTS = ("name", "message", "unit", "source", "version", "note")
_LISTS: Mapping[str, tuple[str, ...]] = {"chart": CHARTS, "shows": tuple(FITS), "measure": MEASURES}
_NUMBERS = ("value", "points", "axis_from", "base_value", "target_value")
_YEARS = ("year", "base_year", "since", "target_year")
_NEEDED = ("name", "message", "chart", "shows", "year", "value", "unit", "source", "version")

# What a rule reads: it says nothing of a figure in which one of these cannot be read.
_READS: Mapping[str, tuple[str, ...]] = {
    "message": ("message", "name"),
    "chart": ("chart", "shows", "points"),
    "zero base": ("chart", "axis_from"),
    "share or total": ("shows", "measure", "unit"),
    "base": ("shows", "measure", "base_year", "base_value"),
    "period": ("shows", "base_year", "since", "note"),
    "target": ("shows", "target_year", "target_value"),
}

_REPAIRS: Mapping[str, tuple[str, str]] = {
    "unit": ("It has no unit.", "Write what one is: % of homes, deaths per 100,000 people."),
    "source": ("It has no source.", "Name who counted, in which register or survey."),
    "version": (
        "It has no version of its method.",
        "Write the formula and its version, or your own rule with its year.",
    ),
}


def _words(value: str) -> set[str]:
    """Return the words of a text in small letters; a word is made of letters and their marks."""
    return set("".join(sign if unicodedata.category(sign)[0] in "LM" else " " for sign in value.lower()).split())


def _is_label(message: str, name: str) -> bool:
    """Return whether a message only names the figure: beside the name, years and short words it says nothing."""
    return all(len(word) <= SHORT_WORD for word in _words(message) - _words(name))


def _message(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not figure["message"]:
        yield "It has no message.", "Write in one sentence what a reader should remember."
    elif _is_label(figure["message"], figure["name"]):
        yield "The message only names the figure.", "Say what happened, with a verb: rises, falls, is twice as high."


def _chart(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    chart, shows, points = figure["chart"], figure["shows"], figure["points"]
    if not chart:
        yield "It has no chart.", f"Choose one: {', '.join(CHARTS)}."
        return
    if not shows:
        yield "It does not say what it compares.", f"Say it: {', '.join(FITS)}."
        return
    fitting = FITS[shows]
    if chart not in fitting:
        yield f"A chart of the kind “{chart}” does not fit {shows}.", f"Take one of these: {', '.join(fitting)}."
    elif shows != "target" and points < 2:
        yield "There is one value: nothing is compared.", "Show the number in words, or give more values."
    elif chart == "line" and points < LEAST_YEARS:
        yield f"A line through {points:.0f} years hides what happened between.", "Take dots, or give all years."
    elif chart == "parts" and points > MOST_PARTS:
        yield f"{points:.0f} parts cannot be told apart.", f"Take bars, or join small parts: {MOST_PARTS} at most."


def _axis(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    begins = figure["axis_from"]
    if figure["chart"] in FILLED and begins == begins and begins != 0:
        yield f"The bars begin at {begins:.15g}.", "Begin at zero, or take dots, which may begin elsewhere."


def _is_share(unit: str) -> bool:
    """Return whether a unit is percent, also with the signs of other scripts."""
    return any(sign in unit for sign in PERCENT)


def _measure(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    measure = figure["measure"]
    if measure == "count" and _is_share(figure["unit"]):
        yield "It is said to be a count, but its unit has a percent sign.", "Correct one of the two."
    elif figure["shows"] == "groups" and measure == "count":
        yield "Groups of different size are compared by their totals.", "Show a share or a rate, the count beside it."
    elif figure["shows"] == "groups" and not measure and not _is_share(figure["unit"]):
        yield "It does not say whether it is a count or a rate.", "Say it: a total compares only groups of one size."


def _base(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    lacks_base = any(figure[name] != figure[name] for name in ("base_year", "base_value"))
    if lacks_base and (figure["shows"] == "years" or figure["measure"] == "change"):
        yield "It has no base.", "Write the year and the value with which the latest one is compared."


def _period(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    base, since = figure["base_year"], figure["since"]
    if figure["shows"] != "years" or base != base:
        return
    if since != since:
        yield "It does not say since when there are figures.", "Write the first year of which a figure is known."
    elif base > since and not figure["note"]:
        yield (
            f"It begins in {base:.0f}, but there are figures since {since:.0f}.",
            "Show all years, or write a note that says why it begins there.",
        )


def _target(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    lacks_target = any(figure[name] != figure[name] for name in ("target_year", "target_value"))
    if lacks_target and figure["shows"] == "target":
        yield "It has no target.", "Write the value of the target, and the year by which it should be reached."


def _origin(figure: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    if name in ("year", "value"):
        if figure[name] != figure[name]:
            yield f"It has no {name}.", f"Write the {name} of the latest figure that is final."
    elif not figure[name]:
        yield _REPAIRS[name]


def _read(value: object, name: str, place: str) -> Any:
    """Return a cell as the checks take it: an empty text or NaN where it is missing."""
    is_empty = is_missing(value) or (isinstance(value, str) and not value)
    if name in _TEXTS:
        return "" if is_missing(value) else text(value, place)
    if name in _LISTS:
        return "" if is_empty else choice(value, place, _LISTS[name])
    if name in _YEARS:
        return math.nan if is_missing(value) else year(value, place)
    return number_or_missing(value, place)


def _figures(figures: pd.DataFrame) -> list[tuple[dict[str, Any], dict[str, str]]]:
    """Return the rows of the table, and by column of each row why its cell cannot be read; it then counts as missing.

    Raises:
        ValueError: no cell of a column can be read: then the whole column is another one.
        TypeError: the same.
    """
    rows: list[tuple[dict[str, Any], dict[str, str]]] = [({}, {}) for _ in range(len(figures))]
    for name in (*_TEXTS, *_LISTS, *_YEARS, *_NUMBERS):
        cells = figures[name].tolist() if name in figures.columns else [None] * len(figures)
        for row, cell in enumerate(cells):
            found, faults = rows[row]
            try:
                found[name] = _read(cell, name, f"figures, row {row + 1}, {name}")
            except (TypeError, ValueError) as error:
                found[name] = _read(None, name, "")
                faults[name] = str(error)
                if row == len(cells) - 1 and all(name in wrong for _, wrong in rows):
                    raise
    return rows


@method(
    title="Dashboard of five to eight figures",
    formula=r"\text{for each figure: message, chart that fits, zero base of bars, share or total, base, "
    r"period, target, year, value, unit, source, version}",
    unit="findings",
    source="after ONS, Service manual; House of Commons Library, How to spot spin; limits by this course",
    version="version 3",
    lesson="3.6",
    note="It cannot see whether a message is true: a second person compares it with the table.",
)
def check_dashboard(figures: pd.DataFrame) -> list[Finding]:
    """Check a dashboard: what each figure says, whether its chart fits, and what a reader needs to check it.

    - **cell**: what cannot be read counts as missing.
    - **message**: a sentence that says more than the name of the figure with its years.
    - **chart**: a kind that fits what is compared. A line needs three years, a divided whole has five parts at most.
    - **zero base**: bars, and a bar that is divided, begin at zero.
    - **share or total**: groups of different size are compared by a rate, and percent are no count.
    - **base**: years, and a change since an earlier year, have the year and the value from which they are counted.
    - **period**: years begin with the first one of which a figure is known, or a note says why they begin later.
    - **target**: one value beside its target has the value and year of that target.
    - **year**, **value**, **unit**, **source**, **version**: of the latest figure, and of its method.
    - **5 to 8**: so many figures are on the dashboard.

    Args:
        figures: one row for each figure. Texts: ``name``, ``message``, ``unit``, ``source``, ``version`` (the formula
            and its version). ``chart``: "line", "bars", "dots", "multiples" (small charts of one form), "parts" (a
            whole that is divided) or "number". ``shows``, what is compared: "years", "groups", "parts" or "target".
            ``year`` and ``value``: the latest. If the columns are there: ``points``, how many years, groups or parts
            it has; ``measure``: "count", "rate" (share, rate or average) or "change" (growth since an earlier year);
            ``axis_from``: where the axis begins, in the unit of the figure; ``base_year`` and ``base_value``: with
            which the latest is compared; ``target_year`` and ``target_value``: the target; ``since``: the first year
            of which a figure is known; ``note``: what stands below the chart. A missing cell or column counts as not
            said.

    Returns:
        What is wrong, in the order of the figures; then what is wrong with their number.

    Raises:
        ValueError: no rows, a missing column, or one in which no cell can be read; the message names the row.
        TypeError: not a table, or a column in which each cell is of the wrong kind.

    Example:
        >>> import pandas as pd
        >>> words = {"name": "Piped water", "message": "Piped water, 2025", "chart": "bars", "shows": "years"}
        >>> words |= {"base_year": 2021, "base_value": 52.0, "since": 2015}
        >>> origin = {"year": 2025, "value": 61.3, "unit": "% of homes", "source": "Water company"}
        >>> figures = pd.DataFrame([words | origin | {"version": "own rule of 2015", "axis_from": 40}])
        >>> for finding in check_dashboard(figures):
        ...     print(finding.rule)
        message
        zero base
        period
        5 to 8
    """
    wanted = f"one row for each figure, in the columns {', '.join(_NEEDED)}"
    given = table(figures, "figures", wanted, _NEEDED, empty=False)
    findings = []
    for place, (figure, faults) in enumerate(_figures(given), start=1):
        about = figure["name"] or f"figure {place}"
        checks = (
            ("message", _message(figure)),
            ("chart", _chart(figure)),
            ("zero base", _axis(figure)),
            ("share or total", _measure(figure)),
            ("base", _base(figure)),
            ("period", _period(figure)),
            ("target", _target(figure)),
            *((name, _origin(figure, name)) for name in ("year", "value", "unit", "source", "version")),
        )
        findings += [Finding(about, "cell", words, "Until then it counts as missing.") for words in faults.values()]
        for rule, wrong in checks:
            if not faults.keys() & _READS.get(rule, (rule,)):
                findings += [Finding(about, rule, *words) for words in wrong]
    count = len(given)
    if not LEAST_FIGURES <= count <= MOST_FIGURES:
        repair = "Add figures." if count < LEAST_FIGURES else "Keep those on which somebody decides."
        found = f"It has {count} figures; {LEAST_FIGURES} to {MOST_FIGURES} can be read together."
        findings.append(Finding("the dashboard", "5 to 8", found, repair))
    return findings
