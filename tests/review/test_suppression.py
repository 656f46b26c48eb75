"""Small numbers: what is hidden, and what would give it away. The cases are worked by hand, with k = 5."""

import json
from pathlib import Path

import pytest

from localsdg.review.figures import Figure, Key, Part
from localsdg.review.suppression import suppress

VECTORS = Path(__file__).parents[1] / "vectors" / "review_figures.json"
CASES = json.loads(VECTORS.read_text("utf-8"))["suppression"]


def figures(counts):
    """Figures of areas and groups: of each the people counted, and all."""
    found = []
    for (area, group), (counted, of) in counts.items():
        parts = {"numerator": Part(counted), "denominator": Part(of)}
        found.append(Figure(Key("6.1.1", "2025", group, area), parts=parts, formula="share", value=100 * counted / of))
    return found


def hidden(counts):
    found = figures(counts)
    suppress(found)
    return {(each.key.area, each.key.group) for each in found if each.hidden}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_hidden(case):
    counts = {(each["area"], each["group"]): (each["counted"], each["of"]) for each in case["counts"]}
    assert hidden(counts) == {tuple(place) for place in case["hidden"]}


def test_the_people_who_are_not_counted_cannot_be_computed_either():
    """Without B, nobody is missing in A and B together but the three of A: C has to be hidden too."""
    counts = {("all", ""): (247, 290), ("A", ""): (97, 100), ("B", ""): (60, 60), ("C", ""): (90, 130)}
    whole = {("", ""): counts.pop(("all", ""))} | counts
    assert hidden(whole) == {("A", ""), ("B", ""), ("C", "")}


def test_seats_and_tonnes_are_no_people():
    rows = [
        Figure(
            Key("5.5.1(b)", "2025"), parts={"numerator": Part(3), "denominator": Part(15)}, formula="share", value=20
        )
    ]
    assert suppress(rows) == 0
    parts = {"numerator": Part(3, "tonnes a day"), "denominator": Part(15, "tonnes a day")}
    assert suppress([Figure(Key("waste", "2025"), parts=parts, formula="share", value=20)]) == 0


def test_the_stricter_limit_of_an_office_is_kept(made):
    """8 of 300 is shown with the limit of the course, and hidden with a limit of 10; so is the next smallest."""
    areas = {"a": ("North", 300, 8), "b": ("South", 300, 90), "c": ("West", 300, 120)}
    records = {"indicator/first/name": "Taps", "indicator/first/unit": "%", "indicator/first/latest/year": "2025"}
    for key, (name, people, counted) in areas.items():
        values = {"name": name, "people": str(people), "counted": str(counted)}
        records |= {f"indicator/first/gap/areas/{key}/{part}": value for part, value in values.items()}
    for limit, count in (("5", 0), ("10", 2), ("3", 0), ("much", 0), ("1e9", 0)):
        review = made(records | {"indicator/first/gap/smallest shown": limit})
        assert review["indicators"][0]["hidden"] == count, limit


def test_a_suppressed_figure_has_no_number_anywhere(made, row):
    """3 of 61 in the North: 4.918 %. Neither the rate nor the count may be found."""
    rows = []
    for area, counted, of in (("", 223, 661), ("North", 3, 61), ("South", 90, 300), ("West", 130, 300)):
        rows += [
            row(round(100 * counted / of, 1), unit="%", area=area, source="S"),
            row(counted, component="numerator", area=area),
            row(of, component="denominator", area=area),
        ]
    review = made({"municipality/here/name": "Ours"}, rows)
    north = [each for each in review["annex"] if each["area"] == "North" and each["formula"] != "gap to all"]
    assert {each["status"] for each in north} == {"suppressed"} and {each["value"] for each in north} == {""}
    assert not [each for each in review["annex"] if each["area"] == "North" and each["formula"] == "gap to all"]
    (chapter,) = [each for each in review["chapters"] if each["id"] == "no-one-behind"]
    # Which figure is small itself, and which one protects it, stands nowhere.
    assert len({each["note"] for each in review["annex"] if each["status"] == "suppressed"} - {""}) == 1
    assert "suppressed" in str(chapter["blocks"]) and "4.9" not in str(review)
    assert "suppressed" in [each["rule"] for each in review["honesty"]]
