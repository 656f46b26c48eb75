"""What cannot be right, though it can be read: shares beyond 100 %, figures of years to come, a vote that nobody took.

The honesty check asks what is missing. Here stands what is there and contradicts itself.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from localsdg.core import agenda2030
from localsdg.review.honesty import Finding, finding
from localsdg.review.reading import day_of, number_of, one_line, year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from localsdg.review.indicators import Indicator
    from localsdg.review.reading import Reader
    from localsdg.review.words import Words

_TARGETS = frozenset(each.code for each in agenda2030.TARGETS)
CODE = re.compile(r"\b\d{1,2}\.\w{1,2}\b")
MAY_PASS = ("16.6.1",)  # spending can be above what was approved
WHOLE = 1 + 1e-9


def is_adopted(approval: Mapping[str, str], day: datetime.date) -> bool:
    """Return whether an approval says who adopted the review and when, and the day is not still to come."""
    when = day_of(approval["when"])
    return bool(approval["who"] and approval["when"]) and (when is None or when <= day)


def doubts(
    reader: Reader,
    chosen: list[Indicator],
    claimed: Iterable[Mapping[str, str]],
    steps: Iterable[Mapping[str, str]],
    say: Words,
    day: datetime.date,
) -> list[Finding]:
    """Return what cannot be right.

    Args:
        reader: the workbook.
        chosen: the indicators of the review.
        claimed: the approvals that say the review was adopted.
        steps: the next steps, with their days.
        say: the words.
        day: the day on which the review is made.
    """
    return [
        *(finding("not_adopted", each["who"] or "?", say) for each in claimed if not is_adopted(each, day)),
        *(found for each in chosen for found in _figures(each, say, day)),
        *_targets(reader, chosen, say),
        *_entries(reader, say),
        *(
            finding("no_day", each["what"], say, date=each["date"])
            for each in steps
            if each["id"].startswith("step ") and each["date"] and day_of(each["date"]) is None
        ),
    ]


def _figures(each: Indicator, say: Words, day: datetime.date) -> Iterator[Finding]:
    points = [row for row in each["series"] if row["value"] is not None]
    if each["unit"].startswith("%") and each["code"] not in MAY_PASS:
        beyond = [row for row in [*points, *each["groups"]] if row["value"] is not None]
        beyond = [row for row in beyond if not 0 <= row["value"] <= 100]
        if beyond:
            where = ", ".join(dict.fromkeys(row.get("year") or row.get("label", "") for row in beyond))
            yield finding("beyond", each["name"], say, where=where)
    later = [row["year"] for row in points if (year_of(row["year"]) or 0) > day.year]
    if later:
        yield finding("still_to_come", each["name"], say, where=", ".join(later))
    goal, first = each["target"], each["baseline"]
    if goal and not goal["source"]:
        yield finding("target_source", each["name"], say)
    if goal and first and each["wanted"] in ("increase", "decrease"):
        step = goal["value"] - first["value"]
        if step and (step > 0) != (each["wanted"] == "increase"):
            yield finding("target_side", each["name"], say)
    if not each["measured"] and each["missing"]["plan"] and not each["missing"]["date"]:
        yield finding("no_date", each["name"], say)


def _targets(reader: Reader, chosen: list[Indicator], say: Words) -> Iterator[Finding]:
    written: list[tuple[str, str]] = []
    for each in chosen:
        if each["record"]:
            raw = reader.raw("indicator", each["record"], "targets")
            words = " ".join(map(one_line, raw)) if isinstance(raw, list | dict) else one_line(raw)
            written += [(each["name"], code) for code in CODE.findall(words)]
    for key in reader.records("action"):
        links = reader.raw("action", key, "links")
        name = one_line(reader.raw("action", key, "name"))
        if name:
            written += [(name, one_line(code)) for code in (links if isinstance(links, dict) else ())]
    for about, code in written:
        if code not in _TARGETS and ".".join(code.split(".")[:2]) not in _TARGETS:
            yield finding("no_such_target", about, say, code=code)


def _entries(reader: Reader, say: Words) -> Iterator[Finding]:
    names = ("population", "population_year", "population_source")
    number, *about = (reader.raw("municipality", "here", name) for name in names)
    if number_of(number, whole=True) is not None and not all(map(one_line, about)):
        yield finding("people_source", reader.name or say("title.no_name"), say)
    women, men = (reader.number("council", "own", name, whole=True) for name in ("women", "men"))
    if any(seats is not None and seats < 0 for seats in (women, men)):
        yield finding("seats", say("council.name"), say)
    for key in reader.records("budget tag"):
        shares: list[Any] = [
            number_of(each.get("share")) for each in reader.record("budget tag", key).values() if isinstance(each, dict)
        ]
        if sum(share for share in shares if share is not None and share > 0) > WHOLE:
            title = one_line(reader.raw("budget line", key, "title"))
            yield finding("tags", title or key, say)
