"""Each rule of the honesty check finds its case, and is silent where the case is repaired."""

import pytest

from localsdg.review.words import Words
from localsdg.workbook import Field, Workbook

from .conftest import TIME, TODAY

GOOD = {
    "municipality/here/name": "Ours",
    "municipality/here/boundary": "The municipal boundary of 2025",
    "indicator/first/name": "Taps",
    "indicator/first/unit": "%",
    "indicator/first/wanted": "increase",
    "indicator/first/source": "Census",
    "indicator/first/baseline/year": "2015",
    "indicator/first/baseline/value": "40",
    "indicator/first/latest/year": "2024",
    "indicator/first/latest/value": "60",
    "indicator/first/target/year": "2030",
    "indicator/first/target/value": "80",
    "action/a1/name": "Build taps",
    "budget line/b1/title": "Taps",
    "budget line/b1/action": "a1",
}
NONE = None
CASES = {
    "source": {"indicator/first/source": NONE},
    "baseline": {
        "indicator/first/baseline/year": NONE,
        "indicator/first/baseline/value": NONE,
        "indicator/first/latest/year": NONE,
        "indicator/first/latest/value": NONE,
    },
    "target_year": {"indicator/first/target/year": NONE},
    "no_target": {"indicator/first/target/value": NONE},
    "wrong_way": {"indicator/first/latest/value": "30"},
    "no_change": {"indicator/first/latest/value": "40"},
    "boundary": {"municipality/here/boundary": NONE},
    "name": {"municipality/here/name": NONE},
    "budget": {"budget line/b1/action": "another"},
    "against": {"action/a1/links/6.4/kind": "against"},
    "years": {"indicator/first/baseline/year": "2026"},
    "no_plan": {"indicator/x/name": "Leaks", "indicator/x/missing/why": "Nobody counts"},
    "odd": {"indicator/first/target/value": [1, 2]},
}


def rules(review):
    return [each["rule"] for each in review["honesty"]]


def records(changes):
    return {name: value for name, value in (GOOD | changes).items() if value is not None}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_case_and_no_other(made, rule):
    assert rule not in rules(made(GOOD))
    found = [each for each in made(records(CASES[rule]))["honesty"] if each["rule"] == rule]
    assert len(found) == 1
    assert found[0]["found"] and found[0]["repair"]


def test_what_no_officer_can_repair_today_is_a_limit_and_nothing_else_is(made):
    """A town cannot publish years that nobody has; that a figure falls is left out by whoever writes."""
    changes = {"indicator/first/latest/value": "30"}
    limits = {each["rule"]: each["limit"] for each in made(records(changes))["honesty"]}
    assert limits["short"] and limits["groups"] and limits["rule_count"]
    assert not limits["wrong_way"]


def test_a_missing_indicator_with_a_plan_needs_no_baseline(made):
    unmeasured = {"name": "Leaks", "missing/why": "Nobody counts", "target/value": "5", "target/year": "2030"}
    changes = {f"indicator/x/{name}": value for name, value in unmeasured.items()}
    assert "baseline" in rules(made(records(changes)))
    planned = {"missing/plan": "A count in spring", "missing/owner": "Water office", "missing/date": "2027-05-01"}
    assert "baseline" not in rules(made(records(changes | {f"indicator/x/{k}": v for k, v in planned.items()})))


def test_what_is_mentioned_is_no_finding(made):
    changes = {"indicator/first/latest/value": "30", "text/4.2/what did not go well": "Taps: fewer than in 2015."}
    assert "wrong_way" not in rules(made(records(changes)))


def test_a_long_series_is_not_short(made, row):
    assert "short" in rules(made(GOOD))
    rows = [row(50 + at, year=str(2015 + 2 * at), indicator="Taps", unit="%") for at in range(5)]
    assert "short" not in rules(made(GOOD, rows))


def test_units_and_values_that_contradict_each_other(made, row):
    rows = [row(50, unit="%", indicator="Taps"), row(600, unit="homes", indicator="Taps", year="2023")]
    assert "units" in rules(made(GOOD, rows))
    rows = [row(50, unit="%", indicator="Taps"), row(51, unit="%", indicator="Taps")]
    assert "contradicting" in rules(made(GOOD, rows))
    rows = [row(55, unit="%", indicator="Taps", year="2015")]
    assert "typed_differs" in rules(made(GOOD, rows))


@pytest.mark.parametrize("cell", ["source", "flag"])
def test_figures_that_are_marked_as_fictional_in_any_cell_are_named(made, row, cell):
    rows = [row(40, "2015", unit="%"), row(43, "2020", unit="%", **{cell: "fictional"})]
    assert rules(made(GOOD | {"indicator/first/code": "6.1.1"}, rows)).count("fictional_figures") == 1


