"""The model: chapters, figures, the annex. Expected numbers are worked by hand, or published where it is said."""

import copy
import json

import pytest

from localsdg.course.review import review as chapters_of_the_course
from localsdg.review import ReviewError, check_review, make_review
from localsdg.workbook import Workbook
from localsdg.workbook.places import address_of


def rules(review):
    return [each["rule"] for each in review["honesty"]]


def figure(review, name):
    return [each for each in review["annex"] if each["figure"] == name]


def own(review, indicator):
    (found,) = [each for each in review["indicators"] if each["code"] == indicator or each["id"] == indicator]
    return found


def test_an_empty_workbook_gives_all_chapters_and_each_says_that_it_is_empty(made):
    review = made()
    check_review(review)
    assert [each["title"] for each in review["chapters"]] == [each.title for each in chapters_of_the_course().chapters]
    assert {each["state"] for each in review["chapters"]} == {"empty"}
    assert all(each["missing"] for each in review["chapters"])
    assert rules(review).count("empty") == 10
    assert "name" in rules(review) and "boundary" in rules(review)
    assert review["annex"] == [] and review["label"] == ""


def test_what_a_sheet_of_lesson_3_1_says_of_its_boundary_and_formula_stands_in_the_review(made):
    typed = {"first/name": "Taps", "first/boundary": "The old town", "first/formula": "taps / homes, version 1"}
    records = {"/".join(address_of("3.1", "indicators", name)[1:]): words for name, words in typed.items()}
    review = made(records)
    (taps,) = review["indicators"]
    assert (taps["boundary"], taps["formula"]) == ("The old town", "taps / homes, version 1")


def test_a_share_is_computed_from_its_components_and_never_taken_from_the_table(made, row):
    """120 of 480 homes are 25 %; the table says 30."""
    rows = [row(30, unit="%", source="Survey"), row(120, component="numerator"), row(480, component="denominator")]
    review = made({"municipality/here/name": "Ours"}, rows)
    last = own(review, "6.1.1")["latest"]
    assert (last["value"], last["derived"]) == (25.0, True)
    assert "differs" in rules(review)
    derived, *parts = figure(review, last["figure"])
    assert (derived["kind"], derived["formula"], derived["value"]) == ("derived", "share", "25")
    assert {(each["component"], each["value"]) for each in parts} == {("numerator", "120"), ("denominator", "480")}


def test_a_value_of_the_table_that_is_rounded_does_not_differ(made, row):
    """1/3 of 100 is 33.333 ..., published as 33.3."""
    rows = [row("33.3", unit="%", source="S"), row(1, component="numerator"), row(3, component="denominator")]
    assert "differs" not in rules(made((), [{**each, "area": ""} for each in rows]))


@pytest.mark.parametrize(
    "unit, whole, result",
    [
        ("%", "400", 6.0),
        ("deaths per 100,000 people", "200000", 12.0),
        ("per 1 000", "12000", 2.0),
        ("litres a head", "48", 0.5),
    ],
)
def test_the_unit_says_which_formula(made, row, unit, whole, result):
    """24 of 400 are 6 %; 24 deaths of 200,000 people are 12 of 100,000; 24 of 12,000 are 2 of 1,000."""
    rows = [row(result, unit=unit), row(24, component="numerator"), row(whole, component="denominator")]
    last = own(made((), rows), "6.1.1")["latest"]
    assert last["derived"] and last["value"] == pytest.approx(result, rel=1e-12)


def test_8_6_1_takes_three_components(made, row):
    """(38,868 - 10,048 - 19,391) / 38,868 = 9,429 / 38,868 = 24.2590 %."""
    parts = {"youth": 38868, "employed": 10048, "not employed, in education or training": 19391}
    review = made((), [row(value, component=name, indicator="8.6.1") for name, value in parts.items()])
    assert own(review, "8.6.1")["latest"]["value"] == pytest.approx(24.2590, abs=5e-5)


def test_11_3_1_takes_two_dates(made):
    """Published by the Office for National Statistics: 897 to 867 people, 148,827.8 to 195,653.8 m²: -9.249297."""
    land = {"earlier/year": "2016", "earlier/people": "897", "earlier/built-up land": "148827.8"}
    land |= {"later/year": "2019", "later/people": "867", "later/built-up land": "195653.827297"}
    review = made({f"indicator/11.3.1/{name}": value for name, value in land.items()})
    last = own(review, "11.3.1")["latest"]
    assert last["value"] == pytest.approx(-9.249297, abs=5e-7)
    assert last["year"] == "2016-2019"
    assert figure(review, last["figure"])[0]["version"] == "United Nations, metadata of 11.3.1, March 2021"


def test_a_figure_without_components_is_printed_as_published_with_its_source(made, row):
    review = made((), [row("12.50", unit="%", source="Census 2025, table 4")])
    ((printed),) = [each for each in review["annex"] if each["value"]]
    assert (printed["kind"], printed["value"], printed["source"]) == ("as published", "12.5", "Census 2025, table 4")
    assert printed["formula"] == ""


