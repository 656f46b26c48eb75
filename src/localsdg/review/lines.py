"""The line chart of an indicator as a drawing of a page, and as a chart of Word; both from the same points.

The axis begins at zero, or at the lowest value below it, and years stand as far apart as they are.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from localsdg.core.html import render
from localsdg.review.reading import year_of
from localsdg.review.words import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEIGHT = 640, 300  # of the drawing, in its own units
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 16, 36
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_LINES = 5
_LEAST, LARGEST = 1e-9, 1e15  # spans and values that an axis can show
INK, SOFT = "153A5B", "6B7680"


class Points(NamedTuple):
    """What a chart shows: the points of the series by year, the value to reach, and the ends of both axes."""

    series: list[tuple[int, float]]
    goal: tuple[int, float] | None
    years: tuple[int, int]
    ticks: list[float]


def points_of(block: Mapping[str, Any]) -> Points:
    """Return the points of a chart, in the order of their years."""
    series = sorted({year_of(each["year"]) or 0: float(each["value"]) for each in block["series"]}.items())
    target = block["target"]
    year = year_of(target["year"]) if target else None
    goal = (year, float(target["value"])) if target and year and year > series[-1][0] else None
    values = [value for _, value in series] + ([float(target["value"])] if target else [])
    last = goal[0] if goal else series[-1][0]
    return Points(
        series, goal, (series[0][0], max(last, series[0][0] + 1)), _ticks(min(0.0, *values), max(0.0, *values))
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers that span an axis."""
    if high - low < _LEAST:
        high = low + 1
    span = high - low
    size = 10 ** math.floor(math.log10(span / _MOST_LINES))
    step = next(each * size for each in (*_STEPS, 20) if span / (each * size) <= _MOST_LINES)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [float(f"{at * step:.12g}") for at in range(first, max(last, first + 1) + 1)]


def _label(value: float) -> str:
    return grouped(f"{value:.12g}")


def drawing(block: Mapping[str, Any]) -> str:
    """Return the chart as SVG, to stand in a page; its alternative text is that of the block."""
    found = points_of(block)
    low, high = found.ticks[0], found.ticks[-1]
    begin, end = found.years

    def across(year: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (year - begin) / (end - begin), 1)

    def up(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - low) / (high - low), 1)

    every = max(1, math.ceil((end - begin) / 8))
    return render(
        "review",
        "line.svg",
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        bottom=HEIGHT - _BOTTOM,
        alt=block["alt"],
        unit=block["unit"],
        ticks=[(up(value), _label(value)) for value in found.ticks],
        years=[(across(year), str(year)) for year in range(begin, end + 1, every)],
        points=[(across(year), up(value)) for year, value in found.series],
        goal=(across(found.goal[0]), up(found.goal[1])) if found.goal else None,
    )


CHART_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _numbers(kind: str, values: list[float]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value:.15g}</c:v></c:pt>' for at, value in enumerate(values))
    count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
    return f"<c:{kind}><c:numLit>{count}{points}</c:numLit></c:{kind}>"


def _line(colour: str, *, dashed: bool) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<c:spPr><a:ln w="28575" cap="rnd">{fill}{dash}<a:round/></a:ln></c:spPr>'


def _series(at: int, name: str, points: list[tuple[int, float]], colour: str, *, dashed: bool) -> str:
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
    marker = f'<c:marker><c:symbol val="{"diamond" if dashed else "circle"}"/><c:size val="6"/>{fill}</c:marker>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:v>{escape(name)}</c:v></c:tx>'
        f"{_line(colour, dashed=dashed)}{marker}"
        f"{_numbers('xVal', [float(year) for year, _ in points])}{_numbers('yVal', [value for _, value in points])}"
        '<c:smooth val="0"/></c:ser>'
    )


def _axis(own: int, other: int, place: str, low: float, high: float, step: float, title: str) -> str:
    fill = '<a:solidFill><a:srgbClr val="C6CED6"/></a:solidFill>'
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{fill}</a:ln></c:spPr></c:majorGridlines>'
    words = (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r><a:rPr sz="900" b="0"/>'
        f'<a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high:.15g}"/>'
        f'<c:min val="{low:.15g}"/></c:scaling><c:delete val="0"/><c:axPos val="{place}"/>'
        f"{grid if place == 'l' else ''}{words if title else ''}"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{step:.15g}"/></c:valAx>'
    )


LETTERS = (
    '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Calibri"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="en"/></a:p></c:txPr>'
)


def word_chart(block: Mapping[str, Any], goal_name: str) -> bytes:
    """Return the part of a Word document that holds the chart: a chart of Word, no picture.

    Args:
        block: the chart.
        goal_name: the name of the line that leads to the value to reach.
    """
    found = points_of(block)
    begin, end = found.years
    lines = _series(0, block["caption"], found.series, INK, dashed=False)
    if found.goal:
        lines += _series(1, goal_name, [found.series[-1], found.goal], SOFT, dashed=True)
    every = max(1, math.ceil((end - begin) / 8))
    ticks = found.ticks
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if found.goal else ""
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {CHART_NAMES}>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{lines}'
        '<c:axId val="11"/><c:axId val="12"/></c:scatterChart>'
        f"{_axis(11, 12, 'b', begin, end, every, '')}"
        f"{_axis(12, 11, 'l', ticks[0], ticks[-1], ticks[1] - ticks[0], block['unit'])}"
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{LETTERS}</c:chartSpace>'
    )
    return text.encode("utf-8")
