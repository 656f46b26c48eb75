"""The list of methods says what is there."""

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest
from latex2mathml.converter import convert
from right_calls import CALLS, functions, names_of, shown_calls

from localsdg.core.public_names import public_names
from localsdg.course.lesson import course
from localsdg.site.reference import methods_of, rooms

ROOMS = rooms()
METHODS = [method for room in ROOMS for method in methods_of(room)]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: f"{method.lesson}-{method.title}")
def test_a_method_is_complete_and_its_function_exists(method):
    module, name = method.name.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), name))
    assert "<math" in convert(method.formula, display="block")
    for text in (method.title, method.unit, method.source, method.version):
        assert len(text) > 3
    (of_module,) = [each for each in course().modules if each.name == ROOMS[module]]
    assert method.lesson.split(".")[0] == str(of_module.number)


def public(room: str) -> dict[str, object]:
    package = importlib.import_module(room)
    return {name: getattr(package, name) for name in package.__all__}


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_is_a_method_or_says_that_it_only_helps(room):
    functions = {name: each for name, each in public(room).items() if inspect.isfunction(each)}
    assert [name for name, each in functions.items() if not hasattr(each, "methods")] == []
    assert {method.name.rsplit(".", 1)[1] for method in METHODS if method.name.startswith(f"{room}.")} <= {*functions}


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_says_what_it_raises(room):
    for name, each in public(room).items():
        if inspect.isfunction(each):
            text = inspect.getdoc(each)
            assert text.splitlines()[0].endswith((".", ":")), name
            assert "Raises:" in text or not each.methods, name


def test_every_public_function_shows_a_right_call():
    tried = [function for function, _ in CALLS]
    lacking = [f"{each.__module__}.{each.__name__}" for _, each in functions() if each not in tried]
    assert not lacking, (
        f"{', '.join(lacking)}: the docstring shows no call. Add one below a line “Example:”, with its result, such as "
        "“>>> share(10, 100)” and “10.0”. Tests then run it, and try hostile values in each of its arguments."
    )


@pytest.mark.parametrize(("room", "function"), functions(), ids=lambda each: each.__name__)
def test_examples_give_what_they_show(room, function):
    found = doctest.DocTestFinder(recurse=False).find(function, function.__name__, globs=names_of(room))
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(found[0], out=said.append) if found else (0, 0)
    assert not failed, "".join(said)


def test_calls_are_found_in_examples():
    def half(value: float, *, of: float = 1.0) -> float:
        """Halve.

        Example:
            >>> numbers = [3]
            >>> round(half(numbers[0], of=two), 2)
            3.0
            >>> half("a", of=2)
            Traceback (most recent call last):
            TypeError: a
        """
        return value * of / 2

    assert list(shown_calls(half, {"two": 2})) == [{"value": 3, "of": 2}]
    del half.__doc__
    assert list(shown_calls(half, {})) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_of_methods_is_offered_by_being_there(room):
    package = importlib.import_module(room)
    for module in pkgutil.iter_modules(package.__path__, f"{room}."):
        loaded = importlib.import_module(module.name)
        names = getattr(loaded, "__all__", [])  # a module without it offers nothing
        assert {*names} <= {*package.__all__} & {*dir(package)}
        assert all(getattr(package, name) is getattr(loaded, name) for name in names)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"one": '["a"]', "two": '["a"]'}, "the name 'a' stands in __all__ of one.py and of two.py"),
        (
            {"first": '["other"]', "other": "[]"},
            "'other' stands in __all__ of first.py, and a module has this name too",
        ),
    ],
)
def test_names_that_would_hide_each_other_are_refused(tmp_path, monkeypatch, files, message):
    folder = tmp_path / f"room_of_{'_'.join(files)}"
    folder.mkdir()
    for name, names in {"__init__": "[]", **files}.items():
        (folder / f"{name}.py").write_text(f"__all__ = {names}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportError, match=message):
        public_names(folder.name)


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
