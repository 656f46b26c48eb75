import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.core import agenda2030
from localsdg.localizing import Pin, find_targets, pinboard

VECTORS = Path(__file__).parents[1] / "vectors"


def cases(name):
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", cases("find_targets"), ids=lambda case: case["name"])
def test_targets_found_by_hand(case):
    assert [[found.target, list(found.by)] for found in find_targets(case["words"])] == case["found"]


@pytest.mark.parametrize("case", cases("pinboard"), ids=lambda case: case["name"])
def test_boards_worked_out_by_hand(case):
    found = pinboard([Pin(*pin) for pin in case["pins"]])
    assert list(found.localized) == case["localized"]
    assert list(found.begun) == case["begun"]
    assert list(found.labels) == case["labels"]
    assert {str(goal): count for goal, count in found.goals.items()} == case["goals"]
    assert (found.listed, found.different) == (case["listed"], case["different"])
    assert [[finding.about, finding.rule] for finding in found.findings] == case["findings"]


@pytest.mark.parametrize("target", agenda2030.TARGETS, ids=lambda target: target.code)
def test_every_target_is_found_by_its_title_and_its_code(target):
    assert target.code in [found.target for found in find_targets(target.title)]
    assert [found.target for found in find_targets(target.code)] == [target.code]


@given(st.lists(st.sampled_from([target.code for target in agenda2030.TARGETS]), unique=True, max_size=12))
def test_every_pin_is_localized_begun_or_a_label(codes):
    # By place in the list: no answer, one, two, three.
    answers = ("Homes on the hill", "Water office", "2030")
    pins = [Pin(code, *answers[: place % 4]) for place, code in enumerate(codes)]
    found = pinboard(pins)
    assert len(found.localized) == len(codes) // 4
    assert len(found.labels) == (len(codes) + 3) // 4
    assert [*found.localized, *found.begun, *found.labels] == sorted(
        codes, key=lambda code: (code not in found.localized, code not in found.begun, codes.index(code))
    )
    assert sum(found.goals.values()) == len(codes)
    assert found.different <= found.listed


def test_a_finding_says_what_to_do():
    found = pinboard([Pin("11.2", "Homes in Saltfield", "Roads and Transport")])
    assert [str(finding) for finding in found.findings] == [
        "choice: Pinned so far: 1. Look at other goals too; pin at least 3.",
        "11.2: There is no figure. Say what you would count, and by when.",
    ]
