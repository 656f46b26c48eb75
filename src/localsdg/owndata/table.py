"""A table made ready for the checks: what its cells say, and its figures ordered into series."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from localsdg.owndata.columns import PLAIN_NUMBER, Column
from localsdg.owndata.layout import (
    COLUMNS,
    OPEN_SDG,
    TIDY,
    UNKNOWN,
    WIDE,
    is_numbering,
    not_understood,
    plain_name,
    role_of,
    year_of,
)
from localsdg.owndata.meanings import (
    RULES,
    broken_numbers,
    holds_figures,
    is_missing,
    meaning_of,
    names_times_of,
    number_kind,
    numbers_things,
    tells_nothing_apart,
)
from localsdg.owndata.numbers import (
    PLAIN,
    Convention,
    NumberWord,
    convention,
    read_number,
    tidy_spaces,
)
from localsdg.owndata.words import catalogue, sayer
from localsdg.owndata.years import YearWord, is_year, read_year, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from localsdg.owndata.columns import Floats, Mask
    from localsdg.owndata.source import RawTable
    from localsdg.owndata.words import Catalogue, Say

    Integers = npt.NDArray[np.int64]

_SERIES = 3  # different times of one kind, such as budget years, that are no slip
_FEW = 10_000  # rows or names; with more, a fault is not one of single rows
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
TOTAL_WORDS = frozenset({"total", "totals", "grand total"})
EVERYBODY_WORDS = frozenset(
    {"all", "overall", "both", "both sexes", "all ages", "ambos sexos", "les deux sexes", "insgesamt"}
)

_PERCENT = re.compile(r"%|per ?cent|percent|porcent|porcient|pourcent|prozent|\bpct\b", re.IGNORECASE)
_NO_SHARE = re.compile(
    r"growth|change|increase|decrease|reduction|variation|difference|deviation|index|percent(?:age)? points?|\bpp\b"
    r"|crecimiento|variaci|croissance|wachstum|crescimento|veränderung|evolution|ratio|gross enrol|execution|budget",
    re.IGNORECASE,
)
_NO_SHARES = frozenset(RULES["not_shares"])


_CONTROL = re.compile("[\u0080-\u009f]")  # signs that no text has: traces of a wrong encoding
_GARBLED = re.compile(r"[ÃÂâÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def meant_word(word: str) -> str | None:
    """Return what a garbled word probably was; "" if that is lost; None for a sound word."""
    if "\ufffd" in word:
        return ""
    if not _GARBLED.search(word):
        return None
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None


def clean_word(word: str) -> str:
    """Return a name for comparing: outer and double spaces gone, letters composed in one way."""
    return unicodedata.normalize("NFC", tidy_spaces(word))


def _bare(word: str) -> str:
    """Return a heading for comparing with one that stands again, without signs for a note."""
    return tidy_spaces(word).casefold().rstrip(" *†‡§#:")


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
        self._conventions: dict[tuple[int, ...], Convention] = {}
        self._number_words: dict[int, list[NumberWord]] = {}
        self._values: dict[int, Floats] = {}
        self._times_used: dict[int, Integers] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The texts of own data in the language of the course."""
        return catalogue()

    def say(self, kind: str) -> Say:
        """Return a function that says what there is to say of one kind of fault, by keys."""
        return sayer(self.catalogue, kind)

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
        again = self.headings_again | self._rows_of_words()
        if again.any():
            again[self._ends_of_pages()] = True
            found |= again
            candidates = candidates[~again[candidates]]
        head = [position for position in candidates[:1] if self._is_heading(position)]
        head += [position for position in candidates[:3] if is_numbering(self.row_texts(position))]
        tail = []
        for position in candidates[::-1][:300]:
            if not self._is_text_line(position):
                break
            tail.append(position)
        found[[*head, *tail]] = True
        return found

    @cached_property
    def headings_again(self) -> Mask:
        """Return rows that are the heading once more, as where a table was cut into pages.

        A cell may be empty there, or have a note sign: "value*".
        """
        headings = [_bare(heading) for heading in self.layout.headings]
        again, times = np.ones(len(self), dtype=bool), np.zeros(len(self), dtype=np.int64)
        for column, name in zip(self.columns, headings, strict=True):
            same = column.where(lambda word, name=name: _bare(word) == name)  # type: ignore[misc]
            if column.numbers is not None and PLAIN.fullmatch(name):
                same |= column.numbers == float(name)
            times += same & bool(name)
            again &= same | column.empty
            if not again.any():
                return again
        return again & (2 * times > sum(map(bool, headings)))

    def _ends_of_pages(self) -> list[int]:
        """Return rows around a heading that stands again, as where a table was cut into pages.

        Above it they say that the table goes on, under the figures, or are its title once more; below it they are
        parts of the heading.
        """
        again = self.headings_again
        titles = {tidy_spaces(cell) for record in self.raw.above for cell in record if cell.strip()}
        names = [_bare(heading) for heading in self.layout.headings]
        found = []
        for position, step in itertools.product(map(int, np.flatnonzero(again)), (-1, 1)):
            for other in range(position + step, position + 6 * step, step):
                if not 0 <= other < len(self) or again[other] or int(self.rows[other]) in self.raw.unread:
                    break
                if self.blank_rows[other]:
                    continue
                row = self.row_texts(other)
                filled = [place for place, cell in enumerate(row) if cell.strip()]
                ends = len(filled) == 1 and (
                    filled[0] in self.layout.value_columns or tidy_spaces(row[filled[0]]) in titles
                )
                heads = all(_bare(row[place]) == names[place] for place in filled)
                if self._figure(other) or not (ends if step < 0 else heads):
                    break
                found.append(other)
        return found

    def _rows_of_words(self) -> Mask:
        """Return rows with words in at least three columns of figures and no figure: more rows of a heading."""
        words, figures = np.zeros(len(self), dtype=np.int64), np.zeros(len(self), dtype=bool)
        if len(self.layout.value_columns) < 3:
            return figures
        for place in self.layout.value_columns:
            column = self.columns[place]
            reads = self.number_words(place)
            letters = [
                read.faults == ("text-in-number",) and any(map(str.isalpha, word))
                for read, word in zip(reads, column.words, strict=True)
            ]
            numbers = [read.value == read.value or "ambiguous-number" in read.faults for read in reads]
            words += np.array([*letters, False], dtype=bool)[column.codes]
            figures |= np.array([*numbers, column.numbers is not None], dtype=bool)[column.codes]
        found: Mask = (words >= 3) & ~figures
        return found

    @cached_property
    def another_table(self) -> int | None:
        """The row in which another table with other headings begins, below the figures of this one; else None."""
        if self.layout.form == UNKNOWN:
            return None
        words = self._rows_of_words() & ~self.headings_again
        if not words.any():
            return None
        figures = np.zeros(len(self), dtype=bool)
        for place in self.layout.value_columns:
            figures |= ~np.isnan(self.values(place))
        rows = np.flatnonzero(figures)
        known = {_bare(word) for heading in self.layout.names for word in heading.split()}
        for position in np.flatnonzero(words):
            row = self.row_texts(int(position))
            cells = [row[place] for place in self.layout.value_columns]
            texts = {tidy_spaces(cell) for cell in cells if number_kind(cell) == "text"}
            names = [text for text in texts if len(text) > 2 and any(map(str.isalpha, text))]
            again = sum(_bare(name) in known for name in names)
            if len(names) >= 3 and 2 * again < len(names) and len(rows) and rows[0] < position < rows[-1]:
                return int(position)
        return None

    def row_texts(self, position: int) -> list[str]:
        """Return the cells of a row as texts."""
        return [str(column.texts([position])[0]) for column in self.columns]

    def _figure(self, position: int) -> bool:
        return any(
            self.columns[place].codes[position] == PLAIN_NUMBER
            or not np.isnan(self.number_words(place)[self.columns[place].codes[position]].value)
            or "ambiguous-number" in self.number_words(place)[self.columns[place].codes[position]].faults
            for place in self.layout.value_columns
        )

    def _is_heading(self, position: int) -> bool:
        """Say whether a row holds only words where the rows below have figures: units, or the lower half of names."""
        row = self.row_texts(position)
        if int(self.rows[position]) in self.raw.unread or any(re.search(r"\d{2}", cell) for cell in row):
            return False
        texts = [row[place] for place in self.layout.value_columns if row[place].strip()]
        if all(map(is_missing, texts)):
            return False  # a row without figures
        return not self._figure(position)

    def _is_text_line(self, position: int) -> bool:
        row = self.row_texts(position)
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if int(self.rows[position]) in self.raw.unread or self._figure(position) or len(filled) != 1:
            return False
        return (
            len(row) > 1
            and (bool(re.search(r"[^\W\d]{3}", row[filled[0]])) or not any(map(str.isalnum, row[filled[0]])))
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

    def letters_in_doubt(self, word: str) -> bool:
        """Say whether the letters of a word may be others than they seem, so that no repair may touch it."""
        if word.isascii():
            return False
        return self.raw.encoding_in_doubt or bool(_CONTROL.search(word)) or meant_word(word) is not None

    def convention_of(self, place: int) -> Convention:
        """Return how a column of figures writes its numbers; the columns of a wide table are taken together."""
        if place in self.raw.points_in_doubt and not self.raw.decimal:
            return Convention(frozenset({"."}), frozenset({"."}))
        together = self.layout.value_columns if place in self.layout.value_columns else (place,)
        together = tuple(each for each in together if each not in self.raw.points_in_doubt)
        if together not in self._conventions:
            columns = [self.columns[each] for each in together]
            fractions = any(
                column.numbers is not None and bool((column.numbers[~np.isnan(column.numbers)] % 1 != 0).any())
                for column in columns
            )
            words = [word for column in columns for word in column.words]
            how = convention(words, fractions=fractions, point_by_default=self.raw.point_by_default)
            if self.raw.decimal:
                other = "." if self.raw.decimal == "," else ","
                how = Convention(frozenset({self.raw.decimal}), frozenset({other}))
            self._conventions[together] = how
        return self._conventions[together]

    def number_words(self, place: int) -> list[NumberWord]:
        """Return what each distinct word of a column of figures says."""
        if place not in self._number_words:
            how = self.convention_of(place)
            self._number_words[place] = [read_number(word, how) for word in self.columns[place].words]
        return self._number_words[place]

    def holds_numbers(self, place: int) -> bool:
        """Say whether some cell of a column is a number."""
        column = self.columns[place]
        how = Convention(frozenset(), frozenset())
        return column.numbers is not None or any(not np.isnan(read_number(word, how).value) for word in column.words)

    @cached_property
    def year_words(self) -> list[YearWord]:
        """Return what each distinct word of the column of years says."""
        words = [read_year(word) for word in self.year_column.words]
        periods = [word.period for word in words]
        if not any(periods):
            return words
        column = self.year_column
        times = np.bincount(column.codes[column.codes >= 0], minlength=len(words))
        plain = sum(int(n) for word, n in zip(words, times, strict=True) if word.year == word.year)
        plain += int((column.codes == PLAIN_NUMBER).sum())
        of_kind = {
            kind: sum(int(n) for each, n in zip(periods, times, strict=True) if each == kind) for kind in periods
        }
        usual = {
            kind
            for kind, count in of_kind.items()
            if (kind and (count > plain or periods.count(kind) >= _SERIES)) or kind == "provisional year"
        }
        return [understood(word) if word.period in usual else word for word in words]

    @cached_property
    def has_periods(self) -> bool:
        """Return whether some time of the table is understood that is no plain year, such as a budget year."""
        return "year" in self.layout.roles and any("period" in word.faults for word in self.year_words)

    @property
    def year_column(self) -> Column:
        """The column of years; there is none in the wide form."""
        return self.columns[self.layout.roles["year"]]

    def values(self, place: int) -> Floats:
        """Return the figures of a column; not a number where a cell gives none."""
        if place not in self._values:
            self._values[place] = self._read_values(place)
        return self._values[place]

    def _read_values(self, place: int) -> Floats:
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
        """Rows with cells in each other's column: position, the one column, the other column."""
        if self.layout.form not in (OPEN_SDG, TIDY):
            return []
        return sorted({*self._swapped_years(), *self._swapped_figures(), *self._swapped_names()})

    @cached_property
    def swapped_rows(self) -> Mask:
        """Where cells are in each other's column."""
        rows = np.zeros(len(self), dtype=bool)
        rows[[position for position, *_ in self.swapped]] = True
        return rows

    def _swapped_years(self) -> list[tuple[int, int, int]]:
        """Return rows whose year stands in the column of values, and the value in the column of years."""
        place, year = self.layout.value_columns[0], self.layout.roles["year"]
        odd = np.array([bool(word.faults) and np.isnan(word.year) for word in self.year_words], dtype=bool)
        suspects = np.flatnonzero(odd[self.year_column.codes])
        values = self.values(place)
        known = values[~np.isnan(values)]
        if not 0 < len(suspects) <= _FEW or not len(known):
            return []
        years_as_values = ((known >= 1900) & (known <= 2100) & (known % 1 == 0)).mean()
        if years_as_values > 0.5 and len(known) > len(suspects):
            return []
        texts = self.year_column.texts(suspects)
        return [
            (int(position), place, year)
            for position, text in zip(suspects, texts, strict=True)
            if is_year(values[position]) and _NUMBER.fullmatch(str(text).strip())
        ]

    def _swapped_figures(self) -> list[tuple[int, int, int]]:
        """Return rows whose value stands in a column of names, and the name in the column of values."""
        place = self.layout.value_columns[0]
        column = self.columns[place]
        odd = np.array([*("text-in-number" in word.faults for word in self.number_words(place)), False], dtype=bool)
        suspects = np.flatnonzero(odd[column.codes])
        if not 0 < len(suspects) <= _FEW:
            return []
        found = []
        for other, (codes, words) in self.named.items():
            known = set(words)
            found += [
                (int(position), place, other)
                for position, text in zip(suspects, column.texts(suspects), strict=True)
                if clean_word(str(text)) in known and _NUMBER.fullmatch(words[codes[position]])
            ]
        return found

    def _swapped_names(self) -> list[tuple[int, int, int]]:
        """Return rows in which two names stand in each other's column: rare here, common there, both of them."""
        found = []
        places = [place for place, (_, words) in self.named.items() if 1 < len(words) <= _FEW]
        counts = {
            place: dict(zip(self.named[place][1], self.times_used(place).tolist(), strict=True)) for place in places
        }
        for place, other in itertools.combinations(places, 2):
            here, there = counts[place], counts[other]
            strays = {word for word in here.keys() & there.keys() if word and here[word] <= 2 and there[word] >= 5}
            back = {word for word in here.keys() & there.keys() if word and there[word] <= 2 and here[word] >= 5}
            if not strays or not back:
                continue
            codes, words = self.named[place]
            other_codes, other_words = self.named[other]
            rows = np.isin(codes, [words.index(word) for word in strays])
            rows &= np.isin(other_codes, [other_words.index(word) for word in back]) & self.usable
            found += [(int(position), place, other) for position in np.flatnonzero(rows)]
        return found

    # ---- series

    def names(self, place: int) -> tuple[npt.NDArray[np.int32], list[str]]:
        """Return a column of names for comparing: for each row a code, and the names. Totals are the empty name."""
        column = self.columns[place].as_text()
        cleaned = [clean_word(word) for word in column.words]
        if place in self.empty_is_total:
            cleaned = ["" if word.casefold() in TOTAL_WORDS else word for word in cleaned]
        codes: dict[str, int] = {"": 0}
        mapping = np.array([codes.setdefault(word, len(codes)) for word in cleaned], dtype=np.int32)
        return (mapping[column.codes] if len(mapping) else column.codes), list(codes)

    @cached_property
    def named(self) -> dict[int, tuple[npt.NDArray[np.int32], list[str]]]:
        """The columns that tell series apart, by position, as :meth:`names` gives them."""
        roles = self.layout.roles
        keys = [roles[role] for role in ("place", "indicator", "unit", "geocode") if role in roles]
        return {place: self.names(place) for place in [*keys, *self.layout.breakdowns]}

    @cached_property
    def empty_is_total(self) -> set[int]:
        """Columns in which an empty cell means the total: in Open SDG's form, and where some cells are empty."""
        places = self.layout.breakdowns if self.layout.form in (OPEN_SDG, TIDY) else ()
        return {
            place
            for place in places
            if self.layout.form == OPEN_SDG or bool((self.columns[place].empty & self.usable).any())
        }

    def times_used(self, place: int) -> Integers:
        """Return for each name of a column in how many usable rows it stands."""
        if place not in self._times_used:
            codes, words = self.named[place]
            used = codes if self.usable.all() else codes[self.usable]
            self._times_used[place] = np.bincount(used, minlength=len(words))
        return self._times_used[place]

    def combined(self, places: list[int]) -> Integers:
        """Return for each row a number that is equal where all these columns are equal."""
        key = np.zeros(len(self), dtype=np.int64)
        size = 1
        for place in places:
            codes, words = self.named[place]
            if len(words) == 1:
                continue
            if size * len(words) > 2**31:  # kept small, so that a year can be added without running over
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
        """All values, ordered by series and time."""
        roles = self.layout.roles
        unit = self.named[roles["unit"]][0] if "unit" in roles else np.zeros(len(self), dtype=np.int32)
        group = self.combined([place for place in self.named if place != roles.get("unit")])
        good = np.flatnonzero(self.usable & ~self.swapped_rows)
        places = self.layout.value_columns
        if self.layout.form == WIDE:
            years = np.array([year_of(self.columns[place].name) or 0 for place in places])
            position = np.tile(good, len(places))
            period = np.repeat(years, len(good))
            order = period.astype(float)
            value = np.concatenate([self.values(place)[good] for place in places])
        elif self.layout.form == COLUMNS:
            position = np.tile(good, len(places))
            value = np.concatenate([self.values(place)[good] for place in places])
            if "year" in roles:
                period, order = (np.tile(each[good], len(places)) for each in self.periods)
            else:
                period = np.repeat(np.array([self.year_of_column(place) or 0 for place in places]), len(good))
                order = period.astype(float)
        else:
            position = good
            period, order = (each[good] for each in self.periods)
            value = self.values(places[0])[good]
        column = np.repeat(np.array(places, dtype=np.int32), len(good))
        series = group[position] * (int(unit.max(initial=0)) + 1) + unit[position]
        if self.layout.form == COLUMNS:
            meanings = self.layout.meanings
            names = {
                place: (meanings[place].indicator, meanings[place].unit, meanings[place].place) for place in places
            }
            numbers = {name: number for number, name in enumerate(dict.fromkeys(names.values()))}
            which = np.repeat(np.array([numbers[names[place]] for place in places], dtype=np.int64), len(good))
            series = pd.factorize(series)[0] * len(numbers) + which
        series = pd.factorize(series)[0]  # numbered as they appear, so that tables in order need no sorting
        cells = Cells(position, column, period, order, value, unit[position], group[position], series)
        if _in_order(series, order):
            return cells
        arranged = np.lexsort((order, series))
        return Cells(*(getattr(cells, each.name)[arranged] for each in fields(cells)))

    @property
    def for_open_sdg(self) -> bool:
        """Whether the table may be meant for a site of Open SDG: in its form, and not named as another file."""
        return self.layout.form == OPEN_SDG and (not self.raw.name or self.raw.name.startswith("indicator_"))

    @cached_property
    def code_of_file(self) -> str:
        """The code of the indicator in the name of an Open SDG file; empty if there is none."""
        found = re.match(r"(?:indicator|archived)_?-?(\w+)-(\w+)-(\w+?)(?:[-_.]|$)", self.raw.name)
        return ".".join(found.groups()) if found else ""

    def year_of_column(self, place: int) -> int | None:
        """Return the year of a column of figures, where there is no column of years: by its heading, or as said."""
        meaning = self.layout.meanings.get(place)
        if meaning is None:
            return year_of(self.columns[place].name)
        return None if meaning.span else meaning.year or self.raw.year

    def figures(self) -> Iterator[Cells]:
        """Yield the values, then the further columns of numbers, each ordered by series and time."""
        if self.layout.form == UNKNOWN:
            return
        yield self.cells
        for place in self.layout.measures:
            column = np.full(len(self.cells.column), place, dtype=np.int32)
            yield replace(self.cells, column=column, value=self.values(place)[self.cells.position])

    @cached_property
    def repeated(self) -> tuple[Integers, Integers, Mask]:
        """Rows whose series and year an earlier row has: their positions, the earlier ones, whether all is equal."""
        none = np.empty(0, dtype=np.int64)
        if self.layout.form == UNKNOWN:
            return none, none, np.empty(0, dtype=bool)
        cells = self.cells
        if self.layout.form in (WIDE, COLUMNS):
            good = np.flatnonzero(self.usable)
            key = self.combined(list(self.named))
            if "year" in self.layout.roles:
                key = pd.factorize(pd.MultiIndex.from_arrays([key, self.periods[0]]))[0]
            key = key[good]
            repeated = pd.Series(key).duplicated(keep=False).to_numpy()
            positions, keys = good[repeated], key[repeated]
        else:
            starts = np.append(True, (cells.series[1:] != cells.series[:-1]) | (cells.period[1:] != cells.period[:-1]))
            same = ~starts
            if np.isnan(cells.order).any():  # years that cannot be ordered are not next to their equals
                pair = pd.MultiIndex.from_arrays([cells.series, cells.period])
                repeated = pair.duplicated(keep=False)
            else:
                repeated = same | np.append(same[1:], False)
            chosen = np.flatnonzero(repeated)
            positions = cells.position[chosen]
            keys = pd.factorize(pd.MultiIndex.from_arrays([cells.series[chosen], cells.period[chosen]]))[0]
        if not len(positions):
            return none, none, np.empty(0, dtype=bool)
        order = np.lexsort((positions, keys))
        positions, keys = positions[order], keys[order]
        starts_at = run_starts(keys)
        first = np.repeat(positions[starts_at], np.diff(np.append(starts_at, len(keys))))
        later = positions != first
        positions, first = positions[later], first[later]
        equal = np.ones(len(positions), dtype=bool)
        for place, column in enumerate(self.columns):
            if place in self.named:
                continue
            if place in self.layout.figures:
                values = self.values(place)
                mine, other = values[positions], values[first]
                equal &= (mine == other) | (
                    np.isnan(mine) & np.isnan(other) & (column.codes[positions] == column.codes[first])
                )
            elif place != self.layout.roles.get("year"):
                equal &= column.codes[positions] == column.codes[first]
                if column.numbers is not None:
                    mine, other = column.numbers[positions], column.numbers[first]
                    equal &= (mine == other) | np.isnan(mine)
        sort = np.argsort(positions)
        return positions[sort], first[sort], equal[sort]

    @cached_property
    def _with_names(self) -> Mask:
        """Rows that can hold the name for empty cells below them: those with data, also those that were not read."""
        return self.usable | np.isin(self.rows, list(self.raw.unread))

    @cached_property
    def may_inherit(self) -> dict[int, Integers]:
        """Columns in which an empty cell may mean the cell above, as after merged cells: the names filled downwards.

        It cannot mean that where two rows would then be the same figure; rows that could not be read may hide that.
        Below such a row nobody knows the name: it gets a number of its own.
        """
        found = {}
        used = np.flatnonzero(self._with_names)
        read = self.usable[used]
        second_heading = self.lines_of_text[: used[0] if len(used) else 0].any()
        whole = bool(self.layout.form != UNKNOWN and read.all() and not second_heading)
        for place, (codes, words) in self.named.items():
            empty = self.columns[place].empty[used] & read
            if not empty.any() or empty.all():
                continue
            last = np.maximum.accumulate(np.where(empty, 0, np.arange(len(used))))
            known = np.where(read, codes[used], len(words) + np.arange(len(used)))
            filled = codes.astype(np.int64)
            filled[used] = known[last]
            if (filled == codes).all():
                continue
            key = self.combined([each for each in self.named if each != place])
            if "year" in self.layout.roles and self.layout.form != UNKNOWN:
                key = key * (int(self.periods[0].max()) + 2) + self.periods[0] + 1
            if int(key.max()) >= 2**31:  # kept small, so that a name can be added without running over
                key = pd.factorize(key)[0]
            key = key[used] * (len(words) + 1)
            if not whole or not self._runs_together(key + filled[used], key + codes[used]):
                # Above the first name, and below an empty row, nobody knows the name: it may also be none.
                blocks = np.cumsum(self.blank_rows)[used]
                unknown = empty & (empty[last] | (blocks != blocks[last]))
                filled[used[unknown]] = -1 - blocks[unknown]
                found[place] = filled
        return found

    def _runs_together(self, filled: Integers, plain: Integers) -> bool:
        """Say whether rows have fewer different keys once their empty cells are filled from above."""
        if self.all_differ and len(pd.unique(filled[:_FEW])) < min(_FEW, len(filled)):
            return True
        return len(pd.unique(filled)) < (len(plain) if self.all_differ else len(pd.unique(plain)))

    @cached_property
    def all_differ(self) -> bool:
        """Whether no two usable rows have the same series and year, as far as that is known without a search."""
        if self.layout.form not in (OPEN_SDG, TIDY) or self.swapped_rows.any() or np.isnan(self.cells.order).any():
            return False
        series, period = self.cells.series, self.cells.period
        return not ((series[1:] == series[:-1]) & (period[1:] == period[:-1])).any()

    @cached_property
    def names_rows_below(self) -> Mask:
        """Rows that cannot be taken out: a row below has an empty cell, which would then mean another cell above."""
        named = np.zeros(len(self), dtype=bool)
        used = np.flatnonzero(self._with_names)
        for place in self.may_inherit:
            empty = self.columns[place].empty[used]
            named[used[:-1]] |= ~empty[:-1] & empty[1:]
        blank = np.flatnonzero(self.blank_rows)
        after = np.searchsorted(used, blank)
        blank, after = blank[after < len(used)], after[after < len(used)]
        # An empty row may be where a name ends. In Open SDG's form an empty cell means the total.
        for place in self.may_inherit if self.layout.form == OPEN_SDG else self.named:
            if self.raw.unread or not self.columns[place].empty.all():
                named[blank] |= self.columns[place].empty[used[after]]
        return named

    @cached_property
    def contradicting(self) -> tuple[Integers, Integers]:
        """Rows whose series and year an earlier row has, with other figures, and the earlier ones."""
        rows, first, equal = self.repeated
        rows, first = rows[~equal], first[~equal]
        if self.layout.form in (WIDE, COLUMNS):
            both = ~self.titles[rows] & ~self.titles[first]  # a title has no figures
            rows, first = rows[both], first[both]
        order = np.argsort(rows, kind="stable")
        return rows[order], first[order]

    @property
    def many_contradict(self) -> bool:
        """Say whether so many rows contradict others that these are no slips: something that was not read differs."""
        count = len(self.contradicting[0])
        return count > 2 and count >= 0.2 * self.usable.sum()

    @cached_property
    def titles(self) -> Mask:
        """Rows without year and figure: each may be a title, such as the name of a ward above its figures."""
        title = self.usable.copy()
        for place in self.layout.value_columns:
            title &= np.isnan(self.values(place))
        if "year" in self.layout.roles and self.layout.form != UNKNOWN:
            title &= np.isnan(np.array([*(word.year for word in self.year_words), np.nan])[self.year_column.codes])
        return title

    @cached_property
    def parts(self) -> Integers:
        """For each row the part of the table in which it stands: a part begins with a title, or the heading again."""
        parts: Integers = np.cumsum(self.titles | self.lines_of_text)
        return parts

    def surely_equal(self, rows: Integers, first: Integers) -> Mask:
        """Say which rows are another row once more: equal in every cell, whatever empty cells mean."""
        equal = np.ones(len(rows), dtype=bool)
        if not len(rows):
            return equal
        for column in self.columns:
            tidy = [word if self.letters_in_doubt(word) else tidy_spaces(word) for word in column.words]
            codes = np.append(pd.factorize(np.array(tidy, dtype=object))[0], -1)
            equal &= codes[column.codes[rows]] == codes[column.codes[first]]
            if column.numbers is not None:
                mine, other = column.numbers[rows], column.numbers[first]
                equal &= (mine == other) | (np.isnan(mine) & np.isnan(other))
        if "year" in self.layout.roles and self.layout.form != UNKNOWN:
            equal &= ~self.year_column.empty[rows]
        for filled in self.may_inherit.values():
            equal &= filled[rows] == filled[first]
        equal &= (self.parts[rows] == self.parts[first]) & ~self.names_rows_below[rows]
        return equal

    @cached_property
    def signs_can_move(self) -> Mask:
        """Rows in which the sign beside a figure can become the unit: all figures of the row have the same one."""
        rows = np.ones(len(self), dtype=bool)
        sure = self.layout.header is not None and "value" not in self.layout.guessed
        if self.layout.form == COLUMNS or self.layout.upper:
            return ~rows  # the unit of a figure is that of its column
        if "unit" not in self.layout.roles and (self.raw.unread or not sure):
            return ~rows  # a new column would shift the rows that could not be read, or speak of other figures too
        if self.layout.form != WIDE:
            return self._units_can_be_filled()
        if self.layout.beside or self.layout.unclear:
            return ~rows
        known = np.full(len(self), "", dtype=object)
        for place in self.layout.value_columns:
            codes, signs = self.marks(place)
            mine, filled = np.array(signs, dtype=object)[codes], ~self.columns[place].empty
            rows &= ~filled | (known == "") | (known == mine)
            rows &= ~filled | (mine != "")
            known = np.where(filled, mine, known)
        return rows & self._units_can_be_filled(rows)

    def _units_can_be_filled(self, movable: Mask | None = None) -> Mask:
        """Say for each row whether writing a unit into it leaves the rows below as they are.

        Where empty cells may mean the cell above, a new unit would become the unit of the rows below too: all of them,
        down to the next unit, have to get their own.
        """
        rows = np.ones(len(self), dtype=bool)
        place = self.layout.roles.get("unit", -1)
        if place not in self.may_inherit:
            return rows
        marked = np.zeros(len(self), dtype=bool)
        for each in self.layout.value_columns:
            codes, signs = self.marks(each)
            moves = np.array([bool(sign) and not self.letters_in_doubt(sign) for sign in signs])
            marked |= moves[codes]
        if movable is not None:
            marked &= movable
        used = np.flatnonzero(self._with_names)
        empty = self.columns[place].empty[used]
        # From the last row upwards: where the next unit stands, and where the next row stays without one.
        following = np.append(np.arange(len(used)), len(used))
        unit = np.minimum.accumulate(np.where(empty, len(used), following[:-1])[::-1])[::-1]
        without = np.minimum.accumulate(np.where(empty & ~marked[used], following[:-1], len(used) + 1)[::-1])[::-1]
        rows[used] = ~empty | (unit < without)
        return rows

    def percent_units(self) -> Mask:
        """Return for each unit whether it is per cent of a whole."""
        if "unit" not in self.layout.roles:
            return np.zeros(1, dtype=bool)
        return np.array([is_percent(word) for word in self.named[self.layout.roles["unit"]][1]], dtype=bool)

    def marks(self, place: int) -> tuple[npt.NDArray[np.int32], list[str]]:
        """Return the percent or currency signs in the cells of a column: for each row a code, and the signs."""
        signs = [word.mark if word.text is not None else "" for word in self.number_words(place)]
        codes: dict[str, int] = {"": 0}
        mapping = np.array([*(codes.setdefault(sign, len(codes)) for sign in signs), 0], dtype=np.int32)
        return mapping[self.columns[place].codes], list(codes)

    def shares(self, position: Integers, column: npt.NDArray[np.int32] | None = None) -> Mask:
        """Say for rows whether their values are per cent of a whole, by unit, sign, indicator or heading.

        Args:
            position: the rows.
            column: the columns of the values, where each holds another indicator.
        """
        roles = self.layout.roles
        if self.layout.form == COLUMNS:
            speaks = np.zeros(len(self.columns), dtype=bool)
            for place, meaning in self.layout.meanings.items():
                speaks[place] = is_percent(self.columns[place].name, meaning.unit)
            by_column: Mask = speaks[self.cells.column if column is None else column]
            return by_column
        if self.code_of_file in _NO_SHARES:
            return np.zeros(len(position), dtype=bool)
        by_heading = any(is_percent(self.columns[place].name) for place in self.layout.value_columns)
        units = self.named[roles["unit"]][0][position] if "unit" in roles else np.zeros(len(position), dtype=np.int32)
        found: Mask = self.percent_units()[units] | ((units == 0) & by_heading)
        for place in self.layout.value_columns:
            codes, signs = self.marks(place)
            if "%" in signs:
                found |= (units == 0) & (codes[position] == signs.index("%"))
        if "indicator" in roles:
            codes, words = self.named[roles["indicator"]]
            speaks = np.array([is_percent(word) for word in words])
            growth = np.array([word in _NO_SHARES or bool(_NO_SHARE.search(word)) for word in words])
            found = (found | ((units == 0) & speaks[codes[position]])) & ~growth[codes[position]]
        return found


def material_of(raw: RawTable) -> Material:
    """Return a table with its columns told apart.

    A column called "source" or the like is a remark, unless rows that are otherwise the same figure differ in it again
    and again: then it says where water or energy comes from, and tells series apart.
    """
    material = Material(raw)
    layout = raw.layout
    if material.another_table is not None:
        row = int(material.rows[material.another_table])
        return Material(replace(raw, layout=not_understood(layout, row)))
    if layout.form == COLUMNS:
        return _told_apart(_looked_further(material))
    rows, first, equal = material.repeated
    rows, first = rows[~equal], first[~equal]
    if layout.form not in (OPEN_SDG, TIDY) or len(rows) < 2:
        return material
    notes = [place for place, name in enumerate(layout.names) if role_of(name) == "note"]
    codes = {place: material.names(place)[0] for place in notes}
    splits = [place for place in notes if (codes[place][rows] != codes[place][first]).mean() >= 0.8]
    if not splits:
        return material
    breakdowns = tuple(sorted((*layout.breakdowns, *splits)))
    return Material(replace(raw, layout=replace(layout, breakdowns=breakdowns)))


_LOOKED_AT = 200  # rows from which the kinds of the columns were told


def _looked_further(material: Material) -> Material:
    """Look at rows further below, where the first rows did not show what a column is.

    A column may be empty in them, or all of them may have the same code.
    """
    layout = material.layout
    if len(material) <= _LOOKED_AT:
        return material
    plain = [plain_name(name) for name in layout.names]
    spread = np.unique(np.linspace(0, len(material) - 1, 2 * _LOOKED_AT).astype(int))
    named = [*layout.skipped, *layout.breakdowns, *layout.roles.values()]
    late = [place for place in layout.skipped if _may_hold_figures(material, place)]
    added = {}
    for place in late:
        filled = np.flatnonzero(~material.columns[place].empty)
        rows = filled[np.unique(np.linspace(0, len(filled) - 1, _LOOKED_AT).astype(int))]
        cells = {each: [str(cell).strip() for cell in material.columns[each].texts(rows)] for each in {*named, place}}
        texts = [each for each in named if each != place and not holds_figures(cells[each])]
        if holds_figures(cells[place]) and not numbers_things(plain, cells, place, texts):
            added[place] = meaning_of(layout.headings[place], by_year="year" not in layout.roles)
    figures = [place for place in layout.value_columns if place not in layout.said]
    cells = {
        place: [str(cell).strip() for cell in material.columns[place].texts(spread)] for place in {*named, *figures}
    }
    texts = [place for place in named if not holds_figures(cells[place])]
    codes = {place for place in figures if numbers_things(plain, cells, place, texts)}
    if not added and not codes:
        return material
    meanings = {place: each for place, each in sorted({**layout.meanings, **added}.items()) if place not in codes}
    if not meanings:
        return Material(replace(material.raw, layout=not_understood(layout)))
    skipped = tuple(sorted({*layout.skipped, *codes} - added.keys()))
    found = replace(layout, meanings=meanings, value_columns=tuple(meanings), skipped=skipped)
    return Material(replace(material.raw, layout=replace(found, codes=tuple(sorted({*layout.codes, *codes})))))


def _may_hold_figures(material: Material, place: int) -> bool:
    """Say whether a column that was not read may hold figures further below, by its heading."""
    layout = material.layout
    name = plain_name(layout.names[place])
    if place in layout.said or place in layout.blank or place in layout.codes or role_of(layout.names[place]) == "note":
        return False
    return not (tells_nothing_apart(name) or names_times_of(name) or material.columns[place].empty.all())


def _counts_rows(material: Material, place: int) -> bool:
    """Say whether a column counts the rows from 0 or 1, as ranks and numbers of rows do: it splits nothing."""
    cells = [str(cell).strip() for cell in material.columns[place].texts(np.flatnonzero(material.usable))]
    if len(cells) < 3 or not all(re.fullmatch(r"[0-9]{1,9}", cell) for cell in cells):
        return False
    steps = np.diff(np.array(cells, dtype=np.int64))
    return int(cells[0]) in (0, 1) and bool((steps > 0).all()) and float((steps == 1).mean()) > 0.9


def _told_apart(material: Material) -> Material:
    """Let columns that were not read tell rows apart, where rows of one place and time differ in them.

    The first rows of a long table do not show all of these columns.
    """
    for _ in range(4):
        layout = material.layout
        rows, first, equal = material.repeated
        rows, first = rows[~equal], first[~equal]
        free = [
            place
            for place in layout.skipped
            if role_of(layout.names[place]) != "note" and place not in layout.blank and place not in layout.said
            if not tells_nothing_apart(plain_name(layout.names[place]))
            if not _counts_rows(material, place)
            if not broken_numbers(material.columns[place].texts(np.arange(min(len(material), _LOOKED_AT))))
        ]
        if not len(rows) or not free:
            break
        shares = {}
        for place in free:
            codes = material.names(place)[0]
            shares[place] = float((codes[rows] != codes[first]).mean())
        best = max(free, key=lambda place: (shares[place], -place))
        if shares[best] < 0.5:
            break
        skipped = tuple(place for place in layout.skipped if place != best)
        breakdowns = tuple(sorted((*layout.breakdowns, best)))
        material = Material(replace(material.raw, layout=replace(layout, breakdowns=breakdowns, skipped=skipped)))
    return material


def run_starts(keys: Integers) -> Integers:
    """Return where each run of equal keys begins."""
    return np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, dtype=np.int64)


def _in_order(series: Integers, order: Floats) -> bool:
    same = series[1:] == series[:-1]
    return bool(((series[1:] > series[:-1]) | (same & (order[1:] >= order[:-1]))).all()) and not np.isnan(order).any()
