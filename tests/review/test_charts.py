"""The charts of the review room: what stands in the files that they write."""

from __future__ import annotations

import io
import math
import re
import struct
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib as mpl
import matplotlib.image
import numpy as np
import pandas as pd
import pytest

from localsdg.review import line_chart, range_dots, ranked_bars, small_multiples
from localsdg.review.charts import COLOURS, WIDTH

WORDS = {"title": "Most homes have water", "unit": "% of homes", "source": "Water company"}
YEARS = pd.Series({2015: 40.0, 2018: 45.8, 2021: 52.0, 2025: 61.3})
PLACES = {"Old Quay": 84.6, "Saltfield": 41.3, "Lighthouse": 71.3}
TWO = pd.DataFrame({"2015": [68.1, 10.7], "2025": [84.6, 41.3]}, index=["Old Quay", "Saltfield"])
MANY = pd.DataFrame({"Old Quay": [68.1, 76.0, 84.6], "Saltfield": [10.7, 25.0, 41.3]}, index=[2015, 2020, 2025])
PICTURES = {
    "line": lambda **more: line_chart(YEARS, **{**WORDS, "target": (2030, 80), **more}),
    "bars": lambda **more: ranked_bars(PLACES, **{**WORDS, "average": 61.3, **more}),
    "dots": lambda **more: range_dots(TWO, **{**WORDS, **more}),
    "small": lambda **more: small_multiples(MANY, **{**WORDS, **more}),
}
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(picture.svg()).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PICTURES)
def test_the_svg_has_its_words_and_its_size(name):
    picture = PICTURES[name]()
    root = ET.fromstring(picture.svg())
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    assert width == pytest.approx(72 * WIDTH)
    assert 80 < height < 500
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.find(f"{SVG}desc").text == picture.alternative
    assert root.find(f"{SVG}title").text == WORDS["title"]
    words = " ".join(texts(picture))
    for said in ("Most homes have water", "% of homes", "Source: Water company"):
        assert said in words and said in picture.alternative


@pytest.mark.parametrize("name", PICTURES)
def test_a_chart_is_the_same_each_time_and_whatever_the_settings_are(name):
    first = PICTURES[name]().svg()
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert PICTURES[name]().svg() == first


@pytest.mark.parametrize("name", PICTURES)
def test_only_colours_of_the_course_are_used(name):
    used = set(re.findall(r"#[0-9a-f]{6}", PICTURES[name]().svg()))
    assert used <= {*COLOURS.values()} | {"#000000", "#ffffff"}
    assert COLOURS["brand"] in used


def test_the_colours_are_those_of_the_pages():
    sheet = Path("src/localsdg/widgets/kit/tokens.css").read_text("utf-8")
    by_day = dict(re.findall(r"--(\w+): light-dark\((#[0-9a-f]{6}),", sheet))
    assert {name: by_day[name] for name in COLOURS} == dict(COLOURS)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "least"), [("brand", 3), ("ink", 4.5), ("soft", 4.5), ("edge", 3)])
def test_marks_and_letters_stand_out_from_the_paper(name, least):
    # Contrast by WCAG 2.2: letters 4.5, marks 3.
    assert (luminance(COLOURS["paper"]) + 0.05) / (luminance(COLOURS[name]) + 0.05) >= least


@pytest.mark.parametrize("name", PICTURES)
def test_the_png_has_its_size_and_its_colour(name):
    found = PICTURES[name]().png(100)
    assert found.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", found[16:24])
    assert width == round(100 * WIDTH)
    pixels = mpl.image.imread(io.BytesIO(found), format="png")[..., :3]
    assert pixels.shape[:2] == (height, width)
    brand = np.array([int(COLOURS["brand"][place : place + 2], 16) for place in (1, 3, 5)]) / 255
    assert (np.abs(pixels - brand).max(axis=2) < 0.02).sum() > 50


def bars_of(picture) -> list[tuple[float, float]]:
    """The left and right ends of the bars, from the top down, as they are drawn."""
    found = []
    for path in ET.fromstring(picture.svg()).iter(f"{SVG}path"):
        if f"fill: {COLOURS['brand']}" in (path.get("style") or ""):
            xs = [float(x) for x in re.findall(r"[ML] ([-\d.]+)", path.get("d"))]
            found.append((min(xs), max(xs)))
    return found


