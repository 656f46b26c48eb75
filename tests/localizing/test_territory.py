import hashlib
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localsdg.core import agenda2030
from localsdg.core.content import content_root
from localsdg.localizing import Pin, find_targets, pinboard

VECTORS = Path(__file__).parents[1] / "vectors"


def cases(name):
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", cases("find_targets"), ids=lambda case: case["name"])
def test_targets_found_by_hand(case):
    assert [[found.target, list(found.by)] for found in find_targets(case["words"])] == case["found"]


@pytest.fixture(scope="module")
def benchmark():
    path = content_root() / "benchmarks" / "everyday_words.py"
    script = importlib.util.spec_from_file_location("everyday_words", path)
    module = importlib.util.module_from_spec(script)
    sys.modules[script.name] = module  # its dataclasses look themselves up
    script.loader.exec_module(module)
    yield module
    del sys.modules[script.name]


def test_everyday_words_are_in_the_half_that_their_hash_says(benchmark):
    known = benchmark.words()
    assert len({each.text for each in known}) == len(known) > 300 + 16
    codes = {target.code for target in agenda2030.TARGETS}
    for each in known:
        odd = hashlib.sha256(each.text.encode()).digest()[-1] % 2
        assert each.half == ("tuning", "kept")[odd]
        assert each.right <= codes
        assert not each.right or each.first
        assert bool(each.second) == bool(each.first and odd)  # the kept half was labelled twice


def test_everyday_words_find_a_sensible_target_among_the_first_three(benchmark):
    # The goal set for the kept half, in the explorer and in the tagger; nothing is found for words that mean nothing.
    kept = [each for each in benchmark.words() if each.half == "kept"]
    for look in (benchmark.found, benchmark.suggested):
        rated = benchmark.score(look, kept)
        assert rated.hit >= 0.95
        assert rated.shown >= 0.9
        assert rated.silent == 1


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
