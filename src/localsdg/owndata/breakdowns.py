"""Which columns of a tidy table split the population, and which only say more about a figure.

A breakdown, such as sex, tells the total from its parts. A remark, such as a numerator, a source, a code or the country
of a place, stands beside each figure and splits nothing. A name alone does not decide it: a column that is called
"source" may say where water comes from. What counts is whether the column tells figures apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from localsdg.owndata.layout import plain_name, role_of
from localsdg.owndata.table import EVERYBODY_WORDS, TOTAL_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Words = pd.DataFrame
    Mask = pd.Series[bool]

KEYS = ("place", "indicator", "year", "unit")
_SERIES = {"series", "component", "components", "subindicator", "sub_indicator", "item"}
_PARTS = re.compile(
    r"(?:^|_)(?:sex|gender|age|district|ward|neighbou?rhood|disability|education|ethnicity|race|income|urban|rural|zone"
    r"|group|sexo|genero|edad|idade|distrito|barrio|bairro|sexe|genre|quartier|geschlecht|alter|bezirk|category"
    r")(?:s|es)?(?:_|$)"
)
_PART_WORDS = re.compile(
    r"(?:fe)?males?|(?:wo)?m[ae]n|girls?|boys?|mujer(?:es)?|hombres?|femmes?|hommes?|urban|rural"
    r"|\d{1,3} ?[-–] ?\d{1,3}(?: years)?|under \d+.*|\d+ (?:and|or) (?:over|more|older).*|\d+\+",
    re.IGNORECASE,
)
_IDS = re.compile(r"(?:^|_)(?:code|id|iso|number|fips|geonames)(?:_|$)")
_REMARKS = re.compile(
    r"(?:^|_)(?:code|id|latitude|longitude|lat|lon|country|region|timezone|goal|target|period|kind|method|flag|url|words"
    r"|text|description|definition|licence|license|provider|place_is)(?:_|$)"
)
_TOTALS = TOTAL_WORDS | EVERYBODY_WORDS


@dataclass(frozen=True)
class Roles:
    """What the further columns of a table are.

    Attributes:
        series: columns that name one of several series of an indicator, such as its components.
        groups: columns that split the population.
        remarks: columns that only say more about a figure.
        namesakes: for each place that stands for several, the column of codes that tells them apart.
    """

    series: tuple[str, ...]
    groups: tuple[str, ...]
    remarks: tuple[str, ...]
    namesakes: dict[str, str]


def words_of(column: pd.Series) -> pd.Series:
    """Return the cells of a column as words; a missing one is the empty word."""
    return column.astype("str").fillna("").str.strip()


def is_total(words: pd.Series) -> Mask:
    """Say which cells of a breakdown mean the total: empty ones, and words such as "Total" and "both sexes"."""
    return words.str.casefold().isin({"", *_TOTALS})


def _constant_within(words: Words, name: str, keys: Sequence[str]) -> bool:
    """Say whether a column has one word wherever all the keys are the same."""
    pairs = words[[*keys, name]].drop_duplicates()
    return not pairs.duplicated(list(keys)).any()


def _is_measure(name: str, words: pd.Series) -> bool:
    """Say whether a column holds numbers that belong to the figure, such as its denominator."""
    if role_of(name) in ("numerator", "denominator", "measure"):
        return True
    filled = words[words != ""]
    numbers = pd.to_numeric(filled, errors="coerce").notna()
    return bool(len(filled) and numbers.all() and filled.nunique() > max(10, 0.2 * len(filled)))


def _splits(name: str, words: pd.Series) -> bool:
    """Say whether a column splits the population by its name or by its words."""
    return bool(_PARTS.search(plain_name(name))) or bool(words[words != ""].map(_PART_WORDS.fullmatch).notna().any())


def _namesakes(words: Words, others: Sequence[str]) -> dict[str, str]:
    """Return places that share their name with another one: a few of many, told apart by a column of codes."""
    found: dict[str, str] = {}
    for name in others:
        if not _IDS.search(plain_name(name)) or (words[name] == "").any() or _constant_within(words, name, ["place"]):
            continue
        if _constant_within(words, "place", [name]):
            codes = words[["place", name]].drop_duplicates()["place"].value_counts()
            if (codes > 1).mean() < 0.2:
                found |= {str(place): name for place in codes.index[codes > 1]}
    return found


def roles_of(words: Words, value: pd.Series) -> Roles:
    """Say what the further columns of a tidy table are.

    Args:
        words: all columns but the value as words, with ``place, indicator, year, unit``.
        value: the figures.
    """
    others = [name for name in words.columns if name not in KEYS]
    namesakes = _namesakes(words, others)
    clear = ~words["place"].isin(namesakes)
    words, value = words[clear], value[clear]
    series = [name for name in others if plain_name(name) in _SERIES and (words[name] != "").any()]
    keys = [*KEYS, *series]
    groups: list[str] = []
    remarks: list[str] = []
    described: list[str] = []
    doubtful: list[str] = []
    for name in (name for name in others if name not in series):
        full = bool((words[name] != "").all()) and len(words) > 0
        by_place = _constant_within(words, name, ["place"])
        code = by_place and full and _IDS.search(plain_name(name)) is not None
        if (words[name] == "").all() or _is_measure(name, words[name]) or code:
            remarks.append(name)
        elif role_of(name) == "note":
            doubtful.append(name)
        elif _splits(name, words[name]):
            groups.append(name)
        elif by_place:
            remarks.append(name)
        elif _REMARKS.search(plain_name(name)):
            doubtful.append(name)
        elif _constant_within(words, name, keys):
            (remarks if full else described).append(name)
        else:
            groups.append(name)
    for name in doubtful:
        (groups if _tells_apart(words, value, name, keys, groups) else remarks).append(name)
    for name in described:
        (remarks if _all_or_none(words, name, [*keys, *groups]) else groups).append(name)
    order = others.index
    return Roles(tuple(series), tuple(sorted(groups, key=order)), tuple(sorted(remarks, key=order)), namesakes)


def _all_or_none(words: Words, name: str, keys: Sequence[str]) -> bool:
    """Say whether a column is filled for all years of a series or for none: then no total stands beside its parts."""
    filled = (words[name] != "").groupby([words[key] for key in keys if key != "year"]).nunique()
    return bool((filled == 1).all())


def _tells_apart(words: Words, value: pd.Series, name: str, keys: Sequence[str], groups: Sequence[str]) -> bool:
    """Say whether figures that are the same by all keys and groups differ, and only this column says why."""
    same = [*keys, *groups]
    known = value.notna() & (words["year"] != "")
    rows = words[[*same, name]].assign(value=value)[known].drop_duplicates()
    several = rows.groupby(same)[[name, "value"]].nunique()
    return bool((several > 1).all(axis=1).any())