def test_bars_begin_at_zero_and_go_by_size():
    ends = bars_of(ranked_bars(PLACES, **WORDS))
    lengths = [right - left for left, right in ends]
    assert len({round(left, 3) for left, _ in ends}) == 1
    # 71.3 / 84.6 = 0.8428; 41.3 / 84.6 = 0.4882
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 0.8428, 0.4882], abs=2e-4)


def test_names_stand_in_the_order_of_size():
    words = texts(PICTURES["bars"]())
    assert [each for each in words if each in PLACES] == ["Old Quay", "Lighthouse", "Saltfield"]
    assert {"84.6", "41.3", "all 61.3"} <= {*words}


def test_a_line_far_from_zero_says_where_it_begins():
    near = " ".join(texts(line_chart({2015: 40, 2020: 60, 2025: 90}, **WORDS)))
    far = " ".join(texts(line_chart({2015: 61, 2020: 62, 2025: 64}, **WORDS)))
    assert "does not begin at zero" not in near
    # (64 - 61) / 3 = 1 below the lowest value: 60
    assert re.search(r"does\s+not begin at zero, but at 60\.", far)


def test_the_text_holds_every_figure():
    assert PICTURES["line"]().alternative == (
        "Line chart. Most homes have water. % of homes: from 40.0 in 2015 to 61.3 in 2025; lowest 40.0, highest 61.3. "
        "Target: 80.0 in 2030. Source: Water company."
    )
    assert PICTURES["dots"]().alternative.count("Saltfield 10.7 in 2015, 41.3 in 2025") == 1
    assert "Old Quay from 68.1 in 2015 to 84.6 in 2025" in PICTURES["small"]().alternative


def test_the_table_holds_every_figure():
    assert PICTURES["line"]().table["% of homes"].tolist() == [40.0, 45.8, 52.0, 61.3]
    assert PICTURES["bars"]().table["% of homes"].tolist() == [84.6, 71.3, 41.3]
    assert PICTURES["dots"]().table.equals(TWO)


def test_signs_that_mean_something_elsewhere_are_plain_letters():
    picture = line_chart(YEARS, **{**WORDS, "title": "Costs $2 & <less> than $3", "unit": "% \\alpha _x^2"})
    assert any("Costs $2 & <less> than $3" in each for each in texts(picture))
    assert any("% \\alpha _x^2" in each for each in texts(picture))


def test_gaps_and_values_below_zero_are_drawn():
    assert line_chart({2015: 4, 2016: None, 2017: 5}, **WORDS).table.index.tolist() == ["2015", "2017"]
    assert "\u22121.5" in ranked_bars({"a": 2, "b": -1.5}, **WORDS).alternative
    assert line_chart({2015: 0, 2016: 0}, **WORDS).png().startswith(b"\x89PNG")
    assert range_dots(pd.DataFrame({"a": [1, None], "b": [2, 3]}), **WORDS).svg()


def test_letters_without_a_form_are_said(tmp_path):
    picture = line_chart(YEARS, **{**WORDS, "title": "पानी"})
    with pytest.warns(UserWarning, match="Save it as SVG"):
        picture.png()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert any("पानी" in each for each in texts(picture))


def test_files_are_written_by_their_ending(tmp_path):
    picture = PICTURES["line"]()
    assert picture.save(tmp_path / "a.svg").read_text("utf-8") == picture.svg()
    assert picture.save(str(tmp_path / "a.PNG")).read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FileExistsError):
        picture.save(tmp_path / "a.svg")
    picture.save(tmp_path / "a.svg", replace=True)
    with pytest.raises(ValueError, match=r"ends with '\.jpg'"):
        picture.save(tmp_path / "a.jpg")
    with pytest.raises(TypeError, match="path is a int"):
        picture.save(3)


