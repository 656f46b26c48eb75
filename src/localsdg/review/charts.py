"""Charts for analysts: the pictures of the lessons as files, each with its table and a text for who does not see it.

Four kinds: a line over years with its target, bars in order of size with the average, dots for two years of many
places, and small charts of one scale side by side. The rules are those of lesson 3.6: bars begin at zero; a line or
dots may begin elsewhere, with a gap, and the chart says so; the title is the message; labels stand at the marks;
series differ by form as well as by colour.
"""

from __future__ import annotations

import io
import math
import textwrap
import unicodedata
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.arguments import figures, is_missing, listed, mapping, number, shown_name, table, text, truth, year
from localsdg.core.files import write_whole
from localsdg.core.methods import helper

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Picture", "line_chart", "range_dots", "ranked_bars", "small_multiples"]

# The colours of the course by day, as in widgets/kit/tokens.css; a test holds the two together.
COLOURS: Mapping[str, str] = {
    "brand": "#14584f",
    "ink": "#24231f",
    "soft": "#58554c",
    "edge": "#817c6e",
    "line": "#ddd8cc",
    "paper": "#fcfbf8",
}
WIDTH = 6.3  # inches: as wide as the text of a page of A4
MOST_ROWS = 40  # bars or rows of dots that can be read on one page
MOST_SMALL = 12  # small charts side by side
MOST_DIGITS = 9  # decimals of a number
NEAR_ZERO = 0.5  # a scale begins at zero if its lowest value is below this part of the highest
_ROW = 0.3  # inches of one bar
_SIGNS = 60  # letters of a line of the title
_NAME = 32  # letters of a line of a name beside a bar
_SMALL_NAME = 24  # and above a small chart
_LETTER = 5.9  # points of one letter or digit of our size, at most
_BELOW = 0.15  # part of the scale that a mark has below it where its number fits there
_SCALE_SIGNS = 40  # letters of all numbers of a scale
_APART = 0.2  # part of the scale that two years are apart where their names fit above their marks
_NO_GLYPH = "missing from font"


@dataclass(frozen=True)
class Picture:
    """A chart, with all that a reader needs who does not see it.

    Attributes:
        title: the message, which stands above the chart.
        alternative: the chart in words: kind, what is shown, its figures, its source.
        table: all numbers of the chart.
        source: the line below the chart.
    """

    title: str
    alternative: str
    table: pd.DataFrame
    source: str
    _draw: Callable[[], Figure] = field(repr=False, compare=False)

    def svg(self) -> str:
        """Return the chart as SVG: letters stay letters, and its text for screen readers is inside."""
        written = io.StringIO()
        # Letters stay letters here, so a form that is missing in our font does not matter.
        with warnings.catch_warnings(), _style():
            warnings.filterwarnings("ignore", message=f".*{_NO_GLYPH}")
            self._draw().savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        found = written.getvalue()
        start = found.index("<svg ")
        words = f'<svg role="img" aria-label="{escape(self.alternative)}" '
        opened = found[start:].replace("<svg ", words, 1)
        head, rest = opened.split(">", 1)
        return f"{head}><title>{escape(self.title)}</title><desc>{escape(self.alternative)}</desc>{rest}"

    def png(self, dots: int = 200) -> bytes:
        """Return the chart as PNG, with so many dots to an inch.

        Raises:
            ValueError: fewer than 50 or more than 600 dots.
            TypeError: not a number.

        Warns:
            UserWarning: letters for which the fonts at hand have no form, such as those of Hindi: take SVG then.
        """
        resolution = number(dots, "dots", "a number from 50 to 600", least=50, most=600)
        written = io.BytesIO()
        with warnings.catch_warnings(record=True) as told, _style():
            warnings.simplefilter("always")
            self._draw().savefig(written, format="png", dpi=resolution, metadata={"Description": self.alternative})
        if any(_NO_GLYPH in str(each.message) for each in told):
            warnings.warn(
                "Some letters of the chart are missing in the font of this PNG. Save it as SVG: there, the fonts of "
                "the reader are used.",
                stacklevel=2,
            )
        return written.getvalue()

    def save(self, path: str | Path, *, replace: bool = False) -> Path:
        """Write the chart to a file, as SVG or PNG by the end of its name, and return its path.

        Args:
            path: the name of the file.
            replace: whether a file of that name may be replaced.

        Raises:
            ValueError: another ending.
            TypeError: no path.
            FileExistsError: the file is there, and should not be replaced.
            OSError: the file cannot be written.
        """
        if not isinstance(path, str | Path):
            raise TypeError(f"path is a {type(path).__name__}: give the name of a file, such as 'water.svg'.")
        where = Path(path)
        ending = where.suffix.lower()
        if ending not in (".svg", ".png"):
            raise ValueError(f"path ends with {ending!r}: give a name that ends with .svg or .png.")
        may = truth(replace, "replace")
        write_whole(where, self.svg().encode() if ending == ".svg" else self.png(), replace=may)
        return where

    def _repr_svg_(self) -> str:
        return self.svg()


