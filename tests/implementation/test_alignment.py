import csv
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg import datasets
from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.implementation import align, alignment, concentration, suggest_targets

CODES = [target.code for target in agenda2030.TARGETS]


def test_coverage_concentration_and_orphans_by_hand():
    found = align(
        ["cycle lanes", "clinic", "town hall roof", "market"],
        {"cycle lanes": ["11.2", "3.6"], "clinic": ["3.8", "3.1"], "market": ["8.3"]},
    )
    assert {goal: count for goal, count in found.goals.items() if count} == {3: 2, 8: 1, 11: 1}
    assert found.goal_coverage == pytest.approx(100 * 3 / 17)
    assert found.target_coverage == pytest.approx(100 * 5 / 169)
    # Weights: goal 3 half of the lanes and the clinic, 1.5; goal 11 half; goal 8 one. (2.25 + 0.25 + 1) / 9 = 0.3889.
    assert found.concentration == pytest.approx(3.5 / 9)
    assert found.effective_goals == pytest.approx(9 / 3.5)
    assert found.orphans == ("town hall roof",)
    assert len(found.empty_goals) == 14
    assert found.targets["3.6"] == ("cycle lanes",)
    assert list(found.targets) == ["3.1", "3.6", "3.8", "8.3", "11.2"]


def test_concentration_of_the_money():
    found = align(["a", "b"], {"a": ["1.1"], "b": ["2.1"]}, costs={"a": 90, "b": 10})
    assert found.concentration == pytest.approx(0.82)  # 0.81 + 0.01
    free = align(["a"], {"a": ["1.1"]}, costs={"a": 0})
    assert free.concentration is None


def test_a_plan_without_links_covers_nothing():
    found = align(["a"], {})
    assert (found.goal_coverage, found.target_coverage, found.concentration) == (0, 0, None)
    assert found.orphans == ("a",)


@pytest.mark.parametrize(("amounts", "index"), [([1], 1), ([5, 5], 0.5), ([1] * 17, 1 / 17), ([3, 1, 0], 0.625)])
def test_herfindahl_index(amounts, index):
    assert concentration(amounts) == pytest.approx(index)


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1e99])
def test_concentration_of_amounts_of_any_size(size):
    assert concentration([3 * size, size, 0]) == pytest.approx(0.625)  # (9 + 1) / 16


@pytest.mark.parametrize(
    "amounts",
    [
        (3, 1),
        np.array([3, 1]),
        pd.Series([3, 1], dtype="Int64"),
        [Decimal(3), 1],
        {"a": 3, "b": 1}.values(),
        range(1, 4, 2),
    ],
)
def test_any_list_of_numbers_has_a_concentration(amounts):
    assert concentration(amounts) == pytest.approx(0.625)


def test_actions_and_costs_may_be_columns_of_a_table():
    plan = pd.DataFrame({"action": ["a", "b"], "cost": [10, 90]})
    found = align(plan["action"], {"a": ("1.1",), "b": {"2.1"}}, costs=plan.set_index("action")["cost"].iloc[::-1])
    assert found.concentration == pytest.approx(0.82)  # 0.81 + 0.01


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=17).filter(lambda values: sum(values) > 1e-3), st.floats(0.01, 100)
)
def test_concentration_lies_between_its_bounds_and_ignores_the_unit(amounts, factor):
    index = concentration(amounts)
    assert 1 / len(amounts) - 1e-9 <= index <= 1 + 1e-9
    assert concentration([amount * factor for amount in amounts]) == pytest.approx(index)


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from(CODES), max_size=4)))
def test_more_links_never_lower_coverage(links):
    actions = list("abcdef")
    before = align(actions, links)
    after = align(actions, {**links, "a": [*links.get("a", []), "11.3"]})
    assert after.target_coverage >= before.target_coverage
    assert sum(after.goals.values()) >= sum(before.goals.values())
    assert len(before.empty_goals) + sum(count > 0 for count in before.goals.values()) == 17


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Repair the leaking pipes of the drinking water network", "6.1"),
        ("Participatory budget in all six districts", "16.7"),
        ("Sorting centre for plastic, and composting of market waste", "12.5"),
        ("Twelve kilometres of cycle lanes, and new bus stops", "11.2"),
        ("Birth registration at the health centre", "16.9"),
    ],
)
def test_suggestions_with_the_words_that_led_to_them(text, first):
    found = suggest_targets(text)
    assert found[0].target == first
    for suggestion in found:
        assert suggestion.words
        assert all(word in text.casefold() for word in suggestion.words)


def test_a_text_that_says_nothing_gets_no_suggestion():
    assert suggest_targets("New carpets for the meeting rooms") == []


def test_keywords_lead_to_targets_that_exist():
    path = content_root() / "assets" / "data" / "sdg-codes" / "keywords.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    for row in rows:
        assert row["target"] in {suggestion.target for suggestion in suggest_targets(row["keyword"], most=20)}


def test_the_plan_of_port_amani():
    # Stated by the data set: 30 actions, A29 and A30 serve no target; no action serves goals 2, 10, 14 and 15.
    data = datasets.load("port-amani")
    served = data.tables["alignment"].query("kind != 'against'")
    links = served.groupby("action")["target"].agg(list).to_dict()
    found = align(data.tables["actions"]["code"].tolist(), links)
    assert found.orphans == ("A29", "A30")
    assert found.empty_goals == (2, 10, 14, 15)
    assert found.goal_coverage == pytest.approx(100 * 13 / 17)
    assert sum(len(actions) for code, actions in found.targets.items() if code.startswith("11.")) == 14
    assert 1 < found.effective_goals < 13


def test_a_language_without_a_list_of_words_is_named():
    assert suggest_targets("Agua potable", language="en") == []
    with pytest.raises(ValueError, match="language"):
        suggest_targets("Agua potable", language="es")


def test_another_language_needs_its_own_words_and_nothing_else(tmp_path, monkeypatch):
    words = {"common": "", "plural": "s", "endings": "o a", "keywords": {"6.1": ["agua potable", "fuente"]}}
    (tmp_path / "es.json").write_text(json.dumps(words), encoding="utf-8")
    monkeypatch.setattr(alignment, "_FOLDER", tmp_path)
    alignment._language.cache_clear()
    (found,) = suggest_targets("Fuentes de agua potable en los barrios", language="es")
    assert (found.target, found.words) == ("6.1", ("agua potable", "fuentes"))
    alignment._language.cache_clear()
