"""Page and Python say the same of the methods of module 3, whatever numbers somebody types.

The inputs are such as break things: zeros, ties, negative, tiny and huge numbers, what is missing, all equal, bounds
turned round, groups of one, words in other scripts. Put TIMES up to try more of them.
"""

from __future__ import annotations

import json
import math
import random
import warnings
from typing import Any

import numpy as np
import pandas as pd

from localsdg.core.methods import LeftOutWarning, UnitWarning
from localsdg.monitoring import (
    RULES,
    best_five,
    bounds_from_values,
    check_dashboard,
    check_indicators,
    disaggregate,
    progress,
    rank_sensitivity,
    rank_variants,
    service_area,
    suppress_shares,
    suppress_table,
    worst_fifth,
)
from localsdg.monitoring.dashboard import CHARTS, FITS, MEASURES

TIMES = 100
ODD = [0, 0, 1, 1, -1, 5, 50, 100, 0.1 + 0.2, 0.3, 1e-9, 1e9, 1e15, -1e15, -0.0, 12345.678]
WORDS = ["", " ", "Água", "住房", "İstanbul", "constructor", "__proto__", "Eau potable, 2024", "ﬁre", "a", "Straße 5"]


def script(value: Any) -> str:
    """A value as JavaScript: what is missing is NaN."""
    return json.dumps(value).replace("NaN", "null").replace("null", "NaN")


def near(found: Any, wanted: Any) -> bool:
    if wanted is None or (isinstance(wanted, float) and not math.isfinite(wanted)):
        return found is None or not math.isfinite(found)
    return found is not None and math.isclose(found, wanted, rel_tol=1e-7, abs_tol=1e-7)


def script_of(module: str, given: list[Any], call: str) -> tuple[str, str]:
    return module, f"{script(given)}.map((each) => {call})"