@pytest.mark.parametrize(
    "parts", [{"numerator": 3}, {"numerator": 3, "denominator": 0}, {"numerator": 3, "something": 4}]
)
def test_a_derived_figure_that_cannot_be_computed_is_listed_and_not_printed(made, row, parts):
    rows = [row(60, unit="%"), *(row(value, component=name) for name, value in parts.items())]
    review = made((), rows)
    assert len(review["unprinted"]) == 1
    assert not [each for each in review["annex"] if each["value"]]
    assert own(review, "6.1.1")["latest"] is None
    assert "unprinted" in rules(review)
    assert "60" not in json.dumps(review["chapters"])


def test_distance_and_way_are_those_of_the_paper(made):
    """From 40 (2015) to 52 (2021), wanted 80 (2030): 28 still to go, 12 of 40 are 30 %; growth gives 0.945."""
    fields = {"name": "Taps", "unit": "%", "wanted": "increase", "baseline/year": "2015", "baseline/value": "40"}
    fields |= {"latest/year": "2021", "latest/value": "52", "target/year": "2030", "target/value": "80"}
    review = made({f"indicator/first/{name}": value for name, value in fields.items()})
    taps = own(review, "first")
    assert (taps["distance"]["value"], taps["change"]["value"], taps["way"]["value"]) == (28, 12, 30)
    assert taps["moves"] == "right way" and not taps["reached"]
    pace = figure(review, taps["progress"]["figure"])[0]
    assert float(pace["value"]) == pytest.approx(0.945, abs=5e-4)
    assert taps["progress"]["label"] == "fair progress, acceleration needed"


@pytest.mark.parametrize(
    "wanted, moves", [("increase", "wrong way"), ("decrease", "right way"), ("value", "right way")]
)
def test_the_wanted_direction_decides_what_is_better(made, wanted, moves):
    fields = {"name": "A", "wanted": wanted, "baseline/year": "2015", "baseline/value": "50,0", "target/value": "20"}
    fields |= {"latest/year": "2024", "latest/value": "30", "target/year": "2030"}
    review = made({f"indicator/first/{name}": value for name, value in fields.items()})
    assert own(review, "first")["moves"] == moves


def test_a_missing_figure_stands_with_its_plan_in_two_chapters_and_in_the_annex(made):
    missing = {"why": "Nobody counts", "plan": "A count in May", "owner": "Water office", "date": "2026-05-31"}
    review = made(
        {"indicator/x/name": "Leaks"} | {f"indicator/x/missing/{name}": words for name, words in missing.items()}
    )
    rows = {each["id"]: json.dumps(each["blocks"]) for each in review["chapters"]}
    for chapter in ("indicators", "next-steps"):
        assert all(words in rows[chapter] for words in ["Leaks", *missing.values()])
    ((row),) = review["annex"]
    assert row["kind"] == "missing" and "A count in May" in row["note"]
    assert review["steps"] == [
        {"date": "2026-05-31", "what": "Missing figure: Leaks", "who": "Water office", "id": "missing Leaks"}
    ]
    assert "no_plan" not in rules(review)


def test_gaps_stand_before_successes(amani):
    (chapter,) = [each for each in amani["chapters"] if each["id"] == "highlights"]
    titles = [each["text"] for each in chapter["blocks"] if each["kind"] == "heading"]
    assert titles == ["What is still behind", "What went well"]
    behind = next(each for each in chapter["blocks"] if each["kind"] == "list")["items"]
    assert "moves the wrong way" in behind[0]
    assert any("the worst figure is that of Millstone" in words for words in behind)


def test_port_amani_is_complete_and_each_page_says_that_it_is_fictional(amani):
    """24.2590 % from the components of 8.6.1; 81.1 % is the published value of 11.2.1."""
    check_review(amani)
    assert {each["state"] for each in amani["chapters"]} == {"filled"}
    assert amani["label"].startswith("FICTIONAL") and amani["municipality"]["fictional"]
    assert rules(amani)[0] == "fictional_whole"
    assert {each["place_is"] for each in amani["annex"]} == {"fictional"}
    assert own(amani, "8.6.1")["latest"]["value"] == pytest.approx(24.2590, abs=5e-5)
    assert round(own(amani, "11.2.1")["latest"]["value"], 1) == 81.1
    assert amani["unprinted"] == []


def test_the_same_workbook_gives_the_same_review(amani):
    from localsdg.review.example import port_amani

    from .conftest import TODAY

    again = make_review(Workbook.parse(port_amani().text()), today=TODAY)
    assert json.dumps(again) == json.dumps(amani)