WRONG = [
    (lambda: line_chart({2015: 1}, **WORDS), ValueError, "values has 1 values"),
    (lambda: line_chart({"north": 1, "south": 2}, **WORDS), TypeError, "the year"),
    (lambda: line_chart({15: 1, 16: 2}, **WORDS), ValueError, "four digits"),
    (lambda: line_chart([1, 2, 3], **WORDS), TypeError, "values is a list"),
    (lambda: line_chart({2015: "40", 2016: "41"}, **WORDS), TypeError, "Text is not read as a number"),
    (lambda: line_chart(YEARS, **WORDS, target=(2030,)), ValueError, "target has 1 members"),
    (lambda: line_chart(YEARS, **WORDS, target=(2030, math.nan)), ValueError, "value of the target"),
    (lambda: line_chart(YEARS, **{**WORDS, "title": " "}), ValueError, "title is empty"),
    (lambda: line_chart(YEARS, **{**WORDS, "source": None}), TypeError, "source is None"),
    (lambda: ranked_bars({str(place): place for place in range(41)}, **WORDS), ValueError, "give 2 to 40"),
    (lambda: ranked_bars(PLACES, **WORDS, average="61"), TypeError, "average is '61'"),
    (lambda: range_dots(MANY.assign(third=1.0), **WORDS), ValueError, "3 columns"),
    (lambda: range_dots(PLACES, **WORDS), TypeError, "give a table"),
    (lambda: small_multiples(MANY.set_axis(pd.Index([1, "1"], dtype=object), axis=1), **WORDS), ValueError, "alike"),
    (lambda: ranked_bars({math.nan: 3, "Saltfield": 7}, **WORDS), ValueError, "a number has no name"),
    (lambda: small_multiples(MANY.iloc[:1], **WORDS), ValueError, "values: Old Quay has 1 values"),
    (lambda: PICTURES["line"]().png(5), ValueError, "from 50 to 600"),
]


@pytest.mark.parametrize(("call", "error", "says"), WRONG)
def test_wrong_calls_are_refused_in_words(call, error, says):
    with pytest.raises(error, match=re.escape(says)):
        call()


def test_small_numbers_keep_the_figures_that_tell_them_apart():
    small = line_chart({2015: 0.0012, 2025: 0.0034}, **WORDS)
    assert "from 0.0012 in 2015 to 0.0034 in 2025" in small.alternative
    assert {"0.0012", "0.0034"} <= set(texts(small))


def test_signs_that_no_picture_can_hold_become_blanks():
    words = {name: f"{said}\x00\x0b\n\ud800 by hand" for name, said in WORDS.items()}
    for picture in (line_chart(YEARS, **words), ranked_bars({"Old\x01Quay": 1, "Mill\nstone": 2}, **words)):
        ET.fromstring(picture.svg().encode())
        assert picture.title == "Most homes have water by hand"
        assert picture.png(50)
    assert "Old Quay 1" in picture.alternative


def test_a_scale_below_zero_ends_at_zero_or_says_where():
    near = " ".join(texts(line_chart({2015: -5, 2025: -50}, **WORDS)))
    across = " ".join(texts(line_chart({2015: -5, 2025: 50}, **WORDS)))
    assert "scale" not in near + across
    far = " ".join(texts(line_chart({2015: -61, 2025: -64}, **WORDS)))
    assert re.search(r"does\s+not reach zero, but ends at \u221260\.", far)


def test_large_numbers_are_written_out_on_the_scale():
    assert "8000000000" in texts(line_chart({2015: 0, 2025: 8e9}, **WORDS))


def test_years_that_lie_close_in_the_first_row_stand_in_a_legend():
    for first in ([5.0, 5.0], [math.nan, 5.0], [5.0, math.nan]):
        table = pd.DataFrame([first, [6.0, 3.0]], index=["Old Quay", "Saltfield"], columns=["2015", "2025"])
        assert sorted(set(texts(range_dots(table, **WORDS))) & {"2015", "2025"}) == ["2015", "2025"]
    floats = pd.DataFrame([[5.0, 6.0]], index=["Old Quay"], columns=[2015.0, 2025.0])
    assert "5 in 2015, 6 in 2025" in range_dots(floats, **WORDS).alternative


