"""The list of methods says what is there."""

import importlib
import inspect
import subprocess
import sys

import pytest
from latex2mathml.converter import convert

from localsdg.course.lesson import course
from localsdg.site.reference import methods_of, rooms

ROOMS = rooms()
METHODS = [method for room in ROOMS for method in methods_of(room)]
# Public functions that prepare, sort or check, and compute nothing that would need a source of its own.
HELPERS = {
    "localizing": {"share_by_weight"},
    "implementation": {"check_sheet", "execution_table", "required_changes"},
    "monitoring": {
        "canada_score",
        "colour_scale",
        "indicator_colour",
        "land_ratio",
        "limit_scale",
        "network_distances",
        "normalise_table",
        "progress_table",
        "ranks",
        "share",
        "slum_households",
    },
}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: f"{method.lesson}-{method.title}")
def test_a_method_is_complete_and_its_function_exists(method):
    module, name = method.name.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), name))
    assert "<math" in convert(method.formula, display="block")
    for text in (method.title, method.unit, method.source, method.version):
        assert len(text) > 3
    (of_module,) = [each for each in course().modules if each.name == ROOMS[module]]
    assert method.lesson.split(".")[0] == str(of_module.number)


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_is_listed(room):
    package = importlib.import_module(room)
    functions = {name for name in package.__all__ if inspect.isfunction(getattr(package, name))}
    listed = {method.name.rsplit(".", 1)[1] for method in METHODS if method.name.startswith(room)}
    assert functions - listed == HELPERS[room.rsplit(".", 1)[1]]
    assert listed <= functions


def test_every_public_function_says_what_it_raises():
    for room in ROOMS:
        package = importlib.import_module(room)
        for name in package.__all__:
            function = getattr(package, name)
            if inspect.isfunction(function):
                text = inspect.getdoc(function)
                assert text.splitlines()[0].endswith((".", ":")), name
                assert "Raises:" in text or name in {
                    "check_sheet",
                    "colour_scale",
                    "indicator_colour",
                    "ranks",
                    "limit_scale",
                }, name


def test_widgets_need_neither_pandas_nor_numpy():
    code = (
        "import sys, localsdg.localizing, localsdg.implementation, localsdg.core.agenda2030, localsdg.workbook; "
        "print([name for name in ('numpy', 'pandas', 'scipy') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_names_that_are_loaded_later_are_the_functions():
    code = (
        "from localsdg.localizing import interactions; from localsdg.implementation import rank_options; "
        "import localsdg.localizing as l, localsdg.implementation as i; "
        "print(interactions is l.interactions, callable(l.interactions), rank_options is i.rank_options)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "True", "True"]
