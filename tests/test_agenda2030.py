import csv

import pytest

from localsdg.core import agenda2030
from localsdg.core.content import content_root


def test_counts_of_the_framework_after_the_review_of_2025():
    assert len(agenda2030.GOALS) == 17
    assert len(agenda2030.TARGETS) == 169
    assert sum(not target.code[-1].isdigit() for target in agenda2030.TARGETS) == 43
    assert len(agenda2030.INDICATORS) == 251
    assert len({indicator.unsd_code for indicator in agenda2030.INDICATORS}) == 235
    by_goal = [sum(indicator.goal == goal.number for indicator in agenda2030.INDICATORS) for goal in agenda2030.GOALS]
    assert by_goal == [13, 15, 28, 12, 14, 11, 6, 17, 12, 14, 16, 13, 8, 10, 14, 24, 24]


def test_goals_have_the_names_that_the_united_nations_gave_them():
    # Literally, from un.org/sustainabledevelopment/sustainable-development-goals; our own short titles stand beside.
    assert [goal.official_name for goal in agenda2030.GOALS] == [
        "No Poverty",
        "Zero Hunger",
        "Good Health and Well-being",
        "Quality Education",
        "Gender Equality",
        "Clean Water and Sanitation",
        "Affordable and Clean Energy",
        "Decent Work and Economic Growth",
        "Industry, Innovation and Infrastructure",
        "Reduced Inequalities",
        "Sustainable Cities and Communities",
        "Responsible Consumption and Production",
        "Climate Action",
        "Life Below Water",
        "Life on Land",
        "Peace, Justice and Strong Institutions",
        "Partnerships for the Goals",
    ]
    assert agenda2030.goal(14).title == "Sea and coast"


def test_codes_keep_their_last_zero():
    assert agenda2030.target("8.10").title == "Banking for all"
    assert agenda2030.target("8.1").title == "Growth per person"


def test_titles_are_our_own_and_short():
    for target in agenda2030.TARGETS:
        assert 3 < len(target.title) < 45
    for indicator in agenda2030.INDICATORS:
        assert 10 < len(indicator.title) < 70


def test_the_codes_of_indicators_count_on_within_their_target():
    for target in agenda2030.TARGETS:
        codes = [indicator.code for indicator in agenda2030.INDICATORS if indicator.target == target.code]
        assert codes == [f"{target.code}.{place}" for place in range(1, len(codes) + 1)] != []


def test_a_repeated_indicator_has_one_title_and_no_two_share_one():
    titles = {(indicator.unsd_code, indicator.title) for indicator in agenda2030.INDICATORS}
    assert len(titles) == len({title for _, title in titles}) == 235


def test_an_unknown_code_gets_a_hint():
    with pytest.raises(KeyError, match=r"There is no target '11\.d'.*Did you mean"):
        agenda2030.target("11.d")
    with pytest.raises(KeyError, match="numbered from 1 to 17"):
        agenda2030.goal(18)


def test_it_needs_no_pandas():
    import subprocess
    import sys

    check = (
        "import sys, localsdg.core.agenda2030, localsdg.workbook, localsdg.widgets; sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0


def test_the_tables_are_read_whole():
    path = content_root() / "assets" / "data" / "sdg-codes" / "targets.csv"
    with path.open(encoding="utf-8") as file:
        assert sum(1 for _ in csv.reader(file)) == 170


@pytest.mark.parametrize("number", [0, 18, 1.5, True, "11", None, [11]])
def test_what_is_no_goal_is_named(number):
    with pytest.raises(KeyError, match=r"There is no goal .*: goals are numbered from 1 to 17"):
        agenda2030.goal(number)


@pytest.mark.parametrize("code", [11.3, None, ["11.3"], "11.3 ", "11.A", "Target 11.3"])
def test_what_is_no_target_is_named(code):
    with pytest.raises(KeyError, match=r"There is no target .*: codes are text"):
        agenda2030.target(code)
