"""A table made ready for the checks: what its cells say, and its figures ordered into series."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from localsdg.implementation.baseline.columns import PLAIN_NUMBER, Column
from localsdg.implementation.baseline.layout import OPEN_SDG, WIDE, year_of
from localsdg.implementation.baseline.numbers import Convention, NumberWord, convention, read_number, tidy_spaces
from localsdg.implementation.baseline.years import YearWord, is_year, read_year

if TYPE_CHECKING:
    import numpy.typing as npt

    from localsdg.implementation.baseline.columns import Floats, Mask
    from localsdg.implementation.baseline.files import RawTable

    Integers = npt.NDArray[np.int64]

TOTAL_WORDS = frozenset({"total", "totals", "grand total"})
EVERYBODY_WORDS = frozenset({"all", "overall", "both sexes", "all ages", "ambos sexos", "les deux sexes", "insgesamt"})

_PERCENT = re.compile(r"%|per ?cent|percent|porcent|porcient|pourcent|prozent|\bpct\b", re.IGNORECASE)
_NO_SHARE = re.compile(
    r"growth|change|increase|decrease|reduction|variation|difference|deviation|index|percent(?:age)? points?|\bpp\b"
    r"|crecimiento|variaci|croissance|wachstum|crescimento|veränderung|evolution|ratio|gross enrol|execution|budget",
    re.IGNORECASE,
)
_GROWTH_INDICATORS = frozenset({"8.1.1", "8.2.1"})


def clean_word(word: str) -> str:
    """Return a name for comparing: outer and double spaces gone, letters composed in one way."""
    return unicodedata.normalize("NFC", tidy_spaces(word))


def is_percent(*words: str) -> bool:
    """Say whether a unit, or the words around a figure, speak of per cent of a whole."""
    text = " ".join(words)
    return bool(_PERCENT.search(text)) and not _NO_SHARE.search(text)


@dataclass(frozen=True)
class Cells:
    """All figures of a table in one line: for each its place, its time, its value and its series.

    In the wide form, a row gives one entry for each column of years.
    """

    position: Integers  # of the row
    column: npt.NDArray[np.int32]
    period: Integers  # equal for equal years, also for those that are not whole years
    order: Floats
    value: Floats
    unit: npt.NDArray[np.int32]
    group: Integers  # the series without its unit
    series: Integers


class Material:
    """A table with its cells interpreted. Everything is worked out when first asked for."""

    def __init__(self, raw: RawTable) -> None:
        self.raw = raw
        self.layout = raw.layout
        self.columns = raw.columns
        self.rows = raw.rows
        self.kept: dict[str, Any] = {}  # what two checks share

    def __len__(self) -> int:
        return len(self.rows)

    # ---- rows

    @cached_property
    def blank_rows(self) -> Mask:
        """Rows in which every cell is empty, apart from those that could not be read."""
        if not self.columns:
            return np.zeros(len(self), dtype=bool)
        empty = np.ones(len(self), dtype=bool)
        for column in self.columns:
            empty &= column.empty
        if self.raw.unread:
            empty &= ~np.isin(self.rows, list(self.raw.unread))
        return empty

    @cached_property
    def lines_of_text(self) -> Mask:
        """Rows that are no data: a second heading below the first, and lines of text below the table."""
        found = np.zeros(len(self), dtype=bool)
        candidates = np.flatnonzero(~self.blank_rows)
        if not self.layout.value_columns:
            return found
        head = [position for position in candidates[:1] if self._is_heading(position)]
        tail = []
        for position in candidates[::-1][:30]:
            if not self._is_text_line(position):
                break
            tail.append(position)
        found[[*head, *tail]] = True
        return found

    def _row(self, position: int) -> list[str]:
        return [str(column.texts([position])[0]) for column in self.columns]

    def _figure(self, position: int) -> bool:
        return any(
            self.columns[place].codes[position] == PLAIN_NUMBER
            or not np.isnan(self.number_words(place)[self.columns[place].codes[position]].value)
            for place in self.layout.value_columns
        )

    def _is_heading(self, position: int) -> bool:
        """Say whether a row holds only words where the rows below have figures: units, or the lower half of names."""
        row = self._row(position)
        if int(self.rows[position]) in self.raw.unread or any(re.search(r"\d{2}", cell) for cell in row):
            return False
        texts = [row[place] for place in self.layout.value_columns if row[place].strip()]
        return bool(texts) and not self._figure(position)

    def _is_text_line(self, position: int) -> bool:
        row = self._row(position)
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if int(self.rows[position]) in self.raw.unread or self._figure(position) or len(filled) != 1:
            return False
        return (
            len(row) > 1
            and bool(re.search(r"[^\W\d]{3}", row[filled[0]]))
            and filled[0] not in (self.layout.value_columns)
        )

    @cached_property
    def usable(self) -> Mask:
        """Rows that hold data and could be read."""
        good = ~(self.blank_rows | self.lines_of_text)
        if self.raw.unread:
            good &= ~np.isin(self.rows, list(self.raw.unread))
        return good

    # ---- words

    @cached_property
    def _conventions(self) -> dict[int, Convention]:
        return {}

    def convention_of(self, place: int) -> Convention:
        """Return how a column of figures writes its numbers; the columns of a wide table are taken together."""
        if not self._conventions:
            columns = [self.columns[each] for each in self.layout.value_columns]
            fractions = any(
                column.numbers is not None and bool((column.numbers[~np.isnan(column.numbers)] % 1 != 0).any())
                for column in columns
            )
            words = [word for column in columns for word in column.words]
            how = convention(words, fractions=fractions, point_by_default=self.raw.point_by_default)
            self._conventions.update(dict.fromkeys(self.layout.value_columns, how))
        return self._conventions[place]

    @cached_property
    def _number_words(self) -> dict[int, list[NumberWord]]:
        return {}

    def number_words(self, place: int) -> list[NumberWord]:
        """Return what each distinct word of a column of figures says."""
        if place not in self._number_words:
            how = self.convention_of(place)
            self._number_words[place] = [read_number(word, how) for word in self.columns[place].words]
        return self._number_words[place]

    @cached_property
    def year_words(self) -> list[YearWord]:
        """Return what each distinct word of the column of years says."""
        return [read_year(word) for word in self.year_column.words]

    @property
    def year_column(self) -> Column:
        """The column of years; there is none in the wide form."""
        return self.columns[self.layout.roles["year"]]

    def values(self, place: int) -> Floats:
        """Return the figures of a column; not a number where a cell gives none."""
        column = self.columns[place]
        words = self.number_words(place)
        if not words:
            return column.numbers if column.numbers is not None else np.full(len(column), np.nan)
        by_word = np.array([*(word.value for word in words), np.nan])
        values: Floats = by_word[column.codes]
        if column.numbers is not None:
            values = np.where(column.codes == PLAIN_NUMBER, column.numbers, values)
        sentinels = self.missing_codes(place)
        if len(sentinels):
            values = values.copy()
            values[sentinels] = np.nan
        return values

    def missing_codes(self, place: int) -> Integers:
        """Return where a column holds -99, -999 or -9999 although all its other figures are zero or more."""
        numbers = self.columns[place].numbers
        if numbers is None:
            return np.empty(0, dtype=np.int64)
        low = np.flatnonzero(numbers < 0)
        if not len(low) or not np.isin(numbers[low], [-99, -999, -9999, -99999]).all():
            return np.empty(0, dtype=np.int64)
        return low

    @cached_property
    def swapped(self) -> list[tuple[int, int, int]]:
        """Rows whose figure stands in another column: position, column of figures, the other column."""
        found: list[tuple[int, int, int]] = []
        if self.layout.form in (WIDE, "unknown"):
            return found
        place = self.layout.value_columns[0]
        found += self._swapped_year(place)
        words = self.number_words(place)
        column = self.columns[place]
        suspects = np.flatnonzero(
            np.array([*("text-in-number" in word.faults for word in words), False], dtype=bool)[column.codes]
        )
        if not 0 < len(suspects) <= 10_000:
            return found
        others = [
            *self.layout.breakdowns,
            *(self.layout.roles[r] for r in ("unit", "place", "indicator") if r in self.layout.roles),
        ]
        for other in others:
            known = {clean_word(word) for word in self.columns[other].words}
            for position in suspects:
                text = clean_word(str(column.texts([position])[0]))
                there = str(self.columns[other].texts([position])[0])
                if text in known and re.fullmatch(r"-?\d+(?:[.,]\d+)?", there.strip()):
                    found.append((int(position), place, other))
        return sorted(found)

    def _swapped_year(self, place: int) -> list[tuple[int, int, int]]:
        odd = np.array([bool(word.faults) and np.isnan(word.year) for word in self.year_words], dtype=bool)
        column = self.year_column
        suspects = np.flatnonzero(odd[column.codes])
        if not 0 < len(suspects) <= 10_000:
            return []
        values = self.values(place)
        year = self.layout.roles["year"]
        known = values[~np.isnan(values)]
        looks_like_year = (known >= 1900) & (known <= 2100) & (known % 1 == 0)
        if looks_like_year.mean() > 0.5 and len(known) > len(suspects):
            return []
        texts = column.texts(suspects)
        return [
            (int(position), place, year)
            for position, text in zip(suspects, texts, strict=True)
            if is_year(values[position]) and re.fullmatch(r"-?\d+(?:[.,]\d+)?", str(text).strip())
        ]

    # ---- series

    def names(self, place: int) -> tuple[npt.NDArray[np.int32], list[str]]:
        """Return a column of names for comparing: for each row a code, and the names. Totals are the empty name."""
        column = self.columns[place].as_text()
        cleaned = [clean_word(word) for word in column.words]
        if place in self.layout.breakdowns and self.layout.form == OPEN_SDG:
            cleaned = ["" if word.casefold() in TOTAL_WORDS else word for word in cleaned]
        codes: dict[str, int] = {"": 0}
        mapping = np.array([codes.setdefault(word, len(codes)) for word in cleaned], dtype=np.int32)
        return (mapping[column.codes] if len(mapping) else column.codes), list(codes)

    @cached_property
    def named(self) -> dict[int, tuple[npt.NDArray[np.int32], list[str]]]:
        """The columns that tell series apart, by position, as :meth:`names` gives them."""
        roles = self.layout.roles
        keys = [roles[role] for role in ("place", "indicator", "unit", "geocode") if role in roles]
        return {place: self.names(place) for place in [*keys, *(p for p in self.layout.breakdowns if self._tells(p))]}

    def _tells(self, place: int) -> bool:
        """Say whether a column tells series apart; a second column of figures does not."""
        column = self.columns[place]
        words = column.words
        if column.numbers is not None:
            return False
        if len(words) <= 50:
            return True
        numbers = sum(bool(re.fullmatch(r"-?\d+\.\d+|-?\d{5,}", word)) for word in words)
        return numbers < 0.5 * len(words)

    def times_used(self, place: int) -> Integers:
        """Return for each name of a column in how many usable rows it stands."""
        codes, words = self.named[place]
        used = codes if self.usable.all() else codes[self.usable]
        return np.bincount(used, minlength=len(words))

    def combined(self, places: list[int]) -> Integers:
        """Return for each row a number that is equal where all these columns are equal."""
        key = np.zeros(len(self), dtype=np.int64)
        size = 1
        for place in places:
            codes, words = self.named[place]
            if len(words) == 1:
                continue
            if size * len(words) > 2**62:
                key, unique = pd.factorize(key)
                size = len(unique)
            key = key * len(words) + codes
            size *= len(words)
        return key

    @cached_property
    def periods(self) -> tuple[Integers, Floats]:
        """For each row a number that is equal for equal years, and its order in time; not for the wide form."""
        words = self.year_words
        column = self.year_column
        texts = [word.text or clean_word(text) for word, text in zip(words, column.words, strict=True)]
        codes: dict[str, int] = {}
        period = np.array([*(codes.setdefault(text, len(codes)) for text in texts), -1], dtype=np.int64)
        order = np.array([*(word.order for word in words), np.nan])
        return period[column.codes], order[column.codes]

    @cached_property
    def cells(self) -> Cells:
        """All figures, ordered by series and time."""
        roles = self.layout.roles
        unit = self.named[roles["unit"]][0] if "unit" in roles else np.zeros(len(self), dtype=np.int32)
        group = self.combined([place for place in self.named if place != roles.get("unit")])
        good = np.flatnonzero(self.usable)
        if self.swapped:
            good = good[~np.isin(good, [position for position, *_ in self.swapped])]
        parts: list[tuple[Any, ...]] = []
        for place in self.layout.value_columns:
            if self.layout.form == WIDE:
                year = year_of(self.columns[place].name) or 0
                parts.append(
                    (good, place, np.full(len(good), year), np.full(len(good), float(year)), self.values(place)[good])
                )
            else:
                period, order = self.periods
                parts.append((good, place, period[good], order[good], self.values(place)[good]))
        position = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, dtype=np.int64)
        column = np.concatenate(
            [np.full(len(part[0]), part[1], dtype=np.int32) for part in parts] or [np.empty(0, np.int32)]
        )
        period = np.concatenate([part[2] for part in parts] or [np.empty(0, np.int64)])
        order = np.concatenate([part[3] for part in parts] or [np.empty(0)])
        value = np.concatenate([part[4] for part in parts] or [np.empty(0)])
        cell_group = group[position]
        cell_unit = unit[position]
        series = cell_group * (int(unit.max(initial=0)) + 1) + cell_unit
        series = pd.factorize(series)[0]  # numbered as they appear, so that tables in order need no sorting
        if _in_order(series, order):
            return Cells(position, column, period, order, value, cell_unit, cell_group, series)
        arranged = np.lexsort((order, series))
        return Cells(
            position[arranged],
            column[arranged],
            period[arranged],
            order[arranged],
            value[arranged],
            cell_unit[arranged],
            cell_group[arranged],
            series[arranged],
        )

    def percent_units(self) -> Mask:
        """Return for each unit whether it is per cent of a whole."""
        if "unit" not in self.layout.roles:
            return np.zeros(1, dtype=bool)
        return np.array([is_percent(word) for word in self.named[self.layout.roles["unit"]][1]], dtype=bool)

    def shares(self, position: Integers) -> Mask:
        """Say for rows whether their figures are per cent of a whole, by unit, indicator or heading."""
        roles = self.layout.roles
        by_heading = any(is_percent(self.columns[place].name) for place in self.layout.value_columns)
        by_unit = self.percent_units()
        units = self.named[roles["unit"]][0][position] if "unit" in roles else np.zeros(len(position), dtype=np.int32)
        found: Mask = by_unit[units] | ((units == 0) & by_heading)
        if "indicator" in roles:
            codes, words = self.named[roles["indicator"]]
            speaks = np.array([is_percent(word) for word in words])
            growth = np.array([word in _GROWTH_INDICATORS or bool(_NO_SHARE.search(word)) for word in words])
            found = (found | ((units == 0) & speaks[codes[position]])) & ~growth[codes[position]]
        return found

    def describe_series(self, position: int) -> str:
        """Return the names that tell the series of a row apart, for a message."""
        words = [
            names[codes[position]]
            for place, (codes, names) in self.named.items()
            if place != self.layout.roles.get("unit")
        ]
        return ", ".join(word for word in words if word) or "the total"


def _in_order(series: Integers, order: Floats) -> bool:
    same = series[1:] == series[:-1]
    return bool(((series[1:] > series[:-1]) | (same & (order[1:] >= order[:-1]))).all()) and not np.isnan(order).any()