def test_a_table_in_a_file_is_read_beside_the_workbook(made, tmp_path):
    """30 of 120 are 25 %; 45 of 150 women are 30 %."""
    file = tmp_path / "table.csv"
    file.write_text(
        "place,indicator,year,value,unit,sex,numerator,denominator,source\n"
        "Ours,6.1.1,2024,20,%,,20,100,Survey\nOurs,6.1.1,2025,25,%,,30,120,Survey\n"
        "Ours,6.1.1,2025,30,%,female,45,150,Survey\nOurs,6.1.1,2025,20,%,male,30,150,Survey\n"
    )
    review = made({"municipality/here/name": "Ours"}, data=file)
    found = own(review, "6.1.1")
    assert [(each["year"], each["value"]) for each in found["series"]] == [("2024", 20.0), ("2025", 25.0)]
    assert sorted((each["label"], each["value"]) for each in found["groups"]) == [("female", 30.0), ("male", 20.0)]
    assert all(each["derived"] for each in found["series"])


def test_a_file_with_errors_is_said(made, tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("place,indicator,year,value,unit\nOurs,6.1.1,2024,20,%\nOurs,6.1.1,2024,25,%\n")
    assert any("check-data" in each["found"] for each in made((), data=file)["honesty"])


def test_districts_in_a_group_are_areas_and_the_town_itself_is_the_whole(made, row):
    rows = [
        row(50, area="Port Amani", unit="%"),
        row(20, area="Port Amani", group="district: Far Point", unit="%"),
        row(80, area="Port Amani", group="sex: female; age: total", unit="%"),
    ]
    found = own(made({"municipality/here/name": "Port Amani (fictional)"}, rows), "6.1.1")
    assert found["latest"]["value"] == 50
    assert {(each["area"], each["group"]) for each in found["groups"]} == {("Far Point", ""), ("", "sex: female")}


def test_an_indicator_of_the_table_belongs_to_the_record_with_its_code(made, row):
    records = {"indicator/first/name": "Homes with taps", "indicator/first/code": "6.1.1", "indicator/first/unit": "%"}
    review = made(records, [row(61, unit="%")])
    ((found),) = review["indicators"]
    assert (found["record"], found["name"], found["latest"]["value"]) == ("first", "Homes with taps", 61)


def test_the_list_of_lesson_3_1_says_which_indicators_are_in_the_review(made):
    records = {"indicator/first/name": "Taps", "indicator/first/chosen/listed": "yes", "indicator/first/spatial": "yes"}
    records |= {"indicator/first/chosen/cost": "low", "indicator/x/name": "Not chosen"}
    records |= {
        f"indicator/{each}/latest/{name}": value
        for each in ("first", "x")
        for name, value in (("year", "2024"), ("value", "5"))
    }
    (chapter,) = [each for each in made(records)["chapters"] if each["id"] == "indicators"]
    said = json.dumps(chapter["blocks"])
    assert "Taps" in said and "the figure is there" in said and "Not chosen" not in said
    assert "rule_space" not in rules(made(records))


def test_nothing_that_was_written_is_lost(made):
    review = made({"text/1.1/whom we ask": "Asha", "text/3.6/a purpose nobody knows": "Words"})
    said = json.dumps(review["chapters"])
    assert "Asha" in said and "Words" in said


def test_words_of_two_cells_do_not_make_a_table_fictional(made, row):
    """A cell ends with "made", and the next one begins with "up"."""
    said = [made((), [row(5, source="made", area=area)])["label"] for area in ("up", "made up")]
    assert said[0] == "" and "fictional" in said[1]


def test_texts_and_offers_stand_in_the_order_of_their_names(made):
    """10 before 9, and "a" before "a b": as letters, whatever program has written the workbook."""
    records = {f"text/3.6/{name}": f"Words of {name}" for name in ("9", "10")}
    records |= {f"exchange/offers/{name}/words": f"Offer {name}" for name in ("a b", "a")}
    said = json.dumps(made(records)["chapters"])
    assert 0 < said.index("Words of 10") < said.index("Words of 9")
    assert 0 < said.index('"Offer a"') < said.index('"Offer a b"')


def test_a_record_that_is_no_review_is_refused(amani):
    wrong = copy.deepcopy(amani)
    wrong["annex"][0]["kind"] = "guessed"
    with pytest.raises(ReviewError, match="no review of version 1"):
        check_review(wrong)
    with pytest.raises(ReviewError):
        check_review([])


def test_a_workbook_that_is_not_there_is_named():
    with pytest.raises(ReviewError, match=r"no workbook nowhere\.json"):
        make_review("nowhere.json")
    with pytest.raises(TypeError, match="give a Workbook"):
        make_review(7)


def test_a_figure_of_a_dashboard_alone_measures_no_outcome(made):
    """The first indicator is that of an outcome only once something is said of the action."""
    records = {"indicator/first/name": "Firearms", "indicator/first/latest/year": "2017"}
    records |= {"indicator/first/latest/value": "4.3", "indicator/first/chart/kind": "bars"}
    said = "The outcome is measured by “Firearms”"
    for action, is_said in (({}, False), ({"action/first/outcome": "Fewer deaths"}, True)):
        assert (said in str(made(records | action)["chapters"])) == is_said
