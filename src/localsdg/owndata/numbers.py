"""What a cell says as a number.

People write 1234.5 in many ways: ``1,234.5``, ``1.234,5``, ``1 234,5``, ``1'234.5``, ``+1234.5``, ``1234.5 %``. A cell
is split into a sign, the body with its digits, and marks around it. How points and commas are meant is decided for the
whole column, because ``1,234`` alone can be read in two ways; a cell that stays unclear gets no value.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from localsdg.core.typed_numbers import PER_CENT, are_thousands, ascii_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)")  # more digits are no number of a computer
"""A number that every program reads in the same way, if the point is the decimal sign."""

MISSING_WORDS = frozenset(
    [
        "n/a",
        "#missing",
        "na",
        "n.a.",
        "n.a",
        "nan",
        "null",
        "none",
        "nil",
        "-",
        "--",
        "---",
        "–",
        "—",
        "−",
        ".",
        "..",
        "...",
        "…",
        ":",
        "/",
        "?",
        "*",
        "**",
        "x",
        "missing",
        "unknown",
        "s/d",
        "s.d.",
        "nd",
        "n.d.",
        "n/d",
        "n.s.",
        "k.a.",
        "k.a",
        "#n/a",
        "tbd",
        "tba",
    ]
) | {"no data", "not available", "not applicable", "no aplica", "no disponible", "sin datos", "sans objet"}
"""Words and signs in use for "there is no figure", in small letters."""

ERROR_CELLS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)

_MINUS = r"\-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"  # inside a set of a pattern
_NARROW = " \u00a0\u2007\u2008\u2009\u200a\u202f'\u2019\u02bc\u066c_"  # signs that can only group digits
_WORD = re.compile(
    rf"(?P<sign>[+{_MINUS}]?)\s*(?P<before>(?:[A-Z]{{1,3}}(?=\$))?[^\w\s.,()\[\]<>=~≈≤≥±%+{_MINUS}]?)\s*(?P<inner>[+{_MINUS}]?)"
    rf"(?P<body>[0-9.,\u066b{_NARROW}]*[0-9]\.?)\s*(?P<after>%|٪|per ?cent|percent|pct\.?|[^\w\s%*†‡§#()\[\]]?)\s*"
    r"(?P<note>[*†‡§#]+|\([bcdefnprsuz]{1,2}\)|\[[bcdefnprsuz]{1,2}\]"  # Eurostat's flags; no letter for a scale
    r"|(?<=[0-9%.] )(?:[bdefnpruz]|b[cdenpruz]|d[benpru]|e[bdnpru]|p[bdenru]|u[bdenpr]))?"  # or for seconds
)
_PERCENT = (*PER_CENT, "per cent", "pct.")
_LIMIT = re.compile(
    r"(?:[<>≤≥~≈±]|ca\.?|circa|about|approx\.?|less than|more than|up to|over|under)\s*=?\s*[0-9].*", re.I
)
_RANGE = re.compile(rf"[0-9][0-9.,]*\s*(?:[{_MINUS}]|to|bis|a|à)\s*[0-9][0-9.,]*\s*%?")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|okt|dez"
_DATE = re.compile(
    rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}(?:[ t]\d.*)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|\d{{1,2}}[- ](?:{_MONTH})\w*\.?(?:[- ]\d{{2,4}})?|(?:{_MONTH})\w*\.?[- ]\d{{1,4}}",
    re.IGNORECASE,
)
FLAGGED_GAP = re.compile(r":\s?\(?[bcdefnprsuz]{1,2}\)?")  # Eurostat's sign for no figure, with its flag: ": u"
_ALL_DIGITS = 7  # in a number such as 8.128125e-05: then none was lost
_SURELY_WHOLE = 4  # in a number such as 7.5e-05
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+[.,]?[0-9]*[eE][+-]?[0-9]{1,3}")


@lru_cache(maxsize=1 << 16)  # many checks ask for the same words
def tidy_spaces(word: str) -> str:
    """Return a word without outer spaces, with single plain spaces inside; joins no words, removes no letters."""
    return " ".join(word.replace("\u200b", "").replace("\ufeff", "").split())


def number_text(number: float) -> str:
    """Return a number as people write it: 12.0 is "12", never in scientific notation."""
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "-inf" if number < 0 else "inf"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = repr(float(number))
    if "e" not in text:
        return text
    return f"{number:.20f}".rstrip("0").rstrip(".") if abs(number) < 1 else f"{number:.0f}"


@dataclass(frozen=True)
class NumberWord:
    """What a cell in a column of numbers says.

    Attributes:
        value: the number; not a number where the cell gives none, or more than one reading.
        text: the number as it should be written; None where a person has to decide.
        faults: kinds of fault, by the names of the checks.
        mark: the percent or currency sign found, or the note.
        hint: what the cell probably means, for a person to judge.
    """

    value: float
    text: str | None
    faults: tuple[str, ...]
    mark: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Convention:
    """How a column writes numbers: signs used as decimal sign and to group thousands, of "." and ","."""

    decimal: frozenset[str]
    thousands: frozenset[str]
    point_by_default: bool = True

    def meaning(self, sign: str) -> str | None:
        """Say whether a sign is the "decimal" or the "thousands" sign of this column; None if that is unclear."""
        other = "," if sign == "." else "."
        if sign in self.decimal or sign in self.thousands:
            if sign in self.decimal and sign in self.thousands:
                return None
            return "decimal" if sign in self.decimal else "thousands"
        if other in self.decimal and other not in self.thousands:
            return "thousands"
        if other in self.thousands and other not in self.decimal:
            return "decimal"
        return "decimal" if sign == "." and self.point_by_default and not self.decimal else None


@dataclass(frozen=True)
class _Reading:
    text: str
    decimal: str = ""
    thousands: str = ""


@lru_cache(maxsize=1 << 16)  # a cell is read to learn how its column writes numbers, and then for its number
def _readings(body: str) -> list[_Reading]:
    """Return every way to read a body: digits with "." as decimal sign."""
    signs = [sign for sign in body if not sign.isdigit()]
    groups = re.split(r"[^0-9]", body)
    if not signs:
        return [_Reading(body)]
    kinds = ["_" if sign in _NARROW else sign for sign in signs]
    if len(set(kinds[:-1])) > 1 or (len(signs) > 1 and kinds[0] == "_" and len(set(signs[:-1])) > 1):
        return []
    found = []
    first, last = kinds[0], kinds[-1]
    same = first == last and len(set(signs)) == 1
    if same and are_thousands(groups, first):
        found.append(_Reading("".join(groups), thousands=first))
    if last != "_" and (len(signs) == 1 or (not same and first != last and are_thousands(groups[:-1], first))):
        head, tail = "".join(groups[:-1]) or "0", groups[-1]
        thousands = first if len(signs) > 1 else ""
        found.append(_Reading(f"{head}.{tail}" if tail else head, decimal=last, thousands=thousands))
    return found


@dataclass(frozen=True)
class _Split:
    sign: str
    before: str
    body: str
    after: str
    note: str


@lru_cache(maxsize=1 << 16)
def _split(word: str) -> _Split | None:
    found = _WORD.fullmatch(word)
    if not found or (found["sign"] and found["inner"]):
        return None
    before, after = found["before"], found["after"]
    if any(
        sign and unicodedata.category(sign) != "Sc" for sign in (before[-1:], after if after not in _PERCENT else "")
    ):
        return None
    return _Split(found["sign"] or found["inner"], before, found["body"], after, found["note"] or "")


def mark_of(word: str) -> str:
    """Return the percent or currency sign of a cell that holds a number; "" if it has none."""
    split = _split(ascii_digits(tidy_spaces(word)))
    if split is None:
        return ""
    return "%" if split.after in _PERCENT else split.before or split.after


def convention(words: Iterable[str], *, fractions: bool = False, point_by_default: bool = True) -> Convention:
    """Decide how a column writes its numbers, from the cells that can be read in one way only.

    Args:
        words: the cells that are not plain numbers.
        fractions: whether plain numbers of the column have a decimal point.
        point_by_default: whether ``1.234`` is a decimal number where nothing in the column says otherwise.
    """
    decimal, thousands = {"."} if fractions else set(), set()
    for word in words:
        split = _split(ascii_digits(tidy_spaces(word)))
        readings = _readings(split.body) if split else []
        if len(readings) == 1:
            decimal |= {readings[0].decimal} & {".", ","}
            thousands |= {readings[0].thousands} & {".", ","}
    return Convention(frozenset(decimal), frozenset(thousands), point_by_default)


def points_may_group(words: Iterable[str]) -> bool:
    """Say whether the points of a column may stand between thousands, although most files like it mean decimals.

    Decimals are cut to the same number of digits, or lose the zeros at their end. Neither gives a column in which
    every number with a point has three digits behind it, and others have none and are smaller than a thousand.
    """
    pointed, whole = set(), set()
    for word in map(tidy_spaces, words):
        if re.fullmatch(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", word):
            pointed.add(word)
        elif re.fullmatch(r"[+-]?[0-9]+", word):
            whole.add(abs(int(word)))
        elif "." in word and any(map(str.isdigit, word)):
            return False
    return len(pointed) > 2 and max(whole, default=0) < 1000 and bool(whole - {0, 1, 100})


def group_surely(words: Iterable[str]) -> bool:
    """Say whether a number with two points or more, each before three digits, stands among words: 2.151.166."""
    return any(re.fullmatch(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}", word.strip()) for word in words)


def break_surely(words: Iterable[str]) -> bool:
    """Say whether a number with a decimal point stands among words: one point, with other than three digits behind."""
    return any(re.fullmatch(r"[+-]?[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+", word.strip()) for word in words)


def _no_number(word: str) -> NumberWord:
    """Say why a cell that is neither empty nor a number is none."""
    low = word.casefold()
    if word.upper() in ERROR_CELLS or re.fullmatch(r"#+", word):
        return NumberWord(math.nan, None, ("error-cell",))
    if low in MISSING_WORDS or FLAGGED_GAP.fullmatch(low):
        return NumberWord(math.nan, None, ("missing-word",))
    if _SCIENTIFIC.fullmatch(word) and math.isfinite(value := float(word.replace(",", "."))):
        digits = len(re.sub(r"[eE].*|\D", "", word))
        # Spreadsheets write E and may cut digits. Programs write e; those that cut keep six digits or so.
        if digits >= _ALL_DIGITS or ("e" in word and digits <= _SURELY_WHOLE):
            return NumberWord(value, None, ())
        return NumberWord(value, None, ("scientific-notation",), hint=number_text(value))
    if _DATE.fullmatch(word):
        return NumberWord(math.nan, None, ("date-in-number",))
    if _LIMIT.fullmatch(low) or _RANGE.fullmatch(low):
        return NumberWord(math.nan, None, ("limit-or-range",))
    if found := re.fullmatch(rf"\(([0-9][0-9.,]*)\)|([0-9][0-9.,]*)[{_MINUS}]", word):
        return NumberWord(math.nan, None, ("text-in-number",), hint=f"-{found[1] or found[2]}")
    return NumberWord(math.nan, None, ("text-in-number",))


def read_number(word: str, how: Convention) -> NumberWord:
    """Read a cell of a column of numbers."""
    clean = ascii_digits(tidy_spaces(word))
    if not clean:
        return NumberWord(
            math.nan, "" if word else None, ("missing-value",) if not word else ("spaces", "missing-value")
        )
    split = _split(clean)
    readings = _readings(split.body) if split else []
    if split is None or not readings or not math.isfinite(float(readings[0].text)):
        return _no_number(clean)
    if len(readings) > 1:
        (sign,) = {reading.decimal or reading.thousands for reading in readings}
        meaning = how.meaning(sign)
        if meaning is None:
            hint = "|".join(split.sign + reading.text for reading in readings)
            return NumberWord(math.nan, None, ("ambiguous-number",), hint=hint)
        (reading,) = [reading for reading in readings if bool(reading.decimal) == (meaning == "decimal")]
    else:
        reading = readings[0]
        sign = reading.decimal
        if sign in (".", ",") and sign in how.thousands and not reading.thousands:
            hint = f"{split.sign}{reading.text}"
            return NumberWord(math.nan, None, ("ambiguous-number",), hint=hint)
    negative = split.sign not in ("", "+")
    text = ("-" if negative else "") + reading.text
    mark = "%" if split.after in _PERCENT else split.before or split.after
    faults = [
        name
        for name, here in (
            ("spaces", word != tidy_spaces(word)),
            ("other-digits", clean != tidy_spaces(word)),
            ("minus-sign", negative and split.sign != "-"),
            ("decimal-comma", reading.decimal in (",", "\u066b")),
            ("thousands-separator", bool(reading.thousands)),
            ("percent-sign", mark == "%"),
            ("currency-sign", bool(mark) and mark != "%"),
            ("note-in-number", bool(split.note)),
        )
        if here
    ]
    if split.note:
        return NumberWord(float(text), None, tuple(faults), mark=split.note, hint=text)
    return NumberWord(float(text), text, tuple(faults), mark=mark)
