import math
from dataclasses import replace

import pandas as pd
import pytest

from localsdg.implementation import IndicatorSheet, ResultChain, check_chain, check_sheet, required_changes

SHEET = IndicatorSheet(
    name="Homes with piped water",
    unit="% of homes",
    source="household survey, every two years",
    baseline=40,
    baseline_year=2015,
    target=80,
    target_year=2030,
    responsible="statistics office",
    formula="homes with piped water / all homes",
)
CHAIN = ResultChain(
    action="Pipe to the hills",
    inputs="400,000 crowns and two engineers",
    activities="Lay 3 km of pipe",
    outputs="3 km of pipe, 600 homes connected",
    outcomes="600 families have water at home",
    impact="Fewer infant deaths",
    indicator=SHEET,
    targets=("6.1",),
)


def test_a_complete_chain_has_no_finding():
    assert check_chain(CHAIN) == []


def test_missing_links_are_named():
    broken = replace(CHAIN, outcomes="", impact=" ", targets=())
    assert [finding.rule for finding in check_chain(broken)] == ["outcomes", "impact", "targets"]
    same = replace(CHAIN, outcomes="3 km of pipe, 600 homes connected")
    assert [finding.found for finding in check_chain(same)] == ["Outputs and outcomes are the same sentence."]


def test_an_indicator_sheet_that_cannot_be_measured():
    rules = [finding.rule for finding in check_sheet(IndicatorSheet(name="Water"))]
    assert rules == ["formula", "unit", "source", "responsible", "baseline", "baseline_year", "target", "target_year"]
    backwards = check_sheet(replace(SHEET, target_year=2010))
    assert [finding.rule for finding in backwards] == ["path"]
    assert "2010" in backwards[0].found


def test_what_is_no_number_is_a_finding_of_the_sheet():
    found = check_sheet(replace(SHEET, baseline="40 %"))
    assert [(finding.rule, finding.found) for finding in found] == [("path", "baseline is '40 %': give a number.")]
    assert [finding.rule for finding in check_sheet(replace(SHEET, baseline=math.nan))] == ["baseline"]


def test_an_indicator_without_a_latest_figure_keeps_its_place():
    table = pd.DataFrame(
        {"baseline": [40, 36], "baseline_year": 2015, "target": [80, 18], "target_year": 2030},
        index=["water", "waste"],
    ).assign(value=[52, math.nan], year=[2021, math.nan])
    found = required_changes(table)
    assert found.loc["water", "label_linear"] == "behind"
    assert found.loc["waste", ["expected_linear", "label_linear", "needed_change"]].isna().all()
    assert found["linear_change"].tolist() == pytest.approx([2.6667, -1.2], abs=1e-4)


def test_required_changes_by_hand():
    # 40 to 80 in 15 years: 2.667 points or 2^(1/15) - 1 = 4.729 % a year. In 2021 the line is at 56; 52 is 12 of 16
    # points, behind; from there (80 - 52) / 9 = 3.111 a year. 36 to 18 in 15 years: -1.2 and 0.5^(1/15) - 1 = -4.516 %.
    table = pd.DataFrame(
        {
            "baseline": [40, 36],
            "baseline_year": 2015,
            "target": [80, 18],
            "target_year": 2030,
            "value": [52, 27],
            "year": 2021,
        },
        index=["water", "waste"],
    )
    found = required_changes(table)
    assert found["linear_change"].tolist() == pytest.approx([2.6667, -1.2], abs=1e-4)
    assert found["constant_rate"].tolist() == pytest.approx([4.729, -4.516], abs=1e-3)
    assert found["expected_linear"].tolist() == pytest.approx([56, 28.8])
    assert found["label_linear"].tolist() == ["behind", "ahead"]
    assert found["needed_change"].tolist() == pytest.approx([3.1111, -1.0], abs=1e-4)
    with pytest.raises(ValueError, match="Row 'waste': Baseline and target are both 18"):
        required_changes(table.assign(baseline=[40, 18]))
