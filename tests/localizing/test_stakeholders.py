import json
from pathlib import Path

import pandas as pd
import pytest

from localsdg.localizing import GROUPS, Actor, stakeholder_map, women_in_councils

VECTORS = Path(__file__).parents[1] / "vectors"


def cases(name: str) -> list[dict]:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


def test_quadrants_and_the_rule_of_the_border():
    found = stakeholder_map(
        [
            Actor("mayor", 9, 8),
            Actor("port company", 8, 4.9),
            Actor("market women", 5, 5, ("women", "people in informal settlements or informal work")),
            Actor("school", 2, 7, ("schools, universities and research",)),
        ]
    )
    assert found.quadrants == {
        "work closely together": ["mayor", "market women"],  # 5 counts as high
        "keep satisfied": ["port company"],
        "keep informed and give voice": ["school"],
        "follow from time to time": [],
    }
    empty = [finding.about for finding in found.findings if finding.rule == "empty quadrant"]
    assert empty == ["follow from time to time"]
    missing = {finding.about for finding in found.findings if finding.rule == "missing group"}
    assert missing == set(GROUPS) - {
        "women",
        "people in informal settlements or informal work",
        "schools, universities and research",
    }


def test_women_in_three_councils_are_added_up_by_seats():
    # 10 of 40, 3 of 5 and 0 of 5: 13 of 50 seats, 26 %. The mean of the shares would be 28.3 %.
    councils = pd.DataFrame({"women": [10, 3, 0], "men": [30, 2, 5]}, index=["A", "B", "C"])
    share, table = women_in_councils(councils)
    assert share == pytest.approx(26.0)
    assert table["share"].tolist() == pytest.approx([25, 60, 0])


def test_the_denominator_is_the_seats_that_are_held():
    # 48 seats by law, 4 of them empty: 11 women of 44 members are 25 %, not 22.9 %.
    share, table = women_in_councils(pd.DataFrame({"women": [11], "men": [33], "seats": [48]}, index=["council"]))
    assert share == pytest.approx(25.0)
    assert table.loc["council", "held"] == 44


def test_an_empty_council_has_no_share_but_does_not_spoil_the_others():
    share, table = women_in_councils(pd.DataFrame({"women": [0, 5], "men": [0, 15]}, index=["new", "old"]))
    assert share == pytest.approx(25)
    assert table["share"].isna().tolist() == [True, False]


@pytest.mark.parametrize("kind", ["int32", "Int64", "float64", object])
def test_the_kind_of_number_and_the_order_of_councils_change_nothing(kind):
    councils = pd.DataFrame({"women": [10, 3, 0], "men": [30, 2, 5]}, index=["A", "B", "C"]).astype(kind)
    share, table = women_in_councils(councils.loc[["C", "A", "B"]])
    assert share == pytest.approx(26.0)
    assert table["share"].to_dict() == pytest.approx({"C": 0, "A": 25, "B": 60})


@pytest.mark.parametrize("case", cases("stakeholder_map"), ids=lambda case: case["name"])
def test_maps_worked_out_by_hand(case):
    found = stakeholder_map([Actor(**actor) for actor in case["actors"]])
    assert found.quadrants == case["quadrants"]
    assert [each.about for each in found.findings if each.rule == "empty quadrant"] == case["empty"]
    assert [each.about for each in found.findings if each.rule == "missing group"] == case["missing"]


@pytest.mark.parametrize("case", cases("women_in_council"), ids=lambda case: case["name"])
def test_councils_worked_out_by_hand(case):
    councils = pd.DataFrame([{name: case[name] for name in ("women", "men", "seats") if name in case}])
    if "fault" in case:
        said = {"whole": "a whole number of members", "seats": "members, but 48 seats", "nobody": "Nobody holds a seat"}
        with pytest.raises(ValueError, match=said[case["fault"]]):
            women_in_councils(councils)
    else:
        share, table = women_in_councils(councils)
        assert share == pytest.approx(case["share"], abs=5e-5)
        assert table["held"].tolist() == [case["held"]]
