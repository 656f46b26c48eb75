import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from localsdg.core import agenda2030
from localsdg.localizing import PUBLISHED_CLAIMS, competence_share, share_by_weight

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "competence_share.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_counts_points_and_share(case):
    result = competence_share(case["judgements"], shared_weight=case["shared_weight"])
    for name in ("own", "shared", "not_ours", "not_judged", "points"):
        assert getattr(result, name) == case[name]
    assert result.share == pytest.approx(case["share"], abs=5e-7)
    expected = case["judged_share"]
    assert result.judged_share == (None if expected is None else pytest.approx(expected, abs=5e-7))


@pytest.mark.parametrize("weight", [0.5, Decimal("0.5"), Fraction(1, 2), np.float32(0.5)])
def test_any_kind_of_number_and_of_mapping_gives_the_same(weight):
    judgements = pd.Series({"11.2": "shared", "11.1": "own"})
    assert competence_share(judgements, shared_weight=weight) == competence_share({"11.1": "own", "11.2": "shared"})


def test_all_own_is_a_hundred_per_cent():
    everything = {target.code: "own" for target in agenda2030.TARGETS}
    assert len(everything) == 169
    assert competence_share(everything, shared_weight=0).share == 100


def test_the_claims_are_the_published_ones():
    shares = [(claim.words, claim.targets, round(100 * claim.targets / 169, 1)) for claim in PUBLISHED_CLAIMS]
    assert shares == [("at least 105 of 169", 105, 62.1), ("65 %", 110, 65.1), ("two thirds", 113, 66.9)]


@pytest.mark.parametrize(
    ("judgements", "weight", "message"),
    [
        ({"11.8": "own"}, 0.5, r"There is no target '11.8'.*Did you mean"),
        ({"11.1": "Own"}, 0.5, r"Target 11.1 is judged 'Own': write one of 'own', 'shared', 'not ours'"),
        ({"11.1": "own"}, 50, r"shared_weight is 50: give a number between 0 .* and 1"),
    ],
)
def test_a_bad_call_is_named(judgements, weight, message):
    with pytest.raises(ValueError, match=message):
        competence_share(judgements, shared_weight=weight)


def test_the_share_depends_on_the_weight_of_shared_targets():
    # 2 own and 4 shared of 169: 2 / 169 = 1.183 %, 4 / 169 = 2.367 %, 6 / 169 = 3.550 %.
    judgements = {"11.1": "own", "11.2": "own", "1.3": "shared", "1.4": "shared", "2.1": "shared", "3.6": "shared"}
    found = share_by_weight(judgements, (0, 0.5, 1))
    assert {weight: round(share, 3) for weight, share in found.items()} == {0: 1.183, 0.5: 2.367, 1: 3.55}