def test_groups_are_asked_for_and_checked(made, row):
    assert "groups" in rules(made(GOOD))
    rows = [
        row(50, indicator="Taps", unit="%"),
        row(20, indicator="Taps", unit="%", area="North"),
        row(70, indicator="Taps", unit="%", area="South"),
    ]
    found = rules(made(GOOD, rows))
    assert "groups" not in found and "unchecked_groups" in found


def test_small_groups_that_are_shown_are_named(made, row):
    """40 of 80 people are shown; one more is 1.25 points."""
    rows = []
    for area, counted, of in (("", 240, 480), ("North", 40, 80), ("South", 200, 400)):
        parts = {"indicator": "Taps", "area": area}
        rows += [
            row(50, unit="%", **parts),
            row(counted, component="numerator", **parts),
            row(of, component="denominator", **parts),
        ]
    found = [each["found"] for each in made(GOOD, rows)["honesty"] if each["rule"] == "small_groups"]
    assert found == ["“Taps” has groups of fewer than 100 people: North."]


def test_rows_that_cannot_be_used_are_said(made, row):
    rows = [row("1,234", unit="%"), row("much", unit="%"), row(5, year="soon"), row(6, indicator="")]
    rows[3]["indicator"] = " "
    review = made(GOOD, rows)
    assert rules(review).count("unused") == 4
    assert not any(each["value"] in ("1234", "1.234") for each in review["annex"])


def test_what_was_taken_from_an_example_is_marked_where_it_stands_and_found(made):
    fields = {("records", *name.split("/", 2)): Field(value, TIME) for name, value in GOOD.items()}
    fields["records", "practice", "first", "challenge"] = Field("Leaks at night", TIME)
    fields["marks", "practice", "first", "challenge"] = Field(["Leaks at night", "fictional", "Port Amani"], TIME)
    fields["marks", "indicator", "first", "target/value"] = Field(["80", "fictional", "Port Amani"], TIME)
    from localsdg.review import make_review

    review = make_review(Workbook(fields), today=TODAY)
    (peers,) = [each for each in review["chapters"] if each["id"] == "peers"]
    assert peers["blocks"][0]["text"] == "Leaks at night [fictional, from Port Amani]"
    assert "80 % (2030)" in str(review["chapters"]) and "[fictional, from Port Amani]" in str(review["chapters"][5])
    assert review["label"] == Words()("label.part")
    (goal,) = [each for each in review["annex"] if each["name"] == "Taps: target"]
    assert goal["place_is"] == "fictional"
    rests = {each["figure"] for each in review["annex"] if each["from"] == goal["figure"]}
    assert rests and {each["place_is"] for each in review["annex"] if each["figure"] in rests} == {"fictional"}
    assert {each["place_is"] for each in review["annex"] if each["formula"] == "change"} == {""}
    (named,) = [each["names"] for each in review["honesty"] if each["rule"] == "fictional"]
    assert named == ["“target, value” (indicator)", "“challenge” (practice)"]
    assert {each["place"] for each in review["fictional"]} == {
        "practice/first/challenge",
        "indicator/first/target/value",
    }


def test_what_is_said_of_several_things_is_one_finding_that_counts_and_names_them(made, row):
    """A town with twelve actions that nobody pays for reads one sentence, and not twelve."""
    changes = {f"action/x{at:02}/name": f"Action {at}" for at in range(12)}
    changes |= {
        f"indicator/y{at}/{name}": said for at in "12" for name, said in (("name", f"Leaks {at}"), ("unit", "%"))
    }
    changes |= {f"action/x{at:02}/links/{code}/kind": "against" for at, code in ((1, "6.4"), (2, "6.4"), (3, "13.2"))}
    rows = [row("much", unit="%", year=str(year)) for year in (2020, 2021)] + [row(5, year="soon")]
    found = {(each["rule"], each["about"]): each for each in made(GOOD | changes, rows)["honesty"]}
    (budget,) = [each for (rule, _), each in found.items() if rule == "budget"]
    assert budget["found"] == "12 actions have no budget line: Action 0; Action 1; Action 2; and 9 more."
    assert budget["names"] == [f"Action {at}" for at in range(12)]
    against = [each["found"] for (rule, _), each in found.items() if rule == "against"]
    assert against == [
        "2 actions work against target 6.4, and nobody says how this is resolved: Action 1; Action 2.",
        "The action “Action 3” works against target 13.2, and nobody says how this is resolved.",
    ]
    unplanned = [each["found"] for (rule, _), each in found.items() if rule == "no_plan"]
    assert unplanned == ["2 indicators are missing, and nobody has a plan for them: Leaks 1; Leaks 2."]
    unused = [each["found"] for (rule, _), each in found.items() if rule == "unused"]
    assert len(unused) == 2 and unused[0].startswith("2 rows of the table are not used: ")
    assert "values" not in set().union(*found.values())


def test_each_rule_has_its_words():
    words = Words().each("honesty")
    for name, texts in words.items():
        if isinstance(texts, dict):
            assert texts["found"] and texts["repair"], name
