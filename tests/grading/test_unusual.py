"""What is said of code that could deceive a check, and of what it makes; honest work is left alone."""

from __future__ import annotations

import functools
import gc
import json
import operator
import sys
from types import SimpleNamespace

import lxml.etree  # noqa: F401 - its classes are looked at
import pandas  # noqa: F401 - its classes are looked at
import pytest

from localsdg.grading.box.inside import guard
from localsdg.grading.course import unusual


def release(source: str) -> SimpleNamespace:
    return SimpleNamespace(cells=[SimpleNamespace(kind="code", source=source, grade=False, solution=False)])


def findings(source: str, released: str = "", check: str = "") -> list[tuple[str, str]]:
    cell = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "answer"}}, "source": source}
    known = release(released)
    known.cells.append(SimpleNamespace(kind="code", source=check, grade=True, solution=False))
    return unusual.code(json.dumps({"cells": [cell]}), known)


@pytest.mark.parametrize(
    "source",
    [
        "import pandas as pd\ntable = pd.read_csv('readings.csv')\ntable['mean_value'] = table.value.mean()",
        "code, mock, approx, test = 1, 2, 3, 4\nprint(code, mock, approx, test)",
        "[target.code for target in targets]",
        "getattr(table, 'value_counts')()\nsetattr(place, 'name', 'Amani')",
        "%timeit sum(range(10))\n%matplotlib inline\n!ls",
        "for _i in range(3):\n    print(_i, __name__)",
        "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
        "import warnings\nwarnings.warn('careful', UserWarning)",
        "def main():\n    print('done')\nif __name__ == '__main__':\n    main()",
        "profile, trace = table.profile, table.trace",
        "from dataclasses import dataclass\n@dataclass\nclass Place:\n    name: str",
        "'''Use exec, eval or compile only if you must; In the text they are words.'''",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>5</b>'))",
        "this is no Python",
    ],
)
def test_honest_code_is_left_alone(source):
    assert findings(source) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("from unittest.mock import ANY", "mock"),
        ("import pytest as p\np.approx(1)", "approx"),
        ("open('m.py', 'w').write('class A:\\n  def __eq__(s, o): return True')", "__eq__"),
        ("%%writefile m.py\nclass A:\n    def __eq__(s, o): return True", "__eq__"),
        ("setattr(A, '__' + 'eq__', f)", "setattr"),
        ("list(map(getattr, things, names))", "getattr"),
        ("attrgetter('real', name)(thing)", "attrgetter"),
        ("getattr('', name)", "getattr"),
        ("from IPython.display import get_ipython", "get_ipython"),
        ("taker.vformat(path, (thing,), {})", "vformat"),
        ("log.warning('x', stack_info=True)", "stack_info"),
        ("from warnings import warn\nwarn('x', UserWarning, 3)", "stacklevel"),
        ("import __main__ as here", "__main__"),
        ("run = pkgutil.resolve_name('built' + 'ins:ev' + 'al')", "resolve_name"),
        ("import pydoc\nrun = pydoc.locate('ev' + 'al')", "pydoc"),
        ("run = pd.read_pickle(io.BytesIO(b'cbuilt' + b'ins'))", "read_pickle"),
        ("run = yaml.unsafe_load('!!python/name:built' + 'ins.ev' + 'al')", "unsafe_load"),
        ("words = type.mro(int)[-1].__subclasses__()", "__subclasses__"),
        ("from pyparsing import Regex", "pyparsing"),
        ("def f(x):\n    %history -f h.txt 2\n", "%history"),
        ("_i12", "_i12"),
        ("import runpy", "runpy"),
        ("import asyncio\nasyncio.current_task().get_stack()", "get_stack"),
        ("match thing:\n    case object(__globals__=space):\n        pass", "__globals__"),
        ("class A(int):\n    from os import getpid as __eq__", "__eq__"),
        ("setting = '__e' + 'q' + '__'", "__eq__"),
        ("setting = f\"__{'e'}q__\"", "__eq__"),
        ("sys.monitoring.register_callback(1, 2, f)", "monitoring"),
        ("# !\n" * 60 + "from unittest.mock import ANY", "mock"),
    ],
)
def test_what_could_deceive_a_check_is_named(source, named):
    texts = [text for text, cell in findings(source) if cell == "answer"]
    assert any(text.startswith(f"The code uses {named}, ") for text in texts), texts
    assert not any(f"uses {named}," in text for text, _ in findings(source, released=source))


CHECK = """result = orphans(links)
for name, right in [("targets", {"1.4"})]:
    assert set(orphans(links)[name]) == right
globals().update(links=[])
"""
SETUP = "links = [1, 2]\ndef near(a, b):\n    return a == b"


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("def orphans(links):\n    return {name: right}", ["name", "right"]),
        ("orphans = lambda links: {'targets': right}", ["right"]),
        ("right = None\ndef orphans(links):\n    def inner():\n        return right\n    return inner()", ["right"]),
        ("def orphans(links):\n    return {each: each in right for each in links}", ["right"]),
        ("def orphans(links, name='targets'):\n    right = set(links)\n    return {name: right}", []),
        ("def orphans(given):\n    return [near(each, 1) for each in links]", []),
        ("result = orphans(links)\nprint(result, [right for each in result])", []),
    ],
)
def test_a_function_that_reads_what_a_check_gives_a_value_is_named(source, named):
    start, end = "A function of the code reads ", ", which has the value that a check gives it."
    assert findings(source, SETUP, CHECK) == [(f"{start}{name}{end}", "answer") for name in named]


def test_what_only_a_check_uses_is_unusual_in_an_answer():
    (found,) = findings("def orphans(links):\n    return globals()['ri' + 'ght']", SETUP, CHECK)
    assert found == ("The code uses globals, which can hide what code does.", "answer")


def test_what_a_notebook_makes_is_unusual_unless_the_instructor_uses_it():
    things = ["Point.__eq__", "helper.py"]
    assert [text.split(" ")[2] for text in unusual.made(things, release(""))] == ["makes", "imports"]
    assert unusual.made(things, release("import helper\nclass Point:\n    def __eq__(self, other): ...")) == []


def test_methods_of_libraries_are_known_and_borrowed_ones_are_not():
    """Classes of compiled libraries, of pandas and lxml, deceive nobody; one that only says it is theirs may."""
    classes = [each for each in gc.get_objects() if issubclass(type(each), type)]
    assert {"pandas", "lxml.etree"} & set(sys.modules) == {"pandas", "lxml.etree"}
    assert [name for each in classes if each.__module__ in sys.modules for name in guard._deciding(each)] == []
    own: dict = {}
    exec(compile("def equal(*_):\n    return True", "cell.py", "exec"), own)
    equal = own["equal"]
    disguised = type("cython_function_or_method", (), {"__module__": "_cython_3_2_9", "__call__": equal})()
    for value in (equal, staticmethod(equal), property(equal), functools.partialmethod(equal), functools.partial(equal),
                  functools.lru_cache(equal), operator.attrgetter("real"), len, int.__ne__, int.bit_length,
                  disguised):  # fmt: skip
        made = type("X", (int,), {"__module__": "numpy", "__eq__": value})
        assert guard._deciding(made) == ["X.__eq__"], value
