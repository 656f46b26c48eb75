"""Every public method meets values of the wrong kind in every argument.

A call either succeeds, or it is refused by the course itself, in words: no error comes up from inside NumPy, pandas or
Python's own library, and no warning but the course's own.
"""

import inspect
import math
import traceback
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import localsdg
from localsdg import datasets, implementation, localizing, monitoring
from localsdg.core import agenda2030
from localsdg.core.methods import UnitWarning

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

COUNCILS = pd.DataFrame({"women": [10, 3], "men": [30, 2], "seats": [40, 5]}, index=["A", "B"])
MATRIX = pd.DataFrame([[0, 1], [-2, 0]], index=["a", "b"], columns=["a", "b"])
OPTIONS = pd.DataFrame({"cost": [1.0, 2.0], "speed": [5.0, 4.0]}, index=["bus", "tram"])
BUDGET = pd.DataFrame({"department": ["roads", "health"], "approved": [100, 50], "spent": [90, 50]})
CHANGES = pd.DataFrame(
    {"baseline": [40], "baseline_year": [2015], "target": [80], "target_year": [2030], "value": [52], "year": [2021]}
)
HOUSEHOLDS = pd.DataFrame(
    {
        "persons": [4, 6],
        "rooms": [2, 1],
        "improved_water": [True, False],
        "improved_sanitation": [True, True],
        "durable_housing": [True, True],
        "secure_tenure": [True, True],
    }
)
HOMES = pd.DataFrame({"x": [0, 900], "y": [0, 0], "people": [10, 20]}, index=["A", "B"])
STOPS = pd.DataFrame({"x": [50, 800], "y": [0, 0], "kind": ["low", "high"]}, index=["S", "T"])
WALK = pd.DataFrame({"S": [60.0, 900.0], "T": [800.0, math.nan]}, index=["A", "B"])
STREETS = pd.DataFrame({"start": ["a", "b"], "end": ["b", "c"], "metres": [100, 200]})
SCORES = pd.DataFrame({"slums": [50.0, 60.0], "water": [70.0, 80.0]}, index=["A", "B"])
SERIES = pd.DataFrame(
    {
        "base_year": [2015],
        "base": [40.0],
        "last_year": [2021],
        "last": [52.0],
        "target": [80.0],
        "target_year": [2030],
        "wanted": ["increase"],
        "limit": [100.0],
        "percentage": [True],
    }
)
TREND = pd.DataFrame({"base_year": [2015], "base": [40.0], "last_year": [2021], "last": [52.0], "green": [80.0]})
PART, WHOLE = pd.Series({"a": 5, "b": 2}), pd.Series({"a": 10, "b": 10})
LAND = {"y0": 2000, "y1": 2010, "p0": 1000, "p1": 1200, "v0": 10, "v1": 12}

