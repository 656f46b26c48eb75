"""Reads days and times as a learning platform writes them in its language: "vendredi 15 janvier 2027, 16:43"."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
import unicodedata

from localsdg.grading.box.files import shown

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T,]+(\d{1,2}):(\d\d)(?::\d\d)?")
CLOCK = re.compile(r"(\d{1,2})[:.h](\d\d)(?::\d\d)?")
# Words beside the names of day and month that change nothing, and those for the two halves of a day.
BESIDE = {"de", "del", "den", "a", "à", "at", "le", "um", "uhr", "kl", "klo", "og", "em", "às", "alle", "ore", "о", "г"}
MORNING, AFTERNOON = {"am", "صباحا", "ص"}, {"pm", "مساء", "م"}
NAMES = ("wide", "abbreviated")
WORD = re.compile(r"[^\s\d.,،;:/()\-]+")  # with the vowel signs that some scripts write beside a letter

Names = dict[str, set[int]]


def read_local_date(text: str) -> datetime.datetime:
    """Return a day and time, without a zone.

    Raises:
        ValueError: it is none, or could be read in more than one way.
    """
    plain = _plain(text)
    if found := ISO.fullmatch(plain):
        year, month, day, hour, minute = map(int, found.groups())
        return datetime.datetime(year, month, day, hour, minute)
    clocks = list(CLOCK.finditer(plain))
    rest = CLOCK.sub(" ", plain)
    numbers = [int(each) for each in re.findall(r"\d+", rest)]
    years, days = [each for each in numbers if each > 999], [each for each in numbers if each <= 31]
    if len(clocks) != 1 or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        raise ValueError(f"{shown(text)!r} is not a day with the name of its month, and a time")
    words = set(WORD.findall(rest.replace("a.m", "am").replace("p.m", "pm")))
    months = _months(words, years[0], days[0])
    if len(months) != 1:
        raise ValueError(f"the month in {shown(text)!r} is not clear")
    month, used = months.popitem()
    left = words - used - BESIDE
    hour_of_day = _hour(int(clocks[0][1]), left)
    if left - MORNING - AFTERNOON or hour_of_day is None:
        raise ValueError(f"the time in {shown(text)!r} is not clear")
    return datetime.datetime(years[0], month, days[0], hour_of_day, int(clocks[0][2]))


def _plain(text: str) -> str:
    """Return a text with ordinary digits, small letters and single spaces."""
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return " ".join(unicodedata.normalize("NFC", digits).casefold().split())


def _hour(hour: int, words: set[str]) -> int | None:
    if words & AFTERNOON and words & MORNING:
        return None
    if words & (AFTERNOON | MORNING):
        return hour % 12 + (12 if words & AFTERNOON else 0) if 1 <= hour <= 12 else None
    return hour if hour < 24 else None


def _months(words: set[str], year: int, day: int) -> dict[int, set[str]]:
    """Return the months that the words can mean, each with the words that say so.

    The name of the weekday, if there is one, has to be of the same language, and has to be right: some words mean
    another month in the language next door.
    """
    found: dict[int, set[str]] = {}
    for months, weekdays in _calendars():
        for month in set().union(*(months[word] for word in words & months.keys())):
            if day > calendar.monthrange(year, month)[1]:
                continue
            weekday = datetime.date(year, month, day).weekday()
            used = {word for word in words if month in months.get(word, ())}
            right = {word for word in words if weekday in weekdays.get(word, ())}
            others = words - used - right - BESIDE - MORNING - AFTERNOON
            if not others:
                found[month] = found.get(month, set()) | used | right
    return found


@functools.cache
def _calendars() -> list[tuple[Names, Names]]:
    """Return, for each language, the numbers of its months and weekdays by their names."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    found = []
    for identifier in locale_identifiers():
        if "_" in identifier:
            continue
        locale = Locale.parse(identifier)
        tables = []
        for table in (locale.months, locale.days):
            names: Names = {}
            for context in ("format", "stand-alone"):
                for width in NAMES:
                    for number, name in table[context][width].items():
                        for word in WORD.findall(_plain(name)):
                            if len(word) > 1:
                                names.setdefault(word, set()).add(number)
            tables.append(names)
        found.append((tables[0], tables[1]))
    return found
