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


def test_areas_of_another_year_stand_apart_with_their_own(made, row):
    """Wards of 2011, groups and the whole of 2024: 30 of 100 and 90 of 150; no ward is compared with 2024."""
    records = {"indicator/first/name": "Taps", "indicator/first/unit": "%", "indicator/first/wanted": "increase"}
    records |= {"indicator/first/latest/year": "2024", "indicator/first/latest/value": "70"}
    for key, people, counted in (("North", 100, 30), ("South", 150, 90)):
        values = {"name": key, "people": str(people), "counted": str(counted)}
        records |= {f"indicator/first/gap/areas/{key}/{part}": value for part, value in values.items()}
    rows = [
        row(70, "2024", indicator="Taps", unit="%"),
        row(60, "2024", indicator="Taps", unit="%", group="sex: female"),
    ]
    rows.append(row(80, "2024", indicator="Taps", unit="%", group="sex: male"))

    def told(year, rows):
        review = made(records | ({"indicator/first/gap/year": year} if year else {}), rows)
        found = [
            (each["label"], each["year"], round(each["value"], 3), each["gap"] and round(each["gap"]["value"], 3))
            for each in review["indicators"][0]["groups"]
        ]
        (chapter,) = [each for each in review["chapters"] if each["id"] == "no-one-behind"]
        return found, [each["caption"] for each in chapter["blocks"] if each["kind"] == "table"]

    of_2024 = [("female", "2024", 60, -10), ("male", "2024", 80, 10)]
    wards = [("North", "2011", 30, None), ("South", "2011", 60, None)]
    captions = [f"Taps: groups and areas, {year}" for year in ("2024", "2011")]
    assert told("2011", rows) == (of_2024 + wards, captions)
    # The whole of 2011 is known too: each ward is compared with that.
    compared = [("North", "2011", 30, -18), ("South", "2011", 60, 12)]
    assert told("2011", [*rows, row(48, "2011", indicator="Taps", unit="%")])[0] == of_2024 + compared
    # Without a year they are of that of the latest value, as before, also where the table has later groups.
    later = [each | {"year": "2025"} for each in rows[1:]]
    unsaid, captions = told("", [rows[0], *later])
    of_2025 = [("female", "2025", 60, None), ("male", "2025", 80, None)]
    assert unsaid == [*of_2025, ("North", "2024", 30, -40), ("South", "2024", 60, -10)]
    assert captions == ["Taps: groups and areas, 2025", "Taps: groups and areas, 2024"]


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


def test_the_worst_figure_is_the_worst_of_those_that_can_be_shown(made):
    """In North 3 of 4 have no water; so few are hidden, and 10 of 100 in South with them. East: 40 of 100, all 53."""
    records = {"indicator/first/name": "No water", "indicator/first/unit": "%", "indicator/first/wanted": "decrease"}
    records |= {"indicator/first/latest/year": "2025", "indicator/first/latest/value": "26"}
    for name, people, counted in (("North", "4", "3"), ("South", "100", "10"), ("East", "100", "40")):
        place = f"indicator/first/gap/areas/{name}"
        records |= {f"{place}/name": name, f"{place}/people": people, f"{place}/counted": counted}
    sentence = "the worst of the figures that can be shown is that of East, with 40.0 % in 2025"
    assert sentence in str(made(records)["chapters"])
    of_nobody = {each: value for each, value in records.items() if "North" not in each}
    assert "the worst figure is that of East, with 40.0 % in 2025" in str(made(of_nobody)["chapters"])


def test_areas_of_which_only_shares_are_known_are_in_the_review(made):
    """Wards as a council publishes them, in percent without people; everybody was typed as the latest value."""
    records = {"indicator/first/name": "Low income", "indicator/first/unit": "%", "indicator/first/wanted": "decrease"}
    records |= {"indicator/first/latest/year": "2024", "indicator/first/latest/value": "12.3"}
    for key, share in (("Hale", "3.4"), ("Old Trafford", "33.1"), ("Urmston", "7.6")):
        records |= {f"indicator/first/gap/areas/{key}/name": key, f"indicator/first/gap/areas/{key}/counted": share}
    review = made(records)
    found = [(row["label"], row["value"], round(row["gap"]["value"], 1)) for row in review["indicators"][0]["groups"]]
    assert found == [("Old Trafford", 33.1, 20.8), ("Urmston", 7.6, -4.7), ("Hale", 3.4, -8.9)]
    assert review["indicators"][0]["hidden"] == 0
    # Shares of 2011, and of everybody 10.4 % in that year: 33.1 - 10.4, 7.6 - 10.4 and 3.4 - 10.4.
    past = records | {"indicator/first/gap/year": "2011", "indicator/first/gap/all": "10,4 %"}
    review = made(past)
    gaps = [round(row["gap"]["value"], 1) for row in review["indicators"][0]["groups"]]
    assert gaps == [22.7, -2.8, -7.0]
    (whole,) = [each for each in review["annex"] if each["year"] == "2011" and not (each["area"] or each["formula"])]
    assert (whole["value"], whole["unit"]) == ("10.4", "%")
    # A share of everybody above 100 is none, and the latest value goes before it in its own year.
    for one, value, gap in (("all", "104", None), ("year", "2024", 20.8)):
        row = made(past | {f"indicator/first/gap/{one}": value})["indicators"][0]["groups"]
        assert [each["gap"] and round(each["gap"]["value"], 1) for each in row if each["value"] == 33.1] == [gap]
    # With no other figure the share of everybody is the latest value of the whole, so nobody is told that it has none.
    alone = {name: value for name, value in past.items() if "/latest/" not in name}
    review = made(alone)
    latest, rules = review["indicators"][0]["latest"], [each["rule"] for each in review["honesty"]]
    assert (latest["year"], latest["value"], latest["unit"]) == ("2011", 10.4, "%") and "parts_only" not in rules
    assert "groups or areas only" not in str(review["chapters"])
    assert [round(row["gap"]["value"], 1) for row in review["indicators"][0]["groups"]] == gaps
    assert "parts_only" in [each["rule"] for each in made(alone | {"indicator/first/gap/all": ""})["honesty"]]
    # With the people of one area all numbers are counts: without people there is no share. A share above 100 is none.
    for one, value in (("Hale/people", "500"), ("Hale/counted", "340")):
        groups = made(records | {f"indicator/first/gap/areas/{one}": value})["indicators"][0]["groups"]
        assert [row["label"] for row in groups] == (["Hale"] if "people" in one else ["Old Trafford", "Urmston"])
