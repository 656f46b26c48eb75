"""Numbers as people type them: ``12,5`` and ``12.5``, ``1 234,5``, ``1.234,5``, ``1,23,456``, ``١٢٫٥``, ``12,5 %``.

``1,234`` alone is 1234 in some places and a little more than one in others. It is never guessed: both readings are
given, and a person chooses. The widgets read in JavaScript (``widgets/kit/typed_numbers.js``) by the same rules;
``tests/vectors/typed_numbers.json`` holds cases for both.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LARGEST = 1e100  # no figure of a city comes near it
LONGEST = 200  # characters; more is no number that a person types

Fault = Literal["", "digits", "groups", "words", "brackets"]

_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # for [...] in a pattern
MINUS = r"\-\u2010-\u2014\u2212\ufe58\ufe63\uff0d"  # likewise, for [...] in a pattern
# Variants of a sign, as a pattern, and the one that replaces them. The Arabic separators ٫ and ٬ have only one meaning
# each, so they are not replaced.
_SIGNS = [
    (rf"[{_SPACE}]+", " "),
    (rf"[{MINUS}]", "-"),
    (r"[\uff0b\ufe62]", "+"),
    (r"[\u2018\u2019\u02bc\uff07]", "'"),
    (r"[\u060c\uff0c\ufe50]", ","),
    (r"[\uff0e\ufe52]", "."),
]
_BODY = r"[.,٫]?[0-9](?:[0-9.,'٫٬ ]*[0-9])?[.,٫]?"
PER_CENT = ("%", "٪", "percent", "pct")  # without blanks


@dataclass(frozen=True)
class Typed:
    """What a typed text says as a number.

    Attributes:
        values: the number; none where there is none; the whole number and the decimal one where the text can mean
            either.
        fault: "" where the text is empty or gives a number; "digits" without any, "groups" of digits that make no
            number, "words" or signs that do not belong to it, "brackets" around it.
        found: for "words", what does not belong to the number.
    """

    values: tuple[float, ...] = ()
    fault: Fault = ""
    found: str = ""


def ascii_digits(word: str) -> str:
    """Return a word with the digits of every script written as 0 to 9."""
    if word.isascii():
        return word
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in word)


def are_thousands(groups: list[str], sign: str) -> bool:
    """Return whether groups of digits are thousands: 1-3 digits, then three each; or the Indian way, 12,34,567."""
    if groups[0].startswith("0") or not all(groups):
        return False
    if 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return True
    middle = groups[1:-1]
    indian = len(groups[0]) <= 2 and all(len(group) == 2 for group in middle) and len(groups[-1]) == 3
    return sign == "," and bool(middle) and indian


def _readings(body: str) -> list[str]:
    """Return every way to read digits with their signs: first as a whole number, then with decimals."""
    signs = re.sub(r"[0-9]", "", body)
    groups = re.split(r"[^0-9]", body)
    if not signs:
        return [body]
    found = []
    if len(set(signs)) == 1 and signs[0] != "٫" and are_thousands(groups, signs[0]):
        found.append("".join(groups))
    head, last = groups[:-1], signs[-1]
    grouped = len(head) == 1 or (
        len(set(signs[:-1])) == 1 and signs[0] not in (last, "٫") and are_thousands(head, signs[0])
    )
    if last in ".,٫" and grouped:
        found.append(f"{''.join(head) or '0'}.{groups[-1] or '0'}")
    return found


def _plain(unit: str) -> str:
    """Return a unit as it is compared: km² is km2, and blanks and capitals do not count."""
    return re.sub(rf"[{_SPACE}]", "", unicodedata.normalize("NFKC", unit)).lower()


def _without_unit(text: str, unit: str) -> str:
    """Take the unit of a field, or its first word, off the end or the beginning of a text."""
    whole = _plain(unit)
    first = _plain(re.split(rf"[{_SPACE}]", unit.strip())[0])
    names = {whole, first, *(PER_CENT if first == "%" else ())} - {""}
    for index in range(len(text)):
        if _plain(text[index:]) in names:
            return text[:index]
        if _plain(text[: index + 1]) in names:
            return text[index + 1 :]
    return text


def typed_number(text: str, unit: str = "") -> Typed:
    """Read a number that a person has typed.

    Args:
        text: what was typed, such as "1 234,5" or "12,5 %".
        unit: the unit of the field, such as "%", "km²" or "minutes a day"; it may stand beside the number.
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    if len(seen) > LONGEST:
        return Typed(fault="digits")
    for signs, sign in _SIGNS:
        seen = re.sub(signs, sign, seen)
    seen = ascii_digits(seen).strip(" ")
    if not seen:
        return Typed()
    number = _without_unit(seen, unit).strip(" ")
    found = re.fullmatch(rf"(?P<sign>[+-]?) ?(?P<body>{_BODY}) ?(?P<after>-?)", number)
    if not found or (found["sign"] and found["after"]):
        return _fault(number)
    minus = "-" in (found["sign"], found["after"])
    values = [float(reading) for reading in _readings(found["body"])]
    if not values or max(values) > LARGEST:
        return Typed(fault="groups")
    return Typed(tuple(-value if minus and value else value for value in values))