def test_a_long_name_is_cut_in_the_picture_and_whole_in_words():
    name = "The district of the old harbour and of the new fields behind the railway station"
    picture = ranked_bars({name: 3, "Saltfield": 70}, **WORDS)
    assert f"{name} 3" in picture.alternative
    assert max(map(len, texts(picture))) < 90
    assert any(each.endswith("\u2026") for each in texts(picture))


LONG = "The district of the old harbour and of the new fields"
ODD = [
    lambda: ranked_bars({"Old Quay": -3.2, "Saltfield": -12.5, LONG: -0.4, "Hill": -25}, **WORDS, average=-9.1),
    lambda: ranked_bars({"Old Quay": 3.2, "Saltfield": -12.5, LONG: -25, "Hill": 25, "Mill": 0}, **WORDS),
    lambda: ranked_bars({"Old Quay": 8_123_456_789, "Saltfield": 34, "Hill": -2e9, LONG: None}, **WORDS, average=2e9),
    lambda: ranked_bars({LONG: -8_123_456_789, "Saltfield": -0.5}, **WORDS),
    lambda: ranked_bars({"Old Quay": 0.00012, "Saltfield": -0.000034, "Hill": 0}, **WORDS, average=0),
    lambda: ranked_bars({"Old Quay": -5, "Saltfield": -5}, **WORDS),
    lambda: ranked_bars({"Old Quay": -1, "Saltfield": -2}, **WORDS, average=-50),
    lambda: line_chart({2015: -3, 2018: 12, 2025: -8}, **WORDS),
    lambda: line_chart({2015: -3, 2018: -12, 2020: -1.5, 2025: -8}, **WORDS),
    lambda: line_chart({2015: 8e9, 2020: 9e9, 2025: 8.1e9}, **WORDS),
    lambda: line_chart({2015: 0, 2025: 0}, **WORDS),
    lambda: range_dots(pd.DataFrame({"a": [3e9, 5], "b": [4e9, math.nan]}, index=["Old Quay", LONG]), **WORDS),
    lambda: range_dots(pd.DataFrame({"a": [-3, -12, math.nan], "b": [-8, -1, -5]}), **WORDS),
    lambda: range_dots(pd.DataFrame({"a": [-8e9], "b": [-8.1e9]}), **WORDS),
    lambda: range_dots(pd.DataFrame({"a": [0.0000012], "b": [0.0000034]}), **WORDS),
    lambda: small_multiples(MANY.assign(Hill=[-3, 5, -8], **{LONG: [9e9, 8e9, math.nan]}), **WORDS),
]


@pytest.mark.parametrize("make", ODD, ids=range(len(ODD)))
def test_no_words_lie_on_others_or_on_a_line(make):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from localsdg.review.charts import _style

    with _style():
        figure = make()._draw()
        FigureCanvasAgg(figure).draw()
        words = [each for each in figure.findobj(mpl.text.Text) if each.get_visible() and each.get_text().strip()]
        beyond = [  # matplotlib keeps numbers beyond the ends of a scale, and does not draw them
            label
            for axes in figure.axes
            for axis in (axes.xaxis, axes.yaxis)
            for place, label in zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)
            if not min(axis.get_view_interval()) <= place <= max(axis.get_view_interval())
        ]
        shown = [each for each in words if (each.axes is None or each.axes.get_visible()) and each not in beyond]
        boxes = {f"{at} {each.get_text()}": each.get_window_extent() for at, each in enumerate(shown)}
        marks = {f"{at} {each.get_text()}" for at, each in enumerate(shown) if isinstance(each, mpl.text.Annotation)}
        lines = [
            each.get_transform().transform_path(each.get_path())
            for axes in figure.axes
            for each in axes.lines
            if len(each.get_xdata()) > 2
        ]
        canvas = figure.bbox
    names = [*boxes]
    for at, one in enumerate(names):
        assert canvas.x0 <= boxes[one].x0 and boxes[one].x1 <= canvas.x1, one
        for other in names[at + 1 :]:
            assert not boxes[one].overlaps(boxes[other]), (one, other)
    for name in marks:
        assert not any(path.intersects_bbox(boxes[name], filled=False) for path in lines), name
