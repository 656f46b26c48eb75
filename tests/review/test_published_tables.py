"""Tables as towns publish them: what the review says of their figures, and what it does not claim.

The forms are those of tables that Bristol, Los Angeles and València publish; the figures here are made up.
"""

import pytest
from whole_workbooks import PUBLISHED, SHEET

from localsdg.review.outline import words_of

FIELDS = {f"indicator/first/{name}": text for name, text in SHEET.items()}


@pytest.fixture
def of(made):
    """The review of a published table, by its name."""
    return lambda name, **changes: made(FIELDS | changes, PUBLISHED[name])


def words(review):
    """All words of the chapters."""
    return words_of(block for chapter in review["chapters"] for block in chapter["blocks"])


def findings(review, rule):
    return [each["found"] for each in review["honesty"] if each["rule"] == rule]


def test_a_figure_with_three_decimals_is_used(of):
    review = of("decimals of three digits")
    (waste,) = review["indicators"]
    assert [each["value"] for each in waste["series"]] == [11.711, 9.342, 10.5]
    assert findings(review, "unused") == []


def test_budget_years_are_a_series_with_a_baseline_and_a_chart(of):
    review = of("budget years")
    (waste,) = review["indicators"]
    assert (waste["baseline"]["year"], waste["latest"]["year"], waste["change"]["value"]) == ("2015-16", "2021-22", -5)
    assert [block["kind"] for block in review["chapters"][5]["blocks"]].count("chart") == 1
    assert findings(review, "baseline") == []


@pytest.mark.parametrize("name", ["series that are no components", "parts without a whole"])
def test_what_is_known_for_parts_alone_is_not_called_unmeasured(of, name):
    review = of(name)
    said = words(review)
    assert review["indicators"][0]["measured"] and review["unprinted"] == []
    assert "“Waste” could not be measured." not in said
    assert "“Waste” has figures of groups or areas only, and none of the whole municipality." in said
    assert findings(review, "parts_only") and not findings(review, "no_plan") and not findings(review, "baseline")


def test_a_percentage_is_written_as_one_whatever_the_table_calls_it(of):
    review = of("a unit by what it is split")
    assert not findings(review, "units") and not findings(review, "contradicting")
    assert "from 20 % (2020)" in words(review) and "Percent" not in words(review)


def test_two_values_of_one_figure_are_named_by_the_name_of_the_indicator(made):
    rows = PUBLISHED["decimals of three digits"]
    review = made(FIELDS, [*rows, rows[0] | {"value": "12"}])
    assert findings(review, "contradicting") == ["“Waste”, 2018: the table says two different things."]


@pytest.mark.parametrize("name", ["counts of groups", "counts of groups, and some of no known group"])
def test_counts_of_groups_have_no_gap_and_nobody_is_called_the_worst(of, name):
    review = of(name)
    (waste,) = review["indicators"]
    assert [(each["label"], each["gap"]) for each in waste["groups"]] == [("men", None), ("women", None)]
    assert findings(review, "counts") and "the worst figure is that of" not in words(review)
    assert not any(each["formula"] == "gap to all" for each in review["annex"])


def test_an_average_lies_between_its_groups_and_has_gaps(made, row):
    rows = [row(50, unit="%"), row(60, unit="%", group="sex: women"), row(40, unit="%", group="sex: men")]
    review = made({"indicator/first/code": "6.1.1", "indicator/first/wanted": "increase"}, rows)
    assert [each["gap"]["value"] for each in review["indicators"][0]["groups"]] == [-10, 10]
    assert "the worst figure is that of men, with 40 % in 2025" in words(review)


def test_areas_and_groups_that_are_numbers_have_a_word_and_stand_in_their_order(of):
    review = of("areas that are numbers")
    labels = [each["label"] for each in review["indicators"][0]["groups"]]
    assert labels == ["area 1", "area 2", "area 10"]
    assert "the worst figure is that of area 1, with 31 %" in words(review)
    split = of("a unit by what it is split")
    assert [each["label"] for each in split["indicators"][0]["groups"]] == ["age: <18", "Women"]


def test_figures_that_no_indicator_takes_are_named(made):
    rows = [each | {"indicator": "7.2.1"} for each in PUBLISHED["budget years"]]
    review = made(FIELDS, [*PUBLISHED["budget years"], *rows])
    assert len(findings(review, "loose")) == 1
    assert not findings(made({}, rows), "loose")


def test_an_indicator_finds_its_figures_under_the_name_that_they_have_in_the_table(made, row):
    """Towns publish a table with a column for each figure, named as their office names it."""
    rows = [row(value, year, indicator=name) for name in ("stadt", "land") for year, value in ((2020, 4.5), (2025, 4))]
    fields = {"indicator/jobs/name": "Unemployment rate", "indicator/jobs/unit": "%", "indicator/jobs/code": "local"}
    review = made(fields, rows)
    assert findings(review, "untied") == [
        "“Unemployment rate” has no figure. The table has figures that no indicator takes: stadt; land."
    ]
    assert "“Unemployment rate” has no figure yet, and nobody has said why." in words(review)
    assert "“Unemployment rate” could not be measured" not in words(review)
    assert findings(made(fields | {"indicator/jobs/missing/why": "Not counted"}, rows), "no_plan")
    tied = made(fields | {"indicator/jobs/table": "Stadt"}, rows)
    (jobs, other) = tied["indicators"]
    assert [each["value"] for each in jobs["series"]] == [4.5, 4] and other["name"] == "land"
    assert not findings(tied, "untied") and findings(tied, "loose")
    named = made({"indicator/jobs/name": "Unemployment rate", "indicator/jobs/code": "stadt"}, rows)
    assert "None: it was chosen locally." in words(named) and "close to stadt" not in words(named)