def _style() -> Any:
    """Return settings that hold while a chart is drawn, whatever the reader's own settings are."""
    import matplotlib as mpl

    found = mpl.rc_params_from_file(mpl.matplotlib_fname(), use_default_template=True)
    plain: dict[Any, Any] = {name: found[name] for name in found if not name.startswith("backend")}
    ours: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "localsdg",
        "font.family": ["DejaVu Sans"],
        "font.size": 9.5,
        "text.color": COLOURS["ink"],
        "xtick.color": COLOURS["soft"],
        "ytick.color": COLOURS["soft"],
        "axes.edgecolor": COLOURS["edge"],
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "figure.facecolor": COLOURS["paper"],
        "axes.facecolor": COLOURS["paper"],
    }
    return mpl.rc_context({**plain, **ours})


def _digits(values: Any) -> int:
    """Return the decimals of numbers: those that they have, two at most, or what the smallest needs for two figures."""
    known = [abs(float(value)) for value in values if value == value]
    least = min((value for value in known if value), default=1.0)
    most = 2 if least >= 0.1 else min(1 - math.floor(math.log10(least)), MOST_DIGITS)
    exact = range(most)
    return next(
        (digits for digits in exact if all(round(value, digits) == round(value, most) for value in known)), most
    )


def _said(value: float, digits: int) -> str:
    written = f"{value:,.{digits}f}"
    zero = not float(written.replace(",", ""))
    return written.lstrip("-") if zero else written.replace("-", "\u2212")