def in_python(call: Any, *given: Any, **options: Any) -> Any:
    """What Python says, or None where it refuses the input."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        warnings.simplefilter("ignore", UnitWarning)
        try:
            return call(*given, **options)
        except ValueError:
            return None


def odd(chance: random.Random, *, gaps: bool = True) -> float | None:
    kind = chance.random()
    if gaps and kind < 0.1:
        return None
    return chance.choice(ODD) if kind < 0.5 else round(chance.uniform(-20, 150), chance.randint(0, 3))


def test_bounds_from_data(evaluate):
    chance = random.Random(350)
    given = []
    for _ in range(TIMES):
        values = [odd(chance) for _ in range(chance.randint(0, 9))]
        if chance.random() < 0.2:
            values = [chance.choice(ODD)] * len(values)
        given.append([values, chance.random() < 0.5, chance.choice([0, 2.5, 10, 49])])
    call = "[method.boundsFrom(...each) ?? null, method.bestFive(each[0], each[1])]"
    found = evaluate(*script_of("bounds_method", given, call))
    for (values, less, tail), (ends, best) in zip(given, found, strict=True):
        wanted = "decrease" if less else "increase"
        column = pd.Series(values, dtype=float)
        expected = in_python(bounds_from_values, column, wanted=wanted, tail=tail)
        assert (ends is None) == (expected is None), (values, ends, expected)
        assert expected is None or all(map(near, ends, expected)), (values, ends, expected)
        assert near(best, in_python(best_five, column, wanted=wanted)), values


def test_ranks(evaluate):
    chance = random.Random(351)
    given = []
    for _ in range(TIMES):
        columns, places = chance.randint(1, 4), chance.randint(1, 6)
        values = [[odd(chance) for _ in range(columns)] for _ in range(places)]
        if chance.random() < 0.2:
            values = [values[0]] * places
        bounds = [chance.choice([[0, 100], [100, 0], [-5, 5], [1e9, -1e9], [0.3, 0.1 + 0.2]]) for _ in range(columns)]
        weights = [chance.choice([0.001, 0.5, 1, 3, 1e6]) for _ in range(columns)]
        given.append([values, {"bounds": bounds, "weights": weights, "geometric": chance.random() < 0.5}])
    call = "((all) => [all.map(({ rank }) => rank), method.rankSensitivity(all)])(method.rankVariants(...each))"
    found = evaluate(*script_of("bounds_method", given, call))
    for (values, setting), (variants, spans) in zip(given, found, strict=True):
        table = pd.DataFrame(values, columns=[f"i{at}" for at in range(len(values[0]))]).astype(float)
        bounds = dict(zip(table.columns, setting["bounds"], strict=True))
        options = {
            "required": 1,
            "weights": dict(zip(table.columns, setting["weights"], strict=True)),
            "average": "geometric" if setting["geometric"] else "mean",
        }
        expected = in_python(rank_variants, table, bounds, **options)
        tied = any(math.isclose(*pair, rel_tol=1e-12) for pair in setting["bounds"])
        assert (expected is None) == tied, (values, setting)
        if expected is None:
            continue
        ranks = np.array([[math.nan if each is None else each for each in variant] for variant in variants])
        np.testing.assert_array_equal(
            ranks, expected.T.to_numpy(dtype=float, na_value=np.nan), err_msg=str((values, setting))
        )
        expected = in_python(rank_sensitivity, table, bounds, **options)[["best", "median", "worst"]]
        ours = np.array([list(span.values()) for span in spans], dtype=float)
        np.testing.assert_array_equal(ours, expected.to_numpy(dtype=float, na_value=np.nan), err_msg=str(values))


def test_gaps_of_groups(evaluate):
    chance = random.Random(340)
    given = []
    for _ in range(TIMES):
        rows = []
        for _ in range(chance.choice([1, 2, 2, 3, 8, 30])):
            people = chance.choice([1, 1, 2, 7, 100, 100, 12345, 1e12, 0.5, chance.randint(1, 900)])
            counted = people * chance.choice([0, 0, 0.5, 1, 1, 1 / 3, chance.random()])
            rows.append({"people": people, "counted": chance.choice([counted, math.floor(counted)])})
        given.append([rows, chance.choice(["increase", "decrease"])])
    call = "((found) => [found, method.worstFifth(each[0], found)])(method.compare(...each))"
    found = evaluate(*script_of("averages_hide_method", given, call))
    for (rows, wanted), (seen, fifth) in zip(given, found, strict=True):
        part, whole = (pd.Series([row[name] for row in rows], dtype=float) for name in ("counted", "people"))
        more_is = "better" if wanted == "increase" else "worse"
        expected = in_python(disaggregate, part, whole, more_is=more_is)
        assert [area["at"] for area in seen["areas"]] == expected.groups.index.tolist(), rows
        pairs = [(seen["share"], expected.share), (seen["gap"], expected.gap), (seen["ratio"], expected.ratio)]
        pairs += zip([area["gap"] for area in seen["areas"]], expected.groups["gap"], strict=True)
        pairs += zip([area["adds"] for area in seen["areas"]], expected.groups["adds"], strict=True)
        pairs.append((fifth["share"], in_python(worst_fifth, part, whole, more_is=more_is).share))
        assert all(near(*pair) for pair in pairs), (rows, pairs)


def test_small_numbers(evaluate):
    chance = random.Random(341)
    sizes = [0, 0, 1, 1, 2, 4, 5, 6, 19, 20, 21, 400, 10**12]
    given = []
    for _ in range(TIMES):
        rows, columns = chance.choice([1, 1, 2, 3, 6]), chance.choice([1, 2, 3, 5])
        table = [[chance.choice(sizes) for _ in range(columns)] for _ in range(rows)]
        people = [chance.choice(sizes) for _ in range(rows)]
        counted = [chance.choice([0, each, chance.randint(0, each), max(0, each - 1)]) for each in people]
        pairs = [{"people": one, "counted": other} for one, other in zip(people, counted, strict=True)]
        given.append([table, pairs, chance.choice([2, 3, 5, 10])])
    call = "[method.suppressTable(each[0], each[2]), method.suppressShares(each[1], each[2]).hidden]"
    found = evaluate(*script_of("averages_hide_method", given, call))
    for (table, pairs, least), (first, second) in zip(given, found, strict=True):
        assert first == suppress_table(pd.DataFrame(table), smallest=least).shown.isna().to_numpy().tolist(), table
        part, whole = (pd.Series([pair[name] for pair in pairs]) for name in ("counted", "people"))
        assert second == suppress_shares(part, whole, smallest=least).shown.isna().to_numpy().tolist(), pairs


RULE_NAMES = {
    "un": "UN progress chart",
    "canada": "Statistics Canada",
    "basque": "Basque Country",
    "sdsn": "SDSN arrows",
}


def test_four_rules(evaluate):
    from localsdg.monitoring.trends import SDSN

    chance = random.Random(330)
    given = []
    for _ in range(TIMES):
        base, last = odd(chance), odd(chance)
        numbers = {
            "base_year": chance.choice([2015, 2015.5, 2020, 1000, 3000]),
            "base": base,
            "last_year": chance.choice([2015, 2021, 2030, 2040, 2999]),
            "last": chance.choice([last, base]),
            "target": chance.choice([None, 0, 100, base, last, odd(chance)]),
            "target_year": chance.choice([2015, 2030, 2021, 2999]),
            "wanted": chance.choice(["increase", "decrease"]),
            "percentage": chance.random() < 0.5,
            "limit": chance.choice([None, 100, 0, base, odd(chance)]),
        }
        if chance.random() < 0.6:
            ends = {"worst": odd(chance, gaps=False), "best": odd(chance, gaps=False), "green": odd(chance, gaps=False)}
            numbers |= {name: chance.choice([value, base if base is not None else 1]) for name, value in ends.items()}
        given.append(numbers)
    found = evaluate(*script_of("trend_rules_method", given, "method.fourRules(each)"))
    classes = {name: rule.classes for name, rule in RULES.items()} | {"SDSN arrows": SDSN.classes}
    for numbers, rules in zip(given, found, strict=True):
        worst, best, green = (numbers.get(name) for name in ("worst", "best", "green"))
        series = {name: value for name, value in numbers.items() if name not in ("worst", "best", "green")}
        bounds = {"bounds": (worst, best), "green": green} if worst is not None else {}
        if bounds and worst == best:
            bounds = {}
        if numbers["base"] is None or numbers["last"] is None:
            assert rules is None, numbers
            continue
        expected = in_python(progress, **series, **bounds)
        assert (rules is None) == (expected is None), (numbers, rules, expected)
        if expected is None:
            continue
        for short, name in RULE_NAMES.items():
            place = classes[name].index(expected[name].label)
            assert rules[short]["place"] == place, (name, numbers, rules[short], expected[name])
            if expected[name].value is not None:
                assert near(rules[short]["value"], expected[name].value), (name, numbers, rules[short], expected[name])


def test_dashboards(evaluate):
    chance = random.Random(360)
    given = []
    for _ in range(TIMES):
        texts = [*WORDS, "rises", "Водa растёт", "पानी बढ़ता है"]
        given.append(
            [
                {name: chance.choice(texts).strip() for name in ("name", "message", "unit", "source", "version")}
                | {
                    "unit": chance.choice(["", "%", "٪", "％", "﹪", "% of homes", "homes"]),
                    "chart": chance.choice(["", *CHARTS]),
                    "shows": chance.choice(["", *FITS]),
                    "measure": chance.choice(["", *MEASURES]),
                    "points": odd(chance),
                    "axis_from": odd(chance),
                    "base_year": chance.choice([None, 2015, 2021]),
                    "base_value": odd(chance),
                    "since": chance.choice([None, 2015, 2020]),
                    "note": chance.choice(["", "why"]),
                    "target_year": chance.choice([None, 2030]),
                    "target_value": odd(chance),
                    "year": chance.choice([None, 2025]),
                    "value": odd(chance),
                }
                for _ in range(chance.choice([1, 1, 5, 8, 9]))
            ]
        )
    found = evaluate(*script_of("chart_doctor_method", given, "method.checkDashboard(each)"))
    for figures, faults in zip(given, found, strict=True):
        columns = ("name", "message", "chart", "shows", "year", "value", "unit", "source", "version")
        further = ("measure", "points", "axis_from", "base_year", "base_value", "since", "note")
        further += ("target_year", "target_value")
        table = pd.DataFrame(figures, columns=[*columns, *further])
        expected = [each.rule for each in check_dashboard(table)]
        assert [fault["rule"] for fault in faults] == expected, figures


def test_lists_of_indicators(evaluate):
    chance = random.Random(310)
    codes = [
        "",
        "local",
        "Local",
        "11.2.1",
        "11.2.1 ",
        "5.5.1(b)",
        "5.5.1 (b)",
        "5.5.1b",
        "11.99.1",
        "18.1.1",
        "16.6.1",
    ]
    codes += ["11.2", "1.a.1", "1.z.1", "١١.٢.١", "local indicator", "11,2,1", "11.02.1"]
    targets = ["", "11.2", " 11.2 ", "11.2; 3.6", "3.6,11.2", ";", "99.1", "11.a", "11.z", "17.19", "1.99", "11"]
    given = []
    for _ in range(TIMES):
        rows = []
        for at in range(chance.choice([0, 1, 4, 5, 8, 9])):
            gap = {name: chance.choice(["", " ", "x", "住"]) for name in ("why", "plan", "owner", "date")}
            rows.append(
                {
                    "name": f"{chance.choice(WORDS)}{at}",
                    "code": chance.choice(codes),
                    "targets": chance.choice(targets),
                    "spatial": chance.random() < 0.3,
                    "disaggregated": chance.random() < 0.3,
                    "missing": chance.choice([None, None, gap]),
                }
            )
        given.append(rows)
    found = evaluate(*script_of("indicator_chooser_method", given, "method.checkIndicators(each)"))
    for rows, faults in zip(given, found, strict=True):
        named = {row["name"]: {name: value for name, value in row.items() if name != "name"} for row in rows}
        expected = check_indicators(named)
        ours = [(fault["about"], fault["rule"]) for fault in faults]
        assert ours == [(each.about, each.rule) for each in expected], rows


def test_reach(evaluate):
    chance = random.Random(311)
    given = []
    for _ in range(TIMES):
        homes = [
            {
                "x": chance.choice([0, 300, 500, 1000, 5000]) + chance.choice([0, 0.1 + 0.2]),
                "y": chance.choice([0, 0, 400, -300]),
                "people": chance.choice([0, 0, 1, 7, 1e9, 0.5]),
            }
            for _ in range(chance.choice([1, 1, 2, 12]))
        ]
        stops = [
            {"x": chance.choice([0, 500, 3000]), "y": chance.choice([0, 400]), "kind": chance.choice(["low", "high"])}
            for _ in range(chance.choice([0, 1, 2, 5]))
        ]
        given.append([homes, stops, {"low": 500, "high": 1000}])
    found = evaluate(*script_of("service_area_method", given, "method.access(...each, method.inLine)"))
    for (homes, stops, reach), seen in zip(given, found, strict=True):
        if not stops:
            assert near(seen["share"], 0.0 if sum(home["people"] for home in homes) else None), homes
            continue
        expected = in_python(service_area, pd.DataFrame(homes), pd.DataFrame(stops), reach=reach)
        if expected is not None:
            assert seen["within"] == expected.within.tolist(), (homes, stops)
            assert near(seen["share"], expected.share), (homes, stops)
