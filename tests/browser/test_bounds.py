"""The widget of lesson 3.5 and its methods. Expected values are published, or by hand: see the vectors."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from localsdg import datasets
from localsdg.monitoring import (
    best_five,
    bounds_from_values,
    normalise,
    overall_index,
    rank_sensitivity,
    rank_variants,
)
from localsdg.widgets import Bounds, Municipality

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "bounds.json").read_text("utf-8"))
LANGUAGES = pytest.mark.parametrize("language", ["Python", "JavaScript"])


def named(part: str):
    return pytest.mark.parametrize("case", VECTORS[part], ids=lambda case: case["name"])


def wanted(less: bool) -> str:
    return "decrease" if less else "increase"


def script(value) -> str:
    """A value as JavaScript: what is missing is NaN."""
    return json.dumps(value).replace("null", "NaN")


@LANGUAGES
@named("scores")
def test_a_published_score(evaluate, case, language):
    if language == "Python":
        found = normalise(case["value"], worst=case["bounds"][0], best=case["bounds"][1])
    else:
        found = evaluate("bounds_method", f"method.score({case['value']}, {case['bounds']})")
    assert found == pytest.approx(case["score"], abs=0.05)


@LANGUAGES
@named("bounds")
def test_bounds_from_data(evaluate, case, language):
    if language == "Python":
        found = bounds_from_values(pd.Series(case["values"]), wanted=wanted(case["less"]), tail=case["tail"])
    else:
        given = f"{script(case['values'])}, {script(case['less'])}, {case['tail']}"
        found = evaluate("bounds_method", f"method.boundsFrom({given})")
    assert list(found) == pytest.approx(case["bounds"])


@LANGUAGES
@named("best_five")
def test_the_mean_of_the_best_five(evaluate, case, language):
    if language == "Python":
        found = best_five(case["values"], wanted=wanted(case["less"]))
    else:
        found = evaluate("bounds_method", f"method.bestFive({case['values']}, {script(case['less'])})")
    assert found == pytest.approx(case["best"])


def table_of(values) -> pd.DataFrame:
    return pd.DataFrame(values, columns=[f"i{at}" for at in range(len(values[0]))]).astype(float)


def in_python(values, bounds, **options):
    table = table_of(values)
    ends = dict(zip(table.columns, bounds, strict=True))
    variants = rank_variants(table, ends, required=1, **options)
    spans = rank_sensitivity(table, ends, required=1, **options)
    return variants.T.to_numpy(dtype=float, na_value=np.nan), spans.to_numpy(dtype=float, na_value=np.nan)


def in_javascript(evaluate, values, bounds, weights=None, geometric=False):
    given = script({"bounds": bounds, "weights": weights or [1] * len(bounds), "geometric": geometric})
    variants, spans = evaluate(
        "bounds_method",
        f"((all) => [all.map(({{ rank }}) => rank), method.rankSensitivity(all)])"
        f"(method.rankVariants({script(values)}, {given}))",
    )
    ranks = np.array(variants, dtype=float)
    return ranks, np.array([[ranks[0][at], *span.values()] for at, span in enumerate(spans)], dtype=float)


@LANGUAGES
@named("ranks")
def test_ranks_when_one_thing_is_changed(evaluate, case, language):
    given = case["values"], case["bounds"]
    variants, spans = in_python(*given) if language == "Python" else in_javascript(evaluate, *given)
    assert variants[1:].tolist() == list(case["variants"].values())
    assert spans.tolist() == case["spans"]


@named("ranks")
def test_the_index(evaluate, case):
    setting = json.dumps({"bounds": case["bounds"], "weights": [1, 1]})
    found = evaluate("bounds_method", f"method.ranking({case['values']}, {setting}).index")
    assert found == pytest.approx(case["index"])


def test_both_languages_say_the_same(evaluate):
    chance = random.Random(35)
    for _ in range(25):
        columns = chance.randint(1, 5)
        values = [
            [chance.choice([None, round(chance.uniform(-5, 120), 1), 50]) for _ in range(columns)] for _ in range(9)
        ]
        values[0] = [40.0] * columns
        bounds = [chance.choice([[0, 100], [80, 10], [20.5, 90]]) for _ in range(columns)]
        weights = [chance.choice([0.5, 1, 3]) for _ in range(columns)]
        geometric = chance.random() < 0.5
        options = {"average": "geometric" if geometric else "mean"}
        options["weights"] = {f"i{at}": weight for at, weight in enumerate(weights)}
        for python, page in zip(
            in_python(values, bounds, **options),
            in_javascript(evaluate, values, bounds, weights, geometric),
            strict=True,
        ):
            np.testing.assert_array_equal(python, page)


def bolivia() -> pd.Series:
    """The published index of goal 6 of all municipalities."""
    scores = datasets.load("bolivia").tables["scores"]
    return scores.query("indicator == 'goal 6 index'").set_index("place")["value"]


def test_the_case_of_bolivia_gives_the_published_index_of_goal_6(evaluate):
    published = bolivia()
    case = Bounds().data["cases"][0]
    names = {"Trinidad": "Trinidad (Beni)", "La Paz": "La Paz (La Paz)", "Tarija": "Tarija (Tarija)"}
    setting = json.dumps({"bounds": case["bounds"], "weights": [1, 1, 1]})
    rows = [row[1:] for row in case["rows"]]
    found = evaluate("bounds_method", f"method.ranking({rows}, {setting}).index")
    by_name = dict(zip((row[0] for row in case["rows"]), found, strict=True))
    for name, place in names.items():
        # The largest difference over all 339 municipalities is 0.05, by the check of the source.
        assert by_name[name] == pytest.approx(published[place], abs=0.06)


def test_geometric_means():
    scores = pd.DataFrame({"a": [80.0, 0.0, 50.0], "b": [50.0, 100.0, math.nan]})
    found = overall_index(scores, required=0.5, average="geometric")
    # The square roots of 80 x 50 and of 1 x 100; one score alone is its own mean.
    assert found.tolist() == pytest.approx([63.2456, 10, 50], abs=1e-4)
    weighted = overall_index(scores, required=1, average="geometric", weights={"a": 1, "b": 3})
    assert weighted[0] == pytest.approx(80**0.25 * 50**0.75)


@pytest.fixture
def widget(widget_page):
    seen = widget_page(Bounds, width=360)
    yield seen.page
    assert seen.problems == []


def title(page) -> str:
    return page.locator(".ls-title").first.inner_text()


def result(page) -> str:
    return page.locator(".ls-result").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_each_case_shows_its_ranks(widget, violations):
    # Trinidad: 78.5 + 33.8 + 100 (210.6 % capped) = 212.3 / 3, see the published index.
    assert title(widget) == "Trinidad is number 5 of 10, with 70.8 points."
    assert "All places have the same rank as with the bounds as given" in result(widget)
    assert "Trinidad lies between number 2 and number 9, with number 5 in the middle" in result(widget)
    widget.get_by_role("tab", name="Four towns").click()
    # Port Amani: (29.3 / 60 + 31.3 / 70 + 61.1 / 80 + 49.2 / 75) x 25 = 58.9; the others 51.3, 46.2, 54.3.
    assert title(widget) == "Port Amani is number 1 of 4, with 58.9 points."
    assert widget.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(widget) == []


def test_what_is_changed_moves_the_ranks_and_is_said(widget):
    widget.get_by_role("button", name="Least and greatest").click()
    assert title(widget).startswith("Trinidad is number 8 of 10")
    assert "Cochabamba moved most, from number 4 to number 9." in result(widget)
    widget.get_by_role("button", name="As given").click()
    assert title(widget) == "Trinidad is number 5 of 10, with 70.8 points."
    waste = widget.get_by_role("group", name="Wastewater treated")
    waste.get_by_label("Weight").fill("2")
    assert title(widget).startswith("Trinidad is number 2 of 10")
    waste.get_by_label("Weight").fill("1")
    widget.get_by_label("Scores stay between 0 and 100").uncheck()
    # Without the cap wastewater alone gives 210.6 points.
    assert title(widget) == "Trinidad is number 1 of 10, with 107.6 points."
    widget.get_by_role("button", name="Undo").click()
    assert title(widget) == "Trinidad is number 5 of 10, with 70.8 points."
    widget.get_by_label("The town to follow").select_option("Cobija")
    assert "Cobija stays number 10" in result(widget)


TABLE = "Town;Water;Waste\nOurs;61,5;40\nUp;80;20,5\nDown;50;90"


def test_an_own_table_with_decimal_commas_is_kept(widget_page, violations):
    seen = widget_page(Bounds, (Municipality, "3.5"), width=360)
    page = seen.page
    page.get_by_role("tab", name="Your own table").click()
    assert title(page) == "There is no index yet."
    page.get_by_label("Your table").fill(TABLE)
    # Water 11.5 / 30 = 38.3, waste 19.5 / 69.5 = 28.1: 33.2; Up 100 and 0, Down 0 and 100: 50 each.
    assert title(page) == "Ours is number 3 of 3, with 33.2 points."
    assert "For indicators without bounds of yours" in result(page)
    water = page.get_by_role("group", name="Water")
    water.get_by_label("Worst").fill("55,5")
    water.get_by_label("Best").fill("62")
    # Water: 92.3, 100 and 0.
    assert title(page) == "Ours is number 1 of 3, with 60.2 points."
    assert violations(page) == []
    page.wait_for_function("localStorage.getItem('localsdg.workbook')?.includes('55,5')")
    page.reload()
    assert title(page) == "Ours is number 1 of 3, with 60.2 points."
    assert page.get_by_role("group", name="Water").get_by_label("Worst").input_value() == "55,5"
    assert "Ours: number 1 of 3; between number 1 and number 3" in page.locator(".ls-kept").inner_text()
    # Best in both, whatever is changed: "between number 1 and number 1" would say nothing.
    page.get_by_label("Your table").fill("Town\tWater\tWaste\nOurs\t61\t80\nUp\t56\t30\nDown\t55\t20")
    known = page.locator(".ls-kept output")
    known.filter(has_text="Ours: number 1 of 3, even if any single thing is changed").wait_for()
    assert seen.problems == []


def test_a_table_that_cannot_be_read_says_why(widget_page):
    seen = widget_page(Bounds, width=360)
    page = seen.page
    page.get_by_role("tab", name="Your own table").click()
    field = page.get_by_label("Your table")
    field.fill("Town\tconstructor\t__proto__\nA\t1,234\t5\nB\tmany\t6\nC\t7\t8\nD\t9\t3")
    assert "“1,234” can be read in two ways" in result(page)
    assert "“many” is not a number" in result(page)
    assert title(page) == "A has no index, since a value is missing."
    # What is missing in the manner of published tables is no fault, but the places without an index are named.
    field.fill("Town\tPoor\tRead\nOurs\t12.3\t72\nNear\tNA\t71\nFar\t8.2\tn/a\nNext\t11\t65\nLast\t13\t..")
    assert title(page) == "Ours is number 1 of 2, with 92.7 points."  # 100 x 4.1 / 4.8 = 85.4, and 100
    assert "3 places have no index, since a value of theirs is missing: Near; Far; Last." in result(page)
    assert "cannot be used" not in result(page)
    # Less is better, and nothing is typed: the ends of the table change places.
    poor = page.get_by_role("group", name="Poor")
    poor.get_by_role("button", name="Swap worst and best").click()
    assert [poor.get_by_label(each).input_value() for each in ("Worst", "Best")] == ["13", "8.2"]
    # Bounds follow the name of their column, also when the table is pasted anew.
    field.fill("")
    field.fill("Town\tNew\tRead\tPoor\nOurs\t1\t72\t12\nNear\t2\t71\t9")
    assert [poor.get_by_label(each).input_value() for each in ("Worst", "Best")] == ["13", "8.2"]
    assert page.get_by_role("group", name="New").get_by_label("Worst").input_value() == ""
    # Too much is not left out without a word.
    field.fill("Town\tx\n" + "\n".join(f"T{at}\t{at}" for at in range(77)))
    assert "The table has 77 places. Only the first 60 are read, and the ranks count these alone." in result(page)
    assert title(page).startswith("T0 is number 60 of 60")
    field.fill("Town\t" + "\t".join("abcdefgh") + "\nA" + "\t1" * 8 + "\nB" + "\t2" * 8)
    assert "The table has 8 indicators. Only the first 6 are read." in result(page)
    field.fill("Town,x,y\nA,12,5,3\nB,1,2")
    assert "there are more cells than columns" in result(page)
    field.fill("x" * 3000)
    assert title(page) == "There is no index yet."
    assert seen.problems == []