def _fault(text: str) -> Typed:
    if re.fullmatch(r"\([^()]*[0-9][^()]*\)", text):
        return Typed(fault="brackets")
    body = re.search(_BODY, text)
    if not body:
        return Typed(fault="digits")
    return Typed(fault="words", found=f"{text[: body.start()].strip(' ')} {text[body.end() :].strip(' ')}".strip(" "))


def unmistakable(value: float) -> str:
    """Return a number as a text that can be read in one way only: 1.234 is "1.2340"."""
    text = f"{value:.0f}" if value == math.floor(value) else format(Decimal(repr(value)), "f")
    return f"{text}0" if len(typed_number(text).values) > 1 else text


MEANINGS = {
    "two": "It can mean {whole} or {short}. Write {whole} or {decimal}.",
    "one": "It reads as {value}.",
    "": "It is empty.",
    "digits": "It is not a number. Write it in digits, such as 12.5.",
    "groups": "Its digits cannot be read as one number. Write it without signs between thousands, such as 1234.5.",
    "words": "“{found}” does not belong to a number here. Write the number alone, such as 12.5.",
    "brackets": "Brackets mean minus in some offices. Write a minus sign, or leave the brackets out.",
}
"""How a typed text is read as a number, or why it is not."""


def meaning(text: str, unit: str = "") -> str:
    """Say in a sentence how a typed text is read as a number, or why it is not."""
    read = typed_number(text, unit)
    if len(read.values) == 2:
        whole, decimal = map(unmistakable, read.values)
        short = decimal.removesuffix("0") if "." in decimal else decimal
        return MEANINGS["two"].format(whole=whole, decimal=decimal, short=short)
    if read.values:
        return MEANINGS["one"].format(value=unmistakable(read.values[0]))
    return MEANINGS[read.fault].format(found=read.found)


def read_number(
    text: str,
    name: str = "The number",
    *,
    unit: str = "",
    least: float = -math.inf,
    most: float = math.inf,
    whole: bool = False,
) -> float | None:
    """Return the number that a person has typed; None where nothing is.

    It reads decimal commas and points, thousands with points, commas, blanks or apostrophes, the digits of every
    script, minus signs of every form, and the unit beside the number.

    Args:
        text: what was typed.
        name: what it is, for messages.
        unit: the unit that may stand beside the number.
        least: the smallest value allowed.
        most: the largest value allowed.
        whole: whether decimals are refused.

    Raises:
        TypeError: not a text.
        ValueError: no number, one outside its limits, or one that can be read in two ways, such as "1,234"; the message
            names both.
    """
    if not isinstance(text, str):
        raise TypeError(f"{name} is {text!r}: give what was typed, as text.")
    read = typed_number(text, unit)
    if not read.values and not read.fault:
        return None
    if len(read.values) != 1:
        raise ValueError(f"{name} is {text!r}. {meaning(text, unit)}")
    (value,) = read.values
    if not least <= value <= most:
        limits = " and ".join(
            words
            for words, given in (
                (f"of at least {unmistakable(least) if math.isfinite(least) else ''}", math.isfinite(least)),
                (f"of at most {unmistakable(most) if math.isfinite(most) else ''}", math.isfinite(most)),
            )
            if given
        )
        raise ValueError(f"{name} is {text!r}. Write a number {limits}.")
    if whole and value != math.floor(value):
        raise ValueError(f"{name} is {text!r}. Write a whole number, without decimals.")
    return value
