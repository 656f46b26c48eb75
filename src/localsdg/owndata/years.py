"""What a cell says as a year."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, replace

from localsdg.core.typed_numbers import ascii_digits
from localsdg.owndata.numbers import tidy_spaces

FIRST_YEAR, LAST_YEAR = 1900, 2100
EARLY = "year before 1900"
_EXCEL_START = datetime.date(1899, 12, 30)
_SERIAL_DAYS = range(32874, 62093)  # the days of 1990 to 2069, counted as Excel counts them
_FOUR = r"(?:19|20)\d\d"
_LAST_CENTURY = 70  # a budget year of two digits from here on is one of the last century


@dataclass(frozen=True)
class YearWord:
    """What a cell in a column of years says.

    Attributes:
        year: the whole year; not a number where the cell gives none.
        order: where the cell stands in time, for a range its first year; to compare neighbours only.
        text: the year as it should be written; None where a person has to decide.
        faults: kinds of fault, by the names of the checks.
        hint: what the cell probably means: the key of a sentence, and what is filled in after a colon.
        period: what kind of time it is if not a plain year: "budget year", "quarter", "month", "day", "decimal year" or
            "provisional year". Such a cell has its year where most of the column is of that kind.
        start: the year in which it begins, if it is such a time.
    """

    year: float
    order: float
    text: str | None
    faults: tuple[str, ...]
    hint: str = ""
    period: str = ""
    start: float = math.nan


_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)(?=\s?年)")
_TAIWAN = 1911  # the year before the first of the calendar of Taiwan, the only one in which a year of ours is 1xx


def western(text: str) -> str:
    """Return a text with the years of eras as years of the common calendar: 平成29年度 becomes 2017年度."""
    if "年" not in text:
        return text
    plain = _ERA.sub(lambda found: str(_ERAS[found[1]] + int(found[2].replace("元", "1"))), ascii_digits(text))
    return re.sub(r"(?<![\d.,])1[0-4]\d(?=年)", lambda found: str(_TAIWAN + int(found[0])), plain)


def is_year(number: float) -> bool:
    """Say whether a number can be a year of local data."""
    return FIRST_YEAR <= number <= LAST_YEAR and number == int(number)


def _fault(order: float, hint: str, period: str = "", start: float = math.nan) -> YearWord:
    return YearWord(math.nan, order, None, ("not-a-year",), hint, period, start)


def understood(word: YearWord) -> YearWord:
    """Return a time other than a plain year with the year in which it begins."""
    if word.period == EARLY:
        return replace(word, year=word.order, text=f"{word.order:.0f}", faults=(), period="")
    return replace(word, year=word.start, faults=("period",))


def year_inside(text: str) -> int | None:
    """Return the one year that a text names; None if it names none or several."""
    found = {int(year) for year in re.findall(rf"(?<![0-9]){_FOUR}(?![0-9])", ascii_digits(western(text)))}
    return found.pop() if len(found) == 1 else None


def _date(found: re.Match[str]) -> YearWord:
    """Read an ISO date. A year that a spreadsheet shows as a date lies in June or July 1905."""
    date = datetime.date(int(found[1]), min(max(int(found[2]), 1), 12), min(max(int(found[3]), 1), 28))
    number = (date - _EXCEL_START).days
    if date.year == 1905 and is_year(number):
        return _fault(number, f"shown_as_date:{number}")
    # Where a column is of days, they are understood; their order in time is that of the days.
    return _fault(date.year, f"date_in:{date.year}", "day", date.year)


def _quarter(clean: str) -> tuple[int, int] | None:
    """Return year and quarter of "2024Q4", "2024-T4", "Q4 2024", "4. Quartal 2024" and the like."""
    found = re.fullmatch(rf"({_FOUR})[\s\-/]*[QTKV]\s?([1-4])", clean, re.IGNORECASE)
    if found:
        return int(found[1]), int(found[2])
    found = re.fullmatch(
        rf"(?:[QTKV]\s?([1-4])|([1-4])\.?\s?(?:Q|T|Quartal|trimestre))[\s\-/]*({_FOUR})", clean, re.IGNORECASE
    )
    return (int(found[3]), int(found[1] or found[2])) if found else None


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def read_year(word: str) -> YearWord:
    """Read a cell of a column of years."""
    clean = ascii_digits(western(tidy_spaces(word)))
    if not clean:
        return YearWord(math.nan, math.nan, None, ("missing-value",))
    if of_our_calendar := re.fullmatch(rf"({_FOUR}.*?)\s+(?:AD|A\.D\.|CE)", clean):
        return read_year(of_our_calendar[1])
    if re.fullmatch(r"\d{4}", clean) and is_year(int(clean)):
        faults = [
            name
            for name, here in (("spaces", word != tidy_spaces(word)), ("other-digits", clean != tidy_spaces(word)))
            if here
        ]
        return YearWord(int(clean), int(clean), clean, tuple(faults))
    if re.fullmatch(r"1[0-8]\d\d", clean):
        return _fault(int(clean), "", EARLY, int(clean))
    if found := re.fullmatch(r"(\d{4})[.,]0*|(\d)[., ](\d{3})", clean):
        year = found[1] or found[2] + found[3]
        if is_year(int(year)):
            return YearWord(int(year), int(year), year, ("not-a-year",), f"whole_number:{year}")
    if found := re.fullmatch(rf"({_FOUR})\s*[-–—/]\s*((?:{_FOUR})|\d\d)", clean):
        last = int(found[2]) if len(found[2]) == 4 else int(found[1][:2] + found[2])
        budget = last == int(found[1]) + 1 or (found[2] == "00" and found[1].endswith("99"))  # 1999/00
        if budget:
            return _fault(int(found[1]), "two_years", "budget year", int(found[1]))
        if len(found[2]) == 2 and 1 <= int(found[2]) <= 12:
            return _fault(int(found[1]) + (int(found[2]) - 1) / 12, f"month_of:{found[1]}", "month", int(found[1]))
        if last > int(found[1]):
            return _fault(int(found[1]), "two_years", "span of years", int(found[1]))
        return _fault(int(found[1]), "two_years")
    if found := re.fullmatch(rf"(?:FY|AF|EF)\s?({_FOUR})", clean, re.IGNORECASE):
        return _fault(int(found[1]), f"budget_year:{found[1]}", "budget year", int(found[1]))
    if (found := re.fullmatch(r"FY\s?['’]?(\d\d)(?:\s?[-–/]\s?(\d\d))?", clean, re.IGNORECASE)) and (
        found[2] is None or int(found[2]) == (int(found[1]) + 1) % 100
    ):
        start = int(found[1]) + (1900 if int(found[1]) >= _LAST_CENTURY else 2000)
        return _fault(start, f"budget_year:{start}", "budget year", start)
    if found := re.fullmatch(rf"({_FOUR})\s?(?:年度?|년|г\.?|год)", clean):
        return YearWord(int(found[1]), int(found[1]), found[1], ("not-a-year",), f"the_year:{found[1]}")
    if found := re.fullmatch(
        rf"({_FOUR})\s?(?:\(?(?:p|pr|prov|prel|e|r|b)\.?\)?|\*+|\(?[1-9]\)|[¹²³])", clean, re.IGNORECASE
    ):
        return _fault(int(found[1]), f"with_a_sign:{found[1]}", "provisional year", int(found[1]))
    if quarter := _quarter(clean):
        return _fault(quarter[0] + (quarter[1] - 1) / 4, f"quarter_of:{quarter[0]}", "quarter", quarter[0])
    if (found := re.fullmatch(rf"({_FOUR})\s?[-/M]\s?(\d{{1,2}})", clean)) and 1 <= int(found[2]) <= 12:
        return _fault(int(found[1]) + (int(found[2]) - 1) / 12, f"month_of:{found[1]}", "month", int(found[1]))
    if found := re.fullmatch(rf"({_FOUR})(0[1-9]|1[0-2])|(1[0-4]\d)/(0?[1-9]|1[0-2])", clean):
        year = int(found[1]) if found[1] else _TAIWAN + int(found[3])
        return _fault(year + (int(found[2] or found[4]) - 1) / 12, f"month_of:{year}", "month", year)
    if found := re.fullmatch(rf"({_FOUR})年\s?(0?[1-9]|1[0-2])月", clean):
        return _fault(int(found[1]) + (int(found[2]) - 1) / 12, f"month_of:{found[1]}", "month", int(found[1]))
    if found := re.fullmatch(rf"({_FOUR})[.,](\d+)", clean):
        number = float(f"{found[1]}.{found[2]}")
        return _fault(number, "decimal_year", "decimal year", number)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", clean):
        return _date(found)
    if (found := re.fullmatch(rf"({_FOUR})([/.])(\d{{1,2}})\2(\d{{1,2}})", clean)) and _is_day(found[3], found[4]):
        return _fault(int(found[1]), f"date_in:{found[1]}", "day", int(found[1]))
    if found := re.fullmatch(rf"\d{{1,2}}([./-])\d{{1,2}}\1({_FOUR})", clean):
        return _fault(int(found[2]), f"date_in:{found[2]}", "day", int(found[2]))
    if found := re.fullmatch(r"['’]?(\d\d)", clean):
        return _fault(math.nan, f"two_digits:{found[1]}")
    if re.fullmatch(r"\d{5}", clean) and int(clean) in _SERIAL_DAYS:
        date = _EXCEL_START + datetime.timedelta(days=int(clean))
        return _fault(date.year, f"counted_day:{date.isoformat()}")
    span = rf"({_FOUR})(?:/\d\d)?\s*(?:[-–—]|to|until|bis|a|à|au|al)\s*{_FOUR}(?:/\d\d)?"
    if found := re.fullmatch(span, clean, re.IGNORECASE):
        return _fault(int(found[1]), "several_years", "span of years", int(found[1]))
    if found := re.search(rf"(?<!\d)({_FOUR})(?!\d)", clean):
        if year_inside(clean) is None:
            return _fault(int(found[1]), f"names_the_year:{found[1]}")
        return _fault(int(found[1]), f"names_the_year:{found[1]}", "time in words", int(found[1]))
    return _fault(math.nan, "")