def test_all_who_are_worst_off_alike_are_named_and_no_difference_has_more_decimals_than_its_figures(made, row):
    values = {"": 10.4, "Arlington": 20, "Pimlico": 20, "Upton": 10}
    rows = [row(value, indicator="3.2.2", area=area, unit="deaths") for area, value in values.items()]
    fields = {"indicator/first/code": "3.2.2", "indicator/first/name": "Deaths", "indicator/first/wanted": "decrease"}
    said = words(made(fields, rows))
    assert "the worst figures are those of Arlington; Pimlico, each with 20 deaths in 2025 [F2] [F3]" in said
    assert "The gap to the figure for all: 9.6 deaths." in said
    five = rows + [row(20, indicator="3.2.2", area=area, unit="deaths") for area in ("Berea", "Glen")]
    assert "those of Arlington; Berea; Glen; and 1 more, each with" in words(made(fields, five))


def test_an_early_baseline_hides_no_turn_for_the_worse(made, row):
    """An unemployment count that fell until 2018 and has risen since, as towns have it."""
    years = {2000: 2277, 2015: 1659, 2018: 1460, 2025: 2008}
    rows = [row(value, year, indicator="8.5.2", unit="people") for year, value in years.items()]
    fields = {"indicator/first/code": "8.5.2", "indicator/first/name": "Jobless", "indicator/first/wanted": "decrease"}
    review = made(fields, rows)
    said = words(review)
    assert "“Jobless” has moved the wrong way since 2015: from 1\u202f659 people (2015) [F2] to 2\u202f008" in said
    assert "moves the right way" not in said and "the right way since 2000, but the wrong way since 2015" in said
    assert len(findings(review, "wrong_since")) == 1
    told = fields | {"text/4.2/what did not go well": "Jobless: more again."}
    assert not findings(made(told, rows), "wrong_since")
    assert not findings(made(fields, rows[:3]), "wrong_since")
    late = fields | {"indicator/first/baseline/value": "1659", "indicator/first/baseline/year": "2015"}
    assert findings(made(late, rows), "wrong_way") and not findings(made(late, rows), "wrong_since")


def test_what_moves_the_right_way_too_slowly_is_no_success_without_a_word_on_it(made, row):
    rows = [row(value, year, indicator="12.5.1", unit="kg") for year, value in ((2001, 143), (2013, 130), (2025, 121))]
    goal = {"target/value": "90", "target/year": "2030", "wanted": "decrease", "code": "12.5.1"}
    said = words(made({f"indicator/first/{name}": text for name, text in goal.items()}, rows))
    assert "[F3]. The rule for progress says: limited or no progress." in said


def test_steps_stand_by_their_days_and_those_without_one_at_the_end(made):
    steps = {"b": "12 May 2027", "a": "2027-03-16", "c": "from 2027-01-15 on"}
    fields = {f"step/{key}/date": date for key, date in steps.items()} | {f"step/{key}/what": key for key in steps}
    (table,) = (
        block
        for block in made(fields)["chapters"][9]["blocks"]
        if block["kind"] == "table" and block["caption"] == "Calendar of the next steps"
    )
    assert [cells[1] for cells in table["rows"]] == ["c", "a", "b"]


def test_sources_end_a_sentence_and_codes_have_words(made):
    fields = {
        "message/chosen/text": "Work has halved",
        "message/chosen/evidence": "3.6 % in 2018",
        "message/chosen/source": "Statistics office",
        "municipality/here/population": "1,234",
        "municipality/here/population_year": "2020",
        "council/own/women": "3",
        "council/own/men": "4",
        "council/own/source": "Secretariat, 31 December 2025",
        "judgement/1.1/whose": "own",
        "judgement/1.2/whose": "shared",
        "action/first/name": "A13 Bus lane",
        "budget line/b/title": "Lane",
        "budget line/b/action": "A13",
        "budget tag/b/11.2/share": 1.0,
    }
    review = made(fields)
    said = words(review)
    assert "Work has halved. 3.6 % in 2018. Source: Statistics office." in said
    assert "3 of 7 members" in said and "Counted: Secretariat, 31 December 2025." in said
    (share,) = (each for each in review["annex"] if each["indicator"] == "5.5.1(b)" and not each["component"])
    assert share["year"] == "2025"
    assert "Not judged yet: 167." in said  # 169 targets without the two
    assert "11.2 (100 %)" in said and "A13 Bus lane" in said.split("Lane\n")[1]
    assert "1\u202f234 (2020) [F" in said  # people have no decimals, so that 1,234 is one number only
    assert not findings(review, "odd")


def test_codes_of_places_make_no_groups_and_neighbours_are_named_before_anything_is_written(of, made):
    review = of("neighbours and a country, with their codes", **{"municipality/here/name": "Ours"})
    (waste,) = review["indicators"]
    # By hand: 25 - 30 = -5, of the municipality alone.
    assert (waste["baseline"]["value"], waste["latest"]["value"], waste["change"]["value"]) == (30, 25, -5)
    assert [each["label"] for each in waste["groups"]] == ["Bury", "England"]
    (found,) = findings(review, "beside")
    assert "beside figures of Bury; England. The review takes these for parts" in found
    assert not [each for each in review["honesty"] if each["rule"] == "beside" and each["limit"]]
    rows = PUBLISHED["neighbours and a country, with their codes"]
    total = [each | ({"area": "Total"} if each["area"] == "Ours" else {}) for each in rows]
    assert not findings(made(FIELDS | {"municipality/here/name": "Ours"}, total), "beside")
