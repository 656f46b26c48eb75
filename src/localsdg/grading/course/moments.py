"""Reads a moment that a person or a file names, with its time zone, and never guesses which zone is meant.

A zone is a name of the IANA, such as Africa/Nairobi, or a distance from UTC: +03:00, +0300, +3, Z. Abbreviations such
as EAT, IST or CST are refused, because the same letters stand for several zones; the message names them.
"""

from __future__ import annotations

import datetime
import functools
import re
import zoneinfo

from localsdg.grading.box.files import shown
from localsdg.grading.run.options import CourseError

WITH_ZONE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<hour>\d\d):?(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<zone>\S*)"
)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?")
OF_UTC = {"UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"}
FORM = 'Write it like "2027-01-15 17:00 Africa/Nairobi" or "2027-01-15 17:00 +03:00".'
FURTHEST = 14  # hours from UTC; no place is further
YEARS = range(1970, 2200)


def read_moment(text: str, *, without_zone: str = "") -> datetime.datetime:
    """Return a moment in UTC, without the name of the zone, as nbgrader keeps times.

    Args:
        text: day, time and zone.
        without_zone: the zone that is meant if none is named; if this is empty, one has to be named.

    Raises:
        CourseError: it is no moment, or its zone is missing or ambiguous.
    """
    found = WITH_ZONE.fullmatch(text.strip())
    if found is None:
        raise CourseError(f"{shown(text)!r} is not a day and a time. {FORM}")
    try:
        day = datetime.date.fromisoformat(found["day"])
        hour = datetime.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError as error:
        raise CourseError(f"{shown(text)!r} is not a day and a time ({error}). {FORM}") from error
    if day.year not in YEARS:
        raise CourseError(f"No work is handed in in the year {day.year}. {FORM}")
    return in_utc(datetime.datetime.combine(day, hour), found["zone"] or without_zone)


def in_utc(local: datetime.datetime, zone: str) -> datetime.datetime:
    """Return in UTC the moment when clocks of a zone show a time.

    Raises:
        CourseError: there is no such zone, or its clocks show that time twice or never.
    """
    known = _zone(zone, local)
    early, late = ((local - (local.replace(tzinfo=known, fold=fold).utcoffset() or _NONE)) for fold in (0, 1))
    if early != late:
        choice = " or ".join(f"{local:%Y-%m-%d %H:%M} {_offset(local - each)}" for each in (early, late))
        raise CourseError(f"On that day the clocks of {zone} are changed, and {local:%H:%M} is not one moment. Write "
                          f"{choice}.")  # fmt: skip
    return early


_NONE = datetime.timedelta(0)


def _zone(name: str, local: datetime.datetime) -> datetime.tzinfo:
    if not name:
        raise CourseError(f"Of which time zone is {local:%Y-%m-%d %H:%M}? {FORM}")
    if name in OF_UTC:
        return datetime.UTC
    if found := OFFSET.fullmatch(name):
        sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
        if hours + minutes / 60 > FURTHEST or minutes > 59:
            raise CourseError(f"No place is {shown(name)} from UTC. {FORM}")
        distance = datetime.timedelta(hours=hours, minutes=minutes)
        return datetime.timezone(distance if sign == "+" else -distance)
    if "/" in name and name in _zones():
        return zoneinfo.ZoneInfo(name)
    same = [each for each in _zones() if "/" in each and each.casefold() == name.casefold()]
    if same:
        raise CourseError(f"There is no time zone {shown(name)}. Write {same[0]}.")
    meant = _meant_by(name.upper(), local)
    if not meant:
        raise CourseError(f"There is no time zone {shown(name)}. {FORM}")
    choice = " or ".join(f"{offset} (as in {place})" for offset, place in sorted(meant.items()))
    raise CourseError(f"{shown(name)} is no name of one time zone. Write the distance from UTC in its place: {choice}.")


@functools.cache
def _zones() -> list[str]:
    return sorted(zoneinfo.available_timezones())


def _meant_by(abbreviation: str, local: datetime.datetime) -> dict[str, str]:
    """Return the distances from UTC that an abbreviation can stand for, each with a place."""
    found: dict[str, str] = {}
    for name in _zones():
        if "/" in name and not name.startswith("Etc/"):
            for month in (1, 7):
                there = local.replace(month=month, day=1, tzinfo=zoneinfo.ZoneInfo(name))
                if there.tzname() == abbreviation:
                    found.setdefault(_offset(there.utcoffset() or _NONE), name)
    return found


def _offset(distance: datetime.timedelta) -> str:
    minutes = round(distance.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