def _plain(words: str) -> str:
    """Return a text in one line, without signs that no picture can hold, such as control characters."""
    kept = (" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in words)
    return " ".join("".join(kept).split())


def _name(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else _plain(shown_name(value))


def _wrapped(name: str, width: int) -> str:
    lines = textwrap.wrap(name, width) or [""]
    return "\n".join(lines if len(lines) <= 2 else [lines[0], f"{lines[1][: width - 1]}\u2026"])


def _words(title: object, unit: object, source: object) -> tuple[str, str, str]:
    found = [_plain(text(value, name)) for value, name in ((title, "title"), (unit, "unit"), (source, "source"))]
    for value, name in zip(found, ("title", "unit", "source"), strict=True):
        if not value:
            wanted = {"title": "the message in a sentence", "unit": "what one is, such as % of homes"}
            raise ValueError(f"{name} is empty: give {wanted.get(name, 'who counted, in which register or survey')}.")
    return found[0], found[1], found[2]


def _series(values: object, name: str, least: int, most: int = 10_000) -> pd.Series[float]:
    """Return numbers by name; those that are missing are left out."""
    pairs = mapping(values, name, "a number for each name, as a column (Series) or a mapping")
    if any(is_missing(each) for each in pairs):
        raise ValueError(f"{name}: a number has no name. Give each one its own.")
    numbers = figures(list(pairs.values()), name, "a number, or nothing", gaps=True)
    found = pd.Series(numbers, index=pd.Index(list(pairs), dtype=object), dtype="float64").dropna()
    if not least <= len(found) <= most:
        raise ValueError(f"{name} has {len(found)} values: give {least} to {most}.")
    return found


def _by_year(values: object, name: str) -> pd.Series[float]:
    """Return numbers in the order of their years."""
    found = _series(values, name, 2)
    found.index = pd.Index([year(each, f"{name}: the year") for each in found.index])
    if found.index.has_duplicates:
        raise ValueError(f"{name}: the year {found.index[found.index.duplicated()][0]:.15g} stands twice. Keep one.")
    return found.sort_index()


def _scale(values: Any) -> tuple[float, float]:
    """Return where a scale of a line or of dots begins and ends: at zero if it is near, else with a gap."""
    low, high = float(np.min(values)), float(np.max(values))
    if high < 0:
        begin, end = _scale([-value for value in values])
        return -end, -begin
    if low >= 0 and low <= NEAR_ZERO * high:
        return 0.0, high * 1.08 if high else 1.0
    gap = (high - low or abs(high) or 1.0) / 3
    step = 10 ** math.floor(math.log10(gap))
    return math.floor((low - gap) / step) * step, high + gap / 2


def _canvas(title: str, foot: str, height: float, rows: int = 1, columns: int = 1) -> tuple[Figure, Any]:
    """Return an empty figure with its title above and its unit and source below."""
    from matplotlib.figure import Figure

    lines = textwrap.wrap(title, _SIGNS)
    below = textwrap.wrap(foot, _SIGNS + 30)
    top, bottom = 0.2 + 0.22 * len(lines), 0.2 + 0.17 * len(below)
    whole = height + top + bottom
    figure = Figure(figsize=(WIDTH, whole), layout="constrained")
    layout: Any = figure.get_layout_engine()
    layout.set(rect=(0.01, bottom / whole, 0.98, 1 - (top + bottom) / whole))
    figure.text(0.015, 1 - 0.1 / whole, "\n".join(lines), va="top", fontsize=11.5, weight="bold", parse_math=False)
    soft: dict[str, Any] = {"fontsize": 8.5, "color": COLOURS["soft"], "parse_math": False}
    figure.text(0.015, 0.08 / whole, "\n".join(below), va="bottom", **soft)
    return figure, figure.subplots(rows, columns, squeeze=False)


def _foot(unit: str, source: str, low: float = 0.0, high: float = 0.0) -> str:
    begins = ""
    if low > 0:
        begins = f" The scale does not begin at zero, but at {_said(low, _digits([low]))}."
    elif high < 0:
        begins = f" The scale does not reach zero, but ends at {_said(high, _digits([high]))}."
    return f"{unit[:1].upper()}{unit[1:]}. Source: {source}.{begins}"


def _plain_scale(axis: Any) -> None:
    """Write whole numbers on an axis: no 1e9 in a corner, and across no more of them than fit."""
    from matplotlib.ticker import MaxNLocator

    axis.get_major_formatter().set_scientific(False)
    axis.get_major_formatter().set_useOffset(False)
    if axis.axis_name == "x":
        longest = max(len(f"{value:.0f}") for value in axis.get_view_interval())
        axis.set_major_locator(MaxNLocator(max(1, min(8, _SCALE_SIGNS // (longest + 2)))))


def _side(value: float, neighbour: float, low: float, high: float, *, apart: int = 8) -> dict[str, Any]:
    """Return where the number of a mark stands: above it, or below if the line comes from above and there is room."""
    below = neighbour > value and value - low >= _BELOW * (high - low)
    return {
        "xytext": (0, -apart if below else apart),
        "va": "top" if below else "bottom",
        "textcoords": "offset points",
    }


def _left_end(values: pd.Series[float], digits: int, names: list[str], middle: float | None) -> float:
    """Return where a scale of bars begins, so that the numbers of bars below zero do not reach the names."""
    low, high = min(values.min(), middle or 0.0), max(values.max(), middle or 0.0, 0.0)
    longest = max(len(line) for name in names for line in name.split("\n"))
    whole = 72 * 0.9 * WIDTH - _LETTER * longest  # points from the names to the end
    number_of = max(len(_said(value, digits)) for value in values if value < 0)
    part = (_LETTER * number_of + 10) / whole
    return low - (high - low) * part / (1 - part)


def _years_of(axes: Axes, years: list[float]) -> None:
    marks = sorted({years[0], years[len(years) // 2], years[-1]}) if len(years) > 2 else years
    axes.set_xticks(marks, [f"{each:.15g}" for each in marks])


@helper
def line_chart(
    values: pd.Series[Any] | Mapping[Any, float],
    *,
    title: str,
    unit: str,
    source: str,
    target: tuple[float, float] | None = None,
) -> Picture:
    """Draw one series over years, with its target if there is one.

    Args:
        values: by year, a number; missing ones are left out, and the line runs on to the next.
        title: the message, in a sentence.
        unit: what one is, such as "% of homes".
        source: who counted, in which register or survey.
        target: the year and the value of the target.

    Raises:
        ValueError: fewer than two values, a year that is none or stands twice, or a text that is empty.
        TypeError: no numbers by year, or no text.
    """
    words, what, origin = _words(title, unit, source)
    series = _by_year(values, "values")
    goal: tuple[float, float] | None = None
    if target is not None:
        pair = listed(target, "target", "two numbers, its year and its value")
        if len(pair) != 2:
            raise ValueError(f"target has {len(pair)} members: give two, its year and its value.")
        goal = year(pair[0], "the year of the target"), number(pair[1], "the value of the target")
    digits = _digits([*series, *(goal[1:] if goal else ())])
    low, high = _scale([*series, *(goal[1:] if goal else ())])

    def draw() -> Figure:
        figure, grid = _canvas(words, _foot(what, origin, low, high), 2.6)
        axes = grid[0, 0]
        years = series.index.tolist()
        axes.plot(years, series, color=COLOURS["brand"], linewidth=2.2, marker="o", markersize=4)
        if goal:
            axes.plot([years[-1], goal[0]], [series.iloc[-1], goal[1]], color=COLOURS["edge"], dashes=(4, 3))
            axes.plot(*goal, color=COLOURS["ink"], marker="s", markersize=6)
            words_of = f"target {_said(goal[1], digits)}"
            axes.annotate(words_of, goal, xytext=(-8, 6), textcoords="offset points", ha="right", parse_math=False)
        for place, beside, side in ((0, 1, "left"), (-1, -2, "right")):
            point = (years[place], float(series.iloc[place]))
            where = _side(point[1], float(series.iloc[beside]), low, high)
            axes.annotate(_said(point[1], digits), point, ha=side, weight="bold", **where)
        axes.set_ylim(low, high)
        _plain_scale(axes.yaxis)
        _years_of(axes, sorted({*years, *(goal[:1] if goal else ())}))
        axes.grid(axis="y", color=COLOURS["line"])
        return figure

    first, last = series.index[0], series.index[-1]
    ends = f"from {_said(series.iloc[0], digits)} in {first:.15g} to {_said(series.iloc[-1], digits)} in {last:.15g}"
    reach = f"lowest {_said(series.min(), digits)}, highest {_said(series.max(), digits)}"
    aim = f" Target: {_said(goal[1], digits)} in {goal[0]:.15g}." if goal else ""
    alternative = f"Line chart. {_ended(words)} {what}: {ends}; {reach}.{aim} Source: {origin}."
    numbers = series.rename(what).to_frame().rename_axis("year")
    numbers.index = pd.Index([f"{each:.15g}" for each in series.index], name="year")
    return Picture(words, alternative, numbers, origin, draw)


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


@helper
def ranked_bars(
    values: pd.Series[Any] | Mapping[Any, float],
    *,
    title: str,
    unit: str,
    source: str,
    average: float | None = None,
) -> Picture:
    """Draw bars from the largest to the smallest, from zero, with the average of all as a line.

    Args:
        values: by name, a number; missing ones are left out.
        title: the message, in a sentence.
        unit: what one is; to compare places of different size, a share or a rate.
        source: who counted, in which register or survey.
        average: the value of all together. It is given and not computed: the mean of shares is not the share of all.

    Raises:
        ValueError: fewer than two values or more than 40, or a text that is empty.
        TypeError: no numbers by name, or no text.
    """
    words, what, origin = _words(title, unit, source)
    ranked = _series(values, "values", 2, MOST_ROWS).sort_values(ascending=False, kind="stable")
    middle = None if average is None else number(average, "average")
    digits = _digits([*ranked, *([] if middle is None else [middle])])
    names = [_name(name) for name in ranked.index]
    beside_bars = [_wrapped(name, _NAME) for name in names]
    row = _ROW * (1.3 if any("\n" in name for name in beside_bars) else 1)

    def draw() -> Figure:
        figure, grid = _canvas(words, _foot(what, origin), row * len(ranked) + 0.5)
        axes = grid[0, 0]
        places = np.arange(len(ranked))
        axes.barh(places, ranked, color=COLOURS["brand"], height=0.68)
        for place, value in zip(places, ranked, strict=True):
            beside = {"xytext": (4 if value >= 0 else -4, 0), "textcoords": "offset points", "va": "center"}
            side = "left" if value >= 0 else "right"
            # A number that the line of the average would run through stands on paper.
            ground = {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 0.5}
            axes.annotate(_said(value, digits), (value, place), ha=side, bbox=ground, parse_math=False, **beside)
        if middle is not None:
            # On bars and between them the line is seen by its pale edge.
            axes.axvline(middle, color=COLOURS["paper"], linewidth=3.5)
            axes.axvline(middle, color=COLOURS["ink"], dashes=(3, 3), linewidth=1.2)
            beside = {"xytext": (5, 0), "textcoords": "offset points", "ha": "left", "va": "center"}
            axes.annotate(f"all {_said(middle, digits)}", (middle, len(ranked) - 0.35), parse_math=False, **beside)
        axes.axvline(0, color=COLOURS["edge"], linewidth=1)
        axes.set_yticks(places, beside_bars, parse_math=False)
        axes.set_ylim(len(ranked) - 0.1 if middle is not None else len(ranked) - 0.5, -0.6)
        axes.margins(x=0.12)
        if ranked.min() < 0:
            axes.set_xlim(left=_left_end(ranked, digits, beside_bars, middle))
        axes.tick_params(length=0)
        axes.set_xticks([])
        for side in ("bottom", "left"):
            axes.spines[side].set_visible(False)
        return figure

    told = "; ".join(f"{name} {_said(value, digits)}" for name, value in zip(names, ranked, strict=True))
    mean = "" if middle is None else f" All together: {_said(middle, digits)}."
    alternative = f"Bar chart, in order of size. {_ended(words)} {what}: {told}.{mean} Source: {origin}."
    return Picture(words, alternative, ranked.rename(what).to_frame(), origin, draw)


def _numbers(values: object, name: str, columns: int, most: int) -> pd.DataFrame:
    """Return a table of numbers, without the rows in which all are missing."""
    given = table(values, name, "one row for each name, and numbers", empty=False)
    if not (columns <= len(given.columns) <= max(columns, most)):
        raise ValueError(f"{name} has {len(given.columns)} columns: give {columns} to {max(columns, most)}.")
    read = {
        column: figures(given[column], f"{name}: {shown_name(column)}", "a number, or nothing", gaps=True)
        for column in given.columns
    }
    return pd.DataFrame(read, index=given.index).dropna(how="all")


@helper
def range_dots(values: pd.DataFrame, *, title: str, unit: str, source: str) -> Picture:
    """Draw two years of many places: a ring for the first, a full dot for the second, and the way between them.

    Args:
        values: one row for each place; two columns, whose names are the years or other words. The order stays.
        title: the message, in a sentence.
        unit: what one is.
        source: who counted, in which register or survey.

    Raises:
        ValueError: other than two columns, no rows or more than 40, or a text that is empty.
        TypeError: no table of numbers, or no text.
    """
    words, what, origin = _words(title, unit, source)
    numbers = _numbers(values, "values", 2, 2)
    if not 1 <= len(numbers) <= MOST_ROWS:
        raise ValueError(f"values has {len(numbers)} rows with a number: give 1 to {MOST_ROWS}.")
    rows = numbers.to_numpy()
    known = rows[~np.isnan(rows)]
    digits, (low, high) = _digits(known), _scale(known)
    heads = [_name(column) for column in numbers.columns]
    names = [_name(name) for name in numbers.index]
    beside_dots = [_wrapped(name, _NAME) for name in names]
    row = _ROW * (1.3 if any("\n" in name for name in beside_dots) else 1)
    # The names of the years stand above the first row if both fit there.
    above = bool(np.abs(rows[0, 1] - rows[0, 0]) >= _APART * (high - low))

    def draw() -> Figure:
        figure, grid = _canvas(words, _foot(what, origin, low, high), row * len(numbers) + 0.7)
        axes = grid[0, 0]
        for place, (before, now) in enumerate(rows):
            axes.plot([before, now], [place, place], color=COLOURS["edge"], linewidth=2, zorder=1)
        places = np.arange(len(numbers))
        ring = {"facecolor": COLOURS["paper"], "edgecolor": COLOURS["ink"], "linewidth": 1.6}
        first = axes.scatter(numbers.iloc[:, 0], places, s=46, zorder=2, **ring)
        second = axes.scatter(numbers.iloc[:, 1], places, s=50, color=COLOURS["brand"], zorder=3)
        if above:
            for value, head in zip(rows[0], heads, strict=True):
                axes.annotate(head, (value, -0.25), ha="center", va="bottom", weight="bold", parse_math=False)
        else:
            corner: dict[str, Any] = {
                "loc": "lower left",
                "bbox_to_anchor": (0, 0.92),
                "ncols": 2,
                "frameon": False,
                "borderpad": 0,
            }
            for words_of in axes.legend([first, second], heads, **corner).get_texts():
                words_of.set_parse_math(False)
        axes.set_yticks(places, beside_dots, parse_math=False)
        axes.set_ylim(len(numbers) - 0.5, -1.1)
        axes.set_xlim(low, high)
        _plain_scale(axes.xaxis)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x", color=COLOURS["line"])
        return figure

    def told(name: str, row: Any) -> str:
        pair = [f"{_said(value, digits)} in {head}" for value, head in zip(row, heads, strict=True) if value == value]
        return f"{name} {', '.join(pair)}"

    each = "; ".join(told(name, row) for name, row in zip(names, rows, strict=True))
    alternative = f"Dots. {_ended(words)} {what}: {each}. Source: {origin}."
    return Picture(words, alternative, numbers, origin, draw)


@helper
def small_multiples(values: pd.DataFrame, *, title: str, unit: str, source: str) -> Picture:
    """Draw many series as small lines of one scale, side by side.

    Args:
        values: one row for each year, one column for each series; missing numbers are left out. The order stays.
        title: the message, in a sentence.
        unit: what one is, the same for all.
        source: who counted, in which register or survey.

    Raises:
        ValueError: fewer than two series or more than 12, fewer than two years, or a text that is empty.
        TypeError: no table of numbers, or no text.
    """
    words, what, origin = _words(title, unit, source)
    numbers = _numbers(values, "values", 2, MOST_SMALL)
    series = {_name(name): _by_year(numbers[name], f"values: {shown_name(name)}") for name in numbers.columns}
    if len(series) < len(numbers.columns):
        raise ValueError("values: two columns are written alike, such as 1 and '1'. Give each series its own name.")
    known = np.concatenate([each.to_numpy() for each in series.values()])
    digits, (low, high) = _digits(known), _scale(known)
    years = sorted({float(each) for one in series.values() for each in one.index})
    span = years[-1] - years[0]
    columns = min(3, len(series))
    rows = -(-len(series) // columns)

    def draw() -> Figure:
        figure, grid = _canvas(words, _foot(what, origin, low, high), 1.35 * rows, rows, columns)
        cells = grid.ravel()
        for axes, (name, one) in zip(cells, series.items(), strict=False):
            axes.plot(one.index, one, color=COLOURS["brand"], linewidth=2)
            axes.plot(one.index[-1], one.iloc[-1], color=COLOURS["brand"], marker="o", markersize=4)
            axes.set_title(_wrapped(name, _SMALL_NAME), fontsize=9.5, loc="left", parse_math=False)
            end = (one.index[-1], float(one.iloc[-1]))
            where = _side(end[1], float(one.iloc[-2]), low, high, apart=4)
            axes.annotate(_said(end[1], digits), end, ha="right", **where)
            axes.grid(axis="y", color=COLOURS["line"])
        for at, axes in enumerate(cells):
            axes.set_visible(at < len(series))
            axes.tick_params(labelbottom=at + columns >= len(series), labelleft=at % columns == 0)
            axes.set_xlim(years[0] - 0.04 * span, years[-1] + 0.04 * span)
            axes.set_ylim(low, high)
            _plain_scale(axes.yaxis)
            _years_of(axes, [years[0], years[-1]])
        return figure

    told = "; ".join(
        f"{name} from {_said(one.iloc[0], digits)} in {one.index[0]:.15g} to {_said(one.iloc[-1], digits)} in "
        f"{one.index[-1]:.15g}"
        for name, one in series.items()
    )
    alternative = f"{len(series)} small line charts of one scale. {_ended(words)} {what}: {told}. Source: {origin}."
    return Picture(words, alternative, numbers, origin, draw)
