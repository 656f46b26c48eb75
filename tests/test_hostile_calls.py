"""Every public method meets values of the wrong kind in every argument.

A call either succeeds, or it is refused by the course itself, in words: no error comes up from inside NumPy, pandas or
Python's own library, and no warning but the course's own.
"""

import math
import traceback
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from right_calls import CALLS

import localsdg
from localsdg.core.methods import LeftOutWarning, UnitWarning

SOURCE = str(Path(localsdg.__file__).parent)

HOSTILE = {
    "None": None,
    "empty text": "",
    "text": "41,4 %",
    "number as text": "41.4",
    "bytes": b"41",
    "true": True,
    "nan": math.nan,
    "infinity": math.inf,
    "minus infinity": -math.inf,
    "pandas NA": pd.NA,
    "NaT": pd.NaT,
    "zero": 0,
    "minus one": -1,
    "huge": 10**400,
    "huge float": 1e300,
    "tiny": 5e-324,
    "decimal": Decimal("41.4"),
    "decimal that is none": Decimal("NaN"),
    "decimal that signals": Decimal("sNaN"),
    "fraction": Fraction(1, 3),
    "complex": 1 + 2j,
    "NumPy number": np.float32(2.5),
    "NumPy complex": np.complex128(1),
    "NumPy truth": np.True_,
    "date": pd.Timestamp("2020-01-01"),
    "object": object(),
    "class": dict,
    "empty list": [],
    "list of text": ["a", "b"],
    "list of numbers": [1, 2, 3],
    "list of lists": [[1, 2], [3]],
    "list of nothing": [None, None],
    "tuple": (1, 2),
    "set": {1, 2},
    "generator": (number for number in (1, 2)),
    "mapping": {"a": 1},
    "mapping to nothing": {"a": None},
    "mapping of lists": {"a": ["b"]},
    "array": np.array([1.0, np.nan]),
    "array of objects": np.array([1, "a", None], dtype=object),
    "array of one number": np.array(5),
    "matrix": np.ones((2, 2)),
    "column": pd.Series([1, 2]),
    "column of text": pd.Series(["1", "2"], index=["a", "b"]),
    "column of truths": pd.Series([True, False]),
    "column of dates": pd.Series(pd.to_datetime(["2020", "2021"])),
    "column with gaps": pd.Series([1, None], dtype="Int64"),
    "column that repeats a name": pd.Series([1, 2], index=["a", "a"]),
    "empty column": pd.Series([], dtype="float64"),
    "table": pd.DataFrame({"a": [1, 2]}),
    "table of text": pd.DataFrame({"a": ["x", "y"]}),
    "table with equal headings": pd.DataFrame([[1, 2]], columns=["a", "a"]),
    "empty table": pd.DataFrame(),
}


def _faults(function, arguments):
    """Call a function; return what is wrong with the way in which it answers, or nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for expected in (LeftOutWarning, UnitWarning):
            warnings.simplefilter("ignore", expected)
        try:
            function(**arguments)
        except (TypeError, ValueError, KeyError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = last.filename.startswith(SOURCE) and (last.line or "").startswith("raise")
            return "" if ours else f"{type(error).__name__} of {Path(last.filename).name}, {last.lineno}: {error}"
        except Exception as error:  # any other kind is a fault in itself
            return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize(("function", "arguments"), CALLS, ids=lambda value: getattr(value, "__qualname__", ""))
def test_hostile_arguments_are_refused_in_words(function, arguments):
    function(**arguments)  # the call itself is right
    faults = {
        (argument, name): _faults(function, {**arguments, argument: value})
        for argument in arguments
        for name, value in HOSTILE.items()
    }
    assert not {case: fault for case, fault in faults.items() if fault}


TABLES = [
    pytest.param(function, arguments, argument, column, id=f"{function.__qualname__}-{argument}-{column}")
    for function, arguments in CALLS
    for argument, value in arguments.items()
    if isinstance(value, pd.DataFrame)
    for column in value.columns
]


@pytest.mark.parametrize(("function", "arguments", "argument", "column"), TABLES)
def test_hostile_columns_are_refused_in_words(function, arguments, argument, column):
    table = arguments[argument]
    tables = {
        "without it": table.drop(columns=column),
        "twice": pd.concat([table, table[[column]]], axis=1),
        "empty": table.iloc[:0],
        "rows repeated": pd.concat([table, table]),
    }
    for name, value in HOSTILE.items():
        tables[f"{name} in every row"] = table.assign(**{column: [value] * len(table)})
        tables[f"{name} in the first row"] = table.assign(**{column: [value, *table[column].tolist()[1:]]})
    faults = {name: _faults(function, {**arguments, argument: worse}) for name, worse in tables.items()}
    assert not {name: fault for name, fault in faults.items() if fault}
