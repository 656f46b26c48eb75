"""Basic indicators of a city, each with its official formula and its usual trap.

Formulas: United Nations Statistics Division, metadata of the indicators, in the version named beside each function.
All amounts are for one boundary and one period; the functions cannot know whether they are, so say it beside the
result.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.core.arguments import complete_rows, figures, is_number, number, on_one_index, shown, truths_by_row
from localsdg.core.arguments import table as as_table
from localsdg.core.methods import UnitWarning, Verdict, helper, method, told_apart, warn_of_left_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsdg.core.arguments import Amounts, Numbers

__all__ = [
    "WasteShares",
    "affected_by_disasters",
    "fine_particles",
    "housing_cost_share",
    "neet_share",
    "open_space_share",
    "share",
    "slum_households",
    "slum_share",
    "urban_policy_score",
    "waste_shares",
]

_UN = "United Nations Statistics Division, metadata"


HOUSING_COST_LIMIT = 0.30  # of household income, 11.1.1
PERSONS_PER_ROOM = 3  # more is overcrowded, 11.1.1
WHO_PM25 = (5.0, 10.0, 15.0, 25.0, 35.0)  # guideline of 2021 and interim targets 4 to 1, annual mean, µg/m³
PLAN_COUNTS_FROM = 51  # 11.a.1
LEAST_OPEN_SHARE = 0.01  # of the city; with less, a unit is probably wrong (this course's limit, as the next two)
MILLIGRAMS_BELOW, NANOGRAMS_ABOVE = 0.5, 1000.0  # µg/m³ as the highest mean of a year

_NOT_NEGATIVE = "a number, zero or more"

SHORTFALLS: Mapping[str, str] = {
    "improved_water": "improved water source",
    "improved_sanitation": "improved sanitation",
    "durable_housing": "durable housing",
    "secure_tenure": "secure tenure",
}


def _amount(value: object, name: str, unit: str) -> float:
    return number(value, name, f"the number of {unit}, zero or more", least=0)


def _above(part: float, whole: float) -> bool:
    """Return whether a part is more than its whole; sums of floats that differ by a rounding error are equal."""
    return part > whole and not math.isclose(part, whole, rel_tol=1e-9)


def _kept(lists: Mapping[str, object], what: str) -> list[Numbers]:
    """Return the numbers of the rows in which none is missing or wrong; warn of the others."""
    numbers, reasons = complete_rows(lists, dict.fromkeys(lists, _NOT_NEGATIVE), least=0)
    warn_of_left_out(reasons, what, stacklevel=3)
    return [np.delete(each, list(reasons)) for each in numbers.values()]


def _above_zero(columns: Mapping[str, pd.Series[Any]]) -> tuple[list[Numbers], dict[int, str]]:
    """Return columns of numbers above zero, and by row why it cannot be used."""
    numbers, reasons = complete_rows(columns, dict.fromkeys(columns, "a number above zero"), least=0)
    for name, values in numbers.items():
        for row in np.flatnonzero(values == 0).tolist():
            reasons.setdefault(row, f"{name}, row {shown(columns[name].index[row])}, is 0: give a number above zero.")
    return list(numbers.values()), reasons


@helper
def share(part: float, whole: float, *, part_name: str, whole_name: str, unit: str) -> float:
    """Return a part of a whole in percent.

    Args:
        part: amount of the part.
        whole: amount of the whole, above zero, in the same unit.
        part_name: what the part is, for messages.
        whole_name: what the whole is, for messages.
        unit: unit of both, for messages.

    Raises:
        ValueError: a number is missing or negative, the whole is zero, or the part is larger than the whole.
        TypeError: not a number.
    """
    over, under = _amount(part, part_name, unit), _amount(whole, whole_name, unit)
    if under == 0:
        raise ValueError(f"{whole_name} is zero: there is no share of nothing. Check the number.")
    if _above(over, under):
        raise ValueError(
            f"{part_name} ({over:.15g}) is more than {whole_name} ({under:.15g}). Both should be in {unit}, for "
            "the same "
            "area and the same time. Check whether one of them is in thousands or in another unit."
        )
    return min(100 * over / under, 100.0)


@helper
def slum_households(households: pd.DataFrame) -> pd.DataFrame:
    """Say for each household whether it counts as a slum household, and what it lacks.

    A household counts if it lacks at least one of five: improved water, improved sanitation, sufficient living area
    (not more than 3 persons to a habitable room), durable housing, secure tenure.

    Args:
        households: one row for each household, with ``persons`` and ``rooms`` (habitable rooms) as numbers, and
            ``improved_water``, ``improved_sanitation``, ``durable_housing``, ``secure_tenure`` as True or False.

    Returns:
        ``lacks`` (number of shortfalls, 0 to 5), ``slum`` (True or False) and ``what`` (the shortfalls in words).

    Raises:
        ValueError: a missing column, or no household that can be used.
        TypeError: not a table, or a column in which nothing is a number, or an answer of yes and no.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Source: metadata of 11.1.1.
    """
    needed = ["persons", "rooms", *SHORTFALLS]
    as_table(households, "households", f"the columns {', '.join(needed)}", needed)
    columns = {f"Households: {column}": households[column] for column in ("persons", "rooms")}
    (persons, rooms), reasons = _above_zero(columns)
    lacks = []
    for name in SHORTFALLS:
        answers, found_here = truths_by_row(households[name], f"Households: {name}")
        lacks.append(~answers)
        reasons = {**found_here, **reasons}
    lacks.append(persons > PERSONS_PER_ROOM * rooms)
    if reasons and len(reasons) == len(households):
        raise ValueError(reasons[min(reasons)])
    warn_of_left_out(reasons, "household", stacklevel=2)
    words = [*SHORTFALLS.values(), "sufficient living area"]
    # Every answer is one of 32 sets of shortfalls; each set is put into words once.
    sets = [", ".join(word for bit, word in enumerate(words) if each >> bit & 1) for each in range(1 << len(words))]
    found = np.delete(np.column_stack(lacks), list(reasons), axis=0)
    what = np.array(sets, dtype=object)[found @ (1 << np.arange(len(words)))]
    count = found.sum(axis=1)
    return pd.DataFrame(
        {"lacks": count, "slum": count > 0, "what": what}, index=np.delete(households.index, list(reasons))
    )


@method(
    title="11.1.1, people in slums and informal settlements",
    formula=r"100 \cdot \frac{\text{people in slum or informal households}}{\text{urban population}}",
    unit="% of the urban population",
    source=f"{_UN} of 11.1.1",
    version="metadata of 2021-12-20",
    lesson="3.1",
    note="A household counts if it lacks one of five things. People without a home are not captured.",
)
def slum_share(people_in_slums: float, urban_population: float) -> float:
    """Return 11.1.1, first part: people in slum or informal-settlement households, percent of the urban population.

    The second part, :func:`housing_cost_share`, is another number: the two are never added.

    Raises:
        ValueError: negative, missing, or more people in slums than people.
        TypeError: not a number.

    Example:
        >>> slum_share(people_in_slums=10, urban_population=100)
        10.0
    """
    names = {"part_name": "people_in_slums", "whole_name": "urban_population"}
    return share(people_in_slums, urban_population, **names, unit="persons")


@method(
    title="11.1.1, people in inadequate housing (cost)",
    formula=r"100 \cdot \frac{\text{people where cost} > 0.3 \cdot \text{income}}{\text{people}}",
    unit="% of people",
    source=f"{_UN} of 11.1.1, rationale",
    version="metadata of 2021-12-20",
    lesson="3.1",
    note="A second number beside the first: never add the two.",
)
def housing_cost_share(costs: Sequence[float], incomes: Sequence[float], persons: Sequence[float]) -> float:
    """Return 11.1.1, second part: people in households that pay too much for housing, in percent.

    Too much is a net monthly housing cost above 30 % of the total monthly income of the household. A household without
    income that pays for housing counts.

    Args:
        costs: net monthly housing cost of each household, in money.
        incomes: total monthly income of each household, in the same money.
        persons: people in each household.

    Raises:
        ValueError: lists of different length, Series with other rows, or no household that can be used.
        TypeError: no list, or nothing in it is a number.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Example:
        >>> housing_cost_share(costs=[310, 200], incomes=[1000, 1000], persons=[3, 1])
        75.0
    """
    _, lists = on_one_index({"costs": costs, "incomes": incomes, "persons": persons})
    cost, income, people = _kept(lists, "household")
    if people.sum() == 0:
        raise ValueError("persons adds up to zero: there is no share of nobody.")
    # A share that passes the limit only by a rounding error is at the limit: in floats 0.3 * 3 is 0.8999999999999999.
    too_much = cost > HOUSING_COST_LIMIT * income * (1 + 1e-12)
    return float(100 * people[too_much].sum() / people.sum())


@dataclass(frozen=True)
class WasteShares:
    """Indicator 11.6.1 and its two parts, in percent of the waste generated."""

    collected: float
    controlled: float


@method(
    title="8.6.1, young people not in education, employment or training",
    formula=r"100 \cdot \frac{Y - (E + S)}{Y}",
    unit="% of people of 15 to 24 years",
    source=f"{_UN} of 8.6.1",
    version="metadata of 2023-03-31",
    lesson="3.1",
    note="S are those who study and do not work. Who works and studies counts once.",
)
def neet_share(*, youth: float, employed: float, not_employed_in_education: float) -> float:
    """Return 8.6.1: young people (15 to 24) not in education, employment or training, in percent.

    Args:
        youth: young people of 15 to 24 years.
        employed: those employed, in education or not.
        not_employed_in_education: those not employed, but in education or training. Nobody is counted twice.

    Raises:
        ValueError: negative or missing, nobody, or more employed and in education than young people: somebody who
            works and studies was probably counted twice.
        TypeError: not a number.

    Example:
        >>> neet_share(youth=1000, employed=450, not_employed_in_education=400)
        15.0
    """
    everybody = _amount(youth, "youth", "persons")
    busy = _amount(employed, "employed", "persons") + _amount(
        not_employed_in_education, "not_employed_in_education", "persons"
    )
    if _above(busy, everybody):
        raise ValueError(
            f"employed and not_employed_in_education add up to {busy:.15g}, more than youth ({everybody:.15g}). "
            "Count a person who works and studies once, as employed."
        )
    return share(max(everybody - busy, 0.0), everybody, part_name="not busy", whole_name="youth", unit="persons")


@method(
    title="11.5.1, people affected by disasters",
    formula=r"100\,000 \cdot \frac{A_2 + A_3 + B_1}{\text{population}}",
    unit="persons for every 100,000",
    source=f"{_UN} of 11.5.1",
    version="metadata of 2018-03-01",
    lesson="3.1",
)
def affected_by_disasters(*, deaths: float, missing: float, affected: float, population: float) -> float:
    """Return 11.5.1: deaths, missing and directly affected people for every 100,000 people.

    Raises:
        ValueError: negative or missing, or a population of zero.
        TypeError: not a number.

    Example:
        >>> affected_by_disasters(deaths=3, missing=1, affected=496, population=250_000)
        200.0
    """
    people = _amount(population, "population", "persons")
    if people == 0:
        raise ValueError("population is zero: there is no rate for nobody.")
    hit = sum(
        _amount(value, name, "persons")
        for name, value in (("deaths", deaths), ("missing", missing), ("affected", affected))
    )
    if hit > people:
        warnings.warn(
            f"{hit:.15g} people affected are more than the population ({people:.15g}). Is one of the two in "
            "thousands? Only "
            "several disasters in one year can affect a person more than once.",
            UnitWarning,
            stacklevel=2,
        )
    return 100_000 * hit / people


@method(
    title="11.6.1, waste collected and managed in controlled facilities",
    formula=r"100 \cdot \frac{\text{collected and controlled}}{\text{generated}}",
    unit="% of the waste generated",
    source=f"{_UN} of 11.6.1",
    version="metadata of 2021-12-20",
    lesson="3.1",
    note="Collected is not enough: the waste must end in a controlled facility.",
)
def waste_shares(*, generated: float, collected: float, controlled: float) -> WasteShares:
    """Return 11.6.1: municipal solid waste collected and managed in controlled facilities, of all that is generated.

    Args:
        generated: waste generated, tonnes a day.
        collected: waste collected, tonnes a day.
        controlled: waste that is collected and managed in controlled facilities, tonnes a day: the official indicator.

    Returns:
        ``collected`` and ``controlled``, both in percent of the waste generated.

    Raises:
        ValueError: negative or missing, nothing generated, more collected than generated or more controlled than
            collected.
        TypeError: not a number.

    Example:
        >>> waste_shares(generated=100, collected=80, controlled=50)
        WasteShares(collected=80.0, controlled=50.0)
    """
    unit = "tonnes a day"
    controlled, collected = _amount(controlled, "controlled", unit), _amount(collected, "collected", unit)
    if _above(controlled, collected):
        raise ValueError(
            f"controlled ({controlled:.15g}) is more than collected ({collected:.15g}). Count only waste that is both "
            "collected and managed in controlled facilities."
        )
    return WasteShares(
        collected=share(collected, generated, part_name="collected", whole_name="generated", unit=unit),
        controlled=share(controlled, generated, part_name="controlled", whole_name="generated", unit=unit),
    )


@method(
    title="11.6.2, fine particles in the air",
    formula=r"\frac{\sum_i C_i P_i}{\sum_i P_i}",
    unit="µg/m³, annual mean",
    source=f"{_UN} of 11.6.2; WHO air quality guidelines",
    version="metadata of 2022-07-07; WHO 2021: 5; interim 10, 15, 25, 35",
    lesson="3.1",
)
def fine_particles(concentrations: Sequence[float], populations: Sequence[float]) -> Verdict:
    """Return 11.6.2: annual mean of fine particles (PM2.5), weighted by population, against the WHO values of 2021.

    Args:
        concentrations: annual mean of each zone, in micrograms in a cubic metre.
        populations: people in each zone, in the same order.

    Returns:
        The weighted mean in µg/m³, and the strictest WHO value that it keeps.

    Raises:
        ValueError: lists of different length, Series with other rows, no zone that can be used, nobody, or values that
            look like milligrams or nanograms.
        TypeError: no list, or nothing in it is a number.

    Warns:
        LeftOutWarning: a row that cannot be used is left out.

    Example:
        >>> fine_particles(concentrations=[10, 30], populations=[90_000, 10_000]).value
        12.0
    """
    _, lists = on_one_index({"concentrations": concentrations, "populations": populations})
    air, people = _kept(lists, "zone")
    if people.sum() == 0:
        raise ValueError("The populations add up to zero: there is nobody to weight the air by.")
    for other, wrong in (("milligrams", 0 < air.max() < MILLIGRAMS_BELOW), ("nanograms", air.max() > NANOGRAMS_ABOVE)):
        if wrong:
            raise ValueError(
                f"The highest concentration is {air.max():.15g}: that looks like {other}. Give micrograms in a cubic "
                "metre."
            )
    mean = round(float((air * people).sum() / people.sum()), 9)  # a mean of 5 is exactly the guideline of 5
    words = ("WHO guideline", "WHO interim target 4", "WHO interim target 3", "WHO interim target 2")
    labels = dict(zip(WHO_PM25, (*words, "WHO interim target 1"), strict=True))
    kept = [value for value in WHO_PM25 if mean <= value]
    label = f"keeps the {labels[kept[0]]} of {kept[0]:.15g}" if kept else "above every WHO value"
    return Verdict(
        mean,
        label,
        f"Weighted by people the mean is {told_apart(mean, 1, *WHO_PM25)} µg/m³; WHO guideline 5, interim targets "
        "10, 15, 25 and 35.",
        "11.6.2, annual mean of PM2.5 weighted by population; WHO air quality guidelines 2021",
    )


@method(
    title="11.7.1, open public space and streets",
    formula=r"100 \cdot \frac{\text{open public space} + \text{streets}}{\text{total area of the city}}",
    unit="% of the area",
    source=f"{_UN} of 11.7.1",
    version="metadata of 2021-03",
    lesson="3.1",
    note="The name says built-up area; the final formula divides by the total area.",
)
def open_space_share(*, open_space: float, streets: float, city_area: float) -> float:
    """Return 11.7.1, first part: open public space and streets, percent of the total area of the city.

    The indicator is named after the built-up area, but its formula divides by the total area of the city or urban
    area. The second part is the access of people: see :mod:`localsdg.monitoring.access`.

    Args:
        open_space: open public space.
        streets: land given to streets.
        city_area: total area of the city, all three in the same unit.

    Raises:
        ValueError: negative or missing, no area, or more open land than city (hectares mixed with square kilometres?).
        TypeError: not a number.

    Warns:
        UnitWarning: less than 1 % of the city, as when open land is in square kilometres and the city in hectares.

    Example:
        >>> open_space_share(open_space=900, streets=1600, city_area=10_000)
        25.0
    """
    land = _amount(open_space, "open_space", "hectares") + _amount(streets, "streets", "hectares")
    area = _amount(city_area, "city_area", "hectares")
    if area and _above(land, area):
        hint = " One of them may be in square kilometres: 1 km² is 100 ha." if land <= 100 * area else ""
        raise ValueError(f"Open space and streets ({land:.15g}) are more than the city ({area:.15g}).{hint}")
    if 0 < land < LEAST_OPEN_SHARE * area:
        warnings.warn(
            f"Open space and streets ({land:.15g}) are {100 * land / area:.2g} % of the city ({area:.15g}). Are "
            "all three in "
            "the same unit (1 km² is 100 ha)?",
            UnitWarning,
            stacklevel=2,
        )
    return share(land, area, part_name="open_space and streets", whole_name="city_area", unit="hectares")


@method(
    title="11.a.1, national urban policies and regional plans",
    formula=r"X = \tfrac{1}{3} (\bar{Q}_a + \bar{Q}_b + \bar{Q}_c); \text{ counted if } X \ge 51",
    unit="score, 0 to 100",
    source=f"{_UN} of 11.a.1",
    version="as stored in November 2026",
    lesson="3.1",
    note="An indicator of countries, not of cities.",
)
def urban_policy_score(a: Amounts, b: Amounts, c: Amounts) -> Verdict:
    """Return the score of 11.a.1 for one country: whether its urban or regional plans count.

    Args:
        a: scores of 0 to 100 that the plan responds to population dynamics, one for each evaluator, or one number.
        b: that it ensures balanced territorial development, likewise.
        c: that it increases local fiscal space, likewise.

    Returns:
        The mean of the three means. A country counts from 51.

    Raises:
        ValueError: no score, or one outside 0 to 100.
        TypeError: no number and no list of numbers.

    Example:
        >>> urban_policy_score(40, 20, 75).label
        'not counted'
    """
    means = []
    for name, values in (("a", a), ("b", b), ("c", c)):
        if is_number(values):
            means.append(number(values, name, "scores of 0 to 100", least=0, most=100))
            continue
        scores = figures(values, name, "scores of 0 to 100", least=0, most=100)
        if not scores.size:
            raise ValueError(f"{name} has no scores: give scores of 0 to 100, one for each evaluator.")
        means.append(float(scores.mean()))
    score = round(sum(means) / 3, 9)  # rounded, so that a mean of 51 is exactly the limit of 51
    counted = score >= PLAN_COUNTS_FROM
    return Verdict(
        score,
        "counted" if counted else "not counted",
        f"The mean of {means[0]:.15g}, {means[1]:.15g} and {means[2]:.15g} is {score:.15g}; a country counts from 51.",
        "11.a.1, metadata with three qualifiers",
    )