# One call of each function that is right, by the names of its arguments.
CALLS = [
    (agenda2030.goal, {"number": 11}),
    (agenda2030.target, {"code": "11.3"}),
    (datasets.describe, {"name": "sdg-codes"}),
    (localizing.allocate, {"total": 100, "shares": {"radio": 100}}),
    (
        localizing.check_agenda,
        {"agenda": localizing.Agenda("Work", (localizing.Item("Talk", 1, "9:00", "10:00", "other"),))},
    ),
    (localizing.check_message, {"message": localizing.Message("Plant trees.")}),
    (localizing.check_messages, {"messages": [localizing.Message("Plant trees.")]}),
    (localizing.competence_share, {"judgements": {"11.3": "own"}, "shared_weight": 0.5}),
    (localizing.find_targets, {"words": "bus stops"}),
    (localizing.interactions, {"matrix": MATRIX, "second_order": 0.5}),
    (localizing.pinboard, {"pins": [localizing.Pin("11.2")]}),
    (localizing.share_by_weight, {"judgements": {"11.3": "own"}, "weights": (0, 1)}),
    (localizing.stakeholder_map, {"actors": [localizing.Actor("mayor", 9, 9)]}),
    (localizing.women_in_councils, {"councils": COUNCILS}),
    (implementation.align, {"actions": ["a"], "links": {"a": ["11.3"]}, "costs": {"a": 5}}),
    (implementation.check_chain, {"chain": implementation.ResultChain("Plant trees")}),
    (implementation.check_grid, {"grid": {"tender": {"mayor": "A"}}, "most_accountable": 5}),
    (implementation.check_sheet, {"sheet": implementation.IndicatorSheet()}),
    (implementation.concentration, {"amounts": [1, 2]}),
    (implementation.execution, {"approved": 100, "spent": 90, "name": "roads"}),
    (implementation.execution_table, {"budget": BUDGET, "by": "department"}),
    (implementation.match, {"fit": OPTIONS}),
    (implementation.own_revenue_share, {"own": 40, "total": 100}),
    (
        implementation.rank_options,
        {"options": OPTIONS, "weights": {"cost": 1, "speed": 2}, "directions": {"cost": "less is better"}},
    ),
    (implementation.required_changes, {"table": CHANGES}),
    (
        implementation.robustness,
        {
            "options": OPTIONS,
            "weights": {"cost": 1, "speed": 2},
            "directions": {"cost": "less is better"},
            "change": 10,
        },
    ),
    (implementation.suggest_targets, {"text": "cycle lanes", "most": 3}),
    (implementation.tag_budget, {"lines": {"lamps": 100}, "tags": {"lamps": {"7.3": 0.5}}}),
    (implementation.target_path, {"baseline": 40, "baseline_year": 2015, "target": 80, "target_year": 2030}),
    (implementation.target_path(40, 2015, 80, 2030).position, {"year": 2021, "value": 52}),
    (implementation.target_path(40, 2015, 80, 2030).linear, {"year": 2021}),
    (implementation.target_path(40, 2015, 80, 2030).constant, {"year": 2021}),
    (monitoring.Thresholds, {"worst": 90, "red": 25, "green": 5, "best": 0}),
    (monitoring.affected_by_disasters, {"deaths": 1, "missing": 0, "affected": 5, "population": 1000}),
    (monitoring.arrows, {"table": TREND}),
    (monitoring.canada_score, {"value": 0.5, "with_target": True, "achieved": False, "scale": 1.0}),
    (monitoring.colour_scale, {"values": 41.4, "thresholds": monitoring.Thresholds(90, 25, 5, 0)}),
    (monitoring.disaggregate, {"part": PART, "whole": WHOLE, "more_is": "better"}),
    (monitoring.fine_particles, {"concentrations": [10, 30], "populations": [100, 200]}),
    (monitoring.goal_colour, {"positions": [1.0, 2.0]}),
    (monitoring.goal_scores, {"scores": SCORES, "goals": {"slums": 11, "water": 6}, "required": 1, "average": "mean"}),
    (monitoring.housing_cost_share, {"costs": [300, 400], "incomes": [1000, 1000], "persons": [4, 3]}),
    (monitoring.indicator_colour, {"value": 41.4, "thresholds": monitoring.Thresholds(90, 25, 5, 0)}),
    (monitoring.land_and_people, LAND),
    (monitoring.land_ratio, LAND | {"version": "2021"}),
    (monitoring.limit_scale, {"base": [95.0], "limit": [100.0]}),
    (monitoring.neet_share, {"youth": 100, "employed": 50, "not_employed_in_education": 20}),
    (
        monitoring.network_distances,
        {"streets": STREETS, "homes": pd.Series({"A": "a"}), "stops": pd.Series({"S": "c"})},
    ),
    (monitoring.normalise, {"values": 41.4, "worst": 90, "best": 0, "cap": True}),
    (monitoring.normalise_table, {"table": SCORES, "bounds": {"slums": (90, 0), "water": (0, 100)}, "cap": True}),
    (monitoring.open_space_share, {"open_space": 10, "streets": 20, "city_area": 100}),
    (monitoring.overall_index, {"scores": SCORES, "required": 1, "average": "mean"}),
    (monitoring.progress, {name: SERIES[name].tolist()[0] for name in SERIES} | {"bounds": (0, 100), "green": 80}),
    (monitoring.progress_table, {"table": SERIES, "rule": "Statistics Canada"}),
    (monitoring.ranks, {"index": pd.Series([1.0, 2.0])}),
    (monitoring.service_area, {"homes": HOMES, "stops": STOPS, "reach": {"low": 500, "high": 1000}, "distances": WALK}),
    (
        monitoring.share,
        {"part": 10, "whole": 100, "part_name": "The park", "whole_name": "The city", "unit": "hectares"},
    ),
    (monitoring.slum_households, {"households": HOUSEHOLDS}),
    (monitoring.slum_share, {"people_in_slums": 10, "urban_population": 100}),
    (monitoring.suppress, {"counts": PART, "smallest": 5, "within": ["n", "n"], "total_is_published": True}),
    (monitoring.urban_policy_score, {"a": 40, "b": [20, 30], "c": 75}),
    (monitoring.waste_shares, {"generated": 100, "collected": 80, "controlled": 50}),
    (monitoring.worst_fifth, {"part": PART, "whole": WHOLE, "more_is": "better"}),
]


def _faults(function, arguments):
    """Call a function; return what is wrong with the way in which it answers, or nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", UnitWarning)
        try:
            function(**arguments)
        except (TypeError, ValueError, KeyError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = last.filename.startswith(SOURCE) and (last.line or "").startswith("raise")
            return "" if ours else f"{type(error).__name__} of {Path(last.filename).name}, {last.lineno}: {error}"
        except Exception as error:  # any other kind is a fault in itself
            return f"{type(error).__name__}: {error}"
    return ""


def test_every_public_function_of_the_methods_has_a_call():
    tried = {function for function, _ in CALLS}
    lacking = [
        f"{package.__name__}.{name}"
        for package in (localizing, implementation, monitoring)
        for name in package.__all__
        if inspect.isfunction(each := getattr(package, name)) and each not in tried
    ]
    assert not lacking, f"Add a right call of each to CALLS in {Path(__file__).name}, by the names of its arguments."


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
    (function, argument, column)
    for function, arguments in CALLS
    for argument, value in arguments.items()
    if isinstance(value, pd.DataFrame)
    for column in value.columns
]


@pytest.mark.parametrize(
    ("function", "argument", "column"), TABLES, ids=lambda value: getattr(value, "__qualname__", str(value))
)
def test_hostile_columns_are_refused_in_words(function, argument, column):
    arguments = next(arguments for other, arguments in CALLS if other is function)
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
