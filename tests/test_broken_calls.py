"""Every wrong call gets its message: it names the thing, what was found, and how to repair it."""

import builtins
import math
import warnings
from pathlib import Path

import pandas as pd
import pytest
import yaml

import localsdg.implementation
import localsdg.localizing
import localsdg.monitoring
import localsdg.review
from localsdg.core.methods import LeftOutWarning

FOLDER = Path(__file__).parent / "fixtures" / "calls"
MODULES = {room: getattr(localsdg, room) for room in ("localizing", "implementation", "monitoring", "review")}
CALLS = [
    pytest.param(MODULES[path.stem], case, id=f"{path.stem}-{name}")
    for path in sorted(FOLDER.glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
]


def test_the_corpus_is_here():
    assert len(CALLS) >= 40


@pytest.mark.parametrize(("module", "case"), CALLS)
def test_a_wrong_call_gets_its_message(module, case):
    names = {name: getattr(module, name) for name in module.__all__} | {"pd": pd, "nan": math.nan}
    expected = getattr(builtins, case["error"], LeftOutWarning)
    with warnings.catch_warnings(), pytest.raises(expected) as found:
        if expected is LeftOutWarning:
            warnings.simplefilter("error", LeftOutWarning)
        eval(case["call"], names)
    message = str(found.value)
    for words in case["says"]:
        assert words in message
    assert found.type is expected  # not a subclass that happened
