import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.core.methods import UnitWarning
from localsdg.core.money import amount
from localsdg.implementation import execution, execution_table, own_revenue_share, tag_budget

CODES = [target.code for target in agenda2030.TARGETS]


def test_tags_divide_lines_to_the_cent():
    # 100.00 by a third, a third and the untagged rest: 33.33, 33.33, 33.34 (shares of 0.3333).
    found = tag_budget({"lamps": "100.00", "roads": 250.5}, {"lamps": {"7.3": 0.3333, "11.7": 0.3333}})
    assert found.by_target == {"7.3": Decimal("33.33"), "11.7": Decimal("33.33")}
    assert found.by_goal == {7: Decimal("33.33"), 11: Decimal("33.33")}
    assert found.untagged == Decimal("283.84")
    assert found.total == Decimal("350.50")
    assert found.parts[["line", "target"]].to_numpy().tolist() == [
        ["lamps", "7.3"],
        ["lamps", "11.7"],
        ["lamps", ""],
        ["roads", ""],
    ]


def test_shares_that_miss_one_by_the_noise_of_floats_are_whole():
    noisy = 0.1 + 0.2  # 0.30000000000000004
    found = tag_budget({"lamps": 100}, {"lamps": {"7.3": noisy, "11.7": 0.7}})
    assert found.by_target == {"7.3": Decimal("30.00"), "11.7": Decimal("70.00")}
    assert found.untagged == 0


def test_a_refund_keeps_its_sign():
    found = tag_budget({"refund": "-10.01"}, {"refund": {"1.3": 0.5, "1.4": 0.5}})
    assert sum(found.by_target.values()) == Decimal("-10.01")


LINES = st.dictionaries(st.sampled_from("abcdef"), st.integers(-(10**9), 10**9), min_size=1)
TAGS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from([0.1, 0.15, 0.2, 0.333]), max_size=3),
)


@given(LINES, TAGS)
def test_totals_are_preserved(lines, tags):
    money = {line: Decimal(cents) / 100 for line, cents in lines.items()}
    found = tag_budget(money, {line: shares for line, shares in tags.items() if line in lines})
    assert found.total == sum(money.values())
    assert sum(found.by_goal.values()) + found.untagged == sum(money.values())
    for line, group in found.parts.groupby("line"):
        assert sum(group["amount"]) == money[line]


@pytest.mark.parametrize(
    ("spent", "rate", "band"),
    [(100, 100, "A"), (95, 95, "A"), (94.99, 94.99, "B"), (110, 110, "B"), (85, 85, "C"), (115.01, 115.01, "D")],
)
def test_execution_with_its_band(spent, rate, band):
    found = execution(100, spent)
    assert found.value == pytest.approx(rate)
    assert found.label == band
    assert "analogue" in found.method


def test_execution_of_los_angeles_as_published():
    # City of Los Angeles, 16.6.1 local series, 2018: 9,292 adopted, 8,574 spent, 92 %; departments 103 %, others 83 %.
    series = datasets.load("los-angeles").table.query("indicator == '16.6.1 local series' and year == 2018")
    wide = series.pivot(index="budget_part", columns="series", values="value")
    approved, spent, published = (
        wide[name]
        for name in (
            "Adopted Budget (Million $)",
            "Actual Expenditures (Million $)",
            "Expenditure as a Proportion of Adopted Budget (%)",
        )
    )
    for part in wide.index:
        assert round(execution(approved[part], spent[part]).value) == published[part]


def test_execution_by_department():
    budget = pd.DataFrame(
        {
            "department": ["roads", "health", "roads"],
            "approved": ["100.10", "50.00", "99.90"],
            "spent": ["120.00", "49.00", "120.00"],
        }
    )
    found = execution_table(budget, "department")
    assert found.index.tolist() == ["roads", "health", "all"]
    assert found["approved"].tolist() == [Decimal("200.00"), Decimal("50.00"), Decimal("250.00")]
    assert found["rate"].tolist() == pytest.approx([120, 98, 115.6])
    assert found["band"].tolist() == ["D", "A", "D"]
    assert found["flag"].tolist() == ["spent more than approved", "", "spent more than approved"]


def test_a_department_that_spent_without_approval_does_not_stop_the_table():
    # 100 and 0 approved, 80 and 10 spent: 90 of 100.
    budget = pd.DataFrame({"department": ["roads", "flood"], "approved": [100, 0], "spent": [80, 10]})
    found = execution_table(budget, "department")
    assert math.isnan(found.loc["flood", "rate"])
    assert found.loc["flood", ["band", "flag"]].tolist() == ["", "nothing was approved"]
    assert found.loc["all", ["rate", "band"]].tolist() == [90, "B"]


def test_a_department_that_looks_as_if_in_thousands_is_noticed():
    budget = pd.DataFrame({"department": ["roads", "bridge"], "approved": [1000, 1000], "spent": [1000, 1]})
    with pytest.warns(UnitWarning, match=r"bridge: spent 1.00 of 1000.00 approved is 0.10 %"):
        found = execution_table(budget, "department")
    assert found.loc["bridge", "rate"] == pytest.approx(0.1)


def test_own_revenue():
    found = own_revenue_share("41.40", "100.00")
    assert found.value == pytest.approx(41.4)
    assert found.label == "mostly transfers and other revenue"
    assert own_revenue_share(50, 100).label == "mostly own revenue"


def test_the_budget_of_port_amani():
    # Stated by the data set: approved 60,831,500.00, spent 55,795,904.05, 91.7 %; own revenue 40.7 %.
    data = datasets.load("port-amani")
    budget = data.tables["budget"]
    by_department = execution_table(budget, "department")
    assert by_department.loc["all", "approved"] == Decimal("60831500.00")
    assert by_department.loc["all", "spent"] == Decimal("55795904.05")
    assert by_department.loc["all", "rate"] == pytest.approx(91.7, abs=0.05)
    assert by_department.loc["Planning and Housing", "rate"] == pytest.approx(64.3, abs=0.05)
    assert execution_table(budget, "function").loc["Civil defence", "rate"] == pytest.approx(122.9, abs=0.05)
    tags = {
        line: dict(zip(group["target"], group["share"], strict=True))
        for line, group in data.tables["budget_tags"].groupby("line")
    }
    found = tag_budget(dict(zip(budget["line"], budget["approved"], strict=True)), tags)
    assert found.total == Decimal("60831500.00")
    assert sum(found.by_goal.values()) + found.untagged == found.total
    revenue = data.tables["revenue"]
    own = sum(amount(value, "own") for value in revenue.loc[revenue["kind"] == "own-source", "collected"])
    everything = sum(amount(value, "all") for value in revenue["collected"])
    assert own_revenue_share(own, everything).value == pytest.approx(40.7, abs=0.05)


def test_a_rate_beside_a_limit_is_not_rounded_to_it():
    assert "is 99.96 %:" in execution(10_000, 9_996).reason
    near = execution(100_000, 105_040)
    assert (near.label, "is 105.04 %:" in near.reason) == ("B", True)
    assert "is 0.04 %." in own_revenue_share(4, 10_000).reason
