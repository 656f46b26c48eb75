"""Small numbers: what is hidden, and what would give it away. The cases are worked by hand, with k = 5."""

import pytest

from localsdg.review.figures import Figure, Key, Part
from localsdg.review.suppression import suppress


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


def test_nothing_is_hidden_where_all_are_many():
    assert hidden({("", ""): (90, 300), ("A", ""): (40, 150), ("B", ""): (50, 150)}) == set()


@pytest.mark.parametrize(
    "counted, of",
    [
        (3, 100),  # 1 to 4 people
        (97, 100),  # all but 3
        (9, 19),  # fewer than 20 people
        (0, 19),
        (19, 19),
    ],
)
def test_a_small_count_is_hidden_and_a_second_one_with_it(counted, of):
    found = hidden(
        {("", ""): (200 + counted, 600), ("A", ""): (counted, of), ("B", ""): (60, 200), ("C", ""): (140, 300)}
    )
    assert found == {("A", ""), ("B", "")}


def test_two_hidden_counts_that_are_few_together_hide_a_third():
    """2 + 2 are fewer than 5, so both could be guessed from the total."""
    counts = {("", ""): (104, 500), ("A", ""): (2, 90), ("B", ""): (2, 90), ("C", ""): (40, 150), ("D", ""): (60, 170)}
    assert hidden(counts) == {("A", ""), ("B", ""), ("C", "")}


def test_where_nothing_else_is_left_the_total_is_hidden():
    assert hidden({("", ""): (4, 200), ("A", ""): (2, 100), ("B", ""): (2, 100)}) == {("", ""), ("A", ""), ("B", "")}


def test_one_part_alone_hides_no_other():
    assert hidden({("", ""): (200, 900), ("A", ""): (2, 90)}) == {("A", "")}


def test_in_a_table_of_two_ways_rows_and_columns_are_protected():
    """Area A, women: 2. In its row and in its column another one is hidden, and so on, until each line has two."""
    counts = {
        ("", ""): (182, 900),
        ("A", ""): (52, 300),
        ("B", ""): (60, 300),
        ("C", ""): (70, 300),
        ("", "sex: female"): (82, 450),
        ("", "sex: male"): (100, 450),
        ("A", "sex: female"): (2, 150),
        ("A", "sex: male"): (50, 150),
        ("B", "sex: female"): (35, 150),
        ("B", "sex: male"): (25, 150),
        ("C", "sex: female"): (45, 150),
        ("C", "sex: male"): (25, 150),
    }
    found = hidden(counts)
    assert {("A", "sex: female"), ("A", "sex: male"), ("B", "sex: female"), ("B", "sex: male")} <= found
    for line in ("sex: female", "sex: male"):
        assert len([each for each in found if each[1] == line]) != 1
    for area in "ABC":
        assert len([each for each in found if each[0] == area and each[1]]) != 1


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
    assert "suppressed" in str(chapter["blocks"]) and "4.9" not in str(review)
    assert "suppressed" in [each["rule"] for each in review["honesty"]]
